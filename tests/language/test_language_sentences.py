"""Sentences of speech: where they end, and that no visible character is lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.language import sentence_spans

SPOKEN = st.text(alphabet=st.sampled_from("ab DE.,?!…\n'\"() 0123:-é"), max_size=400)


def sentences(text: str) -> list[str]:
    return [text[span.start : span.end] for span in sentence_spans(text)]


@given(SPOKEN)
def test_spans_are_in_order_apart_and_hold_every_visible_character(text: str) -> None:
    spans = sentence_spans(text)
    covered = set()
    end = 0
    for span in spans:
        assert end <= span.start < span.end <= len(text)
        assert not text[span.start].isspace() and not text[span.end - 1].isspace()
        covered.update(range(span.start, span.end))
        end = span.end
    assert all(text[i].isspace() for i in range(len(text)) if i not in covered)


@given(SPOKEN, st.integers(0, 60), st.integers(0, 60))
def test_a_range_is_kept_to(text: str, start: int, length: int) -> None:
    start = min(start, len(text))
    end = min(start + length, len(text))
    assert all(start <= span.start and span.end <= end for span in sentence_spans(text, start, end))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ik wist dat. Toen al. Hij kon.", ["Ik wist dat.", "Toen al.", "Hij kon."]),
        ("ik wist dat. toen belde ik.", ["ik wist dat.", "toen belde ik."]),
        ("Ik dacht... ja. Nee.", ["Ik dacht... ja.", "Nee."]),
        ("Dat was bijv. bij dhr. De Wit. Ja.", ["Dat was bijv. bij dhr. De Wit.", "Ja."]),
        ("Bij mevrouw J. de Wit. En toen?", ["Bij mevrouw J. de Wit.", "En toen?"]),
        ("Zij zei: ‘Doe maar.’ Dus ja.", ["Zij zei: ‘Doe maar.’", "Dus ja."]),
        ("Wat? Echt! Ja…", ["Wat?", "Echt!", "Ja…"]),
        ("eerste regel\nTweede regel", ["eerste regel", "Tweede regel"]),
        ("", []),
        (" \n ", []),
    ],
)
def test_where_sentences_end(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


def test_a_wrapped_line_goes_on() -> None:
    text = "Toen zijn we met z'n allen naar het ziekenhuis gereden en daar\nhebben we de hele middag gezeten. Ja."
    assert sentences(text) == [text[:-4], "Ja."]


def test_speech_without_full_stops_is_cut_in_windows() -> None:
    text = "ja en toen belde ik dus met het bureau en die zeiden dat we maar even moesten wachten op bericht " * 6
    lengths = [len(each.split()) for each in sentences(text)]
    assert sum(lengths) == len(text.split())
    assert len(lengths) > 3 and all(8 <= length <= 35 for length in lengths)


def test_a_window_begins_at_a_time_stamp() -> None:
    spoken = " ".join(["woord"] * 24)
    text = f"{spoken} [00:01:02] {spoken} [00:01:40] {spoken}"
    assert [each.split()[0] for each in sentences(text)] == ["woord", "[00:01:02]", "[00:01:40]"]
