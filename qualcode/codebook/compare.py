"""What changed between two versions of a codebook, code by code."""

from __future__ import annotations

from dataclasses import dataclass

from qualcode.codebook.model import Codebook, CodeEntry

_LISTS = ("keywords", "aliases", "questions")
_TEXTS = ("level", "family", "number", "definition", "when", "when_not", "example", "colour", "shortcut")


@dataclass(frozen=True, slots=True)
class Difference:
    """One field of one code that is not what it was."""

    key: str
    """Key of the code in the new version."""
    field: str
    before: str
    """The old text; empty when there was none."""
    after: str
    """The new text; empty when there is none."""


@dataclass(frozen=True, slots=True)
class WordsChanged:
    """Words that a code gained and lost."""

    key: str
    field: str
    """keywords, aliases or questions."""
    added: tuple[str, ...]
    dropped: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CodebookDiff:
    """Everything that differs; each part in the order of the codebook that holds it."""

    added: tuple[CodeEntry, ...] = ()
    removed: tuple[CodeEntry, ...] = ()
    rekeyed: tuple[tuple[str, str], ...] = ()
    """(old key, new key) of codes that kept their name but not their key."""
    renamed: tuple[Difference, ...] = ()
    moved: tuple[Difference, ...] = ()
    """Codes under another main code; before and after are keys, empty at the top."""
    changed: tuple[Difference, ...] = ()
    words: tuple[WordsChanged, ...] = ()

    def __bool__(self) -> bool:
        """Whether anything differs."""
        return any((self.added, self.removed, self.rekeyed, self.renamed, self.moved, self.changed, self.words))


def diff_codebooks(old: Codebook, new: Codebook) -> CodebookDiff:
    """What must be done to the old codebook to get the new one; empty (false) when they have equal codes.

    A code is the same one when its key is; a removed and an added code with one name, which no other code of either has,
    are one code with another key.
    """
    before, after = old.by_key(), new.by_key()
    gone = [code for code in old.codes if code.key not in after]
    come = [code for code in new.codes if code.key not in before]
    rekeyed = _rekeyed(gone, come)
    new_key = dict(rekeyed)
    pairs = [
        (code, after[key])
        for code in old.codes
        if (key := new_key.get(code.key, code.key)) in after and key is not None
    ]
    place = {code.key: number for number, code in enumerate(new.codes)}
    pairs.sort(key=lambda pair: place[pair[1].key])
    renamed, moved, changed, words = [], [], [], []
    for was, now in pairs:
        if was.name != now.name:
            renamed.append(Difference(now.key, "name", was.name, now.name))
        parent = new_key.get(was.parent, was.parent) if was.parent is not None else None
        if parent != now.parent:
            moved.append(Difference(now.key, "parent", was.parent or "", now.parent or ""))
        for name in _TEXTS:
            one, two = _said(was, name), _said(now, name)
            if one != two:
                changed.append(Difference(now.key, name, one, two))
        for name in _LISTS:
            had, has = getattr(was, name), getattr(now, name)
            if had != has:
                lost, gained = tuple(w for w in had if w not in has), tuple(w for w in has if w not in had)
                words.append(WordsChanged(now.key, name, gained, lost))
    targets = set(new_key.values())
    return CodebookDiff(
        added=tuple(code for code in come if code.key not in targets),
        removed=tuple(code for code in gone if code.key not in new_key),
        rekeyed=tuple(rekeyed),
        renamed=tuple(renamed),
        moved=tuple(moved),
        changed=tuple(changed),
        words=tuple(words),
    )


def _rekeyed(gone: list[CodeEntry], come: list[CodeEntry]) -> list[tuple[str, str]]:
    old_names = [code.name for code in gone]
    new_names = [code.name for code in come]
    by_name = {code.name: code.key for code in come}
    return [
        (code.key, by_name[code.name])
        for code in gone
        if old_names.count(code.name) == 1 and new_names.count(code.name) == 1
    ]


def _said(code: CodeEntry, name: str) -> str:
    value = getattr(code, name)
    return "" if value is None else str(value)
