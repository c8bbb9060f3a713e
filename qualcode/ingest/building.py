"""Paragraphs of any format put together to one normalised text, remembering where bold openings and table cells lie."""

from __future__ import annotations

from collections.abc import Sequence

from qualcode.ingest.document import Layout
from qualcode.text import normalise

_TAB_REACH = 32
"""Characters of a line in which a tab may part a label from speech."""
_TAB = "\ue000"

Run = tuple[str, bool, bool]
"""Raw text of one form: (text, bold, italic)."""


class TextBuilder:
    """Collects paragraphs and where their bold or italic openings and table cells lie, in normalised code points."""

    def __init__(self) -> None:
        self.paragraphs: list[str] = []
        self._parts: list[str] = []
        self._length = 0
        self._bold: list[tuple[int, int]] = []
        self._italic: list[tuple[int, int]] = []
        self._rows: list[tuple[tuple[int, int], ...]] = []
        self._tabs: list[int] = []

    def add(self, raw: str, bold: int = 0, italic: int = 0, separator: str = "\n") -> tuple[int, int]:
        """Puts a paragraph after what is there; `bold` and `italic` count the characters of its opening stretch.

        Returns:
            The paragraph's span.
        """
        self.paragraphs.append(raw)
        if self._parts:
            self._parts.append(separator)
            self._length += len(separator)
        start = self._length
        text = normalise(raw)
        self._parts.append(text)
        self._length += len(text)
        if "\t" in raw:
            self._tabs += [start + offset for offset in early_tabs(raw)]
        for count, spans in ((bold, self._bold), (italic, self._italic)):
            if count:
                end = start + (len(text) if count >= len(raw) else len(normalise(raw[:count])))
                spans.append((start, end))
        return start, self._length

    def add_runs(self, runs: Sequence[Run], separator: str = "\n") -> tuple[int, int]:
        """Puts a paragraph of runs after what is there; gives its span."""
        raw = "".join(text for text, _bold, _italic in runs)
        return self.add(raw, _opening(runs, 1), _opening(runs, 2), separator)

    @property
    def length(self) -> int:
        """Code points so far."""
        return self._length

    def add_row(self, cells: tuple[tuple[int, int], ...]) -> None:
        """Notes that these spans are the cells of one table row."""
        self._rows.append(cells)

    def finished(self) -> tuple[str, Layout]:
        """The whole text and its layout."""
        return "".join(self._parts), Layout(
            tuple(self._bold), tuple(self._italic), tuple(self._rows), tuple(self._tabs)
        )


def _opening(runs: Sequence[Run], which: int) -> int:
    """How many characters at the start of the paragraph are bold (1) or italic (2), white space between counted along."""
    length = solid = 0
    for run in runs:
        text = run[0]
        if run[which]:
            length += len(text)
            solid = length
        elif text.isspace():
            length += len(text)
        else:
            break
    return solid


def early_tabs(raw: str) -> list[int]:
    """Where, in the normalised form of the text, the first tab of a line stands, when it stands near the line's start."""
    if _TAB in raw:
        return []
    marked = normalise(raw.replace("\t", _TAB))
    offsets, start = [], 0
    for line in marked.split("\n"):
        tab = line.find(_TAB, 1, _TAB_REACH)
        if tab > 0:
            offsets.append(start + tab)
        start += len(line) + 1
    return offsets
