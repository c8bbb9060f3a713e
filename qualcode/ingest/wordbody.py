"""The walk through the body of a Word document: WordprocessingML (ECMA-376 part 1, chapter 17) to paragraphs of text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from qualcode.ingest.building import Run, TextBuilder

if TYPE_CHECKING:
    from lxml.etree import _Element

_OFF = ("0", "false", "off", "none")
_CHARACTERS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011", "softHyphen": "\u00ad"}
_TRANSPARENT = frozenset({"hyperlink", "smartTag", "fldSimple", "customXml", "sdtContent", "bdo", "dir", "rubyBase"})
_MARKUP = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_SHAPES = (
    "{http://schemas.microsoft.com/office/word/2010/wordprocessingShape}txbx",
    "{urn:schemas-microsoft-com:vml}textbox",
)


class Body:
    """Reads the block elements of a body into a TextBuilder and counts what was left out."""

    def __init__(self, namespace: str, styles: dict[str, bool], builder: TextBuilder) -> None:
        self.counts: Counter[str] = Counter()
        self._w = namespace
        self._styles = styles
        self._builder = builder
        self._separator = "\n"
        self._pending: list[Run] = []

    def read(self, parent: _Element) -> None:
        """Reads the paragraphs and tables in `parent`, in the order in which they stand."""
        for kind, child in self._children(parent):
            if kind == "p":
                self._paragraph(child)
            elif kind == "tbl":
                self._table(child)
            elif kind == "sdt":
                content = child.find(f"{self._w}sdtContent")
                if content is not None:
                    self.read(content)
            elif kind in ("customXml", "ins", "moveTo", "smartTag"):
                self.read(child)
            elif kind == "altChunk":
                self.counts["embedded"] += 1

    def _children(self, parent: _Element) -> Iterator[tuple[str, _Element]]:
        """The children in Word's own namespace, by local name; of a choice between two forms, the one Word takes."""
        width = len(self._w)
        for child in parent:
            tag = child.tag
            if not isinstance(tag, str):
                continue
            if tag.startswith(self._w):
                yield tag[width:], child
            elif tag == f"{_MARKUP}AlternateContent":
                choice = child.find(f"{_MARKUP}Choice")
                if choice is None:
                    choice = child.find(f"{_MARKUP}Fallback")
                if choice is not None:
                    yield from self._children(choice)
            elif tag.endswith(("}oMath", "}oMathPara")):
                self.counts["formula"] += 1

    def _table(self, table: _Element) -> None:
        for kind, row in self._rows_of(table):
            if kind != "tr":
                continue
            properties = row.find(f"{self._w}trPr")
            if properties is not None and properties.find(f"{self._w}del") is not None:
                self.counts["deleted"] += 1
                continue
            cells: list[tuple[int, int]] = []
            for cell_kind, cell in self._rows_of(row):
                if cell_kind == "tc":
                    self._separator = " " if cells else "\n"
                    cells.append(self._cell(cell))
            self._separator = "\n"
            if cells:
                self._builder.add_row(tuple(cells))

    def _rows_of(self, parent: _Element) -> Iterator[tuple[str, _Element]]:
        for kind, child in self._children(parent):
            if kind == "sdt":
                content = child.find(f"{self._w}sdtContent")
                if content is not None:
                    yield from self._rows_of(content)
            else:
                yield kind, child

    def _cell(self, cell: _Element) -> tuple[int, int]:
        before = len(self._builder.paragraphs)
        start = self._builder.length + (1 if before else 0)
        self.read(cell)
        self.finish()
        return start, max(start, self._builder.length)

    def _paragraph(self, paragraph: _Element) -> None:
        properties = paragraph.find(f"{self._w}pPr")
        bold = italic = mark_deleted = False
        if properties is not None:
            style = properties.find(f"{self._w}pStyle")
            if style is not None:
                bold = self._styles.get(style.get(f"{self._w}val") or "", False)
            if properties.find(f"{self._w}numPr") is not None:
                self.counts["numbered"] += 1
            mark = properties.find(f"{self._w}rPr")
            mark_deleted = mark is not None and mark.find(f"{self._w}del") is not None
        runs, self._pending = self._pending, []
        self._inline(paragraph, bold, italic, runs)
        if mark_deleted:
            # The paragraph's end was struck out: Word shows its words in one paragraph with what follows.
            self._pending = runs
            self.counts["deleted"] += 1
            return
        self._put(runs)

    def finish(self) -> None:
        """Puts down the words of a last paragraph whose end was struck out, with nothing after it to join."""
        if self._pending:
            runs, self._pending = self._pending, []
            self._put(runs)

    def _put(self, runs: list[Run]) -> None:
        self._builder.add_runs(runs, self._separator)
        self._separator = "\n"

    def _inline(self, parent: _Element, bold: bool, italic: bool, runs: list[Run]) -> None:
        for kind, child in self._children(parent):
            if kind == "r":
                self._run(child, bold, italic, runs)
            elif kind in _TRANSPARENT:
                self._inline(child, bold, italic, runs)
            elif kind in ("ins", "moveTo"):
                self.counts["inserted"] += 1
                self._inline(child, bold, italic, runs)
            elif kind in ("del", "moveFrom"):
                self.counts["deleted"] += 1
            elif kind == "sdt":
                content = child.find(f"{self._w}sdtContent")
                if content is not None:
                    self._inline(content, bold, italic, runs)

    def _run(self, run: _Element, bold: bool, italic: bool, runs: list[Run]) -> None:
        pieces: list[str] = []
        for kind, child in self._children(run):
            if kind == "t":
                pieces.append(child.text or "")
            elif kind == "rPr":
                bold, italic = self._emphasis(child, bold, italic)
            elif kind in _CHARACTERS:
                pieces.append(_CHARACTERS[kind])
            elif kind == "sym":
                pieces.append(self._symbol(child))
            elif kind in ("footnoteReference", "endnoteReference"):
                self.counts["footnote"] += 1
            elif kind == "commentReference":
                self.counts["comment"] += 1
            elif kind == "ruby":
                base = child.find(f"{self._w}rubyBase")
                if base is not None:
                    self._inline(base, bold, italic, runs)
            elif kind in ("drawing", "pict", "object") and any(
                next(child.iter(shape), None) is not None for shape in _SHAPES
            ):
                self.counts["textbox"] += 1
        if pieces:
            runs.append(("".join(pieces), bold, italic))

    def _emphasis(self, properties: _Element, bold: bool, italic: bool) -> tuple[bool, bool]:
        for kind, child in self._children(properties):
            value = child.get(f"{self._w}val")
            if kind == "b":
                bold = value not in _OFF
            elif kind == "i":
                italic = value not in _OFF
            elif kind == "rStyle":
                bold = self._styles.get(value or "", bold)
            elif kind == "vanish" and value not in _OFF:
                self.counts["hidden"] += 1
        return bold, italic

    def _symbol(self, symbol: _Element) -> str:
        try:
            code = int(symbol.get(f"{self._w}char") or "", 16)
        except ValueError:
            code = 0
        if code < 32 or 0xD800 <= code <= 0xF8FF:
            self.counts["symbol"] += 1
            return ""
        return chr(code)


def bold_styles(root: _Element, namespace: str) -> dict[str, bool]:
    """Style id -> bold or not, followed through `basedOn`; styles that say nothing are absent."""
    own: dict[str, bool] = {}
    parents: dict[str, str] = {}
    for style in root.iter(f"{namespace}style"):
        name = style.get(f"{namespace}styleId") or ""
        based = style.find(f"{namespace}basedOn")
        if based is not None:
            parents[name] = based.get(f"{namespace}val") or ""
        properties = style.find(f"{namespace}rPr")
        bold = None if properties is None else properties.find(f"{namespace}b")
        if bold is not None:
            own[name] = bold.get(f"{namespace}val") not in _OFF
    result: dict[str, bool] = {}
    for name in (*own, *parents):
        at, seen = name, set[str]()
        while at not in own and at in parents and at not in seen:
            seen.add(at)
            at = parents[at]
        if at in own:
            result[name] = own[at]
    return result
