"""Dutch: sentences, lemmas, stems, compounds, names; spaCy pipelines, loaded late. No study, no screen.

Importing this package loads neither spaCy nor simplemma; both come with the first call that needs them.
"""

from qualcode.language.compounds import head, parts
from qualcode.language.pipeline import (
    CHOICES,
    ModelStatus,
    TaggedWord,
    lemmas_of,
    model_status,
    proper_names,
    resolved,
    tagged,
)
from qualcode.language.sentences import WINDOW_WORDS, sentence_spans
from qualcode.language.stems import keys, known, lemma, stem
from qualcode.language.tokens import Word, content_words, folded, scoring_view, speech_view, words
from qualcode.language.verbs import rejoined, spoken_words
from qualcode.language.wordlists import FILLERS, PARTICLES, STOP_WORDS

__all__ = [
    "CHOICES",
    "FILLERS",
    "PARTICLES",
    "STOP_WORDS",
    "WINDOW_WORDS",
    "ModelStatus",
    "TaggedWord",
    "Word",
    "content_words",
    "folded",
    "head",
    "keys",
    "known",
    "lemma",
    "lemmas_of",
    "model_status",
    "parts",
    "proper_names",
    "rejoined",
    "resolved",
    "scoring_view",
    "sentence_spans",
    "speech_view",
    "spoken_words",
    "stem",
    "tagged",
    "words",
]
