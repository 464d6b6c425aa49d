"""A diary as the desk makes it: printed, handed over, and typed from what a patient marked."""

from collections.abc import Mapping

from procdesk import app
from procdesk.domain.entry import Json, Kind, case_subject
from procdesk.domain.stage import Stage
from procdesk.sheets.issue import issue
from procdesk.sheets.make import Sheets
from procdesk.workflow import answers, stages
from procdesk.workflow.after import discharge
from procdesk.workflow.after.diaries import ExpectedPage, asked, find, key_of
from procdesk.workflow.ledger import Act
from support.small_clinic import House


def diary_of(house: House, case_id: str) -> str:
    """The number of a diary that was made and handed over; its pages are those of the catalogue."""
    sheets = Sheets(house.ledger, app.supplies(house.store_key))
    diary = sheets.make(house.ledger.outcome(case_id), "diary", app.new_id())
    issue(house.ledger, house.nurse, case_id, diary)
    discharge.sheet_is(house.ledger, house.nurse, case_id, diary.number, "handed_over")
    return diary.number


def left_after_block(
    house: House, before: str = "8", readings: tuple[str, ...] = ("3", "2")
) -> str:
    """A block from booking to the way home, with the staff's readings 15 and 30 min after it."""
    case_id = house.booked(_patient_of(house))
    house.arrived(case_id)
    measured(house, case_id, "baseline.nrs_moving", before)
    for step in (house.checked, house.made_ready, house.timed_out, house.done):
        step(case_id)
    for value in readings:
        house.clock.forward(minutes=15)
        measured(house, case_id, "recovery.pain_moving", value)
    house.recovered(case_id)
    return case_id


def goes_home(house: House, case_id: str) -> str:
    """Discharged with a diary; gives its number."""
    ledger = house.ledger
    discharge.order(ledger, house.physician, case_id, house.signer(house.physician))
    number = diary_of(house, case_id)
    sheet = app.new_id()[:10].upper()
    discharge.sheet_made(ledger, house.nurse, case_id, kind="aftercare", number=sheet, sha256="ab")
    discharge.sheet_is(ledger, house.nurse, case_id, sheet, "handed_over")
    stages.enter(ledger, house.nurse, case_id, Stage.FOLLOW_UP)
    return number


def measured(house: House, case_id: str, code: str, value: str) -> None:
    answers.measure(house.ledger, house.nurse, case_id, {code: (value, "{score}")})


def typed(
    expected: ExpectedPage, values: Mapping[str, str]
) -> tuple[dict[str, str], dict[str, str]]:
    """The same values typed once and again, by "code/line"."""
    twice = {key_of(one, line) for one, line in asked(expected.page) if one.twice}
    return dict(values), {key: value for key, value in values.items() if key in twice}


def page(house: House, text: str) -> ExpectedPage:
    return find(house.ledger, house.store_key, text)


def _patient_of(house: House) -> str:
    """The one patient, registered at the first block."""
    patient_ids = house.ledger.journal.search("Abernathy")
    return patient_ids[0] if patient_ids else ""


def radiofrequency(house: House, case_id: str) -> None:
    """Change the order to a radiofrequency, of which the catalogue asks the weeks after."""
    procedure: dict[str, Json] = {
        "key": "rfa-lumbar",
        "text": "",
        "targets": ["left medial-branch L3,L4"],
        "sedation": "none",
    }
    act = Act(case_subject(case_id), Kind.ORDER_SET, {"procedures": [procedure]})
    house.ledger.record(house.nurse, [act])
