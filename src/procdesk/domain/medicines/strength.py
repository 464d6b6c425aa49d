"""Strength: how many milligrams a millilitre holds, read from what stands on the label.

Read whole or not at all: a number that is left over may be the one that counts.
"""

import re
from decimal import Decimal

_NUMBER = r"(\d{1,3}(?:\.\d{1,4}|,\d{1,2})?)"
_PERCENT = re.compile(rf"(?<![\d.,]){_NUMBER}\s*%")
_PER_ML = re.compile(rf"(?<![\d.,]){_NUMBER}\s*mg\s*(?:/|per)\s*(?:{_NUMBER}\s*)?ml\b")
_ONE_IN = re.compile(
    r"\b1\s*[:/]\s*[1-9]\d{0,2}(?:[ ,.]?\d{3})*\b|\b1 in [1-9]\d{0,2}(?:[ ,.]?\d{3})*\b"
)
_LEAST_OF_ADRENALINE = 10_000
"""A vial says 1:80,000 or more; 1:1 or 1 in 4 tells how somebody mixed it."""
_NAMED = r"(?:epinephrine|adrenaline|epi|adr)"
_MICROGRAMS = r"([1-9]\d?(?:[.,]\d{1,2})?|100|0?[.,]\d*[1-9])\s*(?:µg|μg|mcg|ug)\s*(?:/|per)\s*ml\b"
_BY_MICROGRAMS = re.compile(
    rf"\b{_NAMED}\s+{_MICROGRAMS}|(?<![\d.,]){_MICROGRAMS}\s+(?:of\s+)?{_NAMED}\b"
)
"""Adrenaline by its weight, up to 100 µg/mL, which is 1:10,000."""
_WITHOUT = re.compile(
    r"\b(plain|without|no|non|not|none|free|sans|sin|ohne|sem|senza|minus|omit|omitted|never|wo)\b"
    r"|\bw/o|\bs/|\?"
)
_MG_PER_ML_OF_ONE_PERCENT = 10


def mg_per_ml(text: str) -> Decimal | None:
    """Return mg in a mL: "0.5 %", "5 mg/mL", "40 mg per mL"; None if it is not plain.

    None too where two strengths stand there that differ, or a number that says something else.
    """
    left = _BY_MICROGRAMS.sub(" ", text.casefold())
    left = _ONE_IN.sub(lambda ratio: " " if _is_adrenaline(ratio) else ratio[0], left)
    percents = [_decimal(one) for one in _PERCENT.findall(left)]
    per_ml = [(_decimal(mg), _decimal(ml or "1")) for mg, ml in _PER_ML.findall(left)]
    left = _PER_ML.sub(" ", _PERCENT.sub(" ", left))
    if any(map(str.isdigit, left)) or any(ml == 0 for _, ml in per_ml):
        return None
    strengths = {percent * _MG_PER_ML_OF_ONE_PERCENT for percent in percents}
    strengths |= {mg / ml for mg, ml in per_ml}
    strength = strengths.pop() if len(strengths) == 1 else Decimal(0)
    return strength if strength > 0 and all(percent <= 100 for percent in percents) else None


def with_adrenaline(text: str) -> bool | None:
    """Return whether adrenaline is in the solution; None where the text says both.

    Only its amount counts, as a ratio or in µg/mL: a word alone, however it is meant, loosens no
    limit.
    """
    plain = text.casefold()
    stated = _BY_MICROGRAMS.search(plain) or any(map(_is_adrenaline, _ONE_IN.finditer(plain)))
    if stated and _WITHOUT.search(plain):
        return None
    return bool(stated)


def _is_adrenaline(ratio: re.Match[str]) -> bool:
    """Return whether a ratio is a solution of adrenaline: one part in ten thousand or less."""
    parts = "".join(filter(str.isdigit, re.split("[:/]| in ", ratio[0], maxsplit=1)[1]))
    return int(parts) >= _LEAST_OF_ADRENALINE


def _decimal(words: str) -> Decimal:
    return Decimal(words.replace(",", "."))
