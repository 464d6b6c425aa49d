"""Verify, export and count a journal, streaming."""

import json
from collections import Counter, deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from sqlalchemy import Connection, Row, select
from sqlalchemy.exc import DBAPIError

from procdesk.records import projections, schema
from procdesk.records.canonical import FIRST, hash_of
from procdesk.records.errors import in_words
from procdesk.records.head import EMPTY, Head, damaged_slots, read_head
from procdesk.records.journal import MOST_AT_ONCE, entry_of
from procdesk.records.seal import public_of, verifies
from procdesk.records.signed import Signatures
from procdesk.records.store import Store

_BATCH = 5000
_COLUMNS = ("id", "desk", "seq", "subject", "subject_id", "kind")
_NAMES = {"seq": "sequence"}


@dataclass(frozen=True, slots=True)
class Report:
    """The outcome of a verification. `problems` are sentences of places, never contents."""

    entries: int
    problems: tuple[str, ...]

    @property
    def ok(self) -> bool:
        """Nothing is missing and nothing was changed."""
        return not self.problems


class _Chain:
    """Walks every row in order and keeps what it finds."""

    def __init__(self, store: Store, full: bool) -> None:
        self.problems: list[str] = []
        self.count = 0
        self.heads: dict[str, tuple[int, str]] = {}
        self.recent = deque([EMPTY], MOST_AT_ONCE + 1)
        self._public = {store.desk_id: public_of(store.desk_key)} if full else {}
        self._signatures = Signatures()

    def take(self, row: Row[tuple[object, ...]]) -> None:
        self.count += 1
        place = f"entry {row.place}"
        if row.place != self.count:
            self.problems.append(f"{place}: an entry before it is missing")
            self.count = row.place
        if hash_of(row.env) != row.hash:
            self.problems.append(f"{place}: its bytes are not those that were recorded")
        self._columns(row, place)
        self.heads[row.desk] = (row.sequence, row.hash)
        if self._public and not self._sealed(row):
            self.problems.append(f"{place}: the desk's seal does not hold")
        if self._public and not self._signatures.take(entry_of(row)):
            self.problems.append(f"{place}: the person's signature does not hold")
        self.recent.append(Head(row.place, row.hash))

    def _columns(self, row: Row[tuple[object, ...]], place: str) -> None:
        try:
            fields = json.loads(row.env)
            wrong = [c for c in _COLUMNS if getattr(row, _NAMES.get(c, c)) != fields[c]]
            sequence, prev = self.heads.get(row.desk, (0, FIRST))
            if (fields["seq"], fields["prev"]) != (sequence + 1, prev):
                self.problems.append(f"{place}: it does not follow the entry before it")
        except (ValueError, KeyError, TypeError):
            wrong = ["all"]
        if wrong:
            self.problems.append(f"{place}: its columns were changed ({', '.join(wrong)})")

    def _sealed(self, row: Row[tuple[object, ...]]) -> bool:
        public = self._public.get(row.desk, "")
        try:
            return verifies(public, bytes.fromhex(row.hash), row.seal)
        except ValueError:  # the hash is no longer one
            return False


def verify(
    store: Store, full: bool = False, progress: Callable[[int], None] | None = None
) -> Report:
    """Check chain, columns, head file and projections; `full` checks every seal too."""
    chain = _Chain(store, full)
    try:
        with store.engine.begin() as connection:
            chain.problems.extend(_page_problems(connection))
            query = select(schema.journal).order_by(schema.journal.c.place)
            result = connection.execution_options(yield_per=_BATCH).execute(query)
            for row in result:
                chain.take(row)
                if progress and chain.count % _BATCH == 0:
                    progress(chain.count)
            before = projections.contents(connection)
            projections.rebuild(connection)
            if projections.contents(connection) != before:
                chain.problems.append("the search tables differed from the journal; rebuilt now")
    except DBAPIError as error:
        chain.problems.append(in_words(error))
    chain.problems.extend(_head_problems(store, chain.recent))
    return Report(chain.count, tuple(chain.problems))


def _page_problems(connection: Connection) -> list[str]:
    """Every page has its own seal under the store key; also pages that nothing reads now."""
    lines = connection.exec_driver_sql("PRAGMA cipher_integrity_check").scalars()
    return [f"a page of the database was changed: {one}" for one in lines]


def _head_problems(store: Store, recent: deque[Head]) -> list[str]:
    """The head file names the last entry, or the one before the append that a crash cut short."""
    try:
        anchored = read_head(store.head_path) or EMPTY
        damaged = damaged_slots(store.head_path)
    except OSError:
        return ["the head file cannot be read"]
    if damaged:
        return ["the head file is damaged; the next entry writes it anew"]
    if recent[-1].count and not store.head_path.exists():
        return ["the head file is missing; the next entry writes it anew"]
    if anchored in recent:
        return []
    if anchored.count > recent[-1].count:
        gone = anchored.count - recent[-1].count
        return [
            f"the last {gone} entries are missing: record nothing more here, and keep the data "
            "folder as it is; procdesk keeps no second copy of it"
        ]
    return ["the head file does not name the end of this journal"]


def export(store: Store) -> Iterator[str]:
    """Every entry as one line of JSON, with its hash and seal."""
    query = select(schema.journal).order_by(schema.journal.c.place)
    with store.engine.connect().execution_options(reads_only=True) as connection:
        for row in connection.execute(query):
            line = {"place": row.place, "hash": row.hash, "seal": row.seal, **_content(row.env)}
            yield json.dumps(line, ensure_ascii=False)


def _content(env: bytes) -> dict[str, object]:
    """The entry, or the bytes in hex where they are damaged: nothing is left out."""
    try:
        return {"entry": json.loads(env)}
    except ValueError:
        return {"entry": None, "unreadable": env.hex()}


def stats(store: Store) -> dict[str, int]:
    """Return the number of entries of each kind, and in all."""
    with store.engine.connect().execution_options(reads_only=True) as connection:
        counts = Counter(connection.execute(select(schema.journal.c.kind)).scalars())
    return {"entries": sum(counts.values()), **dict(sorted(counts.items()))}
