"""Sign panel: whose signature this would be, and the secret that makes it theirs."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame

from procdesk.desk.session.session import Session
from procdesk.desk.widgets.choices import Choice, Choices
from procdesk.desk.widgets.field import Field
from procdesk.desk.widgets.labels import Words, column
from procdesk.domain.staff import Role, Staff
from procdesk.workflow.refused import Refused
from procdesk.workflow.signing import Signer


class SignPanel(QFrame):
    """The signature: password the first time since the unlock, PIN after (design section 7).

    Who acts at the desk signs; where the act is another's, that person signs here for themselves,
    and the desk stays with whom it was. `entered` when the secret was ended with Enter.
    """

    entered = Signal()

    def __init__(self, session: Session, meaning: str, who: frozenset[Role]) -> None:
        super().__init__()
        self._session = session
        self.setProperty("kind", "card")
        layout = column(self, 16, 8)
        layout.addWidget(Words(meaning, "body"))
        self._may = _candidates(session, who)
        only = self._may[0].user if len(self._may) == 1 else ""
        names = [Choice(one.user, one.name) for one in self._may]
        self._user = Choices("Who signs?", names, per_row=4)
        self._user.put(only)
        layout.addWidget(self._user)
        self._user.setVisible(not only)
        self._as = Words("", "strong")
        layout.addWidget(self._as)
        self.secret = Field("Password to sign")
        self.secret.hide_typing()
        layout.addWidget(self.secret)
        self.secret.entered.connect(self.entered)
        self._user.edited.connect(self._chosen)
        self.setFocusProxy(self.secret if only else self._user)
        self._chosen(only)

    def _chosen(self, user: str) -> None:
        name = next((one.name for one in self._may if one.user == user), "")
        self._as.setText(f"Signs as {name}" if name else "Nobody here may sign this yet")
        self._as.setVisible(bool(name) or not self._may)
        by_pin = bool(user) and self._session.signs_by_pin(user)
        self.secret.rename("PIN to sign" if by_pin else "Password to sign")

    def signer(self) -> Signer:
        """Return who signs. Raises USER_ERRORS; the secret is gone from the field either way."""
        secret = self.secret.line.text()
        self.secret.put("")
        if not self._user.text:
            raise Refused("Say who signs.")
        signer = self._session.signer(self._user.text, secret)
        self._chosen(
            self._user.text
        )  # where the act is refused after this, the next secret is a PIN
        return signer


def _candidates(session: Session, who: frozenset[Role]) -> list[Staff]:
    """Return the acting person, if they may sign; else everybody who may."""
    if session.person.may(who):
        return [session.person]
    return [one for one in session.ledger.clinic.staff.values() if one.may(who)]
