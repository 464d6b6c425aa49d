"""Medicines and allergies, confirmed row by row by a person. A form never holds them."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from procdesk.domain.entry import Json, Kind
from procdesk.domain.medicines.last_dose import read_last_dose
from procdesk.domain.medicines.medication import Allergy, Confirmation, LastDose, Precision
from procdesk.domain.medicines.not_understood import NotUnderstood
from procdesk.domain.section_key import SectionKey
from procdesk.domain.staff import CLINICAL, Staff
from procdesk.domain.visit.list_confirmation import allergy_rows, asked_to_end, medicine_rows
from procdesk.workflow.answers import answering_anew
from procdesk.workflow.ledger import Ledger, Outcome, case_act
from procdesk.workflow.refused import Refused
from procdesk.workflow.stages import allowed, still_open

LAST_DOSES = {
    "today": ("Today", 0),
    "yesterday": ("Yesterday", 1),
    "days": ("2–7 days ago", 2),
    "week": ("Over a week ago", 8),
}
"""The days by which a patient dates a last dose: key -> (words, fewest whole days ago)."""


def last_dose_on(day: str, words: str, now: datetime, zone: ZoneInfo) -> LastDose:
    """The last dose as told by day, counted from the latest moment it can have been."""
    if day not in LAST_DOSES:
        return LastDose(Precision.UNKNOWN, None, words)
    days = LAST_DOSES[day][1]
    if days == 0:
        return LastDose(Precision.DAY, now, words or LAST_DOSES[day][0])
    midnight = now.astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0)
    latest = midnight - timedelta(days=days - 1)
    return LastDose(Precision.DAY, latest, words or LAST_DOSES[day][0])


def last_dose_in_words(ledger: Ledger, words: str) -> LastDose:
    """The last dose in the patient's words, from the latest moment they mean. Raises Refused."""
    try:
        return read_last_dose(words, ledger.here(), ledger.clinic.date_order)
    except NotUnderstood as problem:
        raise Refused(str(problem), field="last_dose") from None


def confirm_medicine(  # a row has this many parts
    ledger: Ledger,
    person: Staff,
    case_id: str,
    *,
    row_id: str,
    text: str,
    dose: str,
    last_dose: LastDose,
    confirmation: Confirmation,
    rxnorm: str = "",
    taken_as: str = "",
    agreed_with: str = "",
    agreed_on: date | None = None,
    asked_at: datetime | None = None,
) -> Outcome:
    """Record one medicine as asked: taken, stopped, not taken, or nobody can say.

    `asked_at` is when the patient was asked, now if not given.
    """
    _may(ledger, person, case_id, text)
    drug = ledger.reference.recognise(text)
    body: dict[str, Json] = {
        "id": row_id or ledger.new_id(),
        "text": text.strip(),
        "ingredient": drug.key if drug else "",
        "dose": dose.strip(),
        "last_dose": {
            "precision": last_dose.precision.value,
            "latest_at": _iso(last_dose.latest_at),
            "words": last_dose.words,
        },
        "confirmation": confirmation.value,
        "source": "patient",
        "rxnorm": rxnorm,
        "taken_as": taken_as,
        "agreed_with": agreed_with.strip(),
        "agreed_on": agreed_on.isoformat() if agreed_on else "",
    }
    act = case_act(case_id, Kind.MEDICATION_RECORDED, body, done_at=asked_at)
    return ledger.act(person, case_id, act)


def confirm_allergy(  # a row has this many parts
    ledger: Ledger,
    person: Staff,
    case_id: str,
    *,
    row_id: str,
    text: str,
    reaction: str,
    confirmation: Confirmation,
) -> Outcome:
    """Record one allergy as asked."""
    _may(ledger, person, case_id, text)
    body: dict[str, Json] = {
        "id": row_id or ledger.new_id(),
        "text": text.strip(),
        "substance": ledger.reference.substance(text),
        "reaction": reaction.strip(),
        "confirmation": confirmation.value,
        "source": "patient",
    }
    return ledger.act(person, case_id, case_act(case_id, Kind.ALLERGY_RECORDED, body))


def renamed_allergy(
    ledger: Ledger, person: Staff, case_id: str, row: Allergy, name: str
) -> Outcome:
    """A person says what the allergy as written means; whether the patient has it stays as told."""
    return confirm_allergy(
        ledger,
        person,
        case_id,
        row_id=row.id,
        text=name[:1].upper() + name[1:],
        reaction=row.reaction,
        confirmation=row.confirmation,
    )


def no_more(ledger: Ledger, person: Staff, case_id: str, list_name: str) -> Outcome:
    """The patient was asked for anything else: `medicines` or `allergies` is complete.

    Raises Refused while a proposed row was not asked about.
    """
    outcome = ledger.outcome(case_id)
    rows = medicine_rows if list_name == SectionKey.MEDICINES else allergy_rows
    asked = rows(outcome.case, outcome.patient)
    open_rows = [row for row in asked if row.confirmation is Confirmation.PROPOSED]
    if open_rows:
        raise Refused(f"Ask about every row first: {len(open_rows)} still open.")
    allowed(person, CLINICAL, f"confirm the {list_name}")
    if asked_to_end(outcome.case, list_name):
        return outcome  # said again it is no change, and no signature may fall for it
    act = answering_anew(outcome.case, list_name, f"{list_name}.asked", "complete")
    return ledger.act(person, case_id, act)


def _may(ledger: Ledger, person: Staff, case_id: str, text: str) -> None:
    still_open(ledger, case_id)
    allowed(person, CLINICAL, "confirm medicines and allergies")
    if not text.strip():
        raise Refused("Write the name as the patient says it.", field="text")


def _iso(at: datetime | None) -> str:
    return at.isoformat() if at else ""
