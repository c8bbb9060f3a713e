"""What the memo list shows: every memo with the thing it stands on, and where that thing can be seen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qualcode.i18n import _
from qualcode.store import values
from qualcode.tui.markdown import without_signs

if TYPE_CHECKING:
    from qualcode.store import Study


@dataclass(frozen=True, slots=True)
class MemoRow:
    """One memo and what it is about."""

    memo: values.Memo
    coder: str
    mine: bool
    about: str
    """The thing in words: a code's name, "ouder-04, Tijd"."""
    transcript_id: str = ""
    """Where it can be seen, with the span; empty when it is not in a transcript."""
    start: int = -1
    end: int = -1
    code_id: str = ""
    """The code it is on, or the code of the coding it is on."""
    kernlabel: bool = False

    @property
    def first_line(self) -> str:
        """Its title, or else its first line."""
        lines = (line for line in self.memo.text.splitlines() if line.strip())
        return self.memo.title or without_signs(next(lines, ""))


@dataclass(frozen=True, slots=True)
class MemosView:
    """All memos, the newest change first."""

    study_id: str
    title: str
    rows: tuple[MemoRow, ...]

    @property
    def kinds(self) -> list[str]:
        """The kinds of things that have memos, in the order of `MEMO_TARGETS`."""
        here = {row.memo.target_kind for row in self.rows}
        return [kind for kind in values.MEMO_TARGETS if kind in here]

    def only(self, *, kind: str = "", text: str = "") -> list[MemoRow]:
        """The memos that fit: of one kind of thing, and with the text in title, memo, thing or coder."""
        needle = text.casefold().strip()
        return [
            row
            for row in self.rows
            if (not kind or row.memo.target_kind == kind)
            and (
                not needle
                or any(needle in said.casefold() for said in (row.memo.title, row.memo.text, row.about, row.coder))
            )
        ]


def memos_view(study: Study) -> MemosView:
    """Reads all memos with what they stand on."""
    from qualcode.coding import memos_seen

    info, me = study.info(), study.coder()
    coders = {coder.id: coder.name for coder in study.coders()}
    codes = {code.id: code for code in study.codes(retired=True)}
    transcripts = {one.id: one.name for one in study.transcripts()}
    people = {one.id: one.name for one in study.participants()}
    segments = {one.id: one for one in study.segments()}
    codings = {one.id: one for one in study.codings()}
    rows = []
    for memo in sorted(memos_seen(study), key=lambda one: (one.changed, one.id), reverse=True):
        mine = me is not None and memo.coder_id == me.id
        about, place, code = "", ("", -1, -1), None
        if memo.target_kind == "study":
            about = info.title
        elif memo.target_kind == "transcript":
            about, place = transcripts.get(memo.target_id, ""), (memo.target_id, -1, -1)
        elif memo.target_kind == "participant":
            about = people.get(memo.target_id, "")
        elif memo.target_kind == "code":
            code = codes.get(memo.target_id)
            about = code.name if code else ""
        else:
            coding = codings.get(memo.target_id)
            spot = coding or segments.get(memo.target_id)
            code = codes.get(coding.code_id) if coding else None
            if spot is not None:
                place = (spot.transcript_id, spot.start, spot.end)
                about = ", ".join(filter(None, (transcripts.get(spot.transcript_id, ""), code.name if code else "")))
        rows.append(
            MemoRow(
                memo,
                coders.get(memo.coder_id, ""),
                mine,
                about or _("(gone)"),
                *place,
                code.id if code else "",
                code is not None and code.level == values.SELECTIVE,
            )
        )
    return MemosView(info.id, info.title, tuple(rows))


def kind_said(kind: str) -> str:
    """A kind of thing in the language in use."""
    return {
        "study": _("study"),
        "transcript": _("transcript"),
        "participant": _("respondent"),
        "code": _("code"),
        "segment": _("segment"),
        "coding": _("coding"),
    }.get(kind, kind)
