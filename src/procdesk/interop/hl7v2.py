"""HL7 v2: a strict front door and a small reader. Never raises for bad input."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

from procdesk.domain.feeds.feed import (
    BookingAct,
    BookingFacts,
    FeedFacts,
    FeedParse,
    MergeFacts,
    Message,
    PatientFacts,
    SetAside,
    Unreadable,
    VisitFacts,
)
from procdesk.domain.medicines.medication import Allergy
from procdesk.domain.medicines.no_allergy import says_none
from procdesk.domain.visit.patient import Identifier, Name, Sex

MOST_BYTES = 1_000_000
_CHARSETS = {
    "": "utf-8",
    "ASCII": "utf-8",
    "UNICODE UTF-8": "utf-8",
    "UTF-8": "utf-8",
    "8859/1": "latin-1",
    "8859/15": "iso8859-15",
    "UNICODE UTF-16": "utf-16",
}
_ESCAPE = re.compile(r"\\([FSTRE]|X(?:[0-9A-F]{2})+|\.br|[HN])\\")
_BOOKINGS = {
    "S12": BookingAct.BOOK,
    "S13": BookingAct.CHANGE,
    "S14": BookingAct.CHANGE,
    "S15": BookingAct.CANCEL,
    "S16": BookingAct.CANCEL,
    "S17": BookingAct.CANCEL,
    "S26": BookingAct.NO_SHOW,
}
_VISITS = {"A01", "A03", "A04", "A13"}
_PEOPLE = {"A08", "A28", "A31"}
_SEX = {"F": Sex.FEMALE, "M": Sex.MALE, "O": Sex.OTHER, "A": Sex.OTHER}


@dataclass(frozen=True, slots=True)
class Segment:
    """One segment: its name, its place in the file, and its raw fields (MSH counted as in HL7)."""

    name: str
    place: str
    fields: tuple[str, ...]
    signs: str

    def raw(self, number: int) -> str:
        """A field as it stands, all repetitions."""
        return self.fields[number] if number < len(self.fields) else ""

    def repetitions(self, number: int) -> list[str]:
        """The repetitions of a field, empty ones left out."""
        return [one for one in self.raw(number).split(self.signs[1]) if one]

    def part(self, number: int, component: int = 1, repetition: str | None = None) -> str:
        """A component of the first (or of the given) repetition, unescaped; subparts cut off."""
        text = repetition
        if text is None:
            text = next(iter(self.repetitions(number)), "")
        parts = text.split(self.signs[0])
        if component > len(parts) or parts[component - 1] == '""':
            return ""
        return self._plain(parts[component - 1].split(self.signs[3])[0]).strip()

    def _plain(self, text: str) -> str:
        return _ESCAPE.sub(lambda escape: _unescaped(escape[1], self.signs), text)


def _unescaped(code: str, signs: str) -> str:
    if code.startswith("X"):
        return bytes.fromhex(code[1:]).decode("latin-1")
    plain = {"F": "|", "S": signs[0], "R": signs[1], "E": signs[2], "T": signs[3], ".br": "\n"}
    return plain.get(code, "")


def looks_like_hl7(raw: bytes) -> bool:
    """Return whether a file begins as a message does, framing and byte order marks aside."""
    head = raw[:64].lstrip(b"\x0b\xef\xbb\xbf\xff\xfe \r\n\t").replace(b"\0", b"")
    return head.startswith((b"MSH", b"FHS", b"BHS"))


def read_hl7(raw: bytes, zone: ZoneInfo) -> FeedParse:
    """Every message in a file; `zone` is for times that name none."""
    if len(raw) > MOST_BYTES:
        return FeedParse("hl7v2", (), (SetAside("file", "larger than 1 MB: send it in parts"),))
    try:
        text = _decoded(raw)
    except Unreadable as problem:
        return FeedParse("hl7v2", (), (problem.set_aside,))
    messages, aside = [], []
    for number, segments in enumerate(_messages(text), 1):
        try:
            messages.append(_message(segments, zone, f"message {number}"))
        except Unreadable as problem:
            place = f"message {number}, {problem.set_aside.place}"
            aside.append(SetAside(place, problem.set_aside.reason))
    if not messages and not aside:
        aside.append(SetAside("file", "there is no MSH segment in it"))
    return FeedParse("hl7v2", tuple(messages), tuple(aside))


def _decoded(raw: bytes) -> str:
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        charset = "utf-16"
    else:
        header = re.search(rb"MSH(.)[^\r\n]*", raw)
        fields = header[0].split(header[1]) if header else []
        charset_name = (
            fields[17].decode("ascii", "replace").split("~")[0].strip() if len(fields) > 17 else ""
        )
        charset = _CHARSETS.get(charset_name.upper(), "")
        if not charset:
            raise Unreadable("MSH-18", "the character set is not known: send UNICODE UTF-8")
    try:
        return raw.decode(charset).removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        raise Unreadable(
            f"byte {error.start + 1}", "not in the character set that MSH-18 names"
        ) from None


def _messages(text: str) -> Iterator[list[tuple[int, str]]]:
    """The lines of each message, numbered from 1; whatever ends them (CR, LF, both)."""
    current: list[tuple[int, str]] = []
    plain = text.replace("\r\n", "\r").replace("\n", "\r")
    for number, line in enumerate(plain.split("\r"), 1):
        stripped = line.strip("\x0b\x1c\ufeff \t\0")
        if stripped.startswith("MSH") and current:
            yield current
            current = []
        if stripped and (current or stripped.startswith("MSH")):
            current.append((number, stripped))
    if current:
        yield current


def _message(lines: list[tuple[int, str]], zone: ZoneInfo, place: str) -> Message:
    head = lines[0][1]
    if len(head) < 9 or len(set(head[3:8])) != 5 or head[3].isalnum():
        raise Unreadable("MSH-1", "the separators are cut off or not those of HL7")
    segments = [_segment(number, line, head) for number, line in lines]
    msh = segments[0]
    kind, trigger = msh.part(9, 1), msh.part(9, 2)
    if not kind or not msh.part(10):
        raise Unreadable("MSH-9", "message type or control id is missing")
    content = hashlib.sha256("\r".join(line for _, line in lines).encode()).hexdigest()
    sender = f"{msh.part(3)}|{msh.part(4)}"
    facts = _facts(segments, kind, trigger, zone)
    return Message(
        sender=sender,
        message_id=msh.part(10),
        sha256=content,
        kind=f"{kind}^{trigger}",
        facts=(facts,),
        place=place,
    )


def _segment(number: int, line: str, head: str) -> Segment:
    fields = line.split(head[3])
    name = fields[0]
    if not re.fullmatch(r"[A-Z][A-Z0-9]{2}", name):
        raise Unreadable(f"line {number}", "it does not begin with the name of a segment")
    if name == "MSH":
        fields.insert(1, head[3])
    return Segment(name, f"line {number}", tuple(fields), head[4:8])


def _facts(segments: list[Segment], kind: str, trigger: str, zone: ZoneInfo) -> FeedFacts:
    if kind == "SIU" and trigger in _BOOKINGS:
        return _booking(segments, trigger, zone)
    if kind == "ADT" and trigger == "A40":
        merge = _first(segments, "MRG")
        merged = _identifiers(merge, 1)
        if not merged:
            raise Unreadable("MRG-1", "it does not say which record is merged")
        return MergeFacts(_patient(segments), merged)
    if kind == "ADT" and trigger in _VISITS | {"A11"}:
        return _visit(segments, trigger == "A11", zone)
    if kind == "ADT" and trigger in _PEOPLE:
        return _patient(segments)
    raise Unreadable(
        "MSH-9",
        f"{kind}^{trigger} is not among the messages that are applied: nothing of it is used",
    )


def _first(segments: list[Segment], name: str) -> Segment:
    segment = next((one for one in segments if one.name == name), None)
    if segment is None:
        raise Unreadable(name, f"there is no {name} segment: the message is cut off or not whole")
    return segment


def _patient(segments: list[Segment]) -> PatientFacts:
    pid = _first(segments, "PID")
    name = Name(pid.part(5, 1), pid.part(5, 2))
    identifiers = _identifiers(pid, 3)
    if not name.family or not identifiers:
        raise Unreadable(f"{pid.place}, PID", "family name or identifier is missing")
    allergies = [one for one in segments if one.name == "AL1"]
    return PatientFacts(
        name=name,
        identifiers=identifiers,
        birth_date=_day(pid, 7),
        sex=_SEX.get(pid.part(8).upper(), Sex.UNKNOWN),
        phone=pid.part(13),
        language=pid.part(15),
        deceased=_deceased(pid),
        allergies=tuple(a for a in map(_allergy, allergies) if not says_none(a.text)) or None,
    )


def _deceased(pid: Segment) -> bool | None:
    """PID-30 says it, else a time of death in PID-29; a message with neither says nothing."""
    indicator = {"Y": True, "N": False}.get(pid.part(30).upper())
    return True if indicator is None and pid.part(29) else indicator


def _identifiers(segment: Segment, number: int) -> tuple[Identifier, ...]:
    identifiers = (
        Identifier(
            segment.part(number, 1, repetition),
            segment.part(number, 4, repetition),
            segment.part(number, 5, repetition),
        )
        for repetition in segment.repetitions(number)
    )
    return tuple(one for one in identifiers if one.value)


def _allergy(segment: Segment) -> Allergy:
    text = segment.part(3, 2) or segment.part(3, 1)
    if not text:
        raise Unreadable(f"{segment.place}, AL1-3", "the substance is missing")
    key = hashlib.sha256(f"hl7|{text}".encode()).hexdigest()[:32]
    return Allergy(id=key, text=text, reaction=segment.part(5), source="HL7 message")


def _visit(segments: list[Segment], cancelled: bool, zone: ZoneInfo) -> VisitFacts:
    visit, account = _numbers(segments)
    at = _happened_at(segments, zone) if cancelled else None
    return VisitFacts(
        patient=_patient(segments), cancelled=cancelled, visit=visit, account=account, at=at
    )


def _numbers(segments: list[Segment]) -> tuple[str, str]:
    """The visit's number (PV1-19) and its account's (PID-18), empty where they are not told."""
    visit = next((one.part(19) for one in segments if one.name == "PV1"), "")
    return visit, _first(segments, "PID").part(18)


def _happened_at(segments: list[Segment], zone: ZoneInfo) -> datetime:
    """Return when the visit began or was to begin, else when it was taken back or sent.

    Raises Unreadable.
    """
    by_name = {one.name: one for one in reversed(segments)}
    for name, number in (("PV1", 44), ("PV2", 8), ("EVN", 6), ("EVN", 2), ("MSH", 7)):
        segment = by_name.get(name)
        text = segment.part(number) if segment else ""
        if segment and text:
            return _moment(text, f"{segment.place}, {name}-{number}", zone)
    raise Unreadable("PV1-44", "it does not say when the visit was")


def _booking(segments: list[Segment], trigger: str, zone: ZoneInfo) -> BookingFacts:
    sch = _first(segments, "SCH")
    by_name = {one.name: one for one in reversed(segments)}
    ais, ail, aip = (by_name.get(name) for name in ("AIS", "AIL", "AIP"))
    visit, account = _numbers(segments)
    return BookingFacts(
        patient=_patient(segments),
        act=_BOOKINGS[trigger],
        external_id=sch.part(2) or sch.part(1),
        procedure_text=(ais and (ais.part(3, 2) or ais.part(3, 5)))
        or sch.part(7, 2)
        or sch.part(7),
        scheduled_at=_booked_at(by_name, zone),
        room=(ail and (ail.part(3, 2) or ail.part(3, 1))) or "",
        operator=(aip and " ".join(filter(None, (aip.part(3, 3), aip.part(3, 2))))) or "",
        visit=visit,
        account=account,
    )


def _booked_at(by_name: dict[str, Segment], zone: ZoneInfo) -> datetime:
    for name, number, component in (("AIS", 4, 1), ("TQ1", 7, 1), ("SCH", 11, 4)):
        segment = by_name.get(name)
        text = segment.part(number, component) if segment else ""
        if segment and text:
            return _moment(text, f"{segment.place}, {name}-{number}", zone)
    raise Unreadable("AIS-4", "the time of the appointment is missing")


_TIME = re.compile(r"(\d{4})(\d\d)(\d\d)(?:(\d\d)(\d\d)?(\d\d)?(?:\.\d+)?)?([+-]\d{4})?")


def _moment(text: str, place: str, zone: ZoneInfo) -> datetime:
    moment = _TIME.fullmatch(text)
    if moment is None:
        raise Unreadable(place, "it is not a time of the form YYYYMMDDHHMM")
    year, month, day, hour, minute, second = (int(moment[n] or 0) for n in range(1, 7))
    try:
        at = datetime(year, month, day, hour, minute, second, tzinfo=zone)
        return at.replace(tzinfo=_offset(moment[7])) if moment[7] else at
    except ValueError:
        raise Unreadable(place, "there is no such time") from None


def _offset(text: str) -> timezone:
    minutes = int(text[1:3]) * 60 + int(text[3:5])
    return timezone(timedelta(minutes=-minutes if text[0] == "-" else minutes))


def _day(segment: Segment, number: int) -> date | None:
    text = segment.part(number)
    if not text:
        return None
    try:
        return date(int(text[:4]), int(text[4:6]), int(text[6:8]))
    except ValueError:
        place = f"{segment.place}, {segment.name}-{number}"
        raise Unreadable(place, "it is not a date of the form YYYYMMDD") from None
