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
    """The choice of the statement that holds. None is chosen until a physician chose it.

    `wanted` when the button or Enter was pressed. A choice is gone when what stands side by side
    has changed; the reason stays.
    """

    wanted = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._resolutions: dict[str, site.Resolution] = {}
        self._case_id = ""
        whole = column(self, 0, 16)
        whole.addWidget(Words("A physician says which statement holds", "title"))
        self._place = column(whole, gap=12)
        self._voids = column(whole, gap=6)
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
        for widget in (self.reason, self._panel):
            whole.addWidget(widget)
        whole.addLayout(left(self._sign))
        self._choices = Choices("", ())
        self._panel.entered.connect(self.wanted)
        self._sign.clicked.connect(self.wanted)

    def show_outcome(self, outcome: Outcome) -> None:
        """Offer every statement that would settle it, unless they are those that stand here."""
        self._case_id = outcome.case.id
        resolutions = {one.holds.recorded.entry_id: one for one in site.resolutions(outcome.case)}
        for shown in (self.reason, self._panel, self._sign):
            shown.setVisible(bool(resolutions))
        self._none.setVisible(not resolutions)
        if resolutions == self._resolutions:
            return
        self._resolutions = resolutions
        clear(self._place)
        clear(self._voids)
        rows = [Choice(key, _words(one)) for key, one in resolutions.items()]
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
            session.ledger, session.person, self._case_id, self._resolutions[key]
        ):
            self._voids.addWidget(Words(f"–  {words}", "body"))

    def resolve(self) -> None:
        """Record the chosen statement, signed. Raises USER_ERRORS."""
        key = self._choices.text
        if not key:
            raise Refused("Choose which statement holds.")
        signer = self._panel.signer()
        resolution, reason = self._resolutions[key], self.reason.text
        site.resolve(self._session.ledger, self._case_id, resolution, reason, signer)


def _words(resolution: site.Resolution) -> str:
    """Return a statement by its source and in its words."""
    name = NAMES[resolution.holds.kind]
    return f"{name[0].upper()}{name[1:]}: {statement_words(resolution.holds)}"
