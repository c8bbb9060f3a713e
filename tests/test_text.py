"""Spans and normalisation: the one way to point into a text."""

from __future__ import annotations

import itertools
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.errors import Refused
from qualcode.text import Span, checked_span, cluster_starts, from_utf16, merged, normalise, to_utf16, trimmed, words_of

spans = st.lists(
    st.tuples(st.integers(0, 60), st.integers(1, 20)).map(lambda pair: Span(pair[0], pair[0] + pair[1])), max_size=12
)


@given(st.text())
def test_normalising_twice_is_normalising_once(raw: str) -> None:
    once = normalise(raw)
    assert normalise(once) == once
    assert unicodedata.is_normalized("NFC", once)
    assert not set(once) & set("\r\t\ufeff\x00")


def test_normalise_keeps_every_word() -> None:
    assert normalise("\ufeffIB\u2019er\tbe\u0301be\u0301\r\nja") == "IB\u2019er bébé\nja"


@given(spans)
def test_merged_covers_exactly_the_same_points(given_spans: list[Span]) -> None:
    covered = {point for span in given_spans for point in range(*span)}
    union = merged(given_spans)
    assert {point for span in union for point in range(*span)} == covered
    assert all(left.end < right.start for left, right in itertools.pairwise(union))


@given(st.text(), st.data())
def test_utf16_offsets_come_back(text: str, data: st.DataObject) -> None:
    offset = data.draw(st.integers(0, len(text)))
    assert from_utf16(text, to_utf16(text, offset)) == offset
    assert to_utf16(text, offset) == len(text[:offset].encode("utf-16-le", "surrogatepass")) // 2


@given(st.text())
def test_clusters_partition_the_text(text: str) -> None:
    starts = cluster_starts(text)
    assert starts == sorted(set(starts))
    assert (starts[0] == 0) if text else starts == []


def test_an_emoji_family_is_one_cluster() -> None:
    assert cluster_starts("a👨‍👩‍👧b") == [0, 1, 6]


@pytest.mark.parametrize(("start", "end"), [(0, 0), (3, 2), (-1, 2), (0, 99)])
def test_a_span_outside_the_text_is_refused(start: int, end: int) -> None:
    with pytest.raises(Refused):
        checked_span("hallo", start, end)


def test_trimmed_and_words() -> None:
    assert trimmed("  ja  ", Span(0, 6)) == Span(2, 4)
    assert words_of("De IB’er zei: ontwikkelings- en 2,5 uur!") == [
        "De",
        "IB’er",
        "zei",
        "ontwikkelings",
        "en",
        "2",
        "5",
        "uur",
    ]
