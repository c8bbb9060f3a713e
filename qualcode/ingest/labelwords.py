"""The words of speakers' labels, in Dutch and English, small letters; a word of two is joined by an underscore."""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


INTERVIEWER_WORDS = _words("""
    interviewer interviewster interviewers int intv intvr i iv itv ivw ir onderzoeker onderzoekster researcher moderator
    gespreksleider gespreksleidster vraagsteller interviewleider facilitator inv exp experimenter
""")

RESPONDENT_WORDS = _words("""
    respondent respondente resp res r participant p pp pt deelnemer deelneemster geïnterviewde geinterviewde gi informant
    interviewee inf cliënt client
    ouder ouders moeder mama mam moe mot mother vader papa pap vad fat father kind chi child zoon dochter broer zus oma
    opa partner echtgenoot stiefvader stiefmoeder pleegmoeder pleegvader tante oom man vrouw
    professional prof casemanager coördinator coordinator ivh-coördinator ivh-coordinator ivh_coördinator zorgcoördinator
    jeugdarts jeugdverpleegkundige verpleegkundige arts huisarts kinderarts logopedist fysiotherapeut ergotherapeut
    psycholoog orthopedagoog gedragswetenschapper maatschappelijk_werker pedagogisch_medewerker begeleider begeleidster
    gezinsbegeleider cliëntondersteuner onafhankelijk_cliëntondersteuner mee-consulent consulent wijkteammedewerker
    ib'er ib’er ib-er leerkracht leraar juf meester docent
    beleidsmedewerker beleidsadviseur teamleider manager directeur locatiemanager projectleider kwaliteitsmedewerker
""")

SPEAKER_WORDS = _words("""
    spreker speaker sp spk persoon person stem voice onbekend unknown allen iedereen allemaal samen tolk observator
    notulist groep
""")

METADATA = _words("""
    datum date tijd tijdstip time plaats locatie location place duur duration lengte titel title onderwerp topic project
    bestand bestandsnaam file opname recording transcript transcriptie getranscribeerd versie version afgenomen
    interviewnummer interviewdatum leeftijd geslacht functie organisatie gemeente model soort rol setting aanwezig
    aanwezigen deelnemers
""")
"""Keys of the lines of facts that head many transcripts ("Datum: 3 maart")."""

NO_LABELS = METADATA | _words("""
    let op nb n_b noot nota opmerking opm toelichting bijvoorbeeld bv bijv dus ja nee nou namelijk kortom conclusie
    samenvatting samengevat ps naschrift tip tips bron link website url tel telefoon mail email e-mail adres bijlage stap
    optie voordeel voordelen nadeel nadelen voorbeeld voorbeelden doel doelen resultaat gevolg gevolgen oorzaak reden
    redenen waarom hoe wat wie waar wanneer welke ten eerste tweede derde eerst dan toen daarna punt punten thema pagina
    blz interview gesprek inleiding introductie afsluiting slot intro vervolg deel hoofdstuk bouwsteen casus situatie
    context achtergrond ik jij je u hij zij ze wij we jullie het dat dit deze die er en of maar want zei zegt zeg zo okay
    oké ok goed belangrijk kern vragen antwoorden sterk zwak kans kansen bedreiging stelling kernlabel citaat quote memo
    note subject theme step example and but so because then yes no maandag dinsdag woensdag donderdag vrijdag zaterdag
    zondag januari februari maart april mei juni juli augustus september oktober november december vandaag gisteren morgen
    http https www aan cc bereik tevredenheid doelrealisatie kwaliteit beschikbaarheid ouderbetrokkenheid samenwerking
    signaleren toeleiding sterkte sterktes zwakte zwaktes bedreigingen conclusies
""")
"""Words that open a line and end in a colon, and are no speaker."""

PARTICLES = _words("de den der het 't ter ten te van von la le du da el al ibn bin op in en y")
"""Small words inside names."""
