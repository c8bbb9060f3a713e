"""The mark by which a file that qualcode wrote for people is known again, so that nobody imports it as an interview."""

from __future__ import annotations

MARK = "qualcode export"
"""Stands in the properties of a Word document or workbook, as its category."""
MARKDOWN_LINE = f"<!-- {MARK} -->"
"""Ends a Markdown file; not shown."""
