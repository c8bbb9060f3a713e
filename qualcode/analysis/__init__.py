"""Analyses of a study, read only: functions over one frozen `StudyView` that `load_view` reads once.

Everything is loaded when it is first asked for; nothing here is heavy by itself, but the store below it is. No module has the
name of what it offers: an imported module would hide the function.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from qualcode.analysis.axes import Axis, Label, axis, axis_names
    from qualcode.analysis.cooccurrence import Pair, pairs
    from qualcode.analysis.crosstab import CELLS, Matrix, matrix
    from qualcode.analysis.quoting import Quote, cut_at, quotes, quotes_of
    from qualcode.analysis.view import Place, StudyView, load_view, natural

_HOME = {
    "Axis": "axes",
    "CELLS": "crosstab",
    "Label": "axes",
    "Matrix": "crosstab",
    "Pair": "cooccurrence",
    "Place": "view",
    "Quote": "quoting",
    "StudyView": "view",
    "axis": "axes",
    "axis_names": "axes",
    "cut_at": "quoting",
    "load_view": "view",
    "matrix": "crosstab",
    "natural": "view",
    "pairs": "cooccurrence",
    "quotes": "quoting",
    "quotes_of": "quoting",
}

__all__ = [
    "CELLS",
    "Axis",
    "Label",
    "Matrix",
    "Pair",
    "Place",
    "Quote",
    "StudyView",
    "axis",
    "axis_names",
    "cut_at",
    "load_view",
    "matrix",
    "natural",
    "pairs",
    "quotes",
    "quotes_of",
]


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
