"""A small study as a `StudyView`, without a database: three interviews, one of them a group, two coders, a kernlabel."""

from __future__ import annotations

import hashlib

from qualcode.analysis import StudyView
from qualcode.store import values

AT = "2026-01-05T09:00:00.000000+00:00"

_SCRIPTS = {
    "ouder-01": (
        "parent",
        [
            ("I", "Hoe kwam u bij Vroeghulp?"),
            ("R", "Via het consultatiebureau. We moesten lang wachten, zeven maanden, en niemand belde."),
            ("I", "En daarna?"),
            ("R", "Toen kwam er één vast gezicht & dat was fijn. =1+1 zei ze dan <lachend>."),
        ],
    ),
    "ouder-02": (
        "parent",
        [
            ("I", "Wat ging er goed?"),
            ("R", "Het wachten viel mee. Ze belde elke week, gewoon om te vragen hoe het ging 😊."),
        ],
    ),
    "groep-01": (
        "professional",
        [
            ("I", "Wie doet wat?"),
            ("A", "Ik regel het overleg en ik bel de ouders."),
            ("B", "Bij ons blijft het wachten op geld, ieder jaar weer."),
        ],
    ),
}
_PEOPLE = {
    ("ouder-01", "R"): ("p1", "Respondent 1", {"model": "VP", "rol": "moeder"}),
    ("ouder-02", "R"): ("p2", "Respondent 2", {"model": "JGZ", "rol": "vader"}),
    ("groep-01", "A"): ("p3", "Professional 10", {"model": "VP", "rol": "coördinator"}),
    ("groep-01", "B"): ("p4", "Professional 9", {"model": "GGJ"}),
}
CODES = (
    values.Code("c1", "Toegang", "axial", None, "bouwsteen", "1", definition="Hoe ouders binnenkomen."),
    values.Code("c1a", "Wachten", "open", "c1", "", "1.1"),
    values.Code("c2", "Begeleiding", "axial", None, "bouwsteen", "2"),
    values.Code("c2a", "Vast gezicht", "open", "c2"),
    values.Code("c3", "positief", "open", None, "valence"),
    values.Code("c4", "Ongebruikt", "open", None, ""),
    values.Code("k1", "Wachten is verliezen", "selective", None, "kernlabel", "1"),
    values.Code("k2", "Zonder bewijs", "selective", None, "kernlabel", "2"),
)
_CODINGS = (
    ("a1", "Anouk", "ouder-01", "We moesten lang wachten, zeven maanden", "c1a"),
    ("b1", "Bram", "ouder-01", "We moesten lang wachten, zeven maanden", "c1a"),
    ("a2", "Anouk", "ouder-01", "Toen kwam er één vast gezicht & dat was fijn.", "c2a"),
    ("a3", "Anouk", "ouder-01", "dat was fijn", "c3"),
    ("a4", "Anouk", "ouder-01", "=1+1 zei ze dan <lachend>.", "c2"),
    ("a5", "Anouk", "ouder-02", "Het wachten viel mee.", "c1a"),
    ("a6", "Anouk", "ouder-02", "Het wachten viel mee.", "c3"),
    ("b2", "Bram", "ouder-02", "Ze belde elke week, gewoon om te vragen hoe het ging 😊.", "c2"),
    ("a7", "Anouk", "groep-01", "Bij ons blijft het wachten op geld, ieder jaar weer.", "c1"),
    ("a8", "Anouk", "groep-01", "Ik regel het overleg", "c2"),
)


def sample_view() -> StudyView:
    """The study; the same values each time."""
    texts: dict[str, str] = {}
    transcripts, speakers, turns = [], [], []
    for position, (name, (kind, script)) in enumerate(_SCRIPTS.items()):
        text = ""
        for number, (label, words) in enumerate(script, start=1):
            start = len(text) + len(label) + 2
            person = _PEOPLE.get((name, label))
            role = "respondent" if person else "interviewer"
            turns.append(
                values.Turn(
                    f"{name}/{number}",
                    name,
                    number,
                    len(text),
                    start,
                    start + len(words),
                    f"{name}/{label}",
                    label,
                    role,
                    person[0] if person else None,
                )
            )
            text += f"{label}: {words}\n"
        for label in dict.fromkeys(label for label, _words in script):
            person = _PEOPLE.get((name, label))
            speakers.append(
                values.Speaker(
                    f"{name}/{label}",
                    name,
                    label,
                    "respondent" if person else "interviewer",
                    person[0] if person else None,
                )
            )
        key = hashlib.sha256(text.encode()).hexdigest()
        texts[key] = text
        transcripts.append(
            values.Transcript(name, name, kind, key, len(text), len(text.split()), f"{name}.txt", "", AT, position)
        )
    by_name = {one.id: texts[one.text_hash] for one in transcripts}
    segments: dict[tuple[str, str, int, int], values.Segment] = {}
    codings = []
    for coding_id, coder, name, words, code_id in _CODINGS:
        start = by_name[name].index(words)
        place = (coder, name, start, start + len(words))
        segment = segments.setdefault(
            place, values.Segment(f"s{len(segments)}", name, coder, start, start + len(words), words)
        )
        codings.append(
            values.Coding(coding_id, segment.id, code_id, coder, name, segment.start, segment.end, words, AT)
        )
    carrying = codings[0].segment_id
    against = codings[5].segment_id
    return StudyView(
        info=values.StudyInfo("study", "Proef & zo", "nl", AT),
        coders=(values.Coder("Anouk", "Anouk"), values.Coder("Bram", "Bram")),
        participants=tuple(values.Participant(*person) for person in _PEOPLE.values()),
        transcripts=tuple(transcripts),
        speakers=tuple(speakers),
        turns=tuple(turns),
        codes=CODES,
        codings=tuple(codings),
        segments=tuple(segments.values()),
        memos=(values.Memo("m1", "coding", "a1", "Anouk", "", "Vergelijk met R2.", AT, AT),),
        evidence=(
            values.Evidence("e1", "k1", carrying, "best"),
            values.Evidence("e2", "k1", against, "deviant", "valt hier mee"),
        ),
        relations=(
            values.Relation("r1", "k1", "c1a", "rests-on"),
            values.Relation("r2", "k2", "c2", "rests-on"),
            values.Relation("r3", "c1a", "c3", "contradicts"),
        ),
        progress=(values.Progress("ouder-01", "Anouk", "done", AT),),
        read_text=texts.__getitem__,
    )
