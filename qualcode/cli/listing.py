"""transcripts, participants, codes, codings, memos: what is in the study; with --json every field."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from qualcode.cli.common import Group, json_option, open_study, plain, print_json, print_table
from qualcode.errors import WrongUsage
from qualcode.i18n import N_, _, ngettext

if TYPE_CHECKING:
    from qualcode.store import Study


def transcripts(context: typer.Context, as_json: Annotated[bool, json_option()] = False) -> None:
    """List the transcripts."""
    from qualcode.coding.progress import state_said

    with open_study(context) as study:
        found, progress, coders = study.transcripts(), study.progress(), study.coders()
        people = {person.id: person.name for person in study.participants()}
        speakers = study.speakers()
        turns = study.turns()
    if as_json:
        by_transcript: dict[str, list[Any]] = {}
        for turn in turns:
            by_transcript.setdefault(turn.transcript_id, []).append(plain(turn))
        print_json(
            [
                {
                    **plain(one),
                    "speakers": [plain(speaker) for speaker in speakers if speaker.transcript_id == one.id],
                    "turns": by_transcript.get(one.id, []),
                    "progress": [plain(mark) for mark in progress if mark.transcript_id == one.id],
                }
                for one in found
            ]
        )
        return
    names = {coder.id: coder.name for coder in coders}
    rows = []
    for one in found:
        who = [
            people[speaker.participant_id]
            for speaker in speakers
            if speaker.transcript_id == one.id and speaker.participant_id
        ]
        marks = [
            f"{names[mark.coder_id]}: {state_said(mark.state)}" for mark in progress if mark.transcript_id == one.id
        ]
        rows.append((one.name, _(one.kind), one.words, ", ".join(dict.fromkeys(who)), "; ".join(marks)))
    print_table([_("transcript"), _("kind"), _("words"), _("participant"), _("progress")], rows)


def participants(
    context: typer.Context,
    merge: Annotated[
        str, typer.Option(metavar="NAME", help=_("This participant is the same person as --into; the two become one."))
    ] = "",
    into: Annotated[str, typer.Option(metavar="NAME", help=_("Who stays, with --merge."))] = "",
    as_json: Annotated[bool, json_option()] = False,
) -> None:
    """List the participants with their attributes, or make one of two."""
    from qualcode.coding import find_participant, merge_participants

    if bool(merge) != bool(into):
        raise WrongUsage(_("--merge and --into go together."), todo=_("Give both names."))
    with open_study(context) as study:
        if merge:
            merge_participants(study, find_participant(study, merge).id, find_participant(study, into).id)
        found = study.participants()
    if as_json:
        print_json(found)
        return
    keys = list(dict.fromkeys(key for person in found for key in person.attributes))
    print_table(
        [_("participant"), *keys], [(one.name, *(one.attributes.get(key, "") for key in keys)) for one in found]
    )


def codes(context: typer.Context, as_json: Annotated[bool, json_option()] = False) -> None:
    """List the codes as a tree, with how often they are used."""
    from qualcode.coding import only_seen

    with open_study(context) as study:
        found, codings = study.codes(retired=as_json), only_seen(study, study.codings())
    counts: dict[str, int] = {}
    for coding in codings:
        counts[coding.code_id] = counts.get(coding.code_id, 0) + 1
    if as_json:
        print_json([{**plain(code), "codings": counts.get(code.id, 0)} for code in found])
        return
    depth: dict[str, int] = {}
    rows = []
    for code in found:
        depth[code.id] = depth.get(code.parent_id or "", -1) + 1
        name = "  " * depth[code.id] + (f"{code.number} " if code.number else "") + code.name
        rows.append((name, _(code.level), code.family, code.shortcut, counts.get(code.id, 0)))
    print_table([_("code"), _("level"), _("family"), _("key"), _("codings")], rows)


def codings(
    context: typer.Context,
    code: Annotated[str, typer.Option(help=_("Only of this code."))] = "",
    transcript: Annotated[str, typer.Option(help=_("Only in this transcript."))] = "",
    by: Annotated[str, typer.Option(help=_("Only by this coder."))] = "",
    as_json: Annotated[bool, json_option()] = False,
) -> None:
    """List the codings with their words."""
    from qualcode.coding import find_code, find_coder, find_transcript, only_seen

    with open_study(context) as study:
        found = only_seen(
            study,
            study.codings(
                transcript_id=find_transcript(study, transcript).id if transcript else None,
                code_id=find_code(study, code).id if code else None,
                coder_ids=[find_coder(study, by).id] if by else None,
            ),
        )
        tell_hidden(study)
        names = {one.id: one.name for one in study.transcripts()}
        names |= {one.id: one.name for one in study.codes(retired=True)}
        names |= {one.id: one.name for one in study.coders()}
    if as_json:
        print_json(
            [
                {
                    **plain(one),
                    "transcript": names[one.transcript_id],
                    "code": names[one.code_id],
                    "coder": names[one.coder_id],
                }
                for one in found
            ]
        )
        return
    print_table(
        [_("transcript"), _("place"), _("code"), _("coder"), _("words")],
        [
            (
                names[one.transcript_id],
                f"{one.start}:{one.end}",
                names[one.code_id],
                names[one.coder_id],
                _shortened(one.words),
            )
            for one in found
        ],
    )


def memos(context: typer.Context, as_json: Annotated[bool, json_option()] = False) -> None:
    """List the memos."""
    from qualcode.coding import memos_seen

    with open_study(context) as study:
        found = memos_seen(study)
        names = {coder.id: coder.name for coder in study.coders()}
    if as_json:
        print_json([{**plain(memo), "coder": names[memo.coder_id]} for memo in found])
        return
    print_table(
        [_("on"), _("coder"), _("when"), _("memo")],
        [
            (_(memo.target_kind), names[memo.coder_id], memo.changed[:10], _shortened(memo.title or memo.text))
            for memo in found
        ],
    )


def tell_hidden(study: Study) -> None:
    """Says on stderr in how many transcripts codings of others may be hidden; never how many, nor which."""
    from qualcode.coding import visible_coders

    everybody = {coder.id for coder in study.coders()}
    count = sum(not seen.issuperset(everybody) for seen in visible_coders(study).values())
    if count:
        said = ngettext(
            "In {n} transcript codings of others stay hidden: the study is coded blind and not everybody has done it.",
            "In {n} transcripts codings of others stay hidden: the study is coded blind and not everybody has done them.",
            count,
        )
        typer.echo(said, err=True)


def _shortened(words: str, width: int = 60) -> str:
    line = " ".join(words.split())
    return line if len(line) <= width else line[: width - 1] + "…"


COMMANDS: Group = {
    "transcripts": (transcripts, N_("List the transcripts.")),
    "participants": (participants, N_("List the participants with their attributes, or make one of two.")),
    "codes": (codes, N_("List the codes as a tree, with how often they are used.")),
    "codings": (codings, N_("List the codings with their words.")),
    "memos": (memos, N_("List the memos.")),
}
