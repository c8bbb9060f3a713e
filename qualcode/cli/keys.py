"""keys: every act with its keys and stable name; and which keys arrive from this terminal."""

from __future__ import annotations

from typing import Annotated

import typer

from qualcode.cli.common import Group, json_option, print_json, print_table
from qualcode.i18n import N_, _


def keys(
    context: typer.Context,  # noqa: ARG001  every command takes the common options through it
    press: Annotated[bool, typer.Option("--press", help=_("Press keys and see which arrive."))] = False,
    preset: Annotated[str, typer.Option(help=_("Keys of default, vim or emacs (default: your settings)."))] = "",
    as_json: Annotated[bool, json_option()] = False,
) -> None:
    """Show the keys."""
    from qualcode.tui.keymap import acts, keys_of, shown
    from qualcode.tui.own_keys import keys_in_use
    from qualcode.tui.own_settings import FILE, own_folder, read_own

    folder = own_folder()
    own = read_own(folder / FILE if folder else None)
    in_use = keys_in_use(preset or own.preset, folder / "keys.toml" if folder else None)
    chosen = in_use.keys
    if press:
        from qualcode.tui.key_teller import KeyTeller

        KeyTeller(chosen).run()
    elif as_json:
        print_json([{"act": act.name, "keys": keys_of(act, chosen).split(","), "says": _(act.says)} for act in acts()])
    else:
        print_table(
            [_("act"), _("keys"), ""],
            [
                (act.name, " ".join(shown(key) for key in keys_of(act, chosen).split(",")), _(act.says))
                for act in acts()
            ],
        )
        for each in in_use.displaced:
            typer.echo(each.said(), err=True)


COMMANDS: Group = {"keys": (keys, N_("Show every act with its keys, and which keys arrive."))}
