"""Identity: two identifiers as the patient says them; the program compares."""

import re
from datetime import date

from procdesk.desk.pages.page import Page
from procdesk.desk.session.session import Session
from procdesk.desk.widgets.choices import Choice, Choices
from procdesk.desk.widgets.field import Field
from procdesk.desk.widgets.labels import Words, in_pairs
from procdesk.desk.widgets.one_line import OneLine
from procdesk.workflow.booking import arrival
from procdesk.workflow.ledger import Outcome


def birth_date_problem(text: str) -> str:
    """Return what is wrong with a typed birth date, in words; empty if nothing is."""
    return "" if read_date(text) else "Write it as 1958-03-14 or 03/14/1958."


def read_date(text: str) -> date | None:
    """Return a date typed as ISO or as month/day/year, None if it is neither."""
    try:
        if "/" in text:
            month, day, year = (int(part) for part in text.split("/"))
            return date(year, month, day)
        return date.fromisoformat(text)
    except ValueError:
        return None


def name_and_birth(text: str) -> list[str]:
    """Split a line before its first digit: into a name and a birth date."""
    digit = re.search(r"\d", text)
    at = digit.start() if digit else len(text)
    return [text[:at].strip(" ,"), text[at:].strip()]


class IdentityPage(Page):
    """The patient's identifiers as said; what is registered stays hidden until both are in."""

    def __init__(self, session: Session, outcome: Outcome, key: str) -> None:
        super().__init__(session, outcome, key, "Who is here?")
        text = "Ask: “What is your full name, and when were you born?” Do not read them out."
        self.content.addWidget(Words(text, "hint"))
        self.name = Field("Full name, as said")
        self.birth = Field("Birth date, as said", hint="1958-03-14", check=birth_date_problem)
        self.mrn = Field("Record number, typed or scanned (may stay empty)")
        self.line = OneLine(
            ("Full name", "birth date"), "Ruth Abernathy 1958-03-14", name_and_birth
        )
        self.line.typed.connect(self._fill_fields)
        self.line.entered.connect(self._compare_when_complete)
        self.content.addWidget(self.line)
        self.content.addLayout(in_pairs((self.name, self.birth, self.mrn), 24))
        methods = [Choice(one, one.capitalize()) for one in arrival.METHODS]
        for key, field in (("name", self.name), ("birth", self.birth), ("mrn", self.mrn)):
            self.keep(key, field)
        self.method = self.ask("method", Choices("How was it checked?", methods, per_row=2))
        self.name.entered.connect(self.birth.setFocus)
        self.birth.entered.connect(self._compare_when_complete)
        self.method.edited.connect(self._compare_when_complete)
        self.primary("Compare with the booking", self._compare)

    def _fill_fields(self, parts: list[str]) -> None:
        self.name.put(parts[0])
        self.birth.put(parts[1])
        self.start_draft()

    def take_wristband(self, number: str) -> None:
        """Enter a scanned wristband: its number, and how it was checked."""
        self.mrn.put(number)
        self.method.put("scanned wristband")
        self.birth.setFocus()
        self.start_draft()

    def _compare_when_complete(self) -> None:
        """Compare once two identifiers, and how they were checked, are in."""
        if not self.method.text:
            self.method.setFocus()
        elif len(self._identifiers().kinds) > 1:
            self._compare()

    def _identifiers(self) -> arrival.Identifiers:
        return arrival.Identifiers(self.name.text, read_date(self.birth.text), self.mrn.text)

    def _compare(self) -> None:
        if self.birth.problem():
            self.lead_to(self.birth)
            return
        if not self.method.text:
            self.method.complain("Say how it was checked.")
            self.complain("Say how the identifiers were checked.")
            return
        identifiers = arrival.with_method(self._identifiers(), self.method.text)
        self.record(arrival.confirm_identity, identifiers)
