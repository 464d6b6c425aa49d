"""Hold rows: what a rule set asks of one blood thinner, read from the words that are signed for.

The words are a small grammar, so that what a physician reads and signs is what is counted. A range
counts as its longer end. Anything else raises: a bad row never loads.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Final, Literal, Self, get_args

import msgspec
from msgspec import UNSET, UnsetType

from procdesk.domain.catalogue.procedure_kind import RISKS
from procdesk.domain.resource_file import Number, ResourceRefused, Status, typed

FAMILY: Final = "anticoagulant"
ANY_DRUG: Final = "every blood thinner"
Factor = Literal[
    "second antithrombotic",
    "age",
    "coagulopathy",
    "liver or kidney disease",
    "surgery or radiation at the site",
    "difficult anatomy",
    "lead or catheter in place",
]
FACTORS: Final[tuple[str, ...]] = get_args(Factor)
"""Facts of one patient that can raise the bleeding class of a procedure."""

_SPAN = re.compile(r"(no stop or )?(?:(\d{1,3})–)?(\d{1,3}) (h|days?)")
_HOURS = {"h": 1, "day": 24, "days": 24}


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
    def full_words(self) -> str:
        """Return the words, and which end counts where they give a range."""
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


class AskedWords(str):
    """A cell that asks something, checked as it is read."""

    __slots__ = ()

    @classmethod
    def read(cls, words: str) -> Self:
        """Read the words. Raises ValueError."""
        asked(words)
        return cls(words)


class RestartWords(str):
    """A cell with the time after which a drug is restarted, empty where the set gives none."""

    __slots__ = ()

    @classmethod
    def read(cls, words: str) -> Self:
        """Read the words. Raises ValueError."""
        if words:
            span(words)
        return cls(words)


class Bound(str):
    """A cell with an amount above zero, empty where nobody set it."""

    __slots__ = ()

    @classmethod
    def read(cls, words: str) -> Self:
        """Read the words. Raises ValueError."""
        if words and Number.read(words) <= 0:
            raise ValueError(f"“{words}” is no amount")
        return cls(words)

    @property
    def amount(self) -> Decimal | None:
        """The number, None where nobody set it."""
        return Decimal(self) if self else None


class _Row(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A row of a set: its name, its drug, and how well it is known."""

    id: str
    drug: str
    status: Status
    source: str


class HoldRow(_Row, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One row: a drug, or one way of taking it (`variant`), and what is asked by class.

    `mg` are the single doses that belong to the variant, `mg_up_to` their upper end. With
    `normal_inr` the time counts only with a normal INR; with `agreement` the prescriber decides.
    """

    high: AskedWords
    intermediate: AskedWords
    low: AskedWords
    restart_high: RestartWords
    restart_intermediate: RestartWords
    restart_low: RestartWords
    renal_below: Bound | UnsetType = UNSET
    renal_high: AskedWords | UnsetType = UNSET
    renal_intermediate: AskedWords | UnsetType = UNSET
    renal_low: AskedWords | UnsetType = UNSET
    mg: frozenset[Number] = frozenset()
    mg_up_to: Bound = Bound("")
    normal_inr: Literal["normal"] | UnsetType = msgspec.field(name="inr", default=UNSET)
    agreement: Literal["needed"] | UnsetType = UNSET
    consider_before: frozenset[str] = frozenset()
    variant: str = ""
    note: str = ""

    def __post_init__(self) -> None:
        renal = (self.renal_below, self.renal_high, self.renal_intermediate, self.renal_low)
        if UNSET in renal and set(renal) != {UNSET}:
            raise ValueError(
                "renal_below, renal_high, renal_intermediate and renal_low: all or none"
            )
        if any(dose <= 0 for dose in self.mg):
            raise ValueError("mg names a dose that is none")

    @property
    def by_class(self) -> Mapping[str, Asked]:
        """The demand by bleeding class."""
        return {risk: asked(getattr(self, risk)) for risk in RISKS}

    @property
    def restart(self) -> Mapping[str, Span]:
        """The time of restarting by bleeding class, without those of which the set gives none."""
        cells = {risk: getattr(self, f"restart_{risk}") for risk in RISKS}
        return {risk: span(words) for risk, words in cells.items() if words}

    @property
    def renal(self) -> Renal | None:
        """The demand for a patient with weak kidneys, None where the row has none."""
        if self.renal_below is UNSET:
            return None
        cells = {risk: asked(getattr(self, f"renal_{risk}")) for risk in RISKS}
        return Renal(self.renal_below.amount, cells)


class LabLimit(_Row, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A clinic's limit for a blood value. `hours_old` is its greatest age."""

    hours_old: Bound

    @property
    def most_hours(self) -> int | None:
        """The age in whole hours, None where nobody set it."""
        return None if self.hours_old.amount is None else int(self.hours_old.amount)


class InrLimit(LabLimit, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The largest INR."""

    at_most: Bound

    @property
    def bound(self) -> Decimal | None:
        """The limit, None where nobody set it."""
        return self.at_most.amount


class PlateletsLimit(LabLimit, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The smallest number of platelets."""

    at_least: Bound

    @property
    def bound(self) -> Decimal | None:
        """The limit, None where nobody set it."""
        return self.at_least.amount


Second = Literal["anticoagulant", "antiplatelet", "nsaid", "cox-2", "ssri-snri", "supplement"]
"""Kinds of medicines that a set may count as the second antithrombotic."""


class Raising(_Row, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The factors that raise the bleeding class of a procedure in one patient.

    `second` are the kinds that raise it beside another blood thinner, `second_above_low` those that
    do so only where the class is not low. A set that names none means those of clinical-2.md 13.1:
    never a COX-2 inhibitor, an SSRI or a supplement.
    """

    raised_by: frozenset[Factor]
    second: frozenset[Second] = frozenset({"anticoagulant", "antiplatelet"})
    second_above_low: frozenset[Second] = frozenset({"nsaid"})


_SHAPES: Final[Mapping[str, type[_Row]]] = {
    "inr": InrLimit,
    "platelets": PlateletsLimit,
    ANY_DRUG: Raising,
}
"""The shape of a row by its drug; every other is a HoldRow."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldSet:
    """All rows of one set."""

    rows: tuple[HoldRow, ...]
    limits: Mapping[str, InrLimit | PlateletsLimit]
    raised_by: frozenset[str]
    second: frozenset[str] = frozenset()
    second_above_low: frozenset[str] = frozenset()

    def raises_beside(self, kinds: frozenset[str], risk: str) -> bool:
        """Return whether a medicine of these kinds raises the class beside another thinner."""
        counted = self.second if risk == RISKS[0] else self.second | self.second_above_low
        narrow = kinds - {"nsaid"} if "cox-2" in kinds else kinds
        return bool(narrow & counted)

    def of(self, drug: str) -> tuple[HoldRow, ...]:
        """The rows of a drug: none, one, or one for each way of taking it."""
        return tuple(row for row in self.rows if row.drug == drug)


def hold_set(rows: Iterable[Mapping[str, object]]) -> HoldSet:
    """Return the typed rows of a set. Raises ResourceRefused with the path of a row."""
    holds: list[HoldRow] = []
    limits: dict[str, InrLimit | PlateletsLimit] = {}
    raising: Raising | None = None
    for at, row in enumerate(rows):
        shape = _SHAPES.get(str(row.get("drug")), HoldRow)
        match typed(row, shape, f"$.rows[{at}]"):
            case HoldRow() as hold:
                if not _is_new(hold, holds):
                    raise ResourceRefused(f"$.rows[{at}]: a second one of the same drug")
                holds.append(hold)
            case InrLimit() | PlateletsLimit() as limit:
                limits[limit.drug] = limit
            case Raising() as last:
                raising = last
    if raising is None:  # a set that says nothing of it is read at its worst
        every = frozenset(get_args(Second))
        raised_by, second, above_low = frozenset(FACTORS), every, every
    else:
        raised_by, second = raising.raised_by, raising.second
        above_low = raising.second_above_low
    return HoldSet(
        rows=tuple(holds),
        limits=limits,
        raised_by=raised_by,
        second=second,
        second_above_low=above_low,
    )


def _is_new(row: HoldRow, others: Iterable[HoldRow]) -> bool:
    """One row a drug, or each with its own way of taking it: which row holds is never a guess."""
    ways = {other.variant for other in others if other.drug == row.drug}
    is_way_new = not ways or ("" not in ways and row.variant not in ("", *ways))
    return is_way_new and all(other.id != row.id for other in others)


def asked(words: str) -> Asked:
    """Read the words of one cell. Raises ValueError."""
    if words in (one.value for one in Advice if one is not Advice.HOLD):
        return Asked(Advice(words))
    return Asked(Advice.HOLD, span(words))


def span(words: str) -> Span:
    """Read a time as a row says it: "24 h", "7–10 days", "no stop or 3 days". Raises ValueError."""
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
