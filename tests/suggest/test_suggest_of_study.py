"""Suggestions for a study on disk: ranked from its cache, taught by its coder, measured on its codings."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from qualcode import coding
from qualcode.codebook.model import Codebook, CodeEntry
from qualcode.ingest import Document, Turn
from qualcode.language.told import shipped
from qualcode.store import Study
from qualcode.suggest.material import CACHE_FOLDER
from qualcode.suggest.of_study import evaluation_of, hit_rates, known_of, propose, ranking_of
from qualcode.suggest.word_cache import recall_words

BOOK = Codebook(
    "b",
    "B",
    codes=(
        CodeEntry(key="school", name="School", family="thema", keywords=("juf", "klas")),
        CodeEntry(key="o", name="Overig"),
    ),
)
LINES = (
    ("I", "Hoe gaat het op school nu?"),
    ("R", "De juf heeft hem in de klas vooraan gezet en dat ging meteen beter."),
    ("R", "Verder hebben wij vooral veel gewandeld met de nieuwe hond van de buren."),
)


def document(number: int) -> Document:
    text, turns = "", []
    for speaker, said in LINES:
        start = len(text) + 3
        text += f"{speaker}: {said}\n"
        turns.append(Turn(start - 3, start, start + len(said), speaker))
    roles = {"I": "interviewer", "R": "respondent"}
    return Document(f"gesprek-{number}", text + f"Einde {number}.", tuple(turns), roles)


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Study]:
    with Study.create(tmp_path / "onderzoek", title="Proef", coder="Anouk") as opened:
        coding.import_codebook(opened, BOOK)
        for number in range(3):
            coding.import_document(opened, document(number), kind="parent")
        yield opened


def test_proposals_come_from_the_study_and_the_cache_is_read_again(study: Study) -> None:
    first = propose(study, choice="none")
    assert first and all(one.score >= 0.2 for one in first)
    kept = sorted((study.path / CACHE_FOLDER).glob("*.speech"))
    assert len(kept) == 3
    stamps = [file.stat().st_mtime_ns for file in kept]
    assert propose(study, choice="none") == first
    assert [file.stat().st_mtime_ns for file in kept] == stamps


def test_how_far_the_looking_is_is_told_for_each_transcript(study: Study) -> None:
    told: list[tuple[int, int]] = []
    propose(study, choice="none", progress=lambda done, total: told.append((done, total)))
    assert told == [(1, 3), (2, 3), (3, 3)]


def test_words_looked_up_once_are_kept_and_change_nothing(study: Study) -> None:
    first = propose(study, choice="none")
    file = study.path / CACHE_FOLDER / "words.json.z"
    kept = recall_words(file.parent)
    assert "overig" in kept and "juf" in shipped() and "juf" not in kept
    stamp = file.stat().st_mtime_ns
    assert propose(study, choice="none") == first
    assert file.stat().st_mtime_ns == stamp
    file.write_bytes(b"damaged")
    assert recall_words(file.parent) == frozenset()
    assert propose(study, choice="none") == first
    assert recall_words(file.parent) == kept


def test_a_damaged_cache_is_made_again(study: Study) -> None:
    first = propose(study, choice="none")
    for file in (study.path / CACHE_FOLDER).glob("*.speech"):
        file.write_bytes(b"damaged")
    assert propose(study, choice="none") == first


def test_the_embedded_pipeline_does_the_same_job(study: Study) -> None:
    quick = propose(study, choice="embedded", quick=True)
    assert len(list((study.path / CACHE_FOLDER).glob("*.speech"))) == 3
    assert {one.start for one in propose(study, choice="embedded")} == {one.start for one in quick}
    assert len(list((study.path / CACHE_FOLDER).glob("*.speech"))) == 6


def test_only_the_transcripts_asked_for_are_ranked_and_the_others_teach(study: Study) -> None:
    here, *others = study.transcripts()
    code = next(one for one in study.codes() if one.name == "Overig")
    for other in others:
        start = document(0).text.index("Verder")
        coding.put_code(study, other.id, start, start + len(LINES[2][1]), code.id)
    ranking = ranking_of(study, transcript_ids=[here.id], choice="none")
    assert [one.speech.transcript_id for one in ranking.speeches] == [here.id]
    assert len(ranking.learned.examples) == 2
    assert len(ranking.background) == 2


def test_a_coded_segment_of_another_transcript_is_shown_as_what_it_is_like(study: Study) -> None:
    here, *others = study.transcripts()
    code = next(one for one in study.codes() if one.name == "Overig")
    start = document(0).text.index("Verder")
    for other in others:
        coding.put_code(study, other.id, start, start + len(LINES[2][1]), code.id)
        coding.put_code(study, other.id, start + 7, start + len(LINES[2][1]), code.id)
    found = propose(study, transcript_ids=[here.id], code_ids=[code.id], choice="none")
    like = [reason for reason in found[0].reasons if reason["kind"] == "like"]
    assert like and like[0]["transcript_id"] in {other.id for other in others}
    assert LINES[2][1].endswith(str(like[0]["text"]))


def test_the_study_is_measured_on_its_own_codings(study: Study) -> None:
    code = next(one for one in study.codes() if one.name == "School")
    for transcript in study.transcripts():
        start = document(0).text.index("De juf")
        coding.put_code(study, transcript.id, start, start + len(LINES[1][1]), code.id)
    figures = evaluation_of(study, choice="none")
    assert (figures.transcripts, figures.segments) == (3, 3)
    assert figures.overall["suggest"].first.value == 1.0


def test_the_hit_rate_counts_what_was_decided(study: Study) -> None:
    assert hit_rates(study) == {}
    kept = coding.keep_suggestions(study, propose(study, choice="none"))
    school = next(one.id for one in study.codes() if one.name == "School")
    mine = [one for one in kept if one.code_id == school]
    coding.accept(study, mine[0].id)
    coding.reject(study, [mine[1].id])
    assert hit_rates(study)[school] == (1, 2)


def test_what_teaches_is_the_coding_as_it_is_now(study: Study) -> None:
    school, other = (next(one.id for one in study.codes() if one.name == name) for name in ("School", "Overig"))
    first, second, third = (
        one for one in coding.keep_suggestions(study, propose(study, choice="none")) if one.code_id == school
    )
    shorter = coding.accept(study, first.id, end=first.end - 8)
    coding.accept(study, second.id, code_id=other)
    coding.take_off(study, [coding.accept(study, third.id).id])
    told = {(one.transcript_id, one.code_key): (one.verdict, one.end) for one in known_of(study)}
    assert told == {
        (first.transcript_id, school): ("changed", shorter.end),
        (second.transcript_id, school): ("rejected", second.end),
        (second.transcript_id, other): ("coded", second.end),
        (third.transcript_id, school): ("rejected", third.end),
    }
