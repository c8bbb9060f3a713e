"""What lies over a text: codings and suggestions, as plain frozen values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from qualcode.store.values import Turn
from qualcode.tui.reading import Blocks, Units, blocks_of, short_labels


@dataclass(frozen=True, slots=True)
class Mark:
    """A coding, or a suggestion for one."""

    id: str
    start: int
    end: int
    code_id: str
    name: str
    """What stands beside the stripe."""
    hue: int = 0
    """Number of the main code's hue, 0-7."""
    family: str = ""
    coder_id: str = ""
    suggested: bool = False


@dataclass(frozen=True, slots=True)
class Focus:
    """What stands out while the rest steps back: some codes, one family or one coder."""

    codes: frozenset[str] = frozenset()
    family: str = ""
    coder_id: str = ""
    title: str = ""
    """How the status line calls it."""

    def fits(self, mark: Mark) -> bool:
        """Whether the mark is one that stands out."""
        if self.codes:
            return mark.code_id in self.codes
        if self.family:
            return mark.family == self.family
        return mark.coder_id == self.coder_id


@dataclass(frozen=True)
class PageText:
    """One transcript's text, ready to be read: its blocks, and units made when first asked for."""

    text: str
    turns: tuple[Turn, ...] = ()

    @classmethod
    def of(cls, text: str, turns: Sequence[Turn]) -> PageText:
        """From what the store gives."""
        return cls(text, tuple(turns))

    @cached_property
    def blocks(self) -> Blocks:
        """What of the text is shown."""
        return blocks_of(self.text, self.turns)

    @cached_property
    def units(self) -> Units:
        """Words, sentences and turns."""
        return Units(self.blocks)

    @cached_property
    def speakers(self) -> dict[str, str]:
        """Speaker label -> its short form for the gutter."""
        return short_labels(block.label for block in self.blocks.items if block.label)
