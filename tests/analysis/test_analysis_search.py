"""Search and queries: what is found lies where it says, and queries answer as a reading of them by hand does."""

from __future__ import annotations

import re

import pytest
from analysis_sample import sample_view
from hypothesis import given
from hypothesis import strategies as st

from qualcode.analysis import find, find_text, parse
from qualcode.errors import BadInput, NotFound, WrongUsage


def _words(query: str, **options: str) -> list[str]:
    return [hit.words for hit in find(sample_view(), query, **options)]


def test_plain_search_ignores_case_and_accents_and_spaces() -> None:
    view = sample_view()
    assert [hit.words for hit in find_text(view, "EEN vast  GEZICHT")] == ["één vast gezicht"]
    assert [hit.transcript for hit in find_text(view, "wachten")] == ["ouder-01", "ouder-02", "groep-01"]
    assert not find_text(view, "wacht", whole_words=True)


@pytest.mark.parametrize(("wanted", "mode"), [("wacht", "plain"), (r"\bz\w+", "regex"), ("bellen", "lemma")])
def test_a_hit_is_where_it_says(wanted: str, mode: str) -> None:
    view = sample_view()
    found = find_text(view, wanted, mode)
    assert found
    for hit in found:
        assert view.text(hit.transcript_id)[hit.start : hit.end] == hit.words
        around = re.sub(r"\s+", " ", view.text(hit.transcript_id))
        assert hit.before + re.sub(r"\s+", " ", hit.words) + hit.after in around


def test_lemma_finds_every_form() -> None:
    view = sample_view()
    assert {hit.words for hit in find_text(view, "bellen", "lemma")} == {"belde", "bel"}
    assert [hit.words for hit in find_text(view, "lang wachten", "lemma")] == ["lang wachten"]
    assert not find_text(view, "wachten lang", "lemma")


def test_near_finds_words_in_any_order_within_so_many_words() -> None:
    view = sample_view()
    assert [hit.words for hit in find_text(view, "maanden wachten", "near", within=3)] == [
        "wachten, zeven maanden",
    ]
    assert not find_text(view, "maanden wachten", "near", within=1)
    assert not find_text(view, "consultatiebureau Vroeghulp", "near", within=50), "not across speakers"
    assert [hit.words for hit in find_text(view, "wachten geld", "near")] == ["wachten op geld"]


def test_roles_and_conditions() -> None:
    view = sample_view()
    assert not find_text(view, "Vroeghulp", role="respondent")
    assert [hit.role for hit in find_text(view, "Vroeghulp")] == ["interviewer"]
    assert [hit.transcript for hit in find_text(view, "wachten", where={"model": "JGZ"})] == ["ouder-02"]
    assert find_text(view, "wachten")[0].citation == "(Respondent 1, VP)"


def test_a_bad_expression_or_nothing_is_one_sentence() -> None:
    with pytest.raises(BadInput):
        find_text(sample_view(), "(", "regex")
    for wanted, mode in (("  ", "plain"), ("...", "lemma"), ("x", "fuzzy")):
        with pytest.raises(WrongUsage):
            find_text(sample_view(), wanted, mode)


def test_queries_over_codes_attributes_and_text() -> None:
    assert _words("code:Wachten") == ["We moesten lang wachten, zeven maanden", "Het wachten viel mee."]
    assert _words("code:Wachten AND code:positief") == ["Het wachten viel mee."]
    assert _words('code:Wachten model=VP OR code:"Vast gezicht"') == [
        "We moesten lang wachten, zeven maanden",
        "Toen kwam er één vast gezicht & dat was fijn.",
        "dat was fijn",
    ], "a unit has a code when a coding of it overlaps the unit"
    assert _words("code:1 AND NOT text:maand") == [
        "Het wachten viel mee.",
        "Bij ons blijft het wachten op geld, ieder jaar weer.",
    ]
    assert _words("kernlabel:1 coder:Bram") == ["We moesten lang wachten, zeven maanden"]
    assert _words('memo:"R2"') == ["We moesten lang wachten, zeven maanden"]


def test_queries_over_text_answer_sentences() -> None:
    assert _words("wachten NEAR/3 maanden") == ["We moesten lang wachten, zeven maanden, en niemand belde."]
    assert _words("wachten EN NIET (geld OF maanden)") == ["Het wachten viel mee."]
    assert _words("/zeven\\s+maanden/ AND kind=parent", unit="turn")[0].startswith("Via het consultatiebureau")
    assert _words("vroeghulp", unit="transcript")[0].startswith("I: Hoe kwam u")
    assert _words("role=interviewer AND daarna") == ["En daarna?"]


@pytest.mark.parametrize("query", ["", "(", "code:", "AND", "a OR", "NOT", "(a", "a)", "x NEAR/2 code:Wachten", '""'])
def test_a_query_that_cannot_be_read_says_where(query: str) -> None:
    with pytest.raises(BadInput) as caught:
        parse(query)
    assert "code:Wachten" in caught.value.todo


def test_a_code_that_is_not_there_names_the_nearest() -> None:
    with pytest.raises(NotFound) as caught:
        find(sample_view(), "code:Wachtn")
    assert "Wachten" in caught.value.todo


_QUERIES = st.recursive(
    st.sampled_from(["wachten", "code:c1", "code:c2", "model=VP", "coder:Bram", '"vast gezicht"', "kind=parent"]),
    lambda inner: st.one_of(
        st.tuples(inner, inner).map(lambda pair: f"({pair[0]} AND {pair[1]})"),
        st.tuples(inner, inner).map(lambda pair: f"({pair[0]} OR {pair[1]})"),
        inner.map(lambda one: f"NOT ({one})"),
    ),
    max_leaves=5,
)


@given(_QUERIES, _QUERIES)
def test_queries_obey_logic(first: str, second: str) -> None:
    view = sample_view()

    def found(query: str) -> set[tuple[str, int, int]]:
        return {(hit.transcript_id, hit.start, hit.end) for hit in find(view, query, unit="segment")}

    everything = {(one.transcript_id, one.start, one.end) for one in view.codings}
    assert found(f"({first}) AND ({second})") == found(first) & found(second)
    assert found(f"({first}) OR ({second})") == found(first) | found(second)
    assert found(f"NOT ({first})") == everything - found(first)
