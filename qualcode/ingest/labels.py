"""What words a speaker's label may be: known words for interviewers and respondents, short codes, names, and what is none."""

from __future__ import annotations

import re
from functools import lru_cache

from qualcode.ingest.labelwords import (
    INTERVIEWER_WORDS,
    METADATA,
    NO_LABELS,
    PARTICLES,
    RESPONDENT_WORDS,
    SPEAKER_WORDS,
)

INTERVIEWER_WORD = "interviewer"
RESPONDENT_WORD = "respondent"
SPEAKER_WORD = "speaker"
"""A word that says somebody speaks, without saying in which role ("Spreker 2")."""
CODE = "code"
"""One to three capitals, with a number or not: "R1", "AB"."""
NAME = "name"
"""Anything else that could be a name: "Anna", "Mevrouw de Vries", "[naam moeder]"."""
QUESTION_PAIR = "pair"
"""Vraag/Antwoord, V/A, Q/A: speakers only together."""

_PAIRS = {
    "vraag": ("antwoord",),
    "antwoord": ("vraag",),
    "question": ("answer",),
    "answer": ("question",),
    "v": ("a",),
    "q": ("a",),
    "a": ("v", "q"),
}
_NUMBERED = re.compile(r"(.*?)[ .\-]*(\d{1,3})?")
_CODE = re.compile(r"[^\W\d_]{1,3}\d{0,2}")
_MARKUP = re.compile(r"[*_#]+")
_ASIDE = re.compile(r" \([^()]*\)$")
_GAPS = re.compile(r"[\s.]+")


@lru_cache(maxsize=2048)
def label_key(label: str) -> str:
    """The label by which two ways of writing are one speaker: "R1", "r 1" and "R.1" are the same."""
    word, number = _parted(label)
    return f"{word}|{number}"


def _parted(label: str) -> tuple[str, str]:
    plain = _GAPS.sub(" ", _MARKUP.sub("", label).casefold()).strip(" -")
    found = _NUMBERED.fullmatch(plain)
    return (found[1], found[2] or "") if found else (plain, "")


@lru_cache(maxsize=2048)
def label_kind(label: str) -> str | None:
    """What sort of label this is, or None when it can be no speaker's at all ("Let op", "Toen zei ik")."""
    label = _ASIDE.sub("", label)
    word, number = _parted(label)
    if label.startswith("["):
        return NAME
    if not word:
        return None
    if word in _PAIRS and not number:
        return QUESTION_PAIR
    if word in INTERVIEWER_WORDS:
        return INTERVIEWER_WORD
    if word in RESPONDENT_WORDS or word.replace(" ", "_") in RESPONDENT_WORDS:
        return RESPONDENT_WORD
    if word in SPEAKER_WORDS:
        return SPEAKER_WORD
    words = word.split(" ")
    if word in NO_LABELS or words[0] in NO_LABELS or word in METADATA:
        return None
    first, *_rest = words
    if first in INTERVIEWER_WORDS and len(first) > 2 and _few_words(label):
        return INTERVIEWER_WORD
    if first in RESPONDENT_WORDS and len(first) > 2 and _few_words(label):
        return RESPONDENT_WORD
    if first in SPEAKER_WORDS and len(first) > 2 and _few_words(label):
        return SPEAKER_WORD
    if _CODE.fullmatch(label) and label.upper() == label:
        return CODE
    return NAME if _like_a_name(label) else None


def partners_of(label: str) -> tuple[str, ...]:
    """The keys of the other half of a question-and-answer pair of labels; none for other labels."""
    return tuple(f"{word}|" for word in _PAIRS.get(_parted(label)[0], ()))


def is_metadata(label: str) -> bool:
    """Whether the label is a key of the facts that head a transcript."""
    word, _number = _parted(label)
    return word in METADATA or word.split(" ")[0] in METADATA


def _few_words(label: str) -> bool:
    """A role with a name or letter after it ("Moeder Anna", "Respondent A"): no running sentence."""
    words = label.split()
    return len(words) <= 3 and all(word[:1].isupper() or word[:1].isdigit() or word in PARTICLES for word in words[1:])


def _like_a_name(label: str) -> bool:
    words = label.replace("-", " ").split()
    if not 1 <= len(words) <= 5 or not label[:1].isupper():
        return False
    return all(
        word[:1].isupper()
        or word[:1].isdigit()
        or word.startswith("[")
        or word.endswith("]")
        or word.casefold() in PARTICLES
        for word in words
    )
