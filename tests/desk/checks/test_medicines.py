"""The medicines page with a blood thinner: what its row needs, its clock, and what a name means."""

from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from desk.conftest import Open
from desk.pages.test_rows import at_medicines
from desk.shell.test_screens import cut, overlapping
from desk.walk import settle
from procdesk import app
from procdesk.demo.hands import Hands
from procdesk.desk.checks.medicines import MedicinesPage
from procdesk.desk.look.tokens import THEMES
from procdesk.desk.pictures.dose_clock import DoseClock, Moments
from procdesk.desk.shell.open_desk import OpenDesk
from procdesk.domain.finding import Finding, Result
from procdesk.domain.medicines.medication import Confirmation
from procdesk.domain.targets.target import parse_target
from procdesk.workflow.booking import ordering
from procdesk.workflow.booking.ordering import Change, Wanted
from procdesk.workflow.clinic import adopting
from support.small_clinic import House

ZONE = ZoneInfo("America/New_York")


def adopted(house: House, key: str = "asra-pain-2018") -> None:
    rules = adopting.rule_set(house.ledger, key)
    adopting.adopt(house.ledger, house.physician, rules, house.signer(house.physician))


def epidural(house: House) -> str:
    """A case of intermediate bleeding risk, arrived."""
    case_id = house.booked()
    wanted = Wanted("esi-interlaminar-lumbar", (parse_target("midline epidural-space L4-L5"),))
    ordering.change_order(house.ledger, house.front_desk, case_id, Change(procedures=(wanted,)))
    house.arrived(case_id)
    return case_id


def finding(house: House, case_id: str, drug: str) -> Finding:
    by_key = {one.key: one for one in house.ledger.outcome(case_id).findings}
    return by_key[f"anticoagulant.{drug}"]


def types(hands: Hands, name: str, dose: str, last: str) -> None:
    hands.write("Name", name)
    hands.write("Dose, as taken", dose)
    hands.write("Last dose, as said", last, enter=True)
    settle()


def test_a_blood_thinner_comes_to_met_by_what_is_asked_here(
    house: House, open_desk: Open, tmp_path: Path
) -> None:
    adopted(house)
    case_id = epidural(house)
    hands = at_medicines(house, open_desk, tmp_path, case_id)
    assert "What raises the bleeding risk?" not in hands.reads()
    types(hands, "Eliquis", "5 mg twice", "11/20 9 am")
    assert "Cannot decide" in hands.reads()
    assert "What raises the bleeding risk?" in hands.reads()
    hands.press("What raises the bleeding risk? None of these")
    hands.write("Prescriber who agreed on Eliquis", "Dr Khan")
    hands.write("Agreed on which day", "11/18", enter=True)
    settle()
    assert "Agreed with Dr Khan, 18 Nov 2026" in hands.reads()
    assert "Meets the adopted rule" in hands.reads()
    assert finding(house, case_id, "apixaban").result is Result.MET
    (clock,) = (one for one in hands.window.findChildren(DoseClock) if one.isVisible())
    assert "earliest by the row Mon 23 Nov 09:00" in clock.accessibleName()


def test_a_plain_medicine_is_asked_nothing_more(
    house: House, open_desk: Open, tmp_path: Path
) -> None:
    adopted(house)
    case_id = epidural(house)
    hands = at_medicines(house, open_desk, tmp_path, case_id)
    types(hands, "Metformin", "500 mg", "today 7 am")
    words = hands.reads()
    for never in ("What raises", "Prescriber who", "How is", "clock"):
        assert never not in words


def test_a_way_of_taking_it_is_chosen_and_the_answer_keeps_the_last_dose(
    house: House, open_desk: Open, tmp_path: Path
) -> None:
    adopted(house)
    case_id = epidural(house)
    hands = at_medicines(house, open_desk, tmp_path, case_id)
    types(hands, "Aspirin", "81 mg", "Nov 10 9 am")
    hands.press("How is Aspirin taken? Secondary prevention")
    (row,) = house.ledger.case(case_id).medications
    assert row.taken_as == "secondary prevention"
    assert row.last_dose.latest_at is not None
    assert "shared assessment" in finding(house, case_id, "aspirin").sentence
    hands.press("Aspirin Stopped it")
    (row,) = house.ledger.case(case_id).medications
    assert (row.confirmation, row.taken_as) == (Confirmation.STOPPED, "secondary prevention")
    assert row.last_dose.latest_at is not None


def test_more_completed_later_does_not_count_as_asked_later(
    house: House, open_desk: Open, tmp_path: Path
) -> None:
    """Hazard: the agreement is typed next morning, and the last dose reads as asked then."""
    adopted(house)
    case_id = epidural(house)
    hands = at_medicines(house, open_desk, tmp_path, case_id)
    types(hands, "Eliquis", "5 mg", "11/18 9 am")
    hands.press("What raises the bleeding risk? None of these")
    house.clock.forward(days=1)
    hands.write("Prescriber who agreed on Eliquis", "Dr Khan")
    hands.write("Agreed on which day", "11/18", enter=True)
    apixaban = finding(house, case_id, "apixaban")
    assert apixaban.result is Result.CANNOT_DECIDE
    assert "taken since it was asked is not known" in apixaban.sentence


def test_an_agreement_half_typed_is_there_after_another_answer_and_after_a_lock(
    house: House, open_desk: Open, tmp_path: Path
) -> None:
    adopted(house)
    case_id = epidural(house)
    hands = at_medicines(house, open_desk, tmp_path, case_id)
    types(hands, "Eliquis", "5 mg", "11/18 9 am")
    hands.write("Prescriber who agreed on Eliquis", "Dr Khan")
    hands.press("What raises the bleeding risk? None of these")
    assert isinstance(hands.window, OpenDesk)
    assert hands.window.frame is not None
    page = hands.window.frame.page
    assert isinstance(page, MedicinesPage)
    assert "Dr Khan" in page.draft_fields().values()
    hands.write("Prescriber who agreed on Eliquis", "Dr Khan, heart clinic")
    page.keep_draft()
    again = at_medicines(house, open_desk, tmp_path, case_id)
    assert isinstance(again.window, OpenDesk)
    assert again.window.frame is not None
    reopened = again.window.frame.page
    assert isinstance(reopened, MedicinesPage)
    fields = reopened.findChildren(QLineEdit)
    assert "Dr Khan, heart clinic" in [one.text() for one in fields]


def test_one_press_takes_the_name_that_was_meant(
    house: House, open_desk: Open, tmp_path: Path
) -> None:
    case_id = epidural(house)
    hands = at_medicines(house, open_desk, tmp_path, case_id)
    types(hands, "Elquis 5 mg", "", "yesterday 8 pm")
    assert house.ledger.case(case_id).medications[0].ingredient == ""
    hands.press("Did you mean eliquis 5 mg?")
    (row,) = house.ledger.case(case_id).medications
    assert (row.text, row.ingredient) == ("Eliquis 5 mg", "apixaban")
    assert row.confirmation is Confirmation.CONFIRMED
    assert row.last_dose.words == "yesterday 8 pm"


def test_a_blood_value_needs_its_hour(house: House, open_desk: Open, tmp_path: Path) -> None:
    case_id = epidural(house)
    hands = at_medicines(house, open_desk, tmp_path, case_id)
    hands.press("Add this value")
    assert "Choose which value it is." in hands.reads()
    hands.press("Blood value INR")
    for amount, taken_at, refusal in (
        ("high", "today 7 am", "as a number"),
        ("0", "today 7 am", "no value"),
        ("2,4", "yesterday", "day and time"),
        ("2,4", "some day", "Write it as"),
        ("2,4", "today 11:30 pm", "still to come"),
    ):
        hands.write("Value", amount)
        hands.write("Blood taken at", taken_at)
        hands.press("Add this value")
        assert refusal in hands.reads()
        assert house.ledger.case(case_id).observations == ()
    hands.write("Blood taken at", "today 7 am")
    hands.press("Add this value")
    (value,) = house.ledger.case(case_id).observations
    assert (value.code, value.value) == ("labs.inr", Decimal("2.4"))
    assert f"{value.recorded.at.astimezone(ZONE):%H:%M}" == "07:00"
    assert finding(house, case_id, "inr").stops


@pytest.mark.parametrize("key", ["asra-pain-2018", "asra-regional-2025"])
def test_nothing_is_cut_or_overlaps_with_every_part_of_the_page(
    house: House, open_desk: Open, tmp_path: Path, key: str
) -> None:
    adopted(house, key)
    case_id = epidural(house)
    hands = at_medicines(house, open_desk, tmp_path, case_id)
    types(hands, "Eliquis", "5 mg twice", "11/21 9 am")
    types(hands, "Elquis", "5 mg twice", "11/21 9 am")
    hands.press("What raises the bleeding risk? Age")
    hands.press("Record these")
    assert house.ledger.case(case_id).value("medicines.bleeding_factors") == ["age"]
    assert isinstance(hands.window, OpenDesk)
    assert cut(hands.window) == []
    assert overlapping(hands.window) == []


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(
    ("earliest", "planned"), [(72, 62), (24, 62), (72, None), (1, 61), (400, 61.1)]
)
def test_the_line_is_painted_in_every_theme_and_says_the_same_in_words(
    qtbot: QtBot, theme: str, earliest: float, planned: float | None
) -> None:
    app.start_qt(theme)
    last = datetime(2026, 10, 30, 21, 30, tzinfo=ZONE)
    at = last + timedelta(hours=61)
    moments = Moments(
        last=last,
        earliest=last + timedelta(hours=earliest),
        now=at,
        planned=last + timedelta(hours=planned) if planned else None,
        zone=ZONE,
        met=earliest <= 61,
    )
    clock = DoseClock(moments)
    qtbot.addWidget(clock)
    clock.resize(780, clock.height())
    image = clock.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    colours = {image.pixelColor(x, 158).name() for x in range(0, 780, 2)}
    assert THEMES[theme].ink2.lower() in colours
    assert (THEMES[theme].stop.lower() in colours) is (earliest > 61)
    assert ("planned" in clock.accessibleName()) is (planned is not None)
    days = list(moments.days())
    assert [end for _, end in days[:-1]] == [start for start, _ in days[1:]]
    assert all(start < end for start, end in days)
    clock.resize(60, clock.height())
    clock.grab()
    QApplication.processEvents()
