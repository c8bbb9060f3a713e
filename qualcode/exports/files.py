"""What every product shares: the suffix picks the format, bytes that repeat, and a file that is whole or not there.

A file is made in memory, written aside and then put in its place in one move, for its owner only: an export that fails leaves
the old file as it was. Zip packages (Word, Excel) get fixed dates, so that an unchanged study gives the same bytes.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from qualcode.errors import StudyUnusable, WrongUsage
from qualcode.exports.rows import last_chance
from qualcode.i18n import _
from qualcode.products import MARKDOWN_LINE

_EPOCH = (1980, 1, 1, 0, 0, 0)
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def suffix_of(path: Path | str, known: Sequence[str]) -> str:
    """The format that the file's name asks for, lower case with its dot.

    Raises:
        WrongUsage: for a suffix that this product has no format for.
    """
    suffix = Path(path).suffix.lower()
    if suffix not in known:
        raise WrongUsage(
            _("'{suffix}' is no format of this product.").format(suffix=suffix)
            if suffix
            else _("The file's name has no suffix to pick the format by."),
            str(path),
            _("End the name in one of: {names}.").format(names=", ".join(known)),
        )
    return suffix


def put(path: Path | str, content: bytes) -> Path:
    """Writes the file for its owner only, aside and then in one move; makes its folder; gives its path.

    A Markdown file ends with the mark of `qualcode.products`.

    Raises:
        StudyUnusable: when the folder cannot be written or the disk is full; the old file is then untouched.
    """
    from qualcode.store import write_private
    from qualcode.store.folder import unwritable

    last_chance()
    target = Path(path)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StudyUnusable(
            _("This folder cannot be made ({reason}).").format(reason=error.strerror),
            str(target.parent),
            _("Choose another place."),
        ) from error
    try:
        folder = target.is_dir()
    except OSError as error:
        raise unwritable(target, error) from error
    if folder:
        raise StudyUnusable(_("This is a folder."), str(target), _("Give the name of a file in it."))
    if target.suffix.lower() == ".md":
        content = content.rstrip(b"\n") + f"\n\n{MARKDOWN_LINE}\n".encode()
    write_private(target, content)
    return target


def legal(text: str) -> str:
    """The text without what no XML can hold: controls and lone surrogates become U+FFFD, line ends and tabs stay."""
    return _ILLEGAL.sub("\ufffd", text) if _ILLEGAL.search(text) else text


def escaped(text: str) -> str:
    """The text as XML writes it between tags."""
    text = legal(text)
    if "&" in text or "<" in text or ">" in text:
        text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text


def quoted(text: str) -> str:
    """The text as XML writes it in an attribute, between double quotes."""
    return escaped(text).replace('"', "&quot;").replace("\n", " ")


def zipped(parts: Mapping[str, bytes | Iterable[str]]) -> bytes:
    """A zip package of these parts, in their order, with fixed dates; a part given as strings is written piece by piece."""
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3
            entry.external_attr = 0o600 << 16
            if isinstance(content, bytes):
                package.writestr(entry, content)
                continue
            with package.open(entry, "w", force_zip64=False) as part:
                waiting: list[str] = []
                size = 0
                for piece in content:
                    waiting.append(piece)
                    size += len(piece)
                    if size > 1 << 18:
                        part.write("".join(waiting).encode())
                        waiting, size = [], 0
                part.write("".join(waiting).encode())
    return memory.getvalue()
