"""What every command shares: the options --study, --coder and --lang, opening the study, and printing."""

from __future__ import annotations

import functools
import inspect
import json
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, is_dataclass
from typing import TYPE_CHECKING, Annotated, Any, get_type_hints

import typer
from typer.models import ArgumentInfo, OptionInfo

from qualcode.errors import QualcodeError
from qualcode.i18n import _

if TYPE_CHECKING:
    from qualcode.store import Study


Command = Callable[..., Any]
Group = dict[str, tuple[Command, str]]
"""Commands by name, each with its help (a msgid)."""


def common_options() -> dict[str, str]:
    """The options that every command takes, with their help in the language in use."""
    return {
        "study": _("Folder of the study (default: this one)."),
        "coder": _("Who codes (default: QUALCODE_CODER, else your user name)."),
        "lang": _("Language of messages: nl or en."),
    }


def with_common_options(command: Command) -> Command:
    """The command with --study, --coder and --lang besides its own options; they are kept for `open_study`."""
    hints = get_type_hints(command, include_extras=True)
    own = [
        one.replace(annotation=named_value(hints[one.name])) for one in inspect.signature(command).parameters.values()
    ]
    common = [
        inspect.Parameter(
            name,
            inspect.Parameter.KEYWORD_ONLY,
            default="",
            annotation=named_value(Annotated[str, typer.Option(f"--{name}", help=text)]),
        )
        for name, text in common_options().items()
    ]

    @functools.wraps(command)
    def called(**given: Any) -> Any:
        _refuse_no_unicode(given)
        options = options_of(given["context"])
        options.update({name: value for name in common_options() if (value := given.pop(name))})
        return command(**given)

    called.__signature__ = inspect.Signature([*own, *common])  # type: ignore[attr-defined]
    called.__annotations__ = {one.name: one.annotation for one in [*own, *common]}
    return called


def named_value(annotation: Any) -> Any:
    """The annotation of an option, its value called by what it is to a person, not to Python, where it has no name yet."""
    said = getattr(annotation, "__metadata__", ())
    if said and isinstance(said[0], (OptionInfo, ArgumentInfo)):
        # What may not be read is told by who reads it, and does not keep the other files out.
        said[0].readable = False
    if said and isinstance(said[0], OptionInfo) and said[0].metavar is None:
        kinds = {str(annotation.__origin__).removesuffix(" | None"), getattr(annotation.__origin__, "__name__", "")}
        if kinds & {"str", "list[str]", "list"}:
            said[0].metavar = _("TEXT")
        elif kinds & {"int", "float"}:
            said[0].metavar = _("NUMBER")
    return annotation


def _refuse_no_unicode(given: Mapping[str, Any]) -> None:
    """Words that the terminal sent in another encoding than it says would be stored as no text at all.

    Raises:
        WrongUsage: for such a word; names of files and folders may be anything.
    """
    from qualcode.errors import WrongUsage

    for name, value in given.items():
        if name == "study":
            continue
        for word in value if isinstance(value, list) else [value]:
            if isinstance(word, str) and not word.isascii() and any("\ud800" <= sign <= "\udfff" for sign in word):
                raise WrongUsage(
                    _("These words are in another encoding than the terminal says."),
                    word.encode("utf-8", "replace").decode(),
                    _("Set the terminal to UTF-8 and write them again."),
                )


def json_option() -> Any:
    """The option --json."""
    return typer.Option("--json", help=_("One JSON document, every field."))


def options_of(context: Any) -> dict[str, str]:
    """The common options given so far, before or after the command's name."""
    found: dict[str, str] = context.find_root().ensure_object(dict)
    return found


def open_study(context: typer.Context) -> Study:
    """The study that the call means.

    Raises:
        StudyUnusable: when there is none, or it cannot be opened.
    """
    from qualcode.store import Study

    options = options_of(context)
    return Study.open(options.get("study", "."), coder=options.get("coder"))


def print_json(document: Any) -> None:
    """One JSON document on stdout: keys as the values have them, ASCII left alone."""
    sys.stdout.write(json.dumps(plain(document), ensure_ascii=False, indent=2) + "\n")


def plain(value: Any) -> Any:
    """Values as JSON knows them: dataclasses become mappings, tuples lists."""
    if is_dataclass(value) and not isinstance(value, type):
        return {key: plain(item) for key, item in asdict(value).items()}
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    return value


def print_table(header: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Rows in columns of their own width, for people; nothing when there are none."""
    from rich.cells import cell_len

    lines = [[str(cell) for cell in row] for row in rows]
    if not lines:
        typer.echo(_("Nothing yet."))
        return
    widths = [max(cell_len(line[column]) for line in [list(header), *lines]) for column in range(len(header))]
    for line in [list(header), *lines]:
        padded = [cell + " " * (width - cell_len(cell)) for cell, width in zip(line, widths, strict=True)]
        typer.echo("  ".join(padded).rstrip())


def complain(error: QualcodeError) -> None:
    """One refused thing on stderr."""
    typer.echo(f"qualcode: {error}", err=True)


def ended(refused: int) -> None:
    """Ends the command: status 1 when something was refused."""
    if refused:
        raise typer.Exit(1)


def key_values(pairs: Sequence[str] | None) -> dict[str, str]:
    """The mapping of options written as key=value.

    Raises:
        WrongUsage: for a pair without `=`.
    """
    from qualcode.errors import WrongUsage

    found: dict[str, str] = {}
    for pair in pairs or []:
        key, sign, value = pair.partition("=")
        if not sign or not key.strip():
            raise WrongUsage(_("This is not key=value."), f"'{pair}'")
        found[key.strip()] = value.strip()
    return found
