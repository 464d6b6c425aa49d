"""Charting: a process that records until it is killed, and says what was acknowledged.

Arguments: the folder, the store key in hex, and how many entries to make (0: until killed).
"""

import sys
from pathlib import Path

from procdesk import app
from procdesk.domain.entry import Entry, Kind, case_subject
from procdesk.records.errors import StoreProblem
from procdesk.records.journal import Journal
from procdesk.records.store import open_store
from support.small_clinic import Clock

CASE = case_subject("c" * 32)


def entry(clock: Clock, number: int) -> Entry:
    body = {"code": "vitals.pulse", "value": str(number), "unit": "/min"}
    return Entry(
        id=app.new_id(),
        subject=CASE,
        kind=Kind.MEASURED,
        author="adeyemi",
        recorded_at=clock.at,
        done_at=clock.at,
        body=body,
    )


def main(folder: str, key: str, count: int) -> int:
    """Each line is the id of an entry that was acknowledged."""
    journal = Journal(open_store(Path(folder), bytes.fromhex(key)))
    clock, number = Clock(), 0
    while not count or number < count:
        number += 1
        pulse = entry(clock, number)
        try:
            journal.append([pulse])
        except StoreProblem as problem:
            print(f"! {problem}", flush=True)
            return 3
        print(pulse.id, flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2], int(sys.argv[3])))
