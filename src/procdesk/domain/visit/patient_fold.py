"""fold(entries) -> Patient: what is registered about one person. Pure and total."""

from collections.abc import Iterable
from dataclasses import replace

from procdesk.domain.entry import Entry, Kind
from procdesk.domain.visit.body_values import Body, allergy_from, day_from, medication_from
from procdesk.domain.visit.case_fold import NOT_UNDERSTOOD
from procdesk.domain.visit.patient import Identifier, Name, Patient, Sex


def fold_patient(entries: Iterable[Entry]) -> Patient:
    """Return the patient that these entries make. Never raises. Bodies: docs/journal.md."""
    entries = tuple(entries)
    patient = Patient(id=entries[0].subject.id if entries else "")
    for entry in entries:
        try:
            patient = _take(patient, entry)
        except NOT_UNDERSTOOD:
            patient = replace(patient, not_understood=(*patient.not_understood, entry))
    return patient


def knowing_all(patient: Patient, records: Iterable[Patient]) -> Patient:
    """Return the patient with the allergies and medicines of every record; dead if one says so."""
    records = tuple(records)
    return replace(
        patient,
        deceased=any(one.deceased for one in records),
        allergies=tuple(dict.fromkeys(row for one in records for row in one.allergies)),
        medications=tuple(dict.fromkeys(row for one in records for row in one.medications)),
    )


def _take(patient: Patient, entry: Entry) -> Patient:
    body: Body = dict(entry.body)
    match entry.kind:
        case Kind.PATIENT_REGISTERED | Kind.PATIENT_UPDATED:
            return _registered(patient, body)
        case Kind.PATIENTS_MERGED:
            return replace(patient, merged_into=str(body["into"]))
        case Kind.VIEWED | Kind.EXPORTED:
            return patient
    raise KeyError(entry.kind)


def _registered(patient: Patient, body: Body) -> Patient:
    """Return the patient after an update: absent keys leave the patient as is."""
    return Patient(
        id=patient.id,
        name=Name(body.get("family", patient.name.family), body.get("given", patient.name.given)),
        birth_date=day_from(body["birth_date"]) if "birth_date" in body else patient.birth_date,
        sex=Sex(body.get("sex", patient.sex)),
        identifiers=_identifiers(patient, body),
        phone=body.get("phone", patient.phone),
        language=body.get("language", patient.language),
        deceased=bool(body.get("deceased", patient.deceased)),
        allergies=tuple(map(allergy_from, body["allergies"]))
        if "allergies" in body
        else patient.allergies,
        medications=tuple(map(medication_from, body["medications"]))
        if "medications" in body
        else patient.medications,
    )


def _identifiers(patient: Patient, body: Body) -> tuple[Identifier, ...]:
    identifiers = [
        Identifier(identifier["value"], identifier.get("system", ""), identifier.get("kind", ""))
        for identifier in body.get("identifiers", ())
    ]
    return tuple(dict.fromkeys((*patient.identifiers, *identifiers)))
