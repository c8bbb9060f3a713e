"""What a coder sets right in a file before it is stored: kind, respondent, names, speakers, how turns are found."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from textual import work

from qualcode.errors import QualcodeError
from qualcode.i18n import _
from qualcode.store import values
from qualcode.tui.importing import TRANSCRIPT, Draft, FolderView, corrected, read_draft, renamed
from qualcode.tui.screens.room import RoomScreen
from qualcode.tui.widgets.draft_pane import CONVENTIONS, DraftPane, kind_said
from qualcode.tui.widgets.file_list import FileList
from qualcode.tui.widgets.listing import Listing

NO_TURNS, OTHER = "none", "other:"


class ImportCorrections(RoomScreen[FolderView]):
    """The acts of setting right; the screen that has files and a draft of each."""

    drafts: dict[Path, Draft]
    """Every file that was looked at, as read or set right."""

    @property
    def pointed(self) -> Path | None:
        """The file under the cursor; None on a folder."""
        entry = self.query_one(FileList).pointed
        return None if entry is None or entry.folder else entry.path

    def look(self) -> None:
        """Shows what is in the file under the cursor."""
        raise NotImplementedError

    async def draft_of(self, path: Path) -> Draft:
        """What is in a file, read beside the keys when it was not yet."""
        if path not in self.drafts:
            self.drafts[path] = await asyncio.to_thread(read_draft, path, self.study)
        return self.drafts[path]

    # Setting right

    def change(self, paths: Sequence[Path], act: Callable[[Draft], Draft]) -> None:
        """Sets something right in these files; those that are no transcript stay as they are."""
        self._change(paths, act)

    @work(group="change")
    async def _change(self, paths: Sequence[Path], act: Callable[[Draft], Draft]) -> None:
        for path in paths:
            draft = await self.draft_of(path)
            if draft.what != TRANSCRIPT:
                continue
            try:
                self.drafts[path] = replace(act(draft), changed=True)
            except QualcodeError as error:
                self.host.tell_error(error)
        if self.is_attached:
            self.look()

    @property
    def transcript(self) -> Draft | None:
        """The transcript under the cursor; says so when there is none."""
        draft = self.drafts.get(self.pointed) if self.pointed else None
        if draft is None or draft.what != TRANSCRIPT:
            self.notify(_("Point at a transcript first."))
            return None
        return draft

    @property
    def speaker(self) -> str | None:
        """The speaker under the cursor when the table of speakers has the focus."""
        pane = self.query_one(DraftPane)
        return pane.speaker if pane.query_one(Listing).has_focus else None

    def _speaker_wanted(self) -> tuple[Draft, str] | None:
        """The draft and the speaker that a key is about; from the files the focus goes to the speakers first."""
        draft = self.transcript
        if draft is None:
            return None
        table = self.query_one(DraftPane).query_one(Listing)
        if not table.has_focus:
            if table.display:
                table.focus()
                self.notify(_("Now choose a speaker."))
            else:
                self.notify(_("This text has no speakers."))
            return None
        label = self.speaker
        return None if label is None else (draft, label)

    def action_kind(self) -> None:
        """Parent, professional or another word; for all that is marked."""
        paths = self.query_one(FileList).chosen_files()
        if not paths:
            return

        def chosen(kind: str) -> None:
            if kind != OTHER:
                self.change(paths, lambda draft: replace(draft, kind=kind))
            else:
                self.ask(_("Kind of interview"), lambda word: self.change(paths, lambda one: replace(one, kind=word)))

        options = [(kind, kind_said(kind)) for kind in values.KINDS]
        self.choose(_("Kind of interview"), [*options, (OTHER, _("Another word…"))], chosen)

    def action_participant(self) -> None:
        """Who answers in this file; from the table of speakers: who this speaker is."""
        draft, label = self.transcript, self.speaker
        if draft is None:
            return

        def named(name: str) -> None:
            if label is None:
                self.change([draft.path], lambda one: replace(one, participant=name))
            else:
                self.change([draft.path], lambda one: replace(one, people={**one.people, label: name}))

        title = (
            _("Who is {speaker}?").format(speaker=label) if label else _("Respondent of {name}").format(name=draft.name)
        )
        self.ask(title, named, draft.people.get(label, "") if label else draft.participant)

    def action_attribute(self) -> None:
        """An attribute of the respondents of what is marked, written as "model: JGZ"; an empty value removes it."""
        paths = self.query_one(FileList).chosen_files()

        def parts(line: str) -> tuple[str, str, str]:
            return line.replace("=", ":", 1).partition(":")

        def wrong(line: str) -> str:
            key, sign, _value = parts(line)
            return "" if sign and key.strip() else _("Write it as “model: JGZ”.")

        def said(line: str) -> None:
            key, _sign, value = parts(line)

            def put(draft: Draft) -> Draft:
                attributes = {**draft.attributes, key.strip(): value.strip()}
                return replace(draft, attributes={name: one for name, one in attributes.items() if one})

            self.change(paths, put)

        if paths:
            self.ask(_("Attribute, as “model: JGZ”"), said, wrong=wrong)

    def action_name(self) -> None:
        """Another name for the transcript, or for the speaker under the cursor."""
        draft, label = self.transcript, self.speaker
        if draft is None:
            return
        if label is not None:
            self.ask(
                _("{speaker} is called; the name of another speaker makes the two one").format(speaker=label or "–"),
                lambda name: self.change([draft.path], lambda one: renamed(one, label, name)),
                label,
            )
        else:
            self.ask(
                _("Name of the transcript"),
                lambda name: self.change([draft.path], lambda one: replace(one, name=name)),
                draft.name,
            )

    def action_role(self) -> None:
        """The next role for the speaker: interviewer, respondent, unknown."""
        from qualcode.ingest import ROLES, with_roles

        if wanted := self._speaker_wanted():
            draft, label = wanted
            here = draft.document.roles.get(label, ROLES[-1]) if draft.document else ROLES[-1]
            role = ROLES[(ROLES.index(here) + 1) % len(ROLES)]
            self.change([draft.path], lambda one: corrected(one, lambda text: with_roles(text, {label: role})))

    def action_drop(self) -> None:
        """The label is no speaker: its words go to the turn before it."""
        from qualcode.ingest import drop_speaker

        if wanted := self._speaker_wanted():
            draft, label = wanted
            self.change([draft.path], lambda one: corrected(one, lambda text: drop_speaker(text, label)))

    def action_convention(self) -> None:
        """Looks for the turns again, by the convention that is said."""
        from qualcode.ingest import convention_names, redetect, without_turns

        paths = self.query_one(FileList).chosen_files()
        if self.transcript is None:
            return

        def chosen(key: str) -> None:
            name = key.removeprefix("by:")
            if name == NO_TURNS:
                self.change(paths, lambda one: corrected(one, without_turns))
            else:
                self.change(paths, lambda one: corrected(one, lambda text: redetect(text, name)))

        names = [(f"by:{name}", _(CONVENTIONS.get(name, name))) for name in convention_names()]
        options = [("by:", _("Look by yourself")), *names, (f"by:{NO_TURNS}", _("No turns: a text by itself"))]
        self.choose(_("How are the speakers written down?"), options, chosen)

    def action_again(self) -> None:
        """Reads the file anew."""
        if self.pointed:
            self.drafts.pop(self.pointed, None)
            self.look()
