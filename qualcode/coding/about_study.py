"""What the study itself is called, and in which language its interviews are."""

from __future__ import annotations

from qualcode.errors import Refused
from qualcode.i18n import LANGUAGES, _
from qualcode.store import Study
from qualcode.text import one_line


def change_study(study: Study, *, title: str | None = None, language: str | None = None) -> None:
    """Gives the study another title, or says in which language its codebooks are, in one act; None leaves it.

    Raises:
        Refused: for an empty title, or a language that qualcode does not speak.
    """
    with study.act("change-study") as transaction:
        row = transaction.find("study")[0]
        new_title = row["title"] if title is None else one_line(title)
        new_language = row["language"] if language is None else language.strip().casefold()
        if not new_title:
            raise Refused(_("A study needs a title."))
        if new_language not in LANGUAGES:
            raise Refused(
                _("qualcode has no such language."),
                f"'{language}'",
                _("Take one of: {names}.").format(names=", ".join(LANGUAGES)),
            )
        transaction.about = {"title": row["title"], "new_name": new_title, "language": new_language}
        transaction.update("study", row["id"], title=new_title, language=new_language)
