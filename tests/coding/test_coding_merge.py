"""Merging copies: nothing lost, nothing doubled, the same whichever is merged into which, and undone in one step."""

from __future__ import annotations

import tempfile
from pathlib import Path

from coding_acts import small_book
from conftest import interview
from hypothesis import given, settings
from hypothesis import strategies as st
from merge_pairs import check_pair

from qualcode import coding
from qualcode.coding.copying import copy_study
from qualcode.coding.merging import merge_study
from qualcode.store import Study


@settings(max_examples=15, deadline=None)
@given(st.randoms(use_true_random=False))
def test_what_merging_promises_holds_for_any_two_copies(drawn: st.DrawFn) -> None:
    with tempfile.TemporaryDirectory() as folder:
        check_pair(Path(folder), lambda limit: drawn.randrange(max(limit, 1)))


def test_merging_a_copy_in_which_nothing_was_done_changes_nothing(study: Study, tmp_path: Path) -> None:
    coding.import_document(study, interview())
    coding.import_codebook(study, small_book())
    copy_study(study, tmp_path / "copy", "Anouk")
    before, history = study.dump(), study.history()
    assert merge_study(study, tmp_path / "copy").nothing
    assert (study.dump(), study.history()) == (before, history)
