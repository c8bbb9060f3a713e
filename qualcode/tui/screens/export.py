"""The export dialog: what, in which form, to which file, with the first lines of it before it is made."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING, Any, ClassVar

from textual import getters, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Grid, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Button, Input, Label, Select, Static

from qualcode.errors import QualcodeError
from qualcode.i18n import _, ngettext
from qualcode.tui.exporting import (
    AGREEMENT,
    FILE_NAMES,
    KERNLABELS,
    PRODUCTS,
    QUOTES,
    SUFFIXES,
    Preview,
    Wish,
    make_agreement,
    make_file,
    preview,
)
from qualcode.tui.finding import Stopped

if TYPE_CHECKING:
    from pathlib import Path

    from qualcode.analysis import StudyView
    from qualcode.store import Study

ALL = "*"
Conditions = tuple[tuple[str, tuple[str, ...]], ...]
BAR = 20
"""Cells of the bar that shows how far it is."""


class ExportScreen(ModalScreen[str | None]):
    """Gives the path of the file that was made, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", show=False),
        Binding("ctrl+s", "make", show=False, priority=True),
    ]

    product = getters.query_one("#product", Select)
    rows = getters.query_one("#rows", Select)
    columns = getters.query_one("#columns", Select)
    cells = getters.query_one("#cells", Select)
    suffix = getters.query_one("#suffix", Select)
    code = getters.query_one("#code", Select)
    where = getters.query_one("#where", Select)
    path = getters.query_one("#path", Input)

    def __init__(self, study: Study, wish: Wish | None = None) -> None:
        super().__init__()
        from qualcode.analysis import axis_names, load_view

        self.study = study
        self.given = wish or Wish(QUOTES, "code", "transcript", "segments", "", "")
        """What the dialog begins with."""
        self.values: StudyView = load_view(study)
        self.axes = axis_names(self.values)
        self.at_work = False
        self.stopping = False
        self._preview: Preview | None = None
        self._proposed = _file_name(self.given.product, SUFFIXES[self.given.product][0])
        """The file's name as long as the coder gave it none of her own."""

    def compose(self) -> ComposeResult:
        """The choices, the file, the preview."""
        axes = [(name, name) for name in self.axes]
        cells = [
            (_("segments"), "segments"),
            (_("respondents"), "participants"),
            (_("words"), "words"),
            (_("quotes"), "quotes"),
        ]
        codes = [(_("all codes"), ALL), *((self.values.paths[code.id], code.id) for code in self.values.codes)]
        if self.values.kernlabels:
            codes.insert(1, (_("all kernlabels"), KERNLABELS))
        given = self.given
        with VerticalScroll(classes="dialog large"):
            yield Label(_("Export"), classes="dialog-title")
            with Grid(id="choices"):
                yield Label(_("What"))
                products = [(_(title), product) for product, title in PRODUCTS.items()]
                yield Select(products, value=given.product, allow_blank=False, id="product", compact=True)
                both = "for-quotes for-matrix"
                for label, name, value, options, classes in (
                    (_("Rows"), "rows", given.rows, axes, "for-matrix"),
                    (_("Columns"), "columns", given.columns, axes, "for-matrix"),
                    (_("Cells"), "cells", given.cells, cells, "for-matrix"),
                    (_("Code"), "code", given.code or ALL, codes, both),
                ):
                    yield Label(label, classes=classes)
                    yield Select(options, value=value, allow_blank=False, id=name, classes=classes, compact=True)
                yield Label(_("Only"), classes=both)
                yield Select(
                    self._narrowings(), value=given.where, allow_blank=False, id="where", classes=both, compact=True
                )
                yield Label(_("Form"))
                yield Select(
                    _forms(given.product),
                    value=SUFFIXES[given.product][0],
                    allow_blank=False,
                    id="suffix",
                    compact=True,
                )
                yield Label(_("File"))
                yield Input(str(self.study.path / "exports" / self._proposed), id="path", compact=True)
            yield Button(_("Make the file"), id="make", variant="primary", compact=True)
            yield Label("", id="export-keys", classes="dialog-keys", markup=False)
            yield Static("", id="preview", markup=False)

    def _narrowings(self) -> list[tuple[str, Conditions]]:
        """What the quotes or the matrix can be narrowed to: each value of each attribute, and what was asked for."""
        from qualcode.analysis import conditions

        none: Conditions = ()
        found: list[tuple[str, Conditions]] = [(_("everything"), none)]
        for key, known in conditions(self.values).items():
            found += [(f"{key} = {_(value) if key == 'kind' else value}", ((key, (value,)),)) for value in known]
        if self.given.where not in [where for _said, where in found]:
            said = " · ".join(f"{key} = {', '.join(wanted)}" for key, wanted in self.given.where)
            found.insert(1, (said, self.given.where))
        return found

    def on_mount(self) -> None:
        """Shows what goes with the first choice."""
        self._tell_keys()
        self._fit()

    def on_unmount(self) -> None:
        """What is being made is stopped."""
        self.stopping = True

    def wish(self) -> Wish:
        """What is chosen now."""
        code = str(self.code.value)
        where: Any = self.where.value
        return replace(
            self.given,
            product=str(self.product.value),
            rows=str(self.rows.value),
            columns=str(self.columns.value),
            cells=str(self.cells.value),
            code="" if code == ALL else code,
            path=self.path.value.strip(),
            where=where,
        )

    @on(Select.Changed, "#product")
    def change_product(self) -> None:
        """Other forms and questions go with another product."""
        product = str(self.product.value)
        self.suffix.set_options(_forms(product))
        self.suffix.value = SUFFIXES[product][0]
        self._fit()

    @on(Select.Changed)
    def change_choice(self) -> None:
        """The file's name and the preview follow."""
        self._fit()

    def _fit(self) -> None:
        product = str(self.product.value)
        for widget in self.query(".for-quotes, .for-matrix"):
            widget.display = widget.has_class(f"for-{product}")
        folder, _slash, name = self.path.value.rpartition("/")
        suffix = str(self.suffix.value)
        if name == self._proposed:
            name = self._proposed = _file_name(product, suffix)
        else:
            name = f"{name.rpartition('.')[0] or name}{suffix}"
        self.path.value = f"{folder}/{name}"
        try:
            self._preview = preview(self.values, self.wish())
            said = "\n".join(part for part in (self.given.coder, self._preview.said) if part)
        except QualcodeError as error:
            self._preview, said = None, str(error)
        self.query_one("#preview", Static).update(said)

    def _tell_keys(self) -> None:
        self.query_one("#export-keys", Label).update(_("Tab: next   Ctrl+S: make the file   Esc: not"))

    @on(Button.Pressed, "#make")
    def press_make(self) -> None:
        """The same as its key."""
        self.action_make()

    def action_leave(self) -> None:
        """Stops what is being made; else back without a file."""
        if self.at_work:
            self.stopping = True
        else:
            self.dismiss(None)

    def action_make(self) -> None:
        """Makes the file beside the keys."""
        if not self.at_work:
            self.at_work, self.stopping = True, False
            self._tell_far(_("Making the file…"))
            self._make(self.wish(), self._preview.rows if self._preview else 0)

    @work(group="export")
    async def _make(self, wish: Wish, rows: int) -> None:
        try:
            path = await asyncio.to_thread(self._written, wish, rows)
        except Stopped:
            self.app.notify(_("Stopped; there is no file."))
        except QualcodeError as error:
            self.notify(str(error), title=_("Not done"), severity="error", markup=False)
        else:
            self.app.notify(_("Made: {path}").format(path=path), markup=False)
            if self.is_attached:
                self.dismiss(str(path))
        finally:
            self.at_work = False
            if self.is_attached:
                self._tell_keys()

    def _written(self, wish: Wish, rows: int) -> Path:
        """Makes the file, in a thread.

        Raises:
            Stopped: when the coder stops it meanwhile; there is no file then.
        """
        from qualcode.coding import changes_seen
        from qualcode.exports.rows import counting

        def steps(done: int, whole: int) -> None:
            self._go_on(_bar(done, whole))

        def counted(done: int) -> None:
            said = ngettext("{n} row", "{n} rows", done)
            self._go_on(f"{_bar(done, rows)} {said}" if rows else said)

        with counting(counted):
            if wish.product == AGREEMENT:
                return make_agreement(self.study, wish.path, steps)
            return make_file(self.values, wish, changes_seen(self.study))

    def _go_on(self, far: str) -> None:
        """Tells how far it is, from the thread that makes the file."""
        if self.stopping:
            raise Stopped(_("Stopped."))
        self.app.call_from_thread(self._tell_far, far)

    def _tell_far(self, far: str) -> None:
        if self.is_attached:
            self.query_one("#export-keys", Label).update(f"{far}   " + _("Esc: stop"))


def _bar(done: int, whole: int) -> str:
    full = min(BAR * done // max(whole, 1), BAR)
    return "▰" * full + "▱" * (BAR - full)


def _forms(product: str) -> list[tuple[str, str]]:
    names = {
        ".docx": _("Word (.docx)"),
        ".xlsx": _("Excel (.xlsx)"),
        ".csv": "CSV (.csv)",
        ".md": "Markdown (.md)",
        ".yaml": "YAML (.yaml)",
        ".json": "JSON (.json)",
    }
    return [(names[suffix], suffix) for suffix in SUFFIXES[product]]


def _file_name(product: str, suffix: str) -> str:
    return _(FILE_NAMES[product]) + suffix
