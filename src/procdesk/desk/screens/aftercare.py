"""Aftercare: the real pages, made from what happened, and what became of each paper."""

import hashlib
import json

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QWidget

from procdesk.desk.parts import spoken_time
from procdesk.desk.screens.page import Page
from procdesk.desk.screens.sheets import Sheets
from procdesk.desk.session import Session
from procdesk.desk.widgets.words import Words, clear, column, row
from procdesk.domain.case import Sheet
from procdesk.workflow import discharge
from procdesk.workflow.ledger import Outcome
from procdesk.workflow.refused import Refused

_STATES = {
    "made": "made, not printed yet",
    "sent": "sent to the printer",
    "handed_over": "handed over",
    "jammed": "jammed: its number is void",
    "voided": "void",
}
_PREVIEW_PX = 620


class AftercarePage(Page):
    """The pages at the right as they will be printed; what became of each at the left."""

    def __init__(self, session: Session, outcome: Outcome) -> None:
        super().__init__(session, outcome, "aftercare", "The papers to take home")
        self._sheets = Sheets(session)
        self._made: dict[str, bytes] = {}
        parts = row(gap=32)
        left = QWidget()
        self._left = column(left, 0, 12)
        parts.addWidget(left, 4)
        right = QWidget()
        self._right = column(right, 0, 16)
        parts.addWidget(right, 6)
        self.content.addLayout(parts)
        self.secondary("Save the papers as files", self._save)
        self.secondary("Print the papers", self._print)
        self.primary("Handed over to the patient", self._hand_over)
        self.show_outcome(outcome)

    def show_outcome(self, outcome: Outcome) -> None:
        """The state of each paper, and the pages themselves."""
        super().show_outcome(outcome)
        clear(self._left)
        clear(self._right)
        self._left.addWidget(Words("Papers of this visit", "question"))
        for sheet in outcome.case.sheets:
            at = spoken_time(sheet.recorded.at, self.session.zone)
            words = f"{sheet.kind.capitalize()} {sheet.number[:5]} {sheet.number[5:]}"
            self._left.addWidget(Words(words, "strong"))
            self._left.addWidget(Words(f"{_STATES.get(sheet.state, sheet.state)}, {at}", "hint"))
        if not outcome.case.sheets:
            self._left.addWidget(Words("None made yet. Printing makes them.", "hint"))
        self._show_reviewer()
        self._left.addStretch(1)
        self._show_preview()

    def _show_reviewer(self) -> None:
        by = self._sheets.reviewer(self.outcome)
        if by:
            self._left.addWidget(Words(f"Text reviewed by {by}", "met"))
        else:
            words = "This text is a draft that no physician reviewed: every page says so."
            self._left.addWidget(Words(words, "look"))

    def _show_preview(self) -> None:
        try:
            papers = self._sheets.preview(self.outcome)
        except Refused as refused:
            self._right.addWidget(Words(refused.words, "look"))
            return
        for name, pdf in papers.items():
            for number, image in enumerate(pictures_of(pdf, _PREVIEW_PX), 1):
                shown = Words("")
                shown.setPixmap(QPixmap.fromImage(image))
                shown.setAlignment(Qt.AlignmentFlag.AlignTop)
                shown.setAccessibleName(f"{name}, page {number}")
                self._right.addWidget(shown)

    def _papers(self) -> dict[str, bytes]:
        """The papers of this case, made and recorded once; a jammed one is made anew."""
        standing = {s.kind for s in self.outcome.case.sheets if s.state not in ("jammed", "voided")}
        session = self.session
        for kind in ("aftercare", "diary"):
            if kind not in standing or kind not in self._made:
                number = session.ledger.new_id()
                number, pdf, geometry = self._sheets.make(self.outcome, kind, number)
                told = json.loads(json.dumps(geometry))
                discharge.sheet_made(
                    session.ledger,
                    session.person,
                    self.case_id,
                    kind=kind,
                    number=number,
                    sha256=hashlib.sha256(pdf).hexdigest(),
                    geometry=told,
                )
                self._made[kind] = pdf
        self.outcome = session.ledger.outcome(self.case_id)
        return dict(self._made)

    def _latest(self, kind: str) -> Sheet:
        return next(one for one in reversed(self.outcome.case.sheets) if one.kind == kind)

    def _print(self) -> None:
        session = self.session

        def act() -> None:
            for kind, pdf in self._papers().items():
                problem = session.parts.print_pdf(pdf, f"{kind} {self.case_id[:6]}")
                if problem:
                    raise Refused(problem)
                number = self._latest(kind).number
                discharge.sheet_is(session.ledger, session.person, self.case_id, number, "sent")

        self.attempt(act)

    def _save(self) -> None:
        def act() -> None:
            for kind, pdf in self._papers().items():
                self._sheets.save(f"{kind}-{self.case_id[:6]}.pdf", pdf)

        if self.attempt(act):
            folder = self.session.parts.save_as("").parent
            self.band.show_words(f"Saved in {folder}.", "met")

    def _hand_over(self) -> None:
        session = self.session

        def act() -> None:
            waiting = [s for s in self.outcome.case.sheets if s.state in ("made", "sent")]
            if not waiting:
                raise Refused("Print or save the papers first.")
            for sheet in waiting:
                discharge.sheet_is(
                    session.ledger, session.person, self.case_id, sheet.number, "handed_over"
                )

        self.attempt(act)


def pictures_of(pdf: bytes, wide_px: int) -> list[QImage]:
    """Each page of a PDF as it will be printed."""
    import pypdfium2

    found = []
    with pypdfium2.PdfDocument(pdf) as document:
        for page in document:
            bitmap = page.render(scale=wide_px / page.get_width())
            image = QImage(
                bytes(bitmap.buffer),
                bitmap.width,
                bitmap.height,
                bitmap.stride,
                QImage.Format.Format_BGR888,
            )
            found.append(image.copy())
    return found
