"""What is worked out once for a transcript, whatever the codebook: its stretches, and its words with their keys.

An `Analysis` can be written to bytes and read back, so that a study's cache folder makes the second opening instant. It
holds the participant's words: keep it inside the study's folder.
"""

from __future__ import annotations

import json
import zlib
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from qualcode.language.pipeline import NONE, lemmas_of, resolved
from qualcode.language.stems import keys_with
from qualcode.language.tokens import scoring_view
from qualcode.language.verbs import spoken_words
from qualcode.suggest.units import candidates
from qualcode.suggest.values import Speech, Stretch
from qualcode.text import fingerprint

Ints = npt.NDArray[np.int32]
FORMAT = 3
"""Raised when stretches or keys are made in another way, so that older caches are not read."""


@dataclass(frozen=True)
class Analysis:
    """The stretches of a transcript, the interviewer's too, and their words."""

    fingerprint: str
    """Of the text, its turns and the model: what the analysis holds for."""
    stretches: tuple[tuple[int, int, int, str], ...]
    """(start, end, turn number, role)."""
    forms: tuple[str, ...]
    keyed: tuple[tuple[str, ...], ...]
    """Keys of each form."""
    words: Ints
    """Number of the form of each word, stretch after stretch."""
    starts: Ints
    ends: Ints
    """Where each word stands in the text."""
    firsts: Ints
    """Of each stretch its first word; one more than there are stretches."""

    @cached_property
    def bounds(self) -> tuple[Ints, Ints]:
        """Starts and ends of the stretches."""
        spans = np.array([(start, end) for start, end, _, _ in self.stretches], dtype=np.int32).reshape(-1, 2)
        return spans[:, 0], spans[:, 1]

    def to_bytes(self) -> bytes:
        """Compressed JSON: nothing in it can run when it is read."""
        plain = {
            "format": FORMAT,
            "fingerprint": self.fingerprint,
            "stretches": self.stretches,
            "forms": self.forms,
            "keyed": self.keyed,
            "words": self.words.tolist(),
            "starts": self.starts.tolist(),
            "lengths": (self.ends - self.starts).tolist(),
            "firsts": self.firsts.tolist(),
        }
        return zlib.compress(json.dumps(plain, ensure_ascii=False, separators=(",", ":")).encode("utf-8"), 1)

    @classmethod
    def from_bytes(cls, packed: bytes, expected: str) -> Analysis | None:
        """The analysis, or None when the bytes are damaged, of another format or of another fingerprint."""
        try:
            plain = json.loads(zlib.decompress(packed))
            if plain["format"] != FORMAT or plain["fingerprint"] != expected:
                return None
            starts = np.array(plain["starts"], dtype=np.int32)
            return cls(
                fingerprint=expected,
                stretches=tuple((a, b, number, role) for a, b, number, role in plain["stretches"]),
                forms=tuple(plain["forms"]),
                keyed=tuple(tuple(each) for each in plain["keyed"]),
                words=np.array(plain["words"], dtype=np.int32),
                starts=starts,
                ends=starts + np.array(plain["lengths"], dtype=np.int32),
                firsts=np.array(plain["firsts"], dtype=np.int32),
            )
        except (zlib.error, ValueError, KeyError, TypeError):
            return None

    def stretch(self, number: int, speech: Speech) -> Stretch:
        """The stretch as a value with its text."""
        start, end, turn, role = self.stretches[number]
        return Stretch(speech.transcript_id, start, end, turn, speech.text[start:end], role)


def speech_fingerprint(speech: Speech, choice: str | None = NONE) -> str:
    """SHA-256 over the text, the turns and the pipeline that gives the lemmas; see `analyse` for `choice`."""
    turns = ";".join(f"{turn.number},{turn.start},{turn.end},{turn.role}" for turn in speech.turns)
    return fingerprint(f"{FORMAT}|{resolved(choice)}|{turns}|{fingerprint(speech.text)}")


def analyse(speech: Speech, *, choice: str | None = NONE) -> Analysis:
    """Stretches and words of a transcript.

    Args:
        speech: The transcript.
        choice: The pipeline that gives lemmas of words that the dictionary lacks: auto, news, embedded or none; None takes
            what the user chose. Loading one takes a second or two; `none` needs no loading.

    Raises:
        NotFound: when a pipeline was asked for by name and is not there.
        WrongUsage: for a word that is no choice.
    """
    stretches = candidates(speech.text, speech.turns, transcript_id=speech.transcript_id, interviewer=True)
    view = scoring_view(speech.text)
    numbers: dict[str, int] = {}
    found: list[int] = []
    starts: list[int] = []
    ends: list[int] = []
    firsts = [0]
    for stretch in stretches:
        for form, start, end in spoken_words(speech.text, stretch.start, stretch.end, view):
            found.append(numbers.setdefault(form, len(numbers)))
            starts.append(start)
            ends.append(end)
        firsts.append(len(found))
    given = lemmas_of((each.text for each in stretches), choice=choice)
    return Analysis(
        fingerprint=speech_fingerprint(speech, choice),
        stretches=tuple((each.start, each.end, each.turn_number, each.role) for each in stretches),
        forms=tuple(numbers),
        keyed=tuple(keys_with(form, given) for form in numbers),
        words=np.array(found, dtype=np.int32),
        starts=np.array(starts, dtype=np.int32),
        ends=np.array(ends, dtype=np.int32),
        firsts=np.array(firsts, dtype=np.int32),
    )
