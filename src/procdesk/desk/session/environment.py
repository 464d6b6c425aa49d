"""Environment: the parts that the desk is handed when it starts. Light: no store, no PDF."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from procdesk.domain.catalogue.catalogue import Reference
    from procdesk.domain.visit.escalation import Card
    from procdesk.paper.spooler import GoesOn, Printer, Printout


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """Parts of the program that the desk is handed: folders, clock, data, printing, preferences.

    `print_pdf` takes a PDF, a title that names nobody, a printer (empty: the desk's own) and whom
    to tell; it blocks until the job is over. `printers` raises SpoolerDead.
    """

    home: Path
    resources: Path
    clock: Callable[[], datetime]
    new_id: Callable[[], str]
    reference: "Callable[[], Reference]"
    form: Callable[[str], bytes]
    texts: Callable[[], dict[str, bytes]]
    cards: "Callable[[], Mapping[str, Card]]"
    clinic_name: Callable[[Path], str]
    print_pdf: "Callable[[bytes, str, str, GoesOn], Printout]"
    printers: "Callable[[], tuple[Printer, ...]]"
    save_as: Callable[[str], Path]
    preference: Callable[[str], str]
    keep: Callable[[str, str], None]


def spoken_time(at: datetime, zone: "ZoneInfo") -> str:
    """Return a moment as it stands beside an entry: 14:05."""
    return at.astimezone(zone).strftime("%H:%M")


def spoken_day(at: datetime, zone: "ZoneInfo") -> str:
    """Return a day as it stands in the bar: Mon 23 Nov 2026."""
    return at.astimezone(zone).strftime("%a %d %b %Y")
