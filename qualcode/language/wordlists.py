"""Small closed word lists of spoken Dutch: words that carry no topic, fillers, particles, abbreviations, transcript marks.

The lists are the project's own. They hold folded forms (lower case, no diacritics, straight apostrophes), as
`language.tokens.folded` gives them.
"""

from __future__ import annotations


def _words(block: str) -> frozenset[str]:
    return frozenset(block.split())


STOP_WORDS = _words(
    """
    de het een en of maar want dus dat die dit deze der des den er hier daar waar wat wie welke welk hoe wanneer waarom
    ik je jij u hij zij ze we wij jullie me mij mijn m'n jou jouw uw hem haar hun hen ons onze zich zelf zn zijn z'n 't
    't 'n 'm d'r 'r 's t n m s d r ie wel niet geen nooit altijd nog al ook toch maar even eens heel erg zo zoals als dan
    toen nu straks later eerder net juist alleen bijna ongeveer zeker misschien best vrij nogal veel weinig meer minder
    meest alle alles iets niets niks iemand niemand iedereen ieder iedere elk elke ander andere anders zelfde hetzelfde
    dezelfde ben bent is was waren geweest wezen wordt word worden werd werden geworden heb hebt heeft hebben had hadden
    gehad kan kun kunt kunnen kon konden gekund zal zullen zult zou zouden zul mag mogen mocht mochten moet moeten moest
    moesten wil wilt willen wilde wilden wou doe doet doen deed deden gedaan ga gaat gaan ging gingen gegaan kom komt komen
    kwam kwamen gekomen zeg zegt zeggen zei zeiden gezegd vind vindt vinden vond vonden gevonden denk denkt denken dacht
    dachten gedacht weet weten wist wisten laat laten liet lieten blijf blijft bleef bleven zit zat zaten staat stond
    in op aan van voor met bij naar uit om over door tot te ten ter tegen zonder tussen onder boven na sinds
    vanaf vanuit via per tijdens omdat doordat zodat hoewel terwijl totdat voordat nadat of indien
    mits tenzij toe af weg heen terug
    daarvan daarvoor daarmee daarbij daarna daarom daardoor daarop daarin daaraan daarover daartoe ervan ervoor ermee
    erbij erna erom erdoor erop erin eraan erover ernaar hiervan hiervoor hiermee hierbij hierna hierop hierin hieraan
    waarvan waarvoor waarmee waarbij waarna waardoor waarop waarin waaraan waarover
    ja nee nou oke goed gewoon eigenlijk beetje bepaald bepaalde dingen ding keer soort manier zeg bijvoorbeeld
    natuurlijk inderdaad precies echt een twee drie vier vijf eerste tweede
    wij jullie mensen mens kind kinderen kindje ouder ouders moeder vader dag dagen week weken maand maanden
    jaar jaren tijd
    """
)
"""Words without a topic of their own: function words, auxiliary and light verbs, and what every interview here speaks of."""

FILLERS = _words("uh uhm uhh eh ehm euh euhm hm hmm mm mhm hè he nou ja joh zeg goh tja ach oh och enne")
"""Sounds and words of hesitation, dropped from the scoring view and never from the text that is shown."""

FILLER_PHRASES = (
    "nou ja",
    "zeg maar",
    "weet je wel",
    "weet je",
    "hoe heet het",
    "hoe heet dat",
    "of zo",
    "ofzo",
    "en zo",
)
"""Hesitation in more than one word."""

PARTICLES = _words(
    """
    aan achter af bij binnen dicht door in langs mee na neer om onder op open over rond samen tegen terug thuis toe uit
    vast vol voor voorbij weg weer verder klaar kwijt stil
    """
)
"""First parts of separable verbs."""

PREPOSITIONS = _words(
    "aan bij in met naar om op over tegen tot uit van voor en of maar want dus dat die als omdat toen"
)
"""Words after which a particle ends its clause ("ze wees ons door naar …")."""

ABBREVIATIONS = _words(
    """
    bijv bv o.a d.w.z enz etc dr drs ir mr mevr dhr mw prof nr blz ca t.o.v m.b.t i.p.v n.a.v t/m m.a.w e.d e.a o.i.d
    i.v.m a.u.b incl excl max min tel jl a.s resp evt ong vnl z.o.z p.s vs nl zgn t.a.v i.o.m art
    """
)
"""Abbreviations whose dot ends no sentence; "dat.", "al.", "kon." and their like are words in speech and not among them."""

MARK_WORDS = _words(
    """
    lacht lachen lachend gelach zucht zuchten huilt huilend snikt stilte pauze denkt nadenkend onverstaanbaar
    onduidelijk kuch kucht hoest telefoon geluid gaat knikt schudt fluistert door elkaar einde opname begin band
    onderbreking kort lang lange korte instemmend ironisch inaudible laughs
    """
)
"""Words of the remarks that a transcriber puts between round brackets."""

COMPOUND_WHOLE = _words(
    """
    onderwijs samenwerking samenwerken overleg overleggen doorverwijzing doorverwijzen ouders ouder kinderen gemeente
    informatie situatie organisatie relatie onderzoek ondersteuning ondersteunen begeleiding behandeling opvoeding
    ontwikkeling verwijzing verwijzen aanmelding aanmelden uitleg uitleggen afspraak afspraken contact
    """
)
"""Words that fall apart by chance ("onder+wijs") and are kept whole."""
