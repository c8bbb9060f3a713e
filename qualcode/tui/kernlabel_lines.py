"""How kernlabels, their quotes and their relations stand in lists."""

from __future__ import annotations

from rich.style import Style
from rich.text import Text

from qualcode.i18n import ngettext
from qualcode.store import values
from qualcode.tui.views_kernlabels import SIGNS, Kernlabel, KernlabelsView, relation_said


def entry_line(one: Kernlabel) -> Text:
    """A kernlabel in the list: its statement, and below it what carries it."""
    text = Text(end="")
    text.append(one.standing.title, Style(bold=True))
    signs = "  ".join(f"{SIGNS[kind]} {one.count(kind)}" for kind in ("best", "supports", "deviant"))
    said = ngettext("{n} respondent", "{n} respondents", len(one.standing.participants))
    codes = ngettext("{n} code", "{n} codes", len(one.standing.codes))
    text.append(f"\n{said}  {signs}  {codes}", Style(dim=True))
    return text


def quote_line(mark: str, source: str, place: str, words: str, memos: tuple[str, ...]) -> Text:
    """A quote: what it does for the kernlabel, who says it and where, its words and memos."""
    text = Text(end="")
    text.append(f"{mark} {source}", Style(bold=True))
    text.append(f"  {place}\n", Style(dim=True))
    text.append(" ".join(words.split()))
    for memo in memos:
        text.append("\n✎ " + " ".join(memo.split()), Style(italic=True))
    return text


def relation_line(value: KernlabelsView, link: values.Relation) -> Text:
    """A relation as a sentence, with its note."""
    text = Text(end="")
    text.append(value.labels[link.from_id], Style(bold=True))
    text.append(f"  {relation_said(link.kind)}  ", Style(italic=True))
    text.append(value.labels[link.to_id], Style(bold=True))
    if link.note:
        text.append(f"\n{link.note}")
    return text
