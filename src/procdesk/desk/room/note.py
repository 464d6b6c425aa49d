"""Note: the record as it stands, read and signed by the physician."""

from procdesk.desk.pages.page import Page
from procdesk.desk.pages.sign_panel import SignPanel
from procdesk.desk.room.restart import Restart
from procdesk.desk.session.environment import spoken_time
from procdesk.desk.session.session import Session
from procdesk.desk.widgets.labels import Words, clear, column
from procdesk.domain.staff import PHYSICIAN_ONLY
from procdesk.domain.stage import StatementKind
from procdesk.domain.targets.target import as_words
from procdesk.domain.visit.case import Case, Recorded
from procdesk.domain.visit.event_words import event_words
from procdesk.domain.visit.sedation_set import sedation_sets
from procdesk.rules.protocol.site import statement_words
from procdesk.workflow.ledger import Outcome
from procdesk.workflow.room import procedure


def timeline(case: Case) -> list[tuple[Recorded, str]]:
    """Return events, image, drugs and sets under sedation in the order of time."""
    rows = [(one.recorded, event_words(one)) for one in case.events]
    image = case.statement(StatementKind.IMAGE)
    if image is not None:
        rows.append((image.recorded, f"Image: {statement_words(image)}"))
    for drug in case.drugs:
        volume = f"{drug.volume_ml} mL" if drug.volume_ml is not None else ""
        lot = f"lot {drug.lot}" if drug.lot else ""
        expiry = f"expires {drug.expiry}" if drug.expiry else ""
        name = f"{drug.act.capitalize()}: {drug.drug}"
        parts = (name, drug.strength, volume, drug.route, lot, expiry)
        rows.append((drug.recorded, " ".join(filter(None, parts))))
    rows += [(one.recorded, f"Under sedation: {one.words}") for one in sedation_sets(case)]
    return sorted(((r, _from_paper(r, words)) for r, words in rows), key=lambda row: row[0].at)


def _from_paper(recorded: Recorded, words: str) -> str:
    seen_by = recorded.paper_seen_by
    return f"{words} (done on paper, seen by {seen_by})" if seen_by else words


class NotePage(Page):
    """The record as it stands, which the physician reads and signs."""

    def __init__(self, session: Session, outcome: Outcome, key: str) -> None:
        super().__init__(session, outcome, key, "The physician's note")
        self._record = column(self.content)
        self._restart = Restart(self)
        self.content.addWidget(self._restart)
        self._panel = SignPanel(session, "This is what I did and found.", PHYSICIAN_ONLY)
        self.content.addWidget(self._panel)
        self._panel.entered.connect(self._sign)
        self.primary("Sign the record", self._sign)
        self.show_outcome(outcome)

    def show_outcome(self, outcome: Outcome) -> None:
        """Draw the record anew: a signature covers what stands here, from other desks too."""
        super().show_outcome(outcome)
        clear(self._record)
        zone, case = self.session.zone, outcome.case
        self._restart.show_outcome(outcome)
        self._record.addWidget(Words(as_words(case.order.targets), "section"))
        for recorded, words in timeline(case):
            at = spoken_time(recorded.at, zone)
            self._record.addWidget(Words(f"{at}   {words}", "body"))
        signed = case.attestation("note")
        if signed is not None:
            at = spoken_time(signed.recorded.at, zone)
            self._record.addWidget(Words(f"Signed by {signed.name} {at}.", "met"))

    def _sign(self) -> None:
        def act() -> None:
            signer = self._panel.signer()
            procedure.sign_note(self.session.ledger, signer.person, self.case_id, signer)

        self.attempt(act)
