"""The acts: everything that changes a study. Each is one transaction and one row of the journal, and can be undone."""

from __future__ import annotations

from qualcode.coding.codebooks import codebook_of, import_codebook
from qualcode.coding.codes import (
    change_code,
    make_code,
    merge_codes,
    move_code,
    place_codes,
    relate,
    remove_code,
    retire_code,
    split_code,
    unrelate,
)
from qualcode.coding.files import Imported, import_files, import_participants
from qualcode.coding.finding import code_paths, find_code, find_coder, find_participant, find_transcript
from qualcode.coding.history import describe
from qualcode.coding.kernlabels import (
    link_quotes,
    make_kernlabel,
    quote_span,
    rest_no_more_on,
    rest_on,
    unlink_quotes,
)
from qualcode.coding.memos import change_memo, remove_memo, write_memo
from qualcode.coding.ordering import group_codes, make_main_code
from qualcode.coding.participants import make_participant, remove_participant, rename_attribute
from qualcode.coding.progress import mark_progress
from qualcode.coding.segments import (
    Placing,
    put_code,
    put_codes,
    put_in_vivo,
    recode,
    resize_coding,
    resize_segment,
    take_off,
)
from qualcode.coding.suggestions import Proposed, accept, keep_suggestions, reject
from qualcode.coding.transcripts import (
    TRANSCRIPT_KEYS,
    import_document,
    known_transcript,
    link_participants,
    remove_transcript,
    rename_participant,
    rename_transcript,
    set_attributes,
    set_participant,
    set_role,
)

__all__ = [
    "TRANSCRIPT_KEYS",
    "Imported",
    "Placing",
    "Proposed",
    "accept",
    "change_code",
    "change_memo",
    "code_paths",
    "codebook_of",
    "describe",
    "find_code",
    "find_coder",
    "find_participant",
    "find_transcript",
    "group_codes",
    "import_codebook",
    "import_document",
    "import_files",
    "import_participants",
    "keep_suggestions",
    "known_transcript",
    "link_participants",
    "link_quotes",
    "make_code",
    "make_kernlabel",
    "make_main_code",
    "make_participant",
    "mark_progress",
    "merge_codes",
    "move_code",
    "place_codes",
    "put_code",
    "put_codes",
    "put_in_vivo",
    "quote_span",
    "recode",
    "reject",
    "relate",
    "remove_code",
    "remove_memo",
    "remove_participant",
    "remove_transcript",
    "rename_attribute",
    "rename_participant",
    "rename_transcript",
    "resize_coding",
    "resize_segment",
    "rest_no_more_on",
    "rest_on",
    "retire_code",
    "set_attributes",
    "set_participant",
    "set_role",
    "split_code",
    "take_off",
    "unlink_quotes",
    "unrelate",
    "write_memo",
]
