"""What was found in a file: name, kind, respondent, speakers with their roles, and the first turns."""

from __future__ import annotations

from rich.style import Style
from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Static

from qualcode.i18n import N_, _, ngettext
from qualcode.tui.importing import CODEBOOK, PARTICIPANTS, REFUSED, Draft
from qualcode.tui.widgets.listing import Listing, number, words

_HEADING = Style(bold=True, underline=True)
_DIM = Style(dim=True)
TURNS, LINES = 12, 30

CONVENTIONS = {
    "table": N_("a table: speaker, words"),
    "chat": N_("a chat: time and name above each line"),
    "name-colon": N_("“Name:” before the words"),
    "name-tab": N_("name, tab, words"),
    "bold-start": N_("name in bold before the words"),
    "bold-line": N_("bold lines are the interviewer"),
    "own-line": N_("name on a line of its own"),
    "capitals": N_("NAME in capitals"),
    "name-dash": N_("“Name –” before the words"),
    "stamps": N_("times only"),
    "voices": N_("voices of the subtitles"),
}
"""What each way of writing down speakers is called; English msgids."""


class DraftPane(Vertical):
    """Shows one draft; the table of its speakers can have the focus."""

    DEFAULT_CSS = """
    DraftPane { padding: 0 1; }
    DraftPane > #draft-head { height: auto; max-height: 12; }
    DraftPane > #speakers { height: auto; max-height: 8; margin: 1 0; }
    DraftPane > #draft-turns { height: 1fr; scrollbar-size-vertical: 1; }
    DraftPane > #draft-turns > Static { height: auto; }
    """

    def compose(self) -> ComposeResult:
        """Head, speakers, turns."""
        yield Static("", id="draft-head", markup=False)
        yield Listing(id="speakers", cursor_type="row")
        with VerticalScroll(id="draft-turns", can_focus=False):
            yield Static("", id="draft-words", markup=False)

    def show(self, draft: Draft | None, said: str = "") -> None:
        """Takes another draft; without one it says `said`."""
        self.query_one("#draft-head", Static).update(head_text(draft) if draft else Text(said, _DIM))
        self.query_one("#draft-words", Static).update(body_text(draft) if draft else Text())
        table = self.query_one(Listing)
        document = draft.document if draft else None
        table.display = bool(document and document.roles)
        if draft is None or document is None:
            table.fill([_("Speaker")], [])
            return
        from qualcode.ingest import preview

        titles = [_("Speaker"), _("Role"), _("Turns"), _("Words"), _("Respondent")]
        rows = [
            (
                f"s:{one.label}",
                (
                    words(one.label or "–"),
                    words(role_said(one.role)),
                    number(one.turns),
                    number(one.words),
                    words(draft.people.get(one.label, draft.participant if one.role == "respondent" else "")),
                ),
            )
            for one in preview(document).speakers
        ]
        table.fill(titles, rows)

    @property
    def speaker(self) -> str | None:
        """Label of the speaker under the cursor."""
        key = self.query_one(Listing).row_key
        return key.removeprefix("s:") if key else None


def role_said(role: str) -> str:
    """A role in the language in use."""
    return {"interviewer": _("interviewer"), "respondent": _("respondent"), "unknown": _("unknown")}.get(role, role)


def kind_said(kind: str) -> str:
    """A kind of transcript in the language in use."""
    return {"parent": _("parent"), "professional": _("professional")}.get(kind, kind)


def head_text(draft: Draft) -> Text:
    """What the file is, in a few lines."""
    text = Text(end="")
    if draft.what == REFUSED or draft.document is None:
        kinds = {REFUSED: _("Cannot be imported"), PARTICIPANTS: _("Table of respondents"), CODEBOOK: _("Codebook")}
        text.append(kinds[draft.what] + "\n", _HEADING)
        if draft.error is None:
            return text.append(draft.about)
        text.append(draft.error.what)
        if draft.error.where and draft.error.where != draft.path.name:
            text.append(f"\n{draft.error.where}", _DIM)
        return text.append("\n" + draft.error.todo if draft.error.todo else "")
    document = draft.document
    text.append(draft.name, _HEADING)
    text.append(f"  {kind_said(draft.kind)}")
    if draft.changed:
        text.append("  " + _("(set right by you)"), Style(italic=True))
    text.append("\n")
    if draft.known:
        text.append("✓ " + _("In the study already, as “{name}”.").format(name=draft.known) + "\n", Style(bold=True))
    who = ", ".join(dict.fromkeys(filter(None, (draft.participant, *draft.people.values()))))
    text.append(_("Respondent") + ": " + (who or _("nobody named yet")))
    about = ", ".join(f"{key}: {value}" for key, value in draft.attributes.items())
    text.append(f" ({about})\n" if about else "\n")
    from qualcode.ingest import preview

    seen = preview(document)
    parts = [ngettext("{n} word", "{n} words", seen.words)]
    if seen.turns:
        parts.append(ngettext("{n} turn", "{n} turns", seen.turns))
        parts.append(_(CONVENTIONS.get(seen.convention, seen.convention)))
        parts.append(_("{percent}% sure").format(percent=round(seen.confidence * 100)))
    else:
        parts.append(_("no turns found"))
    text.append(" · ".join(parts), _DIM)
    for warning in seen.warnings:
        text.append(f"\n! {warning}")
    return text


def body_text(draft: Draft) -> Text:
    """The first turns, or the first lines of a table or codebook."""
    text = Text(end="")
    if draft.document is None:
        for line in draft.lines[:LINES]:
            text.append(line + "\n")
        if len(draft.lines) > LINES:
            text.append("…\n", _DIM)
        return text
    from qualcode.ingest import preview

    seen = preview(draft.document, TURNS, 320)
    if seen.before:
        text.append(seen.before + "\n", Style(italic=True))
    for turn in seen.first_turns:
        text.append(f"{turn.number} {turn.label or '–'}", Style(bold=True))
        text.append(f" {role_said(turn.role)}\n", _DIM)
        text.append(turn.opening + "\n", _DIM if turn.role == "interviewer" else Style())
    if seen.turns > TURNS:
        text.append(ngettext("… and {n} turn more", "… and {n} turns more", seen.turns - TURNS), _DIM)
    return text
