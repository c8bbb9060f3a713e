"""What each screen shows, read from the study at once as plain frozen values."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from qualcode.errors import NotFound
from qualcode.i18n import _
from qualcode.store import values
from qualcode.tui.page import Mark, PageText
from qualcode.tui.palette import HUE_COUNT, hue_of_colour

if TYPE_CHECKING:
    from qualcode.store import Study


@dataclass(frozen=True, slots=True)
class TranscriptRow:
    """One transcript in the list of the study's home."""

    transcript: values.Transcript
    participants: str
    """The first, and how many more: "Professional 4 +3"."""
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
    speaking: Mapping[str, frozenset[str]]
    """Code id -> ids of the respondents with a coding of it in other transcripts."""
    alone: str
    """Id of the only respondent of this transcript; empty when there are several, or none is known."""
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

    def people(self) -> dict[str, int]:
        """Code id -> respondents with a coding of it, in the whole study."""
        here: dict[str, set[str]] = {}
        for coding in self.codings:
            who = self.alone or self.speaker_at(coding.start)
            if who:
                here.setdefault(coding.code_id, set()).add(who)
        return {code.id: len(self.speaking.get(code.id, frozenset()) | here.get(code.id, set())) for code in self.codes}

    def speaker_at(self, offset: int) -> str:
        """Id of the respondent who speaks there; empty for an interviewer."""
        turns = self.source.turns
        place = bisect_right(turns, offset, key=lambda turn: turn.label_start) - 1
        return (turns[place].participant_id or "") if place >= 0 else ""

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
    """Code id -> hue: of the colour that the coder gave it or the nearest code above it; else the main codes take turns."""
    by_id = {code.id: code for code in codes}
    given = {code.id: hue for code in codes if code.colour and (hue := hue_of_colour(code.colour)) is not None}
    tops: dict[str, int] = {}
    hues: dict[str, int] = {}
    for code in codes:
        top = code.id
        seen = {top}
        while (
            top not in given and (parent := by_id[top].parent_id) is not None and parent in by_id and parent not in seen
        ):
            top = parent
            seen.add(top)
        hues[code.id] = given[top] if top in given else tops.setdefault(top, len(tops)) % HUE_COUNT
    return hues


def home_view(study: Study) -> HomeView:
    """Reads what the home shows."""
    from qualcode.coding import memos_seen, only_seen

    me = study.coder()
    me_id = me.id if me else ""
    names = {coder.id: coder.name for coder in study.coders()}
    people = {participant.id: participant for participant in study.participants()}
    speakers: dict[str, list[str]] = {}
    for speaker in study.speakers():
        if speaker.participant_id in people:
            speakers.setdefault(speaker.transcript_id, []).append(people[speaker.participant_id].name)
    codings = only_seen(study, study.coding_places())
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
            _first_of(list(dict.fromkeys(speakers.get(transcript.id, ())))),
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
        len(memos_seen(study)),
        pending.total(),
    )


def _first_of(names: Sequence[str]) -> str:
    """The first of several, and how many more there are."""
    return names[0] + (f" +{len(names) - 1}" if len(names) > 1 else "") if names else ""


def coding_view(
    study: Study,
    transcript_id: str,
    before: CodingView | None = None,
    *,
    only_mine: bool = False,
    codings_only: bool = False,
    everything: bool = False,
) -> CodingView:
    """Reads what the workspace shows of one transcript.

    Args:
        study: The open study.
        transcript_id: Which.
        before: The view before this act; its text, turns and counts of other transcripts are taken over.
        codings_only: After an act that changes neither codes nor memos nor coders; those are taken over too.
        everything: After what may have changed all of it; only the text itself, which cannot, is taken over.
        only_mine: Leaves out what other coders did, so that one codes unseen by the others.

    Where coding is blind, what others did stands in no view before all who code the transcript are done.

    Raises:
        NotFound: when the transcript is gone: its import was undone, here or by another program.
    """
    from qualcode.coding import memos_seen, only_seen

    if codings_only and before is not None and before.transcript.id == transcript_id and before.coder_id:
        return _with_codings(study, before, only_mine=only_mine)
    me = study.coder()
    coder_ids = [me.id if me else ""] if only_mine else None
    known = before if before is not None and before.transcript.id == transcript_id and not everything else None
    if known is None:
        transcript = next((one for one in study.transcripts() if one.id == transcript_id), None)
        if transcript is None:
            raise NotFound(_("This transcript is no longer in the study."), todo=_("Undo brings it back."))
        source = _source(study, transcript, before)
        others = [one for one in only_seen(study, study.coding_places(coder_ids)) if one.transcript_id != transcript_id]
        elsewhere: Mapping[str, int] = Counter(coding.code_id for coding in others)
        speaking: Mapping[str, frozenset[str]]
        speaking, alone = _speaking(study, others, transcript_id)
        people: Mapping[str, values.Participant] = {person.id: person for person in study.participants()}
    else:
        transcript, source = known.transcript, known.source
        elsewhere, people = known.elsewhere, known.participants
        speaking, alone = known.speaking, known.alone
    codes = tuple(study.codes())
    view = CodingView(
        transcript,
        source,
        codes,
        hues_of(codes),
        tuple(only_seen(study, study.codings(transcript_id=transcript_id, coder_ids=coder_ids))),
        tuple(study.suggestions(transcript_id=transcript_id, state="pending")),
        tuple(memos_seen(study)),
        {coder.id: coder.name for coder in study.coders()},
        people,
        elsewhere,
        speaking,
        alone,
        me.id if me else "",
        (),
    )
    return replace(view, marks=_marks(view))


def _source(study: Study, transcript: values.Transcript, before: CodingView | None) -> PageText:
    """The text, which never changes, and its turns, whose speakers may; what was made of them is kept when both stayed."""
    if before is None or before.transcript.text_hash != transcript.text_hash:
        return PageText.of(study.text(transcript.text_hash), study.turns(transcript.id))
    fresh = PageText.of(before.source.text, study.turns(transcript.id))
    return before.source if fresh == before.source else fresh


def _speaking(
    study: Study, codings: Sequence[values.CodingPlace], transcript_id: str
) -> tuple[dict[str, frozenset[str]], str]:
    """Who speaks in these codings, by code, and the only respondent of one transcript.

    The turns are read only of transcripts in which several respondents speak: all others have one answer.
    """
    those: dict[str, set[str]] = {}
    for speaker in study.speakers():
        if speaker.participant_id:
            those.setdefault(speaker.transcript_id, set()).add(speaker.participant_id)
    turns = {each: study.turns(each) for each, several in those.items() if len(several) > 1 and each != transcript_id}
    found: dict[str, set[str]] = {}
    for coding in codings:
        several = those.get(coding.transcript_id, set())
        who = next(iter(several)) if len(several) == 1 else None
        if who is None and coding.transcript_id in turns:
            spoken = turns[coding.transcript_id]
            place = bisect_right(spoken, coding.start, key=lambda turn: turn.label_start) - 1
            who = spoken[place].participant_id if place >= 0 else None
        if who:
            found.setdefault(coding.code_id, set()).add(who)
    here = those.get(transcript_id, set())
    return {code: frozenset(ids) for code, ids in found.items()}, next(iter(here)) if len(here) == 1 else ""


def _with_codings(study: Study, before: CodingView, *, only_mine: bool) -> CodingView:
    from qualcode.coding import only_seen

    transcript_id = before.transcript.id
    coder_ids = [before.coder_id] if only_mine else None
    view = replace(
        before,
        codings=tuple(only_seen(study, study.codings(transcript_id=transcript_id, coder_ids=coder_ids))),
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
