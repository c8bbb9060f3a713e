"""Import: files chosen in a folder, what was found in each beside it, set right before it is stored."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.widgets import DataTable, Input, OptionList

from qualcode.i18n import _, ngettext
from qualcode.store import Study
from qualcode.tui.importing import (
    REFUSED,
    FolderView,
    folder_view,
    in_order,
    outcome,
    pasted_paths,
    read_draft,
    still_known,
    store_drafts,
)
from qualcode.tui.keymap import bindings
from qualcode.tui.screens.dialogs import Told
from qualcode.tui.screens.import_corrections import ImportCorrections
from qualcode.tui.widgets.draft_pane import DraftPane
from qualcode.tui.widgets.file_list import FileList
from qualcode.tui.widgets.status_line import StatusLine

if TYPE_CHECKING:
    from qualcode.coding import Imported


class ImportScreen(ImportCorrections):
    """A folder, and what is in the file under the cursor."""

    CONTEXT = "importing"
    DEFAULT_CSS = """
    ImportScreen #files { width: 2fr; min-width: 30; }
    ImportScreen #draft { width: 3fr; border-left: solid $panel; }
    ImportScreen.-narrow #body { layout: vertical; }
    ImportScreen.-narrow #files { width: 1fr; height: 2fr; }
    ImportScreen.-narrow #draft { width: 1fr; height: 3fr; border-left: none; border-top: solid $panel; }
    """
    BINDINGS: ClassVar[list[BindingType]] = bindings("importing")
    FIRST = "#files"

    def __init__(self, folder: Path | None = None) -> None:
        super().__init__()
        self.folder = folder
        self.drafts = {}
        self.to_mark: list[Path] = []
        self.stopping = False
        self.at_work: tuple[int, int] | None = None
        """How many files are in, of how many, while importing."""

    def compose(self) -> ComposeResult:
        """Title, the line for a path, folder and file, progress, keys."""
        yield self.title_line()
        path = Input(id="path", classes="needle", placeholder=_("Path of a folder or of files; several between quotes"))
        path.display = False  # Until it is asked for.
        yield path
        with Horizontal(id="body"):
            yield FileList(id="files")
            yield DraftPane(id="draft")
        yield StatusLine()
        yield self.key_hints()

    def on_unmount(self) -> None:
        """Leaving stops before the next file."""
        self.stopping = True

    # The folder

    def read(self, study: Study) -> FolderView:
        """What is in the folder."""
        folder = self.folder or _first_folder(study)
        return folder_view(study, folder.resolve())

    def show(self, value: FolderView) -> None:
        """The files."""
        self.folder = value.folder
        self.query_one(FileList).show(value, above=value.folder.parent != value.folder)
        if self.to_mark:
            self.query_one(FileList).mark(self.to_mark)
            self.to_mark = []
        self.tell_place()
        self.look()

    def go_to(self, folder: Path, mark: Sequence[Path] = ()) -> None:
        """Another folder; it is where the next import begins."""
        self.folder, self.to_mark = folder, list(mark)
        self.attempt(lambda: self.study.keep_place("importing", {"folder": str(folder)}))
        self.reread()

    def tell_place(self) -> None:
        """Which folder, how much is marked, how far the import is."""
        if self.value is None:
            return
        listing = self.query_one(FileList)
        files = [entry for entry in self.value.entries if not entry.folder]
        self.tell_title(
            _short(self.value.folder),
            ngettext("{n} file", "{n} files", len(files)),
            ngettext("{n} marked", "{n} marked", len(listing.marked)) if listing.marked else "",
        )
        if self.at_work:
            done, whole = self.at_work
            bar = "▰" * (20 * done // whole) + "▱" * (20 - 20 * done // whole)
            said = _("Importing {done} of {whole}; Esc stops").format(done=done, whole=whole)
            self.query_one(StatusLine).say(f"{bar} {said}")
        elif self.value.others:
            said = ngettext(
                "{n} file of another kind is left out", "{n} files of other kinds are left out", self.value.others
            )
            self.query_one(StatusLine).say(said)
        else:
            self.query_one(StatusLine).say("" if files else _("Nothing here that can be imported; / takes a path."))

    def action_up(self) -> None:
        """The folder above."""
        if self.value is not None and self.query_one(FileList).has_focus:
            self.go_to(self.value.folder.parent)

    def action_path(self) -> None:
        """Asks for a path."""
        line = self.query_one("#path", Input)
        line.display = True
        line.value = ""
        line.focus()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Goes to the folder, or to the folder of the files and marks them."""
        event.stop()
        here = self.value.folder if self.value else Path()
        paths = self.attempt(lambda: pasted_paths(event.value, here)) if event.value.strip() else []
        if paths is None:
            return
        self._hide_line()
        if paths and paths[0].is_dir():
            self.go_to(paths[0])
        elif paths:
            self.go_to(paths[0].parent, paths)

    def _hide_line(self) -> None:
        self.query_one("#path").display = False
        self.query_one(FileList).focus()

    def action_leave(self) -> None:
        """Out of the line; stops an import; else back to where it was opened."""
        if self.query_one("#path").has_focus:
            self._hide_line()
        elif self.at_work:
            self.stopping = True
            self.notify(_("Stops after this file."))
        else:
            super().action_leave()

    # The file under the cursor

    def look(self) -> None:
        """Shows what is in the file under the cursor."""
        path, pane = self.pointed, self.query_one(DraftPane)
        if path is None:
            pane.show(None, _("Space marks a file, Enter opens a folder; what is in a file is shown here."))
        elif path in self.drafts:
            pane.show(self.drafts[path])
        else:
            pane.show(None, _("Reading {name}…").format(name=path.name))
            self._look(path)

    @work(exclusive=True, group="look")
    async def _look(self, path: Path) -> None:
        await self.draft_of(path)
        if self.is_attached and self.pointed == path:
            self.look()

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """The cursor moved."""
        event.stop()
        self.look()

    def on_mark_list_marked(self) -> None:
        """Other files are marked."""
        self.tell_place()

    def on_mark_list_opened(self, message: FileList.Opened) -> None:
        """Enter or a double click: into a folder, or a file is marked."""
        message.stop()
        entry = self.query_one(FileList).entries[message.key]
        if entry.folder:
            self.go_to(entry.path)
        else:
            self.query_one(FileList).toggle()

    def on_data_table_row_selected(self, event: DataTable.RowSelected) -> None:
        """Enter on a speaker."""
        event.stop()
        self.action_role()

    def action_open(self) -> None:
        """The list's own Enter does this; here for the palette."""
        if key := self.query_one(FileList).pointed_key:
            self.on_mark_list_opened(FileList.Opened(self.query_one(FileList), key))

    def action_mark(self) -> None:
        """Marks the file, or not."""
        self.query_one(FileList).toggle()

    def action_mark_all(self) -> None:
        """Marks all files, or none."""
        self.query_one(FileList).toggle_all()

    # Storing

    def action_import(self) -> None:
        """Stores what is marked, or else the file under the cursor, beside the keys."""
        paths = self.query_one(FileList).chosen_files()
        if self.at_work:
            self.notify(_("The import before this one is still busy."))
        elif not paths:
            self.notify(_("Mark files first, with the space bar."))
        else:
            self.stopping, self.at_work = False, (0, len(paths))
            self.tell_place()
            self._import(paths)

    @work(group="import")
    async def _import(self, paths: Sequence[Path]) -> None:
        study, ready = self.study, dict(self.drafts)

        def whole() -> list[Imported]:
            drafts = (ready.get(path) or read_draft(path, study) for path in in_order(paths))
            return store_drafts(study, drafts, told=told, stopped=lambda: self.stopping)

        def told(_one: Imported) -> None:
            if not self.stopping:
                self.app.call_from_thread(self._one_more)

        results = await asyncio.to_thread(whole)
        self.at_work = None
        if not self.is_attached:
            return
        self.query_one(FileList).unmark()
        self.reread_everything()
        left = len(paths) - len(results)
        refused = sum(one.error is not None for one in results)
        lines = outcome(results)
        if left:
            lines.append(ngettext("{n} file was left: you stopped.", "{n} files were left: you stopped.", left))
        title = ngettext("{n} file imported", "{n} files imported", len(results) - refused)
        if refused:
            title += ", " + ngettext("{n} refused", "{n} refused", refused)
        self.app.push_screen(Told(title, Text("\n".join(lines))))

    def _one_more(self) -> None:
        if self.at_work and self.is_attached:
            self.at_work = (self.at_work[0] + 1, self.at_work[1])
            self.tell_place()

    def reread_everything(self) -> None:
        """After an import or undo: what the study holds already is others than before."""
        study = self.study
        self.drafts = {path: still_known(draft, study) for path, draft in self.drafts.items() if draft.what != REFUSED}
        self.reread()

    def action_shipped(self) -> None:
        """Takes over one of the codebooks that come with the program."""
        from qualcode.tui.shipped import choose_shipped

        choose_shipped(self)


def _first_folder(study: Study) -> Path:
    """Where the last import began; else the study's own folder for transcripts."""
    kept = Path(str(study.place("importing").get("folder", "") or study.path / "transcripts"))
    return next((folder for folder in (kept, study.path / "transcripts") if folder.is_dir()), study.path)


def _short(folder: Path) -> str:
    parts = folder.parts
    return str(folder) if len(parts) <= 3 else "…/" + "/".join(parts[-2:])
