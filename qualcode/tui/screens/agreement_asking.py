"""What is compared, chosen by key: coders, unit, base, tolerance, level, round; and the report of it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from textual import work
from textual.screen import Screen

from qualcode.agreement import BASES
from qualcode.agreement.of_study import FAMILY, LEAF, PARENT, Question, find_round, tolerance_of
from qualcode.agreement.values import CHARACTER, SEGMENT, WINDOW
from qualcode.agreement.wording import tolerance_text, unit_name
from qualcode.errors import QualcodeError
from qualcode.i18n import _
from qualcode.store import Study
from qualcode.tui.agreement_question import UNITS, last_question, report_findings
from qualcode.tui.screens.choosing import AskAmong

if TYPE_CHECKING:
    from qualcode.tui.app import QualcodeApp

TOLERANCES = ("none", "characters:5", "characters:20", "words:1", "words:3", "share:0.9", "share:0.5")
HALF = "half"


class Asking(Screen[None]):
    """The questions of the screen with the figures; the screen itself reads and shows."""

    question: Question | None = None
    round_name: str = ""

    if TYPE_CHECKING:

        @property
        def host(self) -> QualcodeApp:
            """The app."""

        @property
        def study(self) -> Study:
            """The open study."""

        def attempt(self, act: Callable[[], Any]) -> Any:
            """Does an act; a refusal is told."""

        def choose(self, title: str, options: list[tuple[str, str]], then: Callable[[str], None]) -> None:
            """Asks which of a few."""

        def ask(
            self, title: str, then: Callable[[str], None], value: str = "", wrong: Callable[[str], str] | None = None
        ) -> None:
            """Asks for a line."""

        def reread(self) -> None:
            """Reads again."""

        def open_room(self, name: str, *args: Any, **options: Any) -> None:
            """Opens another screen."""

    def first_question(self, study: Study) -> Question:
        """What was asked last; at first the two coders who did most together, by characters of all text.

        Raises:
            Refused: when there is only one coder.
        """
        if self.round_name:
            return self.with_round(study, Question(()), self.round_name)
        return last_question(study)

    def with_round(self, study: Study, question: Question, name: str) -> Question:
        """The question on the transcripts and coders of a round.

        Raises:
            NotFound: when the round is gone.
        """
        one = find_round(study, name)
        return replace(question, coder_ids=one.coders, transcript_ids=one.transcripts)

    def ask_for(self, question: Question) -> None:
        """Reckons another question, and remembers it."""
        self.question = question
        kept = {
            "coders": list(question.coder_ids),
            "unit": question.unit,
            "window": question.window,
            "segments_of": question.segments_of,
            "share": question.share,
            "base": question.base,
            "level": question.level,
            "tolerance": str(question.tolerance),
            "everything": question.everything,
        }
        self.attempt(lambda: self.study.keep_place("agreement", kept))
        self.reread()

    @staticmethod
    def level_names() -> dict[str, str]:
        """What codes are compared as."""
        return {LEAF: _("codes as they were put"), PARENT: _("main codes"), FAMILY: _("families")}

    def action_choose_coders(self) -> None:
        """Which coders: each pair, and all together when there are more."""
        people = [coder for coder in self.study.coders() if coder.kind == "human"]
        pairs = [(first, second) for at, first in enumerate(people) for second in people[at + 1 :]]
        groups = [*pairs, tuple(people)] if len(people) > 2 else pairs
        if not groups:
            self.notify(_("There is only one coder."))
            return

        def chosen(key: str) -> None:
            ids = tuple(coder.id for coder in groups[int(key.removeprefix("group:"))])
            base = self.question or Question(ids)
            self.round_name = ""
            self.ask_for(replace(base, coder_ids=ids, transcript_ids=()))

        options = [(f"group:{place}", ", ".join(coder.name for coder in group)) for place, group in enumerate(groups)]
        self.choose(_("Which coders?"), options, chosen)

    def action_choose_unit(self) -> None:
        """What is judged."""
        if self.question is None:
            return
        asked = self.question

        def chosen(key: str) -> None:
            unit = key.removeprefix("unit:")
            if unit == HALF:
                self.ask_for(replace(asked, share=0.0 if asked.share else 0.5))
            elif unit == WINDOW:
                self.ask(_("How many characters in a unit?"), windowed, "200")
            elif unit == SEGMENT:
                self._choose_cut(asked)
            else:
                self.ask_for(
                    replace(asked, unit=unit, window=0, segments_of="", share=asked.share if unit != CHARACTER else 0.0)
                )

        def windowed(said: str) -> None:
            if said.isdecimal() and int(said) > 0:
                self.ask_for(replace(asked, unit=WINDOW, window=int(said), segments_of=""))
            else:
                self.notify(_("A window needs a length of at least one character."), severity="warning")

        options = [(f"unit:{unit}", unit_name(unit)) for unit in UNITS]
        options.append((f"unit:{WINDOW}", _("stretches of a fixed length…")))
        options.append((f"unit:{SEGMENT}", _("pre-cut segments: those of a coder or of a code…")))
        if asked.unit != CHARACTER:
            any_part = _("a unit counts as coded from any overlap on")
            half = _("a unit counts as coded from half of it on")
            options.append((f"unit:{HALF}", any_part if asked.share else half))
        self.choose(_("What is one unit?"), options, chosen)

    def _choose_cut(self, asked: Question) -> None:
        """Whose segments are the units."""
        from qualcode.agreement.units import find_cut
        from qualcode.coding import code_paths

        known = [coder.name for coder in self.study.coders()] + sorted(code_paths(self.study.codes()).values())

        def named(name: str | None) -> None:
            cutter = self.attempt(lambda: find_cut(self.study, name)) if name else None
            if cutter:
                self.ask_for(replace(asked, unit=SEGMENT, window=0, segments_of=cutter))

        self.app.push_screen(AskAmong(_("Which coder or code cut the segments?"), "", known), named)

    def action_other_base(self) -> None:
        """All text, or only what a coder coded."""
        if self.question is not None:
            self.ask_for(replace(self.question, base=BASES[1 - BASES.index(self.question.base)]))

    def action_choose_tolerance(self) -> None:
        """Which differences of edges count as none."""
        if self.question is None:
            return
        asked = self.question

        def chosen(key: str) -> None:
            said = key.removeprefix("tolerance:")
            if said == "other":
                self.ask(_("characters:5, words:1, or share:0.9"), written, str(asked.tolerance))
            else:
                written(said)

        def written(said: str) -> None:
            found = self.attempt(lambda: tolerance_of(said))
            if found is not None:
                self.ask_for(replace(asked, tolerance=found))

        options = [(f"tolerance:{one}", tolerance_text(one)) for one in TOLERANCES]
        options.append(("tolerance:other", _("another…")))
        self.choose(_("Which edges count as the same?"), options, chosen)

    def action_choose_level(self) -> None:
        """Codes as they were put, as their main code, or as their family."""
        if self.question is None:
            return
        asked = self.question

        def chosen(key: str) -> None:
            self.ask_for(replace(asked, level=key.removeprefix("level:")))

        options = [(f"level:{level}", said) for level, said in self.level_names().items()]
        self.choose(_("Compare codes as"), options, chosen)

    def action_choose_round(self) -> None:
        """Only one round's transcripts, or all again."""
        rounds = self.study.rounds()
        if not rounds or self.question is None:
            self.notify(_("There are no rounds yet; R makes one."))
            return
        asked = self.question

        def chosen(key: str) -> None:
            self.round_name = key.removeprefix("round:")
            if not self.round_name:
                self.ask_for(replace(asked, transcript_ids=()))
                return
            question = self.attempt(lambda: self.with_round(self.study, asked, self.round_name))
            if question is not None:
                self.ask_for(question)

        options = [("round:", _("all transcripts")), *((f"round:{one.name}", one.name) for one in rounds)]
        self.choose(_("Which round?"), options, chosen)

    def action_everything(self) -> None:
        """Only what is marked as done, or all that each has coded."""
        if self.question is not None:
            self.ask_for(replace(self.question, everything=not self.question.everything))

    def action_rounds(self) -> None:
        """The rounds."""
        self.open_room("rounds")

    # The report

    def action_report(self) -> None:
        """Makes the report, in a form that is chosen."""
        if self.question is None:
            return
        asked = self.question
        forms = {
            ".docx": _("Word (.docx)"),
            ".xlsx": _("Excel (.xlsx)"),
            ".md": _("Markdown (.md)"),
            ".json": _("JSON (.json)"),
            ".svg": _("Picture of which code instead of which (.svg)"),
        }

        def chosen(key: str) -> None:
            name = _("agreement") + key.removeprefix("suffix:")
            self.ask(_("Write the report to"), written, str(self.study.path / "exports" / name))

        def written(path: str) -> None:
            self.notify(_("Making the file…"), timeout=3)
            self._write_report(asked, Path(path))

        self.choose(_("The report as"), [(f"suffix:{suffix}", said) for suffix, said in forms.items()], chosen)

    @work(exclusive=True, group="report")
    async def _write_report(self, asked: Question, path: Path) -> None:
        study = self.study

        def make() -> Path:
            from qualcode.exports.agreement import write_agreement

            return write_agreement(report_findings(study, asked), path)

        try:
            made = await asyncio.to_thread(make)
        except QualcodeError as error:
            self.host.tell_error(error)
            return
        self.app.notify(_("Made: {path}").format(path=made), markup=False)
