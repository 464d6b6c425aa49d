"""Hold rows: what a rule set asks of one blood thinner, read from the words that are signed for.

The words are a small grammar, so that what a physician reads and signs is what is counted. A range
counts as its longer end. Anything else raises: a bad row never loads.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any, Final

from procdesk.domain.catalogue.procedure_kind import RISKS

FAMILY: Final = "anticoagulant"
ANY_DRUG: Final = "every blood thinner"
LABS: Final = ("inr", "platelets")
FACTORS: Final = (
    "second antithrombotic",
    "age",
    "coagulopathy",
    "liver or kidney disease",
    "surgery or radiation at the site",
    "difficult anatomy",
    "lead or catheter in place",
)
"""Facts of one patient that can raise the bleeding class of a procedure."""

_SPAN = re.compile(r"(no stop or )?(?:(\d{1,3})–)?(\d{1,3}) (h|days?)")
_HOURS = {"h": 1, "day": 24, "days": 24}
_STATUSES = ("C", "S", "U")
_ALWAYS = ("id", "drug", "status", "source")
_CLASSES = (*RISKS, *(f"restart_{risk}" for risk in RISKS))
_MAY_BE = ("variant", "mg", "mg_up_to", "inr", "agreement", "consider_before", "note")
_RENAL = ("renal_below", *(f"renal_{risk}" for risk in RISKS))


class Advice(StrEnum):
    """The advice of a row before a procedure of one bleeding class."""

    NOT_GIVEN = ""
    NO_STOP = "no stop"
    SHARED = "shared assessment"
    NO_STOP_SHARED = "no stop after shared assessment"
    SHARED_IF_COMBINED = "no stop alone; shared assessment if combined"
    HOLD = "hold"


@dataclass(frozen=True, slots=True)
class Span:
    """A time in whole hours, of a range the longer end; `words` is how the row says it."""

    hours: int
    words: str

    @property
    def told(self) -> str:
        """The words, and which end counts where they give a range."""
        ranged = "–" in self.words or " or " in self.words
        return f"{self.words}, counted as {_spoken(self)}" if ranged else self.words


@dataclass(frozen=True, slots=True)
class Asked:
    """The demand of one cell of a row. `hold` is set where a time has to pass."""

    advice: Advice
    hold: Span | None = None


@dataclass(frozen=True, slots=True)
class Renal:
    """The demand of a row for a patient with a creatinine clearance below a limit, in mL/min.

    `below` is None where the set gives no limit.
    """

    below: Decimal | None
    by_class: Mapping[str, Asked]


@dataclass(frozen=True, slots=True)
class HoldRow:
    """One row: a drug, or one way of taking it (`variant`), and what is asked by class.

    `mg` are the single doses that belong to the variant, `mg_up_to` their upper end. `restart` has
    no entry for a class of which the set gives no time.
    """

    id: str
    drug: str
    variant: str
    by_class: Mapping[str, Asked]
    restart: Mapping[str, Span]
    renal: Renal | None
    mg: frozenset[Decimal]
    mg_up_to: Decimal | None
    normal_inr: bool
    agreement: bool
    consider_before: frozenset[str]
    status: str
    source: str
    note: str


@dataclass(frozen=True, slots=True)
class LabLimit:
    """A clinic's limit for a blood value; None where nobody set it. `hours_old` is its age."""

    id: str
    lab: str
    bound: Decimal | None
    hours_old: int | None


@dataclass(frozen=True, slots=True)
class HoldSet:
    """All rows of one set."""

    rows: tuple[HoldRow, ...]
    limits: Mapping[str, LabLimit]
    raised_by: frozenset[str]

    def of(self, drug: str) -> tuple[HoldRow, ...]:
        """The rows of a drug: none, one, or one for each way of taking it."""
        return tuple(row for row in self.rows if row.drug == drug)


def hold_set(rows: Iterable[Mapping[str, Any]]) -> HoldSet:
    """The typed rows of a set. Raises ValueError or KeyError, naming the row that is off."""
    holds: list[HoldRow] = []
    limits: dict[str, LabLimit] = {}
    raised_by = frozenset(FACTORS)
    for row in rows:
        try:
            if row["drug"] in LABS:
                limits[row["drug"]] = _limit(row)
            elif row["drug"] == ANY_DRUG:
                raised_by = _factors(row)
            else:
                holds.append(_hold_row(row))
        except (ValueError, KeyError, TypeError, ArithmeticError) as problem:
            raise ValueError(f"row {row.get('id', '?')}: {problem}") from None
    _each_once(holds)
    return HoldSet(tuple(holds), limits, raised_by)


def asked(words: str) -> Asked:
    """Read the words of one cell. Raises ValueError."""
    if words in (one.value for one in Advice if one is not Advice.HOLD):
        return Asked(Advice(words))
    return Asked(Advice.HOLD, span(words))


def span(words: str) -> Span:
    """A time as a row says it: "24 h", "7–10 days", "no stop or 3 days". Raises ValueError."""
    match = _SPAN.fullmatch(words)
    if match is None:
        raise ValueError(f"“{words}” is neither a time nor advice")
    shorter, longer = int(match[2] or 0), int(match[3])
    if longer <= shorter:
        raise ValueError(f"“{words}” is no time, or a range that runs backwards")
    return Span(longer * _HOURS[match[4]], words)


def _spoken(span: Span) -> str:
    days, rest = divmod(span.hours, 24)
    if rest or "day" not in span.words:
        return f"{span.hours} h"
    return f"{days} {'day' if days == 1 else 'days'}"


def _hold_row(row: Mapping[str, Any]) -> HoldRow:
    _only(row, (*_ALWAYS, *_CLASSES), (*_MAY_BE, *_RENAL))
    return HoldRow(
        row["id"],
        row["drug"],
        row.get("variant", ""),
        {risk: asked(row[risk]) for risk in RISKS},
        {risk: span(words) for risk in RISKS if (words := row[f"restart_{risk}"])},
        _renal(row),
        frozenset(map(_number, row.get("mg", ()))),
        _number(row["mg_up_to"]) if "mg_up_to" in row else None,
        _flag(row, "inr", "normal"),
        _flag(row, "agreement", "needed"),
        frozenset(row.get("consider_before", ())),
        row["status"],
        row["source"],
        row.get("note", ""),
    )


def _renal(row: Mapping[str, Any]) -> Renal | None:
    if not any(key in row for key in _RENAL):
        return None
    below = _number(row["renal_below"]) if row["renal_below"] else None
    return Renal(below, {risk: asked(row[f"renal_{risk}"]) for risk in RISKS})


def _limit(row: Mapping[str, Any]) -> LabLimit:
    bound = "at_most" if row["drug"] == "inr" else "at_least"
    _only(row, (*_ALWAYS, bound, "hours_old"), ())
    return LabLimit(
        row["id"],
        row["drug"],
        _number(row[bound]) if row[bound] else None,
        int(_number(row["hours_old"])) if row["hours_old"] else None,
    )


def _factors(row: Mapping[str, Any]) -> frozenset[str]:
    _only(row, (*_ALWAYS, "raised_by"), ())
    named = frozenset(row["raised_by"])
    if not named <= set(FACTORS):
        raise ValueError(f"not known as a factor: {', '.join(sorted(named - set(FACTORS)))}")
    return named


def _number(words: str) -> Decimal:
    number = Decimal(words)
    if not number.is_finite() or number <= 0:
        raise ValueError(f"“{words}” is no amount")
    return number


def _flag(row: Mapping[str, Any], key: str, word: str) -> bool:
    if row.get(key, word) != word:
        raise ValueError(f"{key} says “{row[key]}”, not “{word}”")
    return key in row


def _only(row: Mapping[str, Any], always: Iterable[str], also: Iterable[str]) -> None:
    """A misspelt key would be a condition that nobody checks."""
    missing, unknown = set(always) - set(row), set(row) - {*always, *also}
    if missing or unknown:
        raise ValueError(f"missing {sorted(missing)}, not known {sorted(unknown)}")
    if row["status"] not in _STATUSES:
        raise ValueError(f"status “{row['status']}”")


def _each_once(rows: Iterable[HoldRow]) -> None:
    """One row a drug, or each with its own way of taking it: which row holds is never a guess."""
    ids, ways = set[str](), dict[str, set[str]]()
    for row in rows:
        known = ways.setdefault(row.drug, set())
        if row.id in ids or row.variant in known or (known and "" in known | {row.variant}):
            raise ValueError(f"row {row.id}: a second one of the same drug")
        ids.add(row.id)
        known.add(row.variant)
