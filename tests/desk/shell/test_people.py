"""First run, lock, switch and drafts: who is here, and nothing typed is lost."""

from dataclasses import replace
from pathlib import Path

import keyring
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from desk.conftest import Open
from desk.walk import settle, texts
from procdesk import app
from procdesk.demo.hands import Hands
from procdesk.desk.look.theme import Look, apply
from procdesk.desk.shell.open_desk import OpenDesk
from procdesk.desk.timing import TIME
from procdesk.domain.clinic.settings import LOCK_MINUTES
from procdesk.domain.stage import Stage
from procdesk.paper.spooler import Fate, Printout
from procdesk.workflow import drafting
from support.memory_keyring import Held
from support.small_clinic import PASSWORD, Clock, House, build_house


def test_the_first_run_asks_makes_the_key_and_ends_at_the_sign_in(
    tmp_path: Path, qtbot: QtBot, clock: Clock
) -> None:
    app.start_qt()
    printed: list[bytes] = []

    def print_pdf(pdf: bytes, *_: object) -> Printout:
        printed.append(pdf)
        return Printout(Fate.SENT)

    parts = replace(app.desk_parts(tmp_path / "new", clock), print_pdf=print_pdf)
    window = app.open_window(parts)
    window.show()
    qtbot.addWidget(window)
    hands = Hands(window, tmp_path)
    go = "Set up and make the recovery key"
    hands.press(go)
    assert "Still to be filled in" in hands.reads()
    for name, words in (
        ("Name of the clinic", "Lakeside Pain Clinic"),
        ("Time zone", "America/New_York"),
        ("Phone by day", "555-0142"),
        ("Phone at night", "555-0199"),
        ("Your name", "A. Admin"),
        ("Your user name", "admin"),
        ("Your password", "a long password"),
        ("The same password", "another one here"),
        ("Your PIN", "2468"),
    ):
        hands.write(name, words)
    hands.press("Paper in the printers Letter")
    hands.press(go)
    assert "The two passwords differ." in hands.reads()
    hands.write("The same password", "a long password")
    hands.press(go)
    key = next(
        label.text()
        for label in window.findChildren(QLabel)
        if label.isVisible() and "-" in label.text()
    )
    hands.press("Print the key")
    hands.wait_to_read("Sent to the printer.")
    assert printed[0].startswith(b"%PDF")
    hands.write("Type its last five signs", "wrong")
    hands.press("I have the key on paper")
    assert "not its last five" in hands.reads()
    hands.write("Type its last five signs", key[-5:])
    hands.press("I have the key on paper")
    hands.write("User name", "admin")
    hands.write("Password", "a long password", enter=True)
    assert "No cases today yet" in hands.reads()


def open_site(house: House, open_desk: Open) -> tuple[OpenDesk, str]:
    case_id = house.booked()
    house.arrived(case_id)
    desk = open_desk(house, house.nurse)
    desk.open_case(case_id)
    assert desk.frame is not None
    desk.frame.open_section("site")
    settle()
    return desk, case_id


def test_a_lock_keeps_what_is_typed_for_its_owner_alone(
    house: House, open_desk: Open, tmp_path: Path
) -> None:
    desk, case_id = open_site(house, open_desk)
    hands = Hands(desk, tmp_path)
    hands.write("Word for word", "It hurts on the")
    desk.lock()
    settle()
    assert not [one for one in texts(desk) if "ABERNATHY" in one]
    draft = drafting.draft(house.ledger, house.nurse, case_id, "site")
    assert draft is not None
    assert draft.fields["words"] == "It hurts on the"
    for name in ("Dr L. Okafor", "M. Adeyemi"):
        hands.press(name)
        hands.write("PIN", "2468", enter=True)
        settle()
        is_back = "It hurts on the" in list(texts(desk))
        assert is_back is (name == "M. Adeyemi")
        hands.press("Lock")


def test_the_desk_never_locks_itself_in_the_time_out(house: House, open_desk: Open) -> None:
    desk, case_id = open_site(house, open_desk)
    house.checked(case_id)
    house.made_ready(case_id)
    desk.open_case(case_id)
    TIME.forward(house.ledger.clinic.setting(LOCK_MINUTES) * 60_000)
    settle()
    assert house.ledger.case(case_id).stage is Stage.TIME_OUT
    assert [one for one in texts(desk) if "ABERNATHY" in one]


def test_a_second_process_shows_on_the_open_case(house: House, open_desk: Open) -> None:
    desk, case_id = open_site(house, open_desk)
    house.checked(case_id)
    desk.catch_up()
    settle()
    assert "Penicillin, rash" in list(texts(desk))


def test_a_wrong_pin_says_so_and_changes_nobody(
    house: House, open_desk: Open, tmp_path: Path
) -> None:
    desk, _case_id = open_site(house, open_desk)
    hands = Hands(desk, tmp_path)
    hands.press("M. Adeyemi")
    hands.press("Dr L. Okafor")
    hands.write("PIN", "1111", enter=True)
    assert "wrong" in hands.reads()
    QTest.keyClick(desk.switch, Qt.Key.Key_Escape)
    settle()
    assert hands.sees("M. Adeyemi, nurse")


def test_the_colours_of_a_desk_are_chosen_and_kept(
    tmp_path: Path, qtbot: QtBot, clock: Clock
) -> None:
    home = tmp_path / "store"
    house = build_house(home, clock)
    house.ledger.journal.store.close()
    application = app.start_qt()
    window = app.open_window(app.desk_parts(home, clock))
    window.show()
    qtbot.addWidget(window)
    hands = Hands(window, tmp_path)
    hands.write("User name", "adeyemi")
    hands.write("Password", PASSWORD, enter=True)
    hands.press("Clinic")
    hands.press("Clinic This desk")
    hands.press("Colours of this desk Dark")
    try:
        assert Look.name == "dark"
        assert app.preferred_theme(home) == "dark"
        assert hands.sees("Import a day list")
    finally:
        apply(application, app.data_folder("resources"), "light")


def test_a_desk_opens_by_itself_only_where_an_administrator_said_so(
    tmp_path: Path, qtbot: QtBot, clock: Clock
) -> None:
    home = tmp_path / "store"
    house = build_house(home, clock)
    house.ledger.journal.store.close()
    app.start_qt()
    keyring.set_keyring(Held())
    window = app.open_window(app.desk_parts(home, clock))
    window.show()
    qtbot.addWidget(window)
    hands = Hands(window, tmp_path)
    hands.write("User name", "admin")
    hands.write("Password", PASSWORD, enter=True)
    hands.press("Clinic")
    hands.press("Clinic This desk")
    hands.press("How does this desk open after a start? By itself")
    window.close()
    again = app.open_window(app.desk_parts(home, clock))
    again.show()
    qtbot.addWidget(again)
    hands = Hands(again, tmp_path)
    settle()
    assert "Who is here?" in hands.reads()
    hands.press("M. Adeyemi, nurse")
    hands.write("PIN", "2468", enter=True)
    assert hands.sees("Import a day list")


@pytest.mark.parametrize(
    "way", ["More", "End this case", "Enter what", "Change the order", "Papers"]
)
def test_a_lock_on_any_page_beside_the_stages_comes_back(
    house: House, open_desk: Open, tmp_path: Path, way: str
) -> None:
    desk, _case_id = open_site(house, open_desk)
    hands = Hands(desk, tmp_path)
    hands.press("More")
    if way != "More":
        hands.press(way)
    assert desk.frame is not None
    key = desk.frame.open_key
    hands.press("Lock")
    hands.press("M. Adeyemi")
    hands.write("PIN", "2468", enter=True)
    assert desk.frame.open_key == key
