"""Scores: what recovery offers and what was scored, and the page that asks one score."""

from functools import partial

from PySide6.QtWidgets import QGridLayout, QWidget

from procdesk.desk.pages.form import FormPage
from procdesk.desk.pages.page import Page
from procdesk.desk.session.environment import spoken_time
from procdesk.desk.session.session import Session
from procdesk.desk.widgets.button import Button
from procdesk.desk.widgets.labels import Words, clear, column, row
from procdesk.domain.section_key import SectionKey
from procdesk.domain.visit.case import Case
from procdesk.workflow.ledger import Outcome
from procdesk.workflow.recovery import scores
from procdesk.workflow.sections import Section


class ScoreStrip(QWidget):
    """The scores on the recovery page, each with its times, and a button for each."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self._page = page
        layout = column(self, 0, 12)
        self._scored = column(layout, gap=4)
        self._offered = row(layout, gap=8)
        self._shown: tuple[Section, ...] = ()

    def show_case(self, case: Case) -> None:
        """Draw anew what was scored and what is offered."""
        clear(self._scored)
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        for place, score in enumerate(scores.SCORES):
            for at, words in enumerate(self._row(case, score.section)):
                grid.addWidget(Words(words, "strong" if at else "small"), place, at)
        grid.setColumnStretch(1, 1)
        self._scored.addLayout(grid)
        ledger = self._page.session.ledger
        offered = scores.offered(case, ledger.reference, ledger.clinic)
        if offered != self._shown:
            self._shown = offered
            self._offer(offered)

    def _offer(self, offered: tuple[Section, ...]) -> None:
        clear(self._offered)
        self._offered.addWidget(Words("Score", "question", wraps=False))
        for section in offered:
            lead = partial(self._page.leads.emit, section.key)
            self._offered.addWidget(Button(section.title, act=lead))
        self._offered.addStretch(1)

    def _row(self, case: Case, section: Section) -> tuple[str, ...]:
        """Return the cells of a score; none if nobody scored it."""
        words = score_words(self._page.session, case, section.key)
        return (section.title, words) if words else ()


class ScorePage(FormPage):
    """One score: empty at each opening; its total stands once every part is answered."""

    def __init__(self, session: Session, outcome: Outcome, key: str) -> None:
        super().__init__(session, outcome, key)
        self.view.clear_inputs()
        self.buttons[0].setText("Record this score")
        self.secondary("Back to recovery", self._back)
        self.buttons.reverse()
        before = score_words(session, outcome.case, key)
        self.above.addWidget(Words(f"Scored: {before}" if before else "Not scored yet.", "hint"))
        self.recorded.connect(self._back)

    def _answered(self) -> None:
        """Lead to the button: the total is read before it is recorded."""
        self.buttons[-1].setFocus()

    def _back(self) -> None:
        self.leads.emit(SectionKey.RECOVERY)


def score_words(session: Session, case: Case, key: str) -> str:
    """Return every complete score with its time, and what the last asks for, or that it is open.

    Empty if nobody scored it.
    """
    if scores.is_open(case, key):
        return "recorded with parts not assessed, so it has no total"
    rows = scores.scored(case, key)
    line = " · ".join(f"{spoken_time(at, session.zone)} {words}" for at, words in rows)
    return ". ".join(filter(None, (line, scores.asks_for(case, key))))
