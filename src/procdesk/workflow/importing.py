"""Importing: what feeds say becomes the station's entries; a message twice changes nothing."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from procdesk.domain.entry import CLINIC, Json, Kind, case_subject, patient_subject
from procdesk.domain.feed import (
    BookingAct,
    BookingFacts,
    Facts,
    MergeFacts,
    Message,
    PatientFacts,
    Reading,
    VisitFacts,
)
from procdesk.domain.medication import Allergy, Medication
from procdesk.domain.patient import Identifier, Sex
from procdesk.domain.stage import End, Stage
from procdesk.workflow.ledger import FEED, Act, Ledger

_ENDS = {BookingAct.CANCEL: End.CANCELLED, BookingAct.NO_SHOW: End.NO_SHOW}
NOT_BEGUN = (Stage.BOOKED, Stage.ARRIVED)


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of one message: `duplicate`, `applied`, or `id re-used` (applied all the same)."""

    message: Message
    what: str


def take(ledger: Ledger, reading: Reading, file_sha256: str) -> tuple[Taken, ...]:
    """Apply every message of a reading, and keep what was set aside where people see it."""
    taken = tuple(_take(ledger, message) for message in reading.messages)
    _set_aside(ledger, reading, file_sha256)
    return taken


def _set_aside(ledger: Ledger, reading: Reading, file_sha256: str) -> None:
    known = {(e.body.get("file"), e.body.get("place")) for e in ledger.clinic.set_aside}
    acts = [
        Act(
            CLINIC,
            Kind.MESSAGE_SET_ASIDE,
            {"file": file_sha256, "place": one.place, "reason": one.reason},
        )
        for one in reading.set_aside
        if (file_sha256, one.place) not in known
    ]
    if acts:
        ledger.record(FEED, acts)


def _take(ledger: Ledger, message: Message) -> Taken:
    known = ledger.clinic.messages.get(f"{message.sender}|{message.message_id}", "")
    seen = set(known.split())
    if message.sha256 in seen:
        return Taken(message, "duplicate")
    received: dict[str, Json] = {
        "sender": message.sender,
        "message_id": message.message_id,
        "sha256": " ".join([*sorted(seen), message.sha256]),
        "kind": message.kind,
    }
    acts = [act for facts in message.facts for act in _acts(ledger, facts)]
    ledger.record(FEED, [*acts, Act(CLINIC, Kind.MESSAGE_RECEIVED, received)])
    return Taken(message, "id re-used" if seen else "applied")


def _acts(ledger: Ledger, facts: Facts) -> Iterable[Act]:
    match facts:
        case PatientFacts():
            return _registering(ledger, facts)[1]
        case VisitFacts():
            return _visiting(ledger, facts)
        case BookingFacts():
            return _booking(ledger, facts)
        case MergeFacts():
            return _merging(ledger, facts)


def _registering(ledger: Ledger, facts: PatientFacts) -> tuple[str, list[Act]]:
    """The patient's id, and what the message says that is not registered yet."""
    found = find_patient(ledger, facts.identifiers)
    patient_id = found or ledger.new_id()
    kind = Kind.PATIENT_UPDATED if found else Kind.PATIENT_REGISTERED
    return patient_id, [Act(patient_subject(patient_id), kind, patient_body(facts))]


def find_patient(ledger: Ledger, identifiers: Sequence[Identifier]) -> str:
    """The patient who has one of these numbers, an empty string if nobody has."""
    found = (ledger.journal.patient_with(one.value, one.system) for one in identifiers)
    patient_id = next(filter(None, found), "")
    return ledger.patient(patient_id).id if patient_id else ""


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


def _booking(ledger: Ledger, facts: BookingFacts) -> list[Act]:
    patient_id, acts = _registering(ledger, facts.patient)
    case_id = ledger.journal.case_of(facts.external_id)
    if facts.act in _ENDS:
        return acts + _ending(ledger, case_id, _ENDS[facts.act])
    if not case_id:
        return [*acts, _opening(ledger, patient_id, facts)]
    return [*acts, Act(case_subject(case_id), Kind.ORDER_SET, _moved(ledger, case_id, facts))]


def _moved(ledger: Ledger, case_id: str, facts: BookingFacts) -> dict[str, Json]:
    """What a later message changes. Another text is another order: a person says what it means.

    Once the procedure has begun, what is done is no longer what a schedule says.
    """
    moved: dict[str, Json] = {"scheduled_at": facts.scheduled_at.isoformat()}
    moved |= {"room": facts.room} if facts.room else {}
    text, case = facts.procedure_text, ledger.case(case_id)
    begun = case.stage.place >= Stage.PROCEDURE.place
    if text and text != case.procedure_text and not begun:
        unknown: Json = {"key": "", "text": text, "targets": []}
        moved |= {"procedure_text": text, "procedures": [unknown]}
    return moved


def _opening(ledger: Ledger, patient_id: str, facts: BookingFacts) -> Act:
    body: dict[str, Json] = {
        "patient_id": patient_id,
        "procedure_text": facts.procedure_text,
        "scheduled_at": facts.scheduled_at.isoformat(),
        "room": facts.room,
        "operator": facts.operator,
        "external_id": facts.external_id,
    }
    return Act(case_subject(ledger.new_id()), Kind.CASE_OPENED, body)


def _ending(ledger: Ledger, case_id: str, how: End) -> list[Act]:
    """A feed ends only what has not begun; once checks run, people decide."""
    if not case_id:
        return []
    case = ledger.case(case_id)
    if case.closed or case.stage not in NOT_BEGUN:
        return []
    body: dict[str, Json] = {"end": how.value, "reason": "told by the scheduling system"}
    return [Act(case_subject(case_id), Kind.CASE_ENDED, body)]


def _visiting(ledger: Ledger, facts: VisitFacts) -> list[Act]:
    patient_id, acts = _registering(ledger, facts.patient)
    if not facts.cancelled:
        return acts
    for case_id in ledger.journal.cases_of(patient_id):
        acts += _ending(ledger, case_id, End.CANCELLED)
    return acts


def _merging(ledger: Ledger, facts: MergeFacts) -> list[Act]:
    kept, acts = _registering(ledger, facts.kept)
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
