"""The small study of the analysis tests, for the exports: found beside them."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "analysis"))

from analysis_sample import sample_view

__all__ = ["sample_view"]
