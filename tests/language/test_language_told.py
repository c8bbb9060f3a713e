"""The words that come with the package say what the dictionary says, and save looking it up."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from qualcode.language import compounds, stems, told
from qualcode.language.told import Told, packed, shipped, unpacked, worked_out


def forget() -> None:
    told._told.clear()
    for kept in (told.shipped, stems.keys, stems.lemma, compounds.parts):
        kept.cache_clear()


@pytest.fixture
def untold(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[dict[str, Told]]:
    """As if no words came with the package; gives those that do."""
    given = unpacked(told.SHIPPED.read_bytes())
    monkeypatch.setattr(told, "SHIPPED", tmp_path / "none")
    forget()
    yield given
    monkeypatch.undo()
    forget()


def test_what_comes_with_the_package_is_what_the_dictionary_says(untold: dict[str, Told]) -> None:
    if not untold:
        pytest.skip("made with another dictionary or stemmer than is installed")
    some = sorted(untold)[::25]
    assert shipped() == frozenset()
    looked_up = worked_out(some)
    assert {form: looked_up[form] for form in some} == {form: untold[form] for form in some}


def test_words_survive_packing_and_what_is_damaged_says_nothing() -> None:
    words = {"juf": Told(("juf",), True, "juf", ()), "xyz": Told(("xyz",), False, "xyz", ())}
    assert unpacked(packed(words)) == words
    assert packed(words) == packed(dict(reversed(words.items())))
    assert unpacked(b"damaged") == {}
    assert unpacked(packed(words)[:-9]) == {}
