"""Brings the gettext catalogues up to date with the source: extracts, merges, compiles. Run as `python -m qualcode.locale.update`.

Needs babel (an extra of development). The .mo files are kept in git, so that an installed qualcode needs no compiler.
"""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

HERE = Path(__file__).parent
PACKAGE = HERE.parent
KEYWORDS = {"_": None, "N_": None, "ngettext": (1, 2), "NN_": (1, 2), "C_": ((1, "c"), 2)}
LANGUAGES = ("nl", "en")
BEGUN = datetime(2026, 11, 23, tzinfo=UTC)
"""A date that stays, so that a catalogue changes only when its messages do."""


def extracted() -> Catalog:
    """Every message of the source, without the lines where it stands (they would change with every commit)."""
    catalog = Catalog(project="qualcode", charset="utf-8")
    found = extract_from_dir(
        PACKAGE, method_map=[("**.py", "python")], options_map={}, keywords=KEYWORDS, comment_tags=("i18n:",)
    )
    for file, _line, message, comments, context in sorted(found, key=lambda one: (str(one[0]), one[1])):
        catalog.add(message, None, [(str(file), 0)], auto_comments=comments, context=context)
    return catalog


def po_file(language: str) -> Path:
    """The catalogue that translators write in."""
    return HERE / language / "LC_MESSAGES" / "qualcode.po"


def read(language: str) -> Catalog:
    """The catalogue of a language; an empty one when there is none yet."""
    file = po_file(language)
    own = Catalog(
        locale=language,
        project="qualcode",
        header_comment="# Messages of qualcode; see CONTRIBUTING.md for how this file is kept.",
        copyright_holder="the qualcode developers",
        creation_date=BEGUN,
        revision_date=BEGUN,
        last_translator="the qualcode developers",
        language_team=language,
        charset="utf-8",
        fuzzy=False,
    )
    if file.exists():
        with file.open("rb") as opened:
            for message in read_po(opened, locale=language):
                if message.id:
                    own[message.id] = message
    return own


def compiled(catalog: Catalog) -> bytes:
    """The catalogue as gettext reads it."""
    target = BytesIO()
    write_mo(target, catalog)
    return target.getvalue()


def untranslated(catalog: Catalog) -> list[str]:
    """Messages that have no translation, or one that is only a guess."""
    empty = []
    for message in catalog:
        if not message.id:
            continue
        forms = message.string if isinstance(message.string, (list, tuple)) else (message.string,)
        if message.fuzzy or not all(forms):
            empty.append(message.id if isinstance(message.id, str) else message.id[0])
    return empty


def update(language: str) -> Catalog:
    """Merges the source's messages into a catalogue, writes .po and .mo, and gives it. English says what is written."""
    catalog = read(language)
    catalog.update(extracted(), no_fuzzy_matching=True, update_creation_date=False)
    catalog.obsolete.clear()
    if language == "en":
        for message in catalog:
            if message.id:
                message.string = message.id
                message.flags.discard("fuzzy")
    file = po_file(language)
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("wb") as opened:
        write_po(opened, catalog, width=120, sort_output=True, omit_header=False, include_lineno=False)
    file.with_suffix(".mo").write_bytes(compiled(catalog))
    return catalog


def main() -> int:
    """Updates all catalogues; ends with 1 when Dutch misses a message."""
    missing = 0
    for language in LANGUAGES:
        empty = untranslated(update(language))
        missing += len(empty)
        print(f"{language}: {len(empty)} without a translation")
        for message in empty[:20]:
            print(f"  {message!r}")
    return int(missing > 0)


if __name__ == "__main__":
    sys.exit(main())
