"""Which Dutch pipeline there is, and lemmas and parts of speech from it; spaCy is loaded with the first text, never before.

Three choices, and everything works with each: `news` is spaCy's own nl_core_news_sm where it is installed; `embedded` is
nl_qualcode_sm, which comes with this package under its own licence; `none` is simplemma's dictionary and stems alone.
`auto` takes the first of them that is there.
"""

from __future__ import annotations

import os
import threading
import warnings
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import metadata, util
from pathlib import Path
from typing import TYPE_CHECKING

from qualcode.errors import NotFound, WrongUsage
from qualcode.i18n import N_, _
from qualcode.language.sentences import sentence_spans
from qualcode.language.stems import known, lemma
from qualcode.language.tokens import content_words, folded, speech_view, words
from qualcode.language.verbs import rejoined
from qualcode.language.wordlists import ABBREVIATIONS, FILLERS
from qualcode.text import Span

if TYPE_CHECKING:
    from spacy.language import Language

AUTO, NEWS, EMBEDDED, NONE = "auto", "news", "embedded", "none"
CHOICES = (AUTO, NEWS, EMBEDDED, NONE)
VARIABLE = "QUALCODE_MODEL"
"""Environment variable that chooses where no argument does."""

_NEWS_PACKAGE = "nl_core_news_sm"
_EMBEDDED_NAME, _EMBEDDED_VERSION = "nl_qualcode_sm", "0.1.0"
_EMBEDDED_FOLDER = Path(__file__).parent / "models" / f"{_EMBEDDED_NAME}-{_EMBEDDED_VERSION}"
_ADDS = {
    NEWS: (N_("lemmas in context"), N_("parts of speech"), N_("names of people and places")),
    EMBEDDED: (N_("lemmas in context"), N_("parts of speech"), N_("proper names, roughly")),
    NONE: (N_("dictionary lemmas and stems"),),
}
_BATCH = 128
_NAMES = "ner"
_ONE_AT_A_TIME = threading.Lock()
"""Which parts of a pipeline run is a state of it, so that two threads must not use one at the same time."""
_NAME_KINDS = frozenset(("PERSON", "GPE", "LOC", "ORG", "FAC", "NORP"))


@dataclass(frozen=True, slots=True)
class ModelStatus:
    """What `qualcode model` tells."""

    wanted: str
    """auto, news, embedded or none."""
    in_use: str
    """news, embedded or none."""
    name: str
    """Package name of the pipeline; simplemma for none."""
    version: str
    licence: str
    adds: tuple[str, ...]
    """What it can do, in English msgids."""
    available: tuple[str, ...]
    """The choices that would work."""
    install: str
    """What to do to get the better one; empty when it is in use."""


@dataclass(frozen=True, slots=True)
class TaggedWord:
    """A word as the pipeline sees it."""

    text: str
    start: int
    end: int
    lemma: str
    """Lower case; the particle of a separable verb in front ("wees … door": doorverwijzen)."""
    pos: str
    """Universal part of speech (NOUN, VERB, PROPN, …); empty without a pipeline."""


def chosen(choice: str | None = None) -> str:
    """The choice of the argument, else of QUALCODE_MODEL, else auto.

    Raises:
        WrongUsage: for a word that is no choice.
    """
    wanted = (choice or os.environ.get(VARIABLE) or AUTO).lower()
    if wanted not in CHOICES:
        raise WrongUsage(
            _("There is no language model called {name}.").format(name=wanted),
            todo=_("Choose one of: {names}.").format(names=", ".join(CHOICES)),
        )
    return wanted


def _there() -> tuple[str, ...]:
    spacy_there = util.find_spec("spacy") is not None
    found = []
    if spacy_there and util.find_spec(_NEWS_PACKAGE) is not None:
        found.append(NEWS)
    if spacy_there and (_EMBEDDED_FOLDER / "config.cfg").is_file():
        found.append(EMBEDDED)
    return (*found, NONE)


def resolved(choice: str | None = None) -> str:
    """The pipeline that a choice comes down to here: news, embedded or none.

    Raises:
        NotFound: when a pipeline was asked for by name and is not there.
        WrongUsage: for a word that is no choice.
    """
    wanted, there = chosen(choice), _there()
    if wanted == AUTO:
        return there[0]
    if wanted not in there:
        raise NotFound(
            _("The language model {name} is not installed.").format(
                name=_NEWS_PACKAGE if wanted == NEWS else _EMBEDDED_NAME
            ),
            todo=_(
                "Run `python -m spacy download {package}` once with a network connection, or `pip install` its wheel file; "
                "or take the best that is there, with {variable}={auto}."
            ).format(package=_NEWS_PACKAGE, variable=VARIABLE, auto=AUTO),
        )
    return wanted


def _install_advice() -> str:
    return _(
        "Run `python -m spacy download {package}` once with a network connection, "
        "or `pip install` its wheel file; until then the built-in model is used."
    ).format(package=_NEWS_PACKAGE)


def model_status(choice: str | None = None) -> ModelStatus:
    """Which pipeline is in use, what it adds and how to get a better one; loads nothing.

    Raises:
        NotFound: when a pipeline was asked for by name and is not there.
        WrongUsage: for a word that is no choice.
    """
    in_use = resolved(choice)
    name, version, licence = {
        NEWS: (_NEWS_PACKAGE, _version(_NEWS_PACKAGE), "CC BY-SA 4.0"),
        EMBEDDED: (_EMBEDDED_NAME, _EMBEDDED_VERSION, "CC BY-SA 4.0"),
        NONE: ("simplemma", _version("simplemma"), "MIT"),
    }[in_use]
    return ModelStatus(
        wanted=chosen(choice),
        in_use=in_use,
        name=name,
        version=version,
        licence=licence,
        adds=_ADDS[in_use],
        available=_there(),
        install="" if in_use == NEWS else _install_advice(),
    )


def _version(package: str) -> str:
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return ""


@lru_cache(maxsize=2)
def _loaded(name: str) -> Language:
    import spacy

    # Sentence ends are ours, and nothing here looks at a sentence's structure. Names are switched on when asked for.
    exclude = ["parser", "senter"]
    with warnings.catch_warnings():
        # W095: trained with another patch release of the same spaCy 3.8, which reads it as well.
        warnings.filterwarnings("ignore", message=r"\[W095\]")
        nlp = spacy.load(_NEWS_PACKAGE if name == NEWS else _EMBEDDED_FOLDER, exclude=exclude)
    _mend_tokenizer(nlp)
    if _NAMES in nlp.pipe_names:
        nlp.disable_pipe(_NAMES)
    return nlp


def _mend_tokenizer(nlp: Language) -> None:
    """Takes out the tokenizer's abbreviations that are plain words at a sentence's end ("dat.", "al.", "kon.", "hand.")."""
    rules = {
        text: rule
        for text, rule in nlp.tokenizer.rules.items()
        if not (text.endswith(".") and folded(text[:-1]) not in ABBREVIATIONS and known(folded(text[:-1])))
    }
    nlp.tokenizer.rules = rules


def tagged(text: str, start: int = 0, end: int | None = None, *, choice: str | None = None) -> list[TaggedWord]:
    """The words of [start, end) with lemma and part of speech.

    Without a pipeline the lemmas are the dictionary's and the parts of speech empty.

    Raises:
        NotFound, WrongUsage: as `resolved`.
    """
    name = resolved(choice)
    spans = sentence_spans(text, start, end)
    found: list[TaggedWord] = []
    if name == NONE:
        for a, b in spans:
            plain = words(text, a, b)
            found.extend(
                _with_particles([TaggedWord(text[w.start : w.end], w.start, w.end, lemma(w.form), "") for w in plain])
            )
        return found
    view = speech_view(text)
    nlp = _loaded(name)
    with _ONE_AT_A_TIME:
        docs = list(nlp.pipe((view[a:b] for a, b in spans), batch_size=_BATCH))
    for span, doc in zip(spans, docs, strict=True):
        sentence = [
            TaggedWord(
                text[span.start + token.idx : span.start + token.idx + len(token.text)],
                span.start + token.idx,
                span.start + token.idx + len(token.text),
                _lemma_of(folded(token.text), token.lemma_, token.pos_),
                token.pos_,
            )
            for token in doc
            if not token.is_space
        ]
        found.extend(_with_particles(sentence))
    return found


def proper_names(text: str, start: int = 0, end: int | None = None, *, choice: str | None = None) -> list[Span]:
    """Where names of people, places and organisations seem to stand in [start, end): candidates for a person to look at.

    `news` finds named entities; `embedded` runs of words it takes for proper names; `none` capitalised words inside a
    sentence. None of them finds all, and in a text without capitals they find next to nothing.

    Raises:
        NotFound, WrongUsage: as `resolved`.
    """
    name = resolved(choice)
    if name == NEWS:
        return _entities(text, sentence_spans(text, start, end))
    spans: list[Span] = []
    named: list[bool] = []
    for word in tagged(text, start, end, choice=name) if name == EMBEDDED else ():
        spans.append(Span(word.start, word.end))
        named.append(word.pos == "PROPN" and word.text[:1].isalpha())
    for sentence in sentence_spans(text, start, end) if name == NONE else ():
        for number, plain in enumerate(words(text, *sentence)):
            spans.append(Span(plain.start, plain.end))
            named.append(number > 0 and text[plain.start].isupper())
    runs: list[Span] = []
    for span, is_name in zip(spans, named, strict=True):
        if not is_name:
            continue
        if runs and text[runs[-1].end : span.start] == " ":
            runs[-1] = Span(runs[-1].start, span.end)
        else:
            runs.append(span)
    return runs


def _entities(text: str, sentences: Sequence[Span]) -> list[Span]:
    nlp, view = _loaded(NEWS), speech_view(text)
    with _ONE_AT_A_TIME:
        nlp.enable_pipe(_NAMES)
        try:
            with nlp.select_pipes(enable=[pipe for pipe in ("tok2vec", _NAMES) if pipe in nlp.pipe_names]):
                docs = list(nlp.pipe((view[a:b] for a, b in sentences), batch_size=_BATCH))
        finally:
            nlp.disable_pipe(_NAMES)
    return [
        Span(sentence.start + entity.start_char, sentence.start + entity.end_char)
        for sentence, doc in zip(sentences, docs, strict=True)
        for entity in doc.ents
        if entity.label_ in _NAME_KINDS
    ]


def _lemma_of(form: str, given: str, pos: str) -> str:
    """The pipeline's lemma, put right by the dictionary where the pipeline only guesses."""
    base = folded(given)
    if pos in ("VERB", "NOUN", "ADJ") and not known(base) and known(form):
        return lemma(form)
    return base or form


def _with_particles(sentence: Sequence[TaggedWord]) -> list[TaggedWord]:
    joined = rejoined([folded(word.text) for word in sentence], [word.lemma for word in sentence])
    return [
        TaggedWord(word.text, word.start, word.end, joined.get(place, word.lemma), word.pos)
        for place, word in enumerate(sentence)
    ]


def lemmas_of(texts: Iterable[str], *, choice: str | None = None) -> dict[str, str]:
    """For each folded form the lemma that the pipeline gave it most often; empty without a pipeline.

    Args:
        texts: Stretches of speech. To save time only those with a word that the dictionary lacks are looked at.
        choice: The pipeline.

    Raises:
        NotFound, WrongUsage: as `resolved`.
    """
    name = resolved(choice)
    if name == NONE:
        return {}

    def puzzling() -> Iterator[str]:
        for text in texts:
            if any(not known(word.form) for word in content_words(text)):
                yield speech_view(text)

    nlp = _loaded(name)
    votes: defaultdict[str, Counter[str]] = defaultdict(Counter)
    enabled = [pipe for pipe in nlp.pipe_names if pipe in ("tok2vec", "lemmatizer", "attribute_ruler", "morphologizer")]
    if name == EMBEDDED:
        enabled.remove("morphologizer")  # its lemmatizer is trained by itself and does not look at tags
    with _ONE_AT_A_TIME, nlp.select_pipes(enable=enabled):
        for doc in nlp.pipe(puzzling(), batch_size=_BATCH):
            for token in doc:
                form = folded(token.text)
                if token.is_alpha and form not in FILLERS and not known(form):
                    votes[form][folded(token.lemma_)] += 1
    return {form: min(count.items(), key=lambda item: (-item[1], item[0]))[0] for form, count in votes.items()}
