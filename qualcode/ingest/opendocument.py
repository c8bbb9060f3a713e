"""OpenDocument texts (.odt): paragraphs, tables and bold openings (OASIS OpenDocument 1.3 part 3, chapters 5 and 6)."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from qualcode.errors import BadInput
from qualcode.i18n import _, ngettext
from qualcode.ingest.building import Run, TextBuilder
from qualcode.ingest.package import encrypted, opened
from qualcode.ingest.plain import noticed
from qualcode.ingest.reading import Reading

if TYPE_CHECKING:
    from lxml.etree import _Element

_URN = "{urn:oasis:names:tc:opendocument:xmlns:%s:1.0}"
_TEXT, _TABLE, _OFFICE, _STYLE, _DRAW = (_URN % name for name in ("text", "table", "office", "style", "drawing"))
_FO = _URN % "xsl-fo-compatible"
_WHITE = re.compile(r"[ \t\r\n]+")
_BLOCKS = frozenset(
    _TEXT + name for name in ("list", "list-item", "list-header", "section", "index-body", "numbered-paragraph")
)
_SKIPPED = {
    f"{_TEXT}note": "note",
    f"{_OFFICE}annotation": "comment",
    f"{_DRAW}frame": "frame",
    f"{_DRAW}custom-shape": "frame",
    f"{_TEXT}ruby-text": "",
    f"{_TEXT}bookmark": "",
}


def read_opendocument(data: bytes, name: str) -> Reading:
    """The text and layout of an OpenDocument text.

    Raises:
        BadInput: when the file is damaged, locked with a password, or holds no text part.
    """
    package = opened(data, name)
    if b"encryption-data" in (package.part("META-INF/manifest.xml") or b""):
        raise encrypted(name)
    root = package.xml("content.xml")
    body = None if root is None else root.find(f"{_OFFICE}body/{_OFFICE}text")
    if root is None or body is None:
        raise BadInput(
            _("The file has no text in it that LibreOffice would show."),
            where=name,
            todo=_("Open it in LibreOffice and save it again."),
        )
    styles: dict[str, tuple[bool | None, bool | None, str]] = {}
    common = package.xml("styles.xml")
    for part in (common, root):
        if part is not None:
            styles |= _styles(part)
    walk = _Walk(styles)
    walk.blocks(body)
    text, layout = walk.builder.finished()
    return Reading(text, layout, (*_warnings(walk.counts), *noticed("\n".join(walk.builder.paragraphs))))


def _styles(root: _Element) -> dict[str, tuple[bool | None, bool | None, str]]:
    """Style name -> (bold, italic, parent); None where the style says nothing."""
    result = {}
    for style in root.iter(f"{_STYLE}style"):
        properties = style.find(f"{_STYLE}text-properties")
        weight = properties.get(f"{_FO}font-weight") if properties is not None else None
        slant = properties.get(f"{_FO}font-style") if properties is not None else None
        bold = None if weight is None else weight == "bold" or (weight.isdecimal() and int(weight) >= 600)
        italic = None if slant is None else slant in ("italic", "oblique")
        result[style.get(f"{_STYLE}name") or ""] = (bold, italic, style.get(f"{_STYLE}parent-style-name") or "")
    return result


class _Walk:
    """Reads blocks into a TextBuilder and counts what was left out."""

    def __init__(self, styles: dict[str, tuple[bool | None, bool | None, str]]) -> None:
        self.builder = TextBuilder()
        self.counts: Counter[str] = Counter()
        self._styles = styles
        self._separator = "\n"

    def blocks(self, parent: _Element) -> None:
        for child in parent:
            tag = child.tag
            if tag in (f"{_TEXT}p", f"{_TEXT}h"):
                runs: list[Run] = []
                bold, italic = self._emphasis(child, False, False)
                self._inline(child, bold, italic, runs)
                self.builder.add_runs(_collapsed(runs), self._separator)
                self._separator = "\n"
            elif tag == f"{_TABLE}table":
                self._table(child)
            elif tag in _BLOCKS:
                self.blocks(child)
            elif tag == f"{_TEXT}tracked-changes":
                self.counts["deletion"] += sum(1 for _deletion in child.iter(f"{_TEXT}deletion"))
                self.counts["insertion"] += sum(1 for _insertion in child.iter(f"{_TEXT}insertion"))
            elif tag in _SKIPPED:
                self.counts[_SKIPPED[tag]] += 1
            elif isinstance(tag, str) and tag.startswith(_TEXT) and child.find(f"{_TEXT}index-body") is not None:
                self.blocks(child)

    def _table(self, table: _Element) -> None:
        for row in table.iter(f"{_TABLE}table-row"):
            cells: list[tuple[int, int]] = []
            for cell in row.iterchildren(f"{_TABLE}table-cell"):
                self._separator = " " if cells else "\n"
                start = self.builder.length + (1 if self.builder.paragraphs else 0)
                self.blocks(cell)
                cells.append((start, max(start, self.builder.length)))
            self._separator = "\n"
            if cells:
                self.builder.add_row(tuple(cells))

    def _inline(self, parent: _Element, bold: bool, italic: bool, runs: list[Run]) -> None:
        if parent.text:
            runs.append((_WHITE.sub(" ", parent.text), bold, italic))
        for child in parent:
            tag = child.tag
            if tag == f"{_TEXT}s":
                # Spaces that were counted survive the collapsing of white space; a NUL stands in for them until then.
                count = child.get(f"{_TEXT}c") or "1"
                runs.append(("\0" * min(int(count) if count.isdecimal() else 1, 1000), bold, italic))
            elif tag == f"{_TEXT}tab":
                runs.append(("\t", bold, italic))
            elif tag == f"{_TEXT}line-break":
                runs.append(("\n", bold, italic))
            elif tag in _SKIPPED:
                self.counts[_SKIPPED[tag]] += 1
            elif isinstance(tag, str):
                self._inline(child, *self._emphasis(child, bold, italic), runs)
            if child.tail:
                runs.append((_WHITE.sub(" ", child.tail), bold, italic))

    def _emphasis(self, element: _Element, bold: bool, italic: bool) -> tuple[bool, bool]:
        name = element.get(f"{_TEXT}style-name") or ""
        found: list[bool | None] = [None, None]
        for _step in range(12):
            if name not in self._styles or None not in found:
                break
            own_bold, own_italic, name = self._styles[name]
            found = [own_bold if found[0] is None else found[0], own_italic if found[1] is None else found[1]]
        return bold if found[0] is None else found[0], italic if found[1] is None else found[1]


def _collapsed(runs: list[Run]) -> list[Run]:
    """The runs with white space as OpenDocument shows it: one space for many, none where the paragraph begins."""
    result: list[Run] = []
    blank = True
    for text, bold, italic in runs:
        if blank:
            text = text.lstrip(" ")
        if text:
            blank = text[-1] in " \t\n"
            result.append((text.replace("\0", " "), bold, italic))
    return result


def _warnings(counts: Counter[str]) -> list[str]:
    messages = []
    if counts["insertion"] or counts["deletion"]:
        messages.append(
            _("The document has tracked changes (additions taken: {added}, deletions left out: {dropped}).").format(
                added=counts["insertion"], dropped=counts["deletion"]
            )
        )
    for key, singular, plural in (
        ("note", "{n} footnote or endnote was left out.", "{n} footnotes or endnotes were left out."),
        ("comment", "{n} comment in the margin was left out.", "{n} comments in the margin were left out."),
        ("frame", "{n} frame with a picture or text was left out.", "{n} frames with pictures or text were left out."),
    ):
        if counts[key]:
            messages.append(ngettext(singular, plural, counts[key]))
    return messages
