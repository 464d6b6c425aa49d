"""No allergy: rows of an allergy list that say that none is known, and name no allergy.

Only the whole text counts: “no known drug allergies except penicillin” names one.
"""

import re
from typing import Final

from procdesk.domain.medicines.spelling import bare

NONE_KNOWN_CODES: Final = frozenset(
    {
        "716186003",
        "409137002",
        "429625007",
        "428607008",
        "1003774007",
        "160244002",
        "no-known-allergies",
        "no-known-medication-allergies",
        "no-known-food-allergies",
        "no-known-environmental-allergies",
    }
)
"""SNOMED CT and IPS codes of absent allergies (terms list of 30 Nov 2026, ids unconfirmed)."""

_SHORT: Final = r"nkda|nka|nkma|nkfa|nkea|nkla|namc|none(?: known)?|nil known|no conocidas"
_OPENING: Final = r"(?:no|nil) known|no|denies(?: any)?(?: known)?|sin|no known history of"
_KIND: Final = (
    "drug|drugs|medication|medications|medicine|food|foods|latex|natural|rubber|environmental|"
    "contrast|adhesive|tape|iodine|or|and|other"
)
_WHAT: Final = r"allergy|allergies|allergic reactions|alergias(?: conocidas)?"
_SENTENCE: Final = rf"(?:{_SHORT})|(?:{_OPENING})(?: (?:{_KIND}))* (?:{_WHAT})(?: known)?"
_NONE: Final = re.compile(rf"(?:{_SENTENCE})(?: (?:{_SENTENCE}|situation|finding))*")


def says_none(text: str) -> bool:
    """Return whether a row says that no allergy is known and nothing else."""
    return _NONE.fullmatch(bare(text)) is not None
