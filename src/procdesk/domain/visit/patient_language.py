"""Patient's language: as somebody asked, or as a feed says."""

import re
from typing import Final

from procdesk.domain.visit.case import Case
from procdesk.domain.visit.patient import Patient

_NOT_SAID: Final = (None, "not-asked")


def reads(case: Case, patient: Patient) -> str:
    """Return a language as its key or in the words of whoever asked; empty if nobody said.

    "none" is a person who does not read.
    """
    answers = (case.value(link_id) for link_id in _ASKED)
    language = next((answer for answer in answers if answer not in _NOT_SAID), patient.language)
    if language == "other":
        return str(case.value("arrival.language_other") or "another language")
    return _key_of(str(language))


def _key_of(language: str) -> str:
    """Return the key of a tag such as es or es-US; other words as they were said."""
    tag = re.fullmatch(r"([a-z]{2})([-_].*)?", language.strip().lower())
    return tag[1] if tag else language.strip()


_ASKED: Final = ("arrival.reading", "arrival.language")
