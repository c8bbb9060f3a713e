"""What changed between two codebooks."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace

from qualcode.codebook import Codebook, CodeEntry, diff_codebooks, load_codebook

OLD = Codebook(
    "x",
    "X",
    codes=(
        CodeEntry("a", "Aap", level="axial", keywords=("een", "twee")),
        CodeEntry("a.b", "Beer", parent="a"),
        CodeEntry("c", "Cavia", definition="klein"),
        CodeEntry("d", "Das"),
    ),
)


def test_nothing_changed() -> None:
    codebook = load_codebook("ivh-ouders")
    assert not diff_codebooks(codebook, codebook)


def test_each_kind_of_change() -> None:
    aap, beer, cavia, _das = OLD.codes
    new = replace(
        OLD,
        codes=(
            replace(aap, name="Gorilla", keywords=("twee", "drie")),
            replace(cavia, definition="groot", number=3),
            replace(beer, key="beer", parent="c"),
            CodeEntry("e", "Egel"),
        ),
    )
    diff = diff_codebooks(OLD, new)
    assert diff
    assert [code.key for code in diff.added] == ["e"]
    assert [code.key for code in diff.removed] == ["d"]
    assert diff.rekeyed == (("a.b", "beer"),)
    assert [(d.key, d.before, d.after) for d in diff.renamed] == [("a", "Aap", "Gorilla")]
    assert [(d.key, d.before, d.after) for d in diff.moved] == [("beer", "a", "c")]
    assert [(d.key, d.field, d.before, d.after) for d in diff.changed] == [
        ("c", "number", "", "3"),
        ("c", "definition", "klein", "groot"),
    ]
    assert [(w.key, w.field, w.added, w.dropped) for w in diff.words] == [("a", "keywords", ("drie",), ("een",))]


def test_a_child_whose_parent_got_another_key_has_not_moved() -> None:
    aap, beer, *rest = OLD.codes
    new = replace(OLD, codes=(replace(aap, key="aa"), replace(beer, parent="aa"), *rest))
    diff = diff_codebooks(OLD, new)
    assert diff.rekeyed == (("a", "aa"),)
    assert not diff.moved


def test_turned_round_added_is_removed() -> None:
    new = replace(OLD, codes=OLD.codes[:2])
    there, back = diff_codebooks(OLD, new), diff_codebooks(new, OLD)
    assert there.removed == back.added == OLD.codes[2:]


def test_the_package_is_light() -> None:
    """Importing it loads no YAML, no validator and no spreadsheet library."""
    script = (
        "import sys, qualcode.codebook;"
        "print([m for m in ('yaml', 'jsonschema', 'openpyxl', 'rapidfuzz') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
