"""What typer says of itself, in the house's own words: wrong usage in one sentence, help in the language in use.

typer and click say some of this through gettext and some in English, another part in each version; so nothing is asked of
their messages, but of the kind of error they raise, and of the first words of the lines of their help.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

from qualcode.errors import WrongUsage
from qualcode.i18n import _

INTERRUPTED = 130
"""Exit status after Ctrl+C, as shells have it."""
_NO_COMMAND = re.compile(r"No such command ['\"](?P<name>.*?)['\"]")
_TYPE = re.compile(r" <(?:list\[)?\w+\]?>")
_MANY = re.compile(r"\{(\w+)\}\.\.\.")
_USAGE: type[Exception] = typer.BadParameter.__mro__[1]
"""What every wrong call raises; typer does not offer it by name, and where it is differs by version."""


def run(app: typer.Typer, words: Sequence[str]) -> int:
    """Runs the command that the words name; gives its exit status.

    Raises:
        WrongUsage: when the words name no command, or one without what it needs.
    """
    try:
        status = app(list(words), prog_name="qualcode", standalone_mode=False)
    except typer.Abort:
        return INTERRUPTED
    except _USAGE as error:
        raise _told(error, _command_in(app, words)) from error
    return status if isinstance(status, int) else 0


def _command_in(app: typer.Typer, words: Sequence[str]) -> str:
    names = {command.name for command in app.registered_commands}
    return next((f"qualcode {word}" for word in words if word in names), "qualcode")


def _told(error: Any, called: str) -> WrongUsage:
    """The error of typer or click as one of ours; told apart by the name of its class, since each has its own classes."""
    kind, context = type(error).__name__, getattr(error, "ctx", None)
    todo = _("See '{command} --help'.").format(command=context.command_path if context else called)
    if kind == "MissingParameter":
        name = _named(error, context)
        if getattr(error.param, "param_type_name", "") == "argument":
            return WrongUsage(_("{name} is missing.").format(name=name), todo=todo)
        return WrongUsage(_("The option {name} is missing.").format(name=name), todo=todo)
    if kind == "NoSuchOption":
        return WrongUsage(
            _("There is no option {name} here.").format(name=error.option_name), todo=_nearest(error, context) or todo
        )
    if kind == "BadOptionUsage":
        return WrongUsage(_("The option {name} needs a value.").format(name=error.option_name), todo=todo)
    if kind == "BadParameter":
        return WrongUsage(_("The value of {name} will not do.").format(name=_named(error, context)), todo=todo)
    if command := _NO_COMMAND.search(error.message):
        return WrongUsage(
            _("There is no command '{name}'.").format(name=command["name"]),
            todo=_nearest_command(command["name"], context) or todo,
        )
    extra = re.search(r"unexpected extra argument(?:s|\(s\))? \((?P<words>.*)\)", error.message)
    if extra:
        return WrongUsage(_("These words are too many: {words}.").format(words=extra["words"]), todo=todo)
    return WrongUsage(error.format_message(), todo=todo)


def _named(error: Any, context: Any) -> str:
    """How the help calls the option or argument that is wrong."""
    param = error.param
    if param is None:
        return str(error.param_hint or "")
    if param.param_type_name == "argument":
        return str(param.metavar or param.name.upper()).strip("[]")
    return " / ".join(param.opts) if context else str(param.opts[-1])


def _nearest(error: Any, context: Any) -> str:
    options = (
        [name for param in context.command.params for name in param.opts if name.startswith("-")] if context else []
    )
    return _did_you_mean(error.option_name, options)


def _nearest_command(name: str, context: Any) -> str:
    return _did_you_mean(name, context.command.list_commands(context) if context else [])


def _did_you_mean(said: str, names: Sequence[str]) -> str:
    from difflib import get_close_matches

    found = get_close_matches(said, names, n=1)
    return _("Did you mean {name}?").format(name=found[0]) if found else ""


def _in_our_words(text: str) -> str:
    """Help with its headings and the marks behind an option in the language in use."""
    headings = {
        "Usage:": _("Usage:"),
        "Options:": _("Options:"),
        "Arguments:": _("Arguments:"),
        "Commands:": _("Commands:"),
    }
    text = re.sub(r"^(?:Usage|Options|Arguments|Commands):", lambda found: headings[found[0]], text, flags=re.MULTILINE)
    text = _MANY.sub(r"\1…", text)
    # What Python calls the value says nothing; the columns stay where they are.
    text = _TYPE.sub(lambda found: " " * len(found[0]), text)
    return text.replace("[default:", _("[default:")).replace("[required]", _("[required]"))


def _with_our_words(params: list[Any]) -> list[Any]:
    help_of = {
        "help": _("Show this message and exit."),
        "install_completion": _("Make the Tab key complete commands and options in this shell."),
        "show_completion": _("Show what that takes, to put it in place by hand."),
    }
    for param in params:
        if param.name in help_of:
            param.help = help_of[param.name]
    return params


class Command(TyperCommand):
    """A command whose help is in the language in use."""

    def get_params(self, ctx: Any) -> list[Any]:
        """Its own parameters, and --help."""
        return _with_our_words(super().get_params(ctx))

    def get_help(self, ctx: Any) -> str:
        """The help, in our words."""
        return _in_our_words(super().get_help(ctx))


class Group(TyperGroup):
    """The whole program, whose help is in the language in use."""

    def get_params(self, ctx: Any) -> list[Any]:
        """Its own parameters, those of shell completion, and --help."""
        return _with_our_words(super().get_params(ctx))

    def get_help(self, ctx: Any) -> str:
        """The help, in our words."""
        return _in_our_words(super().get_help(ctx))
