"""Finding suggestions in a process of its own.

Why so (measured on the sample study of 12 transcripts): the dictionary, numpy and a ranking take 120 MB that a process
does not give back, and a second of computing in a thread beside the keys makes them wait. A process of its own gives
all of it back when it ends, leaves the keys alone, and can be stopped at any moment.
"""

from __future__ import annotations

from qualcode.tui.finding.asking import Finder, Stopped

__all__ = ["Finder", "Stopped"]
