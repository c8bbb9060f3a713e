"""The suggestions that wait follow what was decided: ranked again beside the keys, and shown when they moved."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from qualcode.errors import QualcodeError
from qualcode.tui.screens.base import StudyScreen

LOOKED_AT = 10
"""Places for one code in a transcript among which a suggestion that waits is found back."""


class FollowsDecisions(StudyScreen):
    """A screen on which suggestions are decided."""

    _following = False
    _decided: frozenset[str] | None = frozenset()
    """Codes decided on since the last ranking; None: all codes follow."""

    @property
    def follows_in(self) -> Sequence[str] | None:
        """Ids of the transcripts of which the suggestions follow; None: all."""
        return None

    def decisions_followed(self) -> None:
        """Suggestions moved, came or went; the screen shows them."""
        raise NotImplementedError

    def follow_decisions(self, code_ids: Iterable[str] | None = None) -> None:
        """Ranks again with what was just decided; decisions made meanwhile are taken together.

        Nothing is done where the program may not look of its own accord.

        Args:
            code_ids: Of which codes the suggestions follow; None: all.
        """
        if not self.host.suggest_on_open:
            return
        self._decided = None if code_ids is None or self._decided is None else self._decided.union(code_ids)
        if not self._following:
            self._following = True
            self.run_worker(self._follow, thread=True, group="follow-decisions")

    def _follow(self) -> None:
        from qualcode.coding import follow_decisions

        moved = 0
        try:
            while self._decided is None or self._decided:
                codes = None if self._decided is None else sorted(self._decided)
                self._decided = frozenset()
                where = self.follows_in
                found = self.host.finder.propose(where, codes, LOOKED_AT, quick=True)
                moved += follow_decisions(self.study, found, transcript_ids=where, code_ids=codes)
        except QualcodeError:
            # The decision itself stands and the suggestions are as they were; the next look tells what is wrong.
            self._decided = frozenset()
        finally:
            self._following = False
        self.app.call_from_thread(self._followed, moved)

    def _followed(self, moved: int) -> None:
        self.host.rest_finder()
        if moved and self.is_attached:
            self.decisions_followed()
