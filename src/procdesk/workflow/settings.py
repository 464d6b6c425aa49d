"""Settings of the clinic: an administrator changes them, each as an entry; the old one stays."""

from collections.abc import Mapping
from dataclasses import dataclass
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from procdesk.domain.entry import CLINIC, Json, Kind
from procdesk.domain.staff import Staff
from procdesk.workflow.ledger import Act, Ledger
from procdesk.workflow.people import ADMINISTRATORS
from procdesk.workflow.refused import Refused
from procdesk.workflow.stages import allowed


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting: its words, and how its text is read: text, minutes, names, or one of some.

    A number up to `most` may stay empty: then the clinic has not set it. `named` are the words of
    the answers of `one_of`, in the same order, where they are not the answers themselves.
    """

    words: str
    kind: str = "text"
    one_of: tuple[str, ...] = ()
    named: tuple[str, ...] = ()
    most: int = 0


SETTINGS: Mapping[str, Setting] = {
    "clinic.name": Setting("Name of the clinic"),
    "clinic.phone_day": Setting("Phone by day, as printed on sheets"),
    "clinic.phone_night": Setting("Phone by night, as printed on sheets"),
    "clinic.time_zone": Setting("Time zone, as in America/New_York", "zone"),
    "clinic.paper": Setting("Paper", one_of=("letter", "a4")),
    "mrn.pattern": Setting("Pattern of record numbers (may stay empty)", "optional"),
    "lock.minutes": Setting("Minutes until the desk locks by itself", "minutes"),
    "time_out.expires_minutes": Setting("Minutes until a time-out expires", "minutes"),
    "room.names": Setting("Rooms, with commas between", "names"),
    "bay.names": Setting("Recovery bays, with commas between", "names"),
    "recovery.score": Setting(
        "The score asked before leaving recovery (while none is chosen, any of them counts)",
        "optional",
        one_of=("aldrete", "padss", "mpadss"),
        named=("Aldrete score", "PADSS", "PADSS, modified"),
    ),
    "printer.default": Setting(
        "Printer, or Room 1: its printer, Room 2: its printer (may stay empty)", "printers"
    ),
    "relief.line_percent": Setting(
        "Relief after a block: the clinic's line in percent (may stay empty)", "number", most=100
    ),
    "relief.window_hours": Setting(
        "Hours after a block in which the best relief counts (may stay empty)", "number", most=24
    ),
    "relief.least_before": Setting(
        "Least pain before a block that is compared, of 10 (may stay empty)", "number", most=10
    ),
}
"""What can be changed here, in this order."""

_MOST_MINUTES = 240


def as_text(ledger: Ledger, name: str) -> str:
    """A setting as a person types it."""
    value = ledger.clinic.settings.get(name, "")
    if isinstance(value, dict):
        return ", ".join(f"{room}: {printer}" for room, printer in value.items())
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def change(ledger: Ledger, person: Staff, told: Mapping[str, str]) -> int:
    """Change what differs; gives how many changed. Raises Refused, and then nothing changed."""
    allowed(person, ADMINISTRATORS, "change the clinic's settings")
    values = {name: read(name, text) for name, text in told.items()}
    acts = [
        Act(CLINIC, Kind.SETTING_CHANGED, {"name": name, "value": value})
        for name, value in values.items()
        if ledger.clinic.settings.get(name, "") != value
    ]
    if acts:
        ledger.record(person, acts)
    return len(acts)


def read(name: str, text: str) -> Json:
    """The value that a text stands for. Raises Refused with what is wrong."""
    setting, plain = SETTINGS[name], text.strip()
    if not plain and setting.kind == "number":
        return ""
    if not plain and setting.kind not in ("optional", "printers"):
        raise Refused(f"Still to be filled in: {setting.words.lower()}.", field=name)
    if plain and setting.one_of and plain not in setting.one_of:
        raise Refused(f"{setting.words} is one of {', '.join(setting.one_of)}.", field=name)
    match setting.kind:
        case "minutes":
            return _whole(setting, plain, name, _MOST_MINUTES)
        case "number":
            return _whole(setting, plain, name, setting.most)
        case "names":
            names: list[Json] = [one.strip() for one in plain.split(",") if one.strip()]
            return names
        case "printers" if ":" in plain:
            return _printers(plain, name)
        case "zone":
            return _zone(plain, name)
    return plain


def _whole(setting: Setting, plain: str, name: str, most: int) -> int:
    if not (plain.isascii() and plain.isdigit()) or not 1 <= int(plain) <= most:
        raise Refused(f"{setting.words}: a whole number from 1 to {most}.", field=name)
    return int(plain)


def _printers(plain: str, name: str) -> dict[str, Json]:
    pairs = [one.partition(":") for one in plain.split(",") if one.strip()]
    told: dict[str, Json] = {room.strip(): printer.strip() for room, _, printer in pairs}
    if not all(room and printer for room, printer in told.items()):
        raise Refused("Write each room with its printer: Room 1: front, Room 2: back.", field=name)
    return told


def _zone(plain: str, name: str) -> str:
    try:
        ZoneInfo(plain)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise Refused(
            "This time zone is not known: write it as America/New_York.", field=name
        ) from None
    return plain
