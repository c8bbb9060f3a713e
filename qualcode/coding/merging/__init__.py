"""Merging copies of a study: by the ids that copies share and by the journal, never by name alone and never by offset alone."""

from __future__ import annotations

from qualcode.coding.merging.anchoring import find_back
from qualcode.coding.merging.joining import merge_study
from qualcode.coding.merging.report import Conflict, MergeReport, Moved
from qualcode.coding.merging.wording import field_in_words, value_in_words

__all__ = ["Conflict", "MergeReport", "Moved", "field_in_words", "find_back", "merge_study", "value_in_words"]
