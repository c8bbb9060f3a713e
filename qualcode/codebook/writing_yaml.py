"""A codebook written as YAML that a person can edit: sub-codes below their main code, the same bytes each time."""

from __future__ import annotations

from typing import Any

import yaml

from qualcode.codebook.model import Codebook, CodeEntry

_WIDTH = 110


class _Words(list[str]):
    """A list that stands on few lines, between brackets."""


class _Dumper(yaml.SafeDumper):
    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        """List items stand two spaces in."""
        super().increase_indent(flow, indentless and flow)


def _words(dumper: yaml.SafeDumper, data: _Words) -> yaml.Node:
    return dumper.represent_sequence("tag:yaml.org,2002:seq", data, flow_style=True)


_Dumper.add_representer(_Words, _words)


def to_yaml(codebook: Codebook) -> str:
    """The codebook as YAML text, in the order of its tree; `from_yaml` of it gives the same codebook."""
    data: dict[str, Any] = {
        "name": codebook.name,
        "title": codebook.title,
        "language": codebook.language,
        "version": codebook.version,
    }
    if codebook.description:
        data["description"] = codebook.description
    data["codes"] = [_code(codebook, code, None) for code in codebook.children(None)]
    if codebook.relations:
        data["relations"] = [_Words(relation) for relation in codebook.relations]
    return yaml.dump(
        data,
        Dumper=_Dumper,
        allow_unicode=True,
        sort_keys=False,
        width=_WIDTH,
        default_flow_style=False,
        line_break="\n",
    )


def _code(codebook: Codebook, code: CodeEntry, main: CodeEntry | None) -> dict[str, Any]:
    fields: dict[str, Any] = {"key": code.key, "name": code.name, "level": code.level}
    if code.family != (main.family if main else ""):
        fields["family"] = code.family
    if code.number is not None:
        fields["number"] = code.number
    for name in ("colour", "shortcut", "definition", "when", "when_not", "example"):
        if getattr(code, name):
            fields[name] = getattr(code, name)
    if code.keywords:
        fields["keywords"] = _Words(code.keywords)
    if code.aliases:
        fields["aliases"] = _Words(code.aliases)
    if code.questions:
        fields["questions"] = list(code.questions)
    below = codebook.children(code.key)
    if below:
        fields["codes"] = [_code(codebook, child, code) for child in below]
    return fields
