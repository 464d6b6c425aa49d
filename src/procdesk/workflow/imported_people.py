"""Imported people: who a feed means, and what it says of them that is registered."""

from collections.abc import Sequence
from dataclasses import replace

from procdesk.domain.entry import Json, Kind, patient_subject
from procdesk.domain.feed import MergeFacts, PatientFacts
from procdesk.domain.medication import Allergy, Medication
from procdesk.domain.patient import Identifier, Patient, Sex
from procdesk.workflow.ledger import Act, Ledger


class NotTaken(Exception):
    """A message that would do harm if it were applied; says what a person has to decide."""


def registering(ledger: Ledger, facts: PatientFacts) -> tuple[str, list[Act]]:
    """The patient's id, and what the message says as acts.

    Raises NotTaken where it is not clear that one person is meant.
    """
    today = ledger.now().astimezone(ledger.clinic.zone).date()
    if facts.birth_date and facts.birth_date > today:
        raise NotTaken("The birth date lies ahead. Correct it where the message comes from.")
    owners = _owners(ledger, facts.identifiers)
    if len(owners) > 1:
        raise NotTaken(
            "Its record numbers belong to different patients here. Find out who is meant; if they "
            "are one person, the records have to be merged first."
        )
    patient_id = next(iter(owners), "")
    if patient_id and _another_person(ledger.patient(patient_id), facts):
        raise NotTaken(
            "Its record number belongs here to a patient with another name and another birth date. "
            "Find out whose number it is, and correct it where the message comes from."
        )
    kind = Kind.PATIENT_UPDATED if patient_id else Kind.PATIENT_REGISTERED
    patient_id = patient_id or ledger.new_id()
    return patient_id, [Act(patient_subject(patient_id), kind, patient_body(facts))]


def _another_person(known: Patient, facts: PatientFacts) -> bool:
    """A name changes and a birth date is corrected; both at once are somebody else."""
    born = facts.birth_date and known.birth_date and facts.birth_date != known.birth_date
    return bool(born) and known.name.formal.casefold() != facts.name.formal.casefold()


def find_patient(ledger: Ledger, identifiers: Sequence[Identifier]) -> str:
    """The patient who has one of these numbers, an empty string if nobody has."""
    return next(iter(_owners(ledger, identifiers)), "")


def _owners(ledger: Ledger, identifiers: Sequence[Identifier]) -> tuple[str, ...]:
    """The patients who have these numbers, each once."""
    found = (ledger.journal.patient_with(one.value, one.system) for one in identifiers)
    return tuple(dict.fromkeys(ledger.patient(one).id for one in found if one))


def patient_body(facts: PatientFacts) -> dict[str, Json]:
    """What a feed says of a patient, as the body of an entry; what it does not say is left out."""
    numbers: list[Json] = [
        {"value": one.value, "system": one.system, "kind": one.kind} for one in facts.identifiers
    ]
    body: dict[str, Json] = {
        "family": facts.name.family,
        "given": facts.name.given,
        "identifiers": numbers,
    }
    told = {
        "sex": facts.sex.value if facts.sex is not Sex.UNKNOWN else "",
        "phone": facts.phone,
        "language": facts.language,
        "birth_date": facts.birth_date.isoformat() if facts.birth_date else "",
    }
    body.update({name: value for name, value in told.items() if value})
    if facts.deceased is not None:
        body["deceased"] = facts.deceased
    if facts.allergies is not None:
        body["allergies"] = [_allergy(one) for one in facts.allergies]
    if facts.medications is not None:
        body["medications"] = [_medication(one) for one in facts.medications]
    return body


def _allergy(one: Allergy) -> Json:
    return {"id": one.id, "text": one.text, "reaction": one.reaction, "source": one.source}


def _medication(one: Medication) -> Json:
    latest = one.last_dose.latest_at
    return {
        "id": one.id,
        "text": one.text,
        "source": one.source,
        "rxnorm": one.rxnorm,
        "last_dose": {
            "precision": one.last_dose.precision.value,
            "latest_at": latest.isoformat() if latest else "",
        },
    }


def merging(ledger: Ledger, facts: MergeFacts) -> list[Act]:
    """What it takes that two records of one person are one. Raises NotTaken."""
    own = tuple(one for one in facts.kept.identifiers if one not in facts.merged)
    facts = replace(facts, kept=replace(facts.kept, identifiers=own or facts.kept.identifiers))
    kept, acts = registering(ledger, facts.kept)
    gone = find_patient(ledger, facts.merged)
    numbers: list[Json] = [
        {"value": one.value, "system": one.system, "kind": one.kind} for one in facts.merged
    ]
    acts.append(Act(patient_subject(kept), Kind.PATIENT_UPDATED, {"identifiers": numbers}))
    if gone and gone != kept:
        acts.append(Act(patient_subject(kept), Kind.PATIENT_UPDATED, _known_of_both(ledger, facts)))
        acts.append(Act(patient_subject(gone), Kind.PATIENTS_MERGED, {"into": kept}))
    return acts


def _known_of_both(ledger: Ledger, facts: MergeFacts) -> dict[str, Json]:
    """What both records told: an allergy or a medicine of the one that goes is not lost."""
    gone = ledger.patient(find_patient(ledger, facts.merged))
    kept_id = find_patient(ledger, facts.kept.identifiers)
    kept = ledger.patient(kept_id) if kept_id else gone
    allergies = (*(facts.kept.allergies or kept.allergies), *gone.allergies)
    medicines = (*(facts.kept.medications or kept.medications), *gone.medications)
    return {
        "allergies": [_allergy(one) for one in dict.fromkeys(allergies)],
        "medications": [_medication(one) for one in dict.fromkeys(medicines)],
        **({"deceased": True} if gone.deceased else {}),
    }
