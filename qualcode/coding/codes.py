"""Making and ordering codes: make, change, move, merge, split, retire; placing open codes under axial ones; relations."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import func, select

from qualcode.coding.memos import hand_over_memos, remove_memos
from qualcode.errors import Refused
from qualcode.i18n import _
from qualcode.store import Study, Transaction, values
from qualcode.store.journal import as_json
from qualcode.store.tables import table

Row = dict[str, Any]
TEXT_FIELDS = (
    "name",
    "level",
    "family",
    "number",
    "definition",
    "when_to_use",
    "when_not",
    "example",
    "colour",
    "shortcut",
)
LIST_FIELDS = ("keywords", "aliases", "questions")


def make_code(
    study: Study,
    name: str,
    *,
    level: str = values.OPEN,
    parent_id: str | None = None,
    parent_name: str = "",
    **fields: Any,
) -> values.Code:
    """Makes a code; gives it.

    Args:
        study: The open study.
        name: What is shown; unique among its brothers, any letters.
        level: open, axial or selective.
        parent_id: The main code above it, or None.
        parent_name: A main code that is made above it in the same act, when there is none yet.
        fields: Any of `TEXT_FIELDS` and `LIST_FIELDS`.

    Raises:
        Refused: for an empty or double name, a shortcut that another code has, or a parent that is gone.
    """
    with study.act("make-code", code=name.strip(), level=level) as transaction:
        if parent_name.strip():
            parent_id = add_code(transaction, name=parent_name, level=level, parent_id=parent_id)
        code_id = add_code(transaction, name=name, level=level, parent_id=parent_id, **fields)
    return _by_id(study, code_id)


def change_code(study: Study, code_id: str, **fields: Any) -> values.Code:
    """Changes fields of a code (name, definition, keywords, colour, shortcut, level, …); gives it as it is now.

    Raises:
        Refused: as `make_code`, or for a field that a code does not have.
    """
    with study.act("change-code") as transaction:
        code = transaction.row("code", code_id)
        transaction.about = {"code": code["name"], "fields": sorted(fields)}
        if "name" in fields and fields["name"].strip() != code["name"]:
            transaction.about["new_name"] = fields["name"].strip()
        transaction.update("code", code_id, **_columns(transaction, fields, code["parent_id"], code_id))
    return _by_id(study, code_id)


def move_code(study: Study, code_id: str, parent_id: str | None, *, before_id: str | None = None) -> None:
    """Puts a code under another, or at the top; and before one of its new brothers, or last.

    Raises:
        Refused: when it would stand under itself, or a brother has the same name.
    """
    with study.act("move-code") as transaction:
        code = transaction.row("code", code_id)
        transaction.about = {"code": code["name"]}
        if parent_id is not None:
            transaction.about["parent"] = transaction.row("code", parent_id)["name"]
        _no_loop(transaction, code_id, parent_id)
        if parent_id != code["parent_id"]:
            _free_name(transaction, code["name"], code["level"], parent_id, code_id)
        brothers = [row for row in transaction.find("code", parent_id=parent_id) if row["id"] != code_id]
        brothers.sort(key=lambda row: (row["position"], row["id"]))
        place = next((index for index, row in enumerate(brothers) if row["id"] == before_id), len(brothers))
        order = [*brothers[:place], code, *brothers[place:]]
        positions = sorted({row["position"] for row in order})
        if len(positions) < len(order):
            first = positions[0]
            positions = list(range(first, first + len(order)))
        for row, position in zip(order, positions, strict=True):
            parent = parent_id if row["id"] == code_id else row["parent_id"]
            transaction.update("code", row["id"], position=position, parent_id=parent)


def place_codes(study: Study, code_ids: Sequence[str], axial_id: str | None) -> None:
    """Places open codes under an axial one (or takes them away from theirs), in one act.

    Raises:
        Refused: when a code would stand under itself.
    """
    with study.act("place-codes" if axial_id is not None else "take-away-codes", count=len(code_ids)) as transaction:
        if axial_id is not None:
            transaction.about["parent"] = transaction.row("code", axial_id)["name"]
        for code_id in code_ids:
            _no_loop(transaction, code_id, axial_id)
            transaction.update("code", code_id, parent_id=axial_id)


def merge_codes(study: Study, source_ids: Sequence[str], target_id: str) -> None:
    """Merges codes into one: codings, sub-codes, memos, links and keywords go to the target, the sources disappear.

    Where a segment carries both, one coding stays, with both memos.

    Raises:
        Refused: when the target is among the sources or below one of them.
    """
    from qualcode.coding.segments import give_code

    with study.act("merge-codes") as transaction:
        target = transaction.row("code", target_id)
        sources = [transaction.row("code", source_id) for source_id in source_ids]
        transaction.about = {"codes": [row["name"] for row in sources], "code": target["name"]}
        for source in sources:
            if source["id"] == target_id:
                raise Refused(_("A code cannot be merged into itself."), target["name"])
            _no_loop(transaction, source["id"], target_id)
            for coding in transaction.find("coding", code_id=source["id"]):
                give_code(transaction, coding, target_id)
            for child in transaction.find("code", parent_id=source["id"]):
                transaction.update("code", child["id"], parent_id=target_id)
            hand_over_memos(transaction, "code", source["id"], target_id)
            _hand_over_links(transaction, source["id"], target_id)
            _unite_lists(transaction, source, target_id)
            transaction.delete("code", source["id"])
            # Another copy of the study may still put the old code: merging then knows where it went.
            transaction.insert("same_as", id=source["id"], kind="code", kept_id=target_id)


def split_code(study: Study, code_id: str, name: str, coding_ids: Sequence[str]) -> values.Code:
    """Splits a code: these codings of it go to a new code beside it; gives the new code.

    Raises:
        Refused: for an empty or double name, or a coding that is not of this code.
    """
    with study.act("split-code", count=len(coding_ids)) as transaction:
        code = transaction.row("code", code_id)
        transaction.about |= {"code": code["name"], "new_name": name.strip()}
        new_id = add_code(
            transaction,
            name=name,
            level=code["level"],
            parent_id=code["parent_id"],
            family=code["family"],
            colour=code["colour"],
            position=code["position"],
        )
        for coding_id in coding_ids:
            coding = transaction.row("coding", coding_id)
            if coding["code_id"] != code_id:
                raise Refused(_("That coding is not of this code."), code["name"])
            transaction.update("coding", coding_id, code_id=new_id)
    return _by_id(study, new_id)


def retire_code(study: Study, code_id: str, *, retired: bool = True) -> None:
    """Takes a code out of use, or into use again; its codings stay."""
    with study.act("retire-code" if retired else "revive-code") as transaction:
        code = transaction.row("code", code_id)
        transaction.about = {"code": code["name"]}
        transaction.update("code", code_id, retired=int(retired), **({"shortcut": ""} if retired else {}))


def remove_code(study: Study, code_id: str) -> None:
    """Removes a code that no coding, sub-code or kernlabel uses; its memos and links go with it.

    Raises:
        Refused: when it is in use; `todo` says to merge or retire it.
    """
    with study.act("remove-code") as transaction:
        code = transaction.row("code", code_id)
        transaction.about = {"code": code["name"]}
        in_use = (
            transaction.find("coding", code_id=code_id)
            or transaction.find("code", parent_id=code_id)
            or transaction.find("evidence", kernlabel_id=code_id)
        )
        if in_use:
            raise Refused(
                _("This code is in use: it has codings, sub-codes or quotes."),
                code["name"],
                _("Merge it into another code, or retire it."),
            )
        remove_memos(transaction, "code", code_id)
        for suggestion in transaction.find("suggestion", code_id=code_id):
            transaction.delete("suggestion", suggestion["id"])
        for end in ("from_id", "to_id"):
            for link in transaction.find("code_relation", **{end: code_id}):
                transaction.delete("code_relation", link["id"])
        transaction.delete("code", code_id)


def relate(study: Study, from_id: str, to_id: str, kind: str, *, note: str = "") -> str:
    """Links two codes; gives the link's id. The same link again only changes its note.

    Raises:
        Refused: for an unknown kind, or a code with itself.
    """
    with study.act("relate") as transaction:
        transaction.about = {
            "code": transaction.row("code", from_id)["name"],
            "kind": kind,
            "to": transaction.row("code", to_id)["name"],
        }
        return add_relation(transaction, from_id, to_id, kind, note)


def unrelate(study: Study, relation_id: str) -> None:
    """Removes a link between codes."""
    with study.act("unrelate") as transaction:
        link = transaction.row("code_relation", relation_id)
        transaction.about = {
            "code": transaction.row("code", link["from_id"])["name"],
            "kind": link["kind"],
            "to": transaction.row("code", link["to_id"])["name"],
        }
        transaction.delete("code_relation", relation_id)


# Parts of acts, for this package


def add_code(transaction: Transaction, *, name: str, level: str, parent_id: str | None = None, **fields: Any) -> str:
    """Makes a code inside a larger act; gives its id. See `make_code`."""
    position = fields.pop("position", None)
    key = fields.pop("key", "")
    if parent_id is not None:
        transaction.row("code", parent_id)
    columns = _columns(transaction, {"name": name, "level": level, **fields}, parent_id, None)
    if position is None:
        highest = transaction.connection.execute(select(func.max(table("code").c.position))).scalar()
        position = 0 if highest is None else highest + 1
    return transaction.insert("code", **columns, parent_id=parent_id, position=position, key=key)


def add_relation(transaction: Transaction, from_id: str, to_id: str, kind: str, note: str = "") -> str:
    """Links two codes inside a larger act; see `relate`."""
    if kind not in values.RELATION_KINDS:
        raise Refused(_("A relation is one of: {kinds}.").format(kinds=", ".join(values.RELATION_KINDS)), kind)
    if from_id == to_id:
        raise Refused(_("A code has no relation with itself."))
    found = transaction.find("code_relation", from_id=from_id, to_id=to_id, kind=kind)
    if found:
        transaction.update("code_relation", found[0]["id"], note=note or found[0]["note"])
        return str(found[0]["id"])
    return transaction.insert("code_relation", from_id=from_id, to_id=to_id, kind=kind, note=note)


def code_in_use(transaction: Transaction, code_id: str) -> Row:
    """The code's row.

    Raises:
        Refused: when the code is gone or retired.
    """
    code = transaction.row("code", code_id)
    if code["retired"]:
        raise Refused(_("This code is retired."), code["name"], _("Choose another, or take it into use again."))
    return code


def _columns(transaction: Transaction, fields: Mapping[str, Any], parent_id: str | None, code_id: str | None) -> Row:
    columns: Row = {}
    for field, value in fields.items():
        if field in LIST_FIELDS:
            columns[field] = as_json([str(item).strip() for item in value if str(item).strip()])
        elif field in TEXT_FIELDS:
            columns[field] = str(value).strip()
        else:
            raise Refused(_("A code has no field '{field}'.").format(field=field))
    level = columns.get("level") or (transaction.row("code", code_id)["level"] if code_id else values.OPEN)
    if level not in values.LEVELS:
        raise Refused(_("A level is one of: {levels}.").format(levels=", ".join(values.LEVELS)), level)
    if "name" in columns:
        if not columns["name"]:
            raise Refused(_("A code needs a name."))
        _free_name(transaction, columns["name"], level, parent_id, code_id)
    if columns.get("colour") and not re.fullmatch(r"#[0-9A-Fa-f]{6}", columns["colour"]):
        raise Refused(_("A colour is written #RRGGBB."), columns["colour"], _("For instance #0072B2."))
    if columns.get("shortcut"):
        taken = [row for row in transaction.find("code", shortcut=columns["shortcut"]) if row["id"] != code_id]
        if len(columns["shortcut"]) != 1 or not columns["shortcut"].isalnum():
            raise Refused(_("A shortcut is one letter or digit."), columns["shortcut"])
        if taken:
            raise Refused(_("The shortcut {key} is of another code.").format(key=columns["shortcut"]), taken[0]["name"])
    return columns


def _free_name(transaction: Transaction, name: str, level: str, parent_id: str | None, code_id: str | None) -> None:
    for brother in transaction.find("code", parent_id=parent_id, level=level):
        if brother["id"] != code_id and brother["name"].casefold() == name.casefold():
            raise Refused(
                _("There is a code with this name here already."), name, _("Use that one, or choose another name.")
            )


def _no_loop(transaction: Transaction, code_id: str, parent_id: str | None) -> None:
    above = parent_id
    while above is not None:
        if above == code_id:
            raise Refused(_("A code cannot stand under itself."), transaction.row("code", code_id)["name"])
        above = transaction.row("code", above)["parent_id"]


def _hand_over_links(transaction: Transaction, source_id: str, target_id: str) -> None:
    for here, there in (("from_id", "to_id"), ("to_id", "from_id")):
        for link in transaction.find("code_relation", **{here: source_id}):
            double = transaction.find("code_relation", **{here: target_id, there: link[there], "kind": link["kind"]})
            if double or link[there] == target_id:
                transaction.delete("code_relation", link["id"])
            else:
                transaction.update("code_relation", link["id"], **{here: target_id})
    for link in transaction.find("evidence", kernlabel_id=source_id):
        if transaction.find("evidence", kernlabel_id=target_id, segment_id=link["segment_id"]):
            transaction.delete("evidence", link["id"])
        else:
            transaction.update("evidence", link["id"], kernlabel_id=target_id)
    for side in ("first_code", "second_code"):
        for settlement in transaction.find("settlement", **{side: source_id}):
            transaction.update("settlement", settlement["id"], **{side: target_id})
    for suggestion in transaction.find("suggestion", code_id=source_id):
        where = {name: suggestion[name] for name in ("transcript_id", "start", "end")}
        if transaction.find("suggestion", code_id=target_id, **where):
            transaction.delete("suggestion", suggestion["id"])
        else:
            transaction.update("suggestion", suggestion["id"], code_id=target_id)


def _unite_lists(transaction: Transaction, source: Row, target_id: str) -> None:
    target = transaction.row("code", target_id)
    for name in LIST_FIELDS:
        united = list(dict.fromkeys([*json.loads(target[name]), *json.loads(source[name])]))
        transaction.update("code", target_id, **{name: as_json(united)})


def _by_id(study: Study, code_id: str) -> values.Code:
    return next(code for code in study.codes(retired=True) if code.id == code_id)
