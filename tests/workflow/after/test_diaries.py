"""Diaries that come back: filed on their own case or nowhere, typed twice, never averaged."""

from datetime import timedelta

import pytest

from procdesk.domain.targets.target import parse_target
from procdesk.domain.visit.patient_reading import Source
from procdesk.workflow.after import diaries
from procdesk.workflow.after.comparison import compared, with_earlier_block
from procdesk.workflow.after.sheet_numbers import sheet_mac
from procdesk.workflow.booking.ordering import Change, Wanted, change_order
from procdesk.workflow.refused import Refused
from support.printed_diary import goes_home, left_after_block, page, typed
from support.small_clinic import House

MARKED = {"diary.pain/1": "2", "diary.pain/2": "4", "diary.did/1": "y", "diary.pill/1": "n"}


@pytest.fixture
def home(house: House) -> tuple[str, str]:
    case_id = left_after_block(house)
    return case_id, goes_home(house, case_id)


def entered(house: House, number: str, values: dict[str, str]) -> None:
    expected = page(house, number)
    once, again = typed(expected, values)
    diaries.enter(house.ledger, house.front_desk, expected, once, again)


def test_a_page_is_found_by_its_number_however_it_is_typed(
    house: House, home: tuple[str, str]
) -> None:
    case_id, number = home
    for text in (number, f"{number[:5]} {number[5:]}", f"{number[:5]}-{number[5:]}".lower()):
        assert page(house, text).case.id == case_id
    code = f"PD1/{number}/1/{sheet_mac(house.store_key, number, 1)}"
    assert page(house, code).number == 1


@pytest.mark.parametrize("change", ["1ABCDEF", "number", "page"])
def test_a_code_whose_check_is_not_ours_is_filed_nowhere(
    house: House, home: tuple[str, str], change: str
) -> None:
    case_id, number = home
    mac = sheet_mac(house.store_key, number, 1)
    code = {
        "1ABCDEF": f"PD1/{number}/1/1ABCDEF",
        "number": f"PD1/{'Z' if number[0] != 'Z' else 'Y'}{number[1:]}/1/{mac}",
        "page": f"PD1/{number}/2/{mac}",
    }[change]
    with pytest.raises(Refused, match="Nothing is filed"):
        page(house, code)
    assert house.ledger.case(case_id).diaries == ()


def test_a_number_that_nobody_printed_here_is_filed_nowhere(
    house: House, home: tuple[str, str]
) -> None:
    for foreign in ("0000000000", "4GNF6YY4HM", "", "PD1/x"):
        with pytest.raises(Refused):
            page(house, foreign)
    assert house.ledger.case(home[0]).diaries == ()


def test_what_is_typed_stands_at_the_moment_of_its_line_and_its_time_was_not_observed(
    house: House, home: tuple[str, str]
) -> None:
    case_id, number = home
    end = house.ledger.case(case_id).event("needle_out")
    assert end is not None
    house.clock.forward(days=7)
    entered(house, number, MARKED)
    back = house.ledger.case(case_id).diaries[0]
    readings = {(one.code, one.at - end.recorded.at): one for one in back.readings}
    assert readings[("diary.pain", timedelta(hours=1))].value == "2"
    assert readings[("diary.did", timedelta(hours=1))].value == "yes"
    assert {(one.source, one.observed) for one in back.readings} == {(Source.PAPER, False)}
    assert back.recorded.at - end.recorded.at > timedelta(days=7)


def test_two_typings_that_differ_are_shown_and_nothing_is_recorded(
    house: House, home: tuple[str, str]
) -> None:
    case_id, number = home
    expected = page(house, number)
    once, again = typed(expected, MARKED)
    for second in ("5", ""):
        with pytest.raises(Refused, match="Look at the paper") as refused:
            diaries.enter(
                house.ledger, house.nurse, expected, once, {**again, "diary.pain/2": second}
            )
        assert refused.value.field == "diary.pain/2"
    assert house.ledger.case(case_id).diaries == ()


@pytest.mark.parametrize(("key", "value"), [("diary.pain/1", "11"), ("diary.gone/", "8")])
def test_a_value_that_no_ring_has_is_refused(
    house: House, home: tuple[str, str], key: str, value: str
) -> None:
    expected = page(house, home[1])
    with pytest.raises(Refused) as refused:
        diaries.enter(house.ledger, house.nurse, expected, {key: value}, {key: value})
    assert refused.value.field == key


def test_the_same_page_twice_is_said_and_a_correction_takes_its_place(
    house: House, home: tuple[str, str]
) -> None:
    case_id, number = home
    entered(house, number, MARKED)
    with pytest.raises(Refused, match="entered already, by C"):
        entered(house, number, MARKED)
    expected = page(house, number)
    once, again = typed(expected, {"diary.pain/1": "3"})
    diaries.enter(house.ledger, house.nurse, expected, once, again, correcting=True)
    case = house.ledger.case(case_id)
    assert [[one.value for one in back.readings] for back in case.diaries] == [["3"]]
    assert sum(entry.kind == "diary_returned" for entry in case.entries) == 2


def test_an_empty_and_an_unreadable_page_are_back_too(house: House, home: tuple[str, str]) -> None:
    case_id, number = home
    expected = page(house, number)
    with pytest.raises(Refused, match="Nothing is typed"):
        diaries.enter(house.ledger, house.nurse, expected, {}, {})
    diaries.enter(house.ledger, house.nurse, expected, {}, {}, state="unreadable")
    case = house.ledger.case(case_id)
    assert case.diaries[0].state == "unreadable"
    assert case.diaries[0].readings == ()


def test_a_diary_of_a_closed_case_is_late_and_still_filed(
    house: House, home: tuple[str, str]
) -> None:
    from procdesk.workflow.case import ending

    case_id, number = home
    ending.complete(house.ledger, house.nurse, case_id)
    house.clock.forward(days=60)
    entered(house, number, MARKED)
    assert compared(house.ledger, house.ledger.case(case_id)).enough


def test_the_comparison_takes_staff_and_paper_and_the_block_before_it(
    house: House, home: tuple[str, str]
) -> None:
    first, number = home
    entered(house, number, MARKED)
    house.clock.forward(days=14)
    second = left_after_block(house, "6", ("3",))
    entered(house, goes_home(house, second), {"diary.pain/1": "1"})
    both = with_earlier_block(house.ledger, house.ledger.case(second))
    assert [one.case.id for one in both] == [first, second]
    blocks = [one.block for one in both]
    assert [one.best.pain for one in blocks if one and one.best] == [2, 1]


def test_a_block_at_another_place_has_no_block_before_it(
    house: House, home: tuple[str, str]
) -> None:
    first, number = home
    entered(house, number, MARKED)
    house.clock.forward(days=14)
    second = house.booked(house.ledger.case(first).patient_id)

    def beside() -> list[str]:
        both = with_earlier_block(house.ledger, house.ledger.case(second))
        return [one.case.id for one in both]

    assert beside() == [first, second]
    wanted = Wanted("mbb-lumbar", (parse_target("right medial-branch L3,L4"),))
    change_order(house.ledger, house.physician, second, Change(procedures=(wanted,)))
    assert beside() == [second]


def test_projections_are_what_a_rebuild_would_give(house: House, home: tuple[str, str]) -> None:
    from procdesk.records.verify import verify

    entered(house, home[1], MARKED)
    assert house.ledger.journal.diaries_back() == (1, 1)
    assert verify(house.ledger.journal.store).problems == ()


def test_a_diary_is_waited_for_only_where_the_catalogue_gives_one(house: House) -> None:
    from procdesk.domain.entry import Json, Kind, case_subject
    from procdesk.domain.stage import Stage
    from procdesk.workflow.ledger import Act
    from procdesk.workflow.sections import sections

    case_id = house.booked()
    for key, waits in (("mbb-lumbar", True), ("discography", False), ("", True)):
        procedure: dict[str, Json] = {"key": key, "text": "", "targets": [], "sedation": "none"}
        act = Act(case_subject(case_id), Kind.ORDER_SET, {"procedures": [procedure]})
        house.ledger.record(house.nurse, [act])
        rows = sections(Stage.FOLLOW_UP, house.ledger.case(case_id), house.ledger.reference)
        assert ("diary-back" in {one.key for one in rows}) is waits, key
