"""Both catalogues hold every message of the source, whole, and nothing else; Dutch fits where English fits."""

from __future__ import annotations

import ast
import string
from collections.abc import Iterator
from pathlib import Path

import pytest

from qualcode.i18n import set_language

pytest.importorskip("babel", reason="catalogues are checked where they are made")

from babel.messages.catalog import Catalog

from qualcode.locale import update

PACKAGE = Path(update.__file__).parents[1]
NARROWEST = 80
"""Columns of the smallest terminal that the screens support."""
AT_IMPORT = "cli"
"""The command line's modules are imported after the language is known, so that help texts may stand in signatures."""


def forms(message: str | list[str] | tuple[str, ...] | None) -> tuple[str, ...]:
    return (message or "",) if isinstance(message, str | None) else tuple(message)


def known(catalog: Catalog) -> set[tuple[str, ...]]:
    """Every message: its sense, or nothing, and its forms."""
    return {(str(message.context or ""), *forms(message.id)) for message in catalog if message.id}


def placeholders(text: str) -> list[tuple[str, str]]:
    """Name and format of each `{…}`, in the order of the alphabet: a translation may turn them round, not change them."""
    return sorted(
        (name, spec or "") for _before, name, spec, _how in string.Formatter().parse(text) if name is not None
    )


@pytest.fixture(scope="module")
def of_source() -> set[tuple[str, ...]]:
    return known(update.extracted())


@pytest.mark.parametrize("language", update.LANGUAGES)
def test_every_message_is_translated(language: str, of_source: set[tuple[str, ...]]) -> None:
    """Run `python -m qualcode.locale.update`, translate what is new in qualcode.po, and run it again."""
    catalog = update.read(language)
    there = known(catalog)
    assert sorted(of_source - there) == []
    assert sorted(there - of_source) == [], "messages that the source no longer has"
    assert update.untranslated(catalog) == []
    assert "\n#~ " not in update.po_file(language).read_text(encoding="utf-8")


@pytest.mark.parametrize("language", update.LANGUAGES)
def test_placeholders_are_kept(language: str) -> None:
    wrong = [
        (source, said)
        for message in update.read(language)
        if message.id
        for source, said in zip(forms(message.id), forms(message.string), strict=True)
        if placeholders(source) != placeholders(said)
    ]
    assert wrong == []


@pytest.mark.parametrize("language", update.LANGUAGES)
def test_a_message_keeps_its_edges(language: str) -> None:
    """Halves of a sentence keep the space or sign they begin with, and a sentence its full stop."""
    wrong = [
        (source, said)
        for message in update.read(language)
        if message.id and all(forms(message.string))
        for source, said in zip(forms(message.id), forms(message.string), strict=True)
        if ((source[0] in " ;,…+" or said[0] in " ;,…+") and source[0] != said[0])
        or (source[-1] in " .:?!…") != (said[-1] in " .:?!…")
        or source.count("\n") != said.count("\n")
    ]
    assert wrong == []


@pytest.mark.parametrize("language", update.LANGUAGES)
def test_what_is_installed_is_what_translators_wrote(language: str) -> None:
    compiled = update.po_file(language).with_suffix(".mo").read_bytes()
    assert compiled == update.compiled(update.read(language))


@pytest.mark.parametrize("language", update.LANGUAGES)
def test_footers_fit_the_narrowest_terminal(language: str) -> None:
    """No key of a footer is left out for want of room."""
    from qualcode.tui.keymap import CONTEXTS
    from qualcode.tui.widgets.key_hints import KeyHints

    set_language(language)
    too_wide = {}
    for context in CONTEXTS:
        hints = KeyHints((context,)).hints()
        width = sum(KeyHints._width(hint) for hint in hints) + 2
        if width > NARROWEST:
            too_wide[context] = (width, hints)
    assert too_wide == {}


@pytest.mark.parametrize("language", update.LANGUAGES)
def test_what_a_key_does_fits_the_help(language: str) -> None:
    """The help has forty cells between a key and its stable name."""
    from qualcode.i18n import _
    from qualcode.tui.keymap import acts

    set_language(language)
    assert [(act.name, _(act.says)) for act in acts() if len(_(act.says)) > 40] == []


def calls_at_import(tree: ast.Module) -> Iterator[int]:
    """Lines where a message is looked up while the module is being imported."""

    def of(node: ast.AST) -> Iterator[int]:
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef):
                for early in (*child.decorator_list, child.args):
                    yield from of(early)
                continue
            if isinstance(child, ast.Lambda):
                continue
            if (
                isinstance(child, ast.Call)
                and isinstance(child.func, ast.Name)
                and child.func.id in ("_", "C_", "ngettext")
            ):
                yield child.lineno
            yield from of(child)

    yield from of(tree)


def test_nothing_is_translated_before_the_language_is_known() -> None:
    """A constant is marked with `N_` and looked up when it is shown, so that the language can be switched."""
    early = [
        f"{file.relative_to(PACKAGE)}:{line}"
        for file in sorted(PACKAGE.rglob("*.py"))
        if file.relative_to(PACKAGE).parts[0] != AT_IMPORT
        for line in calls_at_import(ast.parse(file.read_text(encoding="utf-8")))
    ]
    assert early == []
