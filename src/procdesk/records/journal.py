"""Journal: append and read entries. One writer; each append is one transaction on the disk."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import TypeVar
from zoneinfo import ZoneInfo

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    Select,
    and_,
    bindparam,
    func,
    insert,
    literal_column,
    or_,
    select,
)
from sqlalchemy.exc import DBAPIError

from procdesk.domain.entry import CLINIC, Entry, Subject, SubjectKind
from procdesk.records import projections, schema
from procdesk.records.canonical import FIRST, decode, encode, hash_of
from procdesk.records.errors import (
    JournalMoved,
    NotSaved,
    SavedButHeadFailed,
    StoreProblem,
    in_words,
)
from procdesk.records.head import EMPTY, Head, read_head, write_head
from procdesk.records.seal import sign
from procdesk.records.store import Store

MOST_AT_ONCE = 200
UNREADABLE = "unreadable"
"""The kind under which a row is shown whose bytes cannot be read any more."""

_ROW = schema.journal.c


class JournalEnd(StrEnum):
    """The newest entry as it stands on the disk, held against the head file."""

    EMPTY = "empty"
    """Nothing was ever recorded."""
    SAVED = "saved"
    """It is synced, and the head file names it."""
    UNGUARDED = "unguarded"
    """It is synced; the head file does not name it yet, or cannot be read."""
    CUT = "cut"
    """The head file names another end than the journal has."""


class Journal:
    """The journal of an open store."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def append(
        self, entries: Sequence[Entry], newest_known: int | None = None
    ) -> tuple[Entry, ...]:
        """Add entries in one transaction; return them with their place in the chain.

        `newest_known` is the place that the author knew as newest: raises JournalMoved if there is
        more by now. Raises NotSaved (nothing changed) and SavedButHeadFailed (all of it is saved).
        """
        if len(entries) > MOST_AT_ONCE:
            raise ValueError(f"at most {MOST_AT_ONCE} entries in one append")
        try:
            with self.store.lock():
                with self.store.engine.begin() as connection:
                    appended, head = self._add(connection, entries, newest_known)
                self._anchor(head)
        except DBAPIError as error:
            raise NotSaved(in_words(error)) from None
        except OSError as error:
            raise NotSaved(in_words(error)) from None
        return appended

    def _add(
        self, connection: Connection, entries: Sequence[Entry], newest_known: int | None
    ) -> tuple[tuple[Entry, ...], Head]:
        place, last = _newest(connection)
        if newest_known is not None and place != newest_known:
            raise JournalMoved
        desk = self.store.desk_id
        sequence, prev = _end_of_chain(connection, desk)
        rows, appended = [], []
        for entry in entries:
            sequence += 1
            env = encode(entry, desk, sequence, prev)
            prev = last = hash_of(env)
            rows.append(self._row(entry, sequence, env, prev))
            appended.append(decode(env))
        if rows:
            connection.execute(insert(schema.journal), rows)
            projections.take(connection, appended)
        return tuple(appended), Head(place + len(rows), last)

    def _row(self, entry: Entry, sequence: int, env: bytes, digest: str) -> dict[str, object]:
        return {
            "id": entry.id,
            "desk": self.store.desk_id,
            "sequence": sequence,
            "subject": entry.subject.kind.value,
            "subject_id": entry.subject.id,
            "kind": str(entry.kind),
            "env": env,
            "hash": digest,
            "seal": sign(self.store.desk_key, bytes.fromhex(digest)),
        }

    def _anchor(self, head: Head) -> None:
        try:
            write_head(self.store.head_path, head)
        except OSError:
            raise SavedButHeadFailed(
                "This is saved. The file that guards the end of the journal could not be written: "
                "check the disk of the data folder, then run `procdesk journal verify`."
            ) from None

    def end(self) -> JournalEnd:
        """Return how the newest entry stands on the disk. Raises StoreProblem if it is unreadable.

        Where head file and journal differ they are read again under the lock: another process may
        have been between the two.
        """
        try:
            end = self._end()
            if end in (JournalEnd.UNGUARDED, JournalEnd.CUT):
                with suppress(OSError), self.store.lock():
                    end = self._end()
        except DBAPIError:
            raise StoreProblem("The store cannot be read now.") from None
        return end

    def _end(self) -> JournalEnd:
        try:
            anchored = read_head(self.store.head_path) or EMPTY
        except OSError:
            return JournalEnd.UNGUARDED
        with self._reading() as connection:
            newest = Head(*_newest(connection))
        if newest == anchored:
            return JournalEnd.SAVED if newest.count else JournalEnd.EMPTY
        return JournalEnd.UNGUARDED if anchored.count < newest.count else JournalEnd.CUT

    def newest(self) -> int:
        """The place of the newest entry, 0 in an empty store."""
        with self._reading() as connection:
            return _newest(connection)[0]

    def entries_of(self, subject: Subject) -> tuple[Entry, ...]:
        """All entries of a subject in the order in which this store took them."""
        query = select(schema.journal).where(
            _ROW.subject == subject.kind.value, _ROW.subject_id == subject.id
        )
        return self._read(query.order_by(_ROW.place))

    def since(self, place: int) -> tuple[Entry, ...]:
        """All entries after a place."""
        return self._read(select(schema.journal).where(_ROW.place > place).order_by(_ROW.place))

    def case_ids_on(self, day: date, zone: ZoneInfo) -> tuple[str, ...]:
        """The cases that are booked on a day of this time zone."""
        start = datetime.combine(day, time(), zone)
        ends = (start, start + timedelta(days=1))
        first, last = (at.astimezone(UTC).isoformat() for at in ends)
        column = schema.case_row.c
        query = select(column.case_id).where(
            column.scheduled_at >= first, column.scheduled_at < last
        )
        with self._reading() as connection:
            return tuple(connection.execute(query.order_by(column.scheduled_at)).scalars())

    def patient_with(self, number: str, system: str) -> str:
        """The patient who has this number, an empty string if nobody has."""
        column = schema.patient_number.c
        query = select(column.patient_id).where(column.value == number, column.system == system)
        return self._only_id(query)

    def case_of(self, external_id: str) -> str:
        """The newest case that another system knows by this number, an empty string if none."""
        column = schema.case_row.c
        query = select(column.case_id).where(column.external_id == external_id)
        return self._only_id(query.order_by(literal_column("rowid").desc()))

    def cases_at(self, stage: str) -> tuple[str, ...]:
        """All cases whose latest stage this is, the earliest booked first."""
        row, case = schema.stage_row, schema.case_row
        query = select(row.c.case_id).join(case, case.c.case_id == row.c.case_id)
        query = query.where(row.c.stage == stage).order_by(case.c.scheduled_at)
        with self._reading() as connection:
            return tuple(connection.execute(query).scalars())

    def cases_with_signs(self) -> tuple[str, ...]:
        """All cases of which a call ever told a sign of an emergency."""
        with self._reading() as connection:
            return tuple(connection.execute(select(schema.sign_row.c.case_id)).scalars())

    def case_of_diary(self, number: str) -> str:
        """The case for which a diary of this number was made, an empty string if none was."""
        column = schema.diary_row.c
        return self._only_id(select(column.case_id).where(column.number == number))

    def diaries_back(self) -> tuple[int, int]:
        """Count the diaries that were handed over, and those of which a page came back."""
        column = schema.diary_row.c
        query = select(func.count(), func.coalesce(func.sum(column.back), 0))
        with self._reading() as connection:
            out, back = connection.execute(query.where(column.handed_over == 1)).one()
        return int(out), int(back)

    def cases_of(self, patient_id: str) -> tuple[str, ...]:
        """All cases of a patient, oldest first."""
        column = schema.case_row.c
        query = select(column.case_id).where(column.patient_id == patient_id)
        with self._reading() as connection:
            return tuple(connection.execute(query.order_by(column.scheduled_at)).scalars())

    def search(self, text: str, limit: int = 20) -> tuple[str, ...]:
        """Return patients by the start of their names in either order, birth date or number."""
        plain = projections.search_form(text)
        row, number = schema.patient_row.c, schema.patient_number.c
        named = select(row.patient_id).where(or_(*map(_begins, _splits(plain))))
        by_name = named.order_by(row.family, row.given).limit(limit)
        by_day = select(row.patient_id).where(row.birth_date == plain).limit(limit)
        by_number = select(number.patient_id).where(number.value == text.strip()).limit(limit)
        with self._reading() as connection:
            matches = [connection.execute(q).scalars() for q in (by_name, by_day, by_number)]
            return tuple(dict.fromkeys(one for rows in matches for one in rows))[:limit]

    def _only_id(self, query: Select[tuple[str]]) -> str:
        with self._reading() as connection:
            return str(connection.execute(query.limit(1)).scalar() or "")

    def _read(self, query: object) -> tuple[Entry, ...]:
        with self._reading() as connection:
            return tuple(map(entry_of, connection.execute(query)))  # type: ignore[call-overload]

    def _reading(self) -> Connection:
        return self.store.engine.connect().execution_options(reads_only=True)


def entry_of(row: Row[tuple[object, ...]]) -> Entry:
    """The entry of a row. Reading never refuses: a damaged row is an entry of kind unreadable."""
    try:
        return decode(row.env)
    except (ValueError, KeyError, TypeError):
        at = datetime.fromtimestamp(0, UTC)
        return Entry(
            id=row.id,
            subject=_subject_of(row),
            kind=UNREADABLE,
            author="",
            recorded_at=at,
            done_at=at,
            desk=row.desk,
            sequence=row.sequence,
        )


def _subject_of(row: Row[tuple[object, ...]]) -> Subject:
    """The subject in a row's columns; the clinic where that is damaged too."""
    known = row.subject in iter(SubjectKind)
    return Subject(SubjectKind(row.subject), row.subject_id) if known else CLINIC


# Written once: building a statement costs as much as running it.
_NEWEST = select(_ROW.place, _ROW.hash).order_by(_ROW.place.desc()).limit(1)
_END_OF_CHAIN = (
    select(_ROW.sequence, _ROW.hash)
    .where(_ROW.desk == bindparam("of_desk"))
    .order_by(_ROW.sequence.desc())
    .limit(1)
)


def _newest(connection: Connection) -> tuple[int, str]:
    row = connection.execute(_NEWEST).first()
    return (row.place, row.hash) if row else (0, FIRST)


def _end_of_chain(connection: Connection, desk: str) -> tuple[int, str]:
    row = connection.execute(_END_OF_CHAIN, {"of_desk": desk}).first()
    return (row.sequence, row.hash) if row else (0, FIRST)


_Item = TypeVar("_Item")


def in_batches(many: Sequence[_Item]) -> Iterator[Sequence[_Item]]:
    """Bulk work in batches, so that a person's tap never waits for long."""
    for start in range(0, len(many), MOST_AT_ONCE):
        yield many[start : start + MOST_AT_ONCE]


def _splits(name: str) -> list[tuple[str, str]]:
    """Return each way in which words may be a family name and given names, in either order."""
    words = name.replace(",", " ").split()
    pairs = [(" ".join(words[:at]), " ".join(words[at:])) for at in range(1, len(words) + 1)]
    return [*pairs, *((given, family) for family, given in pairs if given)] or [("", "")]


def _begins(names: tuple[str, str]) -> ColumnElement[bool]:
    """Return the condition that a family name and a given name begin so."""
    family, given = names
    row = schema.patient_row.c
    starts = and_(row.family >= family, row.family < family + "\U0010ffff")
    if not given:
        return starts
    return and_(starts, (" " + row.given).contains(f" {given}", autoescape=True))
