"""quotes."""

from __future__ import annotations

from qualcode.cli.common import Group

COMMANDS: Group = {}
