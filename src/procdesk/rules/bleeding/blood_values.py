"""Blood values: INR, platelets, kidney function with their age, by the clinic's limits."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Final

from procdesk.domain.catalogue.anticoagulant_hold import HoldSet
from procdesk.domain.finding import Finding, Input, Result
from procdesk.rules.facts.facts import Facts
from procdesk.rules.register import hazards
from procdesk.rules.register.hazard import Hazard

INR: Final = "labs.inr"
PLATELETS: Final = "labs.platelets"
CLEARANCE: Final = "labs.creatinine_clearance"

_UNITS: Mapping[str, Mapping[str, Decimal]] = {
    INR: {"1": Decimal(1), "{INR}": Decimal(1), "": Decimal(1)},
    PLATELETS: {
        **dict.fromkeys(("10*9/L", "10*3/uL", "10*3/µL", "G/L", "K/uL"), Decimal(1)),
        **dict.fromkeys(("/uL", "/µL", "10*6/L"), Decimal("0.001")),
    },
    CLEARANCE: {
        "mL/min": Decimal(1),
        "mL/s": Decimal(60),
        "L/h": Decimal(1000) / 60,
    },
}
"""Code -> unit -> factor to the first unit. A rate per 1.73 m² is another thing: not converted."""
_NAMES = {INR: "INR", PLATELETS: "Platelets", CLEARANCE: "Creatinine clearance"}


@dataclass(frozen=True, slots=True, kw_only=True)
class BloodValue:
    """A blood value in the unit of the rules; `problem` says in words why it cannot be used."""

    name: str
    amount: Decimal
    at: datetime | None
    problem: str
    inputs: tuple[Input, ...]


def value(facts: Facts, code: str) -> BloodValue:
    """Return the latest value of a code, or what is wrong with it."""
    name, latest = _NAMES[code], facts.case.latest(code)
    if latest is None:
        return BloodValue(
            name=name,
            amount=Decimal(0),
            at=None,
            problem=f"no {_small(name)} is recorded",
            inputs=(),
        )
    taken = latest.recorded.at
    words = (
        f"{latest.value} {latest.unit}" if latest.unit not in ("1", "{INR}") else str(latest.value)
    )
    shown = facts.input(name, f"{words}, taken {when(facts, taken)}", latest.recorded)
    factor, problem = _UNITS[code].get(latest.unit), ""
    if factor is None:
        problem = f"{_small(name)} is recorded in “{latest.unit}”, which is not converted"
    elif latest.value <= 0:
        problem = f"{_small(name)} {latest.value} is no value"
    elif taken > facts.now:
        problem = f"{_small(name)} is dated in the future, {when(facts, taken)}"
    return BloodValue(
        name=name, amount=latest.value * (factor or 1), at=taken, problem=problem, inputs=(shown,)
    )


def judged(facts: Facts, holds: HoldSet, code: str) -> tuple[Result, str, BloodValue]:
    """Judge one blood value by the limit of the adopted set, in words without a full stop."""
    blood, limit = value(facts, code), holds.limits.get(code.removeprefix("labs."))
    if blood.problem or blood.at is None:
        return Result.CANNOT_DECIDE, blood.problem, blood
    words = f"{_small(blood.name)} {blood.amount.normalize():f} of {when(facts, blood.at)}"
    if limit is None or limit.bound is None:
        return Result.CANNOT_DECIDE, f"{words}: the clinic has set no limit for it", blood
    above, bound = code == INR, limit.bound
    if blood.amount > bound if above else blood.amount < bound:
        return Result.NOT_MET, f"{words} is {'above' if above else 'below'} {bound}", blood
    if limit.most_hours is None:
        return Result.CANNOT_DECIDE, f"{words}: the clinic has not set how old it may be", blood
    if facts.now - blood.at > timedelta(hours=limit.most_hours):
        return Result.CANNOT_DECIDE, f"{words} is older than {limit.most_hours} h", blood
    return Result.MET, f"{words}, limit {bound}", blood


def findings(facts: Facts, holds: HoldSet | None) -> tuple[Finding, ...]:
    """Judge each measured INR and platelet count, also where no blood thinner is listed."""
    judged_as = {INR: hazards.ANTICOAGULANT_INR, PLATELETS: hazards.ANTICOAGULANT_PLATELETS}
    return tuple(
        _finding(facts, holds, code, hazard)
        for code, hazard in judged_as.items()
        if facts.case.latest(code)
    )


def _finding(facts: Facts, holds: HoldSet | None, code: str, hazard: Hazard) -> Finding:
    result, words, blood = judged(
        facts, holds or HoldSet(rows=(), limits={}, raised_by=frozenset()), code
    )
    return hazard.finding(
        result=result,
        sentence=f"{words[:1].upper()}{words[1:]}.",
        clears="Enter a newer value, or a physician decides with a reason.",
        inputs=blood.inputs,
    )


def when(facts: Facts, at: datetime) -> str:
    """Return "Mon 23 Nov 21:30", by the clinic's clock; with its year where it is another."""
    here = at.astimezone(facts.clinic.zone)
    year = "" if here.year == facts.now.astimezone(facts.clinic.zone).year else f" {here.year}"
    return f"{here:%a} {here.day} {here:%b}{year} {here:%H:%M}"


def _small(name: str) -> str:
    return name if name == "INR" else name.lower()
