"""What the finding process answers: each question is a method, from plain values to plain values."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from qualcode.codebook.model import Codebook
from qualcode.suggest.material import Material, make_ready, rank_material, without_collecting
from qualcode.suggest.values import DuplicateCodes, Known, OddCoding, Proposal, WhyNot
from qualcode.tui.finding.news import News, told
from qualcode.tui.finding.values import Effect, Words

if TYPE_CHECKING:
    from qualcode.analysis import Hit, StudyView
    from qualcode.suggest import Ranking

Progress = Callable[[int, int], None]
PLACES = 25
"""Most places for one code over the study in the effect of a word."""


@dataclass(frozen=True, slots=True)
class _Kept:
    """A ranking, and what it was made of."""

    ranking: Ranking
    material: Material
    scope: frozenset[str] | None
    """The transcripts in it; None: all."""

    def serves(self, material: Material, scope: frozenset[str] | None) -> bool:
        """Whether it only has to be taught the decisions of the material to be the ranking of the scope."""
        same = self.material.codebook == material.codebook and self.material.speeches == material.speeches
        if self.scope is None or not same:
            return same
        return self.scope == scope and self._elsewhere(self.material) == self._elsewhere(material)

    def _elsewhere(self, material: Material) -> list[Known]:
        """Decisions in transcripts that are not ranked: of those only the coded stretches were looked at."""
        return [one for one in material.known if one.transcript_id not in (self.scope or ())]


class Answers:
    """Answers about one study; what was ranked is kept, and taught anew after a decision.

    Args:
        folder: The study's.
        coder: Who works.
    """

    def __init__(self, folder: Path | str, coder: str) -> None:
        self.folder = Path(folder)
        self.coder = coder
        self._material: Material | None = None
        self._kept: _Kept | None = None
        self._view: tuple[str, StudyView] | None = None

    def hear(self, news: News) -> None:
        """Takes in what changed in the study."""
        self._material = told(self._material, self.folder, news)

    @property
    def material(self) -> Material:
        """What was heard of the study so far."""
        return self._material or Material(self.folder, (), Codebook("", ""), ())

    def ready(self, progress: Progress) -> None:
        """Loads what every answer needs, so that the first question need not wait for it."""
        make_ready(self.material)
        progress(1, 1)

    def propose(
        self,
        transcripts: Sequence[str] | None,
        codes: Sequence[str] | None,
        top: int,
        most: int | None,
        quick: bool,
        progress: Progress,
    ) -> list[Proposal]:
        """The stretches worth a look; see `Finder.propose`."""
        from qualcode.suggest.proposing import proposals

        with without_collecting():
            ranking = self.ranking(progress, transcripts, quick=quick)
            return proposals(ranking, top, codes=_present(ranking, codes), transcripts=transcripts, most=most)

    def missed(self, codes: Sequence[str] | None, top: int, progress: Progress) -> list[Proposal]:
        """Uncoded stretches like the coded ones."""
        from qualcode.suggest import missed

        ranking = self.ranking(progress)
        return missed(ranking, top, codes=_present(ranking, codes))

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

        ranking = self.ranking(progress)
        speeches = [ranked.speech for ranked in ranking.speeches]
        changed = rank(
            speeches,
            with_words(ranking.index.codebook, code_id, add, drop),
            ranking.known,
            analyses={ranked.speech.transcript_id: ranked.analysis for ranked in ranking.speeches},
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
        from qualcode.analysis import find_text

        view = self._searched()
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

    def _searched(self) -> StudyView:
        """The study as the search reads it, anew when it changed since."""
        from qualcode.analysis import load_view
        from qualcode.store import Study

        with Study.open(self.folder, coder=self.coder) as study:
            newest = study.history(1)
            state = newest[0].id if newest else ""
            if self._view is None or self._view[0] != state:
                view = load_view(study)
                if self._view is not None:
                    take_over(self._view[1], view)
                self._view = (state, view)
        return self._view[1]

    def ranking(self, progress: Progress, transcripts: Sequence[str] | None = None, *, quick: bool = False) -> Ranking:
        """The study ranked for all codes; decisions made since are only learned from.

        Args:
            progress: Is told (transcripts done, transcripts in all).
            transcripts: Those that are asked for; None: all. The ranking may hold more.
            quick: Whether a pipeline need not be loaded for what the cache lacks.
        """
        material = self.material
        scope = None if transcripts is None else frozenset(transcripts)
        kept = self._kept
        if kept is None or not kept.serves(material, scope):
            self._kept = None  # Two rankings at a time would take twice the memory.
            made = rank_material(material, transcript_ids=transcripts, quick=quick, progress=progress)
            kept = _Kept(made, material, scope)
        elif kept.material.known != material.known:
            kept = _Kept(kept.ranking.relearned(material.known), material, kept.scope)
        self._kept = kept
        return kept.ranking


def _present(ranking: Ranking, codes: Sequence[str] | None) -> list[str] | None:
    """The codes that the ranking has; one may have been retired since it was asked for."""
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
