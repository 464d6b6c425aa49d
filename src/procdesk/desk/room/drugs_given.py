"""Drugs given: what was given so far, and the open line for the next."""

from collections.abc import Callable
from decimal import Decimal

from PySide6.QtWidgets import QGridLayout, QWidget

from procdesk.desk.pages.page import Page
from procdesk.desk.room.dose_shown import DoseShown
from procdesk.desk.room.scanned_pack import ScannedPack
from procdesk.desk.session.environment import spoken_time
from procdesk.desk.widgets.button import Button
from procdesk.desk.widgets.choices import Choice, Choices
from procdesk.desk.widgets.field import Field
from procdesk.desk.widgets.labels import Words, clear, column, left, row
from procdesk.desk.widgets.one_line import OneLine
from procdesk.domain.finding import Finding
from procdesk.domain.medicines.dose_line import dose_line
from procdesk.domain.visit.case import Case, DrugGiven
from procdesk.interop.barcode import Vial
from procdesk.questionnaire.values import Implausible, number
from procdesk.workflow.ledger import Act
from procdesk.workflow.room import procedure

_HEADS = ("Time", "For", "Drug", "Volume", "Lot, expiry")


class DrugsGiven(QWidget):
    """The drugs of the procedure. `ready` is asked with the act before a line is recorded."""

    def __init__(self, page: Page, ready: Callable[[str], bool]) -> None:
        super().__init__()
        self._page, self._ready = page, ready
        self._pack = ScannedPack(self)
        page.keep("pack", self._pack)
        layout = column(self, 0, 12)
        layout.addWidget(Words("Drugs and contrast", "section"))
        self._drugs = column(gap=0)
        layout.addLayout(self._drugs)
        self._proposed = row(gap=8)
        layout.addLayout(self._proposed)
        names = ("for", "drug", "strength", "volume")
        hint = "treatment lidocaine 1 % 2 mL"
        self.line = OneLine(names, hint, _parts, "Drug in one line")
        self.line.typed.connect(self._fill_fields)
        self.line.entered.connect(self._record_when_complete)
        page.keep("drug in one line", self.line.line)
        layout.addWidget(self.line)
        acts = [Choice(one, one.capitalize()) for one in procedure.ACTS]
        self.act = Choices("Given for", acts, per_row=4)
        layout.addWidget(self.act)
        page.keep("act", self.act)
        self.of = which_procedure(page)
        layout.addWidget(self.of)
        page.keep("of", self.of)
        layout.addLayout(self._line())
        record = Button("Record this drug")
        record.clicked.connect(self._give)
        layout.addLayout(left(record))
        layout.addStretch(1)

    def _line(self) -> QGridLayout:
        self.drug, self.strength = Field("Drug"), Field("Strength", hint="0.5 %")
        self.volume = Field("Volume", unit="mL", check=_volume_problem)
        self.route = Field("Route", hint="may stay empty")
        self.lot = Field("Lot", hint="scan or type")
        self.expiry = Field("Expiry", hint="2027-04")
        self.drug.propose(self._page.session.ledger.reference.drugs)
        self.route.propose(procedure.ROUTES)
        self._fields = (self.drug, self.strength, self.volume, self.route, self.lot, self.expiry)
        grid = QGridLayout()
        grid.setSpacing(12)
        for at, field in enumerate(self._fields):
            grid.addWidget(field, at // 3 * 2, at % 3)
            self._page.keep(field.label, field)
            field.entered.connect(self._record_when_complete)
        self.shown = DoseShown()
        self.shown.decided.connect(self._decide)
        grid.addWidget(self.shown, 1, 0, 1, 3)  # beneath the volume, where it is read in time
        for each in (self.act, self.drug, self.strength, self.volume):
            each.edited.connect(lambda _text: self.look())
        for each in (self.act, self.volume):
            each.edited.connect(self._settle_pack)
        return grid

    def show_case(self, case: Case) -> None:
        """Show the drugs given, and those of the last such procedure to take into the line."""
        clear(self._drugs)
        self._drugs.addLayout(self._ledger(case))
        self.look()
        clear(self._proposed)
        for drug in procedure.lines_before(self._page.session.ledger, case):
            words = " ".join(filter(None, (drug.drug, drug.strength)))
            button = Button(f"{drug.act.capitalize()}: {words}", "place")
            button.clicked.connect(lambda _=False, drug=drug: self._fill(drug))
            self._proposed.addWidget(button)
        self._proposed.addStretch(1)

    def take_vial(self, vial: Vial) -> None:
        """Put lot and expiry of a scanned pack, and its drug where the same pack was given."""
        self.lot.put(vial.lot)
        self.expiry.put(vial.expiry)
        before = procedure.given_from(self._page.session.ledger, vial.gtin)
        if before is not None or self._pack.vial.gtin not in ("", vial.gtin):
            self.drug.put(before.drug if before else "")
            self.strength.put(before.strength if before else "")
        self._pack.scan(vial)
        self._settle_pack()
        (self.volume if before else self.drug).setFocus()
        self._page.start_draft()

    def _fill(self, drug: DrugGiven) -> None:
        self.act.put(drug.act)
        for field, text in ((self.drug, drug.drug), (self.strength, drug.strength)):
            field.put(text)
        self.route.put(drug.route)
        self._settle_pack()
        self.volume.setFocus()

    def _settle_pack(self) -> bool:
        """Return whether the scanned pack is of the drug in the line; else take it out of it."""
        pack = self._pack
        if pack.belongs_to(self.drug.text, self.strength.text):
            return True
        for field, text in ((self.lot, pack.vial.lot), (self.expiry, pack.vial.expiry)):
            if field.text == text:  # else a hand has put there what is of the new drug
                field.put("")
        pack.scan(Vial(""))
        self._page.band.show_words(
            "Lot and expiry were of another drug: scan the pack of this one."
        )
        return False

    def _ledger(self, case: Case) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(20)
        grid.setVerticalSpacing(8)
        if not case.drugs:
            grid.addWidget(Words("Nothing given yet.", "hint"), 0, 0)
            return grid
        for at, head in enumerate(_HEADS):
            grid.addWidget(Words(head, "small", wraps=False), 0, at)
        for place, drug in enumerate(case.drugs, 1):
            for at, words in enumerate(self._cells(drug)):
                grid.addWidget(Words(words, "strong" if at == 2 else "body"), place, at)
        grid.setColumnStretch(2, 1)
        return grid

    def _cells(self, drug: DrugGiven) -> tuple[str, ...]:
        return (
            spoken_time(drug.recorded.at, self._page.session.zone),
            ", ".join(filter(None, (drug.act.capitalize(), drug.route, self._of(drug)))),
            f"{drug.drug} {drug.strength}".strip(),
            f"{drug.volume_ml} mL" if drug.volume_ml is not None else "–",
            ", ".join(filter(None, (drug.lot, drug.expiry))) or "–",
        )

    def _of(self, drug: DrugGiven) -> str:
        known = self._page.session.ledger.reference.procedures
        return " and ".join(known[k].name for k in drug.target.split("|") if k in known)

    def _fill_fields(self, parts: list[str]) -> None:
        """Put the parts of the one line into their own fields, before it is recorded."""
        act, *texts = parts
        if act:
            self.act.put(act)
        for field, text in zip((self.drug, self.strength, self.volume), texts, strict=True):
            field.put(text)
        self.look()

    def _record_when_complete(self) -> None:
        """Record the line on Enter once it says what was given, how much and for what."""
        due = (self.act, self.drug, self.strength, self.volume)
        open_ = next((one for one in due if not one.text), None)
        if open_ is None:
            self._give()
        else:
            open_.setFocus()

    def _give(self) -> None:
        if self.volume.problem():
            self._page.lead_to(self.volume)
            return
        may_record = self._settle_pack() and self._ready(self.act.text)
        if may_record and self._page.attempt(self._record):
            self._pack.scan(Vial(""))
            for field in (self.act, self.of, *self._fields):
                field.put("")
            self.line.empty()
            self.look()

    def _record(self) -> None:
        page = self._page
        procedure.give(page.session.ledger, page.session.person, page.case_id, **self._drug_line())

    def _drug_line(self) -> procedure.DrugLine:
        return {
            "act": self.act.text,
            "drug": self.drug.text,
            "strength": self.strength.text,
            "volume_ml": number(self.volume.text) if self.volume.text else None,
            "route": self.route.text,
            "lot": self.lot.text,
            "expiry": self.expiry.text,
            "gtin": self._pack.vial.gtin,
            "target": self.of.text,
        }

    def look(self) -> None:
        """Show what the line would add up to, as soon as it says a drug and how much of it."""
        page, drawn = self._page, self._drawn()
        findings: tuple[Finding, ...] = ()
        if drawn is not None:
            ledger, person = page.session.ledger, page.session.person
            findings = procedure.with_dose(ledger, person, page.case_id, drawn)
        self.shown.show_findings(findings)

    def _drawn(self) -> Act | None:
        if not self.drug.text.strip() or not self.volume.text or _volume_problem(self.volume.text):
            return None
        return procedure.dose(self._page.case_id, **self._drug_line())

    def _decide(self, key: str) -> None:
        """Let a physician decide about this dose before it is given; the typed line stays."""
        drawn = self._drawn() if self._settle_pack() else None
        if drawn is not None:
            self._page.keep_draft()
            self._page.weighs.emit(key, drawn)


def which_procedure(page: Page) -> Choices:
    """Ask for which of the ordered procedures a drug was given, shown where it has to be said."""
    ledger = page.session.ledger
    known = ledger.reference.procedures
    keys = procedure.for_which(ledger, page.outcome.case)
    choices = [Choice(key, known[key].name if key in known else key) for key in keys]
    widget = Choices("For which procedure?", choices, per_row=1, many=True)
    if not keys:
        widget.hide()
    return widget


def _parts(text: str) -> list[str]:
    return list(dose_line(text, procedure.ACTS) or ())


def _volume_problem(text: str) -> str:
    try:
        return "" if number(text) > Decimal(0) else "A volume is more than 0."
    except Implausible as problem:
        return str(problem)
