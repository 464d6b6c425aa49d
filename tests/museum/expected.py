"""Expected: the four files of JSON beside a store that a later version must give again.

`fold` is what the journal says; `findings`, `board` and `papers` also rest on the rules, texts and
pages of the version that reads.
"""

import json
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from museum.folds import case_json, clinic_json, patient_json
from museum.shown import boards_json, findings_json, paper_json, papers, worked_on
from museum.store import OpenStore, open_copy
from procdesk.domain.entry import Kind, SubjectKind
from procdesk.domain.visit.case import Case


def fold(store: OpenStore) -> dict[str, Any]:
    """Every case and patient by its id, and the clinic."""
    ledger, entries = store.ledger, store.ledger.journal.since(0)
    changes = (entry for entry in entries if entry.kind == Kind.SETTING_CHANGED)
    return {
        "cases": {case.id: case_json(case) for case in cases(store)},
        "patients": {
            key: patient_json(ledger.patient(key)) for key in _ids(store, SubjectKind.PATIENT)
        },
        "clinic": clinic_json(ledger.clinic, [str(entry.body["name"]) for entry in changes]),
    }


def findings(store: OpenStore) -> dict[str, Any]:
    """The findings of each case that was worked on."""
    return {case.id: findings_json(case.id, store) for case in worked_on(cases(store))}


def board(store: OpenStore) -> dict[str, Any]:
    """The boards of every day that has cases."""
    return boards_json(store, cases(store))


def sheets(store: OpenStore) -> dict[str, str]:
    """The papers of each case that was worked on; making some of them writes to the copy."""
    return {
        " ".join(words): paper_json(words, store, number)
        for number, words in enumerate(papers(worked_on(cases(store))))
    }


READ: dict[str, Callable[[OpenStore], dict[str, Any]]] = {
    "fold": fold,
    "findings": findings,
    "board": board,
    "papers": sheets,
}


def cases(store: OpenStore) -> list[Case]:
    """Every case, in the order in which they were opened."""
    return [store.ledger.case(one) for one in _ids(store, SubjectKind.CASE)]


def _ids(store: OpenStore, kind: SubjectKind) -> list[str]:
    subjects = (entry.subject for entry in store.ledger.journal.since(0))
    return list(dict.fromkeys(one.id for one in subjects if one.kind is kind))


def moment(story: Path) -> datetime:
    """Return the time at which a story is read: the whole minute after its last entry."""
    return datetime.fromisoformat((story / "at").read_text("utf-8").strip())


def keep_moment(story: Path) -> None:
    """Write down when a story is looked at."""
    with TemporaryDirectory() as folder:
        ledger = open_copy(story, Path(folder), datetime.now(UTC)).ledger
        last = ledger.journal.since(0)[-1].recorded_at
        ledger.journal.store.close()
    at = last.replace(second=0, microsecond=0) + timedelta(minutes=1)
    (story / "at").write_text(f"{at.isoformat()}\n", "utf-8")


def look(story: Path, name: str, into: Path) -> dict[str, Any]:
    """Return the reading of a story by this version, as JSON gives it back."""
    store = open_copy(story, into, moment(story))
    try:
        answer: dict[str, Any] = json.loads(json.dumps(READ[name](store)))
    finally:
        store.ledger.journal.store.close()
    return answer


def expected(story: Path, name: str) -> dict[str, Any]:
    """Return the stored reading of a story."""
    answer: dict[str, Any] = json.loads((story / f"{name}.json").read_text("utf-8"))
    return answer


def write_down(story: Path, names: tuple[str, ...] = tuple(READ)) -> None:
    """Write what this version reads as what every later one must read."""
    for name in names:
        with TemporaryDirectory() as folder:
            answer = look(story, name, Path(folder))
        (story / f"{name}.json").write_text(f"{in_rows(answer, 4)}\n", "utf-8")


def in_rows(value: Any, deep: int) -> str:
    """JSON with a line for each part, down to a depth: what differs is seen row by row."""
    if not value or not deep or not isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, list):
        return f"[{_lines(in_rows(part, deep - 1) for part in value)}]"
    parts = value.items()
    return f"{{{_lines(f'{json.dumps(name)}: {in_rows(part, deep - 1)}' for name, part in parts)}}}"


def _lines(rows: Iterable[str]) -> str:
    return "\n" + ",\n".join(rows) + "\n"
