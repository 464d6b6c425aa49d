"""Imported people: who a feed means, and what it says of them that is registered."""

from collections.abc import Sequence
from dataclasses import replace

from procdesk.domain.entry import Json, Kind, patient_subject
from procdesk.domain.feeds.feed import MergeFacts, PatientFacts
from procdesk.domain.medicines.medication import Allergy, Medication
from procdesk.domain.visit.patient import Identifier, Patient, Sex
from procdesk.workflow.feeds.imported_medicines import that_count
from procdesk.workflow.ledger import Act, Ledger


class NotTaken(Exception):
    """A message that would do harm if it were applied; says what a person has to decide."""


def registering(ledger: Ledger, facts: PatientFacts) -> tuple[str, list[Act]]:
    """The patient's id, and what the message says as acts.

    Raises NotTaken where it is not clear that one person is meant.
    """
    today = ledger.today()
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
    return patient_id, [
        Act(
            subject=patient_subject(patient_id),
            kind=kind,
            body=patient_body(_with_medicines_that_count(ledger, facts)),
        )
    ]


def _with_medicines_that_count(ledger: Ledger, facts: PatientFacts) -> PatientFacts:
    """Return the facts with the medicines to ask about; none where the feed says nothing of any."""
    if facts.medications is None and not facts.conditions:
        return facts
    rows = that_count(facts.medications or (), facts.conditions, ledger.reference, ledger.now())
    unlike = {(row.text, row.source): row for row in rows}
    return replace(facts, medications=tuple(unlike.values()) or None)


def _another_person(known: Patient, facts: PatientFacts) -> bool:
    """A name changes and a birth date is corrected; both at once are somebody else."""
    born = facts.birth_date and known.birth_date and facts.birth_date != known.birth_date
    return bool(born) and known.name.formal.casefold() != facts.name.formal.casefold()


def find_patient(ledger: Ledger, identifiers: Sequence[Identifier]) -> str:
    """The patient who has one of these numbers, an empty string if nobody has."""
    return next(iter(_owners(ledger, identifiers)), "")


def _owners(ledger: Ledger, identifiers: Sequence[Identifier]) -> tuple[str, ...]:
    """The patients who have these numbers, each once."""
    ids = (ledger.journal.patient_with(one.value, one.system) for one in identifiers)
    return tuple(dict.fromkeys(ledger.patient(one).id for one in ids if one))


def patient_body(facts: PatientFacts) -> dict[str, Json]:
    """Return the body of an entry from what a feed says of a patient, without what it omits."""
    numbers: list[Json] = [
        {"value": identifier.value, "system": identifier.system, "kind": identifier.kind}
        for identifier in facts.identifiers
    ]
    body: dict[str, Json] = {
        "family": facts.name.family,
        "given": facts.name.given,
        "identifiers": numbers,
    }
    optional = {
        "sex": facts.sex.value if facts.sex is not Sex.UNKNOWN else "",
        "phone": facts.phone,
        "language": facts.language,
        "birth_date": facts.birth_date.isoformat() if facts.birth_date else "",
    }
    body.update({name: value for name, value in optional.items() if value})
    if facts.deceased is not None:
        body["deceased"] = facts.deceased
    if facts.allergies is not None:
        body["allergies"] = [_allergy(one) for one in facts.allergies]
    if facts.medications is not None:
        body["medications"] = [_medication(one) for one in facts.medications]
    return body


def _allergy(allergy: Allergy) -> Json:
    return {
        "id": allergy.id,
        "text": allergy.text,
        "reaction": allergy.reaction,
        "source": allergy.source,
    }


def _medication(medication: Medication) -> Json:
    latest = medication.last_dose.latest_at
    return {
        "id": medication.id,
        "text": medication.text,
        "source": medication.source,
        "rxnorm": medication.rxnorm,
        "last_dose": {
            "precision": medication.last_dose.precision.value,
            "latest_at": latest.isoformat() if latest else "",
        },
    }


def merging(ledger: Ledger, facts: MergeFacts) -> list[Act]:
    """Return the acts that make two records of one person one. Raises NotTaken."""
    own = tuple(one for one in facts.survivor.identifiers if one not in facts.merged)
    facts = replace(
        facts, survivor=replace(facts.survivor, identifiers=own or facts.survivor.identifiers)
    )
    survivor_id, acts = registering(ledger, facts.survivor)
    gone = find_patient(ledger, facts.merged)
    numbers: list[Json] = [
        {"value": identifier.value, "system": identifier.system, "kind": identifier.kind}
        for identifier in facts.merged
    ]
    acts.append(
        Act(
            subject=patient_subject(survivor_id),
            kind=Kind.PATIENT_UPDATED,
            body={"identifiers": numbers},
        )
    )
    if gone and gone != survivor_id:
        acts.append(
            Act(
                subject=patient_subject(survivor_id),
                kind=Kind.PATIENT_UPDATED,
                body=_known_of_both(ledger, facts),
            )
        )
        acts.append(
            Act(
                subject=patient_subject(gone), kind=Kind.PATIENTS_MERGED, body={"into": survivor_id}
            )
        )
    return acts


def _known_of_both(ledger: Ledger, facts: MergeFacts) -> dict[str, Json]:
    """Return what both records say: no allergy or medicine of the one that goes is lost."""
    gone = ledger.patient(find_patient(ledger, facts.merged))
    kept_id = find_patient(ledger, facts.survivor.identifiers)
    survivor = ledger.patient(kept_id) if kept_id else gone
    allergies = (*(facts.survivor.allergies or survivor.allergies), *gone.allergies)
    medicines = (*(facts.survivor.medications or survivor.medications), *gone.medications)
    return {
        "allergies": [_allergy(one) for one in dict.fromkeys(allergies)],
        "medications": [_medication(one) for one in dict.fromkeys(medicines)],
        **({"deceased": True} if gone.deceased else {}),
    }
