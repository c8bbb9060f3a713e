"""Kernlabels: statements with their number, resting on codes and quotes; who says it, who contradicts it, how it hangs together."""

from __future__ import annotations

from typing import ClassVar

from rich.style import Style
from rich.text import Text
from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import ContentSwitcher, Static

from qualcode.i18n import N_, _, ngettext
from qualcode.store import Study, values
from qualcode.tui.kernlabel_lines import entry_line, quote_line, relation_line
from qualcode.tui.screens.quote_picker import QuotePicker
from qualcode.tui.screens.room import RoomScreen, binds
from qualcode.tui.screens.statement import Statement, StatementScreen
from qualcode.tui.views_kernlabels import Kernlabel, KernlabelsView, kernlabels_view, relation_said, who_said
from qualcode.tui.widgets.mark_list import MarkList, PromptList
from qualcode.tui.widgets.network_view import NetworkView
from qualcode.tui.widgets.status_line import StatusLine

VIEWS: dict[str, str] = {"evidence": N_("Evidence"), "relations": N_("Relations"), "network": N_("Network")}
RELATIONS = tuple(kind for kind in values.RELATION_KINDS if kind != "rests-on")


class KernlabelsScreen(RoomScreen[KernlabelsView]):
    """All kernlabels, and one of them whole."""

    CONTEXT = "kernlabels"
    BINDINGS: ClassVar[list[BindingType]] = binds("kernlabels")
    FIRST = "#kernlabel-list"

    def __init__(self, kernlabel_id: str = "") -> None:
        super().__init__()
        self.begin_at = kernlabel_id
        self.viewed = "evidence"
        self.around = True
        """Whether the network is drawn around the kernlabel, or whole."""
        self._told = ""

    def compose(self) -> ComposeResult:
        """The list, and beside it one kernlabel: counts, evidence, relations, network."""
        yield self.title_line()
        with Horizontal(id="body"):
            yield PromptList(id="kernlabel-list")
            with Vertical(id="kernlabel-side"):
                yield Static("", id="kernlabel-counts", markup=False)
                yield Static("", id="kernlabel-views", markup=False)
                with ContentSwitcher(initial=self.viewed, id="kernlabel-parts"):
                    yield PromptList(id="evidence", may_mark=True)
                    yield PromptList(id="relations")
                    yield NetworkView(id="network")
        yield StatusLine()
        yield self.key_hints()

    def read(self, study: Study) -> KernlabelsView:
        """All kernlabels."""
        return kernlabels_view(study)

    def show(self, value: KernlabelsView) -> None:
        """The list, and the one pointed at."""
        listing = self.query_one("#kernlabel-list", PromptList)
        listing.show(
            [("", [one.id for one in value.kernlabels])], {one.id: entry_line(one) for one in value.kernlabels}
        )
        if self.begin_at in listing.keys:
            listing.highlighted = listing.get_option_index(self.begin_at)
        self.begin_at = ""
        self.tell_title(
            ngettext("{n} kernlabel", "{n} kernlabels", len(value.kernlabels)),
            ngettext("{n} quote", "{n} quotes", sum(len(one.quotes) for one in value.kernlabels)),
            ngettext("{n} relation", "{n} relations", len(value.relations)),
        )
        self.show_one()

    def show_one(self) -> None:
        """Counts, evidence, relations and network of the kernlabel under the cursor."""
        value, one = self.value, self.pointed()
        if value is None:
            return
        counts = self.query_one("#kernlabel-counts", Static)
        if one is None:
            counts.update(_("No kernlabels yet: n writes the first one."))
        else:
            counts.update("\n".join(who_said(one.standing)))
        heads = Text(end="")
        for name, title in VIEWS.items():
            style = Style(bold=True, reverse=name == self.viewed, meta={"@click": f"screen.show_view('{name}')"})
            heads.append(f" {_(title)} ", style)
            heads.append("  ")
        self.query_one("#kernlabel-views", Static).update(heads)
        anew = self._told != (one.id if one else "")
        self._told = one.id if one else ""
        self._show_evidence(value, one, anew)
        self._show_relations(value, one, anew)
        if self.viewed == "network":
            nodes, links = value.network(one.id if one and self.around else "")
            self.query_one(NetworkView).show(nodes, links, one.id if one else "")
        self.tell_place()

    def _show_evidence(self, value: KernlabelsView, one: Kernlabel | None, anew: bool) -> None:
        prompts: dict[str, Text] = {}
        groups: list[tuple[str, list[str]]] = []
        if one is not None:
            codes = [f"code:{code_id}" for code_id in one.standing.codes]
            for code_id in one.standing.codes:
                prompts[f"code:{code_id}"] = self._code_line(value, code_id)
            groups.append((_("Rests on {n}").format(n=len(codes)), codes))
            for row in one.quotes:
                prompts[f"segment:{row.key}"] = quote_line(row.mark, row.source, row.place, row.words, row.memos)
            groups.append((_("Quotes {n}").format(n=len(one.quotes)), [f"segment:{row.key}" for row in one.quotes]))
        self.query_one("#evidence", PromptList).show([group for group in groups if group[1]], prompts, anew=anew)

    def _code_line(self, value: KernlabelsView, code_id: str) -> Text:
        hues = self.host.tree_hues
        hue = hues[value.hues.get(code_id, 0) % len(hues)] if hues else ""
        text = Text(end="")
        text.append("■ ", Style(color=hue) if hue else Style())
        text.append(value.labels[code_id], Style(bold=True))
        text.append(f"  {value.segments.get(code_id, 0)}", Style(dim=True))
        return text

    def _show_relations(self, value: KernlabelsView, one: Kernlabel | None, anew: bool) -> None:
        prompts = {
            link.id: relation_line(value, link)
            for link in value.relations
            if {link.from_id, link.to_id} <= value.labels.keys()
        }
        here = {one.id, *one.standing.codes} if one else set()
        mine = [link.id for link in value.relations if link.id in prompts and here & {link.from_id, link.to_id}]
        others = [key for key in prompts if key not in mine]
        groups = [(_("Of this kernlabel and its codes"), mine), (_("The others"), others)]
        self.query_one("#relations", PromptList).show([group for group in groups if group[1]], prompts, anew=anew)

    # Where the cursor is

    def pointed(self) -> Kernlabel | None:
        """The kernlabel under the cursor of the list."""
        return self.value.of(self.query_one("#kernlabel-list", PromptList).pointed_key) if self.value else None

    @property
    def side(self) -> PromptList | NetworkView:
        """What is shown beside the list."""
        if self.viewed == "network":
            return self.query_one(NetworkView)
        return self.query_one(f"#{self.viewed}", PromptList)

    def thing(self) -> tuple[str, str]:
        """What is under the cursor: ("kernlabel" | "code" | "segment" | "relation" | "", id)."""
        one = self.pointed()
        side = self.side
        if isinstance(side, PromptList) and side.has_focus and side.pointed_key:
            if self.viewed == "relations":
                return "relation", side.pointed_key
            kind, _colon, key = side.pointed_key.partition(":")
            return kind, key
        return ("kernlabel", one.id) if one else ("", "")

    def tell_place(self) -> None:
        """What is under the cursor, and what is marked."""
        one = self.pointed()
        evidence = self.query_one("#evidence", PromptList)
        kind, key = self.thing()
        parts = []
        if kind == "segment" and one is not None:
            said = {"best": _("best quote"), "supports": _("carrying quote"), "deviant": _("deviant quote")}
            parts.append(said[one.kinds[key]])
        if marked := len(evidence.marked):
            parts.append(ngettext("{n} marked", "{n} marked", marked))
        if one is not None:
            parts.append(one.standing.title)
        self.query_one(StatusLine).say(" · ".join(parts))

    def on_option_list_option_highlighted(self, event: PromptList.OptionHighlighted) -> None:
        """The cursor moved: another kernlabel is shown, or another thing is told."""
        if self.value is None:
            return
        if event.option_list.id == "kernlabel-list":
            self.query_one("#evidence", PromptList).marked.clear()
            self.show_one()
        else:
            self.tell_place()

    def on_mark_list_marked(self) -> None:
        """Other quotes are marked."""
        self.tell_place()

    def on_descendant_focus(self, _event: events.DescendantFocus) -> None:
        """Another pane has the focus."""
        if self.value is not None:
            self.tell_place()

    def on_mark_list_opened(self, message: MarkList.Opened) -> None:
        """Enter or a double click."""
        message.list.focus()
        if message.list.id == "kernlabel-list":
            self.side.focus()
        else:
            self.action_open()

    def on_network_view_chosen(self, message: NetworkView.Chosen) -> None:
        """A box was clicked: a kernlabel is shown, a code's segments are opened."""
        self.go_to(message.node_id)

    def go_to(self, code_id: str) -> None:
        """Shows a kernlabel, or the segments of a code."""
        listing = self.query_one("#kernlabel-list", PromptList)
        if code_id in listing.keys:
            listing.highlighted = listing.get_option_index(code_id)
        else:
            self.open_room("compare", code_id)

    # What the keys do: looking

    def action_open(self) -> None:
        """Opens a quote in its transcript, a code's segments, a relation's other end."""
        one, (kind, key) = self.pointed(), self.thing()
        if kind == "segment" and one is not None:
            row = next(row for row in one.quotes if row.key == key)
            self.open_place(row.transcript_id, row.start, row.end)
        elif kind == "code":
            self.open_room("compare", key)
        elif kind == "relation" and self.value is not None:
            link = next(link for link in self.value.relations if link.id == key)
            self.open_room("compare", link.from_id, link.to_id)
        elif kind == "kernlabel":
            self.side.focus()

    def action_show_view(self, name: str) -> None:
        """Evidence, relations or network."""
        focused = self.side.has_focus
        self.viewed = name
        self.query_one("#kernlabel-parts", ContentSwitcher).current = name
        self.show_one()
        if focused:
            self.side.focus()

    def action_next_view(self) -> None:
        """The next of evidence, relations, network."""
        names = list(VIEWS)
        self.action_show_view(names[(names.index(self.viewed) + 1) % len(names)])

    def action_whole(self) -> None:
        """The network of everything, or around this kernlabel."""
        self.around = not self.around
        self.action_show_view("network")

    def action_other_side(self) -> None:
        """The focus goes to the other side."""
        listing = self.query_one("#kernlabel-list", PromptList)
        (self.side if listing.has_focus else listing).focus()

    def action_mark(self) -> None:
        """Marks the quote, or not."""
        evidence = self.query_one("#evidence", PromptList)
        if evidence.has_focus:
            evidence.toggle()

    # What the keys do: changing

    def action_new(self) -> None:
        """Writes a kernlabel."""
        from qualcode.coding import make_kernlabel

        def stated(result: Statement | None) -> None:
            if result is None:
                return
            made = self.attempt(lambda: make_kernlabel(self.study, result.words, number=result.number))
            if made is not None:
                self.begin_at = made.id
            self.reread()

        self.app.push_screen(StatementScreen(_("A new kernlabel")), stated)

    def action_edit(self) -> None:
        """Another statement or number."""
        from qualcode.coding import change_code

        one = self.pointed()
        if one is None:
            return
        code = one.standing.kernlabel

        def stated(result: Statement | None) -> None:
            if result is not None and (result.number, result.words) != (code.number, code.name):
                self.do(lambda: change_code(self.study, code.id, name=result.words, number=result.number))

        self.app.push_screen(StatementScreen(_("The kernlabel"), code.number, code.name), stated)

    def action_remove(self) -> None:
        """Removes a kernlabel without quotes; undo brings it back."""
        from qualcode.coding import remove_code

        one = self.pointed()
        if one is not None and self.do(lambda: remove_code(self.study, one.id)):
            self.notify(_("Kernlabel removed; undo brings it back."))

    def action_link_code(self) -> None:
        """Lets the kernlabel rest on a code."""
        from qualcode.coding import rest_on

        one = self.pointed()
        if one is None:
            return

        def picked(code_id: str) -> None:
            self.do(lambda: rest_on(self.study, one.id, [code_id]))

        self.pick_code(_("Which code carries it?"), picked)

    def action_link_quotes(self) -> None:
        """Chooses quotes from the segments of its codes."""
        from qualcode.coding import link_quotes

        one = self.pointed()
        if one is None or self.value is None:
            return
        groups = self.value.quotes_to_link(one)
        if not groups:
            self.notify(_("All segments of its codes are its quotes already."))
            return

        def picked(keys: list[str] | None) -> None:
            if keys:
                self.do(lambda: link_quotes(self.study, one.id, keys))

        self.app.push_screen(
            QuotePicker(_("Quotes for: {kernlabel}").format(kernlabel=one.standing.title), groups), picked
        )

    def chosen_quotes(self) -> list[str]:
        """Segments of the quotes that are marked, or of the one under the cursor."""
        evidence = self.query_one("#evidence", PromptList)
        if not evidence.marked and not evidence.has_focus:
            return []
        return [key.removeprefix("segment:") for key in evidence.chosen_keys() if key.startswith("segment:")]

    def action_weigh(self, kind: str) -> None:
        """Says what the quotes do for the kernlabel: the best ones, carrying ones, deviant ones."""
        from qualcode.coding import link_quotes

        one, segments = self.pointed(), self.chosen_quotes()
        if one is None or not segments:
            self.notify(_("Point at a quote first: → goes to the evidence."))
            return
        if self.do(lambda: link_quotes(self.study, one.id, segments, kind=kind)):
            self.query_one("#evidence", PromptList).marked.clear()

    def action_unlink(self) -> None:
        """Takes away a code, quotes or a relation."""
        from qualcode.coding import rest_no_more_on, unlink_quotes, unrelate

        one, (kind, key) = self.pointed(), self.thing()
        if kind == "relation":
            self.do(lambda: unrelate(self.study, key))
        elif kind == "code" and one is not None:
            self.do(lambda: rest_no_more_on(self.study, one.id, [key]))
        elif kind == "segment" and one is not None:
            segments = self.chosen_quotes()
            self.do(lambda: unlink_quotes(self.study, one.id, segments))
        else:
            self.notify(_("Point at a code, quote or relation first."))

    def action_relate(self) -> None:
        """Links the kernlabel, or the code under the cursor, to another kernlabel or code."""
        from qualcode.coding import relate

        kind, key = self.thing()
        one = self.pointed()
        source = key if kind in ("kernlabel", "code") else one.id if one else ""
        if not source or self.value is None:
            return
        name = self.value.labels[source]

        def to(target: str) -> None:
            def of_kind(relation: str) -> None:
                self.do(lambda: relate(self.study, source, target, relation))

            options = [(relation, f"{name} {relation_said(relation)} …") for relation in RELATIONS]
            self.choose(_("How?"), options, of_kind)

        self.pick_code(_("Relate “{name}” to").format(name=name), to, kernlabels=True)

    def action_memo(self) -> None:
        """The memo on the kernlabel, the code or the quote under the cursor."""
        one, (kind, key) = self.pointed(), self.thing()
        if kind == "segment" and one is not None:
            row = next(row for row in one.quotes if row.key == key)
            self.host.edit_memo(self, "segment", key, f"{row.source}, {row.place}")
        elif kind in ("code", "kernlabel") and self.value is not None:
            self.host.edit_memo(self, "code", key, self.value.labels[key])
