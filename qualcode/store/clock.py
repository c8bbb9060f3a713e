"""Time and identity of what is written, replaceable in tests so that the same acts give the same bytes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

Clock = Callable[[], str]
NewId = Callable[[], str]


def utc_now() -> str:
    """The time as ISO 8601 in UTC, to the microsecond."""
    return datetime.now(UTC).isoformat(timespec="microseconds")


def new_uuid7() -> str:
    """A UUIDv7 (RFC 9562, 5.7) as 36 characters: unique everywhere, and in the order of making on this machine."""
    from uuid_utils import uuid7

    return str(uuid7())


def counted_ids(prefix: int = 0) -> NewId:
    """Ids that count up, in the form of a UUIDv7: for the sample study and for tests, where bytes must repeat."""
    state = {"count": 0}

    def next_id() -> str:
        state["count"] += 1
        return f"{prefix:08x}-0000-7000-8000-{state['count']:012x}"

    return next_id


def stepping_clock(start: str = "2026-01-05T09:00:00.000000+00:00") -> Clock:
    """A clock that moves one second a call from `start`."""
    from datetime import timedelta

    moment = datetime.fromisoformat(start)
    state = {"now": moment - timedelta(seconds=1)}

    def tick() -> str:
        state["now"] += timedelta(seconds=1)
        return state["now"].isoformat(timespec="microseconds")

    return tick
