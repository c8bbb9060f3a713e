"""Finding suggestions in a process of its own.

Why so: a ranking computed in a thread beside the keys makes them wait, and its memory stays with a process until that ends.
A process of its own gives all of it back, leaves the keys alone, and can be stopped at any moment. It is told of the study in
plain values (`news`), so that it loads no database: that saves a third of a second and 30 MB.
"""

from __future__ import annotations

from qualcode.tui.finding.asking import Finder, Stopped

__all__ = ["Finder", "Stopped"]
