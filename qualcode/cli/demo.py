"""demo: the whole job on the sample study."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qualcode.cli.common import Group, json_option, print_json
from qualcode.i18n import N_, _, ngettext

if TYPE_CHECKING:
    from qualcode.agreement.findings import Findings
    from qualcode.store import Study

DEFAULT_FOLDER = Path("qualcode-demo")
SUGGESTED_FOR = "ouder-07"
"""The transcript that the second coder has not coded: suggestions stand there for whoever opens it as Bram."""


def demo(
    context: typer.Context,  # noqa: ARG001  every command takes the common options through it
    folder: Annotated[
        Path | None, typer.Argument(metavar=_("DIR"), help=_("Folder for the sample study; must not hold a study yet."))
    ] = None,
    as_json: Annotated[bool, json_option()] = False,
) -> None:
    """Do the whole job on the sample study: import, code, suggest, agreement, exports."""
    from qualcode.store import whole_or_absent

    folder = folder or _free_folder()
    tell = _silent if as_json else typer.echo
    with whole_or_absent(folder):
        written, problems = _whole_job(folder, tell)
    if as_json:
        print_json({"study": str(folder), "exports": [str(file) for file in written], "problems": problems})
        return
    tell(
        _("Every span checked: all is well.")
        if not problems
        else ngettext("{n} problem.", "{n} problems.", len(problems))
    )
    tell(_("Open it: qualcode --study {folder} --coder Anouk").format(folder=folder))


def _whole_job(folder: Path, tell: Callable[[str], None]) -> tuple[list[Path], list[str]]:
    """Everything from import to Word; gives the files written and what `check` finds wrong."""
    from qualcode.coding.sample import build_sample_study

    tell(_("Import and coding"))
    with build_sample_study(folder, told=lambda line: tell(f"  {line}")) as study:
        tell(_("Suggestions"))
        tell(_suggest(study))
        tell(_("Agreement"))
        found = _agreement(study)
        for line in (*_agreement_told(study, found), _("Exports")):
            tell(line)
        written = _exports(study, found)
        for file in written:
            tell(f"  {file}")
        return written, study.problems()


def _silent(_line: str) -> None:
    """In the place of printing, where one JSON document is all that may stand on stdout."""


def _free_folder() -> Path:
    """The default folder, or the first numbered one beside it that is not there yet."""
    folder, number = DEFAULT_FOLDER, 2
    while folder.exists():
        folder = DEFAULT_FOLDER.with_name(f"{DEFAULT_FOLDER.name}-{number}")
        number += 1
    return folder


def _suggest(study: Study) -> str:
    from qualcode.coding import find_transcript, keep_suggestions
    from qualcode.suggest.of_study import propose

    transcript = find_transcript(study, SUGGESTED_FOR)
    found = keep_suggestions(study, propose(study, transcript_ids=[transcript.id], top=1))
    counted = ngettext("{n} suggestion", "{n} suggestions", len(found))
    return f"  {counted}" + _(" kept in {name}").format(name=transcript.name)


def _agreement(study: Study) -> Findings:
    from qualcode.agreement import Resampling
    from qualcode.agreement.findings import findings
    from qualcode.agreement.of_study import question_for
    from qualcode.coding.sample import FIRST_CODER, SECOND_CODER

    question = question_for(study, (FIRST_CODER, SECOND_CODER), resampling=Resampling())
    return findings(study, question, with_unitizing=True)


def _agreement_told(study: Study, found: Findings) -> list[str]:
    from qualcode.coding import code_paths
    from qualcode.coding.sample import FIRST_CODER, SECOND_CODER

    report = found.report
    kappa, alpha = (report.overall.figure(name).value for name in ("kappa", "alpha"))
    lines = [
        _("{first} and {second}, {count} transcripts, characters: kappa {kappa:.3f}, alpha {alpha:.3f}").format(
            first=FIRST_CODER, second=SECOND_CODER, count=report.transcripts, kappa=kappa or 0, alpha=alpha or 0
        )
    ]
    paths = code_paths(study.codes())
    worst = [row for row in report.worst_first() if row.figure("kappa").value is not None][:3]
    lines += [
        _("least agreed: {code}, kappa {kappa:.3f}").format(code=paths[row.key], kappa=row.figure("kappa").value or 0)
        for row in worst
    ]
    return [f"  {line}" for line in lines]


def _exports(study: Study, found: Findings) -> list[Path]:
    from qualcode.analysis import load_view, matrix, quotes
    from qualcode.coding.sample import FIRST_CODER
    from qualcode.exports import write_agreement, write_matrix, write_quotes

    folder = study.path / "exports"
    view = load_view(study)
    evidence = quotes(view, kernlabels=[code.id for code in view.kernlabels])
    coded = quotes(view, coder=FIRST_CODER)
    written = [
        write_quotes(view, evidence, folder / _("kernlabels.docx"), title=_("Kernlabels with their quotes")),
        write_quotes(view, coded, folder / _("quotes.docx")),
        write_quotes(view, coded, folder / _("quotes.xlsx")),
        write_quotes(view, coded, folder / _("quotes.csv")),
        write_quotes(view, evidence, folder / _("kernlabels.md"), title=_("Kernlabels with their quotes")),
    ]
    by_model = matrix(view, "code", "model", coder=FIRST_CODER)
    by_transcript = matrix(view, "code", "transcript", coder=FIRST_CODER)
    together = matrix(view, "bouwsteen", "valence", coder=FIRST_CODER)
    written += [
        write_matrix(view, by_model, folder / _("code-by-model.docx")),
        write_matrix(view, by_transcript, folder / _("code-by-transcript.xlsx")),
        write_matrix(view, together, folder / _("bouwsteen-by-valence.docx")),
        write_matrix(view, by_transcript, folder / _("code-by-transcript.csv")),
    ]
    written += [write_agreement(found, folder / (_("agreement") + suffix)) for suffix in (".docx", ".xlsx")]
    return written


COMMANDS: Group = {"demo": (demo, N_("Do the whole job on the sample study, and say what was written."))}
