"""The ways in which transcripts show who speaks, one module a family.

Each proposes marks; `qualcode.ingest.speakers` judges them.
"""

from __future__ import annotations

from qualcode.ingest.conventions.base import Convention, Mark, Page
from qualcode.ingest.conventions.bold import BOLD_LINE, BOLD_START
from qualcode.ingest.conventions.capitals import CAPITALS
from qualcode.ingest.conventions.chat import CHAT
from qualcode.ingest.conventions.colon import NAME_COLON
from qualcode.ingest.conventions.ownline import OWN_LINE
from qualcode.ingest.conventions.separated import NAME_DASH, NAME_TAB
from qualcode.ingest.conventions.stamps import STAMPS
from qualcode.ingest.conventions.table import TABLE

CONVENTIONS: tuple[Convention, ...] = (
    TABLE,
    CHAT,
    NAME_COLON,
    NAME_TAB,
    BOLD_START,
    BOLD_LINE,
    OWN_LINE,
    CAPITALS,
    NAME_DASH,
    STAMPS,
)
"""In the order in which they win when two explain a text equally well."""

__all__ = ["CONVENTIONS", "Convention", "Mark", "Page"]
