"""What carries a kernlabel: its codes, its quotes, how many participants of which kind say it, and who contradicts it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from qualcode.analysis.quoting import Quote, quotes
from qualcode.analysis.view import StudyView, natural
from qualcode.store import values


@dataclass(frozen=True)
class Standing:
    """How a kernlabel stands."""

    kernlabel: values.Code
    title: str
    """As reports write it: "(2) Ouders …"."""
    codes: tuple[str, ...]
    """Ids of the codes on which it rests, in tree order."""
    quotes: tuple[Quote, ...]
    """Best first, then the others, deviant ones last."""
    participants: tuple[str, ...]
    """Names of those whose words carry it."""
    against: tuple[str, ...]
    """Names of those whose words contradict it."""
    segments: int
    """Distinct segments of the codes on which it rests."""
    coded_participants: int
    """Distinct participants of those segments."""
    by_attribute: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    """Attribute -> value -> how many of the participants who carry it have that value."""
    related: tuple[values.Relation, ...] = ()
    """Relations of the kernlabel and of its codes with others, `rests-on` aside."""

    @property
    def both(self) -> tuple[str, ...]:
        """Names of those whose words both carry and contradict it."""
        return tuple(name for name in self.participants if name in self.against)

    def of_kind(self, kind: str) -> list[Quote]:
        """Its quotes that do this for it: best, supports or deviant."""
        return [quote for quote in self.quotes if quote.evidence == kind]


def standing(view: StudyView, kernlabel_id: str) -> Standing:
    """How this kernlabel stands. Carrying it are the quotes linked as supporting or best; the codes below count apart."""
    kernlabel = view.code_by_id[kernlabel_id]
    linked = tuple(quote for quote in quotes(view, kernlabels=[kernlabel_id]) if quote.evidence)
    carrying = [quote for quote in linked if quote.evidence != "deviant"]
    names = _names(carrying)
    people = [person for person in view.participants if person.name in names]
    by_attribute: dict[str, dict[str, int]] = {}
    for key in view.attribute_keys:
        counts: dict[str, int] = {}
        for person in people:
            if person.attributes.get(key):
                counts[person.attributes[key]] = counts.get(person.attributes[key], 0) + 1
        by_attribute[key] = {value: counts[value] for value in sorted(counts, key=natural)}
    codes = view.rests_on(kernlabel_id)
    below = view.carrying(kernlabel_id)
    mine = [coding for coding in view.codings if coding.code_id in below]
    speaking = [view.place(one.transcript_id, one.start, one.end).participant for one in mine]
    concerned = {kernlabel_id, *codes}
    return Standing(
        kernlabel=kernlabel,
        title=view.label(kernlabel_id),
        codes=tuple(codes),
        quotes=linked,
        participants=names,
        against=_names([quote for quote in linked if quote.evidence == "deviant"]),
        segments=len({(one.transcript_id, one.start, one.end) for one in mine}),
        coded_participants=len({person.id for person in speaking if person}),
        by_attribute=by_attribute,
        related=tuple(
            link
            for link in view.relations
            if link.kind != "rests-on" and (link.from_id in concerned or link.to_id in concerned)
        ),
    )


def standings(view: StudyView) -> list[Standing]:
    """All kernlabels, by number."""
    return [standing(view, kernlabel.id) for kernlabel in view.kernlabels]


def _names(found: list[Quote]) -> tuple[str, ...]:
    return tuple(sorted({quote.participant for quote in found if quote.participant}, key=natural))
