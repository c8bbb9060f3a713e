"""The shipped codebooks: whole, consistent, and with words that tell the codes apart."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from qualcode.codebook import Codebook, load_codebook, shipped_codebooks
from qualcode.language.wordlists import STOP_WORDS
from qualcode.shipped import shipped_folder

NAMES = ["ivh-ouders", "ivh-professionals", "quickscan"]
BOUWSTENEN = [
    "signalering",
    "diagnostiek",
    "adviesplan",
    "casemanager",
    "gezinsondersteuning",
    "onderwijs",
    "keten",
]
NO_KEYWORD = {"kind", "kinderen", "ouders", "ouder", "hulp", "zorg", "gezin", "goed", "iemand", "dingen"}
"""Words that every code's fragments hold, so that they tell nothing."""


@pytest.fixture(params=NAMES)
def codebook(request: pytest.FixtureRequest) -> Codebook:
    return load_codebook(str(request.param))


def test_all_are_found_by_name() -> None:
    assert set(NAMES) <= set(shipped_codebooks())


@pytest.mark.parametrize("name", ["ivh-ouders", "ivh-professionals"])
def test_the_seven_bouwstenen_are_top_codes_numbered_1_to_7(name: str) -> None:
    top = [code for code in load_codebook(name).children(None) if code.family == "bouwsteen"]
    assert [(code.key, code.number, code.level) for code in top] == [
        (key, number, "axial") for number, key in enumerate(BOUWSTENEN, start=1)
    ]


def test_parents_codebook_has_indicators_valence_and_quality() -> None:
    codes = load_codebook("ivh-ouders")
    families = {
        family: [code.key for code in codes.children(None) if code.family == family]
        for family in ("indicator", "valence", "quality")
    }
    assert families == {
        "indicator": ["bereik", "tevredenheid", "doelrealisatie"],
        "valence": ["positief", "negatief", "neutraal", "gemengd"],
        "quality": ["technisch", "interpersoonlijk", "voorzieningen"],
    }


def test_professionals_codebook_has_five_lenses_and_swot() -> None:
    codes = load_codebook("ivh-professionals")
    assert len([code for code in codes if code.family == "lens"]) == 5
    assert [code.key for code in codes if code.family == "swot"] == ["sterk", "zwak", "kans", "bedreiging"]


def test_quickscan_has_four_categories() -> None:
    codes = load_codebook("quickscan").children(None)
    assert [code.key for code in codes] == ["beschikbaarheid", "bereik", "kwaliteit", "ouderbetrokkenheid"]


def test_every_code_is_written_out(codebook: Codebook) -> None:
    for code in codebook:
        assert code.definition and code.when and code.when_not and code.example, code.key
        assert len(code.keywords) >= 5, code.key
        assert 3 <= len(code.questions) <= 6, code.key
        assert all(question.endswith("?") for question in code.questions), code.key


def test_a_sub_codes_key_and_family_follow_its_main_code(codebook: Codebook) -> None:
    by_key = codebook.by_key()
    for code in codebook:
        if code.parent is not None:
            assert code.key.startswith(code.parent + "."), code.key
            assert (code.family, code.level) == (by_key[code.parent].family, "open")


def test_when_not_names_a_code_of_this_codebook(codebook: Codebook) -> None:
    """A key in brackets that has gone stale would send a coder nowhere."""
    by_key = codebook.by_key()
    named = 0
    for code in codebook:
        for inside in re.findall(r"\(([^)]*)\)", code.when_not):
            keys = [
                word for word in re.findall(r"[a-z0-9-]+(?:\.[a-z0-9-]+)*", inside) if word in by_key or "." in word
            ]
            assert all(key in by_key for key in keys), (code.key, inside)
            named += len(keys)
    assert named >= len(codebook) * 0.6


def test_a_main_code_has_many_words_and_no_empty_ones() -> None:
    codebook = load_codebook("ivh-ouders")
    for main in codebook.children(None):
        words = [word for code in (main, *codebook.children(main.key)) for word in code.keywords]
        assert not NO_KEYWORD.intersection(words), main.key
        if main.family == "bouwsteen":
            assert len(set(words)) >= 80


def test_a_single_word_belongs_to_at_most_two_bouwstenen() -> None:
    """A word of three or more bouwstenen raises all of them and tells none from another."""
    codebook = load_codebook("ivh-ouders")
    held = Counter(
        word
        for main in codebook.children(None)
        if main.family == "bouwsteen"
        for word in {w for code in (main, *codebook.children(main.key)) for w in code.keywords if " " not in w}
    )
    assert [word for word, count in held.items() if count > 2] == []


def test_colours_of_the_top_codes_are_at_most_eight_hues(codebook: Codebook) -> None:
    colours = {code.colour for code in codebook.children(None)}
    assert "" not in colours and len(colours) <= 8
    bouwstenen = [code.colour for code in codebook.children(None) if code.family == "bouwsteen"]
    assert len(set(bouwstenen)) == len(bouwstenen)


def test_the_files_have_spaces_and_end_with_a_newline() -> None:
    for path in shipped_folder("codebooks").glob("*.yaml"):
        text = path.read_text(encoding="utf-8")
        assert "\t" not in text and text.endswith("\n") and "  \n" not in text, path.name


def test_no_alias_is_an_ordinary_word(codebook: Codebook) -> None:
    """Aliases are met in any case: MEE would be found in every "ga je mee", ZAT in every "hij zat"."""
    ordinary = STOP_WORDS | {"mee", "zat", "so", "pas", "mes", "bos", "ster"}
    assert [alias for code in codebook for alias in code.aliases if alias.lower() in ordinary] == []
