"""The example in the documentation is a codebook, and every field is told there."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

from qualcode.codebook import CodeEntry, from_yaml

TEXT = (Path(__file__).parents[2] / "docs" / "bestandsformaten.md").read_text(encoding="utf-8")


def test_the_example_is_read_without_a_mistake() -> None:
    found = re.search(r"```yaml\n(.*?)```", TEXT, re.S)
    assert found is not None
    codebook = from_yaml(found.group(1))
    assert [(code.key, code.parent, code.family) for code in codebook] == [
        ("wachten", None, "thema"),
        ("wachten.overbrugging", "wachten", "thema"),
        ("verloop", None, ""),
    ]
    assert codebook.codes[0].keywords[0] == "wachtlijst*"


def test_every_field_of_a_code_is_told() -> None:
    assert [field.name for field in fields(CodeEntry) if f"`{field.name}`" not in TEXT] == []
