"""A codebook as Markdown, to read or print: a heading a code, what it means and when to use it."""

from __future__ import annotations

import re

from qualcode.codebook.model import Codebook, CodeEntry
from qualcode.i18n import _

_SPECIAL = re.compile(r"([\\`*_\[\]<>#|]|&(?=#?\w+;))")


def to_markdown(codebook: Codebook) -> str:
    """The codebook as Markdown, in the order of its tree, with labels in the language in use."""
    parts = [f"# {_plain(codebook.title)}"]
    if codebook.description:
        parts.append(_plain(codebook.description))
    parts.append(f"{_('Version')} {_plain(codebook.version)} · " + _("{n} codes").format(n=len(codebook.codes)))
    for code in codebook.children(None):
        parts.extend(_code(codebook, code, 2))
    if codebook.relations:
        names = {code.key: code.name for code in codebook.codes}
        parts.append(f"## {_('Relations')}")
        parts.append(
            "\n".join(
                f"- {_plain(names.get(a, a))} *{_plain(kind)}* {_plain(names.get(b, b))}"
                for a, kind, b in codebook.relations
            )
        )
    return "\n\n".join(parts) + "\n"


def _code(codebook: Codebook, code: CodeEntry, depth: int) -> list[str]:
    number = f"{code.number}. " if code.number is not None and code.parent is None else ""
    facts = [f"`{code.key}`", code.level, code.family, code.colour]
    parts = [f"{'#' * min(depth, 6)} {number}{_plain(code.name)}", " · ".join(fact for fact in facts if fact)]
    said = (
        (_("Definition"), _plain(code.definition)),
        (_("When"), _plain(code.when)),
        (_("When not"), _plain(code.when_not)),
        (_("Example"), f"*{_plain(code.example)}*" if code.example else ""),
        (_("Keywords"), ", ".join(map(_plain, code.keywords))),
        (_("Abbreviations"), ", ".join(map(_plain, code.aliases))),
    )
    lines = [f"- **{label}**: {text}" for label, text in said if text]
    if code.questions:
        lines.append(f"- **{_('Questions')}**:")
        lines.extend(f"  - {_plain(question)}" for question in code.questions)
    if lines:
        parts.append("\n".join(lines))
    for child in codebook.children(code.key):
        parts.extend(_code(codebook, child, depth + 1))
    return parts


def _plain(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))
