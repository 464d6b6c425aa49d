"""No screen and no paper says "none" of a question that nobody asked."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from procdesk import app
from procdesk.desk.lists.patients import PatientsScreen
from procdesk.desk.pages.case_summary import banner_facts
from procdesk.desk.room.time_out_items import read
from procdesk.desk.session.session import Session
from procdesk.desk.widgets.labels import Words
from procdesk.domain.entry import Json, Kind, patient_subject
from procdesk.domain.medicines.medication import Confirmation, LastDose, Precision
from procdesk.domain.stage import Stage, TimeOutItem
from procdesk.workflow import stages
from procdesk.workflow.checks import medicines
from procdesk.workflow.ledger import STATION_STAFF, Act
from support.small_clinic import Clock, House


@pytest.fixture
def session(house: House, tmp_path: Path, clock: Clock, qapp: QApplication) -> Session:
    app.start_qt()
    parts = app.desk_parts(tmp_path, clock)
    return Session(parts=parts, ledger=house.ledger, person=house.nurse, store_key=house.store_key)


def aloud(session: Session, case_id: str) -> tuple[str, str]:
    """Return the sentences of the time-out on allergies and on blood thinners."""
    outcome = session.ledger.outcome(case_id)
    items = (TimeOutItem.ALLERGIES, TimeOutItem.BLOOD_THINNER)
    first, second = (read(session, outcome, item).words for item in items)
    return first, second


def banner(session: Session, case_id: str) -> str:
    return banner_facts(session, session.ledger.outcome(case_id)).allergies


def asked(house: House, case_id: str) -> None:
    for name in ("allergies", "medicines"):
        medicines.no_more(house.ledger, house.nurse, case_id, name)


def test_who_was_not_asked_has_no_none(house: House, session: Session) -> None:
    case_id = house.booked()
    house.arrived(case_id)
    assert banner(session, case_id) == "Allergies not asked"
    allergies, thinners = aloud(session, case_id)
    assert allergies == "Allergies not asked"
    assert "none" not in thinners
    assert "not been asked" in thinners
    asked(house, case_id)
    assert banner(session, case_id) == "None known, asked today"
    assert aloud(session, case_id) == ("None known, asked today", "none taken, asked today")


def test_asked_on_the_phone_is_not_asked_today(house: House, session: Session) -> None:
    case_id = house.booked()
    asked(house, case_id)
    house.clock.forward(days=1)
    stages.enter(house.ledger, house.front_desk, case_id, Stage.ARRIVED)
    assert banner(session, case_id) == "Allergies not asked"
    allergies, thinners = aloud(session, case_id)
    assert allergies == "Allergies not asked"
    assert "none" not in thinners


def test_what_nobody_can_say_or_a_feed_tells_later_is_read_aloud(
    house: House, session: Session
) -> None:
    patient_id = house.patient()
    case_id = house.booked(patient_id)
    house.arrived(case_id)
    medicines.confirm_allergy(
        house.ledger,
        house.nurse,
        case_id,
        row_id="",
        text="Latex",
        reaction="",
        confirmation=Confirmation.UNKNOWN,
    )
    asked(house, case_id)
    assert aloud(session, case_id)[0] == "Latex (not sure)"
    body: dict[str, Json] = {"allergies": [{"id": "f2", "text": "Iodine"}]}
    house.ledger.record(
        STATION_STAFF,
        [Act(subject=patient_subject(patient_id), kind=Kind.PATIENT_UPDATED, body=body)],
    )
    assert aloud(session, case_id)[0] == "Latex (not sure); not asked: Iodine"


def test_allergies_asked_are_not_medicines_asked(
    house: House, session: Session, qtbot: QtBot
) -> None:
    case_id = house.booked()
    patient_id = house.ledger.case(case_id).patient_id
    medicines.confirm_medicine(
        house.ledger,
        house.nurse,
        case_id,
        row_id="",
        text="Warfarin",
        dose="",
        last_dose=LastDose(Precision.UNKNOWN),
        confirmation=Confirmation.CONFIRMED,
    )

    def shown() -> str:
        screen = PatientsScreen(session, patient_id)
        qtbot.addWidget(screen)
        return " ".join(one.text() for one in screen.findChildren(Words))

    assert "Allergies, last asked: not here yet" in shown()
    medicines.no_more(house.ledger, house.nurse, case_id, "allergies")
    assert "Allergies, last asked: none known" in shown()
    assert "Medicines, last asked: not here yet" in shown()
    medicines.no_more(house.ledger, house.nurse, case_id, "medicines")
    assert "Medicines, last asked: Warfarin" in shown()
