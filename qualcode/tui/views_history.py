"""What the history shows: every act of the journal with who and when, and which of them can be taken back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from qualcode.store import values

if TYPE_CHECKING:
    from qualcode.store import Study


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """One act, told to a person."""

    change: values.Change
    coder: str
    said: str
    """What was done, in the language in use."""
    mine: bool
    can_undo: bool
    """Whether undo, done often enough, takes it back."""
    transcripts: frozenset[str] = frozenset()
    """Names of the transcripts that it was about."""

    @property
    def day(self) -> str:
        """The date, as in 2026-01-31 (UTC)."""
        return self.change.at[:10]


@dataclass(frozen=True, slots=True)
class HistoryView:
    """The journal, newest first."""

    rows: tuple[HistoryRow, ...]
    acts: Mapping[str, str] = field(default_factory=dict)
    """The acts met, in the order of the rows, with what each does."""
    transcripts: tuple[str, ...] = ()
    """Names of the transcripts there are, in the study's order."""

    @property
    def days(self) -> list[str]:
        """The dates met, in the order of the rows."""
        return list(dict.fromkeys(row.day for row in self.rows))

    @property
    def coders(self) -> list[str]:
        """The names met, in the order of the rows."""
        return list(dict.fromkeys(row.coder for row in self.rows))

    def only(
        self, *, coder: str = "", act: str = "", transcript: str = "", day: str = "", text: str = ""
    ) -> list[HistoryRow]:
        """The rows that fit; empty conditions fit all. The text is looked for in what is said and who did it."""
        needle = text.casefold().strip()
        return [
            row
            for row in self.rows
            if (not coder or row.coder == coder)
            and (not act or row.change.act == act)
            and (not transcript or transcript in row.transcripts)
            and (not day or row.day == day)
            and (not needle or needle in row.said.casefold() or needle in row.coder.casefold())
        ]

    def steps_to(self, change_id: str) -> list[HistoryRow]:
        """The acts that undo takes back, newest first, until the one named is taken back; empty when it cannot be."""
        steps = []
        for row in self.rows:
            if row.can_undo:
                steps.append(row)
            if row.change.id == change_id:
                return steps if row.can_undo else []
        return []


def history_view(study: Study) -> HistoryView:
    """Reads the journal."""
    from qualcode.coding import act_title, changes_seen, describe
    from qualcode.store.journal import LASTING_ACTS

    names = {coder.id: coder.name for coder in study.coders()}
    titles = {one.id: one.name for one in study.transcripts()}
    touched = study.transcripts_touched()
    me = study.coder()
    rows = []
    for change in changes_seen(study):
        mine = me is not None and change.coder_id == me.id
        stands = change.undoes is None and change.state == "done" and change.merged_by is None
        rows.append(
            HistoryRow(
                change,
                names.get(change.coder_id, ""),
                describe(change),
                mine,
                mine and stands and change.act not in LASTING_ACTS,
                frozenset(titles[one] for one in touched.get(change.id, ()) if one in titles),
            )
        )
    acts = {row.change.act: act_title(row.change.act) for row in rows}
    return HistoryView(tuple(rows), acts, tuple(titles.values()))


def undo_steps(study: Study, steps: Sequence[HistoryRow]) -> int:
    """Takes these acts back, the newest first; gives how many were taken back.

    Raises:
        Refused: when something that one of them touched has been changed since by another; those before it stay undone.
    """
    left = {row.change.id for row in steps}
    count = 0
    while left:
        undone = study.undo()
        if undone is None:
            break
        count += 1
        if undone.id not in left:
            break
        left.remove(undone.id)
    return count
