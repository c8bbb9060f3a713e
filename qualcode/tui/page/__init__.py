"""From a text and its codings to the segments of each line: everything about drawing that needs no widget."""

from qualcode.tui.page.columns import Columns, columns_for
from qualcode.tui.page.inks import Inks
from qualcode.tui.page.marks import Focus, Mark, PageText
from qualcode.tui.page.page import Page

__all__ = ["Columns", "Focus", "Inks", "Mark", "Page", "PageText", "columns_for"]
