"""The user's own key file: read and checked; whose key is taken when an act of hers gets one that another act had.

A key does one thing in one place. So her key goes before the preset's, and the act that had it goes without; that is told
until she says herself what that act is to have. Two acts of hers on one key in one place are refused.
"""

from __future__ import annotations

import tomllib
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path

from textual.keys import KEY_NAME_REPLACEMENTS, KEY_TO_UNICODE_NAME, Keys

from qualcode.errors import BadInput
from qualcode.i18n import _
from qualcode.tui.keymap import GLYPHS, NO_KEY, PRESETS, acts, keys_of, shown

MODIFIERS = frozenset(("ctrl", "alt", "shift", "super", "meta", "hyper"))
LAYERED = (("reading", "workspace"), ("codes", "tree"))
"""Tables that hold in one place. The tree's go before the workspace's while the tree has the focus: that is no clash."""


@dataclass(frozen=True, slots=True)
class KeyFile:
    """What the file says."""

    preset: str = ""
    """Empty when it names none."""
    keys: Mapping[str, str] = field(default_factory=dict)
    """Act name -> keys in Textual's names, comma separated."""


@dataclass(frozen=True, slots=True)
class Displaced:
    """A key that an act of the user's took from another act."""

    key: str
    act: str
    """The act that has it now; a stable name."""
    before: str
    """The act that had it."""
    left: str
    """The keys that act still has, comma separated; empty when it has none."""

    def said(self) -> str:
        """As a sentence."""
        if self.left:
            says = _("“{key}” is {act} now; {before} keeps {left}.")
        else:
            says = _("“{key}” is {act} now; {before} has no key left.")
        return says.format(
            key=shown(self.key),
            act=self.act,
            before=self.before,
            left=", ".join(shown(key) for key in self.left.split(",")),
        )


@dataclass(frozen=True, slots=True)
class KeysInUse:
    """The keys after preset and file."""

    preset: str
    keys: dict[str, str]
    """Act name -> keys, for `App.set_keymap`."""
    displaced: tuple[Displaced, ...] = ()
    own: int = 0
    """To how many acts the file gives keys."""


def read_key_file(file: Path | None) -> KeyFile:
    """The user's key file; an empty one when there is none.

    Raises:
        BadInput: when it is not TOML, or names a preset, an act or a key that does not exist.
    """
    if file is None or not file.exists():
        return KeyFile()
    where = str(file)
    try:
        said = tomllib.loads(file.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadInput(_("The key file is not TOML."), where, str(error)) from error
    except OSError as error:
        raise BadInput(_("The key file cannot be read."), where, _("Look whether you may read it.")) from error
    for name in said:
        if name not in ("preset", "keys"):
            raise BadInput(
                _("“{name}” means nothing in a key file.").format(name=name),
                where,
                _("It holds “preset” and, under [keys], lines as {line}.").format(line='"workspace.code" = "k"'),
            )
    preset, table = said.get("preset", ""), said.get("keys", {})
    if preset and preset not in PRESETS:
        raise BadInput(
            _("There is no key preset “{name}”.").format(name=preset), where, _("Use default, vim or emacs.")
        )
    if not isinstance(table, dict):
        raise BadInput(
            _("“{name}” means nothing in a key file.").format(name="keys"),
            where,
            _("It holds “preset” and, under [keys], lines as {line}.").format(line='"workspace.code" = "k"'),
        )
    known = [act.name for act in acts()]
    keys: dict[str, str] = {}
    for name, value in _flat(table):
        if name not in known:
            near = get_close_matches(name, known, 1)
            raise BadInput(
                _("There is no act “{name}”.").format(name=name),
                where,
                _("Is “{near}” meant? `qualcode keys` prints all names.").format(near=near[0])
                if near
                else _("`qualcode keys` prints all names."),
            )
        keys[name] = ",".join(_keys_in(value, name, where)) or NO_KEY
    _refuse_doubles(keys, where)
    return KeyFile(str(preset), keys)


def _flat(table: Mapping[str, object], before: str = "") -> Iterator[tuple[str, object]]:
    """Names without quotation marks are tables in TOML: `workspace.code = "k"` means the same."""
    for name, value in table.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{before}{name}.")
        else:
            yield f"{before}{name}", value


def _keys_in(value: object, name: str, where: str) -> list[str]:
    parts = value.split(",") if isinstance(value, str) else value
    if value == ",":
        parts = [","]
    if not isinstance(parts, list) or not all(isinstance(part, str) for part in parts):
        raise BadInput(
            _("The keys of {act} are not written as keys.").format(act=name),
            where,
            _("Write them between quotation marks, with a comma between two: {line}.").format(line='"c,enter"'),
        )
    keys = []
    for part in parts:
        if part.strip() or part == " ":
            key = written(part)
            if key is None:
                raise BadInput(
                    _("There is no key “{key}”, given to {act}.").format(key=part.strip(), act=name),
                    where,
                    _("`qualcode keys --press` tells how a key is called."),
                )
            keys.append(key)
    return keys


def _refuse_doubles(keys: Mapping[str, str], where: str) -> None:
    for name, other in ((name, other) for name in keys for other in keys if name < other and _meet(name, other)):
        both = sorted(set(_split(keys[name])) & set(_split(keys[other])))
        if both:
            raise BadInput(
                _("“{key}” is given to two acts that meet in one place: {one} and {other}.").format(
                    key=shown(both[0]), one=name, other=other
                ),
                where,
                _("Give one of them another key."),
            )


def written(words: str) -> str | None:
    """A key as people write it, in Textual's name: "Ctrl+→" -> "ctrl+right", "]" -> "right_square_bracket"; else None."""
    words = words if words == " " else words.strip()
    *modifiers, last = words.split("+") if len(words) > 1 and not words.endswith("+") else [words]
    if words.endswith("++"):
        modifiers, last = words[:-2].split("+"), "+"
    modifiers = [modifier.strip().lower() for modifier in modifiers]
    if not MODIFIERS.issuperset(modifiers):
        return None
    by_glyph = {glyph.casefold(): key for key, glyph in GLYPHS.items()} | {_("Space").casefold(): "space"}
    if len(last) > 1 or last == "⌫":
        last = last.strip().casefold()
        last = by_glyph.get(last, last)
        if last not in _NAMED:
            return None
    elif last.casefold() in by_glyph:
        last = by_glyph[last.casefold()]
    elif not last.isalnum():
        try:
            name = unicodedata.name(last).lower().replace("-", "_").replace(" ", "_")
        except (TypeError, ValueError):
            return None
        last = KEY_NAME_REPLACEMENTS.get(name, name)
    if "shift" in modifiers and len(last) == 1 and last.isalpha():
        modifiers.remove("shift")
        last = last.upper()
    elif "ctrl" in modifiers and len(last) == 1:
        last = last.lower()
    order = [modifier for modifier in ("alt", "ctrl", "hyper", "meta", "shift", "super") if modifier in modifiers]
    return "+".join([*order, last])


_NAMED = (
    {key.value.rpartition("+")[2] for key in Keys}
    | set(GLYPHS)
    | {KEY_NAME_REPLACEMENTS.get(key, key) for key in KEY_TO_UNICODE_NAME}
    | {"comma", "semicolon", "colon", "apostrophe", "ampersand", "asterisk", "tilde", "space", "plus", "minus"}
)


def _split(keys: str) -> list[str]:
    return [] if keys == NO_KEY else keys.split(",")


def _meet(name: str, other: str) -> bool:
    """Whether two acts hold in one place, neither going before the other."""
    one, two = name.partition(".")[0], other.partition(".")[0]
    return one == two or "app" in (one, two) or any({one, two} <= set(together) for together in LAYERED)


def keys_in_use(preset: str = "default", file: Path | None = None) -> KeysInUse:
    """The keys after a preset and the user's file, which has the last word.

    Args:
        preset: default, vim or emacs; the file may name another.
        file: A TOML file with an optional `preset` and a table `[keys]` of act names and keys.

    Raises:
        BadInput: for an unknown preset, act or key, two acts of hers on one key, or a file that is not TOML.
    """
    own = read_key_file(file)
    if preset not in PRESETS:
        raise BadInput(_("There is no key preset “{name}”.").format(name=preset), todo=_("Use default, vim or emacs."))
    preset = own.preset or preset
    chosen = {**PRESETS[preset], **own.keys}
    taken: list[tuple[str, str, str]] = []
    for name, keys in own.keys.items():
        for act in acts():
            if act.name in own.keys or not _meet(name, act.name):
                continue
            had = _split(keys_of(act, chosen))
            lost = [key for key in had if key in _split(keys)]
            if lost:
                chosen[act.name] = ",".join(key for key in had if key not in lost) or NO_KEY
                taken += [(key, name, act.name) for key in lost]
    return KeysInUse(
        preset,
        chosen,
        tuple(Displaced(key, name, before, ",".join(_split(chosen[before]))) for key, name, before in taken),
        len(own.keys),
    )


def keymap(preset: str = "default", own: Path | None = None) -> dict[str, str]:
    """Act name -> keys, for `App.set_keymap`; see `keys_in_use`."""
    return keys_in_use(preset, own).keys
