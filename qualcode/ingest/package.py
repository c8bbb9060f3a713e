"""Zip packages (docx, odt, xlsx) opened with care: capped in size, XML without entities, damage told in one sentence."""

from __future__ import annotations

import io
import zipfile
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qualcode.errors import BadInput
from qualcode.i18n import _

if TYPE_CHECKING:
    from lxml.etree import _Element

MAX_PART = 128 * 1024 * 1024
"""Bytes that one unpacked part may take. A part of 64 MB holds an interview of months; a zip bomb unpacks to gigabytes."""

_DAMAGE = (zipfile.BadZipFile, EOFError, zlib.error, NotImplementedError, OSError, ValueError)


@dataclass(frozen=True, slots=True)
class Package:
    """The parts of one zip package, by name."""

    archive: zipfile.ZipFile
    name: str
    """The file's name, for messages."""

    def names(self) -> list[str]:
        """The names of the parts, in the order of the archive."""
        return self.archive.namelist()

    def part(self, path: str) -> bytes | None:
        """The bytes of a part, or None when the package lacks it.

        Raises:
            BadInput: when the part is damaged, locked with a password or too large.
        """
        try:
            info = self.archive.getinfo(path)
        except KeyError:
            return None
        if info.flag_bits & 1:
            raise encrypted(self.name)
        try:
            with self.archive.open(info) as stream:
                data = stream.read(MAX_PART + 1)
        except _DAMAGE as error:
            raise damaged(self.name) from error
        if len(data) > MAX_PART:
            raise BadInput(
                _("The file unpacks to more than {size} MB, which no transcript does.").format(size=MAX_PART >> 20),
                where=self.name,
                todo=_("Open it in a word processor, take the pictures out and save it again."),
            )
        return data

    def xml(self, path: str) -> _Element | None:
        """The root element of an XML part, or None when the package lacks it.

        Raises:
            BadInput: when the part is damaged, too large, or declares entities.
        """
        data = self.part(path)
        return None if data is None else parsed(data, self.name)


def opened(data: bytes, name: str) -> Package:
    """The package in these bytes.

    Raises:
        BadInput: when it is no zip archive or its end is missing.
    """
    try:
        return Package(zipfile.ZipFile(io.BytesIO(data)), name)
    except _DAMAGE as error:
        raise damaged(name) from error


def parsed(data: bytes, name: str) -> _Element:
    """The root element of an XML text. Entities are never expanded and nothing is fetched.

    Raises:
        BadInput: when it is not well-formed, or has a document type (office formats have none).
    """
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise damaged(name) from error
    if b"<!DOCTYPE" in data[:4096] or b"<!ENTITY" in data[:4096]:
        raise BadInput(
            _("The file declares XML entities, which a document of this kind never needs."),
            where=name,
            todo=_("Open it in a word processor and save it again, if you trust where it came from."),
        )
    return root


def damaged(name: str) -> BadInput:
    """The error for a package that is cut off or broken inside."""
    return BadInput(
        _("The file is damaged or not complete."),
        where=name,
        todo=_("Copy it again from its source, or open it in a word processor and save it under a new name."),
    )


def encrypted(name: str) -> BadInput:
    """The error for a file that asks for a password."""
    return BadInput(
        _("The file is protected with a password."),
        where=name,
        todo=_("Open it in the program it comes from, take the password off, save it and import it again."),
    )
