"""Settings: the clinic's own, in one form; only an administrator can save it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from procdesk.desk.session.session import Session
from procdesk.desk.widgets.button import Button
from procdesk.desk.widgets.choices import Choices
from procdesk.desk.widgets.field import Field
from procdesk.desk.widgets.labels import Words, column, left
from procdesk.desk.widgets.setting_input import setting_input
from procdesk.domain.clinic.settings import edited
from procdesk.workflow.clinic import settings
from procdesk.workflow.clinic.people import ADMINISTRATORS


class SettingsForm(QWidget):
    """`saved` asks for the texts to be recorded."""

    saved = Signal(dict)

    def __init__(self, session: Session) -> None:
        super().__init__()
        layout = column(self, 0, 20)
        may = session.person.may(ADMINISTRATORS)
        if not may:
            layout.addWidget(Words("An administrator changes these.", "look"))
        self._inputs: dict[str, Field | Choices] = {}
        texts = settings.as_typed(session.ledger)
        for setting in edited(session.ledger.reference.languages):
            control = setting_input(setting, setting.words)
            control.put(texts[setting.name])
            control.setEnabled(may)
            self._inputs[setting.name] = control
            layout.addWidget(control)
        if may:
            save = Button("Save these settings", "filled", act=lambda: self.saved.emit(self.texts))
            layout.addLayout(left(save))

    @property
    def texts(self) -> dict[str, str]:
        """Return the text of each input, by setting."""
        return {name: control.text for name, control in self._inputs.items()}
