"""Case file: one case as its exact bytes, to be checked on any machine without a store.

The first line names the case and the desk, each line after it one entry in the order of the
journal, the last is the desk's seal over everything before it. Lines are canonical JSON, so that
every byte belongs to a line that a problem can name.
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import and_, or_, select

from procdesk.domain.entry import CLINIC, Entry, Json, Kind, case_subject, patient_subject
from procdesk.records import schema
from procdesk.records.canonical import canonical, decode, hash_of, stamp
from procdesk.records.seal import public_of, sign, verifies
from procdesk.records.signed import Signatures, unlike_shown
from procdesk.records.store import Store

FORMAT = "procdesk-case-1"
_COLUMNS = {"place", "env", "hash", "seal"}
_KEYS = (Kind.STAFF_ADDED.value, Kind.STAFF_CHANGED.value)


class NotACaseFile(ValueError):
    """The bytes are no case file at all."""


@dataclass(frozen=True, slots=True)
class SignedBy:
    """One signature as it is printed: who, as what, vouching for what, when."""

    name: str
    role: str
    meaning: str
    at: str


@dataclass(slots=True, kw_only=True)
class CaseFile:
    """The content of a case file; `problems` name lines, never contents."""

    entries: list[Entry] = field(default_factory=list)
    signers: list[SignedBy] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)
    """The keys of the staff, each with the printed name of its owner."""
    desk_key: str = ""
    """The first 16 signs of the SHA-256 of the desk's public key, to compare by eye."""


def write_case(store: Store, case_id: str, patient_id: str, at: datetime) -> bytes:
    """The file of one case: its entries, its patient's, and the keys of the staff."""
    head: dict[str, Json] = {
        "format": FORMAT,
        "case": case_id,
        "desk": store.desk_id,
        "key": public_of(store.desk_key),
        "made_at": stamp(at),
    }
    lines = [canonical(head), *_lines(store, case_id, patient_id)]
    whole = b"".join(line + b"\n" for line in lines)
    seal = sign(store.desk_key, hashlib.sha256(whole).digest())
    return whole + canonical({"seal": seal}) + b"\n"


def _lines(store: Store, case_id: str, patient_id: str) -> Iterator[bytes]:
    column = schema.journal.c
    of = (case_subject(case_id), patient_subject(patient_id))
    wanted = [and_(column.subject == one.kind.value, column.subject_id == one.id) for one in of]
    keys = and_(column.subject == CLINIC.kind.value, column.kind.in_(_KEYS))
    query = select(schema.journal).where(or_(*wanted, keys)).order_by(column.place)
    with store.engine.connect().execution_options(reads_only=True) as connection:
        for row in connection.execute(query):
            columns: dict[str, Json] = {
                "place": row.place,
                "env": row.env.decode(),
                "hash": row.hash,
                "seal": row.seal,
            }
            yield canonical(columns)


def check_case(raw: bytes) -> CaseFile:
    """Every line, seal and signature of a case file. Raises NotACaseFile."""
    if FORMAT.encode() not in raw[:400]:
        raise NotACaseFile("This is no case file of procdesk.")
    case_file, lines = CaseFile(), raw.split(b"\n")
    head = _read(lines[0], 1, case_file)
    case_file.desk_key = hashlib.sha256(str(head.get("key")).encode()).hexdigest()[:16]
    _check_whole(lines, str(head.get("key")), case_file)
    signatures, hashes = Signatures(), dict[str, str]()
    case_file.names = signatures.names
    for number, line in enumerate(lines[1:-2], 2):
        entry = _check_line(line, number, head, case_file)
        if entry is None:
            continue
        case_file.entries.append(entry)
        hashes[entry.id] = entry.hash
        if not signatures.take(entry):
            case_file.problems.append(f"line {number}: the signature does not hold")
        elif entry.kind == Kind.ATTESTED:
            case_file.signers.append(_signed_by(entry))
        if list(unlike_shown(entry, hashes)):
            case_file.problems.append(f"line {number}: what was signed is not what stands here")
    return case_file


def _check_whole(lines: list[bytes], key: str, case_file: CaseFile) -> None:
    """The last line seals all before it; after it there is nothing."""
    if len(lines) < 2 or lines[-1]:
        case_file.problems.append("the end of the file is missing, or something was added to it")
    last = _read(lines[-2], len(lines) - 1, case_file) if len(lines) > 1 else {}
    whole = b"".join(line + b"\n" for line in lines[:-2])
    if not verifies(key, hashlib.sha256(whole).digest(), str(last.get("seal"))):
        words = "the seal of the whole file does not hold: it is not as it was made"
        case_file.problems.append(f"line {len(lines) - 1}: {words}")


def _check_line(
    line: bytes, number: int, head: dict[str, Json], case_file: CaseFile
) -> Entry | None:
    """The entry of a line, with what is wrong with its bytes, hash or seal."""
    columns = _read(line, number, case_file)
    if columns and columns.keys() != _COLUMNS:
        case_file.problems.append(f"line {number}: it is not as it was written")
    env, digest = str(columns.get("env")).encode(), str(columns.get("hash"))
    if hash_of(env) != digest:
        case_file.problems.append(f"line {number}: its bytes are not those that were recorded")
    try:
        entry = decode(env)
        sealed = verifies(str(head.get("key")), bytes.fromhex(digest), str(columns.get("seal")))
    except (ValueError, KeyError, TypeError):
        case_file.problems.append(f"line {number}: it cannot be read as an entry")
        return None
    if entry.desk != head.get("desk"):
        case_file.problems.append(f"line {number}: another desk's seal cannot be checked here")
    elif not sealed:
        case_file.problems.append(f"line {number}: the desk's seal does not hold")
    return entry


def _read(line: bytes, number: int, case_file: CaseFile) -> dict[str, Json]:
    try:
        columns = json.loads(line)
        if isinstance(columns, dict) and canonical(columns) == line:
            return columns
    except (ValueError, UnicodeError):
        pass
    case_file.problems.append(f"line {number}: it is not as it was written")
    return {}


def _signed_by(entry: Entry) -> SignedBy:
    words = (str(entry.body.get(name) or "") for name in ("name", "role", "meaning", "signed_at"))
    return SignedBy(*words)
