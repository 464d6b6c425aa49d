"""The tables. The journal is append-only; projections can be dropped and rebuilt at any time."""

from typing import Any

from sqlalchemy import Column, Index, Integer, LargeBinary, MetaData, Table, Text, UniqueConstraint

SCHEMA_VERSION = 1

tables = MetaData()


def _table(name: str, *columns: Column[Any] | UniqueConstraint) -> Table:
    return Table(name, tables, *columns, sqlite_strict=True)


def _key(name: str) -> Column[Any]:
    return Column(name, Text, primary_key=True)


def _text(name: str) -> Column[Any]:
    return Column(name, Text, nullable=False)


def _whole(name: str) -> Column[Any]:
    return Column(name, Integer, nullable=False)


journal = _table(
    "journal",
    Column("place", Integer, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    _text("desk"),
    _whole("sequence"),
    _text("subject"),
    _text("subject_id"),
    _text("kind"),
    Column("env", LargeBinary, nullable=False),
    _text("hash"),
    _text("seal"),
    UniqueConstraint("desk", "sequence"),
)
Index("journal_subject", journal.c.subject, journal.c.subject_id, journal.c.place)

meta = _table("meta", _key("name"), _text("value"))

credential = _table(
    "credential",
    _key("user"),
    _whole("version"),
    _text("wrapped_key"),
    _text("pin"),
    _whole("pin_failures"),
)

badge = _table("badge", _key("digest"), Column("user", Text, nullable=False, unique=True))

draft = _table(
    "draft", _key("user"), _key("case_id"), _key("section"), _text("kept_at"), _text("content")
)

# Projections

case_row = _table(
    "case_row", _key("case_id"), _text("patient_id"), _text("scheduled_at"), _text("external_id")
)
Index("case_row_day", case_row.c.scheduled_at)
Index("case_row_external", case_row.c.external_id)
Index("case_row_patient", case_row.c.patient_id)

patient_row = _table(
    "patient_row", _key("patient_id"), _text("family"), _text("given"), _text("birth_date")
)
Index("patient_row_name", patient_row.c.family, patient_row.c.given)
Index("patient_row_day", patient_row.c.birth_date)

patient_number = _table("patient_number", _key("value"), _key("system"), _text("patient_id"))

stage_row = _table("stage_row", _key("case_id"), _text("stage"))
Index("stage_row_stage", stage_row.c.stage)

diary_row = _table(
    "diary_row", _key("number"), _text("case_id"), _whole("handed_over"), _whole("back")
)

sign_row = _table("sign_row", _key("case_id"))

PROJECTIONS = (case_row, patient_row, patient_number, stage_row, diary_row, sign_row)

GUARDS = (
    "CREATE TRIGGER journal_keeps BEFORE UPDATE ON journal "
    "BEGIN SELECT RAISE(ABORT, 'the journal is only ever added to'); END",
    "CREATE TRIGGER journal_stays BEFORE DELETE ON journal "
    "BEGIN SELECT RAISE(ABORT, 'the journal is only ever added to'); END",
)
