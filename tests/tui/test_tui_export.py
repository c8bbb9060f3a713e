"""The export dialog: a preview before, a file after, a refusal told."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Sequence
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Static

from qualcode.analysis import StudyView
from qualcode.coding import link_quotes, make_kernlabel, mark_progress, put_code
from qualcode.store import Study, counted_ids, stepping_clock, values
from qualcode.tui.app import QualcodeApp
from qualcode.tui.exporting import AGREEMENT, KERNLABELS, MATRIX, PRODUCTS, SUFFIXES, Wish, make_file
from qualcode.tui.screens.export import ExportScreen


async def dialog(app: QualcodeApp, pilot: Pilot[None]) -> ExportScreen:
    await pilot.pause()
    await pilot.press("x")
    await pilot.pause()
    assert isinstance(app.screen, ExportScreen)
    return app.screen


def code_once(study: Study) -> None:
    transcript = study.transcripts()[0]
    start = study.text(transcript.text_hash).index("Via het")
    put_code(study, transcript.id, start, start + 25, study.codes()[0].id)


async def test_a_quote_table_is_previewed_and_made(study: Study) -> None:
    code_once(study)
    app = QualcodeApp(study.path, study=study)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await dialog(app, pilot)
        assert "1 quote" in str(screen.query_one("#preview").render())
        await pilot.press("ctrl+s")
        await app.workers.wait_for_complete()
        await pilot.pause()
    assert (study.path / "exports" / "quotes.docx").read_bytes()[:2] == b"PK"


async def test_a_matrix_has_its_own_questions_and_forms(study: Study) -> None:
    code_once(study)
    app = QualcodeApp(study.path, study=study)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await dialog(app, pilot)
        assert not screen.rows.display
        screen.product.value = MATRIX
        await pilot.pause()
        assert screen.rows.display and screen.code.display
        assert screen.path.value.endswith("matrix.xlsx")
        await pilot.press("ctrl+s")
        await app.workers.wait_for_complete()
        await pilot.pause()
    assert (study.path / "exports" / "matrix.xlsx").exists()


async def test_a_path_that_will_not_do_is_told(study: Study) -> None:
    app = QualcodeApp(study.path, study=study)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await dialog(app, pilot)
        screen.path.value = str(study.path / "exports" / "quotes.xyz")
        await pilot.press("ctrl+s")
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert any(note.severity == "error" for note in app._notifications)
        assert isinstance(app.screen, ExportScreen)


async def test_the_agreement_of_two_coders_is_made_in_each_of_its_forms(study: Study) -> None:
    code_once(study)
    transcript = study.transcripts()[0]
    with Study.open(study.path, coder="Bram", now=stepping_clock(), new_id=counted_ids(5)) as other:
        put_code(other, transcript.id, 40, 60, study.codes()[0].id)
        mark_progress(other, transcript.id, "done")
    app = QualcodeApp(study.path, study=study)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await dialog(app, pilot)
        screen.product.value = AGREEMENT
        await pilot.pause()
        await pilot.press("ctrl+s")
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert any("No transcript is marked as done" in note.message for note in app._notifications)
        mark_progress(study, transcript.id, "done")
        for suffix in SUFFIXES[AGREEMENT]:
            screen.suffix.value = suffix
            await pilot.pause()
            path = Path(screen.path.value)
            assert path.name == f"agreement{suffix}"
            await pilot.press("ctrl+s")
            await app.workers.wait_for_complete()
            await pilot.pause()
            assert path.stat().st_size > 500
            screen = await dialog(app, pilot)
            screen.product.value = AGREEMENT
            await pilot.pause()


@pytest.mark.parametrize("product", [one for one in PRODUCTS if one != AGREEMENT])
async def test_every_product_has_a_preview_and_is_made_in_each_of_its_forms(study: Study, product: str) -> None:
    code_once(study)
    app = QualcodeApp(study.path, study=study)
    async with app.run_test(size=(120, 40)) as pilot:
        for suffix in SUFFIXES[product]:
            screen = await dialog(app, pilot)
            screen.product.value = product
            await pilot.pause()
            screen.suffix.value = suffix
            await pilot.pause()
            assert str(screen.query_one("#preview").render()).strip()
            made = screen.path.value
            assert made.endswith(suffix)
            await pilot.press("ctrl+s")
            await app.workers.wait_for_complete()
            await pilot.pause()
            assert (study.path / "exports" / made.rpartition("/")[2]).stat().st_size > 0


async def test_esc_stops_an_export_and_leaves_neither_file_nor_half_a_file(
    study: Study, monkeypatch: pytest.MonkeyPatch
) -> None:
    code_once(study)
    begun, goes_on = threading.Event(), threading.Event()

    def slow(view: StudyView, wish: Wish, changes: Sequence[values.Change] = ()) -> Path:
        begun.set()
        goes_on.wait()
        return make_file(view, wish, changes)

    monkeypatch.setattr("qualcode.tui.screens.export.make_file", slow)
    app = QualcodeApp(study.path, study=study)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await dialog(app, pilot)
        await pilot.press("ctrl+s")
        await asyncio.to_thread(begun.wait)
        await pilot.pause()
        assert "Esc: stop" in str(screen.query_one("#export-keys", Static).render())
        await pilot.press("escape")
        assert app.screen is screen, "what was chosen stays"
        goes_on.set()
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert [one for one in (study.path / "exports").rglob("*") if one.is_file()] == []
        assert "Ctrl+S" in str(screen.query_one("#export-keys", Static).render())
        assert any("there is no file" in note.message for note in app._notifications)
        await pilot.press("ctrl+s")
        await app.workers.wait_for_complete()
        await pilot.pause()
    assert (study.path / "exports" / "quotes.docx").exists()


async def test_a_name_of_the_coders_own_stays_when_something_else_is_chosen(study: Study) -> None:
    code_once(study)
    app = QualcodeApp(study.path, study=study)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await dialog(app, pilot)
        screen.path.value = str(study.path / "mijn citaten.docx")
        screen.suffix.value = ".xlsx"
        await pilot.pause()
        assert screen.path.value == str(study.path / "mijn citaten.xlsx")
        screen.code.value = study.codes()[0].id
        await pilot.pause()
        assert screen.path.value == str(study.path / "mijn citaten.xlsx")


def words_of(path: Path) -> str:
    return path.read_text(encoding="utf-8")


async def test_the_quotes_of_one_code_and_of_one_model_are_what_is_in_the_file(study: Study) -> None:
    transcript = study.transcripts()[0]
    text = study.text(transcript.text_hash)
    codes = {code.name: code.id for code in study.codes()}
    for words, code in (("Via het consultatiebureau.", "Route"), ("Die luisterde echt.", "Contact")):
        start = text.index(words)
        put_code(study, transcript.id, start, start + len(words), codes[code])
    app = QualcodeApp(study.path, study=study)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await dialog(app, pilot)
        screen.suffix.value = ".csv"
        screen.code.value = codes["Contact"]
        await pilot.pause()
        assert "1 quote" in str(screen.query_one("#preview", Static).render())
        made = Path(screen.path.value)
        await pilot.press("ctrl+s")
        await app.workers.wait_for_complete()
        await pilot.pause()
    assert "Die luisterde echt." in words_of(made) and "Via het" not in words_of(made)


async def test_the_quotes_of_the_kernlabels_are_made(study: Study) -> None:
    code_once(study)
    kernlabel = make_kernlabel(study, "Ouders komen vanzelf", number="1")
    link_quotes(study, kernlabel.id, [study.codings()[0].segment_id])
    app = QualcodeApp(study.path, study=study)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await dialog(app, pilot)
        for wanted in (KERNLABELS, kernlabel.id):
            screen.code.value = wanted
            await pilot.pause()
            assert "1 quote" in str(screen.query_one("#preview", Static).render())
