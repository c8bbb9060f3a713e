"""The export dialog: what, in which form, to which file, with the first lines of it before it is made."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import getters, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Grid, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Button, Input, Label, Select, Static

from qualcode.errors import QualcodeError
from qualcode.i18n import _
from qualcode.tui.exporting import (
    AGREEMENT,
    FILE_NAMES,
    MATRIX,
    PRODUCTS,
    QUOTES,
    SUFFIXES,
    Wish,
    make_agreement,
    make_file,
    preview,
)

if TYPE_CHECKING:
    from qualcode.analysis import StudyView
    from qualcode.store import Study

ALL = "*"


class ExportScreen(ModalScreen[str | None]):
    """Gives the path of the file that was made, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", show=False),
        Binding("ctrl+s", "make", show=False, priority=True),
    ]

    product = getters.query_one("#product", Select)
    rows = getters.query_one("#rows", Select)
    columns = getters.query_one("#columns", Select)
    cells = getters.query_one("#cells", Select)
    suffix = getters.query_one("#suffix", Select)
    code = getters.query_one("#code", Select)
    path = getters.query_one("#path", Input)

    def __init__(self, study: Study) -> None:
        super().__init__()
        from qualcode.analysis import axis_names, load_view

        self.study = study
        self.values: StudyView = load_view(study)
        self.axes = axis_names(self.values)

    def compose(self) -> ComposeResult:
        """The choices, the file, the preview."""
        axes = [(name, name) for name in self.axes]
        cells = [
            (_("segments"), "segments"),
            (_("respondents"), "participants"),
            (_("words"), "words"),
            (_("quotes"), "quotes"),
        ]
        paths = [(self.values.paths[code.id], code.id) for code in self.values.codes]
        with VerticalScroll(classes="dialog large"):
            yield Label(_("Export"), classes="dialog-title")
            with Grid(id="choices"):
                yield Label(_("What"))
                products = [(_(title), product) for product, title in PRODUCTS.items()]
                yield Select(products, value=QUOTES, allow_blank=False, id="product", compact=True)
                yield Label(_("Code"), classes="for-quotes")
                yield Select(
                    [(_("all codes and kernlabels"), ALL), *paths],
                    value=ALL,
                    allow_blank=False,
                    id="code",
                    classes="for-quotes",
                    compact=True,
                )
                for label, name, value, options in (
                    (_("Rows"), "rows", "code", axes),
                    (_("Columns"), "columns", "transcript", axes),
                    (_("Cells"), "cells", "segments", cells),
                ):
                    yield Label(label, classes="for-matrix")
                    yield Select(options, value=value, allow_blank=False, id=name, classes="for-matrix", compact=True)
                yield Label(_("Form"))
                yield Select(_forms(QUOTES), value=".docx", allow_blank=False, id="suffix", compact=True)
                yield Label(_("File"))
                yield Input(str(self.study.path / "exports" / _file_name(QUOTES, ".docx")), id="path", compact=True)
            yield Button(_("Make the file"), id="make", variant="primary", compact=True)
            yield Label(_("Tab: next   Ctrl+S: make the file   Esc: not"), classes="dialog-keys")
            yield Static("", id="preview", markup=False)

    def on_mount(self) -> None:
        """Shows what goes with the first choice."""
        self._fit()

    def wish(self) -> Wish:
        """What is chosen now."""
        code = str(self.code.value)
        named = "" if code == ALL else self.values.paths[code]
        return Wish(
            str(self.product.value),
            str(self.rows.value),
            str(self.columns.value),
            str(self.cells.value),
            named,
            self.path.value.strip(),
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
        for name in (QUOTES, MATRIX):
            for widget in self.query(f".for-{name}"):
                widget.display = name == product
        folder, _slash, _name = self.path.value.rpartition("/")
        self.path.value = f"{folder}/{_file_name(product, str(self.suffix.value))}"
        try:
            said = preview(self.values, self.wish())
        except QualcodeError as error:
            said = str(error)
        self.query_one("#preview", Static).update(said)

    @on(Button.Pressed, "#make")
    def press_make(self) -> None:
        """The same as its key."""
        self.action_make()

    def action_make(self) -> None:
        """Makes the file beside the keys."""
        self.notify(_("Making the file…"), timeout=3)
        self.run_worker(lambda: self._make(self.wish()), thread=True, exclusive=True)

    def _make(self, wish: Wish) -> None:
        from qualcode.coding import changes_seen

        try:
            path = (
                make_agreement(self.study, wish.path)
                if wish.product == AGREEMENT
                else make_file(self.values, wish, changes_seen(self.study))
            )
        except QualcodeError as error:
            self.app.call_from_thread(self.notify, str(error), title=_("Not done"), severity="error", markup=False)
            return
        self.app.call_from_thread(self._made, str(path))

    def _made(self, path: str) -> None:
        self.app.notify(_("Made: {path}").format(path=path), markup=False)
        self.dismiss(path)


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
