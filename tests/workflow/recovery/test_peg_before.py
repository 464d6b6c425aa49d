"""The PEG before: offered in recovery where a diary asks it again, and compared with that."""

from datetime import timedelta

from procdesk.domain.relief.relief_words import peg
from procdesk.workflow.after import diaries
from procdesk.workflow.after.comparison import compared
from procdesk.workflow.recovery import scores
from support.printed_diary import diary_of, measured, page, radiofrequency, typed
from support.small_clinic import House


def offered(house: House, case_id: str) -> list[str]:
    ledger = house.ledger
    rows = scores.offered(ledger.case(case_id), ledger.reference, ledger.clinic)
    return [one.key for one in rows]


def test_it_is_offered_asked_and_compared(house: House) -> None:
    case_id = house.at_discharge()
    assert "peg" not in offered(house, case_id)
    radiofrequency(house, case_id)
    assert "peg" in offered(house, case_id)
    for name, value in (("intensity", "6"), ("enjoyment", "8"), ("activity", "7")):
        measured(house, case_id, f"peg.{name}", value)
    number = diary_of(house, case_id)
    for part, values in (
        (1, {f"diary.worst/{day}": "4" for day in range(1, 6)}),
        (4, {"peg.intensity/2": "3", "peg.enjoyment/2": "4", "peg.activity/2": "2"}),
    ):
        sheet = page(house, number).sheet
        expected = diaries.page_of(house.ledger.case(case_id), sheet, part)
        diaries.enter(house.ledger, house.nurse, expected, *typed(expected, values))
    comparison = compared(house.ledger, house.ledger.case(case_id))
    assert comparison.block is None
    assert comparison.enough
    # Before (6 + 8 + 7) / 3 = 7; at week 2 (3 + 4 + 2) / 3 = 3: 4 of 7 less.
    assert [peg(one) for one in comparison.course.peg][:2] == [
        "PEG before: 7 (staff)",
        "PEG at week 2: 3 (paper), 57.1 % less than before",
    ]
    assert [str(one.median) for one in comparison.course.weeks] == ["4"]
    assert [one.days_answered for one in comparison.course.weeks] == [5]
    end = house.ledger.case(case_id).event("needle_out")
    assert end is not None
    week_two = house.ledger.case(case_id).diaries[1].readings[0].at
    assert timedelta(days=13) < week_two - end.recorded.at < timedelta(days=15)
