"""Markdown in memos: what its signs ask for stands out, and not one sign of the memo is changed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.text import Text
from textual.widgets import TextArea

from qualcode.coding import write_memo
from qualcode.store import Study
from qualcode.tui.app import QualcodeApp
from qualcode.tui.markdown import markdown, stand_out, without_signs
from qualcode.tui.screens.memos import MemosScreen


def standing_out(words: str) -> list[tuple[str, str]]:
    text = stand_out(Text(words))
    return [(words[span.start : span.end], str(span.style)) for span in text.spans]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("# Kop", [("# Kop", "bold underline")]),
        ("een **vet** woord", [("**vet**", "bold")]),
        ("een *schuin* en _nog een_", [("*schuin*", "italic"), ("_nog een_", "italic")]),
        ("- punt", [("- ", "bold")]),
        ("2 * 3 * 4 en code_naam_lang", []),
        ("#geen kop", []),
    ],
)
def test_what_its_signs_ask_for_stands_out(words: str, found: list[tuple[str, str]]) -> None:
    assert standing_out(words) == found


@given(st.text(alphabet="ab *_#`->\n1.é", max_size=60))
def test_every_sign_stays_where_it_is(words: str) -> None:
    assert markdown(words).plain == words


def test_a_list_shows_a_memo_without_its_signs() -> None:
    assert without_signs("## Over **dit** woord") == "Over dit woord"


async def test_editor_and_list_let_it_stand_out(study: Study) -> None:
    write_memo(study, "transcript", study.transcripts()[0].id, "# Kop\neen **vet** woord")
    app = QualcodeApp(study.path, study=study)
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        await pilot.press("m")
        await pilot.pause()
        area = app.screen.query_one(TextArea)
        assert [str(span.style) for span in area.get_line(0).spans] == ["bold underline"]
        await pilot.press("escape")
        app.action_open_room("memos")
        await pilot.pause()
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert isinstance(app.screen, MemosScreen) and app.screen.value is not None
        assert [row.first_line for row in app.screen.value.rows] == ["Kop"]
