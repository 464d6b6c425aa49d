"""Settings: the clinic's own, in one form; only an administrator can save it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from procdesk.desk.session import Session
from procdesk.desk.widgets.button import Button
from procdesk.desk.widgets.choices import Choice, Choices
from procdesk.desk.widgets.field import Field
from procdesk.desk.widgets.words import Words, column, row
from procdesk.workflow import settings
from procdesk.workflow.people import ADMINISTRATORS
from procdesk.workflow.settings import SETTINGS


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
        for name, setting in SETTINGS.items():
            if setting.one_of:
                named = setting.named or tuple(one.capitalize() for one in setting.one_of)
                answers = [Choice(*one) for one in zip(setting.one_of, named, strict=True)]
                one: Field | Choices = Choices(setting.words, answers, per_row=4)
            else:
                one = Field(setting.words)
            one.put(settings.as_text(session.ledger, name))
            one.setEnabled(may)
            self._inputs[name] = one
            layout.addWidget(one)
        if may:
            save = Button("Save these settings", "filled")
            save.clicked.connect(lambda: self.saved.emit(self.told))
            line = row()
            line.addWidget(save)
            line.addStretch(1)
            layout.addLayout(line)

    @property
    def told(self) -> dict[str, str]:
        """What stands in the inputs, by setting."""
        return {name: one.text for name, one in self._inputs.items()}
