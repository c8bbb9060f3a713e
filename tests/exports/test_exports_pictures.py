"""Drawings as SVG and as EMF: every word in both, records that hold together, and a picture that Word finds."""

from __future__ import annotations

import struct
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import pytest
from docx import Document

from qualcode.exports.pictures import Box, Drawing, Label, emf, svg, width_of
from qualcode.exports.word import Heading, Picture, Table, TableColumn, Turned, write_word

WORDS = ("Coördinator & <MDO>", "Eén aanspreekpunt", "", "α – “𝄞”", "17")
DRAWING = Drawing(
    120.5,
    80,
    (
        Box(0, 0, 10, 10.4, "9FC5D6", "000000"),
        Box(10, 0, 10, 10),
        *(Label(10, 20, words, 13, anchor) for words in WORDS for anchor in ("start", "middle", "end")),
        Label(10, 70, "Rechtop", 11, bold=True, upright=True, ink="F0A86B"),
    ),
    'Wat "erop" staat & waarom',
)


def records(content: bytes) -> list[tuple[int, bytes]]:
    found, at = [], 0
    while at < len(content):
        kind, size = struct.unpack_from("<II", content, at)
        assert size >= 8 and size % 4 == 0
        found.append((kind, content[at + 8 : at + size]))
        at += size
    assert at == len(content)
    return found


def test_the_metafile_tells_its_own_size_and_ends_where_it_says() -> None:
    content = emf(DRAWING)
    found = records(content)
    assert found[0][0] == 1 and found[-1][0] == 14
    signature, _version, size, count, handles = struct.unpack_from("<IIIIH", found[0][1], 32)
    assert signature == int.from_bytes(b" EMF", "little")
    assert (size, count) == (len(content), len(found))
    made = {struct.unpack_from("<I", body)[0] for kind, body in found if kind in (38, 39, 82)}
    assert max(made) < handles, "handles are counted with the nought that is never given out"
    frame = struct.unpack_from("<4i", found[0][1], 16)
    assert frame[2:] == (round(120.5 / 96 * 2540), round(80 / 96 * 2540)), "in hundredths of a millimetre"


def test_every_word_is_in_the_metafile_with_a_step_for_each_letter() -> None:
    said = []
    for kind, body in records(emf(DRAWING)):
        if kind == 84:
            count, where = struct.unpack_from("<II", body, 36)
            steps = struct.unpack_from("<I", body, 64)[0]
            text = body[where - 8 : where - 8 + 2 * count]
            assert len(body) >= steps - 8 + 4 * count
            said.append(text.decode("utf-16-le"))
    assert said == [label.text for label in DRAWING.shapes if isinstance(label, Label)]


def test_the_svg_is_well_formed_and_says_what_it_shows() -> None:
    tree = ElementTree.fromstring(svg(DRAWING))
    assert tree.get("aria-label") == DRAWING.said
    assert [one.text or "" for one in tree.iter("{http://www.w3.org/2000/svg}text")] == [
        label.text for label in DRAWING.shapes if isinstance(label, Label)
    ]


def test_an_accent_takes_no_room() -> None:
    assert width_of("Eén", 10) == width_of("Een", 10) > width_of("Ee", 10)
    assert width_of("0123456789", 10) == pytest.approx(55.6)


@pytest.mark.parametrize("with_template", [False, True])
def test_word_finds_the_picture_and_what_it_says(tmp_path: Path, with_template: bool) -> None:
    template = None
    if with_template:
        template = tmp_path / "huisstijl.docx"
        document = Document()
        document.add_paragraph("Voorbeeld")
        document.save(str(template))
    table = Table("", [TableColumn("Code", 1)], [["Een"]])
    blocks = [
        Turned(False),
        Heading("Beeld"),
        Picture("Verwisselingen", DRAWING, table),
        Picture("Nog eens", Drawing(5000, 5000, (), ""), table),
    ]
    made = write_word(blocks, tmp_path / "a.docx", title="Beeld", template=template)
    document = Document(str(made))
    first, second = document.inline_shapes
    assert first.width.inches == pytest.approx(120.5 / 96, abs=0.01)
    section = document.sections[0]
    room = section.page_width - section.left_margin - section.right_margin
    assert second.width <= room and second.height < section.page_height
    assert first._inline.docPr.get("descr") == DRAWING.said
    # The number is a field, whose text python-docx leaves out.
    assert [one.text for one in document.paragraphs if "Verwisselingen" in one.text] == ["Figure . Verwisselingen"]
    for shape in (first, second):
        relation = shape._inline.graphic.graphicData.pic.blipFill.blip.embed
        assert document.part.related_parts[relation].blob[:4] == struct.pack("<I", 1)
    with zipfile.ZipFile(made) as package:
        assert package.read("word/media/qualcode-picture-1.emf") == emf(DRAWING)
