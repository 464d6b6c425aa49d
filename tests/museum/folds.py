"""Case, patient and clinic as plain JSON, in words that outlive the names of our classes.

What is empty is left out. Names of classes and fields may change here; the JSON may not.
"""

import hashlib
import json
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any

from procdesk.domain.clinic.clinic import Adoption, Clinic
from procdesk.domain.medicines.medication import Allergy, Medication
from procdesk.domain.staff import Staff
from procdesk.domain.targets.target import target_text
from procdesk.domain.visit.case import Attestation, Case, Recorded
from procdesk.domain.visit.patient import Patient
from procdesk.domain.visit.patient_reading import PatientReading


def digest(value: Any) -> str:
    """A short hash of something long, by its canonical JSON; empty for what is empty."""
    if not value:
        return ""
    text = json.dumps(value, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def row(**parts: Any) -> dict[str, Any]:
    """An object of JSON without its empty parts."""
    values = {name: plain(part) for name, part in parts.items()}
    return {name: value for name, value in values.items() if not _is_empty(value)}


def _is_empty(value: Any) -> bool:
    """Zero is a value."""
    return value is None or value is False or value in ("", [], {})


def plain(part: Any) -> Any:
    """A value as JSON: times and days in ISO 8601, decimals as text, sets in order."""
    match part:
        case Enum():
            return part.value
        case datetime() | date():
            return part.isoformat()
        case Decimal():
            return str(part)
        case frozenset():
            return sorted(map(plain, part))
        case tuple() | list():
            return [plain(one) for one in part]
    return part


def case_json(case: Case) -> dict[str, Any]:
    """One visit: stage, ends, order, answers, observations, statements and all that was done."""
    return row(
        patient=case.patient_id,
        procedure_text=case.procedure_text,
        external_id=case.external_id,
        visit=case.visit,
        account=case.account,
        stage=case.stage,
        end=row(end=case.end, reason=case.end_reason, answers=dict(case.end_answers)),
        order=_order(case),
        stages=[row(stage=stage, **_by(recorded)) for stage, recorded in case.stages],
        **_asked(case),
        **_done(case),
        **_after(case),
        items=dict(case.items),
        entries=len(case.entries),
        not_understood=[entry.id for entry in case.not_understood],
        in_error=case.in_error,
    )


def _by(recorded: Recorded) -> dict[str, Any]:
    return row(
        entry=recorded.entry_id,
        by=recorded.by,
        at=recorded.at,
        recorded_at=recorded.recorded_at if recorded.recorded_at != recorded.at else None,
        amends=recorded.amends,
        paper_seen_by=recorded.paper_seen_by,
    )


def _order(case: Case) -> dict[str, Any]:
    order = case.order
    return row(
        procedures=[
            row(
                key=procedure.key,
                text=procedure.text,
                targets=[target_text(target) for target in procedure.targets],
                sedation=procedure.sedation,
            )
            for procedure in order.procedures
        ],
        words=order.words,
        operator=order.operator,
        room=order.room,
        scheduled_at=order.scheduled_at,
        proposed=dict(order.proposed),
        transitional=order.transitional,
        recorded=_by(order.recorded) if order.recorded else {},
    )


def _asked(case: Case) -> dict[str, Any]:
    """Return the answers, values and statements of people."""
    return {
        "answers": {
            link_id: [
                {"value": answer.value}
                | row(section=answer.section, form=answer.form, **_by(answer.recorded))
                for answer in heads
            ]
            for link_id, heads in sorted(case.answers.items())
        },
        "observations": [
            row(code=fact.code, value=fact.value, unit=fact.unit, **_by(fact.recorded))
            for fact in case.observations
        ],
        "medicines": [medicine_json(medicine) for medicine in case.medications],
        "allergies": [allergy_json(allergy) for allergy in case.allergies],
        "statements": {
            kind.value: [
                row(
                    side=statement.side,
                    regions=statement.regions,
                    targets=[target_text(target) for target in statement.targets],
                    words=statement.words,
                    said_by=statement.said_by,
                    **_by(statement.recorded),
                )
                for statement in heads
            ]
            for kind, heads in sorted(case.statements.items())
        },
    }


def _done(case: Case) -> dict[str, Any]:
    """Return the signatures, decisions and acts of the day."""
    return {
        "signatures": [_signature(case, attestation) for attestation in case.attestations],
        "overrides": [
            row(
                finding=override.finding_key,
                code=override.reason_code,
                reason=override.reason,
                inputs=override.inputs_digest,
                stood_in=override.stood_in,
                **_by(override.recorded),
            )
            for override in case.overrides
        ],
        "drugs": [
            row(
                act=dose.act,
                drug=dose.drug,
                strength=dose.strength,
                volume_ml=dose.volume_ml,
                lot=dose.lot,
                expiry=dose.expiry,
                target=dose.target,
                route=dose.route,
                gtin=dose.gtin,
                **_by(dose.recorded),
            )
            for dose in case.drugs
        ],
        "events": [
            row(event=event.event, text=event.text, **_by(event.recorded)) for event in case.events
        ],
    }


def _signature(case: Case, attestation: Attestation) -> dict[str, Any]:
    rests_on = {item: list(ids) for item, ids in attestation.rests_on.items()}
    return row(
        meaning=attestation.meaning,
        user=attestation.user,
        name=attestation.name,
        role=attestation.role,
        rests_on=digest(rests_on),
        changed_since=case.changed_since(attestation),
        signature=digest(attestation.signature),
        **_by(attestation.recorded),
    )


def _after(case: Case) -> dict[str, Any]:
    """Papers, and what came back after the visit."""
    return {
        "sheets": [
            row(
                number=sheet.number,
                kind=sheet.kind,
                sha256=sheet.sha256,
                state=sheet.state,
                pages=[digest(page) for page in sheet.pages],
                handed_over_at=sheet.handed_over_at,
                **_by(sheet.recorded),
            )
            for sheet in case.sheets
        ],
        "calls": [
            row(
                call=call.kind,
                reached=call.reached,
                answers=dict(call.answers),
                text=call.text,
                readings=_readings(call.readings),
                **_by(call.recorded),
            )
            for call in case.calls
        ],
        "diaries": [
            row(
                sheet=back.sheet,
                form=back.form,
                page=back.page,
                state=back.state,
                readings=_readings(back.readings),
                **_by(back.recorded),
            )
            for back in case.diaries
        ],
        "decisions": [
            row(
                about=decision.about,
                decision=decision.decision,
                reason=decision.reason,
                **_by(decision.recorded),
            )
            for decision in case.decisions
        ],
    }


def _readings(readings: Iterable[PatientReading]) -> list[str]:
    """Each as one line: moment, code, value, source, and whether staff saw it."""
    return [
        f"{mark.at.isoformat()} {mark.code} {mark.value} {mark.source}{' observed' * mark.observed}"
        for mark in readings
    ]


def medicine_json(medicine: Medication) -> dict[str, Any]:
    """A medicine with its last dose."""
    return row(
        id=medicine.id,
        text=medicine.text,
        ingredient=medicine.ingredient,
        dose=medicine.dose,
        last_dose=row(
            precision=medicine.last_dose.precision,
            latest_at=medicine.last_dose.latest_at,
            words=medicine.last_dose.words,
        ),
        confirmation=medicine.confirmation,
        source=medicine.source,
        by=medicine.by,
        at=medicine.at,
        rxnorm=medicine.rxnorm,
        taken_as=medicine.taken_as,
        agreed_with=medicine.agreed_with,
        agreed_on=medicine.agreed_on,
    )


def allergy_json(allergy: Allergy) -> dict[str, Any]:
    """An allergy and how sure it is."""
    return row(
        id=allergy.id,
        text=allergy.text,
        substance=allergy.substance,
        reaction=allergy.reaction,
        confirmation=allergy.confirmation,
        source=allergy.source,
        by=allergy.by,
        at=allergy.at,
    )


def patient_json(patient: Patient) -> dict[str, Any]:
    """A person as registered."""
    return row(
        family=patient.name.family,
        given=patient.name.given,
        birth_date=patient.birth_date,
        sex=patient.sex,
        identifiers=[
            row(value=number.value, system=number.system, kind=number.kind)
            for number in patient.identifiers
        ],
        phone=patient.phone,
        language=patient.language,
        deceased=patient.deceased,
        merged_into=patient.merged_into,
        allergies=[allergy_json(allergy) for allergy in patient.allergies],
        medicines=[medicine_json(medicine) for medicine in patient.medications],
        not_understood=[entry.id for entry in patient.not_understood],
    )


def clinic_json(clinic: Clinic, settings: Iterable[str]) -> dict[str, Any]:
    """Staff, the settings that the journal holds (not our defaults), and what was adopted."""
    return row(
        staff={user: _staff(person) for user, person in sorted(clinic.staff.items())},
        settings={name: clinic.settings[name] for name in sorted(set(settings))},
        policies={name: _adoption(one) for name, one in sorted(clinic.policies.items())},
        adoptions=[f"{one.name} {one.at}" for one in clinic.adoptions],
        texts={name: _adoption(one) for name, one in sorted(clinic.texts.items())},
        forms={name: digest(text) for name, text in sorted(clinic.forms.items())},
        known_texts=dict(clinic.known_texts),
        procedures=sorted(clinic.procedures),
        messages=dict(clinic.messages),
        set_aside=[entry.id for entry in clinic.set_aside],
        not_understood=[entry.id for entry in clinic.not_understood],
    )


def _staff(person: Staff) -> dict[str, Any]:
    return row(
        name=person.name,
        roles=person.roles,
        active=person.active,
        key=digest(person.public_key),
        added_at=person.added_at,
    )


def _adoption(adoption: Adoption) -> dict[str, Any]:
    return row(
        version=adoption.version,
        sha256=adoption.sha256,
        by=adoption.by,
        name=adoption.by_name,
        at=adoption.at,
        signature=digest(adoption.signature),
        family=adoption.family,
        values=dict(adoption.values),
        rows=digest([dict(one) for one in adoption.rows]),
        text=digest(adoption.text),
        beside=[adoption.beside_version, adoption.beside_sha256] if adoption.beside_sha256 else [],
    )
