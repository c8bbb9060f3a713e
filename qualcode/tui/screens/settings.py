"""Settings: one row each, changed at once; the user's own are kept for every study, one for this study alone."""

from __future__ import annotations

from typing import Any, ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import DataTable, Static

from qualcode.i18n import LANGUAGES, _
from qualcode.store import Study
from qualcode.tui.keymap import bindings
from qualcode.tui.own_settings import CHOICES, OwnSettings
from qualcode.tui.screens.choosing import AskAmong
from qualcode.tui.screens.room import RoomScreen
from qualcode.tui.views_settings import (
    KEYS,
    STUDY_CODER,
    STUDY_LANGUAGE,
    STUDY_TITLE,
    TOUR,
    SettingRow,
    SettingsView,
    choices_of,
    settings_view,
    value_said,
)
from qualcode.tui.widgets.listing import Listing, words


class SettingsScreen(RoomScreen[SettingsView]):
    """All settings."""

    CONTEXT = "settings"
    BINDINGS: ClassVar[list[BindingType]] = bindings("settings")
    FIRST = "#body"
    DEFAULT_CSS = """
    SettingsScreen #about { height: auto; min-height: 3; padding: 1 1; border-top: solid $panel; }
    """

    place = 0
    """The row that the cursor was on before everything was said again."""

    def compose(self) -> ComposeResult:
        """Title, rows, what the row is about, keys."""
        yield self.title_line()
        yield Listing(id="body", cursor_type="row", zebra_stripes=True)
        yield Static("", id="about", markup=False)
        yield self.key_hints()

    def read(self, study: Study) -> SettingsView:
        """As they are now."""
        host = self.host
        return settings_view(study, host.own, host.own_file, host.key_file, host.keys)

    def show(self, value: SettingsView) -> None:
        """The rows."""
        kept = {"mine": _("yours, everywhere"), "study": _("this study"), "data": _("this study, for everybody")}
        self.query_one(Listing).fill(
            [_("Setting"), _("Now"), _("Holds for")],
            [
                (row.name, (words(row.says, "bold"), words(row.now), words(kept.get(row.kept, ""))))
                for row in value.rows
            ],
            fit=(1,),
        )
        if self.place:
            self.query_one(Listing).move_cursor(row=self.place)
            self.place = 0
        self.tell_title()
        self.tell_row()

    @property
    def row(self) -> SettingRow | None:
        """The row under the cursor."""
        key = self.query_one(Listing).row_key
        return next((row for row in self.value.rows if row.name == key), None) if self.value else None

    def tell_row(self) -> None:
        """What the setting is about, and in which file it stands."""
        row = self.row
        if row is None or self.value is None:
            return
        text = Text(row.about, end="")
        file = {"mine": self.value.file, "study": self.value.study_file}.get(row.kept, "")
        if file:
            text.append("\n" + _("Kept in {file}").format(file=file), "dim")
        self.query_one("#about", Static).update(text)

    def on_data_table_row_highlighted(self) -> None:
        """The cursor moved."""
        self.tell_row()

    def on_data_table_row_selected(self, event: DataTable.RowSelected) -> None:
        """Enter or a second click."""
        event.stop()
        self.action_change()

    def action_change(self) -> None:
        """Asks for another value."""
        row = self.row
        if row is None or self.value is None:
            return
        if row.name in CHOICES:
            options = [(f"is:{value}", said) for value, said in choices_of(row.name)]
            if row.name == "theme":
                del options[0]
            self.choose(row.says, options, lambda key: self.keep(**{row.name: key.removeprefix("is:")}))
        elif row.name == TOUR:
            self.host.action_tour()
        elif row.name == STUDY_TITLE:
            self.ask(row.says, lambda title: self.change(title=title), row.now)
        elif row.name == STUDY_LANGUAGE:
            spoken = [(f"is:{one}", value_said("language", one)) for one in LANGUAGES]
            self.choose(row.says, spoken, lambda key: self.change(language=key.removeprefix("is:")))
        elif row.name == KEYS:
            self.notify(row.about, markup=False)
        else:
            known = [coder.name for coder in self.study.coders() if coder.kind == "human"]
            before = self.host.own.coder if row.name == "coder" else self.value.study_coder

            def named(name: str | None) -> None:
                if name is not None and name != before:
                    self.keep_name(row.name, name)

            self.app.push_screen(AskAmong(row.says, before, known), named)

    def change(self, *, title: str | None = None, language: str | None = None) -> None:
        """Changes what the study is called, as an act."""
        from qualcode.coding import change_study

        self.do(lambda: change_study(self.study, title=title, language=language))

    def action_default(self) -> None:
        """The setting as it is at a first run."""
        row = self.row
        if row is None:
            return
        if row.name in ("coder", STUDY_CODER):
            self.keep_name(row.name, "")
        elif row.name in CHOICES:
            self.keep(**{row.name: getattr(OwnSettings(), row.name)})

    def keep_name(self, setting: str, name: str) -> None:
        """Keeps who codes: everywhere, or in this study alone; her acts begin now."""
        from qualcode.store import keep_setting

        if setting == "coder":
            self.keep(coder=name)
        else:
            self.attempt(lambda: keep_setting(self.study.path, "coder", name))
        self.attempt(self.host.settle_coder)
        self.reread()

    def retell(self) -> None:
        """In the language and colours in use now, with the cursor where it was."""
        self.place = self.query_one(Listing).cursor_row
        super().retell()

    def keep(self, **changes: Any) -> None:
        """Keeps the user's own settings, and lets the screens follow at once."""
        self.host.change_own(**changes)
