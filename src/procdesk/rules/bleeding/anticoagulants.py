"""Blood thinners: recognised by name, judged by the clock of the set that the clinic adopted."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from procdesk.domain.catalogue.anticoagulant_hold import FAMILY, HoldSet
from procdesk.domain.catalogue.catalogue import PolicySet
from procdesk.domain.finding import Finding, Input, PolicyRef, Result
from procdesk.domain.medicines.medication import Confirmation, Medication
from procdesk.domain.visit.list_confirmation import medicine_rows
from procdesk.rules.bleeding import blood_values
from procdesk.rules.bleeding.bleeding_class import BleedingClass, bleeding_class
from procdesk.rules.bleeding.hold_clock import HoldClock, clock, still_works
from procdesk.rules.facts.asked_list import asked_row_by_row
from procdesk.rules.facts.facts import Facts
from procdesk.rules.register import hazards

_PHYSICIAN: Final = "A physician decides with a reason, agreed with the prescriber."
_WEIGHT = (Result.MET, Result.CANNOT_DECIDE, Result.NOT_MET)


@dataclass(frozen=True, slots=True)
class DrugClock:
    """One blood thinner of a case: its medicines, each with what the adopted row says of it.

    `clocks` is empty where no set is adopted.
    """

    drug: str
    medicines: tuple[Medication, ...]
    clocks: tuple[HoldClock, ...]
    risk: BleedingClass

    @property
    def result(self) -> Result:
        """The worst of its medicines."""
        if not self.clocks:
            return Result.CANNOT_DECIDE
        return max((one.result for one in self.clocks), key=_WEIGHT.index)

    @property
    def earliest(self) -> datetime | None:
        """The first moment that every medicine of it allows, None while one has none."""
        moments = [one.earliest for one in self.clocks if one.earliest]
        return max(moments) if moments and len(moments) == len(self.clocks) else None


def judge(facts: Facts) -> tuple[Finding, ...]:
    """Whether medicines were asked, and what the adopted set says of each blood thinner."""
    found = [_asked(facts)]
    unknown = [row for row in facts.case.recent_medications if not _recognised(facts, row)]
    if unknown:
        found.append(_not_recognised(facts, unknown))
    adopted = _adopted(facts)
    thinners = (_thinner(facts, one, adopted) for one in clocks(facts))
    return (*found, *thinners, *blood_values.findings(facts, adopted and adopted[0].holds))


def clocks(facts: Facts) -> tuple[DrugClock, ...]:
    """Every blood thinner of the case with its clock, in the order in which they were told."""
    taken: dict[str, list[Medication]] = {}
    for row in facts.case.recent_medications:
        for drug in facts.reference.thinners(row):
            taken.setdefault(drug, []).append(row)
    adopted = _adopted(facts)
    if adopted is None:
        risk = BleedingClass(facts.bleeding_risk)
        return tuple(DrugClock(drug, tuple(rows), (), risk) for drug, rows in taken.items())
    holds = adopted[0].holds
    working = {drug for drug, rows in taken.items() if _working(facts, holds, drug, rows)}
    return tuple(
        _drug_clock(facts, holds, drug, rows, working - {drug}) for drug, rows in taken.items()
    )


def _drug_clock(
    facts: Facts, holds: HoldSet, drug: str, rows: Iterable[Medication], others: set[str]
) -> DrugClock:
    second, maybe = (
        bool(others),
        any(not _recognised(facts, row) for row in facts.case.recent_medications),
    )
    risk = bleeding_class(facts, holds.raised_by, second, maybe)
    told = tuple(rows)
    found = (clock(facts, holds, drug, row, risk, second or maybe) for row in told)
    return DrugClock(drug, told, tuple(found), risk)


def _working(facts: Facts, holds: HoldSet, drug: str, rows: Iterable[Medication]) -> bool:
    """Whether a drug counts as another beside others, judged by itself at the highest class."""
    alone = BleedingClass("high")
    return any(still_works(clock(facts, holds, drug, row, alone, False), row) for row in rows)


def _recognised(facts: Facts, row: Medication) -> bool:
    """Whether every name in the text is a drug that this desk knows; an unknown key is not one."""
    known = facts.reference
    return row.ingredient in known.drugs or known.recognise(row.text) is not None


def _asked(facts: Facts) -> Finding:
    rows = medicine_rows(facts.case, facts.patient)
    not_asked = hazards.ANTICOAGULANT_NOT_ASKED
    return asked_row_by_row(facts, not_asked, "Medicines and blood thinners", rows)


def _not_recognised(facts: Facts, rows: list[Medication]) -> Finding:
    names = ", ".join(sorted(row.text for row in rows))
    return hazards.ANTICOAGULANT_NOT_RECOGNISED.finding(
        result=Result.CANNOT_DECIDE,
        sentence=f"Not recognised, so it may be a blood thinner: {names}.",
        clears=f"{_meant(facts, rows)}Write the medicine by its usual name, or a physician "
        "decides.",
        inputs=(_inputs(facts, row)[0] for row in sorted(rows, key=lambda row: row.id)),
    )


def _meant(facts: Facts, rows: Iterable[Medication]) -> str:
    """What the names may mean, as a question: it is taken only where a person says so."""
    meant = (one for row in rows for one in facts.reference.meant(row.text, row.rxnorm)[:1])
    told = ", ".join(dict.fromkeys(meant))
    return f"Did you mean {told}? " if told else ""


def _thinner(facts: Facts, one: DrugClock, adopted: tuple[PolicySet, str] | None) -> Finding:
    row = next((told.row for told in one.clocks if told.row and told.result is one.result), None)
    inputs = [each for medicine in one.medicines for each in _inputs(facts, medicine)]
    inputs += [each for told in one.clocks for each in told.inputs]
    return hazards.ANTICOAGULANT.about(one.drug).finding(
        result=one.result,
        sentence=_sentence(one),
        clears=_clears(facts, one),
        inputs=(*dict.fromkeys(inputs), one.risk.input),
        source=adopted[0].source if adopted else "",
        policy=PolicyRef(row.id, adopted[0].version, adopted[1]) if row and adopted else None,
    )


def _sentence(one: DrugClock) -> str:
    """What the row says of each medicine, the worst first."""
    plain = one.drug.replace("-", " ")
    if not one.clocks:
        told = _names(one.medicines)
        return f"{told}: {plain} is a blood thinner, and this clinic has not adopted a rule set."
    pairs = sorted(
        zip(one.medicines, one.clocks, strict=True),
        key=lambda pair: -_WEIGHT.index(pair[1].result),
    )
    said = (f"{_names((medicine,))}: {_named(plain, told)}." for medicine, told in pairs)
    return " ".join(said)


def _named(plain: str, told: HoldClock) -> str:
    """Which drug it is where no row was found, else what the row says."""
    return told.words if told.row else f"{plain} is a blood thinner, and {told.words}"


def _clears(facts: Facts, one: DrugClock) -> str:
    if one.result is Result.NOT_MET and one.earliest:
        at = blood_values.when(facts, one.earliest)
        return f"Start at or after {at}, or a physician decides with a reason."
    return _PHYSICIAN


_STATES: Mapping[Confirmation, str] = {
    Confirmation.UNKNOWN: " (nobody can say whether it is taken)",
    Confirmation.STOPPED: " (stopped)",
    Confirmation.DENIED: " (not taken any more)",
}


def _names(rows: Iterable[Medication]) -> str:
    """The rows as the patient names them."""
    return ", ".join(row.text + _STATES.get(row.confirmation, "") for row in rows)


def _adopted(facts: Facts) -> tuple[PolicySet, str] | None:
    chosen = facts.clinic.adopted(FAMILY)
    rules = facts.reference.policies.get(chosen.name) if chosen else None
    done = facts.clinic.adoption(rules) if rules else None
    return (rules, done.by_name) if rules and done else None


def _inputs(facts: Facts, row: Medication) -> tuple[Input, ...]:
    by = facts.clinic.name_of(row.by)
    last = row.last_dose.words or (
        row.last_dose.latest_at.isoformat() if row.last_dose.latest_at else "not known"
    )
    dose = ", ".join(filter(None, (row.text, row.dose, row.taken_as)))
    return Input("medicine", dose, row.at, by), Input("last dose", last, row.at, by)
