"""Session: the open ledger, and the person who is acting at this desk."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from procdesk.desk.session.environment import Parts
from procdesk.domain.staff import Staff
from procdesk.workflow.clinic import people
from procdesk.workflow.clinic.opening import OpenedStore
from procdesk.workflow.ledger import Ledger
from procdesk.workflow.refused import Refused
from procdesk.workflow.signing import Signer, SigningKeys

if TYPE_CHECKING:
    from procdesk.desk.session.printing import Printing
    from procdesk.sheets.make import Sheets, Wishes


@dataclass(slots=True, kw_only=True)
class Session:
    """The parts of the program, the open ledger and the person who acts, with keys in memory."""

    parts: Parts
    ledger: Ledger
    person: Staff
    store_key: bytes
    keys: SigningKeys = field(default_factory=SigningKeys)
    last_printing: "Printing | None" = None
    unkept: dict[tuple[str, str, str], dict[str, str]] = field(default_factory=dict)
    """Fields by user, case or clinic, and section, whose draft the store did not take."""
    opened_at: datetime = field(init=False)
    """The start of the desk; a time-out that was half said before it is said again."""

    def __post_init__(self) -> None:
        self.opened_at = self.ledger.now()

    @classmethod
    def opened(cls, parts: Parts, opened: OpenedStore) -> "Session":
        """Return the session after a first sign-in by password."""
        return cls(
            parts=parts, ledger=opened.ledger, person=opened.person, store_key=opened.store_key
        )

    @property
    def zone(self) -> ZoneInfo:
        """Return the clinic's time zone."""
        return self.ledger.clinic.zone

    @property
    def here(self) -> datetime:
        """Return this moment by the clinic's clock."""
        return self.ledger.now().astimezone(self.zone)

    @property
    def printing(self) -> "Printing | None":
        """Return the print run that is at work, or None."""
        last = self.last_printing
        return last if last is not None and last.is_at_work else None

    def start_printing(self, printing: "Printing") -> None:
        """Print; connect the signals before."""
        self.last_printing = printing
        printing.start()

    def sheets(self, wishes: "Wishes | None" = None) -> "Sheets":
        """Return what makes the papers of this store, loaded when it is first asked for."""
        from procdesk.sheets.make import PLAIN, Sheets, Supplies

        parts = self.parts
        supplies = Supplies(self.store_key, parts.resources / "fonts", parts.texts(), parts.form)
        return Sheets(self.ledger, supplies, wishes or PLAIN)

    def save(self, name: str, pdf: bytes) -> None:
        """Write a paper as a file of this desk. Raises Refused with what the disk said."""
        path = self.parts.save_as(name)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(pdf)
        except OSError as problem:
            raise Refused(f"The file could not be saved: {problem.strerror}.") from None

    def signs_by_pin(self, user: str) -> bool:
        """Return whether this person's key is in memory, so that the PIN is enough."""
        return self.keys.key(user, self.ledger.now()) is not None

    def signer(self, user: str, secret: str) -> Signer:
        """Return who signs, by password first and by PIN after. Raises USER_ERRORS."""
        if not secret:
            raise Refused(f"Enter your {'PIN' if self.signs_by_pin(user) else 'password'} to sign.")
        key = self.keys.key(user, self.ledger.now())
        if key is not None:
            return Signer(people.switch(self.ledger, user, secret), key)
        person, key = people.sign_in(self.ledger, user, secret)
        self.keys.hold(user, key, self.ledger.now())
        return Signer(person, key)

    def switch_by_pin(self, user: str, pin: str) -> None:
        """Let another person act from now on. Raises USER_ERRORS."""
        self.person = people.switch(self.ledger, user, pin)
