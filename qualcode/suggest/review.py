"""After coding: what was missed, which codings look unlike the rest of their code, which codes may be one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import numpy as np

from qualcode.suggest.index import Floats
from qualcode.suggest.learning import FEWEST, Example, Learned
from qualcode.suggest.proposing import proposals
from qualcode.suggest.ranking import Ranking
from qualcode.suggest.values import NOTHING_FITS, REJECTED, DuplicateCodes, Known, OddCoding, Proposal

_LIKE = 0.12
"""Least part of the score that coded segments must give for a stretch to count as missed."""


def missed(ranking: Ranking, top: int = 5, *, codes: Sequence[str] | None = None) -> list[Proposal]:
    """The uncoded stretches most like the coded ones of each code.

    Args:
        ranking: Made with the coder's codings.
        top: Most for one code, over all transcripts.
        codes: Keys of the codes wanted; None: all that have segments enough to learn from.
    """
    taught = [key for key, trust in zip(ranking.index.keys, ranking.learned.trust.tolist(), strict=True) if trust > 0]
    wanted = taught if codes is None else [key for key in codes if key in set(taught)]
    by_code: defaultdict[str, list[Proposal]] = defaultdict(list)
    for each in proposals(ranking, top, codes=wanted, threshold=NOTHING_FITS / 2):
        if max((reason.weight for reason in each.reasons if reason.kind in ("learned", "like")), default=0.0) >= _LIKE:
            by_code[each.code_key].append(each)
    return [
        each
        for key in wanted
        for each in sorted(by_code[key], key=lambda one: (-one.score, one.transcript_id, one.start))[:top]
    ]


def odd_codings(ranking: Ranking, top: int = 20) -> list[OddCoding]:
    """The codings least like the rest of their code, the oddest first; codes with fewer than four segments are left out."""
    learned = ranking.learned
    by_code: defaultdict[str, list[Example]] = defaultdict(list)
    for example in learned.examples:
        if example.known.verdict != REJECTED and len(example.stems) and example.known.code_key in ranking.index.keys:
            by_code[example.known.code_key].append(example)
    found: list[tuple[float, OddCoding]] = []
    for key, examples in by_code.items():
        if len(examples) <= FEWEST:
            continue
        vectors = np.stack([vector_of(learned, example) for example in examples])
        others = (vectors.sum(axis=0) - vectors) / (len(vectors) - 1)
        norms = np.linalg.norm(others, axis=1)
        likenesses = (vectors * others).sum(axis=1) / np.where(norms > 0, norms, 1.0)
        usual = float(np.median(likenesses))
        place = ranking.place(key)
        for example, likeness in zip(examples, likenesses.tolist(), strict=True):
            scores = scores_at(ranking, example.known)
            if likeness >= usual or scores is None:
                continue
            better = _better(ranking, place, scores)
            fitting = float(scores[place])
            oddness = (usual - likeness) / max(usual, 1e-6) + (better[0][1] - fitting if better else 0.0) - fitting
            found.append((oddness, OddCoding(example.known, likeness, usual, fitting, better)))
    found.sort(key=lambda pair: (-pair[0], pair[1].known.transcript_id, pair[1].known.start))
    return [odd for _, odd in found[:top]]


def vector_of(learned: Learned, example: Example) -> Floats:
    """The segment's stems by their rarity, length 1."""
    vector = np.zeros(len(learned.idf), dtype=np.float32)
    vector[example.stems] = example.weights
    return vector


def scores_at(ranking: Ranking, known: Known) -> Floats | None:
    """The best score of each code over the stretches that a segment touches; None when it touches none."""
    for ranked in ranking.speeches:
        if ranked.speech.transcript_id == known.transcript_id:
            rows = [
                number
                for number, (a, b, _, _) in enumerate(ranked.analysis.stretches)
                if min(b, known.end) > max(a, known.start)
            ]
            return ranked.scores[rows].max(axis=0) if rows else None
    return None


def _better(ranking: Ranking, place: int, scores: Floats) -> tuple[tuple[str, float], ...]:
    rivals = np.flatnonzero(ranking.index.groups == ranking.index.groups[place])
    best = sorted(((float(scores[each]), int(each)) for each in rivals if each != place), reverse=True)[:3]
    own = float(scores[place])
    return tuple((ranking.index.keys[each], round(score, 4)) for score, each in best if score > max(own + 0.2, 0.3))


def likely_duplicates(ranking: Ranking, *, at_least: float = 0.6, level: str = "open") -> list[DuplicateCodes]:
    """Pairs of codes of a level that look like one: by name, by the words of their segments, or by their places.

    A code and one above it are no pair. Places count between codes of one family at one depth.

    Args:
        ranking: Made with the coder's codings.
        at_least: Least likeness.
        level: Level of the codes; empty for all.
    """
    from rapidfuzz import fuzz

    from qualcode.language.tokens import folded

    codes = ranking.index.codebook.codes
    chosen = [place for place, code in enumerate(codes) if not level or code.level == level]
    centres = _centres(ranking)
    places = _places(ranking)
    found: list[DuplicateCodes] = []
    for first, one in enumerate(chosen):
        for other in chosen[first + 1 :]:
            if other in ranking.index.ancestors[one] or one in ranking.index.ancestors[other]:
                continue
            names = fuzz.token_sort_ratio(folded(codes[one].name), folded(codes[other].name)) / 100
            a, b = centres.get(codes[one].key), centres.get(codes[other].key)
            words = float(a @ b) if a is not None and b is not None else 0.0
            mine, theirs = places.get(codes[one].key, set()), places.get(codes[other].key, set())
            # Codes of different kinds go on one place by design: a bouwsteen, an indicator and a valence.
            rivals = ranking.index.groups[one] == ranking.index.groups[other]
            many = min(len(mine), len(theirs)) >= FEWEST
            shared = len(mine & theirs) / len(mine | theirs) if rivals and many else 0.0
            # Names of two words are alike by one word alone; only near-equal ones say something.
            likeness = max(names if names >= 0.8 else 0.0, words, shared)
            if likeness >= at_least:
                found.append(DuplicateCodes(codes[one].key, codes[other].key, likeness, names, words, shared))
    return sorted(found, key=lambda pair: (-pair.likeness, pair.one, pair.other))


def _centres(ranking: Ranking) -> dict[str, Floats]:
    by_code: defaultdict[str, list[Floats]] = defaultdict(list)
    for example in ranking.learned.examples:
        if example.known.verdict != REJECTED and len(example.stems):
            by_code[example.known.code_key].append(vector_of(ranking.learned, example))
    centres: dict[str, Floats] = {}
    for key, vectors in by_code.items():
        if len(vectors) >= FEWEST:
            centre = np.sum(vectors, axis=0)
            centres[key] = centre / max(float(np.linalg.norm(centre)), 1e-6)
    return centres


def _places(ranking: Ranking) -> dict[str, set[tuple[str, int]]]:
    """Of each code the stretches that its codings touch."""
    found: defaultdict[str, set[tuple[str, int]]] = defaultdict(set)
    by_transcript: defaultdict[str, list[Known]] = defaultdict(list)
    for each in ranking.known:
        if each.verdict != REJECTED:
            by_transcript[each.transcript_id].append(each)
    for ranked in ranking.speeches:
        for each in by_transcript.get(ranked.speech.transcript_id, ()):
            for number, (a, b, _, _) in enumerate(ranked.analysis.stretches):
                if min(b, each.end) > max(a, each.start):
                    found[each.code_key].add((each.transcript_id, number))
    return dict(found)
