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


def _reaction(one: Allergy | None) -> tuple[Field | Choices, ...]:
    field = Field(f"Reaction to {one.text}" if one else "Reaction")
    field.put(one.reaction if one else "")
    return (field,)


def _about_allergy(_session: Session, one: Allergy) -> str:
    known = one.substance or one.confirmation is not Confirmation.CONFIRMED
    return ". ".join(filter(None, (one.reaction, "" if known else "Not recognised")))


def _record_allergy(session: Session, case_id: str, told: RowAnswer[Allergy]) -> Outcome:
    """What was asked anew counts; where nothing was, the reaction stays as told before."""
    before = told.row.reaction if told.row else ""
    return medicines.confirm_allergy(
        session.ledger,
        session.person,
        case_id,
        row_id=told.row.id if told.row else "",
        text=told.text,
        reaction=told.more[0] if told.more else before,
        confirmation=told.answer,
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


def _dose_and_day(one: Medication | None) -> tuple[Field | Choices, ...]:
    of = f" of {one.text}" if one else ""
    days = [Choice(key, words) for key, (words, _days) in medicines.LAST_DOSES.items()]
    days.append(Choice("unknown", "Nobody can say", unknown=True))
    dose = Field(f"Dose{of}, as taken")
    dose.put(one.dose if one else "")
    said = Field(f"Last dose{of}, as said", hint="Sunday evening, yesterday 8 pm, 40 hours ago")
    return (dose, said, Choices(f"Or last dose{of}", days, per_row=5))


def _about_medicine(session: Session, one: Medication) -> str:
    last = one.last_dose.words
    if one.last_dose.latest_at:
        day = spoken_day(one.last_dose.latest_at, session.zone)
        last = f"{last or 'last dose'}, counted from {day}"
    known = one.ingredient or one.confirmation is not Confirmation.CONFIRMED
    return ". ".join(filter(None, (one.dose, last, "" if known else "Not recognised")))


def _record_medicine(session: Session, case_id: str, told: RowAnswer[Medication]) -> Outcome:
    """What was asked anew counts; where nothing was, dose and day stay as told before."""
    ledger = session.ledger
    if told.row and not told.more:
        dose, last = told.row.dose, told.row.last_dose
    else:
        dose, said, day = told.more
        now, zone = ledger.now(), session.zone
        last = (
            medicines.last_dose_in_words(said, now, zone)
            if said
            else medicines.last_dose_on(day, "", now, zone)
        )
    return medicines.confirm_medicine(
        ledger,
        session.person,
        case_id,
        row_id=told.row.id if told.row else "",
        text=told.text,
        dose=dose,
        last_dose=last,
        confirmation=told.answer,
        rxnorm=told.row.rxnorm if told.row else "",
        taken_as=told.row.taken_as if told.row else "",
        agreed_with=told.row.agreed_with if told.row else "",
        agreed_on=told.row.agreed_on if told.row else None,
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
