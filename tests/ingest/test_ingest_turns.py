"""Turns are found exactly where they are, in every convention, and never made up."""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import Path

import pytest
from docx import Document as WordFile
from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode.ingest import Document, Layout, detect, read_document, redetect
from qualcode.ingest.conventions.base import seconds
from qualcode.ingest.plain import read_plain
from qualcode.text import normalise

SLOW = settings(max_examples=25)

# Speech with everything in it that a hasty reader takes for a label.
PHRASES = (
    "nou ja, dat was wel even slikken",
    "om 10:30 kwam die mevrouw van het wijkteam",
    "en toen zei ze: kom maar binnen",
    "Let op: dat is niet officieel",
    "Vraag: hoe dan",
    "het stond op https://www.integralevroeghulp.nl zei ze",
    "we hadden drie dingen: rust, tijd en geld",
    "(lacht) ja, precies",
    "[naam kind] was toen twee… of drie",
    "Hij zei: “dat regel ik”",
    "1. eerst bellen",
    "Ten eerste: niemand belde terug",
    "GGZ en GGD, allebei",
    "ik dacht - laat maar",
    "“Interviewer: dat ben ik,” zei ze",
    "NB: dat was in 2019",
    "café, hè, één loket 😊",
)
LINES = tuple(phrase[0].upper() + phrase[1:] + "." for phrase in PHRASES)


@dataclass(frozen=True)
class Said:
    """One turn as it was written."""

    speaker: str
    words: str
    stamp: float | None = None


def talks(speakers: tuple[str, ...], lines: tuple[str, ...] = LINES) -> st.SearchStrategy[list[Said]]:
    """Talks of 6 to 30 turns in which each speaker speaks at least twice and nobody twice in a row."""
    speech = st.lists(st.sampled_from(lines), min_size=1, max_size=3).map("\n".join)
    extra = st.lists(st.tuples(st.integers(0, len(speakers) - 2), speech), max_size=20)
    opening = st.lists(speech, min_size=3 * len(speakers), max_size=3 * len(speakers))

    def together(parts: tuple[list[str], list[tuple[int, str]]]) -> list[Said]:
        first, rest = parts
        first = [f"{first[0]}\nHoe ging dat?", *first[1:]]
        said = [Said(speakers[index % len(speakers)], words) for index, words in enumerate(first)]
        for step, words in rest:
            last = speakers.index(said[-1].speaker)
            said.append(Said(speakers[(last + 1 + step) % len(speakers)], words))
        return said

    return st.tuples(opening, extra).map(together)


def found(document: Document) -> list[Said]:
    return [Said(turn.speaker, document.text[turn.start : turn.end], turn.stamp) for turn in document.turns]


def detected(text: str) -> list[Said]:
    turns = detect(text).turns
    return [Said(turn.speaker, text[turn.start : turn.end], turn.stamp) for turn in turns]


def stamp(index: int) -> tuple[str, float]:
    return f"{index // 3600:02d}:{index // 60 % 60:02d}:{index % 60:02d}", float(index)


TITLE = "Interview over vroeghulp\nSynthetisch voorbeeld: niemand bestaat.\n\n"
PAIRS = (
    ("Interviewer", "Respondent"),
    ("I", "R"),
    ("I", "R1", "R2", "R3"),
    ("INT", "RESP"),
    ("Interviewer", "Moeder", "Vader"),
    ("Interviewer", "Sanne", "Ilse de Wit"),
    ("Interviewer", "[naam moeder]"),
    ("IV", "P3"),
    ("AB", "CD"),
    ("ANNA", "JOOST"),
    ("Anna", "Mevrouw van der Berg"),
    ("Q", "A"),
    ("V", "A"),
    ("Spreker 1", "Spreker 2"),
    ("Interviewer", "Beleidsmedewerker", "IB'er", "Orthopedagoog"),
)


@pytest.mark.parametrize("speakers", PAIRS, ids="/".join)
@pytest.mark.parametrize("gap", ["\n", "\n\n"], ids=["single", "blank"])
@given(data=st.data())
@SLOW
def test_names_before_a_colon(speakers: tuple[str, ...], gap: str, data: st.DataObject) -> None:
    said = data.draw(talks(speakers))
    text = TITLE + gap.join(f"{one.speaker}: {one.words}" for one in said)
    assert detected(text) == said


@pytest.mark.parametrize("form", ["{n} {s}: {w}", "{n}. {s}: {w}", "[{n}] {s}: {w}", "({n}) {s}: {w}", "{n}\n{s}: {w}"])
@given(said=talks(("I", "R")))
@SLOW
def test_numbered_turns(form: str, said: list[Said]) -> None:
    text = "\n".join(form.format(n=n, s=one.speaker, w=one.words) for n, one in enumerate(said, 11))
    if "\n" in form:
        # A number on a line of its own is not known for a turn's: it may be anything.
        assert [one.speaker for one in detected(text)] == [one.speaker for one in said]
    else:
        assert detected(text) == said


@pytest.mark.parametrize(
    "form",
    [
        "[{t}] {s}: {w}",
        "{t} {s}: {w}",
        "({t}) {s}: {w}",
        "{s} [{t}]: {w}",
        "{s} ({t}): {w}",
        "{s}: [{t}] {w}",
        "[{t}]\n{s}: {w}",
        "{s} [{t}]\n{w}\n",
        "{s}  {t}\n{w}\n",
        "{t} {s}\n{w}\n",
        "#{t}-4# {s}: {w}",
    ],
)
@given(said=talks(("Interviewer", "Respondent")))
@SLOW
def test_time_stamps_beside_a_label(form: str, said: list[Said]) -> None:
    stamped = [Said(one.speaker, one.words, stamp(index * 7)[1]) for index, one in enumerate(said)]
    lines = [form.format(t=stamp(int(one.stamp or 0))[0], s=one.speaker, w=one.words) for one in stamped]
    assert detected(TITLE + "\n".join(lines)) == stamped


@pytest.mark.parametrize("sign", ["\t", ":\t", " - ", " – ", "> "], ids=repr)
@given(said=talks(("I", "R1", "R2")))
@SLOW
def test_a_tab_or_a_dash_after_a_known_word(sign: str, said: list[Said]) -> None:
    raw = "\n".join(f"{one.speaker}{sign}{one.words}" for one in said)
    document = Document(title="", text=normalise(raw), layout=read_plain(raw.encode(), "a.txt").layout)
    assert found(redetect(document)) == said


@given(said=talks(("I", "B")))
@SLOW
def test_the_time_behind_a_turn_begins_the_next(said: list[Said]) -> None:
    text = "\n".join(f"{one.speaker}: {one.words} #00:{n:02d}:05-3#" for n, one in enumerate(said))
    times = [None, *(60.0 * n + 5 for n in range(len(said) - 1))]
    assert detected(text) == [Said(one.speaker, one.words, time) for one, time in zip(said, times, strict=True)]


@given(said=talks(("MOT", "CHI", "INV")))
@SLOW
def test_chat(said: list[Said]) -> None:
    lines = [f"*{one.speaker}:\t" + one.words.replace("\n", "\n\t") + "\n%com: lacht" for one in said]
    text = normalise("@Begin\n@Participants: MOT Mother, CHI Child, INV Investigator\n" + "\n".join(lines) + "\n@End")
    result = detect(text)
    assert result.convention == "chat"
    assert [turn.speaker for turn in result.turns] == [one.speaker for one in said]
    spoken = [" ".join(text[turn.start : turn.end].split()) for turn in result.turns]
    assert spoken == [" ".join(one.words.split()) for one in said]


@given(said=talks(("INTERVIEWER", "VADER"), tuple(line for line in LINES if not line.startswith("GGZ"))))
@SLOW
def test_capitals_without_a_colon(said: list[Said]) -> None:
    flat = [Said(one.speaker, one.words.replace("\n", " ")) for one in said]
    text = TITLE + "\n\n".join(f"{one.speaker}  {one.words}" for one in flat)
    assert detected(text) == flat


@pytest.mark.parametrize("speakers", [("Interviewer", "Moeder"), ("INTERVIEWER", "ANNA"), ("I", "R")], ids="/".join)
@given(data=st.data())
@SLOW
def test_names_on_a_line_of_their_own(speakers: tuple[str, ...], data: st.DataObject) -> None:
    said = data.draw(talks(speakers))
    assert detected(TITLE + "\n\n".join(f"{one.speaker}\n{one.words}" for one in said)) == said


@given(said=talks(("", " "), LINES))
@SLOW
def test_time_stamps_alone_name_nobody(said: list[Said]) -> None:
    stamped = [Said("", one.words.replace("\n", " "), stamp(9 * index)[1]) for index, one in enumerate(said)]
    text = "\n".join(f"[{stamp(int(one.stamp or 0))[0]}] {one.words}" for one in stamped)
    assert detected(text) == stamped


def word_file(folder: Path, said: list[Said], form: str) -> Path:
    document = WordFile()
    document.add_paragraph().add_run("Synthetisch voorbeeld: niemand bestaat.").italic = True
    if form == "table":
        table = document.add_table(rows=0, cols=2)
        for one in said:
            cells = table.add_row().cells
            cells[0].text, (cells[1].text, *more) = one.speaker, one.words.split("\n")
            for line in more:
                cells[1].add_paragraph(line)
    else:
        for one in said:
            first, *more = one.words.split("\n")
            paragraph = document.add_paragraph()
            label = paragraph.add_run(one.speaker)
            label.bold = True
            if form == "bold-line":
                document.add_paragraph(first)
            else:
                paragraph.add_run(f" {first}")
            for line in more:
                document.add_paragraph(line)
    path = folder / "gesprek.docx"
    document.save(str(path))
    return path


@pytest.mark.parametrize("form", ["table", "bold-line", "bold-start"])
@pytest.mark.parametrize("speakers", [("Interviewer", "Moeder"), ("Sanne", "Ilse"), ("I", "R1", "R2")], ids="/".join)
@given(data=st.data())
@settings(max_examples=6)
def test_the_forms_of_word(tmp_path: Path, form: str, speakers: tuple[str, ...], data: st.DataObject) -> None:
    said = data.draw(talks(speakers))
    document = read_document(word_file(tmp_path, said, form))
    assert document.convention == form
    assert found(document) == said


@given(lines=st.lists(st.sampled_from(LINES), min_size=1, max_size=40), gap=st.sampled_from(["\n", "\n\n", " "]))
@settings(max_examples=200)
def test_a_text_without_labels_gets_no_turns(lines: list[str], gap: str) -> None:
    assert detect(gap.join(lines)).turns == ()


@given(
    st.lists(
        st.one_of(
            st.sampled_from(
                ["I:", "R:", "Interviewer:", "*MOT:", "[00:01:02]", "12 ", "ANNA", "\n", " ", "Ja.", ":", "**", "("]
            ),
            st.text(max_size=8),
        ),
        max_size=40,
    ).map("".join),
    st.lists(st.tuples(st.integers(0, 60), st.integers(0, 30)), max_size=6),
)
@settings(max_examples=300)
def test_turns_are_in_order_disjoint_and_inside_any_text(raw: str, bold: list[tuple[int, int]]) -> None:
    text = normalise(raw)
    layout = Layout(bold=tuple((min(a, len(text)), min(a + b, len(text))) for a, b in bold))
    for convention in ("", "name-colon", "bold-start", "bold-line", "own-line", "capitals", "stamps", "chat"):
        last = 0
        for turn in detect(text, layout, convention).turns:
            assert last <= turn.label_start <= turn.start <= turn.end <= len(text)
            assert turn.end == turn.start or not text[turn.end - 1].isspace()
            last = turn.end


def test_facts_at_the_top_are_no_turns() -> None:
    head = "Interview 3\nDatum: 12 maart\nInterviewer: AB\nRespondent: moeder, 34 jaar\nLocatie: thuis\n\n"
    text = head + "Interviewer: Hoe gaat het?\nRespondent: Goed.\nInterviewer: En nu?\nRespondent: Ook."
    assert detected(text)[0] == Said("Interviewer", "Hoe gaat het?")
    assert len(detected(text)) == 4


def test_a_slip_of_the_keyboard_is_still_that_speaker_and_told() -> None:
    text = "Interviewer: Ja?\nRespondent: Nee.\nInterviwer: Echt?\nRespondent: Ja."
    result = detect(text)
    assert [turn.speaker for turn in result.turns] == ["Interviewer", "Respondent"] * 2
    assert "line 3" in result.warnings[0]


def test_a_lone_label_stays_text_and_its_line_is_told() -> None:
    text = "I: Ja?\nR: Nee.\nI: Echt?\nR: Het volgende.\nBeppie: dat zei ze.\nI: Oké."
    result = detect(text)
    assert [turn.speaker for turn in result.turns] == ["I", "R", "I", "R", "I"]
    assert any("line 5" in warning for warning in result.warnings)
    assert not any("Beppie" in warning for warning in result.warnings)


@pytest.mark.parametrize(
    "text",
    [
        "Bereik:\nGoed.\nTevredenheid:\nMatig.\nBereik:\nOok.\nTevredenheid:\nHm?",
        "Wijkteam: belde terug\nConsultatie: niet\nSchool: wel\nWijkteam: later\nSchool: nooit\nConsultatie: soms",
        "Sterk: a\nZwak: b\nKansen: c\nSterk: a\nZwak: b\nKansen: c?",
        "Vraag: hoe?\nGoed.\nVraag: en toen?\nOok goed.",
        "Van: Jan\nAan: Piet\nOnderwerp: hoi?\nVan: Jan\nAan: Kees\nOnderwerp: hoi",
    ],
)
def test_headings_that_come_back_are_no_speakers(text: str) -> None:
    assert detect(text).turns == ()


def test_what_meeting_programs_write() -> None:
    teams = "0:0:0.0 --> 0:0:3.400\nVries, Anna\nHoe gaat het?\n\n0:0:3.500 --> 0:0:9.4\nR1\nGoed.\n\n"
    assert detected(teams * 2)[:2] == [Said("Vries, Anna", "Hoe gaat het?", 0.0), Said("R1", "Goed.", 3.5)]


def test_who_speaks_once_needs_a_word_for_a_speaker() -> None:
    text = "I: Ja?\nR: Nee.\nI: Echt?\nKind: mama!\nR: Ja.\nP: tja.\nI: Oké."
    result = detect(text)
    assert [turn.speaker for turn in result.turns] == ["I", "R", "I", "Kind", "R", "I"]
    assert any("line 6" in warning for warning in result.warnings)


def test_only_the_interviewer_labelled_gives_no_turns() -> None:
    """The answers below an unanswered label would be put in the interviewer's mouth."""
    result = detect("Interviewer: Hoe?\n\nGoed.\n\nInterviewer: En?\n\nOok goed.\n\nInterviewer: Nog iets?\n\nNee.")
    assert result.turns == ()
    assert result.warnings


def test_a_stage_direction_is_no_part_of_the_name_and_a_recurring_one_is() -> None:
    text = "I: Ja?\nR (lacht): Nee.\nI: Echt?\nR: Ja.\nI: O."
    assert {turn.speaker for turn in detect(text).turns} == {"I", "R"}
    text = "I: Ja?\nRespondent (moeder): Nee.\nRespondent (vader): Jawel.\n" * 2
    assert {turn.speaker for turn in detect(text).turns} == {"I", "Respondent (moeder)", "Respondent (vader)"}


@pytest.mark.parametrize("form", ["Moeder\n{}", "Moeder:\n{}", "Moeder - {}", "MOEDER {}", "[00:01:02] Moeder\n{}"])
def test_a_second_speaker_in_another_form_is_not_lost_and_told(form: str) -> None:
    talk = "I: Hoe ging dat?\nR: Ja, goed.\n" + form.format("Nou, ik vond van niet.") + "\n"
    result = detect(talk * 3)
    assert [turn.speaker.casefold() for turn in result.turns] == ["i", "r", "moeder"] * 3
    if form != "Moeder:\n{}":
        assert any("line 3" in warning for warning in result.warnings)


@pytest.mark.parametrize("line", ["Moeder", "Dank je wel", "Moeder – en dan nog wat"])
def test_what_stands_once_or_is_no_word_for_a_speaker_stays_in_the_turn(line: str) -> None:
    text = f"I: Hoe ging dat?\nR: Ja, goed.\n{line}\nDat was het.\nI: En toen?\nR: Niets.\n"
    assert [turn.speaker for turn in detect(text).turns] == ["I", "R", "I", "R"]


def test_a_heading_above_a_turn_is_no_turn_without_words() -> None:
    text = "I: Hoe?\nR: Zo.\n\nMoeder\n\nI: En toen?\nR: Niets.\n\nMoeder\n\nI: Nog iets?\nR: Nee.\n"
    assert [turn.speaker for turn in detect(text).turns] == ["I", "R"] * 3


def test_one_spelling_a_speaker() -> None:
    text = "Interviewer: a?\nR1: b\ninterviewer: c?\nR 1: d\nINTERVIEWER: e?\nR1: f\nInterviewer: g?"
    assert {turn.speaker for turn in detect(text).turns} == {"Interviewer", "R1"}


def test_an_empty_turn_has_no_words() -> None:
    text = "I: Ja?\nR:\nI: Echt?\nR: Ja."
    turns = detect(text).turns
    assert text[turns[1].start : turns[1].end] == ""
    assert text[turns[1].label_start : turns[1].end] == "R:"


@pytest.mark.parametrize(
    ("raw", "value"),
    [("[00:01:23]", 83.0), ("(00:12)", 12.0), ("01:02:03.5", 3723.5), ("#00:00:09-4#", 9.0), ("", None)],
)
def test_stamps_are_seconds(raw: str, value: float | None) -> None:
    assert seconds(raw) == value


def test_a_word_file_without_labels_has_no_turns(tmp_path: Path) -> None:
    document = WordFile()
    document.add_heading("Verslag", 1)
    for line in LINES:
        document.add_paragraph(line)
        document.add_paragraph().add_run("Bereik").bold = True
    stream = io.BytesIO()
    document.save(stream)
    path = tmp_path / "verslag.docx"
    path.write_bytes(stream.getvalue())
    assert read_document(path).turns == ()
