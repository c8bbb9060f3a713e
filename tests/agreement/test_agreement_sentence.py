"""The methods sentence, and the words for keys."""

from __future__ import annotations

import random
import re
import subprocess
import sys
from pathlib import Path

import pytest

from qualcode import __version__
from qualcode.agreement import Mark, Resampling, Tolerance, TranscriptUnits, compare, methods_sentence
from qualcode.agreement.estimates import COEFFICIENTS, VARIANTS
from qualcode.agreement.wording import coefficient_name, reason_text, source_of, state_text, tolerance_text
from qualcode.errors import WrongUsage

TEXTS = [TranscriptUnits(f"t{n}", 1000, turns=tuple((s, s + 50) for s in range(0, 1000, 50))) for n in range(8)]


def marks() -> list[Mark]:
    chance = random.Random(2)
    found: list[Mark] = []
    for text in TEXTS:
        for _n in range(6):
            start = chance.randrange(900)
            found.append(Mark("a", text.id, chance.choice("xy"), start, start + 60))
            if chance.random() < 0.8:
                found.append(found[-1]._replace(coder="b", end=start + 70))
    return found


def test_english_sentence() -> None:
    report = compare(marks(), TEXTS, ["a", "b"], resampling=Resampling(100, 4))
    alpha = report.overall.figure("alpha")
    assert alpha.value is not None and alpha.interval is not None
    assert alpha.interval.low is not None and alpha.interval.high is not None
    assert methods_sentence(report, "en", coefficients=["alpha"], study_transcripts=40, blind=True) == (
        "Two coders independently coded the same 8 of 40 transcripts (20%). Agreement was computed per character, over "
        "all text, for 2 codes together (chance reckoned per code; De Vries et al., 2008): Krippendorff's alpha (nominal) "
        f"was {alpha.value:.2f} (Krippendorff, 2019; 95% interval {alpha.interval.low:.2f} to {alpha.interval.high:.2f}, "
        f"percentile bootstrap over transcripts, 100 draws, seed 4). Computed with qualcode {__version__}."
    )


def test_dutch_sentence_with_turns_and_tolerance() -> None:
    report = compare(
        marks(), TEXTS, ["a", "b"], unit="turn", share=0.5, base="coded", tolerance=Tolerance("characters", 10)
    )
    kappa = report.overall.figure("kappa").value
    assert kappa is not None
    shown = f"{kappa:.2f}".replace(".", ",")
    assert methods_sentence(report, "nl", coefficients=["kappa"]) == (
        "Twee codeurs codeerden dezelfde 8 transcripten. De overeenstemming is berekend per spreekbeurt, over tekst die "
        "door ten minste één codeur is gecodeerd, voor 2 codes samen (kans per code berekend; De Vries e.a., 2008): "
        f"Cohens kappa was {shown} (Cohen, 1960). Een spreekbeurt gold als gecodeerd als ten minste 50% ervan gecodeerd was. "
        f"Verschillen tot 10 tekens aan de grenzen van fragmenten zijn buiten beschouwing gelaten. "
        f"Berekend met qualcode {__version__}."
    )


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("coders", [["a", "b"], ["a", "b", "c"]])
def test_every_coefficient_has_a_sentence_without_holes(language: str, coders: list[str]) -> None:
    report = compare(marks(), TEXTS, coders, unit="window", window=100, done={"a": {"t1"}, "b": {"t1"}, "c": set()})
    sentence = methods_sentence(report, language, coefficients=COEFFICIENTS, study_transcripts=9)
    assert not re.search(r"[{}]|None|  ", sentence)


def test_a_study_coded_double_as_a_whole_says_all() -> None:
    report = compare(marks(), TEXTS, ["a", "b"])
    assert methods_sentence(report, "en", study_transcripts=8).startswith("Two coders coded all 8 transcripts. ")
    assert methods_sentence(report, "nl", study_transcripts=8).startswith(
        "Twee codeurs codeerden alle 8 transcripten. "
    )


def test_no_sentence_in_another_language() -> None:
    with pytest.raises(WrongUsage):
        methods_sentence(compare([], TEXTS, ["a", "b"]), "de")


def test_every_reason_in_the_code_has_words() -> None:
    package = Path(sys.modules["qualcode.agreement"].__file__ or "").parent
    source = "".join(path.read_text("utf-8") for path in package.glob("*.py"))
    keys = set(re.findall(r"^(?:[A-Z_]+) = \"([a-z]+(?:-[a-z]+)+)\"$", source, re.MULTILINE))
    for key in keys - {"brennan-prediger", "too-few", "percentile-bootstrap", "krippendorff-2016"}:
        assert reason_text(key)
    assert state_text("undefined", "one-coder") == "undefined, because only one coder used it"
    assert state_text("value", "") == ""


def test_every_variant_has_a_name_and_a_source() -> None:
    for coefficient, variants in VARIANTS.items():
        for variant in variants:
            assert coefficient_name(coefficient, variant)
            assert source_of(variant) is not None
    assert coefficient_name("kappa", "conger-1980") == "Conger's kappa"
    assert tolerance_text("share:0.9") == "at least 90 % of the marked text in common"


def test_importing_agreement_loads_neither_numpy_nor_the_store() -> None:
    code = "import sys, qualcode.agreement; print([m for m in ('numpy', 'sqlmodel', 'spacy', 'textual') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
