"""Every act of coding as a function of a study and a chooser, for tests that play random ones."""

from __future__ import annotations

from collections.abc import Callable

from conftest import interview

from qualcode import coding
from qualcode.codebook.model import Codebook, CodeEntry
from qualcode.errors import Refused
from qualcode.store import Study

Chooser = Callable[[int], int]


def _pick(things: list, choose: Chooser):  # type: ignore[no-untyped-def, type-arg]
    return things[choose(len(things))] if things else None


def _span(study: Study, choose: Chooser) -> tuple[str, int, int]:
    transcript = _pick(study.transcripts(), choose)
    start = choose(transcript.characters - 12)
    return transcript.id, start, start + 1 + choose(11)


def small_book() -> Codebook:
    codes = (CodeEntry("a", "Alfa", "axial", number=1), CodeEntry("a.b", "Beta", parent="a", number=1, shortcut="b"))
    return Codebook("klein", "Klein", codes=codes, relations=(("a", "goes-with", "a.b"),))


def _codes(study: Study, choose: Chooser, count: int) -> list[str]:
    return [_pick(study.codes(), choose).id for _ in range(count)]


ACTS: dict[str, Callable[[Study, Chooser], object]] = {
    "import": lambda s, c: coding.import_document(s, interview(f"t{c(9)}", 2 + c(4)), participant=f"R{c(3)}"),
    "rename": lambda s, c: coding.rename_transcript(s, _pick(s.transcripts(), c).id, f"naam {c(5)}"),
    "remove-transcript": lambda s, c: coding.remove_transcript(s, s.transcripts()[-1].id) if c(4) == 0 else None,
    "role": lambda s, c: coding.set_role(s, _pick(s.speakers(), c).id, "respondent"),
    "participant": lambda s, c: coding.set_participant(s, _pick(s.speakers(), c).id, f"P{c(3)}", {"model": "VP"}),
    "attributes": lambda s, c: coding.set_attributes(s, _pick(s.participants(), c).id, {"model": "VPJG"[c(4)]}),
    "rename-participant": lambda s, c: coding.rename_participant(s, _pick(s.participants(), c).id, f"Q{c(5)}"),
    "study": lambda s, c: coding.change_study(s, title=f"Titel {c(4)}", language="nlen"[2 * c(2) :][:2]),
    "merge-participants": lambda s, c: coding.merge_participants(
        s, _pick(s.participants(), c).id, _pick(s.participants(), c).id
    ),
    "link": lambda s, c: coding.link_participants(s, [(_pick(s.transcripts(), c).id, None, "P9", {"rol": "x"})]),
    "book": lambda s, _c: coding.import_codebook(s, small_book()),
    "code": lambda s, c: coding.make_code(s, f"code {c(50)}", parent_id=_codes(s, c, 1)[0] if c(2) else None),
    "change": lambda s, c: coding.change_code(s, _codes(s, c, 1)[0], name=f"nieuw {c(50)}", keywords=["a", "b"]),
    "move": lambda s, c: coding.move_code(s, *_codes(s, c, 2)),
    "place": lambda s, c: coding.place_codes(s, _codes(s, c, 2), None),
    "merge": lambda s, c: coding.merge_codes(s, _codes(s, c, 1), _codes(s, c, 1)[0]),
    "split": lambda s, c: coding.split_code(s, s.codings()[0].code_id, f"deel {c(50)}", [s.codings()[0].id]),
    "retire": lambda s, c: coding.retire_code(s, _pick(s.codes(retired=True), c).id, retired=bool(c(2))),
    "remove": lambda s, c: coding.remove_code(s, _codes(s, c, 1)[0]),
    "relate": lambda s, c: coding.relate(s, *_codes(s, c, 2), "leads-to"),
    "unrelate": lambda s, c: coding.unrelate(s, _pick(s.relations(), c).id),
    "put": lambda s, c: coding.put_code(s, *_span(s, c), _codes(s, c, 1)[0], memo="hm" * c(2)),
    "put-many": lambda s, c: coding.put_codes(
        s, [coding.Placing(*_span(s, c), _codes(s, c, 1)[0]) for _ in range(2 + c(3))]
    ),
    "vivo": lambda s, c: coding.put_in_vivo(s, *_span(s, c)),
    "off": lambda s, c: coding.take_off(s, [_pick(s.codings(), c).id]),
    "recode": lambda s, c: coding.recode(s, [_pick(s.codings(), c).id], _codes(s, c, 1)[0]),
    "resize": lambda s, c: coding.resize_coding(s, _pick(s.codings(), c).id, *_span(s, c)[1:]),
    "resize-segment": lambda s, c: coding.resize_segment(s, _pick(s.segments(), c).id, *_span(s, c)[1:]),
    "kernlabel": lambda s, c: coding.make_kernlabel(s, f"Stelling {c(50)}", number="1", rests_on=_codes(s, c, 1)),
    "rest": lambda s, c: coding.rest_on(s, _kernlabel(s, c), _codes(s, c, 1)),
    "rest-not": lambda s, c: coding.rest_no_more_on(s, _kernlabel(s, c), [one.to_id for one in s.relations()]),
    "quote": lambda s, c: coding.link_quotes(s, _kernlabel(s, c), [_pick(s.segments(), c).id], kind="best"),
    "quote-span": lambda s, c: coding.quote_span(s, _kernlabel(s, c), *_span(s, c)),
    "unquote": lambda s, c: coding.unlink_quotes(s, _kernlabel(s, c), [one.segment_id for one in s.evidence()]),
    "memo": lambda s, c: coding.write_memo(s, "segment", _pick(s.segments(), c).id, "Let op."),
    "memo-code": lambda s, c: coding.write_memo(s, "code", _codes(s, c, 1)[0], "Scherper?"),
    "memo-change": lambda s, c: coding.change_memo(s, _pick(s.memos(), c).id, "anders" * c(2)),
    "suggest": lambda s, c: coding.keep_suggestions(s, [coding.Proposed(*_proposal(s, c), 0.5)]),
    "follow": lambda s, c: coding.follow_decisions(s, [coding.Proposed(*_proposal(s, c), 0.7)]),
    "accept": lambda s, c: coding.accept(s, _pick(s.suggestions(state="pending"), c).id),
    "reject": lambda s, c: coding.reject(s, [_pick(s.suggestions(state="pending"), c).id]),
    "settle": lambda s, c: coding.settle(s, *_difference(s, c), reason="Overlegd."),
    "settle-edit": lambda s, c: coding.settle(
        s, _difference(s, c)[0], "edit", placings=[coding.Placing(*_span(s, c), _codes(s, c, 1)[0])]
    ),
    "unsettle": lambda s, c: coding.unsettle(s, _pick(s.settlements(), c).id),
    "agreed": lambda s, c: coding.settle_agreed(s, [_pick(s.codings(), c).id]),
    "round": lambda s, c: coding.make_round(
        s, f"ronde {c(3)}", transcripts=[_pick(s.transcripts(), c).id], coders=[one.id for one in s.coders()], seed=c(9)
    ),
    "close-round": lambda s, c: coding.close_round(s, _pick(s.rounds(), c).id),
    "blind": lambda s, c: coding.set_blind(s, bool(c(2)), sees_all=[s.coders()[0].id]),
    "progress": lambda s, c: coding.mark_progress(s, _pick(s.transcripts(), c).id, ["reading", "done", None][c(3)]),
}


def _kernlabel(study: Study, choose: Chooser) -> str:
    return str(_pick([code for code in study.codes() if code.level == "selective"], choose).id)


def _proposal(study: Study, choose: Chooser) -> tuple[str, str, int, int]:
    transcript_id, start, end = _span(study, choose)
    return transcript_id, _codes(study, choose, 1)[0], start, end


def _difference(study: Study, choose: Chooser) -> tuple[coding.Difference, str]:
    one = _pick(study.codings(), choose)
    difference = coding.Difference(
        one.transcript_id,
        one.start,
        one.end,
        "omission",
        one.coder_id,
        study.coders()[-1].id,
        first_code=one.code_id,
        first_codings=(one.id,),
    )
    return difference, ("first", "second", "both", "neither", "skip")[choose(5)]


def play(study: Study, name: str, choose: Chooser) -> bool:
    try:
        ACTS[name](study, choose)
    except (Refused, AttributeError, IndexError):
        # AttributeError and IndexError: there was nothing yet to choose from.
        return False
    return True
