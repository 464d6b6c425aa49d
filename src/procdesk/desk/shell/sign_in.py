"""Sign-in after a start: nothing but the clinic's name, the file's state, and two fields."""

from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QWidget

from procdesk import __version__
from procdesk.desk.session.environment import Parts
from procdesk.desk.widgets.band import Band
from procdesk.desk.widgets.button import Button
from procdesk.desk.widgets.field import Field
from procdesk.desk.widgets.labels import Words, column, ground, row


def add_clock(side: QBoxLayout, now: datetime) -> None:
    """Add time and date at the place they have on a desk that waits, and the head of its state."""
    side.addSpacing(40)
    side.addWidget(Words(f"{now:%H:%M}", "clock", wraps=False))
    side.addWidget(Words(f"{now:%A %d %B %Y}", "hint"))
    side.addStretch(1)
    side.addWidget(Words("This desk", "small"))


class SignIn(QWidget):
    """The sign-in; `opened` carries an OpenedStore. Nothing heavy is loaded before a password."""

    opened = Signal(object)

    def __init__(self, parts: Parts) -> None:
        super().__init__()
        self._parts = parts
        whole = row(self, 0)
        whole.addWidget(self._place(), 2)
        whole.addWidget(self._form(), 5)

    def _place(self) -> QWidget:
        side = ground("desk")
        layout = column(side, 48, 8)
        layout.addWidget(Words(self._parts.clinic_name(self._parts.home), "section"))
        layout.addWidget(Words("Procedure desk", "hint"))
        add_clock(layout, self._parts.clock().astimezone())
        layout.addWidget(Words("The record is here and locked.", "body"))
        layout.addWidget(Words("It opens with a user name and a password.", "hint"))
        layout.addSpacing(16)
        layout.addWidget(Words(f"procdesk {__version__}", "small"))
        return side

    def _form(self) -> QWidget:
        page = ground("sheet")
        layout = column(page, 48, 16)
        layout.addStretch(1)
        holder = QWidget()
        holder.setFixedWidth(440)
        form = column(holder, 0, 16)
        form.addWidget(Words("Open this desk", "title"))
        text = "The first sign-in after a start takes the password. After it, the PIN is enough."
        form.addWidget(Words(text, "hint"))
        self.user = Field("User name")
        self.password = Field("Password")
        self.password.hide_typing()
        self._band = Band()
        self._open = Button("Open the desk", "filled")
        for widget in (self.user, self.password, self._band, self._open):
            form.addWidget(widget)
        # Stretches, not an alignment: that would give wrapped words less height than they need.
        middle = row()
        middle.addStretch(1)
        middle.addWidget(holder)
        middle.addStretch(1)
        layout.addLayout(middle)
        layout.addStretch(2)
        self._open.clicked.connect(self._try)
        self.user.line.returnPressed.connect(self.password.line.setFocus)
        self.password.line.returnPressed.connect(self._try)
        self.setFocusProxy(self.user)
        return page

    def _try(self) -> None:
        from procdesk.workflow.clinic.opening import USER_ERRORS, message_of, open_with_password

        self._band.show_words("")
        password = self.password.line.text()
        self.password.put("")
        parts = self._parts
        try:
            opened = open_with_password(
                parts.home, self.user.text, password, parts.reference(), parts.clock, parts.new_id
            )
        except USER_ERRORS as trouble:
            self._band.show_words(message_of(trouble))
            self.password.setFocus()
            return
        self.opened.emit(opened)
