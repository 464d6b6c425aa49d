"""The discharge page asks of a device only where the record gives a reason."""

import pytest
from pytestqt.qtbot import QtBot

from desk.conftest import Open
from procdesk.desk.after.discharge import DischargePage
from procdesk.domain.entry import Json
from procdesk.domain.section_key import SectionKey
from procdesk.workflow import answers
from support.small_clinic import House

ASKED = ((), "discharge.device_on")


@pytest.mark.parametrize(
    ("section", "body", "asked"),
    [
        ("implants", {}, False),
        ("implants", {"implants.any": ["none"]}, False),
        ("implants", {"implants.any": ["metal"]}, False),
        ("implants", {"implants.any": ["pump"]}, True),
        ("implants", {"implants.any": ["unknown"]}, True),
        ("implants", {"implants.any": ["not-asked"]}, True),
        ("sign-out", {"sign_out.any_of": ["implant"]}, True),
        ("sign-out", {"sign_out.any_of": ["none"]}, False),
        ("discharge", {"discharge.device_on": "no"}, True),
    ],
)
def test_a_device_is_asked_of_where_one_may_be_off(
    house: House,
    open_desk: Open,
    qtbot: QtBot,
    section: str,
    body: dict[str, Json],
    asked: bool,
) -> None:
    case_id = house.at_discharge()
    if body:
        answers.answer(house.ledger, house.nurse, case_id, section, body)
    desk = open_desk(house, house.nurse)
    page = DischargePage(desk.session, house.ledger.outcome(case_id), SectionKey.DISCHARGE)
    qtbot.addWidget(page)
    page.view.finish()
    assert page.view.inputs[ASKED].isHidden() is not asked
    answers.answer(house.ledger, house.nurse, case_id, "implants", {"implants.any": ["icd"]})
    page.show_outcome(house.ledger.outcome(case_id))
    assert not page.view.inputs[ASKED].isHidden()
