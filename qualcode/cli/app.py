"""The typer application: every command, and what `qualcode` alone does."""

from __future__ import annotations

from typing import Annotated

import typer

from qualcode.cli.common import common_options, options_of, with_common_options
from qualcode.cli.usage import Command, Group
from qualcode.i18n import _


def build() -> typer.Typer:
    """The application with all commands, its help in the language in use."""
    app = typer.Typer(
        name="qualcode",
        cls=Group,
        options_metavar=_("[OPTIONS]"),
        subcommand_metavar=_("COMMAND [ARGS]..."),
        help=_(
            "Codes interviews: open, axial and selective. Without a command: the study of this folder on the screen."
        ),
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        no_args_is_help=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )

    @app.callback(invoke_without_command=True)
    def alone(
        context: typer.Context,
        version: Annotated[bool, typer.Option("--version", help=_("Say which version this is."))] = False,
        study: Annotated[str, typer.Option("--study", metavar=_("TEXT"), help=common_options()["study"])] = "",
        coder: Annotated[str, typer.Option("--coder", metavar=_("TEXT"), help=common_options()["coder"])] = "",
        lang: Annotated[str, typer.Option("--lang", metavar=_("TEXT"), help=common_options()["lang"])] = "",  # noqa: ARG001
        no_mouse: Annotated[
            bool, typer.Option("--no-mouse", help=_("Leave the mouse to the terminal, for its own selection."))
        ] = False,
        preset: Annotated[
            str, typer.Option("--preset", metavar=_("NAME"), help=_("Keys on the screen: default, vim or emacs."))
        ] = "",
    ) -> None:
        if version:
            from qualcode import __version__

            typer.echo(f"qualcode {__version__}")
            raise typer.Exit
        chosen = options_of(context)
        chosen.update({key: value for key, value in (("study", study), ("coder", coder)) if value})
        if context.invoked_subcommand is None:
            from qualcode.cli.screen import open_screen

            open_screen(chosen.get("study", "."), chosen.get("coder"), mouse=not no_mouse, preset=preset)

    from qualcode.cli import (
        acting,
        agreeing,
        care,
        coding,
        demo,
        exporting,
        importing,
        keys,
        listing,
        rounds,
        sharing,
        suggesting,
    )

    for group in (
        care,
        importing,
        listing,
        coding,
        acting,
        sharing,
        suggesting,
        agreeing,
        rounds,
        exporting,
        keys,
        demo,
    ):
        for name, (command, text) in group.COMMANDS.items():
            register = app.command(name, cls=Command, help=_(text), options_metavar=_("[OPTIONS]"))
            register(with_common_options(command))
    return app
