"""Stop by: a medicine that a named prescriber agreed to stop, and the last moment to take it."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class StopBy:
    """The medicine as written, who agreed to stopping it and when, and until when it is taken."""

    medicine: str
    agreed_with: str
    agreed_on: date
    last_at: datetime
