"""act: every act of the screens as a plain line, for a screen reader and for scripts.

One command with a table of acts instead of thirty commands: what a researcher does each day (`code`, `suggest`, `import`, …)
keeps a command of its own; this is the whole of the rest, under the names that `history` gives the acts.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from qualcode.cli.coding import span_said
from qualcode.cli.common import Group, key_values, open_study
from qualcode.errors import NotFound, WrongUsage
from qualcode.i18n import N_, _

if TYPE_CHECKING:
    from qualcode.store import Study

ACTS: dict[str, str] = {
    "make-code": "NAME LEVEL PARENT",
    "change-code": "CODE FIELD=VALUE…",
    "move-code": "CODE PARENT",
    "place-codes": "PARENT CODE…",
    "merge-codes": "INTO CODE…",
    "split-code": "CODE NAME CODING…",
    "retire-code": "CODE",
    "revive-code": "CODE",
    "remove-code": "CODE",
    "relate": "CODE CODE KIND",
    "unrelate": "CODE CODE KIND",
    "put-in-vivo": "TRANSCRIPT SPAN",
    "take-off": "CODING…",
    "recode": "CODE CODING…",
    "resize": "CODING SPAN",
    "resize-segment": "SEGMENT SPAN",
    "make-kernlabel": "NAME NUMBER [CODE…]",
    "rest-on": "CODE CODE…",
    "rest-no-more-on": "CODE CODE…",
    "link-quotes": "CODE KIND SEGMENT…",
    "unlink-quotes": "CODE SEGMENT…",
    "write-memo": "TARGET WHICH TEXT",
    "change-memo": "MEMO TEXT",
    "remove-memo": "MEMO",
    "unsettle": "TRANSCRIPT SPAN",
    "rename-transcript": "TRANSCRIPT NAME",
    "remove-transcript": "TRANSCRIPT",
    "set-role": "TRANSCRIPT SPEAKER ROLE",
    "set-participant": "TRANSCRIPT SPEAKER NAME",
    "make-participant": "NAME [FIELD=VALUE…]",
    "rename-participant": "PARTICIPANT NAME",
    "set-attributes": "PARTICIPANT FIELD=VALUE…",
    "remove-participant": "PARTICIPANT",
    "rename-attribute": "FIELD NAME",
    "mark-progress": "TRANSCRIPT STATE",
}
"""Act, by its name in the journal -> what it is told, in order; … takes all the rest, of which [ ] may be none."""
NOTHING = "-"
"""Written for no parent, so that the code stands at the top, for no state and for no participant."""
SEVERAL = ("keywords", "aliases", "questions")
"""Fields of a code that are lists: written with ; between."""


def act(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help=_("Which act; without one, all of them with what each is told."))] = "",
    words: Annotated[
        list[str] | None, typer.Argument(help=_("Codes and transcripts by name, other things by id (see --json)."))
    ] = None,
) -> None:
    """Do what the screens do, one act a line."""
    if not name:
        for one, told in ACTS.items():
            typer.echo(f"{one} {told}")
        return
    if name not in ACTS:
        from rapidfuzz import process

        near = ", ".join(found for found, _score, _key in process.extract(name, list(ACTS), limit=3))
        raise WrongUsage(_("There is no act of this name; near to it: {names}.").format(names=near), name)
    with open_study(context) as study:
        given = _understood(study, name, words or [])
        before = study.newest_act()
        _does(name)(study, *given)
        done = study.history(limit=1)[0] if study.newest_act() != before else None
    from qualcode.coding.history import describe

    typer.echo(describe(done) if done else _("Nothing changed."))


def _understood(study: Study, name: str, words: Sequence[str]) -> list[Any]:
    """What each word names: ids for names, spans for A:B. The last kind takes all the rest when it ends in …"""
    kinds = ACTS[name].split()
    more = words[len(kinds) - 1 :] if "…" in kinds[-1] else []
    rest = kinds.pop() if "…" in kinds[-1] else ""
    wanting = len(words) < len(kinds) or (rest != "" and not more and not rest.startswith("["))
    if wanting or (len(words) > len(kinds) and not rest):
        raise WrongUsage(_("This act is told: {words}.").format(words=ACTS[name]), name)
    given: list[Any] = []
    for kind, word in zip(kinds, words, strict=False):
        if kind == "SPEAKER":
            # Known only by the transcript before it.
            given[-1] = _speaker(study, given[-1], word)
        else:
            given.append(_thing(study, kind, word, given))
    if rest:
        kind = rest.strip("[…]")
        fields = kind == "FIELD=VALUE"
        given.append(key_values(more) if fields else [_thing(study, kind, word, given) for word in more])
    return given


def _thing(study: Study, kind: str, word: str, before: Sequence[Any]) -> Any:
    from qualcode.coding import find_code, find_participant, find_transcript

    if kind in ("PARENT", "STATE") and word == NOTHING:
        return None
    if kind in ("CODE", "PARENT", "INTO"):
        try:
            return find_code(study, word).id
        except NotFound:
            retired = [code.id for code in study.codes(retired=True) if word in (code.id, code.name, code.number)]
            if len(retired) != 1:
                raise
            return retired[0]
    if kind == "TRANSCRIPT":
        return find_transcript(study, word).id
    if kind == "PARTICIPANT":
        return find_participant(study, word).id
    if kind == "SPAN":
        return span_said(word)
    if kind == "WHICH":
        # What a memo stands on: the word before says which kind of thing that is.
        known = {"code": "CODE", "transcript": "TRANSCRIPT", "participant": "PARTICIPANT"}
        if before[-1] == "study":
            return study.info().id
        return _thing(study, known[before[-1]], word, before) if before[-1] in known else word
    return word


def _speaker(study: Study, transcript_id: str, label: str) -> str:
    speakers = study.speakers(transcript_id)
    for speaker in speakers:
        if label in (speaker.label, speaker.id):
            return speaker.id
    names = ", ".join(speaker.label for speaker in speakers)
    raise NotFound(_("No speaker is called this; there are: {names}.").format(names=names), label)


def _relation(study: Study, one: str, other: str, kind: str) -> str:
    for relation in study.relations():
        if (relation.from_id, relation.to_id, relation.kind) == (one, other, kind):
            return relation.id
    raise NotFound(_("There is no such relation between these codes."), kind)


def _settlement(study: Study, transcript_id: str, span: tuple[int, int]) -> str:
    for settlement in study.settlements():
        if (settlement.transcript_id, settlement.start, settlement.end) == (transcript_id, *span):
            return settlement.id
    raise NotFound(_("Nothing was settled on this span."), f"{span[0]}:{span[1]}")


def _does(name: str) -> Callable[..., object]:
    """The function of the acts' package, told its words in the order of `ACTS`."""
    from qualcode import coding as acts

    plain: dict[str, Callable[..., object]] = {
        "make-code": lambda study, said, level, parent: acts.make_code(study, said, level=level, parent_id=parent),
        "change-code": lambda study, code, fields: acts.change_code(
            study, code, **{field: said.split(";") if field in SEVERAL else said for field, said in fields.items()}
        ),
        "place-codes": lambda study, parent, codes: acts.place_codes(study, codes, parent),
        "merge-codes": lambda study, target, codes: acts.merge_codes(study, codes, target),
        "revive-code": lambda study, code: acts.retire_code(study, code, retired=False),
        "unrelate": lambda study, one, other, kind: acts.unrelate(study, _relation(study, one, other, kind)),
        "unsettle": lambda study, transcript, span: acts.unsettle(study, _settlement(study, transcript, span)),
        "put-in-vivo": lambda study, transcript, span: acts.put_in_vivo(study, transcript, *span),
        "recode": lambda study, code, codings: acts.recode(study, codings, code),
        "resize": lambda study, coding, span: acts.resize_coding(study, coding, *span),
        "resize-segment": lambda study, segment, span: acts.resize_segment(study, segment, *span),
        "make-kernlabel": lambda study, said, number, codes: acts.make_kernlabel(
            study, said, number=number, rests_on=codes
        ),
        "link-quotes": lambda study, code, kind, segments: acts.link_quotes(study, code, segments, kind=kind),
        "set-participant": lambda study, speaker, said: acts.set_participant(
            study, speaker, None if said == NOTHING else said
        ),
    }
    return plain[name] if name in plain else getattr(acts, name.replace("-", "_"))


COMMANDS: Group = {"act": (act, N_("Do any act of the screens, one a line."))}
"""The commands of this file."""
