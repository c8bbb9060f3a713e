"""A list under headings in which several things can be marked: by key, or by a click on their circle."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rich.style import Style
from rich.text import Text
from textual import events
from textual.message import Message
from textual.widgets import OptionList
from textual.widgets.option_list import Option

MARKED, UNMARKED = "● ", "○ "


class MarkList(OptionList):
    """Things by their keys; what each says is the subclass's. Enter or a double click opens one."""

    @dataclass
    class Opened(Message):
        """A thing was chosen, by Enter or a double click."""

        list: MarkList
        key: str

    @dataclass
    class Marked(Message):
        """Other things are marked now."""

        list: MarkList

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    MarkList { height: 1fr; border: none; padding: 0; background: $background; scrollbar-size-vertical: 1; }
    MarkList:focus { border: none; }
    MarkList > .option-list--option { padding: 0 1; }
    MarkList > .option-list--option-highlighted { background: $panel; color: $text; text-style: none; }
    MarkList:focus > .option-list--option-highlighted { background: $primary 35%; color: $text; text-style: none; }
    MarkList > .option-list--option-disabled { color: $text; text-style: bold underline; background: $background; }
    MarkList:nocolor > .option-list--option-disabled { text-style: bold; }
    """

    def __init__(self, *, id: str | None = None, may_mark: bool = True) -> None:
        super().__init__(id=id, markup=False)
        self.may_mark = may_mark
        self.marked: set[str] = set()
        """Keys of what is marked."""
        self.keys: tuple[str, ...] = ()

    def prompt(self, key: str) -> Text:
        """What the list says of a thing, without its circle."""
        raise NotImplementedError

    def fill(self, groups: Sequence[tuple[str, Sequence[str]]]) -> None:
        """Takes other things, as headings with keys; the place and the marks of those that are still there stay."""
        here, place, scroll = self.pointed_key, self.highlighted, self.scroll_offset.y
        self.keys = tuple(key for _title, keys in groups for key in keys)
        self.marked &= set(self.keys)
        options: list[Option] = []
        for title, keys in groups:
            if title:
                options.append(Option(Text(title, no_wrap=True, overflow="ellipsis"), disabled=True))
            options += [Option(self._line(key), id=key) for key in keys]
        self.clear_options()
        self.add_options(options)
        if here in self.keys:
            self.highlighted = self.get_option_index(here)
            if self.highlighted == place:
                self.scroll_to(y=scroll, animate=False)
        elif self.keys:
            near = min(place or 0, len(options) - 1)
            after = [index for index in range(near, len(options)) if options[index].id]
            before = [index for index in range(near) if options[index].id]
            self.highlighted = after[0] if after else before[-1]

    @property
    def pointed_key(self) -> str:
        """Key of what is under the cursor; empty in an empty list."""
        if self.highlighted is None:
            return ""
        return self.get_option_at_index(self.highlighted).id or ""

    def chosen_keys(self) -> list[str]:
        """What is marked, in the order of the list; without marks what is under the cursor."""
        if self.marked:
            return [key for key in self.keys if key in self.marked]
        return [self.pointed_key] if self.pointed_key else []

    def toggle(self) -> None:
        """Marks what is under the cursor, or not; goes on to the next."""
        if self.may_mark and self.pointed_key:
            self._set({self.pointed_key} ^ self.marked)
            if self.highlighted != self.option_count - 1:
                self.action_cursor_down()

    def toggle_all(self) -> None:
        """Marks all, or none when all were."""
        if self.may_mark:
            self._set(set() if len(self.marked) == len(self.keys) else set(self.keys))

    def mark_also(self, keys: set[str]) -> None:
        """Marks these besides what is marked."""
        if self.may_mark:
            self._set(self.marked | keys)

    def unmark(self) -> None:
        """Marks none."""
        self._set(set())

    def _set(self, marked: set[str]) -> None:
        changed, self.marked = self.marked ^ marked, set(marked)
        for key in changed & set(self.keys):
            self.replace_option_prompt(key, self._line(key))
        self.post_message(self.Marked(self))

    def _line(self, key: str) -> Text:
        text = Text(end="")
        if self.may_mark:
            text.append(MARKED if key in self.marked else UNMARKED, Style(bold=key in self.marked))
        return text.append_text(self.prompt(key))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Enter."""
        event.stop()
        if event.option_id:
            self.post_message(self.Opened(self, event.option_id))

    def on_click(self, event: events.Click) -> None:
        """One click points, on the circle it marks; two open."""
        event.prevent_default()
        place = event.style.meta.get("option")
        if place is None or self.get_option_at_index(place).disabled:
            return
        self.highlighted = place
        if event.chain > 1:
            self.post_message(self.Opened(self, self.pointed_key))
        elif self.may_mark and event.x < 4:
            self._set({self.pointed_key} ^ self.marked)


class PromptList(MarkList):
    """A list whose lines were made beforehand."""

    def __init__(self, *, id: str | None = None, may_mark: bool = False) -> None:
        super().__init__(id=id, may_mark=may_mark)
        self._prompts: Mapping[str, Text] = {}

    def show(
        self, groups: Sequence[tuple[str, Sequence[str]]], prompts: Mapping[str, Text], *, anew: bool = False
    ) -> None:
        """Takes headings with keys, and what is said of each key.

        Args:
            groups: Heading and keys.
            prompts: The line of each key.
            anew: Whether this is about another thing than before, so that the list begins at its top.
        """
        self._prompts = prompts
        if anew:
            self.highlighted = None
            self.clear_options()
        self.fill(groups)
        if anew:
            self.scroll_home(animate=False)

    def prompt(self, key: str) -> Text:
        """The line made for it."""
        return self._prompts[key].copy()
