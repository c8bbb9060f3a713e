"""Several codes under a new main code, and a code made a main code: one act each, undone in one step."""

from __future__ import annotations

import pytest

from qualcode import coding
from qualcode.errors import Refused
from qualcode.store import Study


def tree(study: Study) -> dict[str, tuple[str, str]]:
    codes = {code.id: code for code in study.codes()}
    return {code.name: (code.level, codes[code.parent_id].name if code.parent_id else "") for code in codes.values()}


def test_codes_are_grouped_under_a_new_main_code_in_one_act(study: Study) -> None:
    wait = coding.make_code(study, "wachten is verliezen")
    call = coding.make_code(study, "zelf bellen")
    main = coding.group_codes(study, [wait.id, call.id], "Tijd")
    assert main.level == "axial"
    assert tree(study)["wachten is verliezen"] == ("open", "Tijd") == tree(study)["zelf bellen"]
    study.undo()
    assert tree(study) == {"wachten is verliezen": ("open", ""), "zelf bellen": ("open", "")}


def test_a_code_becomes_a_main_code_and_keeps_what_is_below_it(study: Study) -> None:
    top = coding.make_code(study, "Hulp", level="axial")
    middle = coding.make_code(study, "Casemanager", parent_id=top.id)
    coding.make_code(study, "Vast gezicht", parent_id=middle.id)
    coding.make_main_code(study, middle.id)
    assert tree(study)["Casemanager"] == ("axial", "")
    assert tree(study)["Vast gezicht"] == ("open", "Casemanager")
    study.undo()
    assert tree(study)["Casemanager"] == ("open", "Hulp")


def test_what_cannot_be_ordered_so_is_refused_and_nothing_changes(study: Study) -> None:
    coding.make_code(study, "Tijd", level="axial")
    other = coding.make_code(study, "tijd")
    kernlabel = coding.make_kernlabel(study, "Ouders wachten te lang", number="1")
    before = study.dump()
    with pytest.raises(Refused):
        coding.make_main_code(study, other.id)
    with pytest.raises(Refused):
        coding.make_main_code(study, kernlabel.id)
    with pytest.raises(Refused):
        coding.group_codes(study, [other.id, kernlabel.id], "Nieuw")
    with pytest.raises(Refused):
        coding.group_codes(study, [other.id], "TIJD")
    with pytest.raises(Refused):
        coding.group_codes(study, [], "Nieuw")
    assert study.dump() == before
