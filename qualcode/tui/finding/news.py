"""What the finding process is told of the study before a question: everything at first, later what has changed."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from qualcode.codebook.model import Codebook
from qualcode.suggest.material import Material
from qualcode.suggest.values import Known, Speech

if TYPE_CHECKING:
    from qualcode.store import Study


@dataclass(frozen=True, slots=True)
class News:
    """What changed in a study since it was told of last."""

    order: tuple[str, ...]
    """Ids of all transcripts."""
    speeches: tuple[Speech, ...]
    """Those that are new or differ."""
    codebook: Codebook | None
    """None when it is as it was."""
    known: tuple[Known, ...]
    """All decisions."""


class Teller:
    """Reads the study and remembers what was told; texts are read again only when transcripts or speakers changed."""

    def __init__(self, study: Study) -> None:
        self._study = study
        self.forget()

    def forget(self) -> None:
        """The next news is everything: for a process that has just started."""
        self._state: object = None
        self._texts: object = None
        self._speeches: dict[str, Speech] = {}
        self._codebook: Codebook | None = None

    def news(self) -> News | None:
        """What changed; None when the study is as it was."""
        from qualcode.coding import codebook_of
        from qualcode.suggest.of_study import LEVELS, known_of, speeches_of

        study, me = self._study, self._study.coder()
        state = (study.newest_act(), me)
        if state == self._state:
            return None
        transcripts = study.transcripts()
        texts = ([(one.id, one.text_hash) for one in transcripts], study.speakers())
        differ: tuple[Speech, ...] = ()
        if texts != self._texts:
            now = {one.transcript_id: one for one in speeches_of(study)}
            differ = tuple(one for name, one in now.items() if self._speeches.get(name) != one)
            self._texts, self._speeches = texts, now
        codebook = codebook_of(study, levels=LEVELS)
        same = codebook == self._codebook
        self._state, self._codebook = state, codebook
        known = tuple(known_of(study, me.id if me else ""))
        return News(tuple(one.id for one in transcripts), differ, None if same else codebook, known)


def told(before: Material | None, folder: Path, news: News) -> Material:
    """What the far side knows after the news; speeches and codebook that did not change stay the same objects."""
    speeches = {one.transcript_id: one for one in before.speeches} if before else {}
    speeches.update((one.transcript_id, one) for one in news.speeches)
    codebook = news.codebook or (before.codebook if before else Codebook("", ""))
    return Material(folder, tuple(speeches[name] for name in news.order), codebook, news.known)
