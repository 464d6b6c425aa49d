"""More: what can be done with a case beside its stages."""

from functools import partial

from procdesk.desk.pages.beside import CLOSE, Beside
from procdesk.desk.pages.page import Page
from procdesk.desk.session.session import Session
from procdesk.desk.widgets.button import Button
from procdesk.desk.widgets.labels import Words, row
from procdesk.domain.section_key import SectionKey
from procdesk.domain.stage import Stage
from procdesk.workflow.ledger import Outcome

_PAPERS = (
    Beside.PAPERS_OF_CASE,
    "Papers of this case",
    "Label, preparation, consent, checklist, summary.",
)
WAYS = (
    (
        SectionKey.ORDER,
        "Change the order",
        "Procedure, side, level, operator, room, time; what it voids.",
    ),
    _PAPERS,
    (
        Beside.BACK_ENTRY,
        "Enter what was done on paper",
        "After a power cut: who saw it, and when.",
    ),
    (
        Beside.ENDING,
        "End this case",
        "Moved, did not come, cancelled, stopped, transferred, left.",
    ),
)
NEXT_VISIT = (
    Beside.NEXT_VISIT,
    "Book the next visit",
    "Another day for this patient; it stands on the sheet that is printed after it.",
)
LEFT = (
    NEXT_VISIT,
    (CLOSE, "Close this case", "The patient has left and nothing is open any more."),
    _PAPERS,
)
"""The ways on with a case after the patient has left."""


class MorePage(Page):
    """The ways beside the stages, each with what it is for."""

    def __init__(self, session: Session, outcome: Outcome, key: str) -> None:
        super().__init__(session, outcome, key, "What else?")
        for way, words, hint in _ways(outcome.case.stage):
            line = row(gap=24)
            button = Button(words, act=partial(self.leads.emit, way))
            button.setMinimumWidth(320)
            line.addWidget(button)
            line.addWidget(Words(hint, "hint"), 1)
            self.content.addLayout(line)


def _ways(stage: Stage) -> tuple[tuple[str, str, str], ...]:
    if stage is Stage.FOLLOW_UP:
        return LEFT
    return (NEXT_VISIT, *WAYS) if stage is Stage.DISCHARGE else WAYS
