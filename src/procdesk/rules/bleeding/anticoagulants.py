"""Blood thinners: recognised by name, judged by the clock of the set that the clinic adopted."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from procdesk.domain.catalogue.anticoagulant_hold import FAMILY, HoldSet
from procdesk.domain.catalogue.policy_set import PolicySet
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
    """Judge whether medicines were asked, and each blood thinner by the adopted set."""
    findings = [_asked(facts)]
    unknown = [row for row in facts.case.recent_medications if not _recognised(facts, row)]
    if unknown:
        findings.append(_not_recognised(facts, unknown))
    adopted = _adopted(facts)
    thinners = (_thinner(facts, one, adopted) for one in clocks(facts))
    return (*findings, *thinners, *blood_values.findings(facts, adopted and adopted[0].holds))


def clocks(facts: Facts) -> tuple[DrugClock, ...]:
    """Return every blood thinner of the case with its clock, in the order of the list."""
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
    maybe = any(not _recognised(facts, row) for row in facts.case.recent_medications)
    second = any(holds.raises_beside(_kinds(facts, other), facts.bleeding_risk) for other in others)
    risk = bleeding_class(facts, holds.raised_by, second, maybe)
    medicines = tuple(rows)
    hold_clocks = (clock(facts, holds, drug, row, risk, bool(others) or maybe) for row in medicines)
    return DrugClock(drug, medicines, tuple(hold_clocks), risk)


def _kinds(facts: Facts, key: str) -> frozenset[str]:
    """Return the kinds of a thinner, as its name in the list of medicines gives it."""
    rows = facts.case.recent_medications
    known = [
        facts.reference.drugs.get(key),
        *(d for r in rows for d in facts.reference.named_in(r.text)),
    ]
    return frozenset(kind for one in known if one and one.key == key for kind in one.kinds)


def _working(facts: Facts, holds: HoldSet, drug: str, rows: Iterable[Medication]) -> bool:
    """Return whether a drug counts beside others, judged by itself at the highest class."""
    alone = BleedingClass("high")
    return any(still_works(clock(facts, holds, drug, row, alone, False), row) for row in rows)


def _recognised(facts: Facts, row: Medication) -> bool:
    """Return whether the desk knows every name in the text, or judges it as the thinner it is."""
    drug = facts.reference.drugs.get(row.ingredient)
    return (drug is not None and drug.thins) or facts.reference.recognise(row.text) is not None


def _asked(facts: Facts) -> Finding:
    rows = medicine_rows(facts.case, facts.patient)
    not_asked = hazards.ANTICOAGULANT_NOT_ASKED
    return asked_row_by_row(facts, not_asked, "Medicines and blood thinners", rows)


def _not_recognised(facts: Facts, rows: list[Medication]) -> Finding:
    unclear = [row for row in rows if facts.reference.read(row.text).is_whole]
    unknown = [row for row in rows if row not in unclear]
    sentences = (
        f"{why}: {', '.join(sorted(row.text for row in those))}."
        for why, those in (
            ("Not recognised, so it may be a blood thinner", unknown),
            ("May change clotting or lower platelets, and no rule here judges it", unclear),
        )
        if those
    )
    writes = "Write the medicine by its usual name, or a physician decides."
    return hazards.ANTICOAGULANT_NOT_RECOGNISED.finding(
        result=Result.CANNOT_DECIDE,
        sentence=" ".join(sentences),
        clears=f"{_near_names(facts, rows)}{writes}" if unknown else _PHYSICIAN,
        inputs=(_inputs(facts, row)[0] for row in sorted(rows, key=lambda row: row.id)),
    )


def _near_names(facts: Facts, rows: Iterable[Medication]) -> str:
    """Ask whether near names are meant; they count only once a person has confirmed them."""
    near = (one for row in rows for one in facts.reference.meant(row.text, row.rxnorm)[:1])
    names = ", ".join(dict.fromkeys(near))
    return f"Did you mean {names}? " if names else ""


def _thinner(facts: Facts, thinner: DrugClock, adopted: tuple[PolicySet, str] | None) -> Finding:
    row = next(
        (one.row for one in thinner.clocks if one.row and one.result is thinner.result), None
    )
    inputs = [each for medicine in thinner.medicines for each in _inputs(facts, medicine)]
    inputs += [each for one in thinner.clocks for each in one.inputs]
    return hazards.ANTICOAGULANT.about(thinner.drug).finding(
        result=thinner.result,
        sentence=_sentence(thinner),
        clears=_clears(facts, thinner),
        inputs=(*dict.fromkeys(inputs), thinner.risk.input),
        source=adopted[0].source if adopted else "",
        policy=PolicyRef(row.id, adopted[0].version, adopted[1]) if row and adopted else None,
    )


def _sentence(thinner: DrugClock) -> str:
    """Return the row's words on each medicine, the worst first."""
    plain = thinner.drug.replace("-", " ")
    if not thinner.clocks:
        names = _names(thinner.medicines)
        return f"{names}: {plain} is a blood thinner, and this clinic has not adopted a rule set."
    pairs = sorted(
        zip(thinner.medicines, thinner.clocks, strict=True),
        key=lambda pair: -_WEIGHT.index(pair[1].result),
    )
    sentences = (f"{_names((medicine,))}: {_words_for(plain, hold)}." for medicine, hold in pairs)
    return " ".join(sentences)


def _words_for(plain: str, hold: HoldClock) -> str:
    """Return the row's words; where there is no row, name the drug before the reason."""
    return hold.words if hold.row else f"{plain} is a blood thinner, and {hold.words}"


def _clears(facts: Facts, thinner: DrugClock) -> str:
    if thinner.result is Result.NOT_MET and thinner.earliest:
        at = blood_values.when(facts, thinner.earliest)
        return f"Start at or after {at}, or a physician decides with a reason."
    return _PHYSICIAN


_STATES: Mapping[Confirmation, str] = {
    Confirmation.UNKNOWN: " (nobody can say whether it is taken)",
    Confirmation.STOPPED: " (stopped)",
    Confirmation.DENIED: " (not taken any more)",
}


def _names(rows: Iterable[Medication]) -> str:
    """Return the rows as the patient names them."""
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
