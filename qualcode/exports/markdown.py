"""Markdown with pipe tables, as GitHub, Obsidian and Pandoc read them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from qualcode.exports.rows import counted

_SIGNS = re.compile(r"([\\`*_\[\]<>|#~]|&(?=#?\w+;))")


def plain(text: str) -> str:
    """The text so that Markdown shows it letter by letter, on one line of a table."""
    return _SIGNS.sub(r"\\\1", text).replace("\r", "").replace("\n", "<br>")


def table(columns: Sequence[str], rows: Iterable[Sequence[str]], align: Sequence[str] = ()) -> Iterable[str]:
    """The lines of a pipe table; cells are text that `plain` has seen."""
    marks = [{"right": "---:", "center": ":---:"}.get(one, "---") for one in align] or ["---"] * len(columns)
    yield f"| {' | '.join(columns)} |"
    yield f"| {' | '.join(marks)} |"
    for row in counted(rows):
        yield f"| {' | '.join(row)} |"
