"""Analyses of a study, read only: functions over one frozen `StudyView` that `load_view` reads once.

Everything is loaded when it is first asked for; nothing here is heavy by itself, but the store below it is. No module has the
name of what it offers: an imported module would hide the function.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from qualcode.analysis.axes import Axis, Label, axis, axis_names
    from qualcode.analysis.choosing import Where, conditions
    from qualcode.analysis.clearing import (
        NearDouble,
        empty_codes,
        near_doubles,
        once_used,
        unplaced,
        without_kernlabel,
        without_quotes,
    )
    from qualcode.analysis.comparing import Side, compared
    from qualcode.analysis.cooccurrence import Pair, pairs
    from qualcode.analysis.crosstab import CELLS, Matrix, matrix
    from qualcode.analysis.done import Done, work_done
    from qualcode.analysis.kernlabel_evidence import Standing, standing, standings
    from qualcode.analysis.new_codes import Step, saturated_after, saturation
    from qualcode.analysis.query import UNITS, find, parse
    from qualcode.analysis.quoting import Quote, cut_at, quotes, quotes_of
    from qualcode.analysis.searching import Hit, find_text
    from qualcode.analysis.view import Place, StudyView, load_view, natural

_HOME = {
    "Axis": "axes",
    "CELLS": "crosstab",
    "Done": "done",
    "Hit": "searching",
    "Label": "axes",
    "Matrix": "crosstab",
    "NearDouble": "clearing",
    "Pair": "cooccurrence",
    "Place": "view",
    "Quote": "quoting",
    "Side": "comparing",
    "Standing": "kernlabel_evidence",
    "Step": "new_codes",
    "StudyView": "view",
    "UNITS": "query",
    "Where": "choosing",
    "axis": "axes",
    "axis_names": "axes",
    "compared": "comparing",
    "conditions": "choosing",
    "cut_at": "quoting",
    "empty_codes": "clearing",
    "find": "query",
    "find_text": "searching",
    "load_view": "view",
    "matrix": "crosstab",
    "natural": "view",
    "near_doubles": "clearing",
    "once_used": "clearing",
    "pairs": "cooccurrence",
    "parse": "query",
    "quotes": "quoting",
    "quotes_of": "quoting",
    "saturated_after": "new_codes",
    "saturation": "new_codes",
    "standing": "kernlabel_evidence",
    "standings": "kernlabel_evidence",
    "unplaced": "clearing",
    "without_kernlabel": "clearing",
    "without_quotes": "clearing",
    "work_done": "done",
}

__all__ = [
    "CELLS",
    "UNITS",
    "Axis",
    "Done",
    "Hit",
    "Label",
    "Matrix",
    "NearDouble",
    "Pair",
    "Place",
    "Quote",
    "Side",
    "Standing",
    "Step",
    "StudyView",
    "Where",
    "axis",
    "axis_names",
    "compared",
    "conditions",
    "cut_at",
    "empty_codes",
    "find",
    "find_text",
    "load_view",
    "matrix",
    "natural",
    "near_doubles",
    "once_used",
    "pairs",
    "parse",
    "quotes",
    "quotes_of",
    "saturated_after",
    "saturation",
    "standing",
    "standings",
    "unplaced",
    "without_kernlabel",
    "without_quotes",
    "work_done",
]


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
