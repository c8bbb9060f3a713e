"""Without colours every cursor is still seen."""

from __future__ import annotations

import pytest
from textual.widgets import OptionList

from qualcode.store import Study
from qualcode.tui.app import QualcodeApp


@pytest.mark.parametrize("key", ["c", "F"])
async def test_the_line_pointed_at_in_a_dialog_is_told_apart_without_colours(
    study: Study, monkeypatch: pytest.MonkeyPatch, key: str
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with QualcodeApp(study.path, study=study).run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("enter", "J", "s", "v", "5")
        await pilot.pause()
        await pilot.press(key)
        await pilot.pause()
        listing = pilot.app.screen.query_one(OptionList)
        pointed = listing.get_component_styles("option-list--option-highlighted")
        assert pointed.text_style.underline
        assert not listing.get_component_styles("option-list--option").text_style.underline
