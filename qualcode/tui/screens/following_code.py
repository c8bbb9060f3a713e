"""Going through the segments of one code: on in this transcript, then in the next one that has the code, and back."""

from __future__ import annotations

from collections.abc import Iterable

from qualcode.i18n import _
from qualcode.store import values
from qualcode.text import Span
from qualcode.tui.screens.standing_out import StandingOut
from qualcode.tui.views import label_of


class FollowingCode(StandingOut):
    """Follows a code through the study."""

    followed: str = ""
    """The code whose segments are gone through."""

    def go_on_in(self, transcript_id: str, span: Span) -> None:
        """Opens another transcript in this one's place, with a segment selected; the screen knows how."""
        raise NotImplementedError

    def action_of_code(self, direction: int) -> None:
        """Selects the next or previous segment of a code: the one pointed at in the tree, the one here, or the last put.

        After the last one here comes the first of the next transcript that has the code, and the other way round.
        """
        code = self._code_to_follow()
        if code is None:
            self.notify(_("No code lies here."))
            return
        selected = self.pane.selection or Span(self.spot(), self.spot())
        here = _spans(each for each in self.view.codings if each.code_id == code.id)
        later = [span for span in here if (span > selected if direction > 0 else span < selected)]
        if later:
            self.followed = code.id
            self._tell(code, here, later[0 if direction > 0 else -1])
            return
        places = self.attempt(lambda: self._places_elsewhere(code.id))
        if places is None:
            return
        if not places:
            if not here:
                self.notify(_("{code} lies nowhere in the study.").format(code=label_of(code)))
                return
            self.followed = code.id
            self._tell(code, here, here[0 if direction > 0 else -1])
            return
        self._go_on(code, places, direction)

    def _code_to_follow(self) -> values.Code | None:
        lying = [coding.code_id for coding in self.view.codings_at(self.spot())]
        if self.followed not in lying:
            self.followed = ""
        newest = self.recent[0] if self.recent else ""
        return self.view.code(self.pointed() or self.followed or (lying[0] if lying else newest))

    def _places_elsewhere(self, code_id: str) -> dict[str, list[Span]]:
        """Transcript id -> segments of the code there, for every other transcript that has it."""
        from qualcode.coding import only_seen

        only = [self.view.coder_id] if self.host.only_mine else None
        codings = only_seen(self.study, self.study.codings(code_id=code_id, coder_ids=only))
        ids = dict.fromkeys(each.transcript_id for each in codings if each.transcript_id != self.transcript_id)
        return {one: _spans(each for each in codings if each.transcript_id == one) for one in ids}

    def _go_on(self, code: values.Code, places: dict[str, list[Span]], direction: int) -> None:
        order = [one.id for one in self.study.transcripts()]
        start = order.index(self.transcript_id)
        round_trip = [*order[start + 1 :], *order[:start]]
        target = next(one for one in (round_trip if direction > 0 else reversed(round_trip)) if one in places)
        spans = places[target]
        span = spans[0 if direction > 0 else -1]
        name = next(one.name for one in self.study.transcripts() if one.id == target)
        self.followed = code.id
        self.go_on_in(target, span)
        self.app.notify(
            _("{code}: on in {transcript}, segment {number} of {total}").format(
                code=label_of(code), transcript=name, number=spans.index(span) + 1, total=len(spans)
            ),
            timeout=4,
        )

    def _tell(self, code: values.Code, spans: list[Span], span: Span) -> None:
        self.pane.place(span.end, span.start)
        self.notify(
            _("{code}: segment {number} of {total}").format(
                code=label_of(code), number=spans.index(span) + 1, total=len(spans)
            ),
            timeout=2,
        )


def _spans(codings: Iterable[values.Coding]) -> list[Span]:
    return sorted({Span(each.start, each.end) for each in codings})
