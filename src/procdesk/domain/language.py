"""Language: which one a patient reads, as somebody asked or as a feed says."""

from typing import Final

from procdesk.domain.case import Case
from procdesk.domain.patient import Patient

ENGLISH: Final = "en"
"""The language of staff; every other text is a translation of it."""

LANGUAGES: Final = {ENGLISH: "English", "es": "Spanish"}
"""The languages that sheets may be in, by their keys, in words."""

_NOT_SAID: Final = (None, "not-asked")
_NO_SHEET: Final = "none"


def reads(case: Case, patient: Patient) -> str:
    """A language as a two-letter key or in the words of whoever asked; empty if nobody said.

    "none" is a person who does not read.
    """
    told = next(
        (v for link in _ASKED if (v := case.value(link)) not in _NOT_SAID), patient.language
    )
    if told == "other":
        return str(case.value("arrival.language_other") or "another language")
    return str(told)[:2].lower() if told != _NO_SHEET else _NO_SHEET


_ASKED: Final = ("arrival.reading", "arrival.language")
