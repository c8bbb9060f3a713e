"""The files of one folder: folders to go into, files to mark. What cannot be imported is left out."""

from __future__ import annotations

from pathlib import Path

from rich.style import Style
from rich.text import Text

from qualcode.i18n import _
from qualcode.tui.importing import FolderEntry, FolderView
from qualcode.tui.widgets.mark_list import MarkList


class FileList(MarkList):
    """Shows a folder. Its keys are paths."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.entries: dict[str, FolderEntry] = {}
        self.folder: Path | None = None

    def show(self, view: FolderView, above: bool) -> None:
        """Takes another folder, or the same again: place and marks stay where they can.

        Args:
            view: The folder.
            above: Whether there is a folder above it.
        """
        rows = [FolderEntry(view.folder.parent, folder=True)] if above else []
        self.entries = {str(entry.path): entry for entry in (*rows, *view.entries)}
        self._above = str(view.folder.parent) if above else ""
        before, self.folder = self.folder, view.folder
        self.fill([("", list(self.entries))])
        if before != view.folder and self.entries:
            self.highlighted = self._first(str(before))

    def _first(self, came_from: str) -> int:
        """Where the cursor goes in a folder that was not shown before: whence one came, else the first file."""
        keys = list(self.entries)
        if came_from in self.entries and came_from != self._above:
            return keys.index(came_from)
        return next((place for place, key in enumerate(keys) if not self.entries[key].folder), 0)

    def prompt(self, key: str) -> Text:
        """Name, size, and whether the study has it."""
        entry = self.entries[key]
        text = Text(no_wrap=True, overflow="ellipsis", end="")
        if entry.folder:
            return text.append("▸ " + ("../" if key == self._above else entry.path.name + "/"), Style(bold=True))
        text.append(entry.path.name)
        text.append(f"  {size_said(entry.size)}", Style(dim=True))
        if entry.inside:
            text.append("  ✓ " + _("in the study"), Style(italic=True))
        return text

    @property
    def pointed(self) -> FolderEntry | None:
        """What is under the cursor."""
        return self.entries.get(self.pointed_key)

    def chosen_files(self) -> list[Path]:
        """The marked files, in the order of the list; without marks the one under the cursor."""
        return [Path(key) for key in self.chosen_keys() if not self.entries[key].folder]

    def mark(self, paths: list[Path]) -> None:
        """Marks these files, and points at the first."""
        keys = [str(path) for path in paths if str(path) in self.keys]
        self._set(set(keys) | self.marked)
        if keys:
            self.highlighted = self.get_option_index(keys[0])

    def toggle_all(self) -> None:
        """Marks all files, or none when all were."""
        files = {key for key in self.keys if not self.entries[key].folder}
        self._set(set() if self.marked >= files else files)

    def _set(self, marked: set[str]) -> None:
        super()._set({key for key in marked if key in self.entries and not self.entries[key].folder})

    def _line(self, key: str) -> Text:
        return self.prompt(key) if self.entries[key].folder else super()._line(key)


def size_said(size: int) -> str:
    """Bytes as people say them."""
    for unit, least in (("MB", 1 << 20), ("kB", 1 << 10)):
        if size >= least:
            return f"{size / least:.1f} {unit}" if size < 10 * least else f"{size // least} {unit}"
    return f"{size} B"
