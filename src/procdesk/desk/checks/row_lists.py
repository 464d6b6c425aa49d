"""Row lists: what is asked of an allergy and of a medicine, and how each is recorded."""

from procdesk.desk.pages.rows import RowAnswer, RowList
from procdesk.desk.session.environment import spoken_day
from procdesk.desk.session.session import Session
from procdesk.desk.widgets.choices import Choice, Choices
from procdesk.desk.widgets.field import Field
from procdesk.domain.medicines.medication import Allergy, Confirmation, Medication
from procdesk.domain.section_key import SectionKey
from procdesk.domain.visit.list_confirmation import allergy_rows, medicine_rows
from procdesk.workflow.checks import medicines
from procdesk.workflow.ledger import Outcome


def _reaction(allergy: Allergy | None) -> tuple[Field | Choices, ...]:
    field = Field(f"Reaction to {allergy.text}" if allergy else "Reaction")
    field.put(allergy.reaction if allergy else "")
    return (field,)


def _about_allergy(_session: Session, allergy: Allergy) -> str:
    known = allergy.substance or allergy.confirmation is not Confirmation.CONFIRMED
    return ". ".join(filter(None, (allergy.reaction, "" if known else "Not recognised")))


def _record_allergy(session: Session, case_id: str, answer: RowAnswer[Allergy]) -> Outcome:
    """Record an answer; a reaction that was not asked anew stays as told before."""
    before = answer.row.reaction if answer.row else ""
    return medicines.confirm_allergy(
        session.ledger,
        session.person,
        case_id,
        row_id=answer.row.id if answer.row else "",
        text=answer.text,
        reaction=answer.more[0] if answer.more else before,
        confirmation=answer.answer,
    )


ALLERGIES = RowList(
    section=SectionKey.ALLERGIES,
    title="Allergies",
    noun="allergy",
    has="Has it",
    has_not="Does not have it",
    has_stopped="",
    ask_also="Ask also about latex, chlorhexidine, iodine, contrast, numbing drugs, steroid, tape.",
    rows=lambda outcome: allergy_rows(outcome.case, outcome.patient),
    asked_too=_reaction,
    described=_about_allergy,
    record=_record_allergy,
)
"""Allergies with their reactions."""


def _dose_and_day(medicine: Medication | None) -> tuple[Field | Choices, ...]:
    of = f" of {medicine.text}" if medicine else ""
    days = [Choice(key, words) for key, (words, _days) in medicines.LAST_DOSES.items()]
    days.append(Choice("unknown", "Nobody can say", unknown=True))
    dose = Field(f"Dose{of}, as taken")
    dose.put(medicine.dose if medicine else "")
    last = Field(f"Last dose{of}, as said", hint="Sunday evening, yesterday 8 pm, 40 hours ago")
    return (dose, last, Choices(f"Or last dose{of}", days, per_row=5))


def _about_medicine(session: Session, medicine: Medication) -> str:
    last = medicine.last_dose.words
    if medicine.last_dose.latest_at:
        day = spoken_day(medicine.last_dose.latest_at, session.zone)
        last = f"{last or 'last dose'}, counted from {day}"
    known = medicine.ingredient or medicine.confirmation is not Confirmation.CONFIRMED
    return ". ".join(filter(None, (medicine.dose, last, "" if known else "Not recognised")))


def _record_medicine(session: Session, case_id: str, answer: RowAnswer[Medication]) -> Outcome:
    """Record an answer; dose and day that were not asked anew stay as told before."""
    ledger = session.ledger
    if answer.row and not answer.more:
        dose, last = answer.row.dose, answer.row.last_dose
    else:
        dose, words, day = answer.more
        now, zone = ledger.now(), session.zone
        last = (
            medicines.last_dose_in_words(words, now, zone)
            if words
            else medicines.last_dose_on(day, "", now, zone)
        )
    return medicines.confirm_medicine(
        ledger,
        session.person,
        case_id,
        row_id=answer.row.id if answer.row else "",
        text=answer.text,
        dose=dose,
        last_dose=last,
        confirmation=answer.answer,
        rxnorm=answer.row.rxnorm if answer.row else "",
        taken_as=answer.row.taken_as if answer.row else "",
        agreed_with=answer.row.agreed_with if answer.row else "",
        agreed_on=answer.row.agreed_on if answer.row else None,
    )


MEDICINES = RowList(
    section=SectionKey.MEDICINES,
    title="Medicines",
    noun="medicine",
    has="Takes it",
    has_not="Never took it",
    has_stopped="Stopped it",
    ask_also="Ask also about what needs no prescription: aspirin, pain pills, fish oil, vitamin E, "
    "garlic, ginkgo, ginseng; and about injections and patches.",
    rows=lambda outcome: medicine_rows(outcome.case, outcome.patient),
    asked_too=_dose_and_day,
    described=_about_medicine,
    record=_record_medicine,
)
"""Medicines with dose and day of the last dose."""
