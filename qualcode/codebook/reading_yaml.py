"""A codebook in YAML: read by its nodes, so that each mistake is told with its line; written so that a person can edit it.

Every scalar is a text, whatever YAML would make of it (`no`, `0-7` and `1.10` are words here); only `number` is a number.
"""

from __future__ import annotations

import re
from typing import Any

import yaml

from qualcode.codebook.mistakes import Mistake, bad_codebook
from qualcode.codebook.model import Codebook
from qualcode.codebook.records import Path, Records, codebook_of, mistakes_in
from qualcode.i18n import _

_WHOLE = re.compile(r"[-+]?\d{1,9}")
_DEEPEST = 40
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def from_yaml(text: str, where: str = "codebook.yaml", name: str = "") -> Codebook:
    """The codebook that a YAML text says.

    Args:
        text: The file's text.
        where: What the file is called in a message.
        name: The codebook's name when the text has none; else it is taken from `where`.

    Raises:
        BadInput: with every mistake and its line; nothing is half read.
    """
    from qualcode.codebook.mistakes import key_from

    records, found = _records(text)
    if not found:
        found = mistakes_in(records)
    if found:
        raise bad_codebook(found, where, _("line"))
    stem = re.sub(r"\.ya?ml$", "", where.replace("\\", "/").rsplit("/", 1)[-1])
    return codebook_of(records, name or key_from(stem))


def find_mistakes(text: str) -> tuple[Mistake, ...]:
    """Everything wrong with a codebook's YAML, by line; empty when it is right."""
    records, found = _records(text)
    return tuple(sorted(set(found))) if found else tuple(mistakes_in(records))


def _records(text: str) -> tuple[Records, list[Mistake]]:
    empty = Records({})
    text = text.removeprefix("\ufeff")
    if not text.strip():
        return empty, [Mistake(0, _("The codebook is empty."), _("Write at least `codes:` with one code."))]
    try:
        root = yaml.compose(text, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        return empty, [_not_yaml(error, text)]
    except yaml.YAMLError:
        return empty, [
            Mistake(0, _("The file holds characters that no text has."), _("Save it as plain text, encoded as UTF-8."))
        ]
    if not isinstance(root, yaml.MappingNode):
        return empty, [
            Mistake(
                1,
                _("This is not a codebook: it has no fields."),
                _("Begin with `name:` and `title:`, and put the codes below `codes:`."),
            )
        ]
    reader = _NodeReader()
    data = reader.mapping(root, ())
    return Records(data, reader.lines), reader.mistakes


def _not_yaml(error: yaml.MarkedYAMLError, text: str) -> Mistake:
    mark = error.problem_mark or error.context_mark
    number = mark.line + 1 if mark is not None else 0
    lines = text.splitlines()
    line = lines[number - 1] if 0 < number <= len(lines) else ""
    problem = error.problem or ""
    if "\t" in line[: len(line) - len(line.lstrip())] or (
        mark is not None and line[mark.column : mark.column + 1] == "\t"
    ):
        return Mistake(number, _("The line is indented with a tab."), _("Use spaces: two for each step."))
    at = line[mark.column - 1 : mark.column + 1] if mark is not None and mark.column else ""
    if "alias" in problem or "anchor" in problem or "*" in at or "&" in at:
        return Mistake(number, _("A word begins with * or & without quotes."), _('Put it between quotes: "*woord*".'))
    if "mapping values" in problem:
        return Mistake(
            number, _("There is a colon too many on this line."), _("Put a text with a colon between quotes.")
        )
    return Mistake(
        number,
        _("The line is not YAML: {problem}.").format(problem=problem or _("unknown")),
        _("Look at the indentation, the quotes and the brackets of this line and the one above it."),
    )


class _NodeReader:
    """Nodes to plain values, remembering lines."""

    def __init__(self) -> None:
        self.lines: dict[Path, int] = {}
        self.mistakes: list[Mistake] = []
        self._seen: set[int] = set()

    def mapping(self, node: yaml.MappingNode, path: Path) -> dict[str, Any]:
        """The fields of a mapping; a field without a value is left out, one given twice is a mistake."""
        self.lines[path] = node.start_mark.line + 1
        data: dict[str, Any] = {}
        said: dict[str, int] = {}
        for key_node, value_node in node.value:
            line = key_node.start_mark.line + 1
            if not isinstance(key_node, yaml.ScalarNode):
                self.mistakes.append(Mistake(line, _("A field's name is not a word."), _("Write `field: value`.")))
                continue
            name = str(key_node.value)
            if name in said:
                self.mistakes.append(
                    Mistake(
                        line,
                        _("The field “{name}” is given twice; first on line {line}.").format(
                            name=name, line=said[name]
                        ),
                        _("Keep one of the two."),
                    )
                )
            said[name] = line
            self.lines[(*path, f"#{name}")] = line
            self.lines[(*path, name)] = value_node.start_mark.line + 1
            value = self.value(value_node, (*path, name), name)
            if value is not None:
                data[name] = value
        return data

    def value(self, node: yaml.Node, path: Path, name: str) -> Any:
        """A text, a whole number in `number`, a list or a mapping; None for a plain nothing."""
        if isinstance(node, yaml.ScalarNode):
            if not node.style and node.value == "":
                return None
            if name == "number" and _WHOLE.fullmatch(node.value):
                return int(node.value)
            return str(node.value)
        line = node.start_mark.line + 1
        if id(node) in self._seen:
            self.mistakes.append(
                Mistake(line, _("A part of the file is used twice with & and *."), _("Write it out both times."))
            )
            return None
        self._seen.add(id(node))
        if len(path) > _DEEPEST:
            self.mistakes.append(Mistake(line, _("The codes are nested too deeply."), _("Use fewer levels.")))
            return None
        if isinstance(node, yaml.MappingNode):
            return self.mapping(node, path)
        self.lines[path] = line
        items = []
        for place, item in enumerate(node.value):
            self.lines[(*path, place)] = item.start_mark.line + 1
            value = self.value(item, (*path, place), name)
            if value is not None:
                items.append(value)
            elif name in ("codes", "relations"):
                self.mistakes.append(
                    Mistake(item.start_mark.line + 1, _("An empty item in the list."), _("Take the hyphen away."))
                )
        return items
