"""The store: a study's tables, its journal, and reading it into plain values. Knows nothing above it.

`values` costs nothing to import; `Study` brings SQLModel (0.6 s) and is loaded when it is first asked for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qualcode.store import values

__all__ = [
    "Study",
    "Transaction",
    "coder_of",
    "counted_ids",
    "has_study",
    "keep_setting",
    "read_settings",
    "stepping_clock",
    "unwritable",
    "values",
    "whole_or_absent",
    "write_private",
]

if TYPE_CHECKING:
    from qualcode.store.clock import counted_ids, stepping_clock
    from qualcode.store.folder import coder_of, has_study, keep_setting, read_settings, unwritable, write_private
    from qualcode.store.journal import Transaction
    from qualcode.store.study import Study
    from qualcode.store.unfinished import whole_or_absent


def __getattr__(name: str) -> Any:
    if name in ("coder_of", "has_study", "keep_setting", "read_settings", "unwritable", "write_private"):
        from qualcode.store import folder

        return getattr(folder, name)
    if name == "Study":
        from qualcode.store.study import Study

        return Study
    if name == "whole_or_absent":
        from qualcode.store.unfinished import whole_or_absent

        return whole_or_absent
    if name == "Transaction":
        from qualcode.store.journal import Transaction

        return Transaction
    if name in ("counted_ids", "stepping_clock"):
        from qualcode.store import clock

        return getattr(clock, name)
    raise AttributeError(f"module 'qualcode.store' has no attribute {name!r}")
