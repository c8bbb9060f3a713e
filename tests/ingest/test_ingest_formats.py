"""OpenDocument, Rich Text and subtitles: the same words and turns as the text they were made from."""

from __future__ import annotations

import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode.errors import BadInput
from qualcode.ingest import Document, read_document
from qualcode.text import normalise

NAMES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for short, name in (
        ("office", "office"),
        ("text", "text"),
        ("table", "table"),
        ("style", "style"),
        ("fo", "xsl-fo-compatible"),
        ("draw", "drawing"),
    )
)
BOLD = '<style:style style:name="T1"><style:text-properties fo:font-weight="bold"/></style:style>'


def open_document(folder: Path, body: str, manifest: str = "<m/>") -> Document:
    path = folder / "a.odt"
    content = (
        f"<office:document-content {NAMES}><office:automatic-styles>{BOLD}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("META-INF/manifest.xml", manifest)
        archive.writestr("content.xml", content)
    return read_document(path)


def rich_text(folder: Path, body: str, head: str = r"\ansi\ansicpg1252\deff0") -> Document:
    path = folder / "a.rtf"
    path.write_bytes(("{\\rtf1" + head + body + "}").encode("latin-1"))
    return read_document(path)


def subtitles(folder: Path, text: str, name: str = "a.vtt") -> Document:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return read_document(path)


def spoken(document: Document) -> list[tuple[str, str, float | None]]:
    return [(turn.speaker, document.text[turn.start : turn.end], turn.stamp) for turn in document.turns]


class TestOpenDocument:
    def test_white_space_is_what_libreoffice_shows(self, tmp_path: Path) -> None:
        body = (
            "<text:p>  een\n  twee<text:s text:c='3'/>drie<text:tab/>vier<text:line-break/>vijf "
            "<text:span> zes</text:span></text:p>"
            "<text:h>zeven</text:h><text:list><text:list-item><text:p>acht</text:p></text:list-item></text:list>"
            "<text:section><text:p>negen</text:p></text:section>"
        )
        assert open_document(tmp_path, body).text == "een twee   drie vier\nvijf zes\nzeven\nacht\nnegen"

    def test_a_table_and_bold_openings_give_turns(self, tmp_path: Path) -> None:
        cell = "<table:table-cell><text:p>{}</text:p></table:table-cell>"
        row = "<table:table-row>" + cell + cell + "</table:table-row>"
        rows = "".join(row.format(*pair) for pair in (("I", "Ja?"), ("R", "Nee."), ("I", "O?"), ("R", "Ja.")))
        document = open_document(tmp_path, f"<table:table>{rows}</table:table>")
        assert (document.convention, len(document.turns)) == ("table", 4)
        line = "<text:p><text:span text:style-name='T1'>{}</text:span> {}</text:p>"
        talk = (("Sanne", "Hoe?"), ("Ilse", "Zo."), ("Sanne", "En?"), ("Ilse", "Ja."))
        document = open_document(tmp_path, "".join(line.format(*pair) for pair in talk))
        assert document.convention == "bold-start"
        assert [turn[:2] for turn in spoken(document)] == list(talk)

    def test_what_is_left_out_is_told(self, tmp_path: Path) -> None:
        body = (
            "<text:tracked-changes><text:changed-region><text:deletion><text:p>weg</text:p></text:deletion></text:changed-region>"
            "</text:tracked-changes><text:p>een<text:note><text:note-body><text:p>noot</text:p></text:note-body></text:note>"
            "<office:annotation><text:p>opmerking</text:p></office:annotation><draw:frame><draw:text-box><text:p>kader</text:p>"
            "</draw:text-box></draw:frame> twee</text:p>"
        )
        document = open_document(tmp_path, body)
        assert document.text == "een twee"
        told = " ".join(document.warnings)
        for word in ("left out: 1", "1 footnote", "1 comment", "1 frame"):
            assert word in told

    def test_a_password_is_told(self, tmp_path: Path) -> None:
        with pytest.raises(BadInput, match="password"):
            open_document(tmp_path, "<text:p>x</text:p>", manifest="<m><encryption-data/></m>")

    @given(
        st.lists(
            st.text(
                st.characters(min_codepoint=32, max_codepoint=0x2FFF, exclude_categories=["Cs", "Cc", "Cn"]),
                max_size=30,
            ),
            min_size=1,
            max_size=5,
        ).filter(lambda lines: "".join(lines).strip())
    )
    @settings(max_examples=40)
    def test_the_words_are_kept(self, tmp_path: Path, lines: list[str]) -> None:
        document = open_document(tmp_path, "".join(f"<text:p>{escape(line)}</text:p>" for line in lines))
        assert document.text.split() == normalise("\n".join(lines)).split()


class TestRichText:
    def test_letters_signs_and_ends(self, tmp_path: Path) -> None:
        body = (
            r"{\fonttbl{\f0\fswiss\fcharset0 Arial;}{\f1\fcharset238 Arial CE;}}{\colortbl;\red0;}{\*\generator iets;}"
            r"{\info{\title Geheim}}\f0 \'e9\'e9n loket\par caf\u233?\line \lquote hoi\rquote\~x\endash y\tab z\par"
            r"\uc0\u-10179\u-8694  \{ja\}\\\par {\f1 \'9e}\par{\*\onbekend weg}einde"
        )
        assert rich_text(tmp_path, body).text == "één loket\ncafé\n‘hoi’\u00a0x–y z\n😊 {ja}\\\nž\neinde"

    def test_a_table_and_bold_openings_give_turns(self, tmp_path: Path) -> None:
        row = r"\trowd\pard\intbl {}\cell\pard\intbl {}\par nog iets\cell\row"
        talk = (("I", "Ja?"), ("R", "Nee."), ("I", "O?"), ("R", "Ja."))
        document = rich_text(
            tmp_path, r"\pard kop\par" + "".join(row.format(*pair) for pair in talk) + r"\pard slot\par"
        )
        assert document.convention == "table"
        assert document.text.startswith("kop\nI Ja?\nnog iets\nR Nee.")
        assert [turn[0] for turn in spoken(document)] == ["I", "R", "I", "R"]
        lines = "".join(rf"{{\b {who}}}\par {what}\par " for who, what in (("Sanne", "Hoe?"), ("Ilse", "Zo.")) * 2)
        document = rich_text(tmp_path, lines)
        assert document.convention == "bold-line"
        assert [turn[1] for turn in spoken(document)] == ["Hoe?", "Zo.", "Hoe?", "Zo."]

    def test_what_is_left_out_is_told(self, tmp_path: Path) -> None:
        body = r"een{\deleted weg}{\revised  twee}{\footnote noot}{\*\annotation opmerking}"
        body += r"{\field{\*\fldinst PAGE}{\fldrslt  drie}}"
        document = rich_text(tmp_path, body)
        assert document.text == "een twee drie"
        assert any("tracked changes" in warning for warning in document.warnings)
        assert any("footnote" in warning for warning in document.warnings)

    @pytest.mark.parametrize("content", [rb"{\rtf1 half", rb"{\rtf1 {\b half}"])
    def test_a_cut_off_file_is_refused(self, tmp_path: Path, content: bytes) -> None:
        path = tmp_path / "a.rtf"
        path.write_bytes(content)
        with pytest.raises(BadInput, match="not complete"):
            read_document(path)

    @given(st.binary(max_size=80))
    @settings(max_examples=150)
    def test_any_bytes_give_a_document_or_one_sentence(self, tmp_path: Path, data: bytes) -> None:
        path = tmp_path / "a.rtf"
        path.write_bytes(rb"{\rtf1\ansi woord " + data + b"}")
        try:
            read_document(path)
        except BadInput as error:
            assert error.where == "a.rtf"

    @given(
        st.lists(
            st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc", "Cn"]), max_size=20),
            min_size=1,
            max_size=5,
        )
    )
    @settings(max_examples=60)
    def test_the_words_are_kept(self, tmp_path: Path, lines: list[str]) -> None:
        def written(character: str) -> str:
            if character in "\\{}":
                return "\\" + character
            if character < "\x7f":
                return character
            units = character.encode("utf-16-le")
            numbers = [int.from_bytes(units[at : at + 2], "little", signed=True) for at in range(0, len(units), 2)]
            return "".join(f"\\u{number}?" for number in numbers)

        body = " woord\\par " + "\\par ".join("".join(map(written, line)) for line in lines)
        assert rich_text(tmp_path, body).text.split() == normalise("\n".join(["woord", *lines])).split()


class TestSubtitles:
    def test_voices_are_turns_with_times(self, tmp_path: Path) -> None:
        text = """WEBVTT

NOTE hier niet

1
00:00:01.000 --> 00:00:03.000
<v Interviewer>Hoe gaat het?</v>

00:00:04.500 --> 00:00:06.000 align:start
<v Respondent 1>Nou ja,</v>

00:00:06.000 --> 00:00:08.000
<v Respondent 1>goed &amp; <i>wel</i>.</v>

01:00:09.000 --> 01:00:10.000
<v Interviewer>Fijn?</v>
"""
        document = subtitles(tmp_path, text)
        assert document.text == "Interviewer: Hoe gaat het?\nRespondent 1: Nou ja, goed & wel.\nInterviewer: Fijn?"
        assert spoken(document) == [
            ("Interviewer", "Hoe gaat het?", 1.0),
            ("Respondent 1", "Nou ja, goed & wel.", 4.5),
            ("Interviewer", "Fijn?", 3609.0),
        ]
        assert document.roles == {"Interviewer": "interviewer", "Respondent 1": "respondent"}

    def test_labels_in_the_words_get_the_times_of_their_cue(self, tmp_path: Path) -> None:
        cue = "{n}\n00:00:{n:02d},000 --> 00:00:{n:02d},900\n{words}\n\n"
        words = ["I: Ja?", "R: Nee.", "I: Echt?", "R: Ja,", "zeker."]
        document = subtitles(tmp_path, "".join(cue.format(n=n, words=one) for n, one in enumerate(words, 1)), "a.srt")
        assert spoken(document) == [
            ("I", "Ja?", 1.0),
            ("R", "Nee.", 2.0),
            ("I", "Echt?", 3.0),
            ("R", "Ja,\nzeker.", 4.0),
        ]

    def test_words_without_voices_are_lines_without_turns(self, tmp_path: Path) -> None:
        text = "1\n00:00:01,000 --> 00:00:02,000\nEen zin\n\n2\n00:00:02,100 --> 00:00:03,000\ndie doorloopt.\n\n"
        text += "3\n00:00:09,000 --> 00:00:10,000\nEn nu?\n"
        document = subtitles(tmp_path, text, "a.srt")
        assert document.text == "Een zin die doorloopt.\nEn nu?"
        assert document.turns == ()

    @pytest.mark.parametrize(("name", "says"), [("a.vtt", "WEBVTT"), ("a.srt", "no subtitles")])
    def test_text_under_another_name_is_refused(self, tmp_path: Path, name: str, says: str) -> None:
        with pytest.raises(BadInput, match=says):
            subtitles(tmp_path, "I: Hoe gaat het?\nR: Goed.", name)
