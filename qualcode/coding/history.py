"""The journal told to a person: what each act was, in the language in use."""

from __future__ import annotations

import re
from collections import defaultdict

from qualcode.coding.progress import state_said
from qualcode.i18n import C_, N_, NN_, _, form_of
from qualcode.store import values

ACT_TEXTS: dict[str, str | tuple[str, str]] = {
    "make-study": N_("made the study '{title}'"),
    "change-study": N_("called the study '{new_name}', language {language}"),
    "join": N_("{coder} joined as coder"),
    "import-transcript": NN_("imported {transcript} ({turns} turn)", "imported {transcript} ({turns} turns)"),
    "rename-transcript": N_("renamed {transcript} to {new_name}"),
    "remove-transcript": N_("removed {transcript}"),
    "set-role": N_("set the role of {speaker} to {role}"),
    "set-participant": N_("linked {speaker} to {participant}"),
    "set-attributes": N_("set attributes of {participant}"),
    "rename-participant": N_("renamed {participant} to {new_name}"),
    "make-participant": N_("made the participant {participant}"),
    "remove-participant": N_("removed the participant {participant}"),
    "merge-participants": N_("merged the participant {participant} into {to}"),
    "rename-attribute": NN_(
        "renamed the attribute {field} to {new_name} ({count} participant)",
        "renamed the attribute {field} to {new_name} ({count} participants)",
    ),
    "link-participants": NN_("linked {count} speaker to a participant", "linked {count} speakers to participants"),
    "import-codebook": NN_("took over {count} code of '{codebook}'", "took over {count} codes of '{codebook}'"),
    "make-code": N_("made the code '{code}'"),
    "change-code": N_("changed the code '{code}'"),
    "move-code": N_("moved the code '{code}'"),
    "place-codes": NN_("placed {count} code under '{parent}'", "placed {count} codes under '{parent}'"),
    "take-away-codes": NN_("took {count} code from its place", "took {count} codes from their place"),
    "group-codes": NN_("grouped {count} code under '{parent}'", "grouped {count} codes under '{parent}'"),
    "make-main-code": N_("made '{code}' a main code"),
    "merge-codes": N_("merged codes into '{code}'"),
    "split-code": NN_(
        "split '{code}': {count} coding to '{new_name}'", "split '{code}': {count} codings to '{new_name}'"
    ),
    "retire-code": N_("retired the code '{code}'"),
    "revive-code": N_("took the code '{code}' into use again"),
    "remove-code": N_("removed the code '{code}'"),
    "relate": N_("related '{code}' to '{to}' ({kind})"),
    "unrelate": N_("unlinked '{code}' and '{to}'"),
    "put-code": N_("put '{code}' on {transcript} {start}:{end}"),
    "put-codes": NN_("put {count} code", "put {count} codes"),
    "put-in-vivo": N_("coded in vivo in {transcript}"),
    "take-off": N_("took '{code}' off {transcript} ({count})"),
    "recode": NN_("recoded {count} coding as '{code}'", "recoded {count} codings as '{code}'"),
    "resize": N_("moved the ends of '{code}' in {transcript}"),
    "resize-segment": N_("moved the ends of a segment in {transcript}"),
    "make-kernlabel": N_("made the kernlabel '{kernlabel}'"),
    "rest-on": NN_("let '{kernlabel}' rest on {count} code", "let '{kernlabel}' rest on {count} codes"),
    "rest-no-more-on": NN_("took {count} code away from '{kernlabel}'", "took {count} codes away from '{kernlabel}'"),
    "link-quotes": NN_("linked {count} quote to '{kernlabel}'", "linked {count} quotes to '{kernlabel}'"),
    "unlink-quotes": NN_("took {count} quote away from '{kernlabel}'", "took {count} quotes away from '{kernlabel}'"),
    "write-memo": N_("wrote a memo on a {target}"),
    "change-memo": N_("changed a memo on a {target}"),
    "suggest": NN_("kept {count} suggestion", "kept {count} suggestions"),
    "suggest-by-itself": NN_("kept {count} suggestion", "kept {count} suggestions"),
    "accept-suggestion": N_("accepted a suggestion of '{code}' in {transcript}"),
    "reject-suggestion": NN_("rejected {count} suggestion of '{code}'", "rejected {count} suggestions of '{code}'"),
    "mark-progress": N_("marked {transcript} as {state}"),
    "merge": N_("merged the copy of {coders}: {codings} codings, {codes} codes, {memos} memos; {conflicts} conflicts"),
    "settle": N_("settled a difference in {transcript} {start}:{end} ({decision})"),
    "unsettle": N_("took back how a difference in {transcript} {start}:{end} was settled"),
    "settle-agreed": NN_(
        "took {count} coding on which coders agree into the consensus",
        "took {count} codings on which coders agree into the consensus",
    ),
    "make-round": NN_(
        "started the coding round '{round}' ({count} transcript)",
        "started the coding round '{round}' ({count} transcripts)",
    ),
    "close-round": N_("closed the coding round '{round}'"),
    "set-blind": N_("set blind coding: {state}"),
    "undo": N_("undid: {what}"),
    "redo": N_("redid: {what}"),
}
"""What each act says in the history; every act of this package has its line here (a test proves it)."""
_WORDS: dict[str, dict[str, str]] = {
    "target": {
        "study": N_("study"),
        "transcript": N_("transcript"),
        "participant": N_("participant"),
        "code": N_("code"),
        "segment": N_("segment"),
        "coding": N_("coding"),
    },
    "role": {"interviewer": N_("interviewer"), "respondent": N_("respondent"), "unknown": N_("unknown")},
    "kind": {
        "leads-to": N_("leads to"),
        "goes-with": N_("goes with"),
        "contradicts": N_("contradicts"),
        "part-of": N_("is part of"),
        "condition-for": N_("is a condition for"),
        "rests-on": N_("rests on"),
    },
    "decision": {
        "first": N_("as the first coder"),
        "second": N_("as the second coder"),
        "both": N_("both codes"),
        "neither": N_("no code"),
        "edit": N_("otherwise"),
        "skip": N_("later"),
    },
}
"""Words of the data that a line names, by their field; said in the language in use."""


def act_title(act: str) -> str:
    """What an act does, without what it was done to: for a list to choose from."""
    said = ACT_TEXTS.get(act, act)
    text = _(said) if isinstance(said, str) else form_of(said, 2)
    return re.sub(r"(: )?\{\w+\}", "…", text.replace("'{", "{").replace("}'", "}"))


def describe(change: values.Change) -> str:
    """One sentence on a change, without who and when."""
    about = defaultdict(lambda: "…", {key: word_said(key, value) for key, value in change.about.items()})
    if change.act in ("undo", "redo"):
        inner = values.Change(
            change.id, change.seq, change.at, change.coder_id, str(change.about.get("act", "")), change.about
        )
        about["what"] = describe(inner)
    said = ACT_TEXTS.get(change.act, change.act)
    counted = change.about.get("turns" if change.act == "import-transcript" else "count")
    text = _(said) if isinstance(said, str) else form_of(said, counted if isinstance(counted, int) else 0)
    return text.format_map(about)


def word_said(field: str, value: object) -> str:
    """A word of the data in the language in use, by its field: "leads-to" of the field kind becomes "leidt tot"."""
    if isinstance(value, list):
        return ", ".join(map(str, value))
    word = str(value)
    if field == "state":
        return {"on": C_("switch", "on"), "off": C_("switch", "off")}.get(word) or state_said(word)
    return _(_WORDS[field][word]) if word in _WORDS.get(field, ()) else word
