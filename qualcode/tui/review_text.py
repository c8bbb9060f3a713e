"""How the review tells of one thing to decide on: the words in their context with the reasons marked, and why."""

from __future__ import annotations

from collections.abc import Mapping

from rich.style import Style
from rich.text import Text

from qualcode.i18n import Figure, _, ngettext
from qualcode.store.values import Code
from qualcode.suggest import WhyNot
from qualcode.text import Span
from qualcode.tui.details import reason_text
from qualcode.tui.finding.values import Effect
from qualcode.tui.views import label_of
from qualcode.tui.views_review import ReviewRow

LONGEST_SHOWN = 160
AROUND = 280
"""Code points of context on either side."""
_REASON = Style(bold=True, underline=True)
_DIM = Style(dim=True)


def in_place(text: str, span: Span, row: ReviewRow) -> Text:
    """The stretch in its context: what would be coded stands between ▸ and ◂, the reasons in it are underlined."""
    start, end = max(span.start - AROUND, 0), min(span.end + AROUND, len(text))
    if start:
        start = text.find(" ", start, span.start) + 1 or start
    if end < len(text):
        cut = text.rfind(" ", span.end, end)
        end = cut if cut > 0 else end
    shown = Text(end="")
    shown.append(("…" if start else "") + text[start : span.start], _DIM)
    shown.append("▸", Style(bold=True))
    offset = len(shown) - span.start
    shown.append(text[span.start : span.end])
    shown.append("◂", Style(bold=True))
    after = len(shown) - span.end
    shown.append(text[span.end : end] + ("…" if end < len(text) else ""), _DIM)
    before = (1 if start else 0) - start
    for reason in row.reasons:
        if reason.get("transcript_id") or reason.get("kind") in ("near", "like"):
            continue
        a, b = int(reason.get("start", 0)), int(reason.get("end", 0))
        shift = before if b <= span.start else offset if a < span.end else after
        if start <= a < b <= end:
            shown.stylize(_REASON, a + shift, b + shift)
    return shown


def told(row: ReviewRow, text: str, span: Span, code: Code | None) -> Text:
    """Everything of one row: words in place, score and reasons, the code's card."""
    shown = Text(end="")
    if row.transcript_id:
        shown.append_text(in_place(text, span, row))
        shown.append("\n\n")
    if row.note:
        shown.append(row.note + "\n\n")
    if row.reasons:
        shown.append(_("Why: {score:.2f}").format(score=Figure(row.score)) + "\n", "bold")
        for reason in row.reasons:
            shown.append(f" · {reason_text(reason)}\n")
        shown.append("\n")
    if code is not None:
        shown.append(label_of(code) + "\n", "bold underline")
        for heading, said in (("", code.definition), (_("When"), code.when_to_use), (_("When not"), code.when_not)):
            if said:
                shown.append((f"{heading}: " if heading else "") + said + "\n")
    return shown


def effect_text(effect: Effect, word: str, *, added: bool, texts: Mapping[str, str]) -> Text:
    """What adding or dropping a word does to a code's list."""
    shown = Text(end="")
    said = _("With “{word}” added:") if added else _("Without “{word}”:")
    shown.append(said.format(word=word) + "\n", "bold")
    shown.append(ngettext("{n} place stays", "{n} places stay", effect.kept) + "\n\n")
    for title, places in ((_("comes in"), effect.gained), (_("goes out"), effect.lost)):
        shown.append(f"{title}: {len(places)}\n", "bold")
        for one in places[:8]:
            words = " ".join(texts.get(one.transcript_id, "")[one.start : one.end].split())
            shown.append(f" {'+' if places is effect.gained else '−'} {Figure(one.score):.2f} {_shortened(words)}\n")
        if len(places) > 8:
            shown.append(" …\n")
        shown.append("\n")
    return shown


def _shortened(words: str) -> str:
    """The first words of a place, cut between two words."""
    if len(words) <= LONGEST_SHOWN:
        return words
    return words[:LONGEST_SHOWN].rpartition(" ")[0] + "…"


def why_not_text(why: WhyNot, labels: Mapping[str, str]) -> Text:
    """Why a coded segment was not suggested."""
    shown = Text(end="")
    shown.append(labels.get(why.code_key, "…") + "\n\n", "bold underline")
    if why.interviewer:
        shown.append(_("The interviewer speaks here, whose words are never suggested unless asked for.") + "\n\n")
    shown.append(
        _("Score {score:.2f}; from {needed:.2f} on it is shown.").format(
            score=Figure(why.score), needed=Figure(why.needed)
        )
    )
    if why.rank:
        shown.append(" " + _("Its place in this transcript: {rank}.").format(rank=why.rank))
    shown.append("\n\n")
    if why.decided and why.decided != "coded":
        shown.append(_("You decided on this place already.") + "\n\n")
    if why.reasons:
        shown.append(_("What did count for it") + "\n", "bold")
        for reason in why.reasons:
            shown.append(f" · {reason_text(dict(reason.as_dict()))}\n")
        shown.append("\n")
    if why.better:
        shown.append(_("Its words fit better") + "\n", "bold")
        for key, score in why.better:
            shown.append(f" · {labels.get(key, '…')}  {Figure(score):.2f}\n")
        shown.append("\n")
    if why.words:
        shown.append(_("Words here that no keyword of the code meets") + "\n", "bold")
        shown.append(" " + ", ".join(why.words) + "\n")
    return shown
