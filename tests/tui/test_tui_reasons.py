"""Every kind of reason has words of its own on the screen."""

from __future__ import annotations

from qualcode.suggest import REASON_KINDS
from qualcode.tui.details import reason_text


def test_every_reason_is_told_in_words() -> None:
    for kind in REASON_KINDS:
        assert reason_text({"kind": kind, "text": "wachten"}) != "wachten", kind
