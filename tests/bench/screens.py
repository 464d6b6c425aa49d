"""Figures of the screens: first paint, sign-in, memory, tap, case, forms, papers."""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from bench.row import Row, median, percentile, row, seconds

_ROUNDS = 5
_STARTS = 21
"""A start takes a fifth of a second, and other work on the machine shows in it."""


def _start(what: str, *more: str) -> float:
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    process = subprocess.run(
        [sys.executable, "-m", "bench.start", what, str(time.monotonic()), *more],
        env=env,
        capture_output=True,
        text=True,
        check=True,
    )
    return float(process.stdout)


def _demo_home(folder: str, full_cost: bool = False) -> Path:
    from procdesk import app
    from procdesk.demo.seed import LIGHT, seed
    from procdesk.records.keys import FULL

    home = Path(folder) / "store"
    seed(home, app.clock(), FULL if full_cost else LIGHT)
    return home


def first_paint() -> Iterator[Row]:
    """The sign-in painted against a plain window of 60 fields, both in fresh processes."""
    with tempfile.TemporaryDirectory() as folder:
        home = str(_demo_home(folder))
        rounds = [(_start("desk", home), _start("plain")) for _ in range(_STARTS)]
    desk, plain = median([a for a, _ in rounds]), median([b for _, b in rounds])
    yield row("first paint", desk, "s", plain, 1.5)


def board() -> Iterator[Row]:
    """Password to board, with the full cost of argon2; the bound is the goal's second."""
    with tempfile.TemporaryDirectory() as folder:
        home = str(_demo_home(folder, full_cost=True))
        value = median([_start("board", home) for _ in range(_ROUNDS)])
    yield row("password to board", value, "s", 1.0, 1.5)


def memory() -> Iterator[Row]:
    """Resident memory in a fresh process: case open, after the first sheet, after 12 h."""
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, "-m", "bench.memory"], env=env, capture_output=True, text=True, check=True
    )
    opened, first_sheet, half_day = map(float, done.stdout.split())
    yield row("memory, case open", opened, "MB", 1.0, 160)
    yield row("memory, after the first sheet", first_sheet, "MB", 1.0, 200)
    yield row("memory, after 12 h of charting", half_day, "MB", first_sheet, 1.05)


def papers() -> Iterator[Row]:
    """Aftercare and diary, warm; the bound is one second."""
    from paper.example import source, with_diary
    from procdesk.paper.aftercare.aftercare import aftercare
    from procdesk.paper.diary.diary import diary

    sheet = source()
    other = with_diary(sheet)
    aftercare(sheet), diary(other)
    value = median([seconds(lambda: (aftercare(sheet), diary(other))) for _ in range(9)])
    yield row("sheet and diary, warm", value, "s", 1.0, 0.3)


def forms() -> Iterator[Row]:
    """A form of 30 and of 1,000 items, from its bytes to its first paint."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from procdesk import app

    app.start_qt()
    for items, goal in ((30, 0.1), (1000, 0.25)):
        raw = _form(items)
        _show(raw)
        value = median([seconds(partial(_show, raw)) for _ in range(5)])
        yield row(f"form of {items} items, file to painted", value, "s", 1.0, goal)


def _form(items: int) -> bytes:
    kinds = ("string", "integer", "boolean", "date")
    questions = [
        {"linkId": f"q{n}", "type": kinds[n % 4], "text": f"Question {n}"} for n in range(items)
    ]
    return json.dumps(
        {"resourceType": "Questionnaire", "status": "draft", "item": questions}
    ).encode()


def _show(raw: bytes) -> None:
    from PySide6.QtWidgets import QApplication

    from procdesk.desk.widgets.form_view import FormView
    from procdesk.desk.widgets.scroll import Scroll
    from procdesk.questionnaire.load import load
    from procdesk.questionnaire.response import Response

    page = Scroll()
    page.content.addWidget(FormView(Response(load(raw))))
    page.resize(1280, 800)
    page.show()
    page.grab()
    page.hide()
    page.deleteLater()
    QApplication.sendPostedEvents(None, 52)  # DeferredDelete


def tap() -> Iterator[Row]:
    """A tap: folded, judged, durable and drawn again."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from procdesk import app
    from procdesk.desk.session.session import Session
    from procdesk.desk.shell.open_desk import OpenDesk
    from procdesk.workflow import answers
    from procdesk.workflow.clinic import people
    from support.small_clinic import PASSWORD, Clock, build_house

    application = app.start_qt()
    with tempfile.TemporaryDirectory() as folder:
        clock = Clock()
        house = build_house(Path(folder) / "store", clock)
        nurse, _key = people.sign_in(house.ledger, "adeyemi", PASSWORD)
        case_id = house.booked()
        house.arrived(case_id)
        session = Session(
            parts=app.desk_parts(Path(folder), clock),
            ledger=house.ledger,
            person=nurse,
            store_key=b"",
        )
        desk = OpenDesk(session)
        desk.resize(1440, 900)
        desk.show()
        desk.open_case(case_id)
        frame = desk.frame
        assert frame is not None
        assert frame.page is not None
        page = frame.page

        def once(number: int) -> None:
            value = {"vitals.pulse": (str(60 + number % 40), "/min")}
            page.attempt(lambda: answers.measure(house.ledger, nurse, case_id, value))
            application.processEvents()

        times = [seconds(partial(once, n)) for n in range(200)][20:]
        yield row("tap to drawn, p50", median(times), "s", 1.0, 0.016)
        yield row("tap to drawn, p99", percentile(times, 0.99), "s", 1.0, 0.05)
        house.ledger.journal.store.close()
