"""Copying left to itself: a program on one's own machine, the terminal over SSH or where no program is."""

from __future__ import annotations

import shutil
import sys

import pytest

from qualcode.tui import clipboard


@pytest.fixture(autouse=True)
def bare(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine with every program, and no session of any kind."""
    for name in ("SSH_CONNECTION", "SSH_TTY", "WAYLAND_DISPLAY", "DISPLAY", "WSL_DISTRO_NAME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(shutil, "which", lambda name: f"/usr/bin/{name}")


def test_without_a_graphical_session_the_terminal_is_asked() -> None:
    assert clipboard.program_here() is None


@pytest.mark.parametrize(("name", "called"), [("WAYLAND_DISPLAY", "wl-copy"), ("DISPLAY", "xclip")])
def test_each_session_has_its_program(monkeypatch: pytest.MonkeyPatch, name: str, called: str) -> None:
    monkeypatch.setenv(name, "somewhere")
    found = clipboard.program_here()
    assert found is not None and found[0] == called


def test_over_ssh_no_program_fills_the_other_machines_clipboard(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISPLAY", "localhost:10.0")
    monkeypatch.setenv("SSH_CONNECTION", "here there")
    assert clipboard.program_here() is None


def test_macos_uses_pbcopy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    monkeypatch.setattr(shutil, "which", lambda name: f"/usr/bin/{name}" if name == "pbcopy" else None)
    assert clipboard.program_here() == ("pbcopy",)
