"""Site, not agreed: which statement holds, what that voids, the reason, and the signature."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from procdesk.desk.pages.sign_panel import SignPanel
from procdesk.desk.session.session import Session
from procdesk.desk.widgets.button import Button
from procdesk.desk.widgets.choices import Choice, Choices
from procdesk.desk.widgets.labels import Words, clear, column, left
from procdesk.desk.widgets.long_field import LongField
from procdesk.domain.staff import PHYSICIAN_ONLY
from procdesk.rules.protocol.site import NAMES, statement_words
from procdesk.workflow.checks import site
from procdesk.workflow.ledger import Outcome
from procdesk.workflow.refused import Refused


class SiteResolve(QWidget):
    """None is chosen until a physician chose it. `wanted` when the button or Enter was pressed.

    A choice that was made is gone when what stands side by side has changed; the reason stays.
    """

    wanted = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._found: dict[str, site.Resolution] = {}
        self._case_id = ""
        whole = column(self, 0, 16)
        whole.addWidget(Words("A physician says which statement holds", "title"))
        self._place = column(gap=12)
        whole.addLayout(self._place)
        self._voids = column(gap=6)
        whole.addLayout(self._voids)
        self._none = Words(
            "No single statement settles this: make anew what is wrong, or decide with a reason.",
            "body",
        )
        whole.addWidget(self._none)
        self.reason = LongField("Why this one holds; this is printed in the record")
        self._panel = SignPanel(
            session, "This statement holds, and what contradicts it is void.", PHYSICIAN_ONLY
        )
        self._sign = Button("Sign which statement holds", "filled")
        for one in (self.reason, self._panel):
            whole.addWidget(one)
        whole.addLayout(left(self._sign))
        self._choices = Choices("", ())
        self._panel.entered.connect(self.wanted)
        self._sign.clicked.connect(self.wanted)

    def show_outcome(self, outcome: Outcome) -> None:
        """Offer every statement that would settle it, unless they are those that stand here."""
        self._case_id = outcome.case.id
        found = {one.holds.recorded.entry_id: one for one in site.resolutions(outcome.case)}
        for shown in (self.reason, self._panel, self._sign):
            shown.setVisible(bool(found))
        self._none.setVisible(not found)
        if found == self._found:
            return
        self._found = found
        clear(self._place)
        clear(self._voids)
        rows = [Choice(key, _says(one)) for key, one in found.items()]
        self._choices = Choices("Which statement holds?", rows, per_row=1)
        self._choices.edited.connect(self._say_what_is_void)
        self._place.addWidget(self._choices)

    def _say_what_is_void(self, key: str) -> None:
        clear(self._voids)
        if not key:
            return
        session = self._session
        self._voids.addWidget(Words("If it holds, this is void:", "look"))
        for words in site.would_void(
            session.ledger, session.person, self._case_id, self._found[key]
        ):
            self._voids.addWidget(Words(f"–  {words}", "body"))

    def resolve(self) -> None:
        """Record it, signed. Raises USER_ERRORS."""
        key = self._choices.text
        if not key:
            raise Refused("Choose which statement holds.")
        signer = self._panel.signer()
        one, reason = self._found[key], self.reason.text
        site.resolve(self._session.ledger, self._case_id, one, reason, signer)


def _says(one: site.Resolution) -> str:
    """A statement by its source and in its words."""
    name = NAMES[one.holds.kind]
    return f"{name[0].upper()}{name[1:]}: {statement_words(one.holds)}"
