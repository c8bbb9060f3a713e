"""Who asks and who answers: a guess from the words of the labels, then from how the speakers speak."""

from __future__ import annotations

from collections.abc import Sequence

from qualcode.ingest.document import INTERVIEWER, RESPONDENT, UNKNOWN, Turn
from qualcode.ingest.labels import INTERVIEWER_WORD, QUESTION_PAIR, RESPONDENT_WORD, label_key, label_kind

_UNCERTAIN = frozenset({"tolk|", "onbekend|", "unknown|", "allen|", "iedereen|", "observator|", "notulist|"})
_ASKS = 0.12
"""By how much one speaker's score must exceed the next to be called the interviewer."""


def guessed_roles(text: str, turns: Sequence[Turn]) -> tuple[dict[str, str], float]:
    """The role of each speaker, in order of first turn, and how sure the guess is (0–1).

    Words decide where a label is one ("Interviewer", "Moeder", V beside A). Otherwise the interviewer is the speaker
    whose turns most often hold a question and are shortest; without a clear one, nobody is called interviewer.
    """
    labels = list(dict.fromkeys(turn.speaker for turn in turns if turn.speaker))
    roles = {label: _by_word(label, labels) for label in labels}
    if not labels:
        return {}, 0.0
    if INTERVIEWER in roles.values():
        # With the interviewer known, everybody else answers, but those who only pass words on.
        for label, role in roles.items():
            if role == UNKNOWN and label_key(label) not in _UNCERTAIN:
                roles[label] = RESPONDENT
        return roles, 1.0
    open_labels = [label for label in labels if roles[label] == UNKNOWN and label_key(label) not in _UNCERTAIN]
    if len(labels) < 2 or not open_labels:
        return roles, 0.5
    scores = sorted(((_asking(text, turns, label), label) for label in open_labels), reverse=True)
    best, label = scores[0]
    runner_up = max((_asking(text, turns, other) for other in labels if other != label), default=0.0)
    if best < 0.25 or best - runner_up < _ASKS:
        return roles, 0.3
    for other in open_labels:
        roles[other] = RESPONDENT
    roles[label] = INTERVIEWER
    return roles, min(0.95, 0.5 + best - runner_up)


def _by_word(label: str, labels: Sequence[str]) -> str:
    kind = label_kind(label)
    if kind == INTERVIEWER_WORD:
        return INTERVIEWER
    if kind == RESPONDENT_WORD:
        return RESPONDENT
    if kind == QUESTION_PAIR:
        word = label_key(label)
        if word in ("antwoord|", "a|", "answer|"):
            return RESPONDENT
        others = {label_key(other) for other in labels}
        if word in ("vraag|", "q|", "question|") or others & {"a|", "antwoord|"}:
            return INTERVIEWER
        # V beside I is a father or a woman who answers.
        return RESPONDENT if any(label_kind(other) == INTERVIEWER_WORD for other in labels) else UNKNOWN
    return UNKNOWN


def _asking(text: str, turns: Sequence[Turn], label: str) -> float:
    """Between 0 and 1: the share of turns that hold a question, raised for short turns and for opening the talk."""
    own = [text[turn.start : turn.end] for turn in turns if turn.speaker == label]
    spoken = [words for words in own if words]
    if not spoken:
        return 0.0
    questions = sum("?" in words for words in spoken) / len(spoken)
    mine = sum(len(words.split()) for words in spoken) / len(spoken)
    all_turns = [turn for turn in turns if turn.end > turn.start]
    mean = sum(len(text[turn.start : turn.end].split()) for turn in all_turns) / len(all_turns)
    shortness = max(0.0, 1.0 - mine / mean) if mean else 0.0
    opens = 1.0 if turns[0].speaker == label else 0.0
    return 0.6 * questions + 0.3 * shortness + 0.1 * opens
