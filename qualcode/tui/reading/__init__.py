"""What the reading pane knows about text, without a screen: blocks, units, rows, coverage, lanes and cells."""

from qualcode.tui.reading.blocks import Block, Blocks, blocks_of
from qualcode.tui.reading.cells import CellMap
from qualcode.tui.reading.coverage import Coverage, Piece
from qualcode.tui.reading.labels import short_labels, stamp_text
from qualcode.tui.reading.lanes import Lanes, lanes_of, stripe
from qualcode.tui.reading.layout import Layout, Row
from qualcode.tui.reading.units import Unit, Units

__all__ = [
    "Block",
    "Blocks",
    "CellMap",
    "Coverage",
    "Lanes",
    "Layout",
    "Piece",
    "Row",
    "Unit",
    "Units",
    "blocks_of",
    "lanes_of",
    "short_labels",
    "stamp_text",
    "stripe",
]
