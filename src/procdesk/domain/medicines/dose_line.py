"""A drug in one line, as people write it: "treatment lidocaine 1 % 2 mL".

Read whole or not at all: a number without a unit may be a strength or a volume.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

_NUMBER = r"\d{1,4}(?:[.,]\d{1,4})?"
_UNIT = r"(?:%|(?:mg|mcg|µg|g|units?|iu|meq|mmol)(?:\s*/\s*(?:\d+\s*)?ml)?)"
_ADRENALINE = r"(?:\s+(?:with|and)\s+(?:epinephrine|adrenaline)\s+1\s*:\s*\d{1,3}(?:[, ]?\d{3})*)?"
_DRUG = r"(?P<drug>[^\W\d][^\d%]*?)"
_STRENGTH = rf"(?P<strength>{_NUMBER}\s*{_UNIT}{_ADRENALINE})"
_ML = r"\s*(?:ml|cc)"
_WITH_STRENGTH = re.compile(
    rf"{_DRUG}\s+{_STRENGTH}\s+(?P<volume>{_NUMBER})(?:{_ML})?", re.IGNORECASE
)
_WITHOUT = re.compile(rf"{_DRUG}\s+(?P<strength>)(?P<volume>{_NUMBER}){_ML}", re.IGNORECASE)


class DoseLine(NamedTuple):
    """A drug in one line; `act` and `strength` are empty where they were not written."""

    act: str
    drug: str
    strength: str
    volume_ml: str


def dose_line(text: str, acts: Sequence[str]) -> DoseLine | None:
    """Return the parts of a line, None while it cannot be read as one drug and its volume.

    `acts` are the words that say what it is for; the line may begin with one of them.
    """
    words = text.split()
    act = words[0].casefold() if words and words[0].casefold() in acts else ""
    rest = " ".join(words[1:] if act else words)
    match = _WITH_STRENGTH.fullmatch(rest) or _WITHOUT.fullmatch(rest)
    return DoseLine(act, match["drug"], match["strength"], match["volume"]) if match else None
