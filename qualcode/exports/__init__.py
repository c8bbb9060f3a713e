"""From results to files for people: Word, Excel, CSV and Markdown. openpyxl is loaded when a workbook is written."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from qualcode.exports.matrices import write_matrix
    from qualcode.exports.quotes import write_quotes

_HOME = {
    "write_matrix": "matrices",
    "write_quotes": "quotes",
}

__all__ = ["write_matrix", "write_quotes"]


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
