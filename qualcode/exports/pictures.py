"""Drawings of rectangles and words, as SVG for screens and drawing programs and as EMF for Word.

EMF is the vector picture that every Word shows, with its words as words: sharp at any size, and it asks for no library
and no font file. Sizes are in points of 1/96 inch, as SVG counts them.
"""

from __future__ import annotations

import struct
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from qualcode.exports.files import escaped, quoted

FACE = "Arial"
"""Everywhere there, or a font with the same widths (Liberation Sans, Helvetica)."""
_WIDTHS = dict(
    zip(
        " !\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~",
        (
            *(278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, *[556] * 10, 278, 278),
            *(584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778),
            *(667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500),
            *(556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722),
            *(500, 500, 500, 334, 260, 334, 584),
        ),
        strict=True,
    )
)
"""Thousandths of the font's size, of Helvetica and the fonts made to its widths."""


@dataclass(frozen=True, slots=True)
class Box:
    x: float
    y: float
    width: float
    height: float
    fill: str = "FFFFFF"
    """RRGGBB."""
    line: str = ""
    """RRGGBB of its edge; empty for none."""


@dataclass(frozen=True, slots=True)
class Label:
    x: float
    y: float
    """Of the line that the letters stand on."""
    text: str
    size: float
    anchor: str = "start"
    """start, middle or end: which part of the words is at x."""
    ink: str = "000000"
    bold: bool = False
    upright: bool = False
    """Read from below upwards, beginning at (x, y)."""


@dataclass(frozen=True, slots=True)
class Drawing:
    width: float
    height: float
    shapes: tuple[Box | Label, ...]
    """The later over the earlier."""
    said: str = ""
    """What it shows, for who cannot see it."""


def width_of(text: str, size: float) -> float:
    """How wide the words are; a letter with an accent is as wide as without."""
    letters = (letter for letter in unicodedata.normalize("NFD", text) if not unicodedata.combining(letter))
    return sum(_WIDTHS.get(letter, 556) for letter in letters) * size / 1000


def svg(drawing: Drawing) -> str:
    """The drawing as an SVG document."""
    return "".join(_svg(drawing))


def _svg(drawing: Drawing) -> Iterator[str]:
    width, height = f"{drawing.width:g}", f"{drawing.height:g}"
    said = f'role="img" aria-label="{quoted(drawing.said)}" ' if drawing.said else ""
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}" '
        f"{said}font-family=\"{FACE}, 'Liberation Sans', Helvetica, sans-serif\">"
        f'<rect width="{width}" height="{height}" fill="#FFFFFF"/>'
    )
    for shape in drawing.shapes:
        if isinstance(shape, Box):
            line = f' stroke="#{shape.line}"' if shape.line else ""
            yield (
                f'<rect x="{shape.x:g}" y="{shape.y:g}" width="{shape.width:g}" height="{shape.height:g}" '
                f'fill="#{shape.fill}"{line}/>'
            )
            continue
        place = (
            f'transform="translate({shape.x:g} {shape.y:g}) rotate(-90)"'
            if shape.upright
            else f'x="{shape.x:g}" y="{shape.y:g}"'
        )
        anchor = f' text-anchor="{shape.anchor}"' if shape.anchor != "start" else ""
        bold = ' font-weight="bold"' if shape.bold else ""
        yield (
            f'<text {place} font-size="{shape.size:g}" fill="#{shape.ink}"{anchor}{bold}>{escaped(shape.text)}</text>'
        )
    yield "</svg>\n"


# EMF ([MS-EMF]): records of 32-bit numbers, little-endian, each with its kind and size

_DOTS = 10
"""Units of the metafile to a point."""
_HEADER, _END, _BACKGROUND, _TEXT_ALIGN, _TEXT_COLOUR = 1, 14, 18, 22, 24
_SELECT, _PEN, _BRUSH, _DELETE, _RECTANGLE, _FONT, _WORDS = 37, 38, 39, 40, 43, 82, 84
_TRANSPARENT, _BASELINE, _NO_PEN, _SOLID, _ADVANCED = 1, 24, 5, 0, 2
_ANCHORS = {"start": 0, "end": 2, "middle": 6}


def emf(drawing: Drawing) -> bytes:
    """The drawing as an enhanced metafile."""
    body = [_record(_BACKGROUND, struct.pack("<I", _TRANSPARENT))]
    for shape in drawing.shapes:
        body += _box(shape) if isinstance(shape, Box) else _words(shape)
    body.append(_record(_END, struct.pack("<III", 0, 16, 20)))
    wide, high = round(drawing.width * _DOTS), round(drawing.height * _DOTS)
    # A device of 960 dots an inch: 0.0264583 mm a dot, said in micrometres for the whole of it.
    device, micrometres = (9600, 9600), (254_000, 254_000)
    frame = (round(wide * 2540 / 960), round(high * 2540 / 960))
    size = 108 + sum(map(len, body))
    header = struct.pack(
        "<4i4iIIIIHHIII2i2iIII2i",
        *(0, 0, wide - 1, high - 1),
        *(0, 0, *frame),
        *(0x464D4520, 0x10000, size, len(body) + 1, 4, 0, 0, 0, 0),
        *device,
        *(each // 1000 for each in micrometres),
        *(0, 0, 0),
        *micrometres,
    )
    return _record(_HEADER, header) + b"".join(body)


def _record(kind: int, content: bytes) -> bytes:
    content += b"\0" * (-len(content) % 4)
    return struct.pack("<II", kind, len(content) + 8) + content


def _colour(said: str) -> int:
    red, green, blue = (int(said[at : at + 2], 16) for at in (0, 2, 4))
    return red | green << 8 | blue << 16


def _box(box: Box) -> Iterator[bytes]:
    pen = struct.pack("<IIiiI", 1, _SOLID if box.line else _NO_PEN, 5, 0, _colour(box.line or box.fill))
    yield _record(_PEN, pen)
    yield _record(_BRUSH, struct.pack("<IIII", 2, _SOLID, _colour(box.fill), 0))
    yield _record(_SELECT, struct.pack("<I", 1))
    yield _record(_SELECT, struct.pack("<I", 2))
    left, top = round(box.x * _DOTS), round(box.y * _DOTS)
    yield _record(
        _RECTANGLE,
        struct.pack("<4i", left, top, round((box.x + box.width) * _DOTS), round((box.y + box.height) * _DOTS)),
    )
    # What is taken in hand again before it is thrown away are the stock pen and brush.
    yield _record(_SELECT, struct.pack("<I", 0x80000007))
    yield _record(_SELECT, struct.pack("<I", 0x80000000))
    yield _record(_DELETE, struct.pack("<I", 1))
    yield _record(_DELETE, struct.pack("<I", 2))


def _words(label: Label) -> Iterator[bytes]:
    turned = 900 if label.upright else 0
    font = struct.pack(
        "<5i8B64s", -round(label.size * _DOTS), 0, turned, turned, 700 if label.bold else 400,
        *(0, 0, 0, 1, 0, 0, 0, 0), FACE.encode("utf-16-le"),
    )  # fmt: skip
    yield _record(_FONT, struct.pack("<I", 3) + font + b"\0" * (320 - len(font)))
    yield _record(_SELECT, struct.pack("<I", 3))
    yield _record(_TEXT_COLOUR, struct.pack("<I", _colour(label.ink)))
    yield _record(_TEXT_ALIGN, struct.pack("<I", _BASELINE | _ANCHORS[label.anchor]))
    text = unicodedata.normalize("NFC", label.text)
    encoded = text.encode("utf-16-le", "replace")
    count = len(encoded) // 2
    padded = encoded + b"\0" * (-len(encoded) % 4)
    steps = [round(width_of(letter, label.size) * _DOTS) for letter in text]
    # A letter outside the basic plane is two numbers; its second half takes no width.
    steps = [
        each
        for letter, step in zip(text, steps, strict=True)
        for each in ((step, 0) if ord(letter) > 0xFFFF else (step,))
    ]
    words = struct.pack(
        "<4iIffiiIII4iI",
        *(0, 0, -1, -1),
        *(_ADVANCED, 1.0, 1.0),
        *(round(label.x * _DOTS), round(label.y * _DOTS)),
        *(count, 76, 0),
        *(0, 0, -1, -1),
        76 + len(padded),
    )
    yield _record(_WORDS, words + padded + struct.pack(f"<{count}I", *steps))
    yield _record(_SELECT, struct.pack("<I", 0x8000000D))
    yield _record(_DELETE, struct.pack("<I", 3))
