"""The whole case and the stopped case, by mouse and by keys alone, through the real screens."""

import json
from pathlib import Path

import pikepdf
import pytest
from pytestqt.qtbot import QtBot

from desk.shell.keys_only import KeysOnly
from procdesk.cli import main
from procdesk.commands.demo import DemoClock
from procdesk.demo.story import Story
from procdesk.desk.shell.window import Window
from stories.conftest import open_demo

START = "2026-11-23T08:00-05:00"


@pytest.fixture
def demo(tmp_path: Path, qtbot: QtBot) -> tuple[Window, DemoClock]:
    return open_demo(tmp_path / "store", qtbot, tmp_path)


def test_the_demo_takes_one_case_through_and_stops_the_other(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], qapp: object
) -> None:
    out = tmp_path / "out"
    assert main(["demo", "--headless", "--json", "--out", str(out)]) == 0
    story = json.loads(capsys.readouterr().out)
    assert story["cases"] == 8
    assert story["stopped_by"] == "site.differs"
    assert story["interactions"]["whole"] <= 130
    assert story["seconds"] < 90
    files = [Path(name) for name in story["files"]]
    assert {("aftercare", ".pdf"), ("diary", ".pdf"), ("story", ".json")} <= {
        (file.stem, file.suffix) for file in files
    }
    assert sum(file.suffix == ".png" for file in files) >= 20
    with pikepdf.open((out / "aftercare").with_suffix(".pdf")) as pdf:
        assert len(pdf.pages) == 2


def test_every_step_of_the_day_can_be_done_without_a_mouse(
    demo: tuple[Window, DemoClock], tmp_path: Path
) -> None:
    window, clock = demo
    hands = KeysOnly(window, tmp_path)
    story = Story(hands, clock.wait)
    story.sign_in()
    story.whole_case()
    assert "The patient has left" in hands.reads()


def test_a_patient_who_says_the_other_side_stops_the_case(
    demo: tuple[Window, DemoClock], tmp_path: Path
) -> None:
    window, clock = demo
    hands = KeysOnly(window, tmp_path)
    story = Story(hands, clock.wait)
    story.sign_in()
    hands.open_row("BRANNIGAN")
    story.stopped_case()
    words = hands.reads()
    assert "Stop. The site is not agreed." in words
    assert hands.sees("Go on to ready")
