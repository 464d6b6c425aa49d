"""Procedure record: needle, image, drugs, end, as they happen; then the physician's note."""

from decimal import Decimal

from PySide6.QtWidgets import QGridLayout

from procdesk.desk.parts import spoken_time
from procdesk.desk.screens.consent import picked, pickers
from procdesk.desk.screens.page import Page
from procdesk.desk.session import Session
from procdesk.desk.widgets.button import Button
from procdesk.desk.widgets.choices import Choice, Choices
from procdesk.desk.widgets.field import Field
from procdesk.desk.widgets.sign_panel import SignPanel
from procdesk.desk.widgets.words import Words, clear, column, line, row
from procdesk.domain.case import Case, Recorded
from procdesk.domain.staff import PHYSICIAN_ONLY
from procdesk.domain.stage import StatementKind
from procdesk.domain.target import as_words
from procdesk.questionnaire.values import Implausible, number
from procdesk.rules.site import told
from procdesk.workflow import procedure, site
from procdesk.workflow.ledger import Outcome

EVENTS = {"needle_in": "Needle in", "needle_out": "Needle out"}


class ProcedurePage(Page):
    """One column in the order in which it happens; what happened stands below."""

    def __init__(self, session: Session, outcome: Outcome) -> None:
        super().__init__(session, outcome, "procedure-record", "Procedure record")
        self.content.addWidget(Words(as_words(outcome.case.order.targets), "section"))
        self._happened = column(gap=4)
        self._image()
        self.content.addWidget(line())
        self._drug()
        self.content.addWidget(line())
        self.content.addWidget(Words("What happened", "question"))
        self.content.addLayout(self._happened)
        self._in = self.secondary("Needle in now", lambda: self._note("needle_in"))
        self._out = self.primary("Needle out now", lambda: self._note("needle_out"))
        self.show_outcome(outcome)

    def show_outcome(self, outcome: Outcome) -> None:
        """The list of what happened, newest last, with its time."""
        super().show_outcome(outcome)
        clear(self._happened)
        told_ = happened(outcome.case)
        for recorded, words in told_:
            one = row(gap=16)
            at = spoken_time(recorded.at, self.session.zone)
            one.addWidget(Words(at, "strong", wraps=False))
            one.addWidget(Words(words, "body"), 1)
            by = self.session.ledger.clinic.name_of(recorded.by)
            one.addWidget(Words(by, "small", wraps=False))
            self._happened.addLayout(one)
        if not told_:
            self._happened.addWidget(Words("Nothing yet.", "hint"))

    def _image(self) -> None:
        self.content.addWidget(Words("Where the image shows the needle", "question"))
        text = "Read it from the picture, before the treatment dose."
        self.content.addWidget(Words(text, "hint"))
        self._pickers = pickers(self.session, self.outcome.case)
        for at, one in enumerate(self._pickers):
            self.content.addWidget(one)
            self.keep(f"image{at}", one)
        self._put("Record what the image shows", self._seen)

    def _drug(self) -> None:
        self.content.addWidget(Words("Drug as given", "question"))
        acts = [Choice(one, one.capitalize()) for one in procedure.ACTS]
        self.act = Choices("Given for", acts, per_row=4)
        self.drug = Field("Drug")
        self.strength = Field("Strength", hint="0.5 %")
        self.volume = Field("Volume", unit="mL", check=_volume_problem)
        self.lot = Field("Lot (may stay empty)")
        self.expiry = Field("Expiry (may stay empty)", hint="2027-04")
        self.content.addWidget(self.act)
        grid = QGridLayout()
        grid.setSpacing(16)
        fields = (self.drug, self.strength, self.volume, self.lot, self.expiry)
        for at, one in enumerate(fields):
            grid.addWidget(one, at // 3, at % 3)
            self.keep(one.label, one)
        self.keep("act", self.act)
        self.content.addLayout(grid)
        self._put("Record this drug", self._given)

    def _put(self, words: str, act: object) -> None:
        button = Button(words)
        button.clicked.connect(act)
        one = row()
        one.addWidget(button)
        one.addStretch(1)
        self.content.addLayout(one)

    def _note(self, event: str) -> None:
        session = self.session
        self.attempt(lambda: procedure.note(session.ledger, session.person, self.case_id, event))

    def _seen(self) -> None:
        session, targets = self.session, picked(self._pickers)
        self.attempt(
            lambda: site.image_shows(session.ledger, session.person, self.case_id, targets)
        )

    def _given(self) -> None:
        if self.volume.problem():
            self.lead_to(self.volume)
            return
        session = self.session
        volume_ml = number(self.volume.text) if self.volume.text else None
        recorded = self.attempt(
            lambda: procedure.give(
                session.ledger,
                session.person,
                self.case_id,
                act=self.act.text,
                drug=self.drug.text,
                strength=self.strength.text,
                volume_ml=volume_ml,
                lot=self.lot.text,
                expiry=self.expiry.text,
            )
        )
        if recorded:
            for one in (self.act, self.drug, self.strength, self.volume, self.lot, self.expiry):
                one.put("")


def _volume_problem(text: str) -> str:
    try:
        return "" if number(text) > Decimal(0) else "A volume is more than 0."
    except Implausible as problem:
        return str(problem)


def happened(case: Case) -> list[tuple[Recorded, str]]:
    """Events, image and drugs of the procedure in the order of time."""
    found = [
        (one.recorded, EVENTS.get(one.event, one.event.replace("_", " "))) for one in case.events
    ]
    image = case.statement(StatementKind.IMAGE)
    if image is not None:
        found.append((image.recorded, f"Image: {told(image)}"))
    for drug in case.drugs:
        volume = f"{drug.volume_ml} mL" if drug.volume_ml is not None else ""
        lot = f"lot {drug.lot}" if drug.lot else ""
        expiry = f"expires {drug.expiry}" if drug.expiry else ""
        parts = (f"{drug.act.capitalize()}: {drug.drug}", drug.strength, volume, lot, expiry)
        found.append((drug.recorded, " ".join(filter(None, parts))))
    return sorted(found, key=lambda one: one[0].at)


class NotePage(Page):
    """The physician reads the record as it stands and signs it."""

    def __init__(self, session: Session, outcome: Outcome) -> None:
        super().__init__(session, outcome, "note", "The physician's note")
        self.content.addWidget(Words(as_words(outcome.case.order.targets), "section"))
        for recorded, words in happened(outcome.case):
            at = spoken_time(recorded.at, session.zone)
            self.content.addWidget(Words(f"{at}   {words}", "body"))
        signed = outcome.case.attestation("note")
        if signed is not None:
            at = spoken_time(signed.recorded.at, session.zone)
            self.content.addWidget(Words(f"Signed by {signed.name} {at}.", "met"))
        if not session.person.may(PHYSICIAN_ONLY):
            who = "A physician signs: press the name at the top to let one act."
            self.content.addWidget(Words(who, "look"))
            return
        self._panel = SignPanel(session, "This is what I did and found.")
        self.content.addWidget(self._panel)
        self._panel.entered.connect(self._sign)
        self.primary(f"Sign the record as {session.person.name}", self._sign)

    def _sign(self) -> None:
        session, panel = self.session, self._panel
        self.attempt(
            lambda: procedure.sign_note(
                session.ledger, session.person, self.case_id, panel.signer()
            )
        )
