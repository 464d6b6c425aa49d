"""The tables. The journal is append-only; projections can be dropped and rebuilt at any time."""

from sqlalchemy import Column, Index, Integer, LargeBinary, MetaData, Table, Text, UniqueConstraint

SCHEMA_VERSION = 1

tables = MetaData()

journal = Table(
    "journal",
    tables,
    Column("place", Integer, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    Column("desk", Text, nullable=False),
    Column("sequence", Integer, nullable=False),
    Column("subject", Text, nullable=False),
    Column("subject_id", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("env", LargeBinary, nullable=False),
    Column("hash", Text, nullable=False),
    Column("seal", Text, nullable=False),
    UniqueConstraint("desk", "sequence"),
    sqlite_strict=True,
)
Index("journal_subject", journal.c.subject, journal.c.subject_id, journal.c.place)

meta = Table(
    "meta",
    tables,
    Column("name", Text, primary_key=True),
    Column("value", Text, nullable=False),
    sqlite_strict=True,
)

credential = Table(
    "credential",
    tables,
    Column("user", Text, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("wrapped_key", Text, nullable=False),
    Column("pin", Text, nullable=False),
    Column("pin_failures", Integer, nullable=False),
    sqlite_strict=True,
)

badge = Table(
    "badge",
    tables,
    Column("digest", Text, primary_key=True),
    Column("user", Text, nullable=False, unique=True),
    sqlite_strict=True,
)

draft = Table(
    "draft",
    tables,
    Column("user", Text, primary_key=True),
    Column("case_id", Text, primary_key=True),
    Column("section", Text, primary_key=True),
    Column("kept_at", Text, nullable=False),
    Column("content", Text, nullable=False),
    sqlite_strict=True,
)

# Projections

case_row = Table(
    "case_row",
    tables,
    Column("case_id", Text, primary_key=True),
    Column("patient_id", Text, nullable=False),
    Column("scheduled_at", Text, nullable=False),
    Column("external_id", Text, nullable=False),
    sqlite_strict=True,
)
Index("case_row_day", case_row.c.scheduled_at)
Index("case_row_external", case_row.c.external_id)
Index("case_row_patient", case_row.c.patient_id)

patient_row = Table(
    "patient_row",
    tables,
    Column("patient_id", Text, primary_key=True),
    Column("family", Text, nullable=False),
    Column("given", Text, nullable=False),
    Column("birth_date", Text, nullable=False),
    sqlite_strict=True,
)
Index("patient_row_name", patient_row.c.family, patient_row.c.given)
Index("patient_row_day", patient_row.c.birth_date)

patient_number = Table(
    "patient_number",
    tables,
    Column("value", Text, primary_key=True),
    Column("system", Text, primary_key=True),
    Column("patient_id", Text, nullable=False),
    sqlite_strict=True,
)

stage_row = Table(
    "stage_row",
    tables,
    Column("case_id", Text, primary_key=True),
    Column("stage", Text, nullable=False),
    sqlite_strict=True,
)
Index("stage_row_stage", stage_row.c.stage)

diary_row = Table(
    "diary_row",
    tables,
    Column("number", Text, primary_key=True),
    Column("case_id", Text, nullable=False),
    Column("handed_over", Integer, nullable=False),
    Column("back", Integer, nullable=False),
    sqlite_strict=True,
)

sign_row = Table(
    "sign_row",
    tables,
    Column("case_id", Text, primary_key=True),
    sqlite_strict=True,
)

PROJECTIONS = (case_row, patient_row, patient_number, stage_row, diary_row, sign_row)

GUARDS = (
    "CREATE TRIGGER journal_keeps BEFORE UPDATE ON journal "
    "BEGIN SELECT RAISE(ABORT, 'the journal is only ever added to'); END",
    "CREATE TRIGGER journal_stays BEFORE DELETE ON journal "
    "BEGIN SELECT RAISE(ABORT, 'the journal is only ever added to'); END",
)
