"""Respondents: a table with their attributes, each cell to be changed; and every speaker, with role and respondent."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import DataTable

from qualcode.i18n import _, ngettext
from qualcode.store import Study, values
from qualcode.tui.keymap import bindings
from qualcode.tui.screens.choosing import AskAmong, MarkSome
from qualcode.tui.screens.dialogs import AskLine
from qualcode.tui.screens.room import RoomScreen
from qualcode.tui.views_participants import PeopleView, PersonRow, SpeakerRow, people_view
from qualcode.tui.widgets.draft_pane import kind_said, role_said
from qualcode.tui.widgets.listing import Listing, number, words
from qualcode.tui.widgets.status_line import StatusLine

NAME, WHERE, ATTRIBUTES = 0, 1, 2
"""Columns of the respondents: the attributes begin at the last."""
TRANSCRIPT, LABEL, ROLE, PERSON, TURNS, KIND = range(6)
"""Columns of the speakers."""
WIDEST = 30


class ParticipantsScreen(RoomScreen[PeopleView]):
    """Two tables on the same people."""

    CONTEXT = "participants"
    BINDINGS: ClassVar[list[BindingType]] = bindings("participants")
    FIRST = "#body"

    def __init__(self) -> None:
        super().__init__()
        self.speakers_shown = False
        self.new_attributes: list[str] = []
        """Columns that nobody has a value in yet."""

    def compose(self) -> ComposeResult:
        """Title, table, what is under the cursor, keys."""
        yield self.title_line()
        yield Listing(id="body", zebra_stripes=True, fixed_columns=1)
        yield StatusLine()
        yield self.key_hints()

    def read(self, study: Study) -> PeopleView:
        """Everybody."""
        return people_view(study)

    @property
    def table(self) -> Listing:
        """The table that is shown."""
        return self.query_one(Listing)

    @property
    def attributes(self) -> list[str]:
        """The attributes in columns, those that nobody has yet last."""
        known = self.value.attributes if self.value else ()
        return [*known, *(name for name in self.new_attributes if name not in known)]

    def show(self, value: PeopleView) -> None:
        """The respondents, or the speakers."""
        if self.speakers_shown:
            titles = [_("Transcript"), _("Speaker"), _("Role"), _("Respondent"), _("Turns"), _("Kind")]
            self.table.fill(titles, [(row.speaker.id, _speaker_cells(row)) for row in value.speakers])
        else:
            titles = [_("Respondent"), _("Transcripts"), *self.attributes]
            rows = [(row.person.id, _person_cells(row, self.attributes)) for row in value.people]
            self.table.fill(titles, rows, fit=range(ATTRIBUTES, len(titles)))
        self.tell_title(
            ngettext("{n} respondent", "{n} respondents", len(value.people)),
            ngettext("{n} speaker", "{n} speakers", len(value.speakers)),
            _("the speakers") if self.speakers_shown else "",
        )
        self.tell_place()

    def tell_place(self) -> None:
        """The cell in words, or what is missing."""
        value, line = self.value, self.query_one(StatusLine)
        if value is None:
            return
        if not self.table.row_count:
            line.say(_("Nobody yet: n makes a respondent, i imports transcripts or a table."))
            return
        if self.speakers_shown:
            row = self.speaker
            line.say(f"{row.place}: {role_said(row.speaker.role)}" if row else "")
            return
        person, attribute = self.person, self.attribute
        if person is None:
            return
        if attribute:
            said = f"{attribute}: {person.person.attributes.get(attribute) or '–'}"
        elif person.transcripts:
            said = ", ".join(one.name for one in person.transcripts)
        else:
            said = _("speaks in no transcript yet; l links speakers")
        missing = value.without_words
        more = ngettext("{n} transcript without a respondent", "{n} transcripts without a respondent", len(missing))
        line.say(f"{person.person.name} · {said}" + (f" · {more}" if missing else ""))

    # Where the cursor is

    @property
    def column(self) -> int:
        """Which column the cursor is in."""
        return self.table.cursor_coordinate.column

    @property
    def person(self) -> PersonRow | None:
        """The respondent under the cursor."""
        if self.value is None or self.speakers_shown:
            return None
        return next((row for row in self.value.people if row.person.id == self.table.row_key), None)

    @property
    def speaker(self) -> SpeakerRow | None:
        """The speaker under the cursor."""
        if self.value is None or not self.speakers_shown:
            return None
        return next((row for row in self.value.speakers if row.speaker.id == self.table.row_key), None)

    @property
    def attribute(self) -> str:
        """The attribute in whose column the cursor is; empty outside those."""
        place = self.column - ATTRIBUTES
        return self.attributes[place] if not self.speakers_shown and 0 <= place < len(self.attributes) else ""

    def on_data_table_cell_highlighted(self) -> None:
        """The cursor moved."""
        self.tell_place()

    def on_data_table_cell_selected(self, event: DataTable.CellSelected) -> None:
        """Enter, or a second click on a cell."""
        event.stop()
        self.action_edit()

    # Looking

    def action_next_view(self) -> None:
        """Respondents, or speakers."""
        self.speakers_shown = not self.speakers_shown
        if self.value is not None:
            self.show(self.value)

    def action_open(self) -> None:
        """Opens the transcript of the row."""
        if row := self.speaker:
            self.open_place(row.transcript.id)
        elif (person := self.person) and person.transcripts:
            if len(person.transcripts) == 1:
                self.open_place(person.transcripts[0].id)
            else:
                options = [(one.id, one.name) for one in person.transcripts]
                self.choose(_("Which transcript?"), options, self.open_place)

    def action_import(self) -> None:
        """To the import screen, which takes tables too."""
        self.open_room("importing")

    # Changing

    def among(self, title: str, value: str, known: list[str], then: Callable[[str], None]) -> None:
        """Asks for a line with known answers under it; an empty line counts."""

        def answered(line: str | None) -> None:
            if line is not None and line != value:
                then(line)

        self.app.push_screen(AskAmong(title, value, known), answered)

    def action_edit(self) -> None:
        """Changes what is under the cursor."""
        if row := self.speaker:
            self._edit_speaker(row)
        elif (row_of := self.person) is not None:
            self._edit_person(row_of)

    def _edit_person(self, row: PersonRow) -> None:
        from qualcode.coding import rename_participant, set_attributes

        person, attribute = row.person, self.attribute
        if self.column == NAME:
            title = _("Rename {name}").format(name=person.name)
            self.ask(title, lambda name: self._do(lambda: rename_participant(self.study, person.id, name)), person.name)
        elif attribute:
            self.among(
                f"{person.name}: {attribute}",
                person.attributes.get(attribute, ""),
                self.value.values_of(attribute) if self.value else [],
                lambda said: self._do(lambda: set_attributes(self.study, person.id, {attribute: said})),
            )
        else:
            self.action_link()

    def _edit_speaker(self, row: SpeakerRow) -> None:
        from qualcode.coding import rename_transcript, set_participant, set_role
        from qualcode.ingest import ROLES

        transcript, speaker = row.transcript, row.speaker
        if self.column == TRANSCRIPT:
            title = _("Rename {name}").format(name=transcript.name)
            self.ask(
                title,
                lambda name: self._do(lambda: rename_transcript(self.study, transcript.id, name)),
                transcript.name,
            )
        elif self.column == KIND:
            kinds = (
                list(dict.fromkeys([*values.KINDS, *(one.transcript.kind for one in self.value.speakers)]))
                if self.value
                else []
            )

            def kinded(kind: str) -> None:
                self._do(lambda: rename_transcript(self.study, transcript.id, transcript.name, kind=kind))

            self.choose(_("Kind of interview"), [(kind, kind_said(kind)) for kind in kinds], kinded)
        elif self.column in (ROLE, TURNS, LABEL):
            options = [(role, role_said(role)) for role in ROLES]
            self.choose(
                _("Role of {speaker}").format(speaker=row.place),
                options,
                lambda role: self._do(lambda: set_role(self.study, speaker.id, role)),
            )
        else:
            names = [one.person.name for one in self.value.people] if self.value else []
            self.among(
                _("Who is {speaker}?").format(speaker=row.place),
                row.person.name if row.person else "",
                names,
                lambda name: self._do(lambda: set_participant(self.study, speaker.id, name or None)),
            )

    def _do(self, act: Callable[[], object]) -> None:
        self.do(act)

    def action_new(self) -> None:
        """A respondent who is not interviewed yet."""
        from qualcode.coding import make_participant

        self.ask(_("Name of the new respondent"), lambda name: self._do(lambda: make_participant(self.study, name)))

    def action_attribute(self) -> None:
        """A new column, and the cursor in it."""
        if self.speakers_shown:
            self.action_next_view()

        def named(name: str) -> None:
            if name not in self.attributes:
                self.new_attributes.append(name)
            if self.value is not None:
                self.show(self.value)
                self.table.move_cursor(column=ATTRIBUTES + self.attributes.index(name))

        self.ask(_("Name of the new attribute"), named)

    def action_rename_attribute(self) -> None:
        """The column's attribute gets another name for everybody; an empty one removes it."""
        from qualcode.coding import rename_attribute

        attribute = self.attribute
        if not attribute:
            self.notify(_("Point at an attribute first."))
            return

        def named(name: str | None) -> None:
            if name is None or name.strip() == attribute:
                return
            if attribute in self.new_attributes:
                self.new_attributes.remove(attribute)
            if self.value is None or attribute not in self.value.attributes:
                self.new_attributes += [name.strip()] if name.strip() else []
                self.reread()
            elif name.strip():
                self._do(lambda: rename_attribute(self.study, attribute, name))
            else:
                question = _("Remove the attribute “{name}” from all respondents?").format(name=attribute)
                self.confirm(
                    question,
                    _("Yes, remove it"),
                    lambda: self._do(lambda: rename_attribute(self.study, attribute, "")),
                )

        title = _("Rename the attribute “{name}”; empty removes it").format(name=attribute)
        self.app.push_screen(AskLine(title, attribute), named)

    def action_link(self) -> None:
        """Which speakers the respondent is; from the speakers: who the speaker is."""
        from qualcode.coding import link_speakers

        if row := self.speaker:
            self.table.move_cursor(column=PERSON)
            self._edit_speaker(row)
            return
        person = self.person
        if person is None or self.value is None:
            return
        who = person.person
        before = {one.speaker.id for one in self.value.speakers if one.person is not None and one.person.id == who.id}

        def chosen(ids: list[str] | None) -> None:
            if ids is not None and set(ids) != before:
                links: dict[str, str | None] = dict.fromkeys(before - set(ids))
                links |= {speaker_id: who.id for speaker_id in ids if speaker_id not in before}
                self._do(lambda: link_speakers(self.study, links))

        options = [
            (
                one.speaker.id,
                f"{one.place} ({role_said(one.speaker.role)})" + (f": {one.person.name}" if one.person else ""),
            )
            for one in self.value.speakers
        ]
        self.app.push_screen(MarkSome(_("Which speakers are {name}?").format(name=who.name), options, before), chosen)

    def action_merge(self) -> None:
        """The respondent is the same person as another one: the two become one."""
        person = self.person
        if person is None or self.value is None:
            return
        who = person.person
        others = [row.person for row in self.value.people if row.person.id != who.id]
        if not others:
            self.notify(_("There is nobody else."))
            return
        names = {one.id: one.name for one in others}

        def chosen(key: str) -> None:
            from qualcode.coding import merge_participants

            other = key.removeprefix("is:")
            if self.do(lambda: merge_participants(self.study, who.id, other)):
                self.notify(_("{name} is now {other}; u undoes it.").format(name=who.name, other=names[other]))

        title = _("{name} is the same person as…").format(name=who.name)
        self.choose(title, [(f"is:{one.id}", one.name) for one in others], chosen)

    def action_clear(self) -> None:
        """Empties the cell; on a name removes the respondent whom nobody is."""
        from qualcode.coding import remove_participant, set_attributes, set_participant

        if row := self.speaker:
            if row.person is not None:
                self._do(lambda: set_participant(self.study, row.speaker.id, None))
            return
        person = self.person
        if person is None:
            return
        who = person.person
        if attribute := self.attribute:
            if attribute in who.attributes:
                self._do(lambda: set_attributes(self.study, who.id, {attribute: ""}))
        elif self.do(lambda: remove_participant(self.study, who.id)):
            self.notify(_("{name} removed; undo brings it back.").format(name=who.name))

    def action_memo(self) -> None:
        """The memo on the respondent."""
        who = self.speaker.person if self.speaker else self.person.person if self.person else None
        if who is not None:
            self.host.edit_memo(self, "participant", who.id, who.name)


def _person_cells(row: PersonRow, attributes: list[str]) -> tuple[Text, ...]:
    where = ", ".join(one.name for one in row.transcripts)
    return (
        words(row.person.name + (" ✎" if row.memos else ""), "bold"),
        words(_cut(where) or "–"),
        *(words(_cut(row.person.attributes.get(key, ""))) for key in attributes),
    )


def _speaker_cells(row: SpeakerRow) -> tuple[Text, ...]:
    return (
        words(row.transcript.name, "bold"),
        words(row.speaker.label or "–"),
        words(role_said(row.speaker.role)),
        words(row.person.name if row.person else "–"),
        number(row.turns),
        words(kind_said(row.transcript.kind)),
    )


def _cut(said: str) -> str:
    return said if len(said) <= WIDEST else said[: WIDEST - 1].rstrip() + "…"
