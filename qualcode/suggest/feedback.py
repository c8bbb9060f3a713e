"""What the codebook's words do in this study, and why a segment was not suggested: what a coder needs to mend the words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

import numpy as np

from qualcode.codebook.model import Codebook
from qualcode.language.tokens import content_words
from qualcode.suggest.patterns import elements_of
from qualcode.suggest.ranking import RankedSpeech, Ranking
from qualcode.suggest.reasons import reasons_for
from qualcode.suggest.values import NOTHING_FITS, REJECTED, Known, NewWord, WhyNot, WordFigures


def keyword_figures(ranking: Ranking, code_key: str) -> list[WordFigures]:
    """What each keyword of a code and of its sub-codes finds, the ones that find rubbish first.

    Args:
        ranking: Made with the coder's codings.
        code_key: The code.

    Raises:
        KeyError: when there is no such code.
    """
    place = ranking.place(code_key)
    family = ranking.index.families[place]
    right, refused, begun = _decisions(ranking, {ranking.index.keys[each] for each in family})
    met: defaultdict[int, set[tuple[int, int]]] = defaultdict(set)
    for number, ranked in enumerate(ranking.speeches):
        for stretch, hits in enumerate(ranked.signals.hits):
            if not ranked.interviewer[stretch]:
                for hit, _, _ in hits:
                    if ranking.index.patterns[hit].code in family:
                        met[hit].add((number, stretch))
    found: list[WordFigures] = []
    for number, pattern in enumerate(ranking.index.patterns):
        if pattern.code not in family:
            continue
        places = met.get(number, set())
        good = len(places & right)
        bad = sum(1 for each in places - right if each in refused or each[0] in begun)
        key = ranking.index.keys[pattern.code]
        found.append(WordFigures(key, pattern.text, len(places), good, bad, len(places) - good - bad))
    found.sort(key=lambda each: (each.right - each.wrong, -each.found, each.keyword))
    return found


def _decisions(ranking: Ranking, keys: set[str]) -> tuple[set[tuple[int, int]], set[tuple[int, int]], set[int]]:
    """Stretches coded with one of the codes, stretches refused for it, and transcripts in which it was used."""
    right: set[tuple[int, int]] = set()
    refused: set[tuple[int, int]] = set()
    begun: set[int] = set()
    numbers = {ranked.speech.transcript_id: number for number, ranked in enumerate(ranking.speeches)}
    for each in ranking.known:
        number = numbers.get(each.transcript_id)
        if number is None or each.code_key not in keys:
            continue
        touched = {(number, stretch) for stretch in stretches_in(ranking.speeches[number], each.start, each.end)}
        if each.verdict == REJECTED:
            refused |= touched
        else:
            right |= touched
            begun.add(number)
    return right, refused - right, begun


def stretches_in(ranked: RankedSpeech, start: int, end: int) -> list[int]:
    """The stretches that share a code point with [start, end)."""
    return [number for number, (a, b, _, _) in enumerate(ranked.analysis.stretches) if min(b, end) > max(a, start)]


def new_words(ranking: Ranking, code_key: str, top: int = 12) -> list[NewWord]:
    """Words to add to a code: at least two of its coded segments hold them, other speech seldom does.

    Raises:
        KeyError: when there is no such code.
    """
    place = ranking.place(code_key)
    own = {ranking.index.keys[each] for each in ranking.index.families[place]}
    learned, lexicon = ranking.learned, ranking.lexicon
    inside: defaultdict[int, int] = defaultdict(int)
    for example in learned.examples:
        if example.known.code_key in own and example.known.verdict != REJECTED:
            for stem in example.stems.tolist():
                inside[stem] += 1
    met = {
        int(learned.stems[row])
        for row, pairs in enumerate(lexicon.single)
        for pattern, _ in pairs
        if ranking.index.keys[ranking.index.patterns[pattern].code] in own
    }
    holding = _stretches_holding(ranking)
    names = _commonest_forms(ranking)
    found = [
        NewWord(code_key, names[stem], count, max(holding[stem] - count, 0))
        for stem, count in inside.items()
        if count >= 2 and stem not in met and stem in names
    ]
    found.sort(key=lambda each: (-each.segments / (each.segments + each.elsewhere + 2.0), -each.segments, each.word))
    return found[:top]


def _stretches_holding(ranking: Ranking) -> defaultdict[int, int]:
    counts: defaultdict[int, int] = defaultdict(int)
    stems = ranking.learned.stems
    for ranked in ranking.speeches:
        firsts = ranked.analysis.firsts
        for stretch in np.flatnonzero(~ranked.interviewer).tolist():
            for stem in np.unique(stems[ranked.rows[firsts[stretch] : firsts[stretch + 1]]]).tolist():
                counts[stem] += 1
    return counts


def _commonest_forms(ranking: Ranking) -> dict[int, str]:
    """Of each stem the form that is said most."""
    said = np.zeros(len(ranking.lexicon.forms), dtype=np.int64)
    for ranked in ranking.speeches:
        said += np.bincount(ranked.rows, minlength=len(said))
    names: dict[int, tuple[int, str]] = {}
    for row, form in enumerate(ranking.lexicon.forms):
        stem = int(ranking.learned.stems[row])
        if ranking.lexicon.content[row] and (stem not in names or said[row] > names[stem][0]):
            names[stem] = (int(said[row]), form)
    return {stem: form for stem, (_, form) in names.items()}


def why_not(ranking: Ranking, segment: Known) -> WhyNot:
    """Why a segment (as a coding has it) was not suggested for its code.

    Raises:
        KeyError: when the codebook has no such code, or the ranking no such transcript.
    """
    place = ranking.place(segment.code_key)
    ranked = next((each for each in ranking.speeches if each.speech.transcript_id == segment.transcript_id), None)
    if ranked is None:
        raise KeyError(segment.transcript_id)
    rows = stretches_in(ranked, segment.start, segment.end)
    decided = next(
        (
            each.verdict
            for each in ranking.known
            if (each.transcript_id, each.code_key) == (segment.transcript_id, segment.code_key)
            and min(each.end, segment.end) > max(each.start, segment.start)
        ),
        "",
    )
    if not rows:
        return WhyNot(segment.code_key, 0.0, NOTHING_FITS, 0, False, decided, (), (), ())
    scores = ranked.scores[rows].max(axis=0)
    own = float(scores[place])
    rank = 1 + int((np.where(ranked.interviewer, 0.0, ranked.scores[:, place]) > own).sum())
    rivals = np.flatnonzero(ranking.index.groups == ranking.index.groups[place]).tolist()
    better = sorted(((float(scores[each]), each) for each in rivals if scores[each] > own), reverse=True)[:3]
    return WhyNot(
        code_key=segment.code_key,
        score=own,
        needed=NOTHING_FITS,
        rank=rank,
        interviewer=bool(ranked.interviewer[rows].all()),
        decided=decided,
        reasons=tuple(reasons_for(ranking, ranked, place, rows[0], rows[-1])),
        better=tuple((ranking.index.keys[each], round(score, 4)) for score, each in better),
        words=tuple(_unmet_words(ranking, ranked, place, segment)),
    )


def _unmet_words(ranking: Ranking, ranked: RankedSpeech, place: int, segment: Known) -> Iterable[str]:
    family = ranking.index.families[place]
    seen: dict[str, float] = {}
    for word in content_words(ranked.speech.text, segment.start, segment.end):
        row = ranking.lexicon.rows.get(word.form)
        if row is None or word.form in seen:
            continue
        if not any(ranking.index.patterns[pattern].code in family for pattern, _ in ranking.lexicon.single[row]):
            stem = int(ranking.learned.stems[row])
            seen[word.form] = float(ranking.learned.idf[stem]) if stem < len(ranking.learned.idf) else 0.0
    return sorted(seen, key=lambda form: (-seen[form], form))[:8]


def with_words(codebook: Codebook, code_key: str, add: Sequence[str] = (), drop: Sequence[str] = ()) -> Codebook:
    """The codebook with keywords added to and dropped from one code, to see the effect before anything is stored.

    A keyword that the code has already in the same form is not added again.

    Raises:
        KeyError: when there is no such code.
    """
    if code_key not in codebook.by_key():
        raise KeyError(code_key)
    codes = []
    for code in codebook.codes:
        if code.key == code_key:
            kept = [keyword for keyword in code.keywords if keyword not in set(drop)]
            forms = {tuple(element.form for element in elements_of(keyword)) for keyword in kept}
            for keyword in add:
                form = tuple(element.form for element in elements_of(keyword))
                if form and form not in forms:
                    forms.add(form)
                    kept.append(keyword)
            code = replace(code, keywords=tuple(kept), aliases=tuple(each for each in code.aliases if each not in drop))
        codes.append(code)
    return replace(codebook, codes=tuple(codes))
