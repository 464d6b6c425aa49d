"""Sign panel: whose signature this would be, and the secret that makes it theirs."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame

from procdesk.desk.session import Session
from procdesk.desk.widgets.field import Field
from procdesk.desk.widgets.words import Words, column
from procdesk.workflow.signing import Signer


class SignPanel(QFrame):
    """Password the first time since the desk unlocked, PIN after (design section 7).

    `entered` when the secret was ended with Enter.
    """

    entered = Signal()

    def __init__(self, session: Session, meaning: str) -> None:
        super().__init__()
        self._session = session
        self.setProperty("kind", "card")
        layout = column(self, 16, 8)
        layout.addWidget(Words(meaning, "body"))
        layout.addWidget(Words(f"Signs as {session.person.name}", "strong"))
        self.secret = Field("PIN to sign" if session.signs_by_pin else "Password to sign")
        self.secret.hide_typing()
        layout.addWidget(self.secret)
        self.secret.entered.connect(self.entered)
        self.setFocusProxy(self.secret)

    def signer(self) -> Signer:
        """The key that signs. Raises TROUBLE; the secret is gone from the field either way."""
        secret = self.secret.line.text()
        self.secret.put("")
        return self._session.signer(secret)
