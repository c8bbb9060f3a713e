"""A codebook's plain data into a study's codes, and back."""

from __future__ import annotations

from qualcode.codebook.model import Codebook, CodeEntry
from qualcode.coding.codes import add_code, add_relation
from qualcode.store import Study, values

RELATION_WORDS = {
    "leidt tot": "leads-to",
    "hangt samen met": "goes-with",
    "spreekt tegen": "contradicts",
    "is deel van": "part-of",
    "is voorwaarde voor": "condition-for",
    "rust op": "rests-on",
}
"""How a Dutch codebook writes the kinds of relation."""


def import_codebook(study: Study, codebook: Codebook) -> list[values.Code]:
    """Puts a codebook's codes into the study in one act; gives those that are new.

    A code whose key the study has already is left as the study has it, and its new sub-codes go under it; so is a code
    without a key match whose name and parent are there. Shortcuts that are taken are left out.
    """
    with study.act("import-codebook", codebook=codebook.title or codebook.name) as transaction:
        # Read while no other program can write.
        existing = study.codes(retired=True)
        by_key = {code.key: code.id for code in existing if code.key}
        by_place = {(code.parent_id, code.level, code.name.casefold()): code.id for code in existing}
        shortcuts = {code.shortcut for code in existing if code.shortcut}
        ids: dict[str, str] = {}
        new: list[str] = []
        for entry in codebook:
            parent_id = ids.get(entry.parent) if entry.parent else None
            found = by_key.get(entry.key) or by_place.get((parent_id, entry.level, entry.name.casefold()))
            if found:
                ids[entry.key] = found
                continue
            shortcut = "" if entry.shortcut in shortcuts else entry.shortcut
            shortcuts.add(shortcut)
            ids[entry.key] = add_code(
                transaction,
                name=entry.name,
                level=entry.level,
                parent_id=parent_id,
                key=entry.key,
                family=entry.family,
                number=_shown_number(codebook, entry),
                definition=entry.definition,
                when_to_use=entry.when,
                when_not=entry.when_not,
                example=entry.example,
                keywords=entry.keywords,
                aliases=entry.aliases,
                questions=entry.questions,
                colour=entry.colour,
                shortcut=shortcut,
            )
            new.append(ids[entry.key])
        for source, kind, target in codebook.relations:
            add_relation(transaction, ids[source], ids[target], RELATION_WORDS.get(kind.casefold(), kind))
        transaction.about["count"] = len(new)
    added = set(new)
    return [code for code in study.codes() if code.id in added]


def entry_of(code: values.Code, key: str, parent: str | None) -> CodeEntry:
    """A code of a study as an entry of a codebook, under this key and below that one; of "2.3" the number is 3."""
    last = code.number.rsplit(".", 1)[-1]
    return CodeEntry(
        key=key,
        name=code.name,
        level=code.level,
        family=code.family,
        number=int(last) if last.isascii() and last.isdigit() else None,
        parent=parent,
        definition=code.definition,
        when=code.when_to_use,
        when_not=code.when_not,
        example=code.example,
        keywords=code.keywords,
        aliases=code.aliases,
        questions=code.questions,
        colour=code.colour,
        shortcut=code.shortcut,
    )


def codebook_of(study: Study, *, levels: tuple[str, ...] = values.LEVELS) -> Codebook:
    """The study's own codes as plain data, in tree order; keys are the codes' ids.

    Args:
        study: The open study.
        levels: Which levels come along; a code whose parent does not becomes a top code.
    """
    info = study.info()
    codes = [code for code in study.codes() if code.level in levels]
    known = {code.id for code in codes}
    entries = tuple(entry_of(code, code.id, code.parent_id if code.parent_id in known else None) for code in codes)
    relations = tuple(
        (link.from_id, link.kind, link.to_id)
        for link in study.relations()
        if link.from_id in known and link.to_id in known
    )
    return Codebook(name=info.id, title=info.title, language=info.language, codes=entries, relations=relations)


def _shown_number(codebook: Codebook, entry: CodeEntry) -> str:
    if entry.number is None:
        return ""
    parents = codebook.by_key()
    parent = parents.get(entry.parent) if entry.parent else None
    above = _shown_number(codebook, parent) if parent else ""
    return f"{above}.{entry.number}" if above else str(entry.number)
