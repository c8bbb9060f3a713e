"""Axial ordering in one stroke: several open codes under a new main code, and a code made a main code."""

from __future__ import annotations

from collections.abc import Sequence

from qualcode.coding.codes import add_code
from qualcode.errors import Refused
from qualcode.i18n import _
from qualcode.store import Study, values


def group_codes(study: Study, code_ids: Sequence[str], name: str) -> values.Code:
    """Makes an axial main code and places these codes under it, in one act; gives the main code.

    Raises:
        Refused: without codes, for an empty or double name, or when a code is a kernlabel or gone.
    """
    if not code_ids:
        raise Refused(_("There are no codes to group."), todo=_("Mark some first."))
    with study.act("group-codes", count=len(code_ids), parent=name.strip()) as transaction:
        main_id = add_code(transaction, name=name, level=values.AXIAL)
        for code_id in code_ids:
            code = transaction.row("code", code_id)
            if code["level"] == values.SELECTIVE:
                raise Refused(_("A kernlabel does not stand under a code."), code["name"])
            transaction.update("code", code_id, parent_id=main_id)
    return next(code for code in study.codes() if code.id == main_id)


def make_main_code(study: Study, code_id: str) -> None:
    """Makes a code an axial main code: at the top of the tree, with the codes below it still below it.

    Raises:
        Refused: for a kernlabel, or when a main code has this name already.
    """
    with study.act("make-main-code") as transaction:
        code = transaction.row("code", code_id)
        transaction.about = {"code": code["name"]}
        if code["level"] == values.SELECTIVE:
            raise Refused(_("A kernlabel is not a code of the tree."), code["name"])
        for other in transaction.find("code", parent_id=None, level=values.AXIAL):
            if other["id"] != code_id and other["name"].casefold() == code["name"].casefold():
                raise Refused(_("There is a main code with this name already."), code["name"], _("Merge the two."))
        transaction.update("code", code_id, parent_id=None, level=values.AXIAL)
