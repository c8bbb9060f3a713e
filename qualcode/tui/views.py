"""What each screen shows, read from the study at once as plain frozen values."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from qualcode.store import values
from qualcode.tui.page import Mark, PageText
from qualcode.tui.palette import HUE_COUNT

if TYPE_CHECKING:
    from qualcode.store import Study


@dataclass(frozen=True, slots=True)
class TranscriptRow:
    """One transcript in the list of the study's home."""

    transcript: values.Transcript
    participants: str
    codings: int
    mine: int
    """Codings of the coder who works now."""
    coders: str
    state: str
    """Progress of the coder who works now; empty when not begun."""
    pending: int
    """Suggestions not decided yet."""


@dataclass(frozen=True, slots=True)
class HomeView:
    """The study's state."""

    info: values.StudyInfo
    coder: str
    rows: tuple[TranscriptRow, ...]
    codes: int
    kernlabels: int
    participants: int
    codings: int
    memos: int
    pending: int


@dataclass(frozen=True, slots=True)
class CodingView:
    """One transcript with everything that lies over it, and the codes to put on it."""

    transcript: values.Transcript
    source: PageText
    codes: tuple[values.Code, ...]
    hues: Mapping[str, int]
    codings: tuple[values.Coding, ...]
    suggestions: tuple[values.Suggestion, ...]
    memos: tuple[values.Memo, ...]
    coders: Mapping[str, str]
    """Coder id -> name."""
    participants: Mapping[str, values.Participant]
    elsewhere: Mapping[str, int]
    """Code id -> codings in other transcripts."""
    coder_id: str
    """Who works now; empty before her first act."""
    marks: tuple[Mark, ...]

    def code(self, code_id: str) -> values.Code | None:
        """The code with this id, when it is in use."""
        return next((code for code in self.codes if code.id == code_id), None)

    def counts(self) -> dict[str, int]:
        """Code id -> codings in the whole study."""
        here = Counter(coding.code_id for coding in self.codings)
        return {code.id: here[code.id] + self.elsewhere.get(code.id, 0) for code in self.codes}

    def codings_at(self, offset: int) -> list[values.Coding]:
        """The codings over a code point, the shortest first."""
        here = [coding for coding in self.codings if coding.start <= offset < coding.end]
        return sorted(here, key=lambda coding: (coding.end - coding.start, coding.id))

    def suggestions_at(self, offset: int) -> list[values.Suggestion]:
        """The suggestions over a code point, the best first."""
        here = [one for one in self.suggestions if one.start <= offset < one.end]
        return sorted(here, key=lambda one: (-one.score, one.id))

    def turn_at(self, offset: int) -> values.Turn | None:
        """The turn that holds the offset."""
        return next((turn for turn in self.source.turns if turn.label_start <= offset <= turn.end), None)


def label_of(code: values.Code) -> str:
    """A code as it is shown in lists: its number, when it has one, and its name."""
    return f"{code.number} {code.name}".strip()


def hues_of(codes: Sequence[values.Code]) -> dict[str, int]:
    """Code id -> hue of its main code; the main codes take the hues in turn."""
    parents = {code.id: code.parent_id for code in codes}
    tops: dict[str, int] = {}
    hues: dict[str, int] = {}
    for code in codes:
        top = code.id
        seen = {top}
        while (parent := parents.get(top)) is not None and parent in parents and parent not in seen:
            top = parent
            seen.add(top)
        hues[code.id] = tops.setdefault(top, len(tops)) % HUE_COUNT
    return hues


def home_view(study: Study) -> HomeView:
    """Reads what the home shows."""
    me = study.coder()
    me_id = me.id if me else ""
    names = {coder.id: coder.name for coder in study.coders()}
    people = {participant.id: participant for participant in study.participants()}
    speakers: dict[str, list[str]] = {}
    for speaker in study.speakers():
        if speaker.participant_id in people:
            speakers.setdefault(speaker.transcript_id, []).append(people[speaker.participant_id].name)
    codings = study.codings()
    per_transcript = Counter(coding.transcript_id for coding in codings)
    mine = Counter(coding.transcript_id for coding in codings if coding.coder_id == me_id)
    who: dict[str, set[str]] = {}
    for coding in codings:
        who.setdefault(coding.transcript_id, set()).add(names.get(coding.coder_id, ""))
    states = {one.transcript_id: one.state for one in study.progress() if one.coder_id == me_id}
    pending = Counter(one.transcript_id for one in study.suggestions(state="pending"))
    codes = study.codes()
    rows = tuple(
        TranscriptRow(
            transcript,
            ", ".join(dict.fromkeys(speakers.get(transcript.id, ()))),
            per_transcript[transcript.id],
            mine[transcript.id],
            ", ".join(sorted(who.get(transcript.id, ()))),
            states.get(transcript.id, ""),
            pending[transcript.id],
        )
        for transcript in study.transcripts()
    )
    kernlabels = sum(code.level == values.SELECTIVE for code in codes)
    return HomeView(
        study.info(),
        study.coder_name,
        rows,
        len(codes) - kernlabels,
        kernlabels,
        len(people),
        len(codings),
        len(study.memos()),
        pending.total(),
    )


def coding_view(
    study: Study,
    transcript_id: str,
    before: CodingView | None = None,
    *,
    only_mine: bool = False,
    codings_only: bool = False,
) -> CodingView:
    """Reads what the workspace shows of one transcript.

    Args:
        study: The open study.
        transcript_id: Which.
        before: The view before this act; its text, turns and counts of other transcripts are taken over.
        codings_only: After an act that changes neither codes nor memos nor coders; those are taken over too.
        only_mine: Leaves out what other coders did, so that one codes unseen by the others.
    """
    if codings_only and before is not None and before.transcript.id == transcript_id and before.coder_id:
        return _with_codings(study, before, only_mine=only_mine)
    me = study.coder()
    coder_ids = [me.id if me else ""] if only_mine else None
    known = before if before is not None and before.transcript.id == transcript_id else None
    if known is None:
        transcript = next(one for one in study.transcripts() if one.id == transcript_id)
        source = PageText.of(study.text(transcript.text_hash), study.turns(transcript_id))
        elsewhere: Mapping[str, int] = Counter(
            coding.code_id for coding in study.codings(coder_ids=coder_ids) if coding.transcript_id != transcript_id
        )
        people: Mapping[str, values.Participant] = {person.id: person for person in study.participants()}
    else:
        transcript, source = known.transcript, known.source
        elsewhere, people = known.elsewhere, known.participants
    codes = tuple(study.codes())
    view = CodingView(
        transcript,
        source,
        codes,
        hues_of(codes),
        tuple(study.codings(transcript_id=transcript_id, coder_ids=coder_ids)),
        tuple(study.suggestions(transcript_id=transcript_id, state="pending")),
        tuple(study.memos()),
        {coder.id: coder.name for coder in study.coders()},
        people,
        elsewhere,
        me.id if me else "",
        (),
    )
    return replace(view, marks=_marks(view))


def _with_codings(study: Study, before: CodingView, *, only_mine: bool) -> CodingView:
    transcript_id = before.transcript.id
    coder_ids = [before.coder_id] if only_mine else None
    view = replace(
        before,
        codings=tuple(study.codings(transcript_id=transcript_id, coder_ids=coder_ids)),
        suggestions=tuple(study.suggestions(transcript_id=transcript_id, state="pending")),
    )
    return replace(view, marks=_marks(view))


def _marks(view: CodingView) -> tuple[Mark, ...]:
    codes = {code.id: code for code in view.codes}
    marks: list[Mark] = []
    for coding in view.codings:
        code = codes.get(coding.code_id)
        name, family = (code.name, code.family) if code else ("…", "")
        hue = view.hues.get(coding.code_id, 0)
        marks.append(Mark(coding.id, coding.start, coding.end, coding.code_id, name, hue, family, coding.coder_id))
    for one in view.suggestions:
        code = codes.get(one.code_id)
        if code is not None:
            hue = view.hues.get(one.code_id, 0)
            marks.append(Mark(one.id, one.start, one.end, one.code_id, code.name, hue, code.family, "", True))
    return tuple(marks)
