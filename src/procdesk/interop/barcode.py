"""Barcodes: what a scanner typed becomes plain facts. Nothing is guessed from a bare number.

A scanner is set up to send the symbology identifier (ISO/IEC 15424) first: `]C1` GS1-128,
`]d2` GS1 DataMatrix, `]Q3` GS1 QR, `]e0` GS1 DataBar, `]C0` Code 128, `]Q1` QR.
"""

import re
from dataclasses import dataclass
from datetime import date

_GS1 = ("C1", "d2", "Q3", "e0")
_PLAIN = ("C0", "Q0", "Q1", "d1")
_SEPARATOR = "\x1d"
_FIXED = {"00": 18, "01": 14, "02": 14, "11": 6, "13": 6, "15": 6, "17": 6, "8018": 18}
"""GS1 application identifiers of fixed length; all others end with a separator."""
_KNOWN = ("8018", "01", "02", "00", "10", "11", "13", "15", "17", "21")


class UnusableCode(Exception):
    """A code that is not for us; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Vial:
    """A medicine's pack: its trade item number, lot, and the last day or month it may be used."""

    gtin: str
    lot: str = ""
    expiry: str = ""


@dataclass(frozen=True, slots=True)
class Wristband:
    """A person's number, as GS1 service relation number or as the clinic's own."""

    number: str


def read_barcode(text: str, mrn_pattern: str = "") -> Vial | Wristband:
    """Read a scan. Raises Unusable in words; a blood product's code is refused."""
    symbology, data = text[1:3], text[3:].strip("\r\n")
    if not text.startswith("]") or symbology not in (*_GS1, *_PLAIN):
        raise UnusableCode("This kind of code is not known here: type the number instead.")
    if data.startswith(("=", "&")):
        raise UnusableCode("This is the code of a blood product, so it is not taken here.")
    if symbology in _PLAIN:
        return _wristband(data, mrn_pattern)
    identifiers = _identifiers(data.lstrip(_SEPARATOR))
    if "8018" in identifiers:
        return Wristband(_checked(identifiers["8018"]))
    if "01" in identifiers:
        return Vial(
            _checked(identifiers["01"]),
            identifiers.get("10", ""),
            _expiry(identifiers.get("17", "")),
        )
    raise UnusableCode("This code names neither a medicine nor a person: type it instead.")


def _wristband(data: str, pattern: str) -> Wristband:
    if not data or (pattern and not re.fullmatch(pattern, data)):
        raise UnusableCode("This code does not look like a record number of this clinic: type it.")
    return Wristband(data)


def _identifiers(data: str) -> dict[str, str]:
    """Application identifiers and their values. Raises Unusable where one is cut or unknown."""
    identifiers: dict[str, str] = {}
    while data:
        key = next((one for one in _KNOWN if data.startswith(one)), "")
        if not key:
            raise UnusableCode("A part of this code cannot be read: scan again or type it.")
        rest = data[len(key) :]
        if key in _FIXED:
            value, data = rest[: _FIXED[key]], rest[_FIXED[key] :].lstrip(_SEPARATOR)
            if len(value) != _FIXED[key] or not value.isdigit():
                raise UnusableCode("This code was cut off: scan again.")
        else:
            value, _, data = rest.partition(_SEPARATOR)
        identifiers[key] = value
    return identifiers


def _checked(number: str) -> str:
    """A GS1 number whose last digit is right: weights 3 and 1 from the right."""
    digits = [int(one) for one in number]
    total = sum(d * (3 if at % 2 == 0 else 1) for at, d in enumerate(reversed(digits[:-1])))
    if (10 - total % 10) % 10 != digits[-1]:
        raise UnusableCode("The check digit of this code is wrong: scan again or type it.")
    return number


def _expiry(digits: str) -> str:
    """YYMMDD as 2027-04-30, or 2027-04 where the day is 00 (the end of the month)."""
    if not digits:
        return ""
    year, month, day = 2000 + int(digits[:2]), int(digits[2:4]), int(digits[4:])
    try:
        date(year, month, day or 1)
    except ValueError:
        raise UnusableCode("The expiry date in this code does not exist: type it.") from None
    return f"{year}-{month:02}-{day:02}" if day else f"{year}-{month:02}"
