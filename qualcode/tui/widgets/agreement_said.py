"""Figures of agreement in words: one row below the table, and numbers in the language in use."""

from __future__ import annotations

from collections.abc import Mapping

from rich.text import Text

from qualcode.agreement import Row
from qualcode.agreement.wording import base_name, state_text
from qualcode.i18n import _, language, ngettext
from qualcode.tui.views_agreement import AgreementView, FigureLine


def row_said(value: AgreementView, line: FigureLine) -> Text:
    """The row under the cursor: its figures on the other base, its differences by kind, what stood there instead."""
    text = Text(no_wrap=True, overflow="ellipsis", end="")
    text.append(line.name, "bold")
    alpha = line.row.figure("alpha")
    if why := state_text(alpha.state, alpha.reason):
        text.append(f"  {why}")
    elif line.other is not None:
        text.append(
            f"  {base_name(value.other.base)}: κ {figure_said(line.other, 'kappa')} α {figure_said(line.other, 'alpha')}"
            f" · F1 {figure_said(line.row, 'f1')}"
        )
    kinds = _kinds_said(line.kinds)
    left = _("{n} to settle").format(n=line.left)
    text.append(f"\n{kinds or _('no differences')}" + (f" · {left}" if line.kinds else "") + "\n")
    if line.row.kind == "code":
        text.append(_instead(value, line.key), "dim")
    return text


def _kinds_said(kinds: Mapping[str, int]) -> str:
    said = {
        "boundary": lambda n: ngettext("{n} boundary", "{n} boundaries", n),
        "code": lambda n: ngettext("{n} other code", "{n} other codes", n),
        "omission": lambda n: ngettext("{n} omission", "{n} omissions", n),
    }
    return " · ".join(said[kind](kinds[kind]) for kind in said if kinds.get(kind))


def _instead(value: AgreementView, code: str) -> str:
    """Which codes the other coder put instead of this one, the most often first."""
    counts: dict[str, int] = {}
    for (first, second), often in value.confusion.segments.items():
        if first != second and code in (first, second):
            other = second if first == code else first
            counts[other] = counts.get(other, 0) + often
    if not counts:
        return ""
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:5]
    names = [
        f"{value.material.name(other).rsplit(' / ', 1)[-1] if other else _('not coded')} {often}"
        for other, often in ranked
    ]
    return _("Instead: {names}").format(names=", ".join(names))


def figure_said(row: Row, name: str) -> str:
    """A figure of a row as it stands in a table; a percentage for percent agreement."""
    value = row.figure(name).value
    if name == "percent":
        return "–" if value is None else _decimal(value * 100, 1)
    return coefficient(value)


def coefficient(value: float | None) -> str:
    """Two decimals, with a comma in Dutch; a dash where there is none."""
    return "–" if value is None else _decimal(value, 2)


def _decimal(value: float, digits: int) -> str:
    text = f"{round(value, digits) + 0.0:.{digits}f}"
    return text.replace(".", ",") if language() == "nl" else text
