"""The language of the screens and messages: gettext catalogues in `locale/`, Dutch and English, switched at run time.

Msgids are English. Text is looked up when it is shown, never at import: write `_("Segment")` inside a function, and
`N_("Segment")` for a constant that is translated later with `_`.
"""

from __future__ import annotations

import gettext as _gettext
import locale as _locale
import os
from pathlib import Path

LANGUAGES = ("nl", "en")
_DOMAIN = "qualcode"
_LOCALE_DIR = Path(__file__).parent / "locale"
_current: _gettext.NullTranslations = _gettext.NullTranslations()
_language = "en"
_said = False


def set_language(language: str | None = None) -> str:
    """Chooses the language of everything shown from now on.

    Args:
        language: "nl" or "en"; None takes QUALCODE_LANG, then the system's, then Dutch.

    Returns:
        The language in use.
    """
    global _current, _language, _said
    _said = bool(language or os.environ.get("QUALCODE_LANG"))
    wanted = language or os.environ.get("QUALCODE_LANG") or _system_language()
    _language = wanted if wanted in LANGUAGES else "nl"
    _current = _gettext.translation(_DOMAIN, _LOCALE_DIR, languages=[_language], fallback=True)
    return _language


def language_said() -> bool:
    """Whether somebody said which language, so that a user's own setting need not be asked."""
    return _said


def language() -> str:
    """The language in use: "nl" or "en"."""
    return _language


def _system_language() -> str:
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(variable, "")
        if value and value not in ("C", "POSIX", "C.UTF-8"):
            return value[:2]
    # Windows writes "English_United States"; its "Dutch_…" is no code and ends as Dutch.
    return (_locale.getlocale()[0] or "nl")[:2].lower()


def _(message: str) -> str:
    """The message in the language in use; a message without translation is shown as it is written."""
    return _current.gettext(message) if message else ""


def C_(sense: str, message: str) -> str:
    """The message in one of its senses, where English has one word for what Dutch says in two ("coding": act or thing)."""
    return _current.pgettext(sense, message)


def ngettext(singular: str, plural: str, count: int) -> str:
    """The singular or plural form for `count`, in the language in use, with `{n}` filled in."""
    return _current.ngettext(singular, plural, count).format(n=count)


def NN_(singular: str, plural: str) -> tuple[str, str]:
    """Marks the two forms of a constant for translation; `form_of` chooses one."""
    return singular, plural


def form_of(forms: tuple[str, str], count: int) -> str:
    """The form for `count` of what `NN_` marked, in the language in use, its placeholders still open."""
    return _current.ngettext(*forms, count)


def N_(message: str) -> str:
    """Marks a constant for translation without translating it yet."""
    return message


class Figure(float):
    """A number that is formatted with a comma in Dutch: `f"{Figure(0.5):.2f}"` is "0,50"; also in a message's placeholder."""

    def __format__(self, spec: str) -> str:
        text = super().__format__(spec)
        return text.replace(".", ",") if language() == "nl" else text
