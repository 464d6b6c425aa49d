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


@dataclass(slots=True)
class CaseFile:
    """What a case file holds; `problems` name lines, never contents."""

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
    row = schema.journal.c
    of = (case_subject(case_id), patient_subject(patient_id))
    wanted = [and_(row.subject == one.kind.value, row.subject_id == one.id) for one in of]
    keys = and_(row.subject == CLINIC.kind.value, row.kind.in_(_KEYS))
    query = select(schema.journal).where(or_(*wanted, keys)).order_by(row.place)
    with store.engine.connect().execution_options(reads_only=True) as connection:
        for one in connection.execute(query):
            told: dict[str, Json] = {
                "place": one.place,
                "env": one.env.decode(),
                "hash": one.hash,
                "seal": one.seal,
            }
            yield canonical(told)


def check_case(raw: bytes) -> CaseFile:
    """Every line, seal and signature of a case file. Raises NotACaseFile."""
    if FORMAT.encode() not in raw[:400]:
        raise NotACaseFile("This is no case file of procdesk.")
    found, lines = CaseFile(), raw.split(b"\n")
    head = _read(lines[0], 1, found)
    found.desk_key = hashlib.sha256(str(head.get("key")).encode()).hexdigest()[:16]
    _check_whole(lines, str(head.get("key")), found)
    signatures, hashes = Signatures(), dict[str, str]()
    found.names = signatures.names
    for number, line in enumerate(lines[1:-2], 2):
        entry = _check_line(line, number, head, found)
        if entry is None:
            continue
        found.entries.append(entry)
        hashes[entry.id] = entry.hash
        if not signatures.take(entry):
            found.problems.append(f"line {number}: the signature does not hold")
        elif entry.kind == Kind.ATTESTED:
            found.signers.append(_signed_by(entry))
        if list(unlike_shown(entry, hashes)):
            found.problems.append(f"line {number}: what was signed is not what stands here")
    return found


def _check_whole(lines: list[bytes], key: str, found: CaseFile) -> None:
    """The last line seals all before it; after it there is nothing."""
    if len(lines) < 2 or lines[-1]:
        found.problems.append("the end of the file is missing, or something was added to it")
    last = _read(lines[-2], len(lines) - 1, found) if len(lines) > 1 else {}
    whole = b"".join(line + b"\n" for line in lines[:-2])
    if not verifies(key, hashlib.sha256(whole).digest(), str(last.get("seal"))):
        words = "the seal of the whole file does not hold: it is not as it was made"
        found.problems.append(f"line {len(lines) - 1}: {words}")


def _check_line(line: bytes, number: int, head: dict[str, Json], found: CaseFile) -> Entry | None:
    """The entry of a line, with what is wrong with its bytes, hash or seal."""
    told = _read(line, number, found)
    if told and told.keys() != _COLUMNS:
        found.problems.append(f"line {number}: it is not as it was written")
    env, digest = str(told.get("env")).encode(), str(told.get("hash"))
    if hash_of(env) != digest:
        found.problems.append(f"line {number}: its bytes are not those that were recorded")
    try:
        entry = decode(env)
        sealed = verifies(str(head.get("key")), bytes.fromhex(digest), str(told.get("seal")))
    except (ValueError, KeyError, TypeError):
        found.problems.append(f"line {number}: it cannot be read as an entry")
        return None
    if entry.desk != head.get("desk"):
        found.problems.append(f"line {number}: another desk's seal cannot be checked here")
    elif not sealed:
        found.problems.append(f"line {number}: the desk's seal does not hold")
    return entry


def _read(line: bytes, number: int, found: CaseFile) -> dict[str, Json]:
    try:
        told = json.loads(line)
        if isinstance(told, dict) and canonical(told) == line:
            return told
    except (ValueError, UnicodeError):
        pass
    found.problems.append(f"line {number}: it is not as it was written")
    return {}


def _signed_by(entry: Entry) -> SignedBy:
    told = (str(entry.body.get(name) or "") for name in ("name", "role", "meaning", "signed_at"))
    return SignedBy(*told)
