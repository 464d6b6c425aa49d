"""The desk's time: it runs by the machine until it is held, and then only as it is moved."""

import re
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from procdesk import app, desk
from procdesk.desk import timing
from procdesk.desk.timing import TIME, DeskTime, Timer
from procdesk.desk.widgets.hold_button import HOLD_MS, HoldButton
from support.places import TESTS

TIMERS = re.compile(
    r"\b(Q\w*Timer|QDeadline\w*|startTimer|timerEvent|[mun]?sleep|monotonic\w*|perf_counter\w*)\b"
    r"|\bthreading\.Timer\b|\bfrom threading import .*\bTimer\b"
)
WAITS = re.compile(r"\b(qWait\w*|waitUntil|qtbot\.wait|[mun]?sleep)\(")


def test_what_becomes_due_on_the_way_happens_in_its_order() -> None:
    parent, happened = QObject(), list[tuple[str, int]]()
    began = TIME.now_ms()

    def timer(name: str, interval_ms: int, *, once: bool) -> Timer:
        made = Timer(parent, interval_ms, once=once)
        made.timeout.connect(lambda: happened.append((name, TIME.now_ms() - began)))
        made.start()
        return made

    tick, pause = timer("tick", 100, once=False), timer("pause", 250, once=True)
    timer("stopped", 10, once=True).stop()
    TIME.forward(99)
    assert happened == []
    TIME.forward(226)
    assert happened == [("tick", 100), ("tick", 200), ("pause", 250), ("tick", 300)]
    assert (tick.is_running, pause.is_running) == (True, False)
    pause.start()
    TIME.forward(200)
    pause.start()  # begun anew: what was due is due later
    TIME.forward(200)
    assert [name for name, _ in happened].count("pause") == 1
    assert TIME.now_ms() - began == 725


def test_what_is_gone_is_never_due(qtbot: QtBot) -> None:
    parent, happened = QObject(), list[int]()
    timer = Timer(parent, 10, once=True)
    timer.timeout.connect(lambda: happened.append(1))
    timer.start()
    parent.deleteLater()
    with qtbot.waitSignal(parent.destroyed, timeout=60_000):
        pass
    TIME.forward(1000)
    assert happened == []


def test_it_runs_by_the_machine_until_it_is_held(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(timing, "TIME", time := DeskTime())
    parent = QObject()
    timer = Timer(parent, 1)
    before = time.now_ms()
    for _ in range(2):
        with qtbot.waitSignal(timer.timeout, timeout=60_000):
            timer.start()
    assert time.now_ms() > before
    happened = list[int]()
    timer.timeout.connect(lambda: happened.append(1))
    time.hold()
    timer.start()
    assert timer.is_running
    stands = time.now_ms()
    QTest.qWait(20)
    assert (time.now_ms(), happened) == (stands, [])


@pytest.mark.parametrize(
    ("held_ms", "lets_go", "counts"),
    [(HOLD_MS - 1, True, 0), (HOLD_MS, True, 1), (HOLD_MS * 3, False, 1)],
)
def test_a_button_counts_once_it_was_held_and_not_a_moment_sooner(
    qtbot: QtBot, held_ms: int, lets_go: bool, counts: int
) -> None:
    app.start_qt()
    button = HoldButton("Hold to let")
    qtbot.addWidget(button)
    counted = list[int]()
    button.held.connect(lambda: counted.append(1))
    button.show()
    QTest.mousePress(button, Qt.MouseButton.LeftButton)
    TIME.forward(held_ms)
    if lets_go:
        QTest.mouseRelease(button, Qt.MouseButton.LeftButton)
        TIME.forward(HOLD_MS * 2)
    assert len(counted) == counts


def test_only_the_desks_time_a_thread_and_the_building_of_a_form_know_qts_timers() -> None:
    """Hazard: a screen that waits by the machine passes its test on a quiet one only."""
    assert _files_with(TIMERS, Path(desk.__path__[0])) == {
        "timing.py",
        "session/worker.py",
        "widgets/form_view.py",
    }


@pytest.mark.parametrize(
    "line",
    [
        *("timer = QBasicTimer()", "QThread.msleep(5)", "threading.Timer(1, act)"),
        *(
            "from threading import Event, Timer",
            "time.monotonic_ns()",
            "usleep(1)",
            "QChronoTimer()",
        ),
    ],
)
def test_each_way_to_wait_by_the_machine_is_seen(tmp_path: Path, line: str) -> None:
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "timing.py").write_text(line, "utf-8")
    assert _files_with(TIMERS, tmp_path) == {"pages/timing.py"}


def test_no_test_of_the_desk_waits_by_the_wall() -> None:
    here = TESTS / "desk"
    assert _files_with(WAITS, here) == {"session/test_timing.py"}, "of the machine's own time"
    assert _files_with(WAITS, here.parent / "stories") == set()


def _files_with(words: re.Pattern[str], folder: Path) -> set[str]:
    """The files by their place in the folder, so that a namesake elsewhere is not let off."""
    texts = ((path, path.read_text("utf-8")) for path in folder.rglob("*.py"))
    return {path.relative_to(folder).as_posix() for path, text in texts if words.search(text)}
