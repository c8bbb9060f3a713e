"""Where the codebooks and sample transcripts lie that come with the program."""

from __future__ import annotations

from pathlib import Path


def shipped_folder(name: str) -> Path:
    """The folder `codebooks` or `transcripts`: package data of an installed qualcode, else the repository's own.

    Raises:
        FileNotFoundError: when the installation is not whole.
    """
    package = Path(__file__).parent
    for folder in (package / "data" / name, package.parent / name):
        if folder.is_dir():
            return folder
    raise FileNotFoundError(name)
