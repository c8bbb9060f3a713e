"""From results to files for people: Word, Excel, CSV and Markdown. openpyxl is loaded when a workbook is written."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from qualcode.exports.agreement import write_agreement
    from qualcode.exports.audit import write_audit
    from qualcode.exports.codebooks import plain_codebook, write_codebook
    from qualcode.exports.kernlabels import write_kernlabels
    from qualcode.exports.matrices import write_matrix
    from qualcode.exports.quotes import write_quotes
    from qualcode.exports.report import write_report

_HOME = {
    "plain_codebook": "codebooks",
    "write_agreement": "agreement",
    "write_audit": "audit",
    "write_codebook": "codebooks",
    "write_kernlabels": "kernlabels",
    "write_matrix": "matrices",
    "write_quotes": "quotes",
    "write_report": "report",
}

__all__ = [
    "plain_codebook",
    "write_agreement",
    "write_audit",
    "write_codebook",
    "write_kernlabels",
    "write_matrix",
    "write_quotes",
    "write_report",
]


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
