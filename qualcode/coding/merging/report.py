"""What a merge did, or would do: plain values to print, show and keep."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from qualcode.coding.history import word_said
from qualcode.coding.merging.shape import REFERENCES, Key, Row, Rows
from qualcode.i18n import _

OURS, THEIRS = "ours", "theirs"
CHANGED, REMOVED, SAME_NAME = "changed", "removed", "same-name"


@dataclass(frozen=True, slots=True)
class Conflict:
    """The same thing changed in both copies, not in the same way."""

    key: str
    """Stable name ("code:0198…:definition"); the key of `choices`."""
    kind: str
    """changed (both changed it), removed (removed in one, used or changed in the other), same-name (left as two)."""
    what: str
    """What it is about: a code's name, a place in a transcript; never a participant's words."""
    field: str
    ours: str
    theirs: str
    taken: str
    """ours or theirs."""
    ours_at: str = ""
    theirs_at: str = ""


@dataclass(frozen=True, slots=True)
class Moved:
    """A span of a transcript whose text differs between the copies."""

    what: str
    transcript: str
    start: int
    end: int
    """Where it stood in its own copy."""
    new_start: int | None = None
    """Where it stands now; None when no place was certain and it was left out."""
    new_end: int | None = None


@dataclass(frozen=True, slots=True)
class MergeReport:
    """What came of merging another copy into this study."""

    other: Path
    coders: tuple[str, ...]
    """Whose work came in."""
    added: dict[str, int]
    """Table -> rows that came in."""
    changed: dict[str, int]
    removed: dict[str, int]
    acts: int
    """Acts that the journal took over."""
    united: int
    """Things made separately in both copies that are one now."""
    conflicts: tuple[Conflict, ...] = ()
    moved: tuple[Moved, ...] = ()
    """Spans found back in a text that differs."""
    refused: tuple[Moved, ...] = ()
    """Spans left out, because their place in the differing text is not certain; the other copy still has them."""
    change_id: str | None = None
    """The act in the journal; None for a dry run, or when there was nothing to take over."""

    @property
    def nothing(self) -> bool:
        """Whether the other copy held nothing that this study had not."""
        return not (self.acts or self.added or self.changed or self.removed)

    def count(self, table: str) -> int:
        """Rows of a table that came in."""
        return self.added.get(table, 0)


@dataclass(slots=True)
class Notes:
    """What is noticed while merging."""

    conflicts: dict[str, Conflict] = field(default_factory=dict)
    moved: list[Moved] = field(default_factory=list)
    refused: list[Moved] = field(default_factory=list)
    united: int = 0

    def add(self, conflict: Conflict) -> None:
        """Notes a conflict once."""
        self.conflicts.setdefault(conflict.key, conflict)


def thing(key: Key, row: Row, rows: Rows) -> str:
    """What a row is, to a person: names and places, no words of a participant."""
    table = key[0]
    if table == "code":
        return _("code '{name}'").format(name=row["name"])
    if table in ("transcript", "participant", "coding_round"):
        return str(row["name"])
    if table in ("segment", "suggestion", "settlement"):
        transcript = rows["transcript"].get(row["transcript_id"])
        place = f"{row['start']}:{row['end']}"
        return f"{transcript['name']} {place}" if transcript else place
    if table == "coding":
        code, segment = rows["code"].get(row["code_id"]), rows["segment"].get(row["segment_id"])
        name = code["name"] if code else ""
        return f"'{name}', " + (thing(("segment", segment["id"]), segment, rows) if segment else "")
    if table in ("memo", "attribute"):
        kind, target = (
            row[name] for name in (("target_kind", "target_id"), ("owner_kind", "owner_id"))[table != "memo"]
        )
        owner = rows.get(kind, {}).get(target)
        on = thing((kind, target), owner, rows) if owner else ""
        return _("memo on {on}").format(on=on) if table == "memo" else f"{on}: {row['key']}"
    if table == "speaker":
        transcript = rows["transcript"].get(row["transcript_id"])
        return f"{transcript['name'] if transcript else ''}: {row['label']}"
    if table == "progress":
        transcript = rows["transcript"].get(row["transcript_id"])
        return _("progress in {transcript}").format(transcript=transcript["name"] if transcript else "")
    if table == "evidence":
        code = rows["code"].get(row["kernlabel_id"])
        return _("quote of '{name}'").format(name=code["name"] if code else "")
    if table == "code_relation":
        names = [rows["code"].get(row[end], {}).get("name", "") for end in ("from_id", "to_id")]
        return f"'{names[0]}' {word_said('kind', row['kind'])} '{names[1]}'"
    if table == "study":
        return _("the study '{title}'").format(title=row["title"])
    return table


def shown(table: str, fields: tuple[str, ...], row: Row | None, rows: Rows) -> str:
    """The value of a conflict's field: names in place of ids, words of the data as they are stored."""
    if row is None:
        return _("removed")
    if table == "segment":
        return f"{row['start']}:{row['end']}"
    if table == "coding":
        return thing((table, row["id"]), row, rows)
    if len(fields) == 1 and (pointed := REFERENCES.get(table, {}).get(fields[0])):
        return str(rows.get(pointed, {}).get(row[fields[0]] or "", {}).get("name", ""))
    for name in ("decision", "text", "state", "kind"):
        if name in row and len(fields) > 1:
            return str(row[name])
    return str(row[fields[0]]) if len(fields) == 1 and row[fields[0]] is not None else ""
