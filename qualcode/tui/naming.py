"""The order in which people count: ouder-2 before ouder-10."""

from __future__ import annotations

import re

_DIGITS = re.compile(r"(\d+)")


def natural(name: str) -> tuple[list[tuple[int, str]], str]:
    """A key to sort names by: their numbers as numbers, capitals apart only where nothing else parts them."""
    parts = _DIGITS.split(name.casefold())
    return [(int(part), "") if part.isdecimal() else (-1, part) for part in parts], name
