"""A study as one frozen value, read once: what every analysis works on, with no database behind it but for the texts.

Loading costs one query a kind of thing. The texts of transcripts stay in the store until an analysis needs them (search,
words, cut marks); what has been read once is kept for the view's life.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple

from qualcode.coding import code_paths
from qualcode.errors import NotFound
from qualcode.i18n import _
from qualcode.store import Study, values
from qualcode.text import word_spans

ROLE_KEYS = ("rol", "role", "functie", "function")
MODEL_KEYS = ("model",)


class Place(NamedTuple):
    """Who speaks where a segment begins."""

    turn: values.Turn | None
    """The turn that holds the segment's start; None in a text without turns, or before the first."""
    participant: values.Participant | None


@dataclass(frozen=True)
class StudyView:
    """Everything of a study that an analysis reads, in the study's own order."""

    info: values.StudyInfo
    coders: tuple[values.Coder, ...] = ()
    participants: tuple[values.Participant, ...] = ()
    transcripts: tuple[values.Transcript, ...] = ()
    speakers: tuple[values.Speaker, ...] = ()
    turns: tuple[values.Turn, ...] = ()
    codes: tuple[values.Code, ...] = ()
    """In tree order, kernlabels among them; retired codes only when something is coded with them."""
    codings: tuple[values.Coding, ...] = ()
    segments: tuple[values.Segment, ...] = ()
    memos: tuple[values.Memo, ...] = ()
    evidence: tuple[values.Evidence, ...] = ()
    relations: tuple[values.Relation, ...] = ()
    progress: tuple[values.Progress, ...] = ()
    read_text: Callable[[str], str] = field(default=lambda _key: "", repr=False, compare=False)
    """Gives the text under a hash; the store's, or a dictionary's in tests."""

    # By id

    @cached_property
    def coder_by_id(self) -> dict[str, values.Coder]:
        return {one.id: one for one in self.coders}

    @cached_property
    def participant_by_id(self) -> dict[str, values.Participant]:
        return {one.id: one for one in self.participants}

    @cached_property
    def transcript_by_id(self) -> dict[str, values.Transcript]:
        return {one.id: one for one in self.transcripts}

    @cached_property
    def code_by_id(self) -> dict[str, values.Code]:
        return {one.id: one for one in self.codes}

    @cached_property
    def segment_by_id(self) -> dict[str, values.Segment]:
        return {one.id: one for one in self.segments}

    @cached_property
    def paths(self) -> dict[str, str]:
        """Each code's path, "Diagnostiek / Positie van ouders"."""
        return code_paths(self.codes)

    @cached_property
    def code_rank(self) -> dict[str, int]:
        """Place of each code in the tree."""
        return {code.id: rank for rank, code in enumerate(self.codes)}

    @cached_property
    def transcript_rank(self) -> dict[str, int]:
        """Place of each transcript in the study."""
        return {one.id: rank for rank, one in enumerate(self.transcripts)}

    @cached_property
    def kernlabels(self) -> tuple[values.Code, ...]:
        """The selective codes, by number and then as they stand in the tree."""
        found = [code for code in self.codes if code.level == values.SELECTIVE]
        return tuple(sorted(found, key=lambda code: natural(code.number)))

    @cached_property
    def memo_texts(self) -> dict[tuple[str, str], tuple[str, ...]]:
        """(kind of thing, id) -> the texts of its memos, oldest first."""
        found: dict[tuple[str, str], list[str]] = {}
        for memo in self.memos:
            found.setdefault((memo.target_kind, memo.target_id), []).append(memo.text)
        return {key: tuple(texts) for key, texts in found.items()}

    @cached_property
    def codings_on(self) -> dict[str, list[values.Coding]]:
        """Segment id -> its codings."""
        found: dict[str, list[values.Coding]] = {}
        for coding in self.codings:
            found.setdefault(coding.segment_id, []).append(coding)
        return found

    @cached_property
    def codings_in(self) -> dict[str, list[values.Coding]]:
        """Transcript id -> its codings."""
        found: dict[str, list[values.Coding]] = {}
        for coding in self.codings:
            found.setdefault(coding.transcript_id, []).append(coding)
        return found

    # The tree

    def label(self, code_id: str) -> str:
        """A code's own name behind its number: "2.1 Positie van ouders"; a kernlabel as reports write it: "(2) Ouders …"."""
        code = self.code_by_id[code_id]
        if code.level == values.SELECTIVE:
            written = not code.number or code.name.startswith(f"({code.number})")
            return code.name if written else f"({code.number}) {code.name}"
        return f"{code.number} {code.name}" if code.number else code.name

    @cached_property
    def _children(self) -> dict[str | None, list[str]]:
        found: dict[str | None, list[str]] = {}
        for code in self.codes:
            found.setdefault(code.parent_id if code.parent_id in self.code_by_id else None, []).append(code.id)
        return found

    def with_below(self, code_ids: Iterable[str]) -> set[str]:
        """These codes and all codes below them."""
        found: set[str] = set()
        waiting = list(code_ids)
        while waiting:
            code_id = waiting.pop()
            if code_id not in found:
                found.add(code_id)
                waiting.extend(self._children.get(code_id, ()))
        return found

    def above(self, code_id: str) -> list[str]:
        """The code and those above it, nearest first."""
        found = []
        here: str | None = code_id
        while here is not None and here in self.code_by_id and here not in found:
            found.append(here)
            here = self.code_by_id[here].parent_id
        return found

    def rests_on(self, kernlabel_id: str) -> list[str]:
        """The codes on which a kernlabel rests, in tree order."""
        linked = {
            link.to_id for link in self.relations if link.from_id == kernlabel_id and link.kind == "rests-on"
        } & self.code_by_id.keys()
        return sorted(linked, key=self.code_rank.__getitem__)

    def carrying(self, kernlabel_id: str) -> set[str]:
        """The codes whose segments count for a kernlabel: those on which it rests, those below them, and itself."""
        return self.with_below([kernlabel_id, *self.rests_on(kernlabel_id)])

    # Texts and places

    @cached_property
    def kept(self) -> dict[tuple[str, str], Any]:
        """What an analysis worked out once and may use again in this view's life, under (what, of which thing)."""
        return {}

    def text(self, transcript_id: str) -> str:
        """The transcript's normalised text, read once."""
        found: str | None = self.kept.get(("text", transcript_id))
        if found is None:
            found = self.read_text(self.transcript_by_id[transcript_id].text_hash)
            self.kept[("text", transcript_id)] = found
        return found

    def word_starts(self, transcript_id: str) -> list[int]:
        """Where the words of the transcript begin, found once."""
        found: list[int] | None = self.kept.get(("word starts", transcript_id))
        if found is None:
            found = [span.start for span in word_spans(self.text(transcript_id))]
            self.kept[("word starts", transcript_id)] = found
        return found

    @cached_property
    def turns_of(self) -> dict[str, list[values.Turn]]:
        """Transcript id -> its turns, in the order of the text."""
        found: dict[str, list[values.Turn]] = {}
        for turn in self.turns:
            found.setdefault(turn.transcript_id, []).append(turn)
        return found

    @cached_property
    def _turn_starts(self) -> dict[str, list[int]]:
        return {key: [turn.label_start for turn in turns] for key, turns in self.turns_of.items()}

    @cached_property
    def _people(self) -> dict[str, list[values.Participant]]:
        found: dict[str, list[values.Participant]] = {}
        for speaker in self.speakers:
            person = self.participant_by_id.get(speaker.participant_id or "")
            if person and person not in found.setdefault(speaker.transcript_id, []):
                found[speaker.transcript_id].append(person)
        return found

    def people_of(self, transcript_id: str) -> list[values.Participant]:
        """The participants who speak in a transcript."""
        return self._people.get(transcript_id, [])

    @cached_property
    def _places(self) -> dict[tuple[str, int, int], Place]:
        return {}

    def place(self, transcript_id: str, start: int, end: int) -> Place:
        """The turn at the segment's start, and the participant whose words they are.

        The participant is the speaker of that turn; when that is the interviewer or nobody known, the first participant who
        speaks within the segment; failing that, the only participant of the transcript. Else None: nobody is guessed.
        """
        key = (transcript_id, start, end)
        found = self._places.get(key)
        if found is None:
            found = self._places[key] = self._find_place(transcript_id, start, end)
        return found

    def _find_place(self, transcript_id: str, start: int, end: int) -> Place:
        turns = self.turns_of.get(transcript_id, [])
        first = bisect_right(self._turn_starts.get(transcript_id, []), start) - 1
        here = turns[first] if first >= 0 else None
        index = max(first, 0)
        while index < len(turns) and (index == first or turns[index].start < end):
            person = self.participant_by_id.get(turns[index].participant_id or "")
            if person is not None:
                return Place(here, person)
            index += 1
        people = self.people_of(transcript_id)
        return Place(here, people[0] if len(people) == 1 else None)

    def citation(self, transcript_id: str, person: values.Participant | None) -> str:
        """The source as Dutch reports give it: "(Respondent 4, VP)", "(Professional 3, jeugdarts)".

        A participant's name with one attribute: in an interview with a professional the role, else the model. The study's
        setting `citation` (a list of attribute keys) comes first. A segment without a participant cites the transcript.
        """
        transcript = self.transcript_by_id[transcript_id]
        if person is None:
            return f"({transcript.name})"
        keys = (
            *self.info.settings.get("citation", ()),
            *((*ROLE_KEYS, *MODEL_KEYS) if transcript.kind == "professional" else (*MODEL_KEYS, *ROLE_KEYS)),
        )
        folded = {key.casefold(): value for key, value in person.attributes.items() if value}
        said = next((folded[key.casefold()] for key in keys if key.casefold() in folded), "")
        return f"({person.name}, {said})" if said else f"({person.name})"

    # Attributes and coders by name

    @cached_property
    def attribute_keys(self) -> tuple[str, ...]:
        """The keys of participants' attributes, as first met."""
        return tuple(dict.fromkeys(key for person in self.participants for key in person.attributes))

    def attribute_key(self, wanted: str) -> str | None:
        """The attribute's key as the study writes it, whatever the case; None when no participant has it."""
        folded = wanted.strip().casefold()
        return next((key for key in self.attribute_keys if key.casefold() == folded), None)

    def coder_ids(self, wanted: str | Iterable[str] | None) -> frozenset[str] | None:
        """Ids of coders given by name or id; None for all.

        Raises:
            NotFound: when there is no such coder.
        """
        if not wanted:
            return None
        names = [wanted] if isinstance(wanted, str) else list(wanted)
        found = set()
        for name in names:
            folded = name.strip().casefold()
            match = next((one.id for one in self.coders if folded in (one.name.casefold(), one.id)), None)
            if match is None:
                raise NotFound(
                    _("There is no such {what}.").format(what=_("coder")),
                    f"'{name}'",
                    _("Nearest: {names}.").format(names="; ".join(one.name for one in self.coders)),
                )
            found.add(match)
        return frozenset(found)


def load_view(study: Study) -> StudyView:
    """Reads a study for analysis: one query a kind of thing, texts only when they are needed.

    Where coding is blind, what others did in a transcript is left out until all who code it are done.
    """
    from qualcode.coding import memos_seen, only_seen

    codings = only_seen(study, study.codings())
    segments = only_seen(study, study.segments())
    places = {one.id for one in segments}
    used = {coding.code_id for coding in codings}
    codes = [code for code in study.codes(retired=True) if not code.retired or code.id in used]
    return StudyView(
        info=study.info(),
        coders=tuple(study.coders()),
        participants=tuple(study.participants()),
        transcripts=tuple(study.transcripts()),
        speakers=tuple(study.speakers()),
        turns=tuple(study.turns()),
        codes=tuple(codes),
        codings=tuple(codings),
        segments=tuple(segments),
        memos=tuple(memos_seen(study)),
        evidence=tuple(link for link in study.evidence() if link.segment_id in places),
        relations=tuple(study.relations()),
        progress=tuple(study.progress()),
        read_text=study.text,
    )


def natural(text: str) -> tuple[tuple[int, int, str], ...]:
    """A key that sorts as people do: "Respondent 9" before "Respondent 10", nothing before something, case ignored."""
    key: list[tuple[int, int, str]] = []
    number = word = ""
    for character in f"{text.casefold()}\0":
        if character.isascii() and character.isdigit():
            if word:
                key.append((1, 0, word))
                word = ""
            number += character
        else:
            if number:
                key.append((0, int(number), ""))
                number = ""
            if character != "\0":
                word += character
    if word:
        key.append((1, 0, word))
    return tuple(key)
