"""Diary back: one page typed from the paper, line by line; what is computed with is typed twice."""

from itertools import pairwise

from PySide6.QtWidgets import QWidget

from procdesk.desk.pages.page import Page
from procdesk.desk.session.environment import spoken_day
from procdesk.desk.session.session import Session
from procdesk.desk.widgets.choices import Choices
from procdesk.desk.widgets.field import Field
from procdesk.desk.widgets.labels import Words, clear, column, row
from procdesk.domain.relief.diary import DiaryPage, Question
from procdesk.domain.visit.patient_reading import MARKED
from procdesk.workflow.after import diaries, follow_up
from procdesk.workflow.after.diaries import ExpectedPage, key_of
from procdesk.workflow.ledger import Outcome
from procdesk.workflow.refused import Refused

TITLES = {
    "diary-block": "Block diary",
    "diary-14-day": "14-day diary",
    "diary-weekly": "Weekly diary",
    "diary-stimulator": "Stimulator log",
}
_COLUMNS = 3
_HOW = (
    "Type each line as it is marked, a blank between the answers, - for one that is empty. A line "
    "without a mark stays empty. Times on paper were not observed."
)


class DiaryBackPage(Page):
    """The entry of a diary page by the number on its paper; none of another visit is taken."""

    def __init__(self, session: Session, outcome: Outcome, key: str) -> None:
        super().__init__(session, outcome, key, "A diary that came back")
        self._expected: ExpectedPage | None = None
        self.number = Field("Number on the diary", hint="typed, or its code scanned")
        self.number.entered.connect(self._find)
        self.number.left.connect(self._find)
        self.content.addWidget(self.number)
        self._state = column(self.content, gap=4)
        self._body = column(self.content, gap=14)
        self.lines: dict[str, Field] = {}
        self.again: dict[str, Field] = {}
        self.once: dict[str, Field | Choices] = {}
        self._once_again: dict[str, Field] = {}
        self.secondary("It cannot be read", lambda: self._enter("unreadable"))
        self.secondary("Nothing is marked on it", lambda: self._enter("empty"))
        self._button = self.primary("Enter this page", lambda: self._enter("read"))
        self.keep("number", self.number)
        self.show_outcome(outcome)

    def show_outcome(self, outcome: Outcome) -> None:
        """Show which pages are back, and which are still out."""
        super().show_outcome(outcome)
        clear(self._state)
        zone = self.session.zone
        for sheet in outcome.case.sheets:
            if sheet.pages and sheet.state == "handed_over":
                missing = follow_up.missing_pages(outcome.case, sheet)
                words = f"page {', '.join(map(str, missing))} still out" if missing else "all back"
                line = f"Diary {sheet.number[:5]} {sheet.number[5:]}: {words}"
                self._state.addWidget(Words(line, "strong" if missing else "met"))
        for back in outcome.case.diaries:
            by = self.session.ledger.clinic.name_of(back.recorded.by)
            day = spoken_day(back.recorded.at, zone)
            line = f"{TITLES[back.form]}, page {back.page}: entered {day} by {by}"
            self._state.addWidget(Words(f"{line}, {len(back.readings)} answers", "hint"))

    def take_code(self, text: str) -> None:
        """Find the page of a scanned code."""
        self.number.put(text)
        self._find()

    def put_draft(self, fields: dict[str, str]) -> None:
        """Show the page first, then what was typed in its lines."""
        super().put_draft({key: text for key, text in fields.items() if key == "number"})
        self._find()
        super().put_draft(fields)

    def _find(self) -> None:
        """Show the page of the number, if it is another than the one that is shown."""
        text, session = self.number.text, self.session
        shown = self._expected
        if not text or (shown is not None and text == shown.sheet.number):
            return
        try:
            expected = diaries.find(session.ledger, session.store_key, text)
        except Refused as refused:
            self.number.complain(refused.words)
            return
        if expected.case.id != self.case_id:
            self.number.complain("This diary is of another visit: enter it from Follow-up.")
            return
        self.show_expected(expected)

    def show_expected(self, expected: ExpectedPage) -> None:
        """Ask what this page asks."""
        self._ask_nothing()
        self._expected = expected
        self.number.put(expected.sheet.number)
        self.number.complain("")
        title = f"{TITLES[expected.page.form]}, page {expected.number}"
        self._body.addWidget(Words(title, "section"))
        if expected.sheet.state in ("jammed", "voided"):
            words = "This number was void; the paper belongs to this visit all the same."
            self._body.addWidget(Words(words, "look"))
        if expected.entered is not None:
            self._body.addWidget(Words("This page was entered before.", "look"))
        self._button.setText("Correct this page" if expected.entered else "Enter this page")
        self._button.setAccessibleName(self._button.text())
        self._body.addWidget(Words(_HOW, "hint"))
        self._ask(expected.page)
        next(iter(self.lines.values())).setFocus()

    def _ask_nothing(self) -> None:
        self._expected = None
        clear(self._body)
        for fields in (self.lines, self.again, self.once, self._once_again):
            for field in fields.values():
                self.forget(field)
            fields.clear()

    def _ask(self, page: DiaryPage) -> None:
        order = " · ".join(f"{one.words} ({one.hint})" for one in page.questions)
        self._body.addWidget(Words(f"Each line: {order}", "strong"))
        self._ask_lines(page)
        for question in page.questions:
            if question.twice:
                label = f"{question.words} once more, from the top down"
                field = Field(label, hint="with blanks between, - for an empty line")
                self._add(f"again.{question.code}", field)
                self.again[question.code] = field
        for question in page.last:
            self._ask_once(question)
        fields = [*self.lines.values(), *self.again.values()]
        for before, after in pairwise(fields):
            before.entered.connect(after.setFocus)

    def _ask_lines(self, page: DiaryPage) -> None:
        """Ask in columns, each read from the top down; Enter goes to the next line."""
        beside, rows = row(gap=24), -(-len(page.lines) // _COLUMNS)
        for first in range(0, len(page.lines), rows):
            downwards = column(gap=10)
            for line in page.lines[first : first + rows]:
                field = Field(line.label, check=lambda text: _problem(page.questions, text))
                downwards.addWidget(field)
                self.keep(f"line.{line.key}", field)
                self.lines[line.key] = field
            downwards.addStretch(1)
            beside.addLayout(downwards, 1)
        self._body.addLayout(beside)

    def _ask_once(self, question: Question) -> None:
        """Ask what the page asks once: a choice where it is words, twice where it is a number."""
        if question.code == MARKED:
            choices = Choices(question.words, dict(question.choices))
            self._add(f"once.{question.code}", choices)
            self.once[question.code] = choices
            return
        first, second = (
            Field(f"{question.words}{more}", check=lambda text: _problem((question,), text))
            for more in ("", ", once more")
        )
        self._add(f"once.{question.code}", first)
        self._add(f"again.{question.code}", second)
        self.once[question.code], self._once_again[question.code] = first, second

    def _add(self, key: str, field: Field | Choices) -> None:
        self._body.addWidget(field)
        self.keep(key, field)

    def _enter(self, state: str) -> None:
        def act() -> None:
            self._find()
            if self._expected is None:
                raise Refused("Type the number that stands on the diary.", field="number")
            typed, again = self._read_answers(self._expected.page)
            try:
                diaries.enter(
                    self.session.ledger,
                    self.session.person,
                    self._expected,
                    typed,
                    again,
                    state=state,
                    correcting=self._expected.entered is not None,
                )
            except Refused as refused:
                self._show_at(refused)
                raise

        if self.attempt(act):
            self._done()

    def _done(self) -> None:
        self._ask_nothing()
        self.number.put("")
        self.show_outcome(self.session.ledger.outcome(self.case_id))
        self.band.show_words("This page is entered.", "met")
        self.number.setFocus()

    def _read_answers(self, page: DiaryPage) -> tuple[dict[str, str], dict[str, str]]:
        """Return the answers once by line, and once more by question from the top down."""
        typed: dict[str, str] = {}
        again: dict[str, str] = {}
        for at, line in enumerate(page.lines):
            parts = self.lines[line.key].text.split()
            if len(parts) > len(page.questions):
                raise Refused(f"{line.label}: {len(parts)} answers for {len(page.questions)}.")
            typed |= {
                key_of(question, line): answer
                for question, answer in zip(page.questions, parts, strict=False)
            }
            for code, field in self.again.items():
                answers = field.text.split()
                if at < len(answers):
                    again[f"{code}/{line.key}"] = answers[at]
        typed |= {f"{code}/": one.text for code, one in self.once.items()}
        again |= {f"{code}/": one.text for code, one in self._once_again.items()}
        return typed, again

    def _show_at(self, refused: Refused) -> None:
        """Show the problem at its line too."""
        code, _, line = refused.field.partition("/")
        place: QWidget | None = self.lines.get(line) if line else self.once.get(code)
        if isinstance(place, Field):
            place.complain(refused.words)


def _problem(questions: tuple[Question, ...], text: str) -> str:
    """Return what is wrong with a line, in words; empty if nothing is."""
    parts = text.split()
    if len(parts) > len(questions):
        return f"{len(parts)} answers for {len(questions)}."
    for question, answer in zip(questions, parts, strict=False):
        if answer == "-":
            continue
        try:
            question.read(answer)
        except ValueError as problem:
            return str(problem)
    return ""
