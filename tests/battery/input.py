"""Bad input: real files and thousands of mutations; and names that must not be found anywhere."""

import contextlib
import io
import random
import tempfile
from collections.abc import Iterator
from pathlib import Path
from zoneinfo import ZoneInfo

from battery.case import Row
from procdesk.interop.read import read
from procdesk.questionnaire.report import check_report, open_form
from procdesk.questionnaire.response import Response
from procdesk.workflow.feeds.importing import take
from support.places import SHARED
from support.small_clinic import Clock, build_house

DATA = SHARED / "data"
_ZONE = ZoneInfo("America/New_York")


def mutated(seed: int, times: int) -> Iterator[Row]:
    """Questionnaires, messages and bundles, and mutations of them: no exception, a place named."""
    chance = random.Random(seed)
    files = [path for path in sorted(DATA.rglob("*")) if path.is_file()] if DATA.exists() else []
    raws = [path.read_bytes() for path in files if path.stat().st_size < 2_000_000] or [_SMALL]
    tried = missed = 0
    for number in range(times):
        raw = (
            raws[number % len(raws)]
            if number < len(raws)
            else _mutation(chance.choice(raws), chance)
        )
        tried += 1
        missed += not _survives(raw)
    yield Row("real files and mutations of them", tried, missed, seed)


_SMALL = b"MSH|^~\\&|A|B|C|D|20261123||SIU^S12|1|P|2.3\rPID|1||1||Doe^Jo||19500101|F\r"


def _mutation(raw: bytes, chance: random.Random) -> bytes:
    content = bytearray(raw)
    for _ in range(chance.randrange(1, 12)):
        at = chance.randrange(max(1, len(content)))
        kind = chance.randrange(5)
        if kind == 0:
            content = content[:at]
        elif kind == 1:
            content[at : at + chance.randrange(1, 40)] = b""
        elif kind == 2:
            content[at:at] = bytes(chance.randrange(256) for _ in range(chance.randrange(1, 9)))
        elif kind == 3:
            content[at:at] = content[at : at + chance.randrange(1, 400)]
        elif content:
            content[at % len(content)] = chance.randrange(256)
    return bytes(content)


def _survives(raw: bytes) -> bool:
    try:
        reading = read(raw, _ZONE)
        report = check_report("mutated", raw)
        opened = open_form(raw)
        if opened.form is not None:
            Response(opened.form).stops()
    except Exception:
        return False
    named = all(aside.place and aside.reason for aside in reading.set_aside)
    return named and all(one["message"] for one in report["problems"])


def planted(seed: int, times: int) -> Iterator[Row]:
    """Names of patients stand in no plain byte of any file, and in no message."""
    chance = random.Random(seed)
    letters = "bcdfghjklmnpqrstvwxz"
    count = min(200, times)
    names = ["Q" + "".join(chance.choice(letters) for _ in range(11)) for _ in range(count)]
    lines = ["date,time,family name,given name,birth date,record number,procedure"]
    lines += [
        f"2026-11-23,08:{n % 60:02},{name},Given,1950-01-01,{n:08},LEFT MBB"
        for n, name in enumerate(names)
    ]
    output = io.StringIO()
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "store"
        with contextlib.redirect_stdout(output), contextlib.redirect_stderr(output):
            house = build_house(home, Clock())
            take(house.ledger, read("\n".join(lines).encode(), _ZONE), "0" * 64)
            house.ledger.journal.store.close()
        content = b"".join(p.read_bytes() for p in home.rglob("*") if p.is_file())
    plain = output.getvalue().encode() + content
    missed = sum(name.encode() in plain for name in names)
    yield Row("planted names in plain bytes", count, missed, seed)
