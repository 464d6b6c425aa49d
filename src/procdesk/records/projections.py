"""Projections: droppable tables of time-free facts, always equal to what a rebuild would give."""

import unicodedata
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, delete, select, update
from sqlalchemy.dialects.sqlite import insert

from procdesk.domain.entry import Entry, Kind
from procdesk.domain.relief.follow_up_call import RED_FLAGS, YES
from procdesk.records import schema
from procdesk.records.canonical import decode

_BATCH = 2000


def take(connection: Connection, entries: Iterable[Entry]) -> None:
    """Bring the projections up to these entries."""
    for entry in entries:
        handle = _HANDLERS.get(entry.kind)
        if handle is None:
            continue
        try:
            handle(connection, entry.subject.id, dict(entry.body))
        except (AttributeError, KeyError, ValueError, TypeError):
            continue  # reading never refuses; the entry itself is kept and shown


def rebuild(connection: Connection) -> None:
    """Drop what the projections hold and make it again from the journal."""
    for table in schema.PROJECTIONS:
        connection.execute(delete(table))
    column, place = schema.journal.c, 0
    while True:
        query = select(column.place, column.env).where(
            column.place > place, column.kind.in_([*_HANDLERS])
        )
        rows = connection.execute(query.order_by(column.place).limit(_BATCH)).all()
        if not rows:
            return
        take(connection, _readable(row.env for row in rows))
        place = rows[-1].place


def contents(connection: Connection) -> dict[str, list[tuple[Any, ...]]]:
    """Everything the projections hold, to compare."""
    return {
        table.name: sorted(tuple(row) for row in connection.execute(select(table)))
        for table in schema.PROJECTIONS
    }


def search_form(name: str) -> str:
    """A name as it is searched: without accents, case or odd spaces."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    return " ".join("".join(c for c in plain if not unicodedata.combining(c)).split())


def _readable(envs: Iterable[bytes]) -> Iterable[Entry]:
    for env in envs:
        try:
            yield decode(env)
        except (ValueError, KeyError, TypeError):
            continue


def _case(connection: Connection, case_id: str, body: dict[str, Any]) -> None:
    values = {
        "patient_id": body["patient_id"],
        "scheduled_at": _utc(body.get("scheduled_at")),
        "external_id": body.get("external_id", ""),
    }
    table = schema.case_row
    connection.execute(
        insert(table)
        .values(case_id=case_id, **values)
        .on_conflict_do_update(index_elements=["case_id"], set_=values)
    )


def _moved(connection: Connection, case_id: str, body: dict[str, Any]) -> None:
    if "scheduled_at" not in body:
        return
    table = schema.case_row
    connection.execute(
        update(table)
        .where(table.c.case_id == case_id)
        .values(scheduled_at=_utc(body["scheduled_at"]))
    )


def _patient(connection: Connection, patient_id: str, body: dict[str, Any]) -> None:
    columns = {
        "family": search_form(body["family"]) if "family" in body else None,
        "given": search_form(body["given"]) if "given" in body else None,
        "birth_date": body.get("birth_date"),
    }
    known = {name: value for name, value in columns.items() if value is not None}
    fresh = {"family": "", "given": "", "birth_date": "", **known}
    row = insert(schema.patient_row).values(patient_id=patient_id, **fresh)
    connection.execute(
        row.on_conflict_do_update(index_elements=["patient_id"], set_=known)
        if known
        else row.on_conflict_do_nothing()
    )
    for identifier in body.get("identifiers", ()):
        number = {"value": identifier["value"], "system": identifier.get("system", "")}
        owner = {"patient_id": patient_id}
        connection.execute(
            insert(schema.patient_number)
            .values(**number, **owner)
            .on_conflict_do_update(index_elements=list(number), set_=owner)
        )


def _merged(connection: Connection, patient_id: str, body: dict[str, Any]) -> None:
    """The visits of a record that was folded into another are visits of that one."""
    table = schema.case_row
    connection.execute(
        update(table).where(table.c.patient_id == patient_id).values(patient_id=str(body["into"]))
    )


def _staged(connection: Connection, case_id: str, body: dict[str, Any]) -> None:
    columns = {"stage": str(body["stage"])}
    row = insert(schema.stage_row).values(case_id=case_id, **columns)
    connection.execute(row.on_conflict_do_update(index_elements=["case_id"], set_=columns))


def _sheet(connection: Connection, case_id: str, body: dict[str, Any]) -> None:
    """A paper that comes back is found by its number."""
    if body["kind"] == "diary":
        row = {"number": body["number"], "case_id": case_id, "handed_over": 0, "back": 0}
        connection.execute(insert(schema.diary_row).values(row).on_conflict_do_nothing())


def _diary_is(name: str, value: int, key: str = "number") -> "Handler":
    def handle(connection: Connection, _case_id: str, body: dict[str, Any]) -> None:
        table = schema.diary_row
        diary = update(table).where(table.c.number == body[key])
        connection.execute(diary.values({name: value}))

    return handle


def _called(connection: Connection, case_id: str, body: dict[str, Any]) -> None:
    """A call that told of a sign is found again, whatever becomes of its case."""
    answers = body.get("told", {})
    if any(answers.get(one.key) == YES for one in RED_FLAGS):
        connection.execute(insert(schema.sign_row).values(case_id=case_id).on_conflict_do_nothing())


def _utc(at: Any) -> str:
    return datetime.fromisoformat(at).astimezone(UTC).isoformat() if at else ""


Handler = Callable[[Connection, str, dict[str, Any]], None]

_HANDLERS: dict[str, Handler] = {
    Kind.CASE_OPENED.value: _case,
    Kind.ORDER_SET.value: _moved,
    Kind.STAGE_ENTERED.value: _staged,
    Kind.CALL_MADE.value: _called,
    Kind.SHEET_MADE.value: _sheet,
    Kind.SHEET_HANDED_OVER.value: _diary_is("handed_over", 1),
    Kind.SHEET_JAMMED.value: _diary_is("handed_over", 0),
    Kind.SHEET_VOIDED.value: _diary_is("handed_over", 0),
    Kind.DIARY_RETURNED.value: _diary_is("back", 1, "sheet"),
    Kind.PATIENT_REGISTERED.value: _patient,
    Kind.PATIENT_UPDATED.value: _patient,
    Kind.PATIENTS_MERGED.value: _merged,
}
