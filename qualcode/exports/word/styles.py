"""The Word styles that documents use: Word's own by their names, a few of ours, and how each looks without a template.

A template that has a style of that name keeps its own; only what it lacks is added. Names of Word's own styles are the same
in every language of Word ("heading 1" is shown as Kop 1 in a Dutch one), ids are not ("Kop1"), so styles are found by name.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from qualcode.i18n import language

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
INK = "1F3B4D"
"""Dark blue-green of headings and rules; 10:1 on white."""
MUTED = "5A6B75"
BAND = "E6EDF1"
HEAD = "F3F6F8"
RULE = "C9D3D9"

TABLE = "Qualcode Table"
CELL = "Qualcode Table Text"
CELL_HEAD = "Qualcode Table Heading"
QUIET = "Qualcode Muted"


@dataclass(frozen=True, slots=True)
class Style:
    """One style: its name for Word, the id used where it is new, and its definition without name and id."""

    name: str
    id: str
    kind: str
    body: str
    custom: bool = False

    def xml(self, default: bool = False) -> str:
        """The style as it stands in styles.xml."""
        marks = (' w:default="1"' if default else "") + (' w:customStyle="1"' if self.custom else "")
        return f'<w:style w:type="{self.kind}"{marks} w:styleId="{self.id}"><w:name w:val="{self.name}"/>{self.body}</w:style>'


def _heading(level: int, size: int, before: int) -> Style:
    return Style(
        f"heading {level}",
        f"Heading{level}",
        "paragraph",
        '<w:basedOn w:val="Normal"/><w:next w:val="Normal"/><w:uiPriority w:val="9"/><w:qFormat/>'
        f'<w:pPr><w:keepNext/><w:keepLines/><w:spacing w:before="{before}" w:after="80" w:line="240" w:lineRule="auto"/>'
        f'<w:outlineLvl w:val="{level - 1}"/></w:pPr>'
        f'<w:rPr><w:b/><w:color w:val="{INK}"/><w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr>',
    )


NORMAL = Style("Normal", "Normal", "paragraph", "<w:qFormat/>")
STYLES: tuple[Style, ...] = (
    Style(
        "Title",
        "Title",
        "paragraph",
        '<w:basedOn w:val="Normal"/><w:next w:val="Normal"/><w:uiPriority w:val="10"/><w:qFormat/>'
        '<w:pPr><w:keepNext/><w:spacing w:before="0" w:after="60" w:line="240" w:lineRule="auto"/></w:pPr>'
        f'<w:rPr><w:b/><w:color w:val="{INK}"/><w:sz w:val="36"/><w:szCs w:val="36"/></w:rPr>',
    ),
    Style(
        "Subtitle",
        "Subtitle",
        "paragraph",
        '<w:basedOn w:val="Normal"/><w:next w:val="Normal"/><w:uiPriority w:val="11"/><w:qFormat/>'
        '<w:pPr><w:spacing w:after="240"/></w:pPr>'
        f'<w:rPr><w:color w:val="{MUTED}"/></w:rPr>',
    ),
    _heading(1, 28, 360),
    _heading(2, 24, 280),
    _heading(3, 22, 200),
    Style(
        "caption",
        "Caption",
        "paragraph",
        '<w:basedOn w:val="Normal"/><w:next w:val="Normal"/><w:uiPriority w:val="35"/><w:qFormat/>'
        '<w:pPr><w:keepNext/><w:spacing w:before="160" w:after="80" w:line="240" w:lineRule="auto"/></w:pPr>'
        f'<w:rPr><w:b/><w:color w:val="{INK}"/><w:sz w:val="20"/><w:szCs w:val="20"/></w:rPr>',
    ),
    Style(
        "Quote",
        "Quote",
        "paragraph",
        '<w:basedOn w:val="Normal"/><w:uiPriority w:val="29"/><w:qFormat/>'
        '<w:pPr><w:spacing w:before="80" w:after="120"/><w:ind w:left="567" w:right="567"/></w:pPr>',
    ),
    Style(
        "header",
        "Header",
        "paragraph",
        '<w:basedOn w:val="Normal"/><w:uiPriority w:val="99"/>'
        '<w:pPr><w:spacing w:after="0" w:line="240" w:lineRule="auto"/></w:pPr>'
        f'<w:rPr><w:color w:val="{MUTED}"/><w:sz w:val="17"/><w:szCs w:val="17"/></w:rPr>',
    ),
    Style(
        "footer",
        "Footer",
        "paragraph",
        '<w:basedOn w:val="Normal"/><w:uiPriority w:val="99"/>'
        '<w:pPr><w:spacing w:after="0" w:line="240" w:lineRule="auto"/><w:jc w:val="right"/></w:pPr>'
        f'<w:rPr><w:color w:val="{MUTED}"/><w:sz w:val="17"/><w:szCs w:val="17"/></w:rPr>',
    ),
    Style("Strong", "Strong", "character", '<w:uiPriority w:val="22"/><w:qFormat/><w:rPr><w:b/><w:bCs/></w:rPr>'),
    Style("Emphasis", "Emphasis", "character", '<w:uiPriority w:val="20"/><w:qFormat/><w:rPr><w:i/><w:iCs/></w:rPr>'),
    Style(QUIET, "QualcodeMuted", "character", f'<w:rPr><w:color w:val="{MUTED}"/></w:rPr>', custom=True),
    Style(
        CELL,
        "QualcodeTableText",
        "paragraph",
        '<w:basedOn w:val="Normal"/><w:qFormat/>'
        '<w:pPr><w:spacing w:before="30" w:after="30" w:line="245" w:lineRule="auto"/></w:pPr>'
        '<w:rPr><w:sz w:val="19"/><w:szCs w:val="19"/></w:rPr>',
        custom=True,
    ),
    Style(
        CELL_HEAD,
        "QualcodeTableHeading",
        "paragraph",
        '<w:basedOn w:val="QualcodeTableText"/><w:qFormat/><w:pPr><w:keepNext/></w:pPr>'
        f'<w:rPr><w:b/><w:bCs/><w:color w:val="{INK}"/></w:rPr>',
        custom=True,
    ),
)
TABLE_STYLE = Style(
    TABLE,
    "QualcodeTable",
    "table",
    '<w:uiPriority w:val="59"/><w:qFormat/><w:tblPr><w:tblBorders>'
    f'<w:top w:val="single" w:sz="8" w:space="0" w:color="{INK}"/>'
    f'<w:bottom w:val="single" w:sz="8" w:space="0" w:color="{INK}"/>'
    f'<w:insideH w:val="single" w:sz="4" w:space="0" w:color="{RULE}"/></w:tblBorders>'
    '<w:tblCellMar><w:top w:w="28" w:type="dxa"/><w:left w:w="85" w:type="dxa"/>'
    '<w:bottom w:w="28" w:type="dxa"/><w:right w:w="85" w:type="dxa"/></w:tblCellMar></w:tblPr>'
    f'<w:tblStylePr w:type="firstRow"><w:tcPr><w:tcBorders><w:bottom w:val="single" w:sz="8" w:space="0" w:color="{INK}"/>'
    f'</w:tcBorders><w:shd w:val="clear" w:color="auto" w:fill="{HEAD}"/></w:tcPr></w:tblStylePr>',
    custom=True,
)
_NAME = re.compile(r'<w:style\b[^>]*?w:styleId="([^"]*)"[^>]*>\s*(?:<!--.*?-->\s*)?<w:name w:val="([^"]*)"', re.DOTALL)
_OWN_TABLE = re.compile(r'<w:style\b(?=[^>]*w:type="table")(?=[^>]*w:customStyle="1")[^>]*w:styleId="([^"]*)"')


def language_tag() -> str:
    """The tag of the documents' language for Word's spelling check."""
    return "nl-NL" if language() == "nl" else "en-GB"


def default_styles() -> str:
    """styles.xml of a document without a template: Calibri 11, spacing for reading, our headings and table."""
    tag = language_tag()
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        f'<w:styles xmlns:w="{W}"><w:docDefaults><w:rPrDefault><w:rPr>'
        '<w:rFonts w:ascii="Calibri" w:hAnsi="Calibri" w:eastAsia="Calibri" w:cs="Calibri"/>'
        f'<w:sz w:val="22"/><w:szCs w:val="22"/><w:lang w:val="{tag}" w:eastAsia="{tag}" w:bidi="ar-SA"/>'
        '</w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after="120" w:line="264" w:lineRule="auto"/></w:pPr>'
        "</w:pPrDefault></w:docDefaults>"
        + NORMAL.xml(default=True)
        + '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
        '<w:uiPriority w:val="99"/><w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar>'
        '<w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/>'
        '<w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
        + "".join(style.xml() for style in (*STYLES, TABLE_STYLE))
        + "</w:styles>"
    )


def completed(styles: str) -> tuple[str, dict[str, str]]:
    """A template's styles.xml with what it lacks, and the ids by style name (lower case).

    The table style is the template's own "Qualcode Table", else the first table style that its makers added, else ours.
    """
    ids = {name.casefold(): style_id for style_id, name in _NAME.findall(styles)}
    added = []
    taken = set(ids.values())
    for style in STYLES:
        if style.name.casefold() not in ids:
            body = style.body
            for name, own in (("normal", "Normal"), (CELL.casefold(), "QualcodeTableText")):
                body = body.replace(f'w:val="{own}"/>', f'w:val="{ids.get(name, own)}"/>')
            new_id = style.id if style.id not in taken else f"{style.id}Q"
            added.append(Style(style.name, new_id, style.kind, body, style.custom).xml())
            ids[style.name.casefold()] = new_id
            taken.add(new_id)
    if TABLE.casefold() not in ids:
        theirs = _OWN_TABLE.search(styles)
        if theirs:
            ids[TABLE.casefold()] = theirs.group(1)
        else:
            added.append(TABLE_STYLE.xml())
            ids[TABLE.casefold()] = TABLE_STYLE.id
    if added:
        styles = styles.replace("</w:styles>", "".join(added) + "</w:styles>")
    return styles, ids
