"""Settings: one row a setting. The editor, the first run and every reader come of these rows."""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Final, Generic, TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from procdesk.domain.catalogue.language import ENGLISH, Languages
from procdesk.domain.entry import Json

T_co = TypeVar("T_co", covariant=True)

_MOST_MINUTES: Final = 240
_WHERE_UNITS: Final = "Where it is typed, judged, shown and printed; what was recorded stays."


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Setting(ABC, Generic[T_co]):
    """A setting: its name in the journal, the words that ask for it, and where it shows.

    `words` is the question of the editor, empty for what no person sets. `asked` is the question
    of the first run, empty where it does not ask; it insists on what is `required`.
    """

    name: str
    words: str
    used: str
    default: Json = ""
    asked: str = ""
    required: bool = False
    may_be_empty: bool = False

    @abstractmethod
    def value(self, stored: Json) -> T_co:
        """Return the value that the journal's stands for."""

    def shown(self, stored: Json) -> str:
        """Return the text that a person types for what the journal holds."""
        return str(stored)

    def read(self, text: str) -> Json:
        """Return the value that a text stands for. Raises ValueError with the mistake, in words."""
        plain = text.strip()
        if not plain and not self.may_be_empty:
            raise ValueError(f"Still to be filled in: {self.words.lower()}.")
        return self._parsed(plain) if plain else ""

    def _parsed(self, plain: str) -> Json:
        return plain


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class TextSetting(Setting[str]):
    """A text as typed."""

    def value(self, stored: Json) -> str:
        return stored if isinstance(stored, str) else str(stored)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ChoiceSetting(TextSetting):
    """One of some: `answers` are the stored values with the words of each."""

    answers: Mapping[str, str] = field(default_factory=dict)

    def _parsed(self, plain: str) -> Json:
        if plain not in self.answers:
            raise ValueError(f"{self.words} is one of {', '.join(self.answers)}.")
        return plain


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ZoneSetting(Setting[ZoneInfo]):
    """A time zone, UTC until it is set."""

    def value(self, stored: Json) -> ZoneInfo:
        return ZoneInfo(str(stored) or "UTC")

    def _parsed(self, plain: str) -> Json:
        try:
            ZoneInfo(plain)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            words = "This time zone is not known: write it as America/New_York."
            raise ValueError(words) from None
        return plain


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class NumberSetting(Setting[int | None]):
    """A whole number from 1 to `most`, None while the clinic set none."""

    most: int

    def value(self, stored: Json) -> int | None:
        return stored if isinstance(stored, int) and not isinstance(stored, bool) else None

    def _parsed(self, plain: str) -> Json:
        return _whole(self.words, plain, self.most)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class MinutesSetting(Setting[int]):
    """Minutes from 1 to 240; the default where the journal holds none."""

    default: int

    def value(self, stored: Json) -> int:
        return stored if isinstance(stored, int) and stored > 0 else self.default

    def _parsed(self, plain: str) -> Json:
        return _whole(self.words, plain, _MOST_MINUTES)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class NamesSetting(Setting[tuple[str, ...]]):
    """Names with commas between."""

    def value(self, stored: Json) -> tuple[str, ...]:
        return tuple(map(str, stored)) if isinstance(stored, list) else ()

    def shown(self, stored: Json) -> str:
        return ", ".join(self.value(stored))

    def _parsed(self, plain: str) -> Json:
        return [name for part in plain.split(",") if (name := part.strip())]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class PrintersSetting(Setting[Mapping[str, str]]):
    """Room -> printer. The one under the empty name serves every other room."""

    def value(self, stored: Json) -> Mapping[str, str]:
        if isinstance(stored, dict):
            return {room: str(printer) for room, printer in stored.items()}
        return {"": str(stored)}

    def shown(self, stored: Json) -> str:
        if isinstance(stored, dict):
            return ", ".join(f"{room}: {printer}" for room, printer in stored.items())
        return str(stored)

    def _parsed(self, plain: str) -> Json:
        if ":" not in plain:
            return plain
        parts = [part.partition(":") for part in plain.split(",") if part.strip()]
        pairs: dict[str, Json] = {room.strip(): name.strip() for room, _, name in parts}
        if not all(room and printer for room, printer in pairs.items()):
            raise ValueError("Write each room with its printer: Room 1: front, Room 2: back.")
        return pairs


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class FlagSetting(Setting[bool]):
    """Yes or no."""

    def value(self, stored: Json) -> bool:
        return stored is True


def _whole(words: str, plain: str, most: int) -> int:
    if not (plain.isascii() and plain.isdigit()) or not 1 <= int(plain) <= most:
        raise ValueError(f"{words}: a whole number from 1 to {most}.")
    return int(plain)


CLINIC_NAME: Final = TextSetting(
    name="clinic.name",
    words="Name of the clinic",
    asked="Name of the clinic, as printed",
    required=True,
    used="At the head of every paper and in the bar of the desk.",
)
PHONE_DAY: Final = TextSetting(
    name="clinic.phone_day",
    words="Phone by day, as printed on sheets",
    asked="Phone by day, as printed on every sheet",
    required=True,
    used="On every paper that goes home or to a hospital.",
)
PHONE_NIGHT: Final = TextSetting(
    name="clinic.phone_night",
    words="Phone by night, as printed on sheets",
    asked="Phone at night, as printed on every sheet",
    required=True,
    used="On every paper that goes home or to a hospital.",
)
TIME_ZONE: Final = ZoneSetting(
    name="clinic.time_zone",
    words="Time zone, as in America/New_York",
    asked="Time zone",
    required=True,
    used="For every time that is shown, typed or printed.",
)
DATE_ORDER: Final = ChoiceSetting(
    name="clinic.date_order",
    words="How dates are written (while none is chosen, a date with two readings is asked)",
    may_be_empty=True,
    answers={"month": "Month first, as in 11/24", "day": "Day first, as in 24/11"},
    used="Where a last dose, a sample or a restart is typed as a date in numbers.",
)
PAPER: Final = ChoiceSetting(
    name="clinic.paper",
    words="Paper",
    default="letter",
    asked="Paper in the printers",
    required=True,
    answers={"letter": "Letter", "a4": "A4"},
    used="For every paper that is printed.",
)
MRN_PATTERN: Final = TextSetting(
    name="mrn.pattern",
    words="Pattern of record numbers (may stay empty)",
    may_be_empty=True,
    used="When a wristband is scanned.",
)
LOCK_MINUTES: Final = MinutesSetting(
    name="lock.minutes",
    words="Minutes until the desk locks by itself",
    default=5,
    used="At every desk.",
)
TIME_OUT_MINUTES: Final = MinutesSetting(
    name="time_out.expires_minutes",
    words="Minutes until a time-out expires",
    default=10,
    used="By the rule that asks for a new time-out before the needle.",
)
ROOM_NAMES: Final = NamesSetting(
    name="room.names",
    words="Rooms, with commas between",
    default=["Room 1", "Room 2"],
    used="When a visit is booked or ordered.",
)
BAY_NAMES: Final = NamesSetting(
    name="bay.names",
    words="Recovery bays, with commas between",
    default=["Bay 1", "Bay 2"],
    used="When a patient comes to recovery.",
)
RECOVERY_SCORE: Final = ChoiceSetting(
    name="recovery.score",
    words="The score asked before leaving recovery (while none is chosen, any of them counts)",
    may_be_empty=True,
    answers={"aldrete": "Aldrete score", "padss": "PADSS", "mpadss": "PADSS, modified"},
    used="By the criteria for leaving recovery.",
)
PRINTERS: Final = PrintersSetting(
    name="printer.default",
    words="Printer, or Room 1: its printer, Room 2: its printer (may stay empty)",
    may_be_empty=True,
    used="For every paper that is printed.",
)
RELIEF_LINE: Final = NumberSetting(
    name="relief.line_percent",
    words="Relief after a block: the clinic's line in percent (may stay empty)",
    may_be_empty=True,
    most=100,
    used="When diaries are compared after a block.",
)
RELIEF_WINDOW: Final = NumberSetting(
    name="relief.window_hours",
    words="Hours after a block in which the best relief counts (may stay empty)",
    may_be_empty=True,
    most=24,
    used="When diaries are compared after a block.",
)
RELIEF_LEAST_BEFORE: Final = NumberSetting(
    name="relief.least_before",
    words="Least pain before a block that is compared, of 10 (may stay empty)",
    may_be_empty=True,
    most=10,
    used="When diaries are compared after a block.",
)
ANAESTHETIC_WINDOW: Final = NumberSetting(
    name="local_anaesthetic.window_hours",
    words="Hours within which local anaesthetic of other visits joins the sum (may stay empty)",
    may_be_empty=True,
    most=72,
    used="By the rule of largest doses; while empty, another visit within 24 h is asked about.",
)
LANGUAGE: Final = ChoiceSetting(
    name="clinic.language",
    words="Language of sheets for a patient of whom nobody recorded one",
    default=ENGLISH,
    used="For the papers that go home, where a reviewed text is in it.",
)
UNITS_TEMPERATURE: Final = ChoiceSetting(
    name="units.temperature",
    words="Temperature",
    asked="Temperature is measured in",
    default="°F",
    answers={"°F": "°F", "°C": "°C"},
    used=_WHERE_UNITS,
)
UNITS_WEIGHT: Final = ChoiceSetting(
    name="units.weight",
    words="Weight",
    asked="Weight is measured in",
    default="kg",
    answers={"kg": "kg", "lb": "lb"},
    used=_WHERE_UNITS,
)
UNITS_GLUCOSE: Final = ChoiceSetting(
    name="units.glucose",
    words="Glucose",
    asked="Glucose is measured in",
    default="mg/dL",
    answers={"mg/dL": "mg/dL", "mmol/L": "mmol/L"},
    used=_WHERE_UNITS,
)
DEMO: Final = FlagSetting(
    name="clinic.demo",
    words="",
    default=False,
    used="On every screen and paper of a demo store, which say DEMO.",
)

SETTINGS: Final[tuple[Setting[object], ...]] = (
    *(CLINIC_NAME, PHONE_DAY, PHONE_NIGHT, TIME_ZONE, DATE_ORDER, PAPER, LANGUAGE),
    *(UNITS_TEMPERATURE, UNITS_WEIGHT, UNITS_GLUCOSE),
    *(MRN_PATTERN, LOCK_MINUTES, TIME_OUT_MINUTES, ROOM_NAMES, BAY_NAMES, RECOVERY_SCORE),
    *(PRINTERS, RELIEF_LINE, RELIEF_WINDOW, RELIEF_LEAST_BEFORE),
    *(ANAESTHETIC_WINDOW, DEMO),
)
"""Every setting; a person changes those with words, in this order."""

EDITED: Final = tuple(row for row in SETTINGS if row.words)
ASKED_FIRST: Final = tuple(row for row in SETTINGS if row.asked)
"""The settings that the first run asks."""


def edited(languages: Languages) -> tuple[Setting[object], ...]:
    """Return the settings that a person changes, with the languages that there are to choose."""
    names = {key: row.name for key, row in languages.items()}
    chosen = replace(LANGUAGE, answers=names)
    return tuple(chosen if row is LANGUAGE else row for row in EDITED)
