"""The confusion of codes as a picture (SVG): for a paper or a slide, with the codes by name, sharp at any size.

In Word and Excel the same matrix is a table with coloured cells: its words can be searched, copied and styled, which a
picture in a document cannot. SVG opens in Word, LibreOffice, browsers and drawing programs.
"""

from __future__ import annotations

from collections.abc import Iterator

from qualcode.agreement import NOT_CODED
from qualcode.agreement.findings import Findings
from qualcode.exports.agreement_word import AGREED_INK, APART_INK, fill_of, most_confused
from qualcode.exports.agreement_words import coder_names, short_names
from qualcode.exports.files import escaped
from qualcode.exports.word.styles import INK, MUTED, RULE
from qualcode.i18n import _

CELL, FONT = 26, 13
MOST = 40
"""Codes in the picture: those with the most segments in dispute."""
LETTER = 0.56
"""Width of a letter, as part of the font's size: enough for sans serif."""


def confusion_svg(found: Findings) -> str:
    """The picture; rows are the first coder's codes, columns the second's."""
    return "".join(_parts(found))


def _parts(found: Findings) -> Iterator[str]:
    codes = most_confused(found, MOST)
    keys = [*codes, NOT_CODED]
    names = {**short_names(found.material, codes), NOT_CODED: _("not coded")}
    longest = int(max(len(name) for name in names.values()) * FONT * LETTER) + 14
    left, top = longest, longest + 30
    width, height = left + CELL * len(keys) + 16, top + CELL * len(keys) + 44
    first, second = coder_names(found)[:2]
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}" '
        f'font-family="Calibri, Carlito, Helvetica, Arial, sans-serif" font-size="{FONT}" fill="#{INK}">'
        f'<rect width="{width}" height="{height}" fill="#FFFFFF"/>'
    )
    title = _("Rows: {first}. Columns: {second}. Numbers of segments.").format(first=first, second=second)
    yield f'<text x="10" y="20" font-weight="bold">{escaped(title)}</text>'
    segments = found.confusion.segments
    apart = max((number for (a, b), number in segments.items() if a != b), default=1)
    same = max((number for (a, b), number in segments.items() if a == b), default=1)
    for place, key in enumerate(keys):
        middle = place * CELL + CELL // 2 + 5
        yield f'<text x="{left - 8}" y="{top + middle}" text-anchor="end">{escaped(names[key])}</text>'
        x = left + middle
        yield f'<text transform="translate({x} {top - 8}) rotate(-90)">{escaped(names[key])}</text>'
    for row, one in enumerate(keys):
        for column, other in enumerate(keys):
            number = found.confusion.in_segments(one, other) if one or other else 0
            fill = fill_of(number, *((same, AGREED_INK) if one == other else (apart, APART_INK))) or "FFFFFF"
            x, y = left + column * CELL, top + row * CELL
            yield f'<rect x="{x}" y="{y}" width="{CELL}" height="{CELL}" fill="#{fill}" stroke="#{RULE}"/>'
            if number:
                yield f'<text x="{x + CELL // 2}" y="{y + CELL // 2 + 5}" text-anchor="middle">{number}</text>'
    legend = _("Blue: the same code by both. Orange: another code, or not coded, by one of them.")
    yield f'<text x="10" y="{height - 16}" fill="#{MUTED}">{escaped(legend)}</text></svg>\n'
