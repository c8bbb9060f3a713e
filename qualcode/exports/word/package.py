"""The Word package: a plain one of our own, or a university's template with its body emptied; the same bytes each time."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from qualcode.errors import BadInput
from qualcode.exports.files import escaped, put, quoted, zipped
from qualcode.exports.pictures import Drawing, emf
from qualcode.exports.word.blocks import (
    Block,
    Picture,
    Table,
    Turned,
    paragraph_xml,
    picture_relation,
    picture_xml,
    table_xml,
)
from qualcode.exports.word.styles import W, completed, default_styles
from qualcode.i18n import _
from qualcode.products import MARK

_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PR = "http://schemas.openxmlformats.org/package/2006/relationships"
_CT = "http://schemas.openxmlformats.org/package/2006/content-types"
_WML = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_LARGEST = 100_000_000
"""Bytes of a template when it is unpacked; more is no template."""
# A4, margins of 2.5 cm (2 cm left and right in tables' favour), in twentieths of a point.
_A4 = (
    '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1304" w:right="1134" w:bottom="1191" w:left="1134" '
    'w:header="624" w:footer="567" w:gutter="0"/></w:sectPr>'
)


@dataclass(frozen=True)
class Base:
    """What a document starts from: the package's parts, and the section its pages have."""

    parts: dict[str, bytes]
    root: str
    """The opening tag of the document part, with its namespaces."""
    section: str
    """The last sectPr."""
    ids: dict[str, str]


def write_word(
    blocks: Iterable[Block],
    path: Path | str,
    *,
    title: str,
    subject: str = "",
    template: Path | str | None = None,
    made: str = "",
) -> Path:
    """Writes a Word document; gives its path.

    Args:
        blocks: Headings, paragraphs, tables and page turns, read once.
        path: The file.
        title: In the document's properties and its header.
        subject: The study, beside the title in the header.
        template: A .docx or .dotx whose styles, headers and page it takes; None for our own.
        made: ISO time in the document's properties: that of the newest change in the study, never the clock's.

    Raises:
        BadInput: when the template is no Word document that can be read.
        StudyUnusable: when the file cannot be written.
    """
    base = _with_margins(_template(Path(template)) if template else _plain(), title, subject)
    blocks = list(blocks)
    base = _with_pictures(base, [block.drawing for block in blocks if isinstance(block, Picture)])
    parts: dict[str, bytes | Iterable[str]] = {**base.parts}
    if "docProps/core.xml" in parts or not template:
        parts["docProps/core.xml"] = _properties(title, subject, made).encode()
    parts["word/document.xml"] = _document(base, blocks)
    return put(path, zipped(_ordered(parts)))


def _ordered(parts: dict[str, bytes | Iterable[str]]) -> dict[str, bytes | Iterable[str]]:
    first = ("[Content_Types].xml", "_rels/.rels", "word/document.xml")
    return {name: parts[name] for name in (*first, *sorted(set(parts) - set(first)))}


def _document(base: Base, blocks: Iterable[Block]) -> Iterator[str]:
    yield f"{_HEAD}{base.root}<w:body>"
    lying = False
    begun = False
    count = pictures = 0
    for block in blocks:
        if isinstance(block, Turned):
            if block.landscape != lying and begun:
                yield f"<w:p><w:pPr>{_section(base.section, lying)}</w:pPr></w:p>"
            lying = block.landscape
        elif isinstance(block, Table):
            count += bool(block.caption)
            yield from table_xml(block, _text_width(base.section, lying), count, base.ids)
            begun = True
        elif isinstance(block, Picture):
            pictures += 1
            yield picture_xml(block, _text_room(base.section, lying), pictures, base.ids)
            begun = True
        else:
            yield paragraph_xml(block, base.ids)
            begun = True
    yield f"{_section(base.section, lying)}</w:body></w:document>"


# Pages

_SIZE = re.compile(r"<w:pgSz\b[^>]*/>")
_MARGINS = re.compile(r"<w:pgMar\b[^>]*/>")


def _measure(tag: str, name: str, otherwise: int) -> int:
    found = re.search(rf'\bw:{name}="(-?\d+)', tag)
    return int(found.group(1)) if found else otherwise


def _page(section: str) -> tuple[int, int]:
    size = _SIZE.search(section)
    tag = size.group(0) if size else ""
    return _measure(tag, "w", 11906), _measure(tag, "h", 16838)


def _section(section: str, landscape: bool) -> str:
    """The section with its pages lying or standing; a template's paper size and margins stay."""
    width, height = _page(section)
    if landscape and width < height:
        size = f'<w:pgSz w:w="{height}" w:h="{width}" w:orient="landscape"/>'
        return (
            _SIZE.sub(size, section) if _SIZE.search(section) else section.replace("</w:sectPr>", f"{size}</w:sectPr>")
        )
    return section


def _text_width(section: str, landscape: bool) -> int:
    return _text_room(section, landscape)[0]


def _text_room(section: str, landscape: bool) -> tuple[int, int]:
    """Width and height of the text on a page."""
    width, height = _page(section)
    if landscape and width < height:
        width, height = height, width
    margins = _MARGINS.search(section)
    tag = margins.group(0) if margins else ""
    beside = _measure(tag, "left", 1134) + _measure(tag, "right", 1134) + _measure(tag, "gutter", 0)
    above = _measure(tag, "top", 1304) + _measure(tag, "bottom", 1191)
    return max(2000, width - beside), max(2000, height - above)


# Pictures


def _with_pictures(base: Base, drawings: Sequence[Drawing]) -> Base:
    """The base with the files of the pictures, and the relations to them."""
    if not drawings:
        return base
    parts = dict(base.parts)
    relations = ""
    for number, drawing in enumerate(drawings, 1):
        name = f"qualcode-picture-{number}.emf"
        parts[f"word/media/{name}"] = emf(drawing)
        relations += f'<Relationship Id="{picture_relation(number)}" Type="{_R}/image" Target="media/{name}"/>'
    types, known = parts["[Content_Types].xml"].decode(), parts["word/_rels/document.xml.rels"].decode()
    if not re.search(r'Extension="emf"', types, re.IGNORECASE):
        types = re.sub(r"(<Types\b[^>]*>)", r'\1<Default Extension="emf" ContentType="image/x-emf"/>', types)
    parts["[Content_Types].xml"] = types.encode()
    parts["word/_rels/document.xml.rels"] = known.replace("</Relationships>", f"{relations}</Relationships>").encode()
    return Base(parts, base.root, base.section, base.ids)


# Our own package


def _plain() -> Base:
    styles, ids = completed(default_styles())
    types = "".join(
        f'<Override PartName="/{name}" ContentType="{kind}"/>'
        for name, kind in (
            ("word/document.xml", f"{_WML}.document.main+xml"),
            ("word/styles.xml", f"{_WML}.styles+xml"),
            ("word/settings.xml", f"{_WML}.settings+xml"),
            ("docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml"),
        )
    )
    parts = {
        "[Content_Types].xml": (
            f'{_HEAD}<Types xmlns="{_CT}"><Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Default Extension="xml" ContentType="application/xml"/>{types}</Types>'
        ),
        "_rels/.rels": (
            f'{_HEAD}<Relationships xmlns="{_PR}"><Relationship Id="rId1" Type="{_R}/officeDocument" '
            'Target="word/document.xml"/><Relationship Id="rId2" '
            'Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" '
            'Target="docProps/core.xml"/></Relationships>'
        ),
        "word/_rels/document.xml.rels": (
            f'{_HEAD}<Relationships xmlns="{_PR}"><Relationship Id="rId1" Type="{_R}/styles" Target="styles.xml"/>'
            f'<Relationship Id="rId2" Type="{_R}/settings" Target="settings.xml"/></Relationships>'
        ),
        "word/styles.xml": styles,
        "word/settings.xml": (
            f'{_HEAD}<w:settings xmlns:w="{W}"><w:compat><w:compatSetting w:name="compatibilityMode" '
            'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat></w:settings>'
        ),
    }
    root = f'<w:document xmlns:w="{W}" xmlns:r="{_R}">'
    return Base({name: part.encode() for name, part in parts.items()}, root, _A4, ids)


# A template

_ROOT = re.compile(r"<w:document\b[^>]*>")
_TRACKED = re.compile(r"<w:sectPrChange\b.*?</w:sectPrChange>", re.DOTALL)
_REFERENCE = re.compile(r"<w:(?:header|footer)Reference\b[^>]*/>")
_SECTION = re.compile(r"<w:sectPr\b(?:[^>]*/>|.*?</w:sectPr>)", re.DOTALL)


def _template(path: Path) -> Base:
    parts = _unpacked(path)
    try:
        document = parts["word/document.xml"].decode("utf-8")
        styles = parts["word/styles.xml"].decode("utf-8")
        types = parts["[Content_Types].xml"].decode("utf-8")
        parts["word/_rels/document.xml.rels"].decode("utf-8")
    except (KeyError, UnicodeDecodeError) as error:
        raise _no_template(path) from error
    root = _ROOT.search(document)
    if root is None or f'"{W}"' not in root.group(0):
        raise _no_template(path)
    sections = [_open(one) for one in _SECTION.findall(_TRACKED.sub("", document))]
    styles, ids = completed(styles)
    parts["word/styles.xml"] = styles.encode()
    parts["[Content_Types].xml"] = types.replace(f"{_WML}.template.main+xml", f"{_WML}.document.main+xml").encode()
    opening = root.group(0)
    if "xmlns:r=" not in opening:
        opening = f'{opening[:-1]} xmlns:r="{_R}">'
    return Base(parts, opening, _last_section(sections) if sections else _A4, ids)


def _last_section(sections: Sequence[str]) -> str:
    """The last section, with the headers and footers that it takes over from those before it."""
    own: dict[tuple[str, str], str] = {}
    for section in sections:
        for reference in _REFERENCE.findall(section):
            kind = re.search(r'w:type="(\w+)"', reference)
            own[(reference[3:9], kind.group(1) if kind else "default")] = reference
    bare = _REFERENCE.sub("", sections[-1])
    return re.sub(r"^(<w:sectPr\b[^>]*>)", lambda opening: opening.group(1) + "".join(own.values()), bare)


def _open(section: str) -> str:
    """A section written as an empty tag, opened so that pages and headers can be put in."""
    return re.sub(r"^(<w:sectPr\b[^>]*?)\s*/>$", r"\1></w:sectPr>", section)


def _unpacked(path: Path) -> dict[str, bytes]:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise BadInput(
            _("The template cannot be opened."), str(path), _("Check the name, and that you may read it.")
        ) from error
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            if sum(entry.file_size for entry in package.infolist()) > _LARGEST:
                raise _no_template(path)
            return {entry.filename: package.read(entry) for entry in package.infolist() if not entry.is_dir()}
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, ValueError, OSError) as error:
        raise _no_template(path) from error


def _no_template(path: Path) -> BadInput:
    return BadInput(
        _("The template is not a Word document that can be read."),
        str(path),
        _("Give a .docx or .dotx that opens in Word, without a password."),
    )


# Header, footer and properties


def _with_margins(base: Base, title: str, subject: str) -> Base:
    """The base with a header and a footer with page numbers, where it has none of its own."""
    if "<w:headerReference" in base.section or "<w:footerReference" in base.section:
        return base
    parts = dict(base.parts)
    style = base.ids["header"]
    said = " · ".join(dict.fromkeys(part for part in (subject, title) if part))
    parts["word/qualcode-header.xml"] = (
        f'{_HEAD}<w:hdr xmlns:w="{W}"><w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>'
        f'<w:r><w:t xml:space="preserve">{escaped(said)}</w:t></w:r></w:p></w:hdr>'
    ).encode()
    parts["word/qualcode-footer.xml"] = (
        f'{_HEAD}<w:ftr xmlns:w="{W}"><w:p><w:pPr><w:pStyle w:val="{base.ids["footer"]}"/></w:pPr>'
        f"{_page_number()}</w:p></w:ftr>"
    ).encode()
    relations = parts["word/_rels/document.xml.rels"].decode()
    types = parts["[Content_Types].xml"].decode()
    references = ""
    for kind in ("header", "footer"):
        name = f"rIdQualcode{kind.capitalize()}"
        relations = relations.replace(
            "</Relationships>",
            f'<Relationship Id="{name}" Type="{_R}/{kind}" Target="qualcode-{kind}.xml"/></Relationships>',
        )
        types = types.replace(
            "</Types>", f'<Override PartName="/word/qualcode-{kind}.xml" ContentType="{_WML}.{kind}+xml"/></Types>'
        )
        references += f'<w:{kind}Reference w:type="default" r:id="{name}"/>'
    parts["word/_rels/document.xml.rels"] = relations.encode()
    parts["[Content_Types].xml"] = types.encode()
    section = re.sub(r"^(<w:sectPr\b[^>]*>)", rf"\1{references}", base.section)
    return Base(parts, base.root, section, base.ids)


def _page_number() -> str:
    """ "Page 3 of 12" in the language in use, with Word's fields."""
    pieces: Sequence[str] = re.split(r"(\{page\}|\{pages\})", _("Page {page} of {pages}"))
    fields = {"{page}": "PAGE", "{pages}": "NUMPAGES"}
    return "".join(
        f'<w:fldSimple w:instr=" {fields[piece]} "><w:r><w:t>1</w:t></w:r></w:fldSimple>'
        if piece in fields
        else f'<w:r><w:t xml:space="preserve">{escaped(piece)}</w:t></w:r>'
        for piece in pieces
        if piece
    )


def _properties(title: str, subject: str, made: str) -> str:
    stamp = f"{made[:19]}Z" if made else "2000-01-01T00:00:00Z"
    return (
        f'{_HEAD}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{quoted(title)}</dc:title><dc:subject>{quoted(subject)}</dc:subject><dc:creator>qualcode</dc:creator>"
        f"<cp:category>{MARK}</cp:category>"
        "<cp:lastModifiedBy>qualcode</cp:lastModifiedBy><cp:revision>1</cp:revision>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{stamp}</dcterms:created>'
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{stamp}</dcterms:modified></cp:coreProperties>'
    )
