"""The Dutch guide names every command and every key as they are.

To take over what the program says now: QUALCODE_DOCS=write pytest tests/test_docs.py, then look at the diff.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from qualcode.i18n import _, set_language

GUIDE = Path(__file__).parents[1] / "docs" / "handleiding.md"
ROOMS = {
    "reading": "Lezen",
    "workspace": "Coderen, in een transcript",
    "codes": "Codes in een boom",
    "tree": "Codeboom naast het transcript",
    "home": "Beginscherm",
    "compare": "Vergelijken",
    "board": "Axiaal bord",
    "kernlabels": "Kernlabels",
    "progress": "Voortgang",
    "matrix": "Matrix",
    "history": "Geschiedenis",
    "memos": "Memo's",
    "importing": "Importeren",
    "participants": "Respondenten",
    "codebook": "Codeboek",
    "settings": "Instellingen",
    "new-study": "Nieuw onderzoek",
    "agreement": "Overeenstemming",
    "differences": "Verschillen",
    "rounds": "Rondes",
    "search": "Zoeken",
    "suggestions": "Suggesties",
    "app": "Overal",
}
"""What each table of keys is called in the guide."""


def command_table() -> str:
    """Every command with its help in Dutch."""
    import typer.main

    from qualcode.cli.app import build

    group = typer.main.get_command(build())
    rows = [f"| `qualcode {name}` | {command.help} |" for name, command in group.commands.items()]  # type: ignore[attr-defined]
    return "\n".join(["| opdracht | doet |", "|---|---|", *rows])


def key_tables() -> str:
    """Every act with its default keys, what it does in Dutch, and its stable name."""
    from qualcode.tui.keymap import CONTEXTS, shown

    parts = []
    for context, acts in CONTEXTS.items():
        lines = [f"### {ROOMS[context]}", "", "| toets | doet | naam |", "|---|---|---|"]
        for act in acts:
            keys = " ".join(f"`{shown(key)}`" for key in act.keys.split(",")).replace("|", "\\|")
            lines.append(f"| {keys} | {_(act.says)} | `{act.name}` |")
        parts.append("\n".join(lines))
    return "\n\n".join(parts)


@pytest.mark.parametrize(("part", "table"), [("opdrachten", command_table), ("toetsen", key_tables)])
def test_the_guide_has_what_the_program_has(part: str, table: object) -> None:
    set_language("nl")
    assert callable(table)
    guide = GUIDE.read_text(encoding="utf-8")
    found = re.search(rf"(<!-- {part}: [^\n]*-->\n)(.*?)(<!-- einde {part} -->)", guide, re.DOTALL)
    assert found is not None
    wanted = f"\n{table()}\n\n"
    if os.environ.get("QUALCODE_DOCS") == "write":
        guide = guide[: found.start(2)] + wanted + guide[found.end(2) :]
        GUIDE.write_text(guide, encoding="utf-8")
    assert found[2] == wanted or os.environ.get("QUALCODE_DOCS") == "write"


def test_every_link_of_the_guide_leads_somewhere() -> None:
    guide = GUIDE.read_text(encoding="utf-8")
    heads = {
        re.sub(r"[^\w\- ]", "", line.lstrip("# ").lower()).replace(" ", "-")
        for line in guide.splitlines()
        if line.startswith("#")
    }
    targets = re.findall(r"\]\(([^)]+)\)", guide)
    lost = [one for one in targets if one.startswith("#") and one[1:] not in heads]
    lost += [one for one in targets if not one.startswith(("#", "http")) and not (GUIDE.parent / one).exists()]
    assert lost == []


def test_every_command_stands_in_the_text_of_the_guide() -> None:
    """Not only in the table: a researcher must find when to use it."""
    import typer.main

    from qualcode.cli.app import build

    guide = GUIDE.read_text(encoding="utf-8").split("## Alle opdrachten")[0]
    group = typer.main.get_command(build())
    missing = [name for name in group.commands if f"qualcode {name}" not in guide]  # type: ignore[attr-defined]
    assert missing == []
