"""Order part: one procedure of an order, with its targets and the sedation that is planned."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from procdesk.desk.pictures.target_picker import TargetPicker
from procdesk.desk.session.session import Session
from procdesk.desk.widgets.button import Button
from procdesk.desk.widgets.choices import Choice, Choices
from procdesk.desk.widgets.labels import clear, column, row
from procdesk.desk.widgets.procedure_list import ProcedureList
from procdesk.domain.visit.case import OrderedProcedure
from procdesk.workflow.booking.ordering import SEDATIONS, Wanted

_NONE = ("none",)


class OrderPart(QWidget):
    """One procedure of an order; sedation is asked at once where it is usual. Emits `edited`."""

    edited = Signal()
    counts = False

    def __init__(self, session: Session, number: int, before: OrderedProcedure | None) -> None:
        super().__init__()
        self._session, self._number = session, number
        self._picker: TargetPicker | None = None
        self._sedation: Choices | None = None
        layout = column(self, 0, 16)
        kinds = session.ledger.reference.procedures.values()
        question = "Which procedure is it?" if number == 1 else f"Which is procedure {number}?"
        self.procedure = ProcedureList(question, kinds)
        layout.addWidget(self.procedure)
        self._of_procedure = column(layout, gap=16)
        self.procedure.edited.connect(self._show_choice)
        self.setFocusProxy(self.procedure)
        if before is not None and before.key:
            self._show(before)

    def ask_counted_from(self) -> None:
        """Ask from where levels are counted, now and of what is chosen after this."""
        self.counts = True
        if self._picker is not None:
            self._picker.ask_counted_from()

    def _show(self, before: OrderedProcedure) -> None:
        self.procedure.put(before.key)
        self._show_choice(before.key)
        if self._picker is not None:
            self._picker.show_targets(before.targets)
        if before.sedation != "none":
            self._ask_sedation()
        if self._sedation is not None:
            self._sedation.put(before.sedation)

    @property
    def wanted(self) -> Wanted | None:
        """The procedure with targets and sedation as chosen; None while there is no procedure."""
        if self._picker is None:
            return None
        sedation = self._sedation.text if self._sedation is not None else "none"
        return Wanted(self.procedure.text, self._picker.targets, sedation)

    def _show_choice(self, key: str) -> None:
        clear(self._of_procedure)
        self._picker = self._sedation = None
        if key:
            kind = self._session.ledger.reference.procedure(key)
            self._picker = TargetPicker(kind)
            self._picker.edited.connect(lambda _text: self.edited.emit())
            if self.counts:
                self._picker.ask_counted_from()
            self._of_procedure.addWidget(self._picker)
            if kind.usual_sedation == _NONE:
                self._offer_sedation()
            else:
                self._ask_sedation()
        self.edited.emit()

    def _offer_sedation(self) -> None:
        self._offer = row()
        offer = Button(f"Sedation is planned for procedure {self._number}", act=self._ask_sedation)
        self._offer.addWidget(offer)
        self._offer.addStretch(1)
        self._of_procedure.addLayout(self._offer)

    def _ask_sedation(self) -> None:
        if self._sedation is not None:
            return
        if self._of_procedure.count() > 1:
            clear(self._offer)
        choices = [Choice(one, one.capitalize()) for one in SEDATIONS]
        question = "Sedation planned" if self._number == 1 else f"Sedation for {self._number}"
        self._sedation = Choices(question, choices, per_row=4)
        self._sedation.edited.connect(lambda _value: self.edited.emit())
        self._of_procedure.addWidget(self._sedation)
        self.edited.emit()
