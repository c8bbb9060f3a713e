"""What the screen of respondents shows: who they are, in which transcripts they speak, and every speaker of the study."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qualcode.store import values
from qualcode.tui.naming import natural

if TYPE_CHECKING:
    from qualcode.store import Study


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One participant."""

    person: values.Participant
    transcripts: tuple[values.Transcript, ...]
    """Those in which a speaker is this participant."""
    memos: int


@dataclass(frozen=True, slots=True)
class SpeakerRow:
    """One speaker of one transcript."""

    speaker: values.Speaker
    transcript: values.Transcript
    turns: int
    person: values.Participant | None

    @property
    def place(self) -> str:
        """Transcript and label, as they are told in a list."""
        return f"{self.transcript.name}, {self.speaker.label}" if self.speaker.label else self.transcript.name


@dataclass(frozen=True, slots=True)
class PeopleView:
    """All participants and all speakers."""

    people: tuple[PersonRow, ...]
    speakers: tuple[SpeakerRow, ...]
    attributes: tuple[str, ...]
    """Every attribute that somebody has, in the order in which they were first given."""
    without_words: tuple[str, ...]
    """Transcripts without any respondent known, by name."""

    def values_of(self, attribute: str) -> list[str]:
        """The values that an attribute has, the most frequent first."""
        counts = Counter(row.person.attributes[attribute] for row in self.people if attribute in row.person.attributes)
        return [value for value, _count in sorted(counts.items(), key=lambda one: (-one[1], one[0]))]


def people_view(study: Study) -> PeopleView:
    """Reads participants, speakers and attributes."""
    people = {one.id: one for one in study.participants()}
    transcripts = {one.id: one for one in study.transcripts()}
    memos = Counter(memo.target_id for memo in study.memos("participant"))
    turns = Counter(turn.speaker_id for turn in study.turns())
    place = {transcript_id: number for number, transcript_id in enumerate(transcripts)}
    speakers = sorted(study.speakers(), key=lambda one: (place.get(one.transcript_id, 0), -turns[one.id], one.id))
    rows = tuple(
        SpeakerRow(one, transcripts[one.transcript_id], turns[one.id], people.get(one.participant_id or ""))
        for one in speakers
        if one.transcript_id in transcripts
    )
    where: dict[str, dict[str, values.Transcript]] = {}
    for row in rows:
        if row.person is not None:
            where.setdefault(row.person.id, {})[row.transcript.id] = row.transcript
    known = {row.transcript.id for row in rows if row.person is not None}
    return PeopleView(
        tuple(
            PersonRow(one, tuple(where.get(one.id, {}).values()), memos[one.id])
            for one in sorted(people.values(), key=lambda one: natural(one.name))
        ),
        rows,
        tuple(dict.fromkeys(key for one in people.values() for key in one.attributes)),
        tuple(one.name for one in transcripts.values() if one.id not in known),
    )
