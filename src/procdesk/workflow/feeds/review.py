"""Review: the rules over what a bundle says of a patient, for a procedure, storing nothing.

Hazard: a silent pass. Whatever the bundle names goes to the same rules as in a room; what only
people in the room can say is left out of the findings and listed by its name.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from procdesk.domain.catalogue.catalogue import Reference
from procdesk.domain.catalogue.policy_set import PolicySet
from procdesk.domain.catalogue.problem_list import Problem
from procdesk.domain.clinic.clinic import Adoption, Clinic
from procdesk.domain.entry import Json
from procdesk.domain.feeds.bundle_record import BundleMeasurement, BundleRecord
from procdesk.domain.finding import Finding
from procdesk.domain.medicines.medication import Confirmation, Medication, Standing
from procdesk.domain.section_key import SectionKey
from procdesk.domain.visit.case import Answer, Case, Observation, Order, OrderedProcedure, Recorded
from procdesk.domain.visit.patient import Patient, Sex
from procdesk.rules.all import judge
from procdesk.rules.bleeding.bleeding_class import FACTORS_ASKED
from procdesk.rules.register import hazards
from procdesk.workflow.booking.ordering import Wanted
from procdesk.workflow.feeds.imported_medicines import that_count
from procdesk.workflow.feeds.reviewed_history import earlier, left_to_people

FAMILIES = (
    *("identity", "anticoagulant", "allergy", "glucose", "pregnancy", "infection", "implant"),
    *("vitals", "steroid", "local-anaesthetic", "exposure", "policy"),
)
"""The families of findings that a bundle can speak to."""

_FOR_PEOPLE_TO_SAY = "not in the bundle"
_FOR_PEOPLE = ("not-asked", "not-compared", "missing", "not-due")
"""Endings of findings that only say that nobody in a room asked or measured, or need not."""

LEFT_TO_PEOPLE = ("anticoagulant.agreement", "anticoagulant.bleeding-factors")
"""Findings that no bundle answers: a prescriber's agreement, surgery or anatomy at the site."""
_COUNTS_FOR = {"vitals": timedelta(hours=24), "diabetes": timedelta(hours=24)}
_LABS_COUNT_FOR = timedelta(days=90)
_LASTING = ("vitals.weight", "vitals.height", "diabetes.hba1c")
_CODES = {
    "8480-6": "vitals.systolic",
    "8462-4": "vitals.diastolic",
    "8867-4": "vitals.pulse",
    "2708-6": "vitals.spo2",
    "59408-5": "vitals.spo2",
    "8310-5": "vitals.temperature",
    "29463-7": "vitals.weight",
    "8302-2": "vitals.height",
    "2339-0": "diabetes.glucose",
    "2345-7": "diabetes.glucose",
    "41653-7": "diabetes.glucose",
    "14749-6": "diabetes.glucose",
    "15074-8": "diabetes.glucose",
    "4548-4": "diabetes.hba1c",
    "6301-6": "labs.inr",
    "34714-6": "labs.inr",
    "46418-0": "labs.inr",
    "777-3": "labs.platelets",
    "26515-7": "labs.platelets",
    "778-1": "labs.platelets",
    "2164-2": "labs.creatinine_clearance",
    "35591-7": "labs.creatinine_clearance",
    "33914-3": "labs.creatinine_clearance",
    "62238-1": "labs.creatinine_clearance",
    "98979-8": "labs.creatinine_clearance",
}
"""LOINC codes as our own; what is not here no rule reads."""
_UNITS = {
    "mm[Hg]": "mmHg",
    "[degF]": "°F",
    "Cel": "°C",
    "degC": "°C",
    "{ratio}": "1",
    "ratio": "1",
    "{INR}": "1",
}


@dataclass(frozen=True, slots=True)
class Reviewed:
    """The findings that a bundle gives rise to, and the keys that only people can answer."""

    findings: tuple[Finding, ...]
    not_in_bundle: tuple[str, ...]


def review(
    record: BundleRecord,
    wanted: Wanted,
    clinic: Clinic,
    reference: Reference,
    problems: Iterable[Problem],
    now: datetime,
) -> Reviewed:
    """Every finding about this patient for this procedure at this moment."""
    person = record.patient
    patient = Patient(
        id="bundle",
        name=person.name,
        birth_date=person.birth_date,
        sex=person.sex,
        identifiers=person.identifiers,
        deceased=bool(person.deceased),
    )
    case = _case(record, wanted, reference, tuple(problems), now)
    every = judge(case, patient, clinic, reference, now, earlier(record, now))
    past = left_to_people(record, reference)
    of_bundle = [
        _without_placeholders(finding)
        for finding in every
        if finding.key not in past and _speaks(finding, patient)
    ]
    if patient.deceased:
        return Reviewed(
            tuple(one for one in of_bundle if one.key == hazards.IDENTITY_DECEASED.key), ()
        )
    unanswered = (one.key for one in every if one.stops and not _speaks(one, patient))
    return Reviewed(tuple(of_bundle), tuple(dict.fromkeys((*unanswered, *LEFT_TO_PEOPLE, *past))))


def for_this_call(sets: Iterable[PolicySet], settings: dict[str, Json]) -> Clinic:
    """A clinic that goes by these sets, by nobody's signature: only for looking."""
    adopted = {
        rules.key: Adoption(
            name=rules.key,
            version=rules.version,
            sha256=rules.sha256,
            by="",
            by_name="nobody, for this review",
            at="",
            family=rules.family,
        )
        for rules in sets
    }
    return Clinic(settings=settings, policies=adopted)


def _speaks(finding: Finding, patient: Patient) -> bool:
    """Return whether the bundle gives rise to it, or the procedure does by an X-ray."""
    family, _, subject = finding.key.partition(".")
    if finding.key == hazards.PREGNANCY_NOT_ASKED.key:
        return patient.sex is not Sex.MALE
    return family in FAMILIES and subject not in _FOR_PEOPLE


def _without_placeholders(finding: Finding) -> Finding:
    """Return the finding less the inputs that only stand in for what people say in the room."""
    inputs = (one for one in finding.inputs if not one.value.startswith(_FOR_PEOPLE_TO_SAY))
    return replace(finding, inputs=tuple(inputs))


def _case(
    record: BundleRecord,
    wanted: Wanted,
    reference: Reference,
    problems: tuple[Problem, ...],
    now: datetime,
) -> Case:
    at = Recorded(entry_id="bundle", by="station", at=now, recorded_at=now)
    order = Order(
        procedures=(OrderedProcedure(wanted.key, "", wanted.targets, wanted.sedation),), recorded=at
    )
    answers = dict(_answers(record, problems, at))
    return Case(
        id="bundle",
        patient_id="bundle",
        order=order,
        answers=answers,
        observations=tuple(_observations(record.measured, now)),
        medications=tuple(_medicines(record, reference, now)),
        allergies=tuple(
            replace(allergy, confirmation=Confirmation.CONFIRMED)
            for allergy in record.patient.allergies or ()
        ),
    )


def _answers(
    record: BundleRecord, problems: tuple[Problem, ...], at: Recorded
) -> Iterator[tuple[str, tuple[Answer, ...]]]:
    codes_of: dict[tuple[str, str], list[Json]] = {(SectionKey.MEDICINES, FACTORS_ASKED): []}
    for problem in problems:
        if any(problem.named_in(one.text) for one in record.conditions):
            codes_of.setdefault((problem.section, problem.link_id), []).append(problem.answer)
    for (section, link_id), codes in codes_of.items():
        yield (
            link_id,
            (
                Answer(
                    section=section, link_id=link_id, value=codes or ["none"], form="", recorded=at
                ),
            ),
        )


def _observations(measured: Iterable[BundleMeasurement], now: datetime) -> Iterator[Observation]:
    """Yield what still counts: vital signs and glucose of the last day, labs of the last 90."""
    for measurement in measured:
        code = _CODES.get(measurement.loinc)
        if code is None or measurement.at is None or measurement.value is None:
            continue
        counts_for = _COUNTS_FOR.get(code.partition(".")[0], _LABS_COUNT_FOR)
        if code in _LASTING or now - counts_for <= measurement.at:
            at = Recorded(
                entry_id="bundle", by="station", at=measurement.at, recorded_at=measurement.at
            )
            yield Observation(
                code, measurement.value, _UNITS.get(measurement.unit, measurement.unit), at
            )


def _medicines(record: BundleRecord, reference: Reference, now: datetime) -> Iterator[Medication]:
    """Yield the medicines that may be taken. A request yields to a statement of a later dose."""
    rows = that_count(record.medications, record.conditions, reference, now)
    known = {row.id: reference.recognise(row.text) for row in rows}
    last: dict[str, datetime] = {}
    for row in rows:
        drug, taken_at = known[row.id], row.last_dose.latest_at
        if drug and taken_at and row.standing is not Standing.GIVEN:  # more may have been taken
            last[drug.key] = max(taken_at, last.get(drug.key, taken_at))
    for row in rows:
        drug = known[row.id]
        after = last.get(drug.key) if drug else None
        if row.last_dose.latest_at is None and row.at and after and row.at <= after:
            continue
        yield replace(
            row,
            ingredient=drug.key if drug else "",
            confirmation=_confirmation(row, reference),
            at=now,
            agreed_with=_FOR_PEOPLE_TO_SAY,
            agreed_on=now.date(),
        )


def _confirmation(row: Medication, reference: Reference) -> Confirmation:
    """Take a thinner as stopped only where the bundle says so with its last dose."""
    is_over = row.standing is Standing.STOPPED and row.last_dose.latest_at is not None
    stopped = is_over and bool(reference.thinners(row))
    return Confirmation.STOPPED if stopped else Confirmation.CONFIRMED
