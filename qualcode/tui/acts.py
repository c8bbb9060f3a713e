"""What one key does, as a value: the rows of the key tables."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Act:
    """One thing a key can do."""

    name: str
    """`context.act`, stable."""
    keys: str
    """Default keys, comma separated, in Textual's names."""
    call: str
    """Textual action string."""
    says: str
    """English msgid: what it does, for help, palette and footer."""
    footer: bool = False
    """Whether it is one of the at most six in the footer."""
    group: str = ""
    """Heading in the help; an English msgid."""
