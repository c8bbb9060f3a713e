"""What the details panel says of the place where the cursor is: who speaks, the codings, the suggestions, the code's card."""

from __future__ import annotations

from rich.style import Style
from rich.text import Text

from qualcode.i18n import Figure, _, ngettext
from qualcode.store import values
from qualcode.tui.markdown import markdown
from qualcode.tui.picking import path_of
from qualcode.tui.views import CodingView, label_of

_BOLD = Style(bold=True)
_HEADING = Style(bold=True, underline=True)
_DIM = Style(dim=True)


def details_text(view: CodingView, offset: int, pointed: str, hues: tuple[str, ...]) -> Text:
    """Everything at one place.

    Args:
        view: The transcript.
        offset: Where the cursor is.
        pointed: Code under the cursor of the code tree, whose card is shown when no code lies here.
        hues: Colours of the main codes.
    """
    text = Text(end="")
    _speaker(text, view, offset)
    codings = view.codings_at(offset)
    suggestions = view.suggestions_at(offset)
    text.append(ngettext("{n} coding here", "{n} codings here", len(codings)) + "\n", _HEADING)
    for coding in codings:
        _coding(text, view, coding, hues)
    if suggestions:
        text.append("\n" + ngettext("{n} suggestion here", "{n} suggestions here", len(suggestions)) + "\n", _HEADING)
        for one in suggestions:
            _suggestion(text, view, one)
    card = next((coding.code_id for coding in codings), next((one.code_id for one in suggestions), "")) or pointed
    code = view.code(pointed) or view.code(card)
    if code is not None:
        text.append("\n")
        code_card(text, view, code)
    return text


def _speaker(text: Text, view: CodingView, offset: int) -> None:
    turn = view.turn_at(offset)
    if turn is None:
        return
    text.append(f"{turn.number} {turn.label}", _BOLD)
    person = view.participants.get(turn.participant_id or "")
    if person is not None:
        said = ", ".join(f"{key} {value}" for key, value in person.attributes.items() if value)
        text.append(f"  {person.name}" + (f" ({said})" if said else ""))
    elif turn.role == "interviewer":
        text.append("  " + _("interviewer"), _DIM)
    text.append("\n\n")


def _coding(text: Text, view: CodingView, coding: values.Coding, hues: tuple[str, ...]) -> None:
    code = view.code(coding.code_id)
    hue = hues[view.hues.get(coding.code_id, 0) % len(hues)] if hues else ""
    text.append("■ ", Style(color=hue) if hue else Style())
    text.append(label_of(code) if code else "…", _BOLD)
    text.append(f"\n  {view.coders.get(coding.coder_id, '')}, {coding.at[:16].replace('T', ' ')}\n", _DIM)
    for memo in view.memos:
        if memo.target_id in (coding.id, coding.segment_id):
            text.append("  ✎ ")
            text.append_text(markdown(memo.title or memo.text)).append("\n")


def _suggestion(text: Text, view: CodingView, one: values.Suggestion) -> None:
    code = view.code(one.code_id)
    text.append("? ", _BOLD)
    text.append(label_of(code) if code else "…", Style(bold=True, italic=True))
    text.append(f"  {Figure(one.score):.2f}\n", _DIM)
    for reason in one.reasons:
        text.append(f"  · {reason_text(reason)}\n")


def reason_text(reason: dict[str, object]) -> str:
    """One reason for a suggestion, in the language in use."""
    said = str(reason.get("text", ""))
    kinds = {
        "word": _("the word “{text}”"),
        "fuzzy": _("a word like one of the codebook: “{text}”"),
        "theme": _("a word of the code's description: “{text}”"),
        "question": _("the question before: “{text}”"),
        "near": _("what stands next to it: “{text}”"),
        "learned": _("a word of what you coded: “{text}”"),
        "like": _("like what you coded: “{text}”"),
        "meaning": _("near in meaning: “{text}”"),
        "together": _("a code that goes with it stands here: {text}"),
    }
    return kinds.get(str(reason.get("kind", "")), "{text}").format(text=said)


def code_card(text: Text, view: CodingView, code: values.Code) -> None:
    """Definition, when to use and when not, an example, memos."""
    names = {each.id: each for each in view.codes}
    text.append(label_of(code) + "\n", _HEADING)
    if path := path_of(code, names):
        text.append(path + "\n", _DIM)
    count = view.counts().get(code.id, 0)
    said = ngettext("{n} coding in the study", "{n} codings in the study", count)
    if people := view.people().get(code.id, 0):
        said += ", " + ngettext("{n} respondent", "{n} respondents", people)
    text.append(said + "\n", _DIM)
    for heading, said in (
        ("", code.definition),
        (_("When"), code.when_to_use),
        (_("When not"), code.when_not),
        (_("Example"), code.example),
        (_("Words"), ", ".join(code.keywords)),
    ):
        if said:
            text.append("\n" + (f"{heading}: " if heading else ""), _BOLD)
            text.append(said + "\n")
    for memo in view.memos:
        if memo.target_kind == "code" and memo.target_id == code.id:
            text.append(f"\n✎ {memo.title}".rstrip() + "\n")
            text.append_text(markdown(memo.text)).append("\n")
