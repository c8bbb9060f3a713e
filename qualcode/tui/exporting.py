"""An export as the dialog asks for it: what will be in the file, and making the file."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from qualcode.i18n import N_, _, ngettext

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from qualcode.analysis import Label, Matrix, Quote, StudyView
    from qualcode.store import Study, values

QUOTES, MATRIX, KERNLABELS, CODEBOOK, REPORT, AUDIT = "quotes", "matrix", "kernlabels", "codebook", "report", "audit"
AGREEMENT = "agreement"
PRODUCTS: dict[str, str] = {
    QUOTES: N_("Quote table"),
    MATRIX: N_("Code matrix"),
    KERNLABELS: N_("Kernlabels with what carries them"),
    CODEBOOK: N_("Codebook"),
    REPORT: N_("The whole study in one document"),
    AUDIT: N_("Trail of what was done"),
    AGREEMENT: N_("Agreement of coders"),
}
FILE_NAMES: dict[str, str] = {
    QUOTES: N_("quotes"),
    MATRIX: N_("matrix"),
    KERNLABELS: N_("kernlabels"),
    CODEBOOK: N_("codebook"),
    REPORT: N_("report"),
    AUDIT: N_("audit"),
    AGREEMENT: N_("agreement"),
}
SUFFIXES = {
    QUOTES: (".docx", ".xlsx", ".csv", ".md"),
    MATRIX: (".xlsx", ".docx", ".csv"),
    KERNLABELS: (".docx", ".md", ".xlsx", ".csv"),
    CODEBOOK: (".docx", ".yaml", ".xlsx", ".csv", ".md"),
    REPORT: (".docx", ".md"),
    AUDIT: (".docx", ".md", ".xlsx", ".csv"),
    AGREEMENT: (".docx", ".xlsx", ".md", ".json"),
}
PREVIEW_ROWS, PREVIEW_COLUMNS = 6, 5


@dataclass(frozen=True, slots=True)
class Wish:
    """What the coder wants in which file."""

    product: str
    """One of `PRODUCTS`."""
    rows: str
    columns: str
    cells: str
    code: str
    """Id of the only code or kernlabel that is wanted, with the codes below it; empty for all codes, or `KERNLABELS`."""
    path: str
    where: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """Conditions on participants and transcripts: key and values."""
    coder: str = ""
    """Name of the only coder whose work counts; empty for all."""
    empty: bool = False
    """Whether a matrix keeps rows and columns that nothing was coded with."""

    @property
    def conditions_said(self) -> str:
        """The conditions in words; empty when there are none."""
        said = [f"{key} = {', '.join(wanted)}" for key, wanted in self.where]
        return " · ".join([*said, self.coder] if self.coder else said)


def _matrix_of(view: StudyView, wish: Wish) -> Matrix:
    from qualcode.analysis import matrix

    return matrix(
        view,
        wish.rows,
        wish.columns,
        wish.cells,
        coder=wish.coder or None,
        where=dict(wish.where),
        codes=_codes_of(view, wish.code),
        empty=wish.empty,
    )


def _quotes_of(view: StudyView, wish: Wish) -> Sequence[Quote]:
    from qualcode.analysis import quotes

    every = [one.id for one in view.kernlabels]
    kernlabels = every if wish.code == KERNLABELS else [one for one in every if one == wish.code]
    codes = [wish.code] if wish.code and not kernlabels and wish.code != KERNLABELS else []
    if wish.code == KERNLABELS and not every:
        return []
    return quotes(view, codes=codes, kernlabels=kernlabels, where=dict(wish.where), coder=wish.coder or None)


def _codes_of(view: StudyView, code: str) -> set[str] | None:
    """The codes whose codings a matrix of this code or kernlabel counts; None for all."""
    if code == KERNLABELS:
        return set().union(*(view.carrying(one.id) for one in view.kernlabels))
    if any(one.id == code for one in view.kernlabels):
        return set(view.carrying(code))
    return {code} if code else None


@dataclass(frozen=True, slots=True)
class Preview:
    """What a file will hold."""

    said: str
    """Its first lines."""
    rows: int = 0
    """How many rows it will have, where that is known beforehand; else 0."""


def preview(view: StudyView, wish: Wish) -> Preview:
    """The first lines of what the file will hold.

    Raises:
        QualcodeError: for an axis or code that does not exist.
    """
    if wish.product == QUOTES:
        found = _quotes_of(view, wish)
        lines = [ngettext("{n} quote", "{n} quotes", len(found))]
        lines += [f"{quote.citation}: “{_flat(quote.words, 70)}”" for quote in found[:PREVIEW_ROWS]]
        return Preview("\n".join(lines), len(found))
    if wish.product != MATRIX:
        return Preview(_contents(view, wish.product))
    result = _matrix_of(view, wish)
    size = " × ".join(
        [
            ngettext("{n} row", "{n} rows", len(result.rows)),
            ngettext("{n} column", "{n} columns", len(result.columns)),
        ]
    )
    heads = _some(result.columns, PREVIEW_COLUMNS, 18)
    rows = _some(result.rows, PREVIEW_ROWS, 28)
    lines = [size, _("Columns: {names}").format(names=heads), _("Rows: {names}").format(names=rows)]
    return Preview("\n".join(lines))


def _contents(view: StudyView, product: str) -> str:
    """What a document will hold, in a few lines."""
    codes = [code for code in view.codes if not code.retired and code not in view.kernlabels]
    kernlabels = view.kernlabels
    if product == KERNLABELS:
        said = [f"{one.number} {_flat(one.name, 76)}".strip() for one in kernlabels[:PREVIEW_ROWS]]
        return "\n".join([ngettext("{n} kernlabel", "{n} kernlabels", len(kernlabels)), *said])
    if product == CODEBOOK:
        tops = [f"{one.number} {one.name}".strip() for one in codes if one.parent_id is None]
        return "\n".join([ngettext("{n} code", "{n} codes", len(codes)), *tops[:PREVIEW_ROWS]])
    if product == AGREEMENT:
        return _(
            "The two coders who have done most transcripts together, or those compared last; "
            "a on the first screen asks for others."
        )
    parts = [
        ngettext("{n} transcript", "{n} transcripts", len(view.transcripts)),
        ngettext("{n} respondent", "{n} respondents", len(view.participants)),
        ngettext("{n} code", "{n} codes", len(codes)),
        ngettext("{n} kernlabel", "{n} kernlabels", len(kernlabels)),
        ngettext("{n} coding", "{n} codings", len(view.codings)),
    ]
    if product == AUDIT:
        return _("Who did what and when, without a participant's words.") + "\n" + " · ".join(parts)
    return " · ".join(parts)


def make_file(view: StudyView, wish: Wish, changes: Sequence[values.Change] = ()) -> Path:
    """Makes the file; gives its path.

    Args:
        view: The study.
        wish: What is wanted.
        changes: The study's journal, for the trail of what was done.

    Raises:
        QualcodeError: for a suffix or path that will not do, or an axis or code that does not exist.
    """
    if wish.product == QUOTES:
        from qualcode.exports import write_quotes

        return write_quotes(view, _quotes_of(view, wish), wish.path, note=wish.conditions_said)
    if wish.product != MATRIX:
        from qualcode.exports import write_audit, write_codebook, write_kernlabels, write_report

        if wish.product == AUDIT:
            return write_audit(view, changes, wish.path)
        if wish.product == CODEBOOK:
            return write_codebook(view, wish.path)
        return write_report(view, wish.path) if wish.product == REPORT else write_kernlabels(view, wish.path)
    from qualcode.exports import write_matrix

    code = _("kernlabels") if wish.code == KERNLABELS else view.paths.get(wish.code, "")
    note = " · ".join(part for part in (code, wish.conditions_said) if part)
    return write_matrix(view, _matrix_of(view, wish), wish.path, note=note)


def make_agreement(study: Study, path: str, told: Callable[[int, int], None] = lambda _done, _whole: None) -> Path:
    """Makes the report on the agreement of the coders who were compared last; gives its path.

    Args:
        study: The open study.
        path: Of the file.
        told: Is told how many of how many steps are done; what it raises stops the reckoning.

    Raises:
        QualcodeError: for a suffix or path that will not do, or when there is nothing to compare.
    """
    from qualcode.exports.agreement import write_agreement
    from qualcode.tui.agreement_question import last_question, report_findings

    return write_agreement(report_findings(study, last_question(study), told), Path(path))


def _some(labels: Sequence[Label], most: int, width: int) -> str:
    """The first of them, and a sign when there are more."""
    said = [_flat(label.text, width) for label in labels[:most]]
    return ", ".join([*said, "…"] if len(labels) > most else said)


def _flat(words: str, most: int) -> str:
    flat = " ".join(words.split())
    return flat if len(flat) <= most else flat[: most - 1] + "…"
