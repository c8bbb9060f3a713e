"""The report on agreement: every code in it, the same bytes twice, both bases, what was settled, no figure without its reason."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import openpyxl
import pytest
from docx import Document

from qualcode.agreement import Resampling, methods_sentence
from qualcode.agreement.findings import Findings, findings
from qualcode.agreement.of_study import question_for
from qualcode.coding import Difference, Placing, settle
from qualcode.coding.sample import build_sample_study
from qualcode.errors import StudyUnusable, WrongUsage
from qualcode.exports.agreement import write_agreement
from qualcode.i18n import set_language
from qualcode.store import Study


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Study]:
    set_language("en")
    with build_sample_study(tmp_path_factory.mktemp("agreement") / "study") as study:
        yield study


@pytest.fixture(scope="module")
def found(sample: Study) -> Findings:
    """With one difference settled as the first coder had it, and one skipped."""
    question = question_for(sample, ["Anouk", "Bram"], resampling=Resampling(draws=50))
    first, second = (line.difference for line in findings(sample, question).differences[:2])
    for one, decision in ((first, "first"), (second, "skip")):
        difference = Difference(
            one.transcript,
            one.start,
            one.end,
            one.kind,
            *question.coder_ids,
            one.first.code if one.first else "",
            one.second.code if one.second else "",
            one.first.ids if one.first else (),
            one.second.ids if one.second else (),
        )
        settle(sample, difference, decision, reason="De definitie noemt dit.")
    return findings(sample, question, with_unitizing=True, with_gamma=True, before_after=True)


@pytest.mark.parametrize("suffix", [".docx", ".xlsx", ".md", ".json", ".svg"])
def test_the_same_study_gives_the_same_bytes(found: Findings, tmp_path: Path, suffix: str) -> None:
    first = write_agreement(found, tmp_path / f"a{suffix}").read_bytes()
    assert write_agreement(found, tmp_path / f"b{suffix}").read_bytes() == first


def test_word_has_the_sentences_and_every_code(found: Findings, tmp_path: Path) -> None:
    document = Document(str(write_agreement(found, tmp_path / "a.docx")))
    said = [one.text for one in document.paragraphs]
    for language in ("nl", "en"):
        sentence = methods_sentence(found.report, language, study_transcripts=12)
        assert sentence in said
    by_head = {table.rows[0].cells[0].text: table for table in document.tables}
    codes = by_head["Code"]
    rows = [[cell.text for cell in row.cells] for row in codes.rows[1:]] if codes else []
    assert rows
    per_code = next(table for table in document.tables if "Only Anouk" in [cell.text for cell in table.rows[0].cells])
    assert [cell.text for cell in per_code.rows[0].cells][:7] == [
        "Code",
        "Codings Anouk",
        "Codings Bram",
        "Both",
        "Only Anouk",
        "Only Bram",
        "Neither",
    ]
    listed = [row for row in per_code.rows[1:] if len(row._tr.tc_lst) > 1]
    assert len(listed) == len(found.report.rows)


def test_rows_without_a_figure_stand_under_their_reason(found: Findings, tmp_path: Path) -> None:
    lines = write_agreement(found, tmp_path / "a.md").read_text(encoding="utf-8").splitlines()
    reasons = [line for line in lines if "No figure: " in line]
    assert any("too few" in line for line in reasons)
    withheld = {row.figure("alpha").reason for row in found.report.rows} - {""}
    assert len(reasons) == len(withheld)


def test_settled_differences_say_who_what_and_why(found: Findings, tmp_path: Path) -> None:
    document = Document(str(write_agreement(found, tmp_path / "a.docx")))
    table = next(table for table in document.tables if table.rows[0].cells[0].text == "Place")
    said = [row.cells[3].text for row in table.rows[1:]]
    assert any(one.startswith("as Anouk: ") and "De definitie noemt dit." in one for one in said)
    assert any(one.startswith("later") for one in said)
    caption = next(one.text for one in document.paragraphs if "How differences were settled" in one.text)
    assert f"{len(found.differences) - 1} are left" in caption


def test_after_settling_agreement_is_higher(found: Findings) -> None:
    assert found.after is not None
    before, after = found.report.overall.figure("alpha").value, found.after.overall.figure("alpha").value
    assert before is not None and after is not None and after > before


def test_workbook_holds_numbers_not_words(found: Findings, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(write_agreement(found, tmp_path / "a.xlsx"))
    assert book.sheetnames[:2] == ["All codes together", "Per code"]
    sheet = book["Per code"]
    heads = [cell.value for cell in sheet[1]]
    worst = [cell.value for cell in sheet[2]]
    kappa = heads.index("Cohen's kappa")
    row = found.report.worst_first()[0]
    assert worst[kappa] == pytest.approx(row.figure("kappa").value, abs=1e-4)
    assert sheet.max_row == len(found.report.rows) + 1
    assert book["Differences"].max_row == len(found.differences) + 1


def test_json_has_stable_keys_and_both_bases(found: Findings, tmp_path: Path) -> None:
    said = json.loads(write_agreement(found, tmp_path / "a.json").read_text(encoding="utf-8"))
    assert set(said["bases"]) == {"all", "coded"}
    figure = said["bases"]["all"]["overall"]["figures"][0]
    assert {"coefficient", "variant", "unit", "base", "tolerance", "interval"} <= set(figure)
    assert len(said["differences"]) == len(found.differences)
    assert [one["decision"] for one in said["settled"]].count("skip") == 1
    assert said["gamma"]["seed"] == 1


def test_a_dutch_report_has_dutch_decimals(found: Findings, tmp_path: Path) -> None:
    set_language("nl")
    try:
        text = write_agreement(found, tmp_path / "a.md").read_text(encoding="utf-8")
    finally:
        set_language("en")
    alpha = found.report.overall.figure("alpha").value
    assert alpha is not None
    assert f"{alpha:.2f}".replace(".", ",") in text


def test_the_picture_is_well_formed_and_names_the_codes(found: Findings, tmp_path: Path) -> None:
    tree = ElementTree.fromstring(write_agreement(found, tmp_path / "a.svg").read_bytes())
    texts = [one.text for one in tree.iter("{http://www.w3.org/2000/svg}text")]
    assert texts.count("not coded") == 2 and texts.count("Zwak") == 2
    numbers = sum(int(text) for text in texts if text and text.isdecimal())
    assert 0 < numbers <= sum(found.confusion.segments.values())


def test_word_has_the_picture_and_markdown_the_same_as_a_table(found: Findings, tmp_path: Path) -> None:
    document = Document(str(write_agreement(found, tmp_path / "a.docx")))
    (picture,) = document.inline_shapes
    said = picture._inline.docPr.get("descr")
    assert said.startswith("Rows: Anouk. Columns: Bram.") and "Most often apart: " in said
    lines = write_agreement(found, tmp_path / "a.md").read_text(encoding="utf-8").splitlines()
    (head,) = [line for line in lines if line.startswith("| Anouk ↓  Bram → |")]
    assert head.endswith("| not coded |")
    caption = next(one.text for one in document.paragraphs if one.text.startswith("Figure . "))
    assert f"**{caption.removeprefix('Figure . ')}**" in lines


@pytest.mark.parametrize("suffix", [".docx", ".xlsx", ".md", ".json", ".svg"])
def test_a_full_disk_leaves_the_report_of_before(found: Findings, tmp_path: Path, suffix: str) -> None:
    """The system refuses to let any file grow beyond a kilobyte, as a full disk does after a few blocks."""
    resource = pytest.importorskip("resource")
    report = tmp_path / f"a{suffix}"
    report.write_bytes(b"het rapport van vorige week")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1024, hard))
    try:
        with pytest.raises(StudyUnusable):
            write_agreement(found, report)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert report.read_bytes() == b"het rapport van vorige week"
    assert [one.name for one in tmp_path.iterdir()] == [report.name]


def test_another_suffix_is_refused(found: Findings, tmp_path: Path) -> None:
    with pytest.raises(WrongUsage):
        write_agreement(found, tmp_path / "a.pdf")


def test_an_edit_names_what_was_coded_instead(tmp_path: Path) -> None:
    with build_sample_study(tmp_path / "study") as study:
        question = question_for(study, ["Anouk", "Bram"])
        one = findings(study, question).differences[0].difference
        assert one.first and one.second
        difference = Difference(one.transcript, one.start, one.end, one.kind, *question.coder_ids, one.first.code)
        place = Placing(one.transcript, one.start, one.end, one.second.code)
        settle(study, difference, "edit", placings=[place])
        (line,) = findings(study, question).settled
        assert line.outcome == (findings(study, question).material.name(one.second.code),)
