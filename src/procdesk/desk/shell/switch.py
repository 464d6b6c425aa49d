"""Switch of persons: on an open desk another one acts after two presses and a PIN."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from procdesk.desk.session.session import Session
from procdesk.desk.shell.sign_in import add_clock
from procdesk.desk.widgets.band import Band
from procdesk.desk.widgets.button import Button
from procdesk.desk.widgets.field import Field
from procdesk.desk.widgets.labels import Words, column, ground, row, table
from procdesk.desk.widgets.scroll import Scroll
from procdesk.domain.clinic.settings import CLINIC_NAME
from procdesk.domain.staff import Staff

_KEYS = ("1", "2", "3", "4", "5", "6", "7", "8", "9", "Clear", "0", "Back")


class Switch(QWidget):
    """Choice of the person: `switched` when one acts, `left` when the desk stays as it was."""

    switched = Signal()
    left = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._user = ""
        whole = row(self, 0)
        whole.addWidget(self._place(), 3)
        whole.addWidget(self._people(), 5)
        whole.addWidget(self._pad(), 3)

    def _place(self) -> QWidget:
        side = ground("desk")
        layout = column(side, 40, 8)
        session = self._session
        layout.addWidget(Words(session.ledger.clinic.setting(CLINIC_NAME), "section"))
        add_clock(layout, session.here)
        layout.addWidget(Words("The record is open.", "body"))
        layout.addWidget(Words("No patient is named while it waits.", "hint"))
        return side

    def _people(self) -> QWidget:
        page = Scroll(margin=40, gap=8)
        page.content.addWidget(Words("Who is here?", "title"))
        page.content.addWidget(Words("Scan your badge, or touch your name, then your PIN.", "hint"))
        page.content.addSpacing(12)
        self._names: dict[str, Button] = {}
        for person in self._session.ledger.clinic.staff.values():
            if person.active:
                button = self._name(person)
                self._names[person.user] = button
                page.content.addWidget(button)
        return page

    def _name(self, person: Staff) -> Button:
        button = Button(person.title, "name", act=lambda: self._choose(person))
        button.setCheckable(True)
        button.setAutoExclusive(True)
        return button

    def _pad(self) -> QWidget:
        side = ground("well")
        layout = column(side, 40, 12)
        self._who = Words("Touch your name first", "section")
        layout.addWidget(self._who)
        self.pin = Field("PIN")
        self.pin.hide_typing()
        self.pin.line.returnPressed.connect(self._try)
        layout.addWidget(self.pin)
        grid = table(8, 8)
        for number, key in enumerate(_KEYS):
            kind = "key" if key.isdigit() else "plain"
            button = Button(key, kind, act=partial(self._pressed, key))
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            grid.addWidget(button, number // 3, number % 3)
        layout.addLayout(grid)
        self._band = Band()
        layout.addWidget(self._band)
        layout.addWidget(Button("Act as this person", "filled", act=self._try))
        layout.addStretch(1)
        return side

    def begin(self, may_leave: bool) -> None:
        """Open afresh; `may_leave` offers the way back for the person who was acting."""
        self._user = ""
        self.pin.put("")
        self._band.show_words("")
        self._who.setText("Touch your name first")
        for button in self._names.values():
            button.setAutoExclusive(False)
            button.setChecked(False)
            button.setAutoExclusive(True)
        self._may_leave = may_leave
        next(iter(self._names.values())).setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go back by Escape if the desk was not locked."""
        if event.key() == Qt.Key.Key_Escape and self._may_leave:
            self.left.emit()
            return
        super().keyPressEvent(event)

    def _choose(self, person: Staff) -> None:
        self._user = person.user
        self._who.setText(person.title)
        self.pin.put("")
        self.pin.setFocus()

    def _pressed(self, key: str) -> None:
        typed = self.pin.line.text()
        self.pin.put({"Clear": "", "Back": typed[:-1]}.get(key, typed + key))

    def _try(self) -> None:
        pin = self.pin.line.text()
        self.pin.put("")
        if not self._user:
            self._band.show_words("Touch your name first.")
            return
        if self._band.attempt(lambda: self._session.switch_by_pin(self._user, pin)):
            self.switched.emit()
