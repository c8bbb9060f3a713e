"""Constant comparison: all segments of a code, or of two side by side, and what follows from reading them together."""

from __future__ import annotations

from typing import ClassVar

from rich.text import Text
from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.widgets import Static

from qualcode.i18n import _, ngettext
from qualcode.store import Study, values
from qualcode.tui.screens.room import RoomScreen, binds
from qualcode.tui.views import label_of
from qualcode.tui.views_compare import (
    BY_CODER,
    BY_NOTHING,
    BY_PARTICIPANT,
    BY_TRANSCRIPT,
    Column,
    CompareView,
    SegmentRow,
    compare_view,
)
from qualcode.tui.widgets.segment_list import SegmentList
from qualcode.tui.widgets.status_line import StatusLine

ROOM_FOR_CONTEXT = 140
"""Least width at which what stands around a segment is shown beside the list."""


class CompareScreen(RoomScreen[CompareView]):
    """The segments of one or two codes."""

    CONTEXT = "compare"
    BINDINGS: ClassVar[list[BindingType]] = binds("compare")
    FIRST = "#segments-0"

    def __init__(self, code_id: str = "", beside_id: str = "", *, group: str = BY_PARTICIPANT) -> None:
        super().__init__()
        self.code_ids = [code_id for code_id in (code_id, beside_id) if code_id]
        self.by = group
        self.with_below = True

    def compose(self) -> ComposeResult:
        """Title, one or two columns, where the cursor is, keys."""
        yield self.title_line()
        with Horizontal(id="body"):
            for place in (0, 1):
                with Vertical(id=f"column-{place}", classes="column"):
                    yield Static("", id=f"code-{place}", classes="column-title", markup=False)
                    yield SegmentList(id=f"segments-{place}")
            with VerticalScroll(id="context"):
                yield Static("", id="context-text", markup=False)
        yield StatusLine()
        yield self.key_hints()

    def read(self, study: Study) -> CompareView:
        """The segments of the codes."""
        return compare_view(study, self.code_ids, group=self.by, below=self.with_below)

    def show(self, value: CompareView) -> None:
        """One column a code."""
        self.code_ids = [column.code.id for column in value.columns]
        for place in (0, 1):
            column = value.columns[place] if place < len(value.columns) else None
            self.query_one(f"#column-{place}").display = column is not None or place == 0
            self.list_at(place).tell_source = self.by != BY_PARTICIPANT
            self.list_at(place).show(column.groups if column else ())
            self.query_one(f"#code-{place}", Static).update(_heading(column))
        grouped = self._groupings(value).get(self.by, self.by)
        self.tell_title(
            _("grouped by {what}").format(what=grouped) if self.by else _("not grouped"),
            "" if self.with_below else _("without sub-codes"),
        )
        if len(value.columns) < 2 and self.list_at(1).has_focus:
            self.list_at(0).focus()
        self.tell_place()

    # Which list, which code

    def list_at(self, place: int) -> SegmentList:
        """The left or the right list."""
        return self.query_one(f"#segments-{place}", SegmentList)

    @property
    def at(self) -> int:
        """0 for the left column, 1 for the right one."""
        return 1 if self.list_at(1).has_focus else 0

    @property
    def column(self) -> Column | None:
        """The column that has the focus."""
        columns = self.value.columns if self.value else ()
        return columns[self.at] if self.at < len(columns) else None

    def tell_place(self) -> None:
        """Where the cursor is and how much is marked."""
        listing, column = self.list_at(self.at), self.column
        row = listing.pointed
        for place in (0, 1):
            self.query_one(f"#code-{place}").set_class(place == self.at, "here")
        parts = []
        if column is None:
            parts.append(_("No segments yet: code something first."))
        elif row is not None:
            parts += [row.source, row.place, row.coder]
        if marked := len(listing.marked):
            parts.append(ngettext("{n} marked", "{n} marked", marked))
        elif column is not None and row is not None:
            parts.append(row.attributes)
        self.query_one(StatusLine).say(" · ".join(part for part in parts if part))
        context = self.query_one("#context")
        context.display = len(self.code_ids) == 1 and self.size.width >= ROOM_FOR_CONTEXT
        if context.display and column is not None and self.value is not None:
            self.query_one("#context-text", Static).update(_context(self.value, column, listing.pointed))

    def on_resize(self) -> None:
        """The context is shown where there is room for it."""
        if self.value is not None:
            self.tell_place()

    def on_option_list_option_highlighted(self) -> None:
        """The cursor moved."""
        self.tell_place()

    def on_mark_list_marked(self) -> None:
        """Other segments are marked."""
        self.tell_place()

    def on_descendant_focus(self, _event: events.DescendantFocus) -> None:
        """The other column may have the focus."""
        if self.value is not None:
            self.tell_place()

    def on_mark_list_opened(self, message: SegmentList.Opened) -> None:
        """Opens the transcript there."""
        message.list.focus()
        self.action_open()

    # What the keys do: looking

    def action_open(self) -> None:
        """Opens the segment under the cursor in its transcript."""
        if row := self.list_at(self.at).pointed:
            self.open_place(row.transcript_id, row.start, row.end)

    def action_mark(self) -> None:
        """Marks the segment, or not."""
        self.list_at(self.at).toggle()

    def action_mark_all(self) -> None:
        """Marks all segments of this column, or none."""
        self.list_at(self.at).toggle_all()

    def action_other_column(self) -> None:
        """The focus goes to the other code."""
        if self.value and len(self.value.columns) > 1:
            self.list_at(1 - self.at).focus()

    def action_choose_code(self) -> None:
        """Another code in this column."""
        place = self.at

        def chosen(code_id: str) -> None:
            self._take(place, code_id)

        self.pick_code(_("Segments of which code?"), chosen)

    def action_beside(self) -> None:
        """A second code beside this one; again: away with it."""
        if len(self.code_ids) > 1:
            del self.code_ids[1]
            self.list_at(0).focus()
            self.reread()
            return
        self.pick_code(_("Which code beside it?"), lambda code_id: self._take(1, code_id))

    def _take(self, place: int, code_id: str) -> None:
        self.code_ids = [*self.code_ids[:place], code_id, *self.code_ids[place + 1 :]]
        self.list_at(min(place, 1)).unmark()
        self.reread()

    def action_step_code(self, direction: int) -> None:
        """The next or previous code that has segments, in the order of the tree."""
        column = self.column
        if self.value is None or column is None or not self.value.coded:
            return
        coded = self.value.coded
        here = coded.index(column.code.id) if column.code.id in coded else -direction
        self._take(self.at, coded[(here + direction) % len(coded)])

    def action_group(self) -> None:
        """By whom or what the segments stand together."""
        if self.value is None:
            return

        def chosen(key: str) -> None:
            self.by = key.removeprefix("by:")
            self.reread()

        options = [(f"by:{key}", said) for key, said in self._groupings(self.value).items()]
        self.choose(_("Group the segments by"), options, chosen)

    @staticmethod
    def _groupings(value: CompareView) -> dict[str, str]:
        return {
            BY_PARTICIPANT: _("participant"),
            BY_TRANSCRIPT: _("transcript"),
            BY_CODER: _("coder"),
            **{key: key for key in value.attributes},
            BY_NOTHING: _("nothing"),
        }

    def action_below(self) -> None:
        """With the segments of sub-codes, or without."""
        self.with_below = not self.with_below
        self.reread()

    # What the keys do: changing

    def own_codings(self, rows: list[SegmentRow]) -> list[str]:
        """The coder's own codings in these rows. With none of her own: all, so that the refusal says whose they are."""
        own = [coding_id for row in rows for coding_id in row.own_ids]
        return own or [coding_id for row in rows for coding_id in row.coding_ids]

    def action_recode(self) -> None:
        """Another code instead, for what is marked or pointed at."""
        from qualcode.coding import recode

        rows = self.list_at(self.at).chosen()
        if not rows:
            return
        codings = self.own_codings(rows)

        def picked(code_id: str) -> None:
            if self.do(lambda: recode(self.study, codings, code_id)):
                self._tell_done(ngettext("{n} segment recoded", "{n} segments recoded", len(rows)), rows)

        title = ngettext("Recode {n} segment as", "Recode {n} segments as", len(rows))
        self.pick_code(title, picked, may_make=True)

    def action_split(self) -> None:
        """What is marked goes to a new code beside this one."""
        from qualcode.coding import split_code

        column = self.column
        rows = self.list_at(self.at).chosen()
        if column is None or not rows:
            return
        codings = self.own_codings([row for row in rows if not row.sub_code])
        if not codings:
            self.notify(_("These are of sub-codes: recode them, or split the sub-code."))
            return

        def named(name: str) -> None:
            if self.do(lambda: split_code(self.study, column.code.id, name, codings)):
                said = ngettext("{n} coding split off", "{n} codings split off", len(codings))
                self._tell_done(said, rows)

        title = ngettext("Name of the new code for {n} coding", "Name of the new code for {n} codings", len(codings))
        self.ask(title, named)

    def action_merge(self) -> None:
        """The code of this column goes up in another: the one beside it, or one that is picked."""
        from qualcode.coding import merge_codes

        column = self.column
        if column is None or self.value is None:
            return

        def merge(into: values.Code) -> None:
            def whole() -> None:
                merge_codes(self.study, [column.code.id], into.id)
                # What was compared goes on under the code that it became.
                named = (into.id if one == column.code.id else one for one in self.code_ids)
                self.code_ids = list(dict.fromkeys(named))

            def sure() -> None:
                if self.do(whole):
                    self.notify(_("Merged into {name}").format(name=label_of(into)))

            self.confirm(
                _("Merge “{code}” into “{into}”? Its codings, sub-codes and memos go along.").format(
                    code=column.label, into=label_of(into)
                ),
                _("Yes, merge"),
                sure,
            )

        if len(self.value.columns) > 1:
            merge(self.value.columns[1 - self.at].code)
            return

        def picked(code_id: str) -> None:
            merge(next(code for code in self.study.codes() if code.id == code_id))

        self.pick_code(_("Merge “{code}” into").format(code=column.label), picked)

    def action_take_off(self) -> None:
        """Takes the code off what is marked or pointed at."""
        from qualcode.coding import take_off

        rows = self.list_at(self.at).chosen()
        if rows and self.do(lambda: take_off(self.study, self.own_codings(rows))):
            self._tell_done(ngettext("Taken off {n} segment", "Taken off {n} segments", len(rows)), rows)

    def action_quote(self) -> None:
        """What is marked or pointed at becomes quotes of a kernlabel."""
        from qualcode.coding import link_quotes

        rows = self.list_at(self.at).chosen()
        view = self.value.study if self.value else None
        if not rows or view is None:
            return
        if not view.kernlabels:
            self.notify(_("There are no kernlabels yet."))
            return

        def chosen(kernlabel_id: str) -> None:
            segments = list(dict.fromkeys(row.segment_id for row in rows))
            if self.do(lambda: link_quotes(self.study, kernlabel_id, segments)):
                self.list_at(self.at).unmark()
                self.notify(ngettext("{n} quote linked", "{n} quotes linked", len(segments)))

        title = ngettext("{n} quote for which kernlabel?", "{n} quotes for which kernlabel?", len(rows))
        self.choose(title, [(one.id, view.label(one.id)) for one in view.kernlabels], chosen)

    def _tell_done(self, said: str, rows: list[SegmentRow]) -> None:
        """Says what was done, and what was left because it is another coder's."""
        left = sum(not row.own_ids for row in rows)
        if left and left < len(rows):
            said += "; " + ngettext("{n} of another coder stays", "{n} of other coders stay", left)
        self.list_at(self.at).unmark()
        self.notify(said)

    def action_memo(self) -> None:
        """The memo on the coding under the cursor."""
        row = self.list_at(self.at).pointed
        if row is None:
            return
        if row.own_ids:
            self.host.edit_memo(self, "coding", row.own_ids[0], f"{row.source}, {row.place}")
        else:
            self.host.edit_memo(self, "segment", row.segment_id, f"{row.source}, {row.place}")

    def action_code_memo(self) -> None:
        """The memo on the code of this column."""
        if column := self.column:
            self.host.edit_memo(self, "code", column.code.id, column.label)


def _context(value: CompareView, column: Column, row: SegmentRow | None) -> Text:
    text = Text(end="")
    if row is not None:
        text.append(f"{row.source}  {row.place}\n", "bold underline")
        if row.attributes:
            text.append(f"{row.attributes}\n\n", "dim")
        before, own, after = value.around(row)
        text.append(before, "dim")
        text.append(own, "bold")
        text.append(after, "dim")
        text.append("\n\n")
    text.append(column.label + "\n", "bold underline")
    code = column.code
    for heading, said in (
        ("", code.definition),
        (_("When"), code.when_to_use),
        (_("When not"), code.when_not),
        (_("Example"), code.example),
    ):
        if said:
            text.append(f"{heading}: " if heading else "", "bold")
            text.append(said + "\n")
    for memo in value.study.memo_texts.get(("code", code.id), ()) if value.study else ():
        text.append(f"✎ {memo}\n", "italic")
    return text


def _heading(column: Column | None) -> str:
    if column is None:
        return ""
    return " · ".join(
        [
            column.label,
            ngettext("{n} segment", "{n} segments", len(column.rows)),
            ngettext("{n} respondent", "{n} respondents", column.participants),
        ]
    )
