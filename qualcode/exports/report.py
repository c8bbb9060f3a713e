"""The whole study in one document: what was done, with whom, the codes, the kernlabels in quotes, and a matrix."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from qualcode.analysis import Matrix, StudyView, matrix, natural, saturated_after, saturation, standings
from qualcode.exports.codebooks import segment_counts
from qualcode.exports.documents import SUFFIXES, write_document
from qualcode.exports.files import suffix_of
from qualcode.exports.kernlabels import kernlabel_blocks, model_key, summary_table
from qualcode.exports.matrices import explained, is_wide, matrix_tables, matrix_title
from qualcode.exports.word import Band, Block, Cell, Heading, Paragraph, Run, Table, TableColumn, Turned
from qualcode.exports.word.blocks import Row
from qualcode.i18n import _, ngettext
from qualcode.store import values

STANDING_ROOM = 88
"""Characters beside each other on a standing page; a table of participants that asks more lies on its side."""


def write_report(
    view: StudyView,
    path: Path | str,
    *,
    title: str = "",
    template: Path | str | None = None,
    rows: str = "",
    columns: str = "",
    cut_marks: bool = False,
) -> Path:
    """Writes the report; the suffix picks .docx or .md; gives the path.

    Args:
        view: The study.
        path: The file.
        title: Of the document; empty takes the study's.
        template: For .docx: a document whose styles and page it takes.
        rows: Side of the matrix; empty takes the bouwstenen, else all codes.
        columns: The other side; empty takes the model, else the transcripts.
        cut_marks: Whether (…) stands where a quote begins or ends inside a sentence.

    Raises:
        WrongUsage: for another suffix.
        NotFound: for a side that the study does not have.
        BadInput: for a template that cannot be read.
        StudyUnusable: when the file cannot be written.
    """
    suffix_of(path, SUFFIXES)
    families = {code.family for code in view.codes}
    rows = rows or ("bouwsteen" if "bouwsteen" in families else "code")
    crossed = matrix(view, rows, columns or model_key(view) or "transcript")
    title = title or view.info.title
    return write_document(view, _blocks(view, crossed, title, cut_marks), path, title=title, template=template)


def _blocks(view: StudyView, crossed: Matrix, title: str, cut_marks: bool) -> Iterator[Block]:
    people = _participants(view)
    yield Turned(landscape=sum(column.width for column in people.columns) > STANDING_ROOM)
    yield Heading(title, 0)
    yield Paragraph(_("Report of the coding"), "Subtitle")
    yield Heading(_("The study"), 1)
    yield Paragraph(_said_of(view))
    yield people
    yield Turned(landscape=False)
    yield Heading(_("Codes"), 1)
    yield Paragraph(_("How often each code is used: distinct segments, participants and transcripts."), keep=True)
    yield _codes(view)
    yield from _saturation(view)
    found = standings(view)
    if found:
        yield Heading(_("Kernlabels"), 1)
        yield summary_table(view, found, _("Kernlabels and who carries them"))
        for one in found:
            yield from kernlabel_blocks(view, one, cut_marks=cut_marks)
    yield Turned(landscape=is_wide(crossed))
    yield Heading(_("Matrix"), 1)
    yield from matrix_tables(view, crossed, matrix_title(crossed))
    yield Paragraph([Run(explained(crossed), "muted")])


def _said_of(view: StudyView) -> str:
    """The study in figures, in three sentences."""
    words = sum(one.words for one in view.transcripts)
    stretches = len({(one.transcript_id, one.start, one.end) for one in view.codings})
    used = len({one.code_id for one in view.codings})
    coders = [one.name for one in view.coders if any(coding.coder_id == one.id for coding in view.codings)]
    return " ".join(
        (
            _("The study holds {transcripts} of {words} words with {participants}.").format(
                transcripts=ngettext("{n} transcript", "{n} transcripts", len(view.transcripts)),
                words=_thousands(words),
                participants=ngettext("{n} participant", "{n} participants", len(view.participants)),
            ),
            _("{segments} carry {codings} with {codes}.").format(
                segments=ngettext("{n} segment", "{n} segments", stretches),
                codings=ngettext("{n} coding", "{n} codings", len(view.codings)),
                codes=ngettext("{n} different code", "{n} different codes", used),
            ),
            _("Coded by {names}.").format(names=", ".join(coders)) if coders else "",
        )
    ).strip()


def _thousands(number: int) -> str:
    """The number with a full stop between thousands in Dutch, a comma in English."""
    from qualcode.i18n import language

    return f"{number:,}".replace(",", "." if language() == "nl" else ",")


def _participants(view: StudyView) -> Table:
    keys = [key for key in view.attribute_keys if any(person.attributes.get(key) for person in view.participants)]
    spoken: dict[str, list[str]] = {}
    for speaker in view.speakers:
        if speaker.participant_id and speaker.transcript_id in view.transcript_by_id:
            names = spoken.setdefault(speaker.participant_id, [])
            name = view.transcript_by_id[speaker.transcript_id].name
            if name not in names:
                names.append(name)
    places: dict[str, set[tuple[str, int, int]]] = {}
    for coding in view.codings:
        key = (coding.transcript_id, coding.start, coding.end)
        person = view.place(*key).participant
        if person:
            places.setdefault(person.id, set()).add(key)
    rows = [
        [
            person.name,
            *(person.attributes.get(key, "") for key in keys),
            ", ".join(spoken.get(person.id, [])),
            str(len(places.get(person.id, ())) or "·"),
        ]
        for person in sorted(view.participants, key=lambda one: natural(one.name))
    ]
    heads = [_("Participant"), *(key.replace("_", " ") for key in keys), _("Transcript"), _("Segments")]
    aligns = ["left"] * (len(heads) - 1) + ["right"]
    columns = [
        TableColumn(head, _room(head, [row[index] for row in rows]), align)
        for index, (head, align) in enumerate(zip(heads, aligns, strict=True))
    ]
    return Table(_("Participants"), columns, rows)


def _room(head: str, cells: list[str]) -> float:
    """The width a column asks: its longest word, and half of its longest text, in characters."""
    words = [len(word) for text in (head, *cells) for word in text.split()]
    return max(6.0, max(words, default=0) + 1.0, max(map(len, cells), default=0) * 0.6)


def _codes(view: StudyView) -> Table:
    people: dict[str, set[str]] = {}
    transcripts: dict[str, set[str]] = {}
    for coding in view.codings:
        person = view.place(coding.transcript_id, coding.start, coding.end).participant
        if person:
            people.setdefault(coding.code_id, set()).add(person.id)
        transcripts.setdefault(coding.code_id, set()).add(coding.transcript_id)
    counts = segment_counts(view)
    used = {code_id for code in counts for code_id in view.above(code)}

    families = {view.code_by_id[code_id].family for code_id in used if view.code_by_id[code_id].parent_id is None}

    def rows() -> Iterator[Row]:
        family = None
        for code in view.codes:
            if code.level == values.SELECTIVE or code.id not in used:
                continue
            depth = len(view.above(code.id)) - 1
            if depth == 0 and len(families) > 1 and code.family != family:
                family = code.family
                said = _(family) if family else _("Other codes")
                yield Band(said[:1].upper() + said[1:])
            name = view.label(code.id)
            yield [
                Cell([Run(name, "strong")] if depth == 0 else name, indent=depth),
                *(
                    str(number or "·")
                    for number in (
                        counts.get(code.id, 0),
                        len(people.get(code.id, ())),
                        len(transcripts.get(code.id, ())),
                    )
                ),
            ]

    columns = [
        TableColumn(_("Code"), 60),
        TableColumn(_("Segments"), 13, "right"),
        TableColumn(_("Participants"), 15, "right"),
        TableColumn(_("Transcripts"), 15, "right"),
    ]
    return Table(_("Codes and their use"), columns, rows())


def _saturation(view: StudyView) -> Iterator[Block]:
    steps = saturation(view)
    if not steps:
        return
    columns = [
        TableColumn(_("Transcript"), 40),
        TableColumn(_("Codes"), 14, "right"),
        TableColumn(_("New"), 14, "right"),
        TableColumn(_("So far"), 14, "right"),
    ]

    def rows() -> Iterator[Row]:
        for step in steps:
            yield [step.transcript, str(step.used), str(len(step.new) or "·"), str(step.so_far)]

    yield Table(_("New codes per transcript"), columns, rows())
    after = saturated_after(steps)
    if after is None:
        yield Paragraph(_("There were no three transcripts in a row without a new code."))
    else:
        yield Paragraph(
            ngettext(
                "After {n} transcript three in a row brought no new code.",
                "After {n} transcripts three in a row brought no new code.",
                after,
            )
        )
