"""The flowsheet under sedation: there where it is needed, reminded in words, listed with times."""

from PySide6.QtWidgets import QLineEdit

from desk.conftest import Open
from desk.shell.test_screens import cut, overlapping
from desk.walk import settle, texts
from procdesk.desk.room.note import timeline
from procdesk.desk.room.procedure import ProcedurePage
from procdesk.desk.room.sedation_record import due_in_words
from procdesk.desk.widgets.button import Button
from procdesk.domain.visit.sedation_set import sedation_sets
from support.sedation_cases import WHOLE, in_procedure, record, sedate
from support.small_clinic import House


def opened(house: House, open_desk: Open, case_id: str) -> ProcedurePage:
    desk = open_desk(house, house.nurse)
    desk.open_case(case_id)
    settle()
    assert desk.frame is not None
    assert isinstance(desk.frame.page, ProcedurePage)
    return desk.frame.page


def press(page: ProcedurePage, words: str) -> None:
    next(one for one in page.findChildren(Button) if one.text() == words).click()
    settle()


def fill(page: ProcedurePage, **values: str) -> None:
    for (_rows, link_id), field in page.sedation.view.inputs.items():
        name = link_id.partition(".")[2]
        if name in values:
            field.put(values[name])
            field.edited.emit(values[name])


def test_nobody_sedated_sees_no_flowsheet(house: House, open_desk: Open) -> None:
    case_id = in_procedure(house)
    page = opened(house, open_desk, case_id)
    assert not page.sedation.isVisible()
    assert not page.enter_set.isVisible()
    sedate(house, case_id)
    page.recorded.emit()
    settle()
    assert page.sedation.isVisible()
    assert page.enter_set.isVisible()


def test_a_set_is_recorded_listed_and_the_fields_are_empty_for_the_next(
    house: House, open_desk: Open
) -> None:
    case_id = in_procedure(house)
    sedate(house, case_id)
    page = opened(house, open_desk, case_id)
    press(page, "Record this set")
    assert sedation_sets(house.ledger.case(case_id)) == ()
    fill(page, responds="1", systolic="118", diastolic="70", pulse="64", spo2="97")
    press(page, "Record this set")
    words = set(texts(page))
    assert {"118 mmHg", "64 /min", "rouses when called", "M. Adeyemi"} <= words
    assert "Next set: due in 5 min." in words
    assert page.enter_set.text() == "Enter a set: due in 5 min"
    assert not any(
        line.text() for line in page.sedation.view.findChildren(QLineEdit) if line.isVisible()
    )


def test_a_set_of_another_desk_leaves_what_is_being_typed(house: House, open_desk: Open) -> None:
    case_id = in_procedure(house)
    sedate(house, case_id)
    page = opened(house, open_desk, case_id)
    fill(page, pulse="64")
    record(house, case_id, **WHOLE)
    page.show_outcome(house.ledger.outcome(case_id))
    settle()
    assert "118 mmHg" in set(texts(page))
    assert page.sedation.view.fields() == {"sedation_record.pulse": "64"}


def test_the_reminder_counts_down_in_words(house: House) -> None:
    case_id = in_procedure(house)
    case = house.ledger.case(case_id)
    assert due_in_words(case, house.clock.at) == "due before the sedation"
    sedate(house, case_id)
    case = house.ledger.case(case_id)
    house.clock.forward(minutes=3)
    assert due_in_words(case, house.clock.at) == "due in 2 min"
    house.clock.forward(minutes=2)
    assert due_in_words(case, house.clock.at) == "due now"
    house.clock.forward(minutes=4)
    assert due_in_words(case, house.clock.at) == "due since 4 min"


def test_the_sets_stand_in_what_the_physician_signs(house: House) -> None:
    case_id = in_procedure(house)
    record(house, case_id, **WHOLE)
    lines = [words for _recorded, words in timeline(house.ledger.case(case_id))]
    assert any(one.startswith("Under sedation: blood pressure 118") for one in lines)


def test_the_page_fits_the_smallest_window_with_many_sets(house: House, open_desk: Open) -> None:
    case_id = in_procedure(house)
    sedate(house, case_id)
    for _ in range(8):
        house.clock.forward(minutes=5)
        record(house, case_id, **WHOLE)
    desk = open_desk(house, house.nurse)
    desk.open_case(case_id)
    for width, height in ((1280, 800), (1440, 900)):
        desk.resize(width, height)
        settle()
        assert cut(desk) == []
        assert overlapping(desk) == []
