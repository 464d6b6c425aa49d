"""Bleeding class: that of the procedure, raised by what makes this patient bleed more easily."""

from dataclasses import dataclass
from typing import Final

from procdesk.domain.catalogue.procedure_kind import RISKS
from procdesk.domain.finding import Input
from procdesk.domain.targets.target import Structure
from procdesk.rules.facts.facts import Facts
from procdesk.rules.facts.screening_question import NOBODY_KNOWS, answer_codes

FACTORS_ASKED: Final = "medicines.bleeding_factors"
"""The question about what raises the class; it is asked where a blood thinner is taken."""

FACTOR_CODES: Final = {
    "age": "age",
    "coagulopathy": "coagulopathy",
    "liver-kidney": "liver or kidney disease",
    "surgery-radiation": "surgery or radiation at the site",
    "anatomy": "difficult anatomy",
    "lead": "lead or catheter in place",
}
"""The answers and the factors of a rule set that they stand for."""

SECOND: Final = "second antithrombotic"
_LEAD = FACTOR_CODES["lead"]


@dataclass(frozen=True, slots=True)
class BleedingClass:
    """The class that counts, what raised it, and whether something is not known that may raise it.

    `risk` is empty where the class of the procedure is not known.
    """

    risk: str
    raised_by: tuple[str, ...] = ()
    open_: bool = False

    @property
    def words(self) -> str:
        """The class, and why it is not the procedure's own."""
        own = self.risk or "not known"
        return f"{own}, raised by {', '.join(self.raised_by)}" if self.raised_by else own

    @property
    def input(self) -> Input:
        """The class as an input of a finding."""
        return Input("bleeding risk", self.words + (", factors not known" if self.open_ else ""))


def bleeding_class(
    facts: Facts, adopted_factors: frozenset[str], second: bool, maybe_second: bool
) -> BleedingClass:
    """Return the worst of the procedures' class and this patient's, by the adopted factors."""
    base, codes = facts.bleeding_risk, answer_codes(facts, FACTORS_ASKED)
    there = {FACTOR_CODES[code] for code in codes if code in FACTOR_CODES}
    there |= {_LEAD} if _has_lead(facts) else set()
    there |= (
        {FACTOR_CODES["surgery-radiation"]}
        if "yes" in answer_codes(facts, "papers.surgery")
        else set()
    )
    there |= {SECOND} if second else set()
    raising = tuple(sorted(there & adopted_factors))
    open_ = (not codes or bool(codes - FACTOR_CODES.keys() - {"none"})) and bool(
        adopted_factors - {SECOND}
    )
    open_ = open_ or (maybe_second and not second and SECOND in adopted_factors)
    return BleedingClass(_raised(base, raising), raising, open_ or bool(codes & NOBODY_KNOWS))


def _raised(base: str, raising: tuple[str, ...]) -> str:
    if not base or not raising:
        return base
    if _LEAD in raising:
        return RISKS[-1]
    return RISKS[min(RISKS.index(base) + 1, len(RISKS) - 1)]


def _has_lead(facts: Facts) -> bool:
    """Return whether the order places, pulls or feeds a lead or a catheter at the spine."""
    return any(Structure.LEAD in kind.structures or kind.family == "pump" for kind in facts.kinds)
