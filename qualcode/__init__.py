"""qualcode: a terminal tool for coding interviews, in Dutch and English.

Names are loaded when they are first asked for: SQLModel alone costs 0.6 s, and `qualcode --help` must not pay for it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"
__all__ = ["QualcodeError", "Study", "__version__"]

if TYPE_CHECKING:
    from qualcode.errors import QualcodeError
    from qualcode.store import Study


def __getattr__(name: str) -> Any:
    if name == "Study":
        from qualcode.store import Study

        return Study
    if name == "QualcodeError":
        from qualcode.errors import QualcodeError

        return QualcodeError
    raise AttributeError(f"module 'qualcode' has no attribute {name!r}")
