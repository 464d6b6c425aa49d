"""Rows: allergies and medicines, asked one by one. What a feed says is only a proposal."""

from PySide6.QtWidgets import QFrame

from procdesk.desk.parts import spoken_day, spoken_time
from procdesk.desk.screens.page import Page
from procdesk.desk.session import Session
from procdesk.desk.widgets.button import Button
from procdesk.desk.widgets.choices import Choice, Choices
from procdesk.desk.widgets.field import Field
from procdesk.desk.widgets.words import Words, clear, column, row
from procdesk.domain.medication import Allergy, Confirmation, Medication
from procdesk.workflow import medicines
from procdesk.workflow.ledger import Outcome

_ANSWERS = {
    "allergies": ("Has it", "Does not have it"),
    "medicines": ("Takes it", "Does not take it"),
}


class RowsPage(Page):
    """One card a row with its answers; below, what else the patient names."""

    noun = ""

    def __init__(self, session: Session, outcome: Outcome, section: str, title: str) -> None:
        super().__init__(session, outcome, section, title)
        self._rows = column(gap=12)
        self.content.addLayout(self._rows)
        self.content.addWidget(Words(f"Another {self.noun}, as the patient says it", "question"))
        self.text = Field("Name")
        self.more = self.asked_too(self.noun)
        for one in (self.text, *self.more):
            self.content.addWidget(one)
        last = self.more[-1]
        if isinstance(last, Field):
            last.entered.connect(self._added)
        self._add = Button(f"Add this {self.noun}", icon="plus")
        self._add.clicked.connect(self._added)
        line = row()
        line.addWidget(self._add)
        line.addStretch(1)
        self.content.addLayout(line)
        self.keep("text", self.text)
        for number, one in enumerate(self.more):
            self.keep(f"more{number}", one)
        self.primary(f"The patient names no more {section}", self._no_more)
        self.show_outcome(outcome)

    def asked_too(self, name: str) -> tuple[Field | Choices, ...]:
        """What is asked of a row besides its name."""
        raise NotImplementedError

    def shown(self) -> tuple[Allergy | Medication, ...]:
        """The rows to ask about."""
        raise NotImplementedError

    def described(self, one: Allergy | Medication) -> str:
        """What is known of a row, in words."""
        raise NotImplementedError

    def confirm(
        self, one: Allergy | Medication | None, answer: Confirmation, more: tuple[str, ...]
    ) -> None:
        """Record one row. Raises TROUBLE."""
        raise NotImplementedError

    def show_outcome(self, outcome: Outcome) -> None:
        """All rows anew; what is typed below stays."""
        super().show_outcome(outcome)
        clear(self._rows)
        shown = self.shown()
        for one in shown:
            self._rows.addWidget(self._card(one))
        if not shown:
            self._rows.addWidget(Words(f"No {self.noun} is known from the feed.", "hint"))

    def _card(self, one: Allergy | Medication) -> QFrame:
        card = QFrame()
        card.setProperty("kind", "card")
        layout = column(card, 16, 12)
        head = row(gap=16)
        head.addWidget(Words(one.text, "question"), 1)
        head.addWidget(Words(self._state(one), "hint"))
        layout.addLayout(head)
        about = self.described(one)
        if about:
            layout.addWidget(Words(about, "hint"))
        more = self.asked_too(one.text) if one.confirmation is Confirmation.PROPOSED else ()
        for field in more:
            layout.addWidget(field)
        yes, no = _ANSWERS[self.section]
        answers = (
            Choice(Confirmation.CONFIRMED.value, yes),
            Choice(Confirmation.DENIED.value, no),
            Choice(Confirmation.UNKNOWN.value, "Nobody can say", unknown=True),
        )
        asked = Choices("", answers)
        asked.setAccessibleName(one.text)
        asked.name_answers(one.text)
        if one.confirmation is not Confirmation.PROPOSED:
            asked.put(one.confirmation.value)
        asked.edited.connect(
            lambda value: self._answered(one, value, tuple(field.text for field in more))
        )
        layout.addWidget(asked)
        return card

    def _state(self, one: Allergy | Medication) -> str:
        if one.confirmation is Confirmation.PROPOSED:
            return f"from {one.source}, not asked yet" if one.source else "not asked yet"
        by = self.session.ledger.clinic.name_of(one.by)
        return f"asked by {by} {spoken_time(one.at, self.session.zone)}" if one.at else by

    def _answered(self, one: Allergy | Medication, value: str, more: tuple[str, ...]) -> None:
        if not self.attempt(lambda: self.confirm(one, Confirmation(value), more)):
            self.show_outcome(self.outcome)

    def _added(self) -> None:
        more = tuple(field.text for field in self.more)
        if self.attempt(lambda: self.confirm(None, Confirmation.CONFIRMED, more)):
            for field in (self.text, *self.more):
                field.put("")
            self.text.setFocus()

    def _no_more(self) -> None:
        session = self.session
        if self.text.text:
            self.text.complain("Add it or clear it first.")
            self.complain("A name is typed below and not added yet.")
            return
        self.attempt(
            lambda: medicines.no_more(session.ledger, session.person, self.case_id, self.section)
        )


class AllergiesPage(RowsPage):
    """Allergies with their reactions."""

    noun = "allergy"

    def __init__(self, session: Session, outcome: Outcome) -> None:
        super().__init__(session, outcome, "allergies", "Allergies")

    def asked_too(self, name: str) -> tuple[Field | Choices, ...]:
        """The reaction."""
        return (Field(f"Reaction to {name}" if name != self.noun else "Reaction"),)

    def shown(self) -> tuple[Allergy | Medication, ...]:
        """This visit's rows, then what is registered."""
        return medicines.allergy_rows(self.session.ledger, self.outcome)

    def described(self, one: Allergy | Medication) -> str:
        """The reaction, and whether the name is recognised."""
        assert isinstance(one, Allergy)
        known = one.substance or one.confirmation is not Confirmation.CONFIRMED
        return ". ".join(filter(None, (one.reaction, "" if known else "Not recognised")))

    def confirm(
        self, one: Allergy | Medication | None, answer: Confirmation, more: tuple[str, ...]
    ) -> None:
        """Record the allergy as asked."""
        reaction = one.reaction if isinstance(one, Allergy) else ""
        medicines.confirm_allergy(
            self.session.ledger,
            self.session.person,
            self.case_id,
            row_id=one.id if one else "",
            text=one.text if one else self.text.text,
            reaction=(more[0] if more and more[0] else reaction),
            confirmation=answer,
        )


class MedicinesPage(RowsPage):
    """Medicines with dose and day of the last dose."""

    noun = "medicine"

    def __init__(self, session: Session, outcome: Outcome) -> None:
        super().__init__(session, outcome, "medicines", "Medicines")

    def asked_too(self, name: str) -> tuple[Field | Choices, ...]:
        """The dose as the patient takes it, and when the last one was."""
        of = f" of {name}" if name != self.noun else ""
        days = [Choice(key, words) for key, (words, _days) in medicines.LAST_DOSES.items()]
        days.append(Choice("unknown", "Nobody can say", unknown=True))
        return (Field(f"Dose{of}, as taken"), Choices(f"Last dose{of}", days, per_row=5))

    def shown(self) -> tuple[Allergy | Medication, ...]:
        """This visit's rows, then what is registered."""
        return medicines.medicine_rows(self.session.ledger, self.outcome)

    def described(self, one: Allergy | Medication) -> str:
        """Dose, last dose, and whether the name is recognised."""
        assert isinstance(one, Medication)
        last = one.last_dose.words
        if one.last_dose.latest_at:
            day = spoken_day(one.last_dose.latest_at, self.session.zone)
            last = f"{last or 'last dose'}, counted from {day}"
        known = one.ingredient or one.confirmation is not Confirmation.CONFIRMED
        return ". ".join(filter(None, (one.dose, last, "" if known else "Not recognised")))

    def confirm(
        self, one: Allergy | Medication | None, answer: Confirmation, more: tuple[str, ...]
    ) -> None:
        """Record the medicine as asked."""
        ledger = self.session.ledger
        told = more if more else ("", "")
        last = medicines.last_dose_on(told[1], "", ledger.now(), self.session.zone)
        before = one if isinstance(one, Medication) and not more else None
        medicines.confirm_medicine(
            ledger,
            self.session.person,
            self.case_id,
            row_id=one.id if one else "",
            text=one.text if one else self.text.text,
            dose=before.dose if before else told[0],
            last_dose=before.last_dose if before else last,
            confirmation=answer,
        )
