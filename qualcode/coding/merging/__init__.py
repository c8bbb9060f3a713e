"""Merging copies of a study: by the ids that copies share and by the journal, never by name alone and never by offset alone."""

from __future__ import annotations

from qualcode.coding.merging.anchoring import find_back
from qualcode.coding.merging.joining import merge_study
from qualcode.coding.merging.report import Conflict, MergeReport, Moved

__all__ = ["Conflict", "MergeReport", "Moved", "find_back", "merge_study"]
