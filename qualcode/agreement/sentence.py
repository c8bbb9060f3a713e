"""The sentences for a methods section, ready to paste, in Dutch or in English whatever the screen's language is."""

from __future__ import annotations

from collections.abc import Sequence

from qualcode import __version__
from qualcode.agreement.estimates import ALPHA, KAPPA, PERCENT
from qualcode.agreement.values import CHARACTER, VALUE, AgreementReport, Figure
from qualcode.agreement.wording import source_of
from qualcode.errors import WrongUsage
from qualcode.i18n import LANGUAGES, _

_NUMBERS = {
    "en": ("", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight"),
    "nl": ("", "Eén", "Twee", "Drie", "Vier", "Vijf", "Zes", "Zeven", "Acht"),
}
_TEXTS = {
    "en": {
        "done": "{coders} coders {blind}coded the same {shared} of {all} transcripts ({share}).",
        "done-all": "{coders} coders {blind}coded all {all} transcripts.",
        "done-one": "{coders} coders {blind}coded the one transcript.",
        "done-some": "{coders} coders {blind}coded the same {shared} transcripts.",
        "blind": "independently ",
        "cut": " (those of {cut})",
        "over": "Agreement was computed per {unit}, over {base}, for {codes}{pooled}: {figures}.",
        "codes": "{n} codes",
        "code": "1 code",
        "level": " (rolled up to {level})",
        "pooled": " together (chance reckoned per code; De Vries et al., 2008)",
        "figure": "{name} was {value}{details}",
        "none": "{name} could not be computed",
        "interval": "{level} interval {low} to {high}, percentile bootstrap over {what}, {draws} draws, seed {seed}",
        "error": "SE = {error}",
        "tolerance-none": "Edges of segments had to be the same to count as agreed.",
        "tolerance-characters": "Differences of at most {n} characters at the edges of segments were left out of account.",
        "tolerance-words": "Differences of at most {n} words at the edges of segments were left out of account.",
        "tolerance-characters-one": "Differences of 1 character at the edges of segments were left out of account.",
        "tolerance-words-one": "Differences of 1 word at the edges of segments were left out of account.",
        "tolerance-share": "Segments with at least {n} of their text in common counted as the same.",
        "any": "A {unit} counted as coded when a segment touched it.",
        "least": "A {unit} counted as coded when at least {n} of it was.",
        "missing": "Transcripts that a coder had not finished were left out for that coder.",
        "software": "Computed with qualcode {version}.",
        "transcript": "transcripts",
        "turn": "turns",
        "and": "; ",
    },
    "nl": {
        "done": "{coders} codeurs codeerden {blind}dezelfde {shared} van de {all} transcripten ({share}).",
        "done-all": "{coders} codeurs codeerden {blind}alle {all} transcripten.",
        "done-one": "{coders} codeurs codeerden {blind}het ene transcript.",
        "done-some": "{coders} codeurs codeerden {blind}dezelfde {shared} transcripten.",
        "blind": "onafhankelijk van elkaar ",
        "cut": " (die van {cut})",
        "over": "De overeenstemming is berekend per {unit}, over {base}, voor {codes}{pooled}: {figures}.",
        "codes": "{n} codes",
        "code": "1 code",
        "level": " (samengenomen tot {level})",
        "pooled": " samen (kans per code berekend; De Vries e.a., 2008)",
        "figure": "{name} was {value}{details}",
        "none": "{name} kon niet worden berekend",
        "interval": "{level}-interval {low} tot {high}, percentiel-bootstrap over {what}, {draws} trekkingen, seed {seed}",
        "error": "SE = {error}",
        "tolerance-none": "Grenzen van fragmenten moesten gelijk zijn om als overeenstemming te tellen.",
        "tolerance-characters": "Verschillen tot {n} tekens aan de grenzen van fragmenten zijn buiten beschouwing gelaten.",
        "tolerance-words": "Verschillen tot {n} woorden aan de grenzen van fragmenten zijn buiten beschouwing gelaten.",
        "tolerance-characters-one": "Verschillen van 1 teken aan de grenzen van fragmenten zijn buiten beschouwing gelaten.",
        "tolerance-words-one": "Verschillen van 1 woord aan de grenzen van fragmenten zijn buiten beschouwing gelaten.",
        "tolerance-share": "Fragmenten met ten minste {n} gemeenschappelijke tekst golden als hetzelfde.",
        "any": "Een {unit} gold als gecodeerd bij elke overlap met een fragment.",
        "least": "Een {unit} gold als gecodeerd als ten minste {n} ervan gecodeerd was.",
        "missing": "Transcripten die een codeur niet had afgerond, zijn voor die codeur buiten beschouwing gelaten.",
        "software": "Berekend met qualcode {version}.",
        "transcript": "transcripten",
        "turn": "spreekbeurten",
        "and": "; ",
    },
}
_UNITS = {
    "en": {
        "character": "character",
        "word": "word",
        "sentence": "sentence",
        "turn": "speaker turn",
        "window": "stretch of {window} characters",
        "segment": "pre-cut segment",
    },
    "nl": {
        "character": "teken",
        "word": "woord",
        "sentence": "zin",
        "turn": "spreekbeurt",
        "window": "stuk van {window} tekens",
        "segment": "vooraf geknipt fragment",
    },
}
_BASES = {
    "en": {"all": "all text", "coded": "text that at least one coder coded"},
    "nl": {"all": "alle tekst", "coded": "tekst die door ten minste één codeur is gecodeerd"},
}
_LEVELS = {
    "en": {"parent": "the parent code", "family": "the family of codes"},
    "nl": {"parent": "de bovenliggende code", "family": "de codefamilie"},
}
_NAMES = {
    "en": {
        "percent": "percent agreement",
        "holsti": "Holsti's coefficient",
        "cohen-1960": "Cohen's kappa",
        "conger-1980": "Conger's kappa",
        "scott-1955": "Scott's pi",
        "fleiss-1971": "Fleiss' kappa",
        "alpha": "Krippendorff's alpha (nominal)",
        "brennan-prediger": "Brennan and Prediger's kappa",
        "ac1": "Gwet's AC1",
        "f1": "F1",
        "jaccard": "the Jaccard index",
    },
    "nl": {
        "percent": "het percentage overeenstemming",
        "holsti": "de coëfficiënt van Holsti",
        "cohen-1960": "Cohens kappa",
        "conger-1980": "Congers kappa",
        "scott-1955": "Scotts pi",
        "fleiss-1971": "Fleiss' kappa",
        "alpha": "Krippendorffs alfa (nominaal)",
        "brennan-prediger": "de kappa van Brennan en Prediger",
        "ac1": "Gwets AC1",
        "f1": "F1",
        "jaccard": "de Jaccard-index",
    },
}


def methods_sentence(
    report: AgreementReport,
    language: str,
    *,
    coefficients: Sequence[str] = (ALPHA, KAPPA, PERCENT),
    study_transcripts: int | None = None,
    blind: bool = False,
    cut: str = "",
) -> str:
    """What a methods section has to say about the report's overall figures: who, what, unit, base, value, interval.

    Args:
        report: As `compare` gives it.
        language: "nl" or "en".
        coefficients: Which figures, in this order.
        study_transcripts: Transcripts in the whole study, for the share that was coded double; None says no share.
        blind: Whether the coders could not see each other's codings; only then it says "independently".
        cut: For pre-cut segments: the name of the coder or code that cut them.

    Raises:
        WrongUsage: for another language.
    """
    if language not in LANGUAGES:
        raise WrongUsage(_("There is no methods sentence in the language {language}.").format(language=language))
    texts = _TEXTS[language]
    unit = _UNITS[language][report.unit].format(window=report.window)
    cut_by = texts["cut"].format(cut=cut) if cut else ""
    number = len(report.coders)
    names = _NUMBERS[language]
    if not study_transcripts:
        of_how_many = "done-some"
    elif report.transcripts == study_transcripts:
        of_how_many = "done-all" if study_transcripts > 1 else "done-one"
    else:
        of_how_many = "done"
    sentences = [
        texts[of_how_many].format(
            coders=names[number] if number < len(names) else number,
            blind=texts["blind"] if blind else "",
            shared=report.transcripts,
            all=study_transcripts,
            share=_percent(report.transcripts / study_transcripts, language) if study_transcripts else "",
        )
    ]
    if report.missing:
        sentences.append(texts["missing"])
    codes = len(report.codes)
    several = texts["code" if codes == 1 else "codes"].format(n=codes)
    if report.level != "leaf":
        several += texts["level"].format(level=_LEVELS[language].get(report.level, report.level))
    sentences.append(
        texts["over"].format(
            unit=unit + cut_by,
            base=_BASES[language][report.base],
            codes=several,
            pooled=texts["pooled"] if codes > 1 else "",
            figures=texts["and"].join(_figure(report.overall.figure(name), language) for name in coefficients),
        )
    )
    if report.unit != CHARACTER:
        least = texts["least"].format(unit=unit, n=_percent(report.share, language))
        sentences.append(least if report.share else texts["any"].format(unit=unit))
    tolerance = _tolerance(report, coefficients, language)
    if tolerance:
        sentences.append(tolerance)
    sentences.append(texts["software"].format(version=__version__))
    return " ".join(sentences)


def _figure(figure: Figure, language: str) -> str:
    texts, names = _TEXTS[language], _NAMES[language]
    name = names.get(figure.variant) or names[figure.coefficient]
    if figure.state != VALUE or figure.value is None:
        return texts["none"].format(name=name)
    is_percent = figure.coefficient == PERCENT
    details = [source_of(figure.variant)] if source_of(figure.variant) else []
    if figure.standard_error is not None:
        error = (_percent if is_percent else _decimal)(figure.standard_error, language)
        details.append(texts["error"].format(error=error))
    interval = figure.interval
    if interval is not None and interval.low is not None and interval.high is not None:
        show = _percent if is_percent else _decimal
        details.append(
            texts["interval"].format(
                level=_percent(interval.level, language),
                low=show(interval.low, language),
                high=show(interval.high, language),
                what=texts[interval.resampled],
                draws=_thousands(interval.draws, language),
                seed=interval.seed,
            )
        )
    value = _percent(figure.value, language) if is_percent else _decimal(figure.value, language)
    return texts["figure"].format(name=name, value=value, details=f" ({'; '.join(details)})" if details else "")


def _tolerance(report: AgreementReport, coefficients: Sequence[str], language: str) -> str:
    texts = _TEXTS[language]
    if report.tolerance == "none":
        # a character is coded or not, whatever the edges; only Holsti asks whether segments are the same
        return texts["tolerance-none"] if "holsti" in coefficients else ""
    kind, _colon, amount = report.tolerance.partition(":")
    number = _percent(float(amount), language) if kind == "share" else amount
    one = "-one" if kind != "share" and amount == "1" else ""
    return texts[f"tolerance-{kind}{one}"].format(n=number)


def _decimal(value: float, language: str) -> str:
    """Two decimals; never "-0.00"."""
    text = f"{round(value, 2) + 0.0:.2f}"
    return text.replace(".", ",") if language == "nl" else text


def _percent(share: float, language: str) -> str:
    text = f"{share * 100:.1f}".removesuffix(".0")
    return f"{text.replace('.', ',')}%" if language == "nl" else f"{text}%"


def _thousands(number: int, language: str) -> str:
    text = f"{number:,}"
    return text.replace(",", ".") if language == "nl" else text
