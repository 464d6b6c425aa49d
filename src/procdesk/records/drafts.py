"""Drafts: what somebody typed and did not finish. Kept in the encrypted store, never an entry."""

import json
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.exc import DBAPIError

from procdesk.records import schema
from procdesk.records.canonical import stamp
from procdesk.records.errors import NotSaved, in_words
from procdesk.records.store import Store

_COLUMN = schema.draft.c


@dataclass(frozen=True, slots=True)
class Draft:
    """An unfinished page of one person: case, section, and the text of each field."""

    case_id: str
    section: str
    kept_at: datetime
    fields: dict[str, str]


def keep(  # whose page, which page, what stands in it
    store: Store, user: str, case_id: str, section: str, fields: dict[str, str], at: datetime
) -> None:
    """Keep what stands in the fields now. Raises NotSaved."""
    content = json.dumps(fields, ensure_ascii=False)
    values = {"kept_at": stamp(at), "content": content}
    row = insert(schema.draft).values(user=user, case_id=case_id, section=section, **values)
    try:
        with store.engine.begin() as connection:
            connection.execute(
                row.on_conflict_do_update(
                    index_elements=["user", "case_id", "section"], set_=values
                )
            )
    except DBAPIError as error:
        raise NotSaved(in_words(error)) from None


def drafts_of(store: Store, user: str) -> tuple[Draft, ...]:
    """Every unfinished page of a person, newest first."""
    query = select(schema.draft).where(_COLUMN.user == user).order_by(_COLUMN.kept_at.desc())
    with store.engine.connect().execution_options(reads_only=True) as connection:
        return tuple(
            Draft(
                row.case_id,
                row.section,
                datetime.fromisoformat(row.kept_at),
                json.loads(row.content),
            )
            for row in connection.execute(query)
        )


def drop(store: Store, user: str, case_id: str, section: str) -> None:
    """The page was recorded: its draft is no longer needed. One that cannot be dropped stays."""
    with suppress(DBAPIError), store.engine.begin() as connection:
        connection.execute(
            delete(schema.draft).where(
                _COLUMN.user == user, _COLUMN.case_id == case_id, _COLUMN.section == section
            )
        )
