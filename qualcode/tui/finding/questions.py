"""What the finding process answers: each question is a method, from plain values to plain values."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from qualcode.coding import Proposed, codebook_of
from qualcode.store import Study, values
from qualcode.suggest import DuplicateCodes, Known, NewWord, OddCoding, Proposal, WhyNot, WordFigures

if TYPE_CHECKING:
    from qualcode.analysis import Hit, StudyView
    from qualcode.suggest import Ranking

Progress = Callable[[int, int], None]
PLACES = 25
"""Most places for one code over the study in the effect of a word."""


@dataclass(frozen=True, slots=True)
class Words:
    """What the words of a code do, and which could be added."""

    figures: tuple[WordFigures, ...]
    new: tuple[NewWord, ...]


@dataclass(frozen=True, slots=True)
class Effect:
    """What a word added or dropped does to a code's list."""

    gained: tuple[Proposal, ...]
    lost: tuple[Proposal, ...]
    kept: int


class Answers:
    """Answers about one study; what was ranked is kept until the study changes.

    Args:
        folder: The study's.
        coder: Who works.
    """

    def __init__(self, folder: Path | str, coder: str) -> None:
        self.study = Study.open(folder, coder=coder)
        self._ranking: Ranking | None = None
        self._of = ""
        self._view: tuple[str, StudyView] | None = None

    def ready(self, progress: Progress) -> None:
        """Loads what every answer needs (0.8 s), so that the first question need not wait for it."""
        from qualcode.language import lemma
        from qualcode.suggest import rank

        rank([], codebook_of(self.study, levels=(values.OPEN, values.AXIAL)))
        lemma("gewacht")
        progress(1, 1)

    def propose(
        self, transcripts: Sequence[str] | None, codes: Sequence[str] | None, top: int, progress: Progress
    ) -> list[Proposed]:
        """The stretches worth a look; quick for one transcript that was never looked at."""
        from qualcode.suggest.of_study import propose

        quick = transcripts is not None and len(transcripts) == 1
        return propose(self.study, transcript_ids=transcripts, code_ids=codes, top=top, quick=quick, progress=progress)

    def missed(self, codes: Sequence[str] | None, top: int, progress: Progress) -> list[Proposal]:
        """Uncoded stretches like the coded ones."""
        from qualcode.suggest import missed

        ranking = self.ranking(progress)
        return missed(ranking, top, codes=self._known_codes(ranking, codes))

    def odd(self, top: int, progress: Progress) -> list[OddCoding]:
        """Codings unlike the rest of their code."""
        from qualcode.suggest import odd_codings

        return odd_codings(self.ranking(progress), top)

    def duplicates(self, progress: Progress) -> list[DuplicateCodes]:
        """Codes that may be one."""
        from qualcode.suggest import likely_duplicates

        return likely_duplicates(self.ranking(progress), level="")

    def words(self, code_id: str, progress: Progress) -> Words:
        """What the words of a code find, and words that could be added."""
        from qualcode.suggest import keyword_figures, new_words

        ranking = self.ranking(progress)
        return Words(tuple(keyword_figures(ranking, code_id)), tuple(new_words(ranking, code_id)))

    def why_not(self, known: Known, progress: Progress) -> WhyNot:
        """Why a coded segment was not suggested: by a ranking that has not learned from it."""
        from qualcode.suggest import why_not

        ranking = self.ranking(progress)
        span = (known.transcript_id, known.start, known.end, known.code_key)
        others = [one for one in ranking.known if (one.transcript_id, one.start, one.end, one.code_key) != span]
        return why_not(ranking.relearned(others), known)

    def effect(self, code_id: str, add: Sequence[str], drop: Sequence[str], progress: Progress) -> Effect:
        """What words added to or dropped from a code would do to its list; nothing is stored."""
        from qualcode.suggest import proposals, rank, with_words
        from qualcode.suggest.of_study import cached_analyses

        ranking = self.ranking(progress)
        speeches = [ranked.speech for ranked in ranking.speeches]
        changed = rank(
            speeches,
            with_words(ranking.index.codebook, code_id, add, drop),
            ranking.known,
            analyses=cached_analyses(self.study.path, speeches),
        )
        before = {(one.transcript_id, one.start, one.end): one for one in proposals(ranking, PLACES, codes=[code_id])}
        after = {(one.transcript_id, one.start, one.end): one for one in proposals(changed, PLACES, codes=[code_id])}
        gained = tuple(one for place, one in after.items() if not _near(place, before))
        lost = tuple(one for place, one in before.items() if not _near(place, after))
        return Effect(gained, lost, len(before) - len(lost))

    def find(
        self,
        wanted: str,
        way: str,
        within: int,
        whole_words: bool,
        role: str,
        context: int,
        most: int,
        progress: Progress,
    ) -> tuple[list[Hit], int]:
        """Searches the texts; see `find_text`. The words of each text are kept for the next search.

        Gives the first `most` hits in words that are said (labels of speakers are never coded), and how many there are.
        """
        from qualcode.analysis import find_text, load_view

        state = self._state()
        if self._view is None or self._view[0] != state:
            view = load_view(self.study)
            if self._view is not None:
                take_over(self._view[1], view)
            self._view = (state, view)
        view = self._view[1]
        hits: list[Hit] = []
        total = 0
        for number, transcript in enumerate(view.transcripts, start=1):
            found = find_text(
                view,
                wanted,
                way,
                within=within,
                whole_words=whole_words,
                role=role,
                context=context,
                transcripts=[transcript.id],
            )
            said = [hit for hit in found if not _in_label(view, hit)]
            hits += said[: most - len(hits)]
            total += len(said)
            progress(number, len(view.transcripts))
        return hits, total

    def _state(self) -> str:
        newest = self.study.history(1)
        return newest[0].id if newest else ""

    def ranking(self, progress: Progress) -> Ranking:
        """The whole study ranked for all codes, anew when the study changed since."""
        from qualcode.suggest.of_study import known_of, ranking_of

        state = self._state()
        if self._ranking is None or state != self._of:
            before, me = self._ranking, self.study.coder()
            if before is not None and self._codebook() == before.index.codebook and self._same_texts(before):
                self._ranking = before.relearned(known_of(self.study, me.id if me else ""))
            else:
                self._ranking = ranking_of(self.study, progress=progress)
            self._of = state
        return self._ranking

    def _codebook(self) -> object:
        return codebook_of(self.study, levels=(values.OPEN, values.AXIAL))

    def _same_texts(self, ranking: Ranking) -> bool:
        hashes = [one.text_hash for one in self.study.transcripts()]
        return [self.study.text(each) for each in hashes] == [ranked.speech.text for ranked in ranking.speeches]

    @staticmethod
    def _known_codes(ranking: Ranking, codes: Sequence[str] | None) -> list[str] | None:
        return None if codes is None else [code for code in codes if code in ranking.index.keys]


def take_over(before: StudyView, now: StudyView) -> None:
    """Lets a view use what another one worked out of texts that are still the same."""
    hashes = {one.id: one.text_hash for one in before.transcripts}
    same = {one.id for one in now.transcripts if hashes.get(one.id) == one.text_hash}
    now.kept.update({key: value for key, value in before.kept.items() if key[1] in same})


def _in_label(view: StudyView, hit: Hit) -> bool:
    """Whether it begins in a speaker's label, which is not shown and never coded."""
    turn = view.place(hit.transcript_id, hit.start, hit.end).turn
    return turn is not None and turn.label_start <= hit.start < turn.start


def _near(place: tuple[str, int, int], others: dict[tuple[str, int, int], Proposal]) -> bool:
    return any(place[0] == other[0] and place[1] < other[2] and other[1] < place[2] for other in others)
