"""What agreement's stable keys are called on screen. Keys stay the same in files; only these words are translated."""

from __future__ import annotations

from qualcode.i18n import N_, _, ngettext

_REASONS = {
    "no-units": N_("there is nothing to compare"),
    "no-pairs": N_("no two coders judged the same text"),
    "not-done": N_("no transcript has been done by two of these coders"),
    "never-used": N_("no coder used it"),
    "one-coder": N_("only one coder used it"),
    "nothing-coded": N_("nothing was coded"),
    "no-variation": N_("there is no variation: every unit got the same value from every coder"),
    "one-category": N_("there is only one code to tell apart"),
    "rare": N_("it was used too seldom"),
    "not-paired": N_("no text with this code was coded by another coder"),
    "overlapping-codes": N_("codes of one coder overlap, so text has no single value"),
    "few-blocks": N_("there are fewer than five transcripts or turns to draw from"),
    "few-draws": N_("most draws have no variation"),
    "codings-cross-turns": N_("codings can run over several turns, so they cannot be drawn by turn"),
}
_COEFFICIENTS = {
    "percent": N_("Percent agreement"),
    "holsti": N_("Holsti"),
    "kappa": N_("Cohen's kappa"),
    "pi": N_("Scott's pi"),
    "alpha": N_("Krippendorff's alpha"),
    "brennan-prediger": N_("Brennan-Prediger"),
    "ac1": N_("Gwet's AC1"),
    "f1": N_("F1"),
    "jaccard": N_("Jaccard"),
    "u-alpha": N_("u-alpha"),
    "u-alpha-binary": N_("|u-alpha"),
    "cu-alpha": N_("cu-alpha"),
    "ku-alpha": N_("(k)u-alpha"),
    "gamma": N_("Gamma"),
}
_VARIANTS = {
    "conger-1980": N_("Conger's kappa"),
    "fleiss-1971": N_("Fleiss' kappa"),
}
_SOURCES = {
    "percent": "",
    "mean-of-pairs": "Fleiss, 1971",
    "holsti-1969": "Holsti, 1969",
    "holsti-1969-mean-of-pairs": "Holsti, 1969",
    "cohen-1960": "Cohen, 1960",
    "conger-1980": "Conger, 1980",
    "scott-1955": "Scott, 1955",
    "fleiss-1971": "Fleiss, 1971",
    "krippendorff-nominal": "Krippendorff, 2019",
    "brennan-prediger-1981": "Brennan & Prediger, 1981",
    "gwet-2008": "Gwet, 2008",
    "dice": "",
    "dice-mean-of-pairs": "",
    "jaccard": "",
    "jaccard-mean-of-pairs": "",
    "krippendorff-2016": "Krippendorff, Mathet, Bouvry & Widlöcher, 2016",
}
_UNITS = {
    "character": N_("character"),
    "word": N_("word"),
    "sentence": N_("sentence"),
    "turn": N_("turn"),
    "window": N_("window"),
    "segment": N_("pre-cut segment"),
}
_BASES = {"all": N_("all text"), "coded": N_("coded text only")}
_KINDS = {"boundary": N_("boundary"), "code": N_("other code"), "omission": N_("omission"), "agreed": N_("agreed")}
_STATES = {"undefined": N_("undefined, because {reason}"), "too-few": N_("too few: {reason}")}


def reason_text(reason: str) -> str:
    """Why there is no number, as half a sentence: "only one coder used it"."""
    return _(_REASONS[reason])


def state_text(state: str, reason: str) -> str:
    """What stands where a number would: "undefined, because only one coder used it"; empty when there is a number."""
    return _(_STATES[state]).format(reason=reason_text(reason)) if state in _STATES else ""


def coefficient_name(coefficient: str, variant: str = "") -> str:
    """The coefficient's name; with the variant that of the form for more coders: "Conger's kappa"."""
    return _(_VARIANTS.get(variant, _COEFFICIENTS[coefficient]))


def source_of(variant: str) -> str:
    """Author and year of the published form; empty for plain arithmetic."""
    return _SOURCES[variant]


def unit_name(unit: str) -> str:
    """The unit's name, in the singular."""
    return _(_UNITS[unit])


def unit_text(unit: str, *, window: int = 0, cut: str = "", share: float = 0.0) -> str:
    """The unit with what belongs to it: "stretches of 200 characters", "pre-cut segments of Anouk, from 50 % coded"."""
    said = _unit_alone(unit, window, cut)
    return _("{unit}, from {n} % coded").format(unit=said, n=f"{share * 100:g}") if share else said


def _unit_alone(unit: str, window: int, cut: str) -> str:
    if unit == "window" and window:
        return ngettext("stretches of {n} character", "stretches of {n} characters", window)
    if unit == "segment" and cut:
        return _("pre-cut segments of {name}").format(name=cut)
    return unit_name(unit)


def base_name(base: str) -> str:
    """Over what text: "all text"."""
    return _(_BASES[base])


def kind_name(kind: str) -> str:
    """The kind of a disagreement."""
    return _(_KINDS[kind])


def tolerance_text(tolerance: str) -> str:
    """The tolerance that a figure names ("characters:5") as words; "none" becomes "edges must be the same"."""
    if tolerance == "none":
        return _("edges must be the same")
    kind, _colon, amount = tolerance.partition(":")
    if kind == "share":
        return _("at least {n} % of the marked text in common").format(n=f"{float(amount) * 100:g}")
    number = int(float(amount))
    if kind == "words":
        return ngettext("edges may differ by {n} word", "edges may differ by {n} words", number)
    return ngettext("edges may differ by {n} character", "edges may differ by {n} characters", number)
