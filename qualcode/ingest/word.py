"""Word documents (.docx, .docm): paragraphs, tables and bold openings, read from the XML itself.

Every word that the document shows in its body is kept, in order. What is not in the body (notes, headers, comments,
text boxes) and what a reviewer struck out is left out, and said so.
"""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

from qualcode.errors import BadInput
from qualcode.i18n import _, ngettext
from qualcode.ingest.building import TextBuilder
from qualcode.ingest.package import Package, damaged, opened
from qualcode.ingest.plain import noticed
from qualcode.ingest.reading import Reading
from qualcode.ingest.source import own_product
from qualcode.ingest.wordbody import Body, bold_styles
from qualcode.products import MARK

if TYPE_CHECKING:
    from lxml.etree import _Element

_RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_TEXT_MARK = b"<w:t>"
_OWN = f"<cp:category>{MARK}</cp:category>".encode()


def read_word(data: bytes, name: str) -> Reading:
    """The text and layout of a Word document.

    Raises:
        BadInput: when the file is damaged, locked with a password, written by qualcode itself, or has no text part.
    """
    package = opened(data, name)
    if _OWN in (package.part("docProps/core.xml") or b""):
        raise own_product(name)
    path = _main_part(package)
    content = package.part(path)
    if content is None:
        raise damaged(name)
    root = package.xml(path)
    namespace = root.tag.rpartition("}")[0] + "}" if root is not None and "}" in str(root.tag) else ""
    body = root.find(f"{namespace}body") if root is not None else None
    if body is None:
        raise BadInput(
            _("The file has no text in it that Word would show."),
            where=name,
            todo=_("Open it in Word and save it as a Word document (.docx)."),
        )
    styles = _styles(package, path, namespace, content)
    builder = TextBuilder()
    seen = Body(namespace, styles, builder)
    seen.read(body)
    seen.finish()
    text, layout = builder.finished()
    warnings = (*_warnings(seen, package, path), *noticed("\n".join(builder.paragraphs)))
    return Reading(text=text, layout=layout, warnings=warnings)


def _main_part(package: Package) -> str:
    relations = package.xml("_rels/.rels")
    for relation in relations.iter(_RELATIONS) if relations is not None else ():
        if (relation.get("Type") or "").endswith("/officeDocument"):
            return (relation.get("Target") or "").lstrip("/")
    return "word/document.xml"


def _styles(package: Package, path: str, namespace: str, content: bytes) -> dict[str, bool]:
    """Which styles are bold; the part is read only when the body names a style."""
    if b"Style " not in content:
        return {}
    root: _Element | None = package.xml(posixpath.join(posixpath.dirname(path), "styles.xml"))
    return {} if root is None else bold_styles(root, namespace)


def _warnings(seen: Body, package: Package, path: str) -> list[str]:
    counts = seen.counts
    messages: list[str] = []
    if counts["inserted"] or counts["deleted"]:
        messages.append(
            _("The document has tracked changes (additions taken: {added}, deletions left out: {dropped}).").format(
                added=counts["inserted"], dropped=counts["deleted"]
            )
        )
    for key, singular, plural in (
        ("footnote", "{n} footnote or endnote was left out.", "{n} footnotes or endnotes were left out."),
        ("comment", "{n} comment in the margin was left out.", "{n} comments in the margin were left out."),
        ("textbox", "{n} text box was left out.", "{n} text boxes were left out."),
        ("symbol", "{n} sign from a symbol font was left out.", "{n} signs from a symbol font were left out."),
        ("formula", "{n} formula was left out.", "{n} formulas were left out."),
        ("embedded", "{n} embedded file was not read.", "{n} embedded files were not read."),
        (
            "hidden",
            "{n} stretch of hidden text was taken as well.",
            "{n} stretches of hidden text were taken as well.",
        ),
        (
            "numbered",
            "{n} paragraph has an automatic list number; that number is no part of the text.",
            "{n} paragraphs have an automatic list number; those numbers are no part of the text.",
        ),
    ):
        if counts[key]:
            messages.append(ngettext(singular, plural, counts[key]))
    folder = posixpath.dirname(path)
    for part in package.names():
        stem = posixpath.basename(part)
        if posixpath.dirname(part) == folder and stem.startswith(("header", "footer")) and stem.endswith(".xml"):
            content = package.part(part) or b""
            if _TEXT_MARK in content or b"<w:t " in content:
                messages.append(_("Headers and footers were left out."))
                break
    return messages
