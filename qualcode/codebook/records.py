"""From plain records (what a YAML file or a sheet says) to a `Codebook`, and everything that can be wrong with them.

A record is a dict with the fields of the JSON Schema. `Records.lines` knows the line or row of each path in them, so that
every mistake is told with its place. Both readers come through here: what one refuses, the other refuses.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path as FilePath
from typing import TYPE_CHECKING, Any

from qualcode.codebook.mistakes import Mistake, did_you_mean, key_from
from qualcode.codebook.model import LEVELS, Codebook, CodeEntry
from qualcode.i18n import _
from qualcode.text import normalise

if TYPE_CHECKING:
    from jsonschema import Draft202012Validator
    from jsonschema.exceptions import ValidationError

Path = tuple[str | int, ...]

SCHEMA_FILE = FilePath(__file__).with_name("codebook.schema.json")
LIST_FIELDS = ("keywords", "aliases", "questions")
_COMMA_OR_LINE = re.compile(r"[,\n]")


@dataclass(slots=True)
class Records:
    """A codebook as read, before it is known to be right."""

    data: dict[str, Any]
    lines: dict[Path, int] = field(default_factory=dict)
    """Line or row of a value (its path) and of a field's name (its path with "#" before the name)."""
    inherit_family: bool = True
    """Whether a code without a family has its main code's; not in sheets, where every cell is there to be seen."""

    def line(self, *path: str | int) -> int:
        """The line of the path, or of the nearest thing around it."""
        for end in range(len(path), -1, -1):
            if path[:end] in self.lines:
                return self.lines[path[:end]]
        return 0


@dataclass(slots=True)
class _Draft:
    fields: dict[str, Any]
    path: Path
    key: str
    parent: str | None


@lru_cache(maxsize=1)
def schema() -> dict[str, Any]:
    """The published JSON Schema of the format."""
    loaded: dict[str, Any] = json.loads(SCHEMA_FILE.read_text(encoding="utf-8"))
    return loaded


@lru_cache(maxsize=1)
def _validator() -> Draft202012Validator:
    from jsonschema import Draft202012Validator

    return Draft202012Validator(schema())


def mistakes_in(records: Records) -> list[Mistake]:
    """Everything wrong with the records: first the form of each field, and when that is right the whole."""
    found = [mistake for error in _validator().iter_errors(records.data) for mistake in _told(error, records)]
    return sorted(set(found)) if found else sorted(set(_structure(records, _drafts(records))))


def codebook_of(records: Records, name: str) -> Codebook:
    """The codebook that the records say; they have no mistakes.

    Args:
        records: Records that `mistakes_in` finds nothing in.
        name: The codebook's name when the records have none.
    """
    drafts = _drafts(records)
    entries = _in_tree_order([_entry(draft) for draft in drafts])
    if records.inherit_family:
        entries = _with_families(entries, {draft.key for draft in drafts if "family" not in draft.fields})
    data = records.data
    own_name = _text(data.get("name")) or name
    return Codebook(
        name=own_name,
        title=_text(data.get("title")) or own_name,
        language=_text(data.get("language")) or "nl",
        version=_text(data.get("version")) or "1",
        description=_text(data.get("description")),
        codes=tuple(entries),
        relations=tuple((_text(a), _text(kind), _text(b)) for a, kind, b in data.get("relations") or ()),
    )


def texts_of(value: object, name: str) -> tuple[str, ...]:
    """The elements of a list field: a list, or one text with commas (questions: a question a line); doubles once."""
    if value is None:
        return ()
    if isinstance(value, str):
        parts = value.split("\n") if name == "questions" else _COMMA_OR_LINE.split(value)
    else:
        parts = [str(part) for part in value] if isinstance(value, list | tuple) else []
    return tuple(dict.fromkeys(text for part in parts if (text := _text(part))))


def _text(value: object) -> str:
    return normalise(str(value)).strip() if value is not None else ""


def _drafts(records: Records) -> list[_Draft]:
    return list(_walk(records.data.get("codes") or [], ("codes",), None))


def _walk(codes: list[dict[str, Any]], path: Path, parent: str | None) -> Iterator[_Draft]:
    for place, fields in enumerate(codes):
        main = fields.get("parent") or parent
        own = fields.get("key") or (f"{parent}." if parent else "") + key_from(_text(fields.get("name")))
        here = (*path, place)
        yield _Draft(fields, here, own, main)
        yield from _walk(fields.get("codes") or [], (*here, "codes"), own)


def _entry(draft: _Draft) -> CodeEntry:
    fields = draft.fields
    return CodeEntry(
        key=draft.key,
        name=_text(fields["name"]),
        level=fields.get("level") or "open",
        family=_text(fields.get("family")),
        number=fields.get("number"),
        parent=draft.parent,
        definition=_text(fields.get("definition")),
        when=_text(fields.get("when")),
        when_not=_text(fields.get("when_not")),
        example=_text(fields.get("example")),
        keywords=texts_of(fields.get("keywords"), "keywords"),
        aliases=texts_of(fields.get("aliases"), "aliases"),
        questions=texts_of(fields.get("questions"), "questions"),
        colour=_text(fields.get("colour")).upper(),
        shortcut=_text(fields.get("shortcut")),
    )


def _in_tree_order(entries: list[CodeEntry]) -> list[CodeEntry]:
    below: dict[str | None, list[CodeEntry]] = {}
    for entry in entries:
        below.setdefault(entry.parent, []).append(entry)
    ordered: list[CodeEntry] = []
    waiting = list(reversed(below.get(None, [])))
    while waiting:
        entry = waiting.pop()
        ordered.append(entry)
        waiting.extend(reversed(below.get(entry.key, [])))
    return ordered


def _with_families(entries: list[CodeEntry], unsaid: set[str]) -> list[CodeEntry]:
    from dataclasses import replace

    family: dict[str, str] = {}
    result = []
    for entry in entries:
        if entry.key in unsaid and entry.parent is not None:
            entry = replace(entry, family=family[entry.parent])
        family[entry.key] = entry.family
        result.append(entry)
    return result


def _structure(records: Records, drafts: list[_Draft]) -> Iterator[Mistake]:
    by_key: dict[str, _Draft] = {}
    by_shortcut: dict[str, _Draft] = {}
    for draft in drafts:
        line = records.line(*draft.path)
        if not _text(draft.fields.get("name")):
            yield Mistake(line, _("A code without a name."), _("Give it a name, in `name`."))
        first = by_key.setdefault(draft.key, draft)
        if first is not draft:
            yield Mistake(
                records.line(*draft.path, "key"),
                _("The key “{key}” is used twice; first at {line}.").format(
                    key=draft.key, line=records.line(*first.path, "key")
                ),
                _("Give one of the two another key."),
            )
        shortcut = draft.fields.get("shortcut")
        if shortcut:
            held = by_shortcut.setdefault(shortcut, draft)
            if held is not draft:
                yield Mistake(
                    records.line(*draft.path, "shortcut"),
                    _("The codes “{first}” and “{second}” have the same shortcut, {shortcut}.").format(
                        first=held.key, second=draft.key, shortcut=shortcut
                    ),
                    _("Take another digit or letter, or leave it out."),
                )
    for draft in drafts:
        if draft.parent is not None and draft.parent not in by_key:
            yield Mistake(
                records.line(*draft.path, "parent"),
                _("The code “{key}” has a main code that is not there: “{parent}”.").format(
                    key=draft.key, parent=draft.parent
                ),
                did_you_mean(draft.parent, sorted(by_key)) or _("Add that code or name another."),
            )
    yield from _loops(records, by_key)
    for place, relation in enumerate(records.data.get("relations") or []):
        for key in (relation[0], relation[2]):
            if key not in by_key:
                yield Mistake(
                    records.line("relations", place),
                    _("A relation names a code that is not there: “{key}”.").format(key=key),
                    did_you_mean(key, sorted(by_key)) or _("Add that code or take the relation out."),
                )


def _loops(records: Records, by_key: Mapping[str, _Draft]) -> Iterator[Mistake]:
    told: set[str] = set()
    for key, draft in by_key.items():
        chain = [key]
        parent = draft.parent
        while parent is not None and parent in by_key and parent not in chain:
            chain.append(parent)
            parent = by_key[parent].parent
        if parent == key and not told.intersection(chain):
            told.update(chain)
            yield Mistake(
                records.line(*draft.path, "parent"),
                _("The main codes go round in a loop: {chain}.").format(chain=" → ".join([*chain, key])),
                _("Take the parent of one of them away."),
            )


def _told(error: ValidationError, records: Records) -> Iterator[Mistake]:
    path: Path = tuple(error.absolute_path)
    line = records.line(*path)
    last = next((part for part in reversed(path) if isinstance(part, str)), "")
    value = str(error.instance)[:40]
    kind = error.validator
    if kind == "additionalProperties":
        known = sorted(error.schema["properties"])
        for name in sorted(set(error.instance) - set(known)):
            yield Mistake(
                records.line(*path, f"#{name}"),
                _("There is no field “{name}”.").format(name=name),
                did_you_mean(name, known) or _("The fields are: {fields}.").format(fields=", ".join(known)),
            )
    elif kind == "required":
        missing = next(name for name in error.schema["required"] if name not in error.instance)
        if missing == "codes":
            yield Mistake(
                line, _("This is not a codebook: there is no list `codes`."), _("Put the codes below `codes:`.")
            )
        else:
            yield Mistake(line, _("A code without a name."), _("Give it a name, in `name`."))
    elif kind == "minLength" and last == "name":
        yield Mistake(line, _("A code without a name."), _("Give it a name, in `name`."))
    elif kind == "enum":
        yield Mistake(
            line,
            _("“{value}” is not a level.").format(value=value),
            _("The levels are: {levels}.").format(levels=", ".join(LEVELS)),
        )
    elif kind == "pattern" and last == "colour":
        yield Mistake(
            line, _("“{value}” is not a colour.").format(value=value), _("Write it as #RRGGBB, between quotes.")
        )
    elif kind == "pattern" and last == "shortcut":
        yield Mistake(
            line, _("“{value}” is not a shortcut.").format(value=value), _("A shortcut is one digit or letter.")
        )
    elif kind == "pattern" and last in ("key", "parent"):
        yield Mistake(
            line,
            _("“{value}” is not a key.").format(value=value),
            _("A key has lower case letters a to z, digits, and hyphens or dots between them."),
        )
    elif kind == "pattern":
        yield Mistake(
            line,
            _("“{value}” is not a language.").format(value=value),
            _("Write the language as a code, such as nl or en."),
        )
    elif kind == "type" and last == "number":
        yield Mistake(
            line, _("“{value}” is not a whole number.").format(value=value), _("Give `number` a whole number.")
        )
    elif last == "relations":
        yield Mistake(
            line, _("A relation has three parts."), _("Write it as [key, kind, key], with keys of this codebook.")
        )
    elif kind == "anyOf":
        yield Mistake(
            line,
            _("The field “{name}” is neither a list nor a text.").format(name=last),
            _("Write the words with commas between them, or as a list."),
        )
    elif last == "codes" or not path:
        yield Mistake(
            line,
            _("Here should be codes, each with its fields."),
            _("Begin every code with a hyphen, and put its fields below each other: `- key: …`, `  name: …`."),
        )
    else:
        yield Mistake(
            line,
            _("The field “{name}” should be a text.").format(name=last),
            _("Write one text; put it between quotes when it has a colon in it."),
        )
