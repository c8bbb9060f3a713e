"""Agreement: every code with its figures, worst first; Enter opens the places behind a figure."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import ClassVar

from rich.text import Text
from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.widgets import DataTable, Static

from qualcode.agreement.of_study import Question
from qualcode.agreement.wording import base_name, tolerance_text, unit_text
from qualcode.errors import QualcodeError
from qualcode.i18n import _, ngettext
from qualcode.store import Study
from qualcode.tui.keymap import bindings
from qualcode.tui.screens.agreement_asking import Asking
from qualcode.tui.screens.agreement_review import ReviewScreen
from qualcode.tui.screens.room import RoomScreen
from qualcode.tui.views_agreement import (
    CODES,
    CONFUSION,
    PAIRS,
    TRANSCRIPTS,
    VIEWS,
    AgreementView,
    FigureLine,
    agreement_view,
    with_intervals,
)
from qualcode.tui.widgets.agreement_bar import interval_bar, progress_bar, scale
from qualcode.tui.widgets.agreement_confusion import ConfusionTable
from qualcode.tui.widgets.agreement_said import coefficient, figure_said, row_said
from qualcode.tui.widgets.listing import Listing, number, words

WIDE, WIDER = 100, 150
"""Widths from which there are more columns."""


class AgreementScreen(Asking, RoomScreen[AgreementView]):
    """The figures of two or more coders."""

    CONTEXT = "agreement"
    BINDINGS: ClassVar[list[BindingType]] = bindings("agreement")
    CSS_PATH = "../styles/agreement.tcss"
    FIRST = "#lines"

    def __init__(self, round_name: str = "") -> None:
        super().__init__()
        self.round_name = round_name
        self.view = CODES
        self.worst_first = True

    def compose(self) -> ComposeResult:
        """Title, all together, table or matrix, the row in words, keys."""
        yield self.title_line()
        yield Static("", id="overall", markup=False)
        with Vertical(id="body"):
            yield Listing(id="lines", cursor_type="row")
            yield ConfusionTable(id="confusion")
        yield Static("", id="about", markup=False)
        yield self.key_hints()

    # Reading

    def read(self, study: Study) -> AgreementView:
        """Reckons the figures, without intervals."""
        try:
            self.question = self.question or self.first_question(study)
            return agreement_view(study, self.question)
        except QualcodeError as error:
            self.app.call_from_thread(self._tell_problem, error)
            raise

    def _tell_problem(self, error: QualcodeError) -> None:
        """Why there are no figures; it stays until there are."""
        self.tell_title()
        self.query_one("#overall", Static).update(Text(" ".join(str(error).splitlines()), no_wrap=False))

    def show(self, value: AgreementView) -> None:
        """The figures; the intervals follow."""
        before = self.shown
        if before is not None and before.drawn and _same(before, value):
            value = replace(
                value,
                report=before.report,
                overall=replace(value.overall, row=before.overall.row),
                codes=tuple(replace(line, row=before.report.row(line.key)) for line in value.codes),
                drawn=True,
            )
            self.value = value
        self.shown = value
        self._show_all()
        if not value.drawn:
            self._draw_intervals(value)

    shown: AgreementView | None = None

    @work(exclusive=True, group="intervals")
    async def _draw_intervals(self, value: AgreementView) -> None:
        try:
            drawn = await asyncio.to_thread(with_intervals, value)
        except QualcodeError as error:
            self.host.tell_error(error)
            return
        if self.is_attached and self.value is value:
            self.value = self.shown = drawn
            self._show_all()

    def _show_all(self) -> None:
        value = self.shown
        if value is None:
            return
        self._tell_settings(value)
        self.query_one("#overall", Static).update(self._overall(value))
        is_matrix = self.view == CONFUSION
        self.query_one("#lines").display = not is_matrix
        self.query_one("#confusion").display = is_matrix
        if is_matrix:
            names = [coder.name for coder in value.material.coders]
            self.query_one(ConfusionTable).fill(
                value.confusion, value.material.names, (names[0], names[1]), self.host.palette, self.host.depth
            )
        else:
            self._fill_lines(value)
        self.tell_place()

    # Showing

    def _tell_settings(self, value: AgreementView) -> None:
        asked = value.material.question
        cut = value.material.cut_name.rsplit(" / ", 1)[-1]
        unit = unit_text(asked.unit, window=asked.window, cut=cut, share=asked.share)
        self.tell_title(
            ", ".join(coder.name for coder in value.material.coders),
            self.round_name,
            _("{n} of {all} transcripts").format(n=value.report.transcripts, all=value.material.study_transcripts),
            unit,
            base_name(asked.base),
            "" if asked.level == "leaf" else self.level_names()[asked.level],
            "" if str(asked.tolerance) == "none" else tolerance_text(str(asked.tolerance)),
            _("also what is not done") if asked.everything else "",
            ngettext("{n} hidden: blind", "{n} hidden: blind", value.material.hidden) if value.material.hidden else "",
        )

    def _overall(self, value: AgreementView) -> Text:
        text = Text(no_wrap=True, overflow="ellipsis", end="")
        row = value.overall.row
        text.append(_("All together") + "  ", "bold")
        text.append(f"α {figure_said(row, 'alpha')}", "bold")
        interval = row.figure("alpha").interval
        if interval and interval.low is not None and interval.high is not None:
            text.append(f" [{coefficient(interval.low)}–{coefficient(interval.high)}]")
        elif not value.drawn:
            text.append(" [" + _("drawing…") + "]", "dim")
        text.append(f"  κ {figure_said(row, 'kappa')}  {figure_said(row, 'percent')} %  F1 {figure_said(row, 'f1')}")
        if value.overall.other is not None:
            text.append(f"   {base_name(value.other.base)}: α {figure_said(value.overall.other, 'alpha')}", "dim")
        text.append("\n")
        done = len(value.differences) - value.left
        text.append(progress_bar(done, len(value.differences), 16) + " ")
        text.append(_("{done} of {all} differences settled").format(done=done, all=len(value.differences)))
        if value.after is not None:
            text.append("   " + _("after settling:") + f" α {figure_said(value.after.overall, 'alpha')}", "bold")
            text.append(f"  κ {figure_said(value.after.overall, 'kappa')}")
        return text

    def _fill_lines(self, value: AgreementView) -> None:
        width = self.app.size.width
        lines = {
            CODES: lambda: value.lines(worst_first=self.worst_first),
            TRANSCRIPTS: lambda: value.transcripts,
        }
        if self.view == PAIRS:
            self._fill_pairs(value)
            return
        rows = [(line.key, self._cells(line, width)) for line in lines[self.view]()]
        self.query_one(Listing).fill(self._titles(value, width), rows)

    def _bar_width(self) -> int:
        width = self.app.size.width
        return 12 if width < WIDE else 21 if width < WIDER else 31

    def _titles(self, value: AgreementView, width: int) -> list[str]:
        first = _("Transcript") if self.view == TRANSCRIPTS else _("Code")
        titles = [first, *(coder.name[:5] for coder in value.material.coders)]
        two = len(value.material.coders) == 2
        if two:
            titles.append(_("both"))
        if two and width >= WIDER:
            titles += [_("only {coder}").format(coder=coder.name) for coder in value.material.coders]
            titles.append(_("neither"))
        titles += ["%", "κ", "α", scale(self._bar_width())]
        if width >= WIDE:
            titles += [_("interval"), _("left")]
        if width >= WIDER and self.view == CODES:
            titles += ["F1", _("α coded") if value.report.base == "all" else _("α all")]
        return titles

    def _cells(self, line: FigureLine, width: int) -> list[Text]:
        counts = line.row.counts
        room = (23 if width < WIDE else 32 if width < WIDER else 44) - 4 * (len(counts.codings) - 2)
        name = line.name if width >= WIDER else line.name.rsplit(" / ", 1)[-1]
        cells = [words(name if len(name) <= room else name[: room - 1] + "…")]
        cells += [number(each) for each in counts.codings]
        two = len(counts.codings) == 2
        if two:
            cells.append(number(counts.both))
        if two and width >= WIDER:
            cells += [number(each) for each in (counts.a_only, counts.b_only, counts.neither)]
        alpha = line.row.figure("alpha")
        low, high = (alpha.interval.low, alpha.interval.high) if alpha.interval else (None, None)
        cells += [number(figure_said(line.row, name)) for name in ("percent", "kappa", "alpha")]
        cells.append(interval_bar(alpha.value, low, high, self._bar_width()))
        if width >= WIDE:
            said = f"{coefficient(low)}–{coefficient(high)}" if low is not None else ""
            cells += [words(said), number(line.left or "·")]
        if width >= WIDER and self.view == CODES:
            cells += [
                number(figure_said(line.row, "f1")),
                number(figure_said(line.other, "alpha") if line.other else ""),
            ]
        return cells

    def _fill_pairs(self, value: AgreementView) -> None:
        rows = []
        for place, pair in enumerate(value.report.pairs):
            alpha = pair.row.figure("alpha")
            rows.append(
                (
                    str(place),
                    [
                        words(f"{value.material.name(pair.first)} – {value.material.name(pair.second)}"),
                        number(pair.transcripts),
                        *(number(figure_said(pair.row, name)) for name in ("percent", "kappa", "alpha", "f1")),
                        interval_bar(alpha.value, None, None, self._bar_width()),
                    ],
                )
            )
        titles = [_("Coders"), _("Transcripts"), "%", "κ", "α", "F1", scale(self._bar_width())]
        self.query_one(Listing).fill(titles, rows)

    # The row under the cursor

    def pointed(self) -> FigureLine | None:
        """The row under the cursor."""
        if self.shown is None or self.view not in (CODES, TRANSCRIPTS):
            return None
        key = self.query_one(Listing).row_key
        among = self.shown.codes if self.view == CODES else self.shown.transcripts
        return next((line for line in among if line.key == key), None)

    def tell_place(self) -> None:
        """The row under the cursor in words."""
        about = self.query_one("#about", Static)
        if self.shown is None:
            return
        if self.view == CONFUSION:
            about.update(self._cell_said(self.shown))
            return
        line = self.pointed()
        about.update(row_said(self.shown, line) if line is not None else "")

    def _cell_said(self, value: AgreementView) -> Text:
        pair = self.query_one(ConfusionTable).pair_at()
        if pair is None:
            return Text(_("The coders differ nowhere about these codes."))
        names = [coder.name for coder in value.material.coders]
        said = [value.material.name(code) if code else _("not coded") for code in pair]
        count = value.confusion.in_segments(*pair) if any(pair) else 0
        characters = value.confusion.in_characters(*pair) if any(pair) else 0
        text = Text(f"{names[0]}: {said[0]}\n{names[1]}: {said[1]}\n", no_wrap=True, overflow="ellipsis", end="")
        text.append(ngettext("{n} segment", "{n} segments", count), "bold")
        return text.append(" · " + ngettext("{n} character", "{n} characters", characters))

    def on_data_table_row_highlighted(self) -> None:
        """The cursor moved."""
        self.tell_place()

    def on_data_table_cell_highlighted(self) -> None:
        """The cursor moved in the matrix."""
        self.tell_place()

    def on_data_table_row_selected(self, event: DataTable.RowSelected) -> None:
        """Enter or a click on a row."""
        event.stop()
        self.action_open()

    def on_data_table_cell_selected(self, event: DataTable.CellSelected) -> None:
        """Enter or a click on a cell."""
        event.stop()
        self.action_open()

    def on_resize(self) -> None:
        """Other columns fit."""
        self._show_all()

    # Keys

    def action_open(self) -> None:
        """The differences behind the row or cell."""
        value = self.shown
        if value is None:
            return
        if self.view == PAIRS:
            self._take_pair(value)
        elif self.view == CONFUSION:
            pair = self.query_one(ConfusionTable).pair_at()
            if pair is not None:
                about = " / ".join(value.material.name(code).rsplit(" / ", 1)[-1] if code else "–" for code in pair)
                self._review(value, about, cell=pair)
        elif line := self.pointed():
            about = line.name.rsplit(" / ", 1)[-1]
            if self.view == CODES:
                self._review(value, about, code=line.key)
            else:
                self._review(value, about, transcript=line.key)

    def action_take_agreed(self) -> None:
        """What the first two coders agree on goes into the consensus, beside what was settled."""
        from qualcode.agreement.of_study import agreed_codings
        from qualcode.coding import settle_agreed

        if self.shown is None:
            return
        agreed = agreed_codings(self.shown.material)
        if not agreed:
            self.notify(_("The first two coders agree nowhere yet."))
            return

        def sure() -> None:
            if self.do(lambda: settle_agreed(self.study, agreed)):
                self.notify(_("Taken into the consensus; u takes it back."))

        question = ngettext(
            "Take {n} agreed coding into the consensus?", "Take {n} agreed codings into the consensus?", len(agreed)
        )
        self.confirm(question, _("Yes, take over"), sure)

    def action_open_all(self) -> None:
        """Every difference."""
        if self.shown is not None:
            self._review(self.shown, _("all codes"))

    def _review(
        self,
        value: AgreementView,
        about: str,
        *,
        code: str = "",
        transcript: str = "",
        cell: tuple[str, str] | None = None,
    ) -> None:
        keys = value.behind(code=code, transcript=transcript, cell=cell)
        if not keys:
            self.notify(_("The first two coders do not differ here."))
            return
        self.app.push_screen(ReviewScreen(self.asked(), about, frozenset(keys)))

    def _take_pair(self, value: AgreementView) -> None:
        """These two first: their differences are the ones that open."""
        key = self.query_one(Listing).row_key
        if not key:
            return
        pair = value.report.pairs[int(key)]
        others = [coder for coder in self.asked().coder_ids if coder not in (pair.first, pair.second)]
        self.view = CODES
        self.ask_for(replace(self.asked(), coder_ids=(pair.first, pair.second, *others)))

    def action_next_view(self) -> None:
        """Per code, per transcript, confusion; for more than two coders each pair."""
        if self.shown is None:
            return
        views = VIEWS if self.shown.report.pairs else VIEWS[:-1]
        self.view = views[(views.index(self.view) + 1) % len(views)]
        self._show_all()
        self.query_one("#confusion" if self.view == CONFUSION else "#lines").focus()

    def action_next_apart(self, direction: int) -> None:
        """The next or previous cell of the matrix with a difference."""
        if self.view == CONFUSION:
            self.query_one(ConfusionTable).next_apart(direction)

    def action_next_sort(self) -> None:
        """Worst first, or in the order of the codebook."""
        self.worst_first = not self.worst_first
        self._show_all()

    def asked(self) -> Question:
        """The question in use; there is one once the figures are shown."""
        assert self.question is not None
        return self.question


def _same(before: AgreementView, now: AgreementView) -> bool:
    """Whether the figures are the same, so that the intervals hold still."""
    old, new = before.material, now.material
    plain = replace(old.question, resampling=None)
    return plain == new.question and old.marks == new.marks and old.done == new.done and old.rollup == new.rollup
