"""History: every entry of the case as it was recorded; what was corrected stays and shows."""

from PySide6.QtWidgets import QWidget

from procdesk.desk.pages.page import Page
from procdesk.desk.session.environment import spoken_time
from procdesk.desk.session.session import Session
from procdesk.desk.widgets.button import Button
from procdesk.desk.widgets.field import Field
from procdesk.desk.widgets.labels import Words, clear, column, row
from procdesk.domain.entry import Entry, Json, Kind
from procdesk.domain.visit.case import Case
from procdesk.workflow.case import amending
from procdesk.workflow.checks import site
from procdesk.workflow.ledger import Outcome

_KINDS = {
    Kind.CASE_OPENED: "Booked",
    Kind.ORDER_SET: "Order",
    Kind.ANSWERED: "Answer",
    Kind.MEASURED: "Measured",
    Kind.MEDICATION_RECORDED: "Medicine",
    Kind.ALLERGY_RECORDED: "Allergy",
    Kind.STATEMENT_MADE: "Site, as stated",
    Kind.CONFLICT_RESOLVED: "Which statement holds",
    Kind.ATTESTED: "Signed",
    Kind.OVERRIDDEN: "Decided with a reason",
    Kind.DRUG_GIVEN: "Drug given",
    Kind.EVENT_NOTED: "Noted",
    Kind.STAGE_ENTERED: "Stage entered",
    Kind.CALL_MADE: "Call",
    Kind.DIARY_RETURNED: "Diary back",
    Kind.DECIDED: "Decided",
    Kind.AMENDED: "Corrected",
    Kind.ENTERED_IN_ERROR: "Entered in error",
}
_SHOWN = (
    "code", "link_id", "value", "unit", "statement", "side", "regions", "targets", "words", "text",
    "dose", "reaction", "confirmation", "act", "drug", "strength", "volume_ml", "event", "stage",
    "meaning", "name", "target", "decision", "reason", "end", "kind", "number", "procedures",
    "call", "reached", "told", "sheet", "page", "state",
)  # fmt: skip
_CORRECTABLE = (
    Kind.ANSWERED,
    Kind.MEASURED,
    Kind.STATEMENT_MADE,
    Kind.DRUG_GIVEN,
    Kind.EVENT_NOTED,
    Kind.MEDICATION_RECORDED,
    Kind.ALLERGY_RECORDED,
    Kind.CALL_MADE,
    Kind.DIARY_RETURNED,
    Kind.DECIDED,
)


class HistoryPage(Page):
    """All entries, newest first; a wrong one is marked so, and none is ever taken away."""

    def __init__(self, session: Session, outcome: Outcome, key: str) -> None:
        super().__init__(session, outcome, key, "All entries of this case")
        self._rows = column(gap=6)
        if not site.may_be_read(outcome.case, session.person):
            text = "They name side and level: they show once the patient has said them."
            self.content.addWidget(Words(text, "body"))
            return
        self.reason = Field("Why an entry is wrong, in words")
        self.content.addWidget(self.reason)
        self.keep("reason", self.reason)
        self.content.addLayout(self._rows)
        self.show_outcome(outcome)

    def show_outcome(self, outcome: Outcome) -> None:
        """Draw all entries anew."""
        super().show_outcome(outcome)
        if not site.may_be_read(outcome.case, self.session.person):
            return
        clear(self._rows)
        for number, entry in reversed(list(enumerate(outcome.case.entries, 1))):
            self._rows.addWidget(self._row(number, entry, outcome.case))

    def _row(self, number: int, entry: Entry, case: Case) -> QWidget:
        holder = QWidget()
        layout = row(holder, 12)
        at = spoken_time(entry.recorded_at, self.session.zone)
        layout.addWidget(Words(f"{number}", "small", wraps=False))
        layout.addWidget(Words(at, "strong", wraps=False))
        words = Words(entry_words(entry), "body")
        if is_struck(entry, case):
            font = words.font()
            font.setStrikeOut(True)
            words.setFont(font)
        layout.addWidget(words, 1)
        if entry.late:
            done_at = spoken_time(entry.done_at, self.session.zone)
            layout.addWidget(Words(f"entered {at} for {done_at}", "look", wraps=False))
        by = self.session.ledger.clinic.name_of(entry.author)
        layout.addWidget(Words(by, "small", wraps=False))
        if entry.kind in _CORRECTABLE and not is_struck(entry, case):
            button = Button(f"Entry {number} is wrong")
            button.clicked.connect(lambda: self._strike(entry))
            layout.addWidget(button)
        return holder

    def _strike(self, entry: Entry) -> None:
        session, reason = self.session, self.reason.text
        recorded = self.attempt(
            lambda: amending.entered_in_error(
                session.ledger, session.person, self.case_id, entry.id, reason
            )
        )
        if recorded:
            self.reason.put("")


def is_struck(entry: Entry, case: Case) -> bool:
    """Return whether the entry was corrected or marked as entered in error."""
    corrected = {one.body.get("of") for one in case.entries if one.kind == Kind.AMENDED}
    return entry.id in case.in_error or entry.id in corrected


def entry_words(entry: Entry) -> str:
    """Return an entry in one line: its kind and what it says."""
    kind = next((words for key, words in _KINDS.items() if key == entry.kind), "")
    values = (entry.body.get(name) for name in _SHOWN)
    parts = [_plain(value) for value in values if _is_filled(value)]
    return f"{kind or str(entry.kind).replace('_', ' ').capitalize()}: {', '.join(parts)}"


def _is_filled(value: Json) -> bool:
    """Return whether a value says something: a no does, only what is empty does not."""
    return value is False or bool(value)


def _plain(value: Json) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dict):
        return ", ".join(_plain(one) for one in value.values() if _is_filled(one))
    if isinstance(value, list):
        return ", ".join(_plain(one) for one in value)
    return str(value).replace("_", " ")
