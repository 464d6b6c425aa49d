"""Every screen: nothing leaks, every control has its own name, nothing is cut."""

import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit

from desk.conftest import Open
from desk.walk import controls, settle, texts
from procdesk.desk.shell.open_desk import OpenDesk
from procdesk.domain.entry import Json
from procdesk.domain.stage import Stage
from procdesk.domain.targets.target import parse_target
from procdesk.workflow import stages
from procdesk.workflow.booking import arrival
from support.places import ROOT
from support.small_clinic import House

WORST: dict[str, Json] = {
    "family": "Wolfeschlegelsteinhausenbergerdorff-Meier",
    "given": "Maximiliana Alexandrina",
    "allergies": [
        {"id": f"a{n}", "text": name, "reaction": "hives", "source": "hospital"}
        for n, name in enumerate(
            ("Penicillin", "Latex", "Iodinated contrast", "Chlorhexidine", "Adhesive", "Sulfa")
        )
    ],
    "medications": [{"id": "m1", "text": "Apixaban 5 mg", "source": "hospital"}],
}
LATER = (
    "ready",
    "procedure-record",
    "sign-out",
    "note",
    "recovery",
    "discharge",
    "aftercare",
    "teach-back",
    "history",
)
CHECKS = ("site", "vitals", "allergies", "medicines", "consent")


def bring(house: House, *targets: str, stage: Stage = Stage.CHECKS) -> str:
    case_id = house.booked(house.patient(**WORST), tuple(parse_target(one) for one in targets))
    if stage is Stage.BOOKED:
        return case_id
    stages.enter(house.ledger, house.front_desk, case_id, Stage.ARRIVED)
    identifiers = arrival.Identifiers(f"{WORST['given']} {WORST['family']}", mrn="00286641")
    arrival.confirm_identity(house.ledger, house.front_desk, case_id, identifiers)
    if stage is Stage.CHECKS:
        stages.enter(house.ledger, house.nurse, case_id, Stage.CHECKS)
    return case_id


def pages(desk: OpenDesk, case_id: str) -> list[tuple[str, list[str]]]:
    """All words of the board and of each page of the case, in order."""
    desk.show_board()
    settle()
    words = [("board", sorted(texts(desk)))]
    desk.open_case(case_id)
    assert desk.frame is not None
    for key in ("order", "identity", "arrival", *CHECKS, "ready", "history"):
        desk.frame.open_section(key)
        settle()
        words.append((key, sorted(texts(desk))))
    return words


@pytest.mark.parametrize("stage", [Stage.BOOKED, Stage.ARRIVED, Stage.CHECKS])
def test_while_the_side_is_hidden_two_orders_cannot_be_told_apart(
    house: House, open_desk: Open, stage: Stage
) -> None:
    """Hazard: whoever asks the patient must not be able to read the answer anywhere."""
    left = bring(house, "left medial-branch L3,L4", stage=stage)
    right = bring(house, "right medial-branch L4,L5", stage=stage)
    desk = open_desk(house, house.nurse)
    desk.open_case(left)
    for (page, words), (_page, other) in zip(pages(desk, left), pages(desk, right), strict=True):
        assert [t.replace(left, "") for t in words] == [t.replace(right, "") for t in other], page
        forbidden = ("LEFT L3", "RIGHT L4", "L3, L4", "L4, L5", "LEFT L3 L4 MBB")
        assert not [t for t in words for word in forbidden if word in t], page


def test_every_control_has_a_name_of_its_own_that_says_its_label(
    house: House, open_desk: Open
) -> None:
    desk = open_desk(house, house.physician)
    case_id = bring(house, "left medial-branch L3,L4")
    desk.open_case(case_id)
    frame = desk.frame
    assert frame is not None
    for key in ("order", "identity", "arrival", *CHECKS, *LATER):
        frame.open_section(key)
        settle()
        names = Counter[str]()
        for control in controls(desk):
            name = control.accessibleName() or getattr(control, "text", lambda: "")()
            names[" ".join(name.split())] += 1
            if isinstance(control, QAbstractButton):
                label = " ".join(control.text().split())
                assert label in " ".join(name.split()), f"{key}: {name!r} hides {label!r}"
        twice = {name: count for name, count in names.items() if count > 1 or not name}
        assert not twice, f"{key}: {twice}"


def cut(desk: OpenDesk) -> list[str]:
    """Labels and buttons whose words are wider or higher than they are."""
    faults = []
    for label in desk.findChildren(QLabel):
        if not label.isVisible() or not label.text():
            continue
        needed = label.heightForWidth(label.width()) if label.wordWrap() else 0
        if needed > label.height() + 1:
            faults.append(f"{label.text()!r} needs {needed} px, has {label.height()}")
        if not label.wordWrap() and label.sizeHint().width() > label.width() + 1:
            faults.append(f"{label.text()!r} is cut at the right")
    for button in desk.findChildren(QAbstractButton):
        if not button.isVisible():
            continue
        wide = max(
            (button.fontMetrics().horizontalAdvance(line) for line in button.text().split("\n")),
            default=0,
        )
        if wide > button.width() - 8:
            faults.append(f"button {button.text()!r} is cut: {wide} of {button.width()}")
    return faults


def overlapping(desk: OpenDesk) -> list[str]:
    """Pairs of visible inputs that lie on each other in the same parent."""
    pairs = []
    shown = [
        control
        for kind in (QAbstractButton, QLineEdit)
        for control in desk.findChildren(kind)
        if control.isVisible()
    ]
    for at, control in enumerate(shown):
        for other in shown[at + 1 :]:
            if control.parent() is other.parent() and control.geometry().intersects(
                other.geometry()
            ):
                pairs.append(f"{control.accessibleName()} lies on {other.accessibleName()}")
    return pairs


def test_nothing_is_cut_in_the_worst_case_on_the_smallest_window(
    house: House, open_desk: Open
) -> None:
    targets = ("left medial-branch L3,L4", "right medial-branch L4,L5", "left medial-branch L1,L2")
    case_id = bring(house, *targets)
    desk = open_desk(house, house.physician)
    desk.resize(1280, 800)
    desk.open_case(case_id)
    assert desk.frame is not None
    for key in ("order", "identity", "arrival", *CHECKS, *LATER):
        desk.frame.open_section(key)
        settle()
        assert cut(desk) == [], key
        assert overlapping(desk) == [], key


@pytest.mark.parametrize("scale", ["1.25", "2"])
def test_nothing_is_cut_at_the_scale_of_other_screens(scale: str, tmp_path: Path) -> None:
    """Qt reads its scale at the start, so each scale is a process of its own."""
    this = f"{Path(__file__)}::test_nothing_is_cut_in_the_worst_case_on_the_smallest_window"
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", this],
        env={**os.environ, "QT_SCALE_FACTOR": scale},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-3000:]
