"""What is written is what is read: YAML, .xlsx and .csv, for any codebook; and the same bytes each time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode.codebook import (
    LEVELS,
    Codebook,
    CodeEntry,
    find_mistakes,
    from_yaml,
    load_codebook,
    read_codebook,
    to_markdown,
    to_yaml,
    write_codebook,
)
from qualcode.codebook.sheets import from_csv, from_xlsx, to_csv, to_xlsx
from qualcode.text import normalise

ODD = [
    "no",
    "1.10",
    "0-7",
    "=1+1",
    "'s ochtends",
    "'=x",
    "*begeleid*",
    "a, b",
    "a|b",
    "a \\| b",
    "é",
    "# x",
    "- x",
    "x: y",
]
texts = st.one_of(
    st.sampled_from(ODD),
    st.text(st.characters(exclude_categories=["Cs", "Cn", "Co"]), max_size=20),
).map(lambda text: normalise(text).strip())
lists = st.lists(texts.filter(bool), max_size=4, unique=True).map(tuple)
keys = st.from_regex(r"[a-z0-9]{1,4}([.-][a-z0-9]{1,3}){0,2}", fullmatch=True)


@st.composite
def codebooks(draw: st.DrawFn) -> Codebook:
    names = draw(st.lists(keys, min_size=1, max_size=7, unique=True))
    shortcuts = draw(st.permutations("abcdefg"))
    flat = []
    for number, key in enumerate(names):
        parent = draw(st.sampled_from([None, *names[:number]]))
        flat.append(
            CodeEntry(
                key=key,
                name=draw(texts.filter(bool)),
                level=draw(st.sampled_from(LEVELS)),
                family=draw(st.sampled_from(["", "bouwsteen", "eigen"])),
                number=draw(st.none() | st.integers(-9, 99)),
                parent=parent,
                definition=draw(texts),
                when_not=draw(texts),
                example=draw(texts),
                keywords=draw(lists),
                aliases=draw(lists),
                questions=draw(lists),
                colour=draw(st.sampled_from(["", "#E69F00"])),
                shortcut=draw(st.sampled_from(["", shortcuts[number]])),
            )
        )
    tree: list[CodeEntry] = []

    def walk(parent: str | None) -> None:
        for code in flat:
            if code.parent == parent:
                tree.append(code)
                walk(code.key)

    walk(None)
    relation = st.tuples(st.sampled_from(names), texts.filter(bool), st.sampled_from(names))
    return Codebook(
        name=draw(texts.filter(bool)),
        title=draw(texts.filter(bool)),
        version=draw(st.sampled_from(["1", "2.0"])),
        description=draw(texts),
        codes=tuple(tree),
        relations=tuple(draw(st.lists(relation, max_size=2))),
    )


@given(codebooks())
@settings(max_examples=80)
def test_yaml_round_trip(codebook: Codebook) -> None:
    text = to_yaml(codebook)
    assert from_yaml(text) == codebook
    assert to_yaml(from_yaml(text)) == text


@given(codebooks())
@settings(max_examples=25)
def test_xlsx_round_trip(codebook: Codebook) -> None:
    content = to_xlsx(codebook)
    assert from_xlsx(content, "x.xlsx", "x") == codebook
    assert to_xlsx(codebook) == content


@given(codebooks())
@settings(max_examples=60)
def test_csv_keeps_the_codes(codebook: Codebook) -> None:
    content = to_csv(codebook)
    assert from_csv(content.decode("utf-8-sig"), "x.csv", "x").codes == codebook.codes
    assert to_csv(codebook) == content


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused_by_line(text: str) -> None:
    for mistake in find_mistakes(text):
        assert mistake.what
        assert 0 <= mistake.line <= text.count("\n") + text.count("\r") + 2


@pytest.mark.parametrize("suffix", [".yaml", ".xlsx", ".csv", ".md"])
def test_a_shipped_codebook_written_twice_is_the_same_file(tmp_path: Path, suffix: str) -> None:
    codebook = load_codebook("ivh-ouders")
    one = write_codebook(codebook, tmp_path / f"a{suffix}").read_bytes()
    two = write_codebook(codebook, tmp_path / f"b{suffix}").read_bytes()
    assert one == two
    assert not list(tmp_path.glob(".*"))


@pytest.mark.parametrize("suffix", [".yaml", ".xlsx", ".csv"])
@pytest.mark.parametrize("name", ["ivh-ouders", "ivh-professionals", "quickscan"])
def test_shipped_codebooks_survive_every_format(tmp_path: Path, suffix: str, name: str) -> None:
    codebook = load_codebook(name)
    again = read_codebook(write_codebook(codebook, tmp_path / f"{name}{suffix}"))
    if suffix == ".csv":
        again = replace(codebook, codes=again.codes)
    assert again == codebook


def test_markdown_has_every_code_and_escapes_its_signs() -> None:
    codebook = Codebook(
        name="x",
        title="Een *ster*",
        codes=(
            CodeEntry("a", "Hoofd", level="axial", number=1, questions=("Hoe?",)),
            CodeEntry("a.b", "Deel", parent="a", example="zij zei_dat"),
        ),
        relations=(("a", "leidt tot", "a.b"),),
    )
    text = to_markdown(codebook)
    assert "# Een \\*ster\\*" in text
    assert "## 1. Hoofd" in text and "### Deel" in text
    assert "zei\\_dat" in text and "- Hoofd *leidt tot* Deel" in text


@pytest.mark.parametrize("write", [to_yaml, to_markdown])
def test_a_codebook_without_codes_can_be_written(write: Callable[[Codebook], str]) -> None:
    assert write(Codebook(name="leeg", title="Leeg"))
