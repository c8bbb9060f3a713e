"""demo: the whole job on the sample study."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from qualcode.cli.common import Group
from qualcode.i18n import N_, _


def demo(
    context: typer.Context,  # noqa: ARG001  every command takes the common options through it
    folder: Annotated[Path, typer.Argument(metavar="DIR", help=_("Folder for the sample study."))] = Path(
        "qualcode-demo"
    ),
) -> None:
    """Do the whole job on the sample study: import, code, suggest, agreement, exports."""
    from qualcode.coding.sample import build_sample_study

    with build_sample_study(folder, told=lambda line: typer.echo(f"  {line}")) as study:
        print(len(study.codings()), study.problems())


COMMANDS: Group = {"demo": (demo, N_("Do the whole job on the sample study, and say what was written."))}
