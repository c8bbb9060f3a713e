"""The screens are tested in one environment, whatever the terminal that runs the tests."""

from __future__ import annotations

import os
from collections.abc import Iterator

for _name in (
    "NO_COLOR",
    "TEXTUAL_THEME",
    "TEXTUAL_COLOR_SYSTEM",
    "TEXTUAL_ANIMATIONS",
    "QUALCODE_LANG",
    "FORCE_COLOR",
):
    os.environ.pop(_name, None)

import pytest  # noqa: E402

from qualcode.i18n import set_language  # noqa: E402


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Screens in English, whatever the machine speaks."""
    set_language("en")
    yield
    set_language("en")
