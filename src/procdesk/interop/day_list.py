"""CSV day lists: one line a booking.

Columns, in any order and spelling below: time (or start), date, family name, given name, birth
date, record number, sex, procedure, room, operator. Dates are written 2026-11-23.
"""

import csv
import hashlib
import io
import re
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from procdesk.domain.feeds.feed import (
    BookingAct,
    BookingFacts,
    FeedParse,
    Message,
    PatientFacts,
    SetAside,
    Unreadable,
)
from procdesk.domain.visit.patient import Identifier, Name, Sex

_COLUMNS = {
    "date": ("date", "day"),
    "time": ("time", "start", "start time"),
    "family": ("family", "family name", "last name", "surname", "name"),
    "given": ("given", "given name", "first name"),
    "birth_date": ("birth date", "dob", "date of birth", "born"),
    "mrn": ("mrn", "record number", "patient id", "chart"),
    "sex": ("sex", "gender"),
    "procedure": ("procedure", "procedure text", "service"),
    "room": ("room", "location"),
    "operator": ("operator", "physician", "provider", "doctor"),
}
_NEEDED = ("date", "time", "family", "given", "birth_date", "mrn", "procedure")
_SEX = {"f": Sex.FEMALE, "female": Sex.FEMALE, "m": Sex.MALE, "male": Sex.MALE}
_DATE = re.compile(r"\d{4}-\d\d-\d\d")


def read_day_list(raw: bytes, zone: ZoneInfo) -> FeedParse:
    """Every line that can be used; the others are set aside with their line number."""
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        place = f"byte {error.start + 1}"
        return FeedParse("csv", (), (SetAside(place, "it is not UTF-8: save the list as UTF-8"),))
    delimiter = max(",;\t", key=text.partition("\n")[0].count)
    rows = csv.reader(io.StringIO(text), delimiter=delimiter, strict=True)
    try:
        columns = _columns(next(rows, []))
        return _read(rows, columns, zone)
    except Unreadable as problem:
        return FeedParse("csv", (), (problem.set_aside,))
    except csv.Error:
        place = f"line {rows.line_num}"
        return FeedParse("csv", (), (SetAside(place, "the quotation marks do not close"),))


def _columns(header: list[str]) -> dict[str, int]:
    plain = [" ".join(re.findall(r"[a-z]+", one.lower())) for one in header]
    columns = {
        column: plain.index(name)
        for column, names in _COLUMNS.items()
        for name in names
        if name in plain
    }
    missing = [column.replace("_", " ") for column in _NEEDED if column not in columns]
    if missing:
        raise Unreadable("line 1", f"columns are missing: {', '.join(missing)}")
    return columns


def _read(rows: Any, columns: dict[str, int], zone: ZoneInfo) -> FeedParse:
    messages, aside = [], []
    for row in rows:
        if not any(row):
            continue
        place = f"line {rows.line_num}"
        try:
            messages.append(_message(_Line(row, columns, place), zone))
        except Unreadable as problem:
            aside.append(problem.set_aside)
    return FeedParse("csv", tuple(messages), tuple(aside))


class _Line:
    """One line of the list."""

    def __init__(self, row: list[str], columns: dict[str, int], place: str) -> None:
        self.row, self.columns, self.place = row, columns, place

    def text(self, column: str) -> str:
        at = self.columns.get(column)
        if at is None:
            return ""
        if at >= len(self.row):
            raise Unreadable(self.place, "it has fewer columns than the first line")
        return self.row[at].strip()

    def needed(self, column: str) -> str:
        text = self.text(column)
        if not text:
            raise Unreadable(self.place, f"{column.replace('_', ' ')} is empty")
        return text

    def day(self, column: str) -> date:
        text = self.needed(column)
        if not _DATE.fullmatch(text):
            reason = f"{column.replace('_', ' ')} can be read in two ways: write 2026-11-23"
            raise Unreadable(self.place, reason)
        try:
            return date.fromisoformat(text)
        except ValueError:
            reason = f"{column.replace('_', ' ')}: there is no such day"
            raise Unreadable(self.place, reason) from None

    def time(self) -> time:
        try:
            return time.fromisoformat(self.needed("time").zfill(5))
        except ValueError:
            raise Unreadable(self.place, "time: write 08:30") from None


def _message(line: _Line, zone: ZoneInfo) -> Message:
    at = datetime.combine(line.day("date"), line.time(), zone)
    patient = PatientFacts(
        name=Name(line.needed("family"), line.needed("given")),
        identifiers=(Identifier(line.needed("mrn"), "day list", "MR"),),
        birth_date=line.day("birth_date"),
        sex=_SEX.get(line.text("sex").lower(), Sex.UNKNOWN),
    )
    external = f"{line.needed('mrn')} {at.isoformat()}"
    booking = BookingFacts(
        patient=patient,
        act=BookingAct.BOOK,
        external_id=external,
        procedure_text=line.needed("procedure"),
        scheduled_at=at,
        room=line.text("room"),
        operator=line.text("operator"),
    )
    digest = hashlib.sha256("\x1f".join(line.row).encode()).hexdigest()
    return Message(
        sender="day list",
        message_id=external,
        sha256=digest,
        kind="line",
        facts=(booking,),
        place=line.place,
    )
