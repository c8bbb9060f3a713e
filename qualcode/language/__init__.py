"""Dutch: sentences, lemmas, stems, compounds, names; spaCy pipelines, loaded late. No study, no screen.

Importing this package loads neither spaCy nor simplemma; both come with the first call that needs them.
"""

from qualcode.language.compounds import head, parts
from qualcode.language.sentences import WINDOW_WORDS, sentence_spans
from qualcode.language.stems import keys, known, lemma, stem
from qualcode.language.tokens import Word, content_words, folded, scoring_view, words
from qualcode.language.wordlists import FILLERS, PARTICLES, STOP_WORDS

__all__ = [
    "FILLERS",
    "PARTICLES",
    "STOP_WORDS",
    "WINDOW_WORDS",
    "Word",
    "content_words",
    "folded",
    "head",
    "keys",
    "known",
    "lemma",
    "parts",
    "scoring_view",
    "sentence_spans",
    "stem",
    "words",
]
