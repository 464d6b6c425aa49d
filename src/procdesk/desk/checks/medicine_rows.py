"""Medicine rows: what is asked of a medicine, and how it is recorded."""

from procdesk.desk.pages.rows import RowAnswer, RowsPage
from procdesk.desk.session.environment import spoken_day
from procdesk.desk.widgets.choices import Choice, Choices
from procdesk.desk.widgets.field import Field
from procdesk.domain.medicines.medication import Confirmation, Medication
from procdesk.domain.visit.list_confirmation import medicine_rows
from procdesk.workflow.checks import medicines
from procdesk.workflow.ledger import Outcome


class MedicineRows(RowsPage[Medication]):
    """Medicines with dose and day of the last dose."""

    title = "Medicines"
    noun = "medicine"
    has = "Takes it"
    has_not = "Never took it"
    has_stopped = "Stopped it"
    ask_also = (
        "Ask also about what needs no prescription: aspirin, pain pills, fish oil, vitamin E, "
        "garlic, ginkgo, ginseng; and about injections and patches."
    )

    def rows(self, outcome: Outcome) -> tuple[Medication, ...]:
        return medicine_rows(outcome.case, outcome.patient)

    def asked_too(self, medicine: Medication | None) -> tuple[Field | Choices, ...]:
        of = f" of {medicine.text}" if medicine else ""
        days = [Choice(key, words) for key, (words, _days) in medicines.LAST_DOSES.items()]
        days.append(Choice("unknown", "Nobody can say", unknown=True))
        dose = Field(f"Dose{of}, as taken")
        dose.put(medicine.dose if medicine else "")
        last = Field(f"Last dose{of}, as said", hint="Sunday evening, yesterday 8 pm, 40 hours ago")
        return (dose, last, Choices(f"Or last dose{of}", days, per_row=5))

    def described(self, medicine: Medication) -> str:
        last = medicine.last_dose.words
        if medicine.last_dose.latest_at:
            day = spoken_day(medicine.last_dose.latest_at, self.session.zone)
            last = f"{last or 'last dose'}, counted from {day}"
        known = medicine.ingredient or medicine.confirmation is not Confirmation.CONFIRMED
        return ". ".join(filter(None, (medicine.dose, last, "" if known else "Not recognised")))

    def record_row(self, answer: RowAnswer[Medication]) -> object:
        """Record an answer; dose and day that were not asked anew stay as told before."""
        ledger, zone = self.session.ledger, self.session.zone
        if answer.row and not answer.more:
            dose, last = answer.row.dose, answer.row.last_dose
        else:
            dose, words, day = answer.more
            last = (
                medicines.last_dose_in_words(ledger, words)
                if words
                else medicines.last_dose_on(day, "", ledger.now(), zone)
            )
        return medicines.confirm_medicine(
            ledger,
            self.session.person,
            self.case_id,
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
