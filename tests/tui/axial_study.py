"""A small study for the screens of axial and selective coding: two respondents, two coders, codes to be ordered."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from textual.pilot import Pilot

from qualcode import coding
from qualcode.ingest.document import Document, Turn
from qualcode.store import Study, counted_ids, stepping_clock
from qualcode.tui import rooms
from qualcode.tui.app import QualcodeApp

TEXTS = {
    "ouder-01": (
        ("Interviewer", "Hoe liep het bij u?"),
        ("Moeder", "De huisarts verwees ons door. Daarna duurde het twaalf weken. Dat is lang voor zo'n kleintje."),
        ("Interviewer", "Wat deed u zelf?"),
        ("Moeder", "Ik belde elke week. Niemand wist iets. Uiteindelijk kwam er iemand thuis kijken."),
    ),
    "ouder-02": (
        ("Interviewer", "En bij u?"),
        ("Vader", "Het consultatiebureau regelde alles. Wij hoefden niet te wachten, echt niet."),
        ("Interviewer", "Dus dat ging goed?"),
        ("Vader", "Ja, heel snel. Alleen school wist van niks."),
    ),
}


def document(name: str) -> Document:
    parts, turns, place = [], [], 0
    for label, said in TEXTS[name]:
        start = place + len(label) + 2
        turns.append(Turn(place, start, start + len(said), label))
        parts.append(f"{label}: {said}\n")
        place += len(parts[-1])
    roles = {"Interviewer": "interviewer", "Moeder": "respondent", "Vader": "respondent"}
    return Document(name, "".join(parts), tuple(turns), roles, source_name=f"{name}.txt", source_hash=name)


class Made:
    """The study with ids by name."""

    def __init__(self, folder: Path) -> None:
        self.study = Study.create(folder, title="Proef", coder="Anouk", now=stepping_clock(), new_id=counted_ids())
        self.bram = Study.open(
            folder, coder="Bram", now=stepping_clock("2026-02-01T09:00:00+00:00"), new_id=counted_ids(2)
        )
        for name, person, model in (("ouder-01", "Respondent 1", "VP"), ("ouder-02", "Respondent 2", "JGZ")):
            transcript = coding.import_document(self.study, document(name), kind="parent", participant=person)
            respondent = next(one for one in self.study.participants() if one.name == person)
            coding.set_attributes(self.study, respondent.id, {"model": model})
            assert transcript.name == name
        access = self.code("Toegang", level="axial", number="1", definition="Hoe ouders binnenkomen.")
        self.code("Tijd", level="axial", number="2")
        self.code("Verwijzing", parent_id=access)
        for name in ("wachten op hulp", "het wachten op de hulp", "zelf bellen", "leeg"):
            self.code(name)
        for code, transcript, words in (
            ("Verwijzing", "ouder-01", "De huisarts verwees ons door."),
            ("Verwijzing", "ouder-02", "Het consultatiebureau regelde alles."),
            ("wachten op hulp", "ouder-01", "Daarna duurde het twaalf weken."),
            ("wachten op hulp", "ouder-01", "Niemand wist iets."),
            ("wachten op hulp", "ouder-02", "Wij hoefden niet te wachten, echt niet."),
            ("het wachten op de hulp", "ouder-01", "Daarna duurde het twaalf weken."),
            ("zelf bellen", "ouder-01", "Ik belde elke week."),
        ):
            self.put(self.study, code, transcript, words)
        self.put(self.bram, "wachten op hulp", "ouder-01", "Dat is lang voor zo'n kleintje.")
        first = coding.make_kernlabel(
            self.study, "Ouders wachten lang en weten niet waarop", number="2", rests_on=[self.id("wachten op hulp")]
        )
        coding.make_kernlabel(self.study, "De verwijzer maakt het verschil", number="1")
        coding.link_quotes(self.study, first.id, [self.segment("Daarna duurde het twaalf weken.")])
        coding.link_quotes(self.study, first.id, [self.segment("Wij hoefden niet")], kind="deviant")
        coding.relate(self.study, access, self.id("Tijd"), "leads-to")
        coding.write_memo(self.study, "code", self.id("Tijd"), "Ook tijd van ouders zelf?", title="Over tijd")
        coding.write_memo(self.bram, "transcript", self.transcript("ouder-01"), "Goed gesprek.")

    def code(self, name: str, **fields: Any) -> str:
        return coding.make_code(self.study, name, **fields).id

    def id(self, name: str) -> str:
        return next(code.id for code in self.study.codes(retired=True) if code.name == name)

    def transcript(self, name: str) -> str:
        return next(one.id for one in self.study.transcripts() if one.name == name)

    def put(self, study: Study, code: str, transcript: str, words: str) -> None:
        one = next(one for one in study.transcripts() if one.name == transcript)
        start = study.text(one.text_hash).index(words)
        coding.put_code(study, one.id, start, start + len(words), self.id(code))

    def segment(self, words: str) -> str:
        return next(one.id for one in self.study.segments() if one.words.startswith(words))

    def coded(self, name: str) -> list[str]:
        """The words that carry a code, in the order of the text."""
        return [one.words for one in self.study.codings(code_id=self.id(name))]

    def tree(self) -> dict[str, str]:
        """Name of each code -> name of the code above it."""
        codes = {code.id: code for code in self.study.codes()}
        return {code.name: codes[code.parent_id].name if code.parent_id else "" for code in codes.values()}

    def app(self) -> QualcodeApp:
        return QualcodeApp(self.study.path, study=self.study)

    def close(self) -> None:
        self.bram.close()
        self.study.close()


async def settled(pilot: Pilot[None]) -> None:
    """Until everything that is read beside the keys is shown."""
    await pilot.pause()
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()


async def entered(pilot: Pilot[None], name: str, *args: Any) -> Any:
    """A screen of the registry, open and read."""
    await pilot.pause()
    screen = rooms.screen_of(name, *args)
    pilot.app.push_screen(screen)
    await settled(pilot)
    return screen


async def press(pilot: Pilot[None], *keys: str) -> None:
    """Keys one by one; "type:words" types."""
    for key in keys:
        if key.startswith("type:"):
            for letter in key.removeprefix("type:"):
                await pilot.press("space" if letter == " " else letter)
        else:
            await pilot.press(key)
        await settled(pilot)
