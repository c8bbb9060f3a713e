"""What the progress screen shows: who is how far, how many new codes each interview brought, and what is still to do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qualcode.i18n import N_
from qualcode.store import values

if TYPE_CHECKING:
    from qualcode.analysis import Done, Step
    from qualcode.store import Study

MEASURES: dict[str, str] = {
    "all": N_("all codes"),
    "open": N_("open codes"),
    "mine": N_("all codes, my work only"),
}
"""Which codes count as new; English msgids."""
TODO: dict[str, str] = {
    "unplaced": N_("Open codes without a place"),
    "without-kernlabel": N_("Axial codes without a kernlabel"),
    "without-quotes": N_("Kernlabels without a quote"),
}
"""What is still to do; English msgids."""


@dataclass(frozen=True, slots=True)
class ProgressView:
    """How far the study is."""

    transcripts: tuple[values.Transcript, ...]
    coders: tuple[values.Coder, ...]
    done: Mapping[tuple[str, str], Done]
    """(transcript id, coder id) -> one coder's work on one transcript."""
    steps: tuple[Step, ...]
    quiet_after: int | None
    """After how many interviews three in a row brought nothing new; None when that never was."""
    todo: Mapping[str, tuple[str, ...]]
    """Name of each of `TODO` -> ids of codes."""
    labels: Mapping[str, str]
    coder_id: str
    """Who works now; empty before her first act."""

    def finished(self, coder_id: str) -> int:
        """Transcripts that a coder marked done."""
        return sum(self.done[one.id, coder_id].state == "done" for one in self.transcripts)


def progress_view(study: Study, measure: str = "all") -> ProgressView:
    """Reads how far the study is; `measure` is one of `MEASURES`."""
    from qualcode.analysis import (
        load_view,
        saturated_after,
        saturation,
        unplaced,
        without_kernlabel,
        without_quotes,
        work_done,
    )

    view = load_view(study)
    me = study.coder()
    levels = (values.OPEN,) if measure == "open" else (values.OPEN, values.AXIAL)
    steps = saturation(view, coder=me.id if measure == "mine" and me else None, levels=levels)
    parents = {code.parent_id for code in view.codes}
    todo = {
        "unplaced": tuple(code.id for code in unplaced(view) if code.id not in parents),
        "without-kernlabel": tuple(code.id for code in without_kernlabel(view)),
        "without-quotes": tuple(code.id for code in without_quotes(view)),
    }
    return ProgressView(
        view.transcripts,
        view.coders,
        {(one.transcript_id, one.coder_id): one for one in work_done(view)},
        tuple(steps),
        saturated_after(steps),
        todo,
        {code_id: view.label(code_id) for ids in todo.values() for code_id in ids},
        me.id if me else "",
    )


BLOCKS = " ▁▂▃▄▅▆▇█"


def bar(share: float, cells: int) -> str:
    """A bar over so many cells, filled for this share (0 to 1)."""
    full = round(min(max(share, 0.0), 1.0) * cells)
    return "━" * full + "╌" * (cells - full)


def columns(numbers: Sequence[int], width: int, height: int) -> list[str]:
    """Numbers as upright bars with the number above each; as wide as fits, one cell at least.

    Args:
        numbers: Zero or more, from left to right.
        width: Cells there are; numbers that do not fit are left out at the left.
        height: Rows there are, the numbers above the bars included.
    """
    if not numbers or height < 1 or width < 1:
        return []
    digits = len(str(max(numbers)))
    cell = next((size for size in (7, 5, 4, 3, 2, 1) if len(numbers) * size <= width), 1)
    shown = list(numbers[-(width // cell) :])
    highest = max(max(shown), 1)
    rows: list[str] = []
    bars = height - 1
    tops = [round(number * bars * 8 / highest) for number in shown]
    tell = cell > digits
    for row in range(height, 0, -1):
        line = ""
        for number, top in zip(shown, tops, strict=True):
            full = min(max(top - (row - 1) * 8, 0), 8)
            ends = -(-top // 8) + 1 if top else 1
            if tell and row == ends:
                line += str(number).center(cell - 1)[: cell - 1] + " "
            else:
                line += BLOCKS[full] * max(cell - 1, 1) + (" " if cell > 1 else "")
        rows.append(line.rstrip())
    return rows
