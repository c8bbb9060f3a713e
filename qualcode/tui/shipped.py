"""The codebooks that come with the program: offered in a short list, taken over by one act."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qualcode.i18n import _, ngettext

if TYPE_CHECKING:
    from qualcode.tui.screens.room import RoomScreen


def shipped_choices() -> list[tuple[str, str]]:
    """(name, what it says) of each shipped codebook.

    Raises:
        QualcodeError: when the installation is not whole.
    """
    from qualcode.codebook import load_codebook, shipped_codebooks

    books = [(name, load_codebook(name)) for name in shipped_codebooks()]
    return [(name, f"{book.title}  ({ngettext('{n} code', '{n} codes', len(book))})") for name, book in books]


def choose_shipped(screen: RoomScreen[Any]) -> None:
    """Asks which, and takes its codes over."""
    from qualcode.codebook import load_codebook
    from qualcode.coding import import_codebook

    def chosen(name: str) -> None:
        new: list[int] = []
        if screen.do(lambda: new.append(len(import_codebook(screen.study, load_codebook(name))))):
            screen.notify(ngettext("{n} new code", "{n} new codes", new[0]))

    choices = screen.attempt(shipped_choices)
    if choices:
        screen.choose(_("Which codebook?"), choices, chosen)
