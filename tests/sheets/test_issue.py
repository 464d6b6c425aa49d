"""Issue: each number stands once for one paper, and what it replaces is void with it."""

import hashlib
from collections.abc import Sequence

import pytest

from procdesk import app
from procdesk.domain.entry import Entry, Kind
from procdesk.records.errors import NotSaved
from procdesk.sheets.issue import HomePapers, hand_over, issue
from procdesk.sheets.make import DrawnSheet, Sheets, Wishes
from procdesk.workflow.after import discharge
from procdesk.workflow.refused import Refused
from support.small_clinic import House


def drawn(kind: str, number: str) -> DrawnSheet:
    return DrawnSheet(kind, number, f"%PDF {number}".encode(), None)


def issued(house: House, case_id: str, *sheets: tuple[str, str]) -> None:
    for kind, number in sheets:
        issue(house.ledger, house.nurse, case_id, drawn(kind, number))


def becomes(house: House, case_id: str, number: str, state: str) -> None:
    discharge.sheet_is(house.ledger, house.nurse, case_id, number, state)


def states(house: House, case_id: str) -> list[tuple[str, str]]:
    return [(sheet.kind, sheet.state) for sheet in house.ledger.case(case_id).sheets]


def home_papers(house: House) -> HomePapers:
    return HomePapers(Sheets(house.ledger, app.supplies(house.store_key)))


def test_a_sheet_is_recorded_with_number_hash_and_what_reads_it_back(house: House) -> None:
    case_id = house.at_discharge()
    sheets = Sheets(house.ledger, app.supplies(house.store_key))
    diary = sheets.make(house.ledger.outcome(case_id), "diary", app.new_id())
    issue(house.ledger, house.nurse, case_id, diary)
    assert house.ledger.case(case_id).entries[-1].body == {
        "kind": "diary",
        "number": diary.number,
        "sha256": hashlib.sha256(diary.pdf).hexdigest(),
        "geometry": diary.geometry,
    }
    assert house.ledger.case(case_id).sheets[-1].pages, "it can be typed back"


@pytest.mark.parametrize(
    ("state", "then"),
    [
        ("made", "voided"),
        ("sent", "voided"),
        ("jammed", "jammed"),
        ("handed_over", "handed_over"),
    ],
)
def test_another_sheet_of_a_kind_voids_the_one_that_waits_and_no_other(
    house: House, state: str, then: str
) -> None:
    case_id = house.booked()
    issued(house, case_id, ("aftercare", "1"), ("diary", "2"))
    if state != "made":
        becomes(house, case_id, "1", state)
    issued(house, case_id, ("aftercare", "3"))
    assert states(house, case_id) == [("aftercare", then), ("diary", "made"), ("aftercare", "made")]


def test_what_stays_in_the_house_may_be_there_many_times(house: House) -> None:
    case_id = house.booked()
    issued(house, case_id, ("label", "1"), ("label", "2"))
    assert states(house, case_id) == [("label", "made"), ("label", "made")]


def test_nothing_is_void_where_the_new_sheet_could_not_be_recorded(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    case_id = house.booked()
    issued(house, case_id, ("aftercare", "1"))

    tried: list[list[str]] = []

    def full(entries: Sequence[Entry], **_named: object) -> None:
        tried.append([entry.kind for entry in entries])
        raise NotSaved("The disk is full.")

    monkeypatch.setattr(house.ledger.journal, "append", full)
    with pytest.raises(NotSaved):
        issued(house, case_id, ("aftercare", "2"))
    assert tried == [[Kind.SHEET_VOIDED, Kind.SHEET_MADE]]
    assert states(house, case_id) == [("aftercare", "made")]


def test_what_is_not_out_is_printed_and_all_of_it_again_once_all_is_out(house: House) -> None:
    case_id = house.at_discharge()
    papers = home_papers(house)

    def printed() -> list[str]:
        sheets = papers.to_print(house.nurse, house.ledger.outcome(case_id))
        assert [one.kind for one in sheets] in (["aftercare", "diary"], ["diary"])
        return [sheet.number for sheet in sheets]

    first = printed()
    assert printed() == first, "a sheet that no printer took keeps its number"
    becomes(house, case_id, first[0], "sent")
    becomes(house, case_id, first[1], "jammed")
    (diary,) = printed()
    becomes(house, case_id, diary, "sent")
    again = printed()
    assert len({*first, diary, *again}) == 5
    assert states(house, case_id) == [
        ("aftercare", "voided"),
        ("diary", "jammed"),
        ("diary", "voided"),
        ("aftercare", "made"),
        ("diary", "made"),
    ]


@pytest.mark.parametrize("state", ["sent", "handed_over"])
def test_a_jam_of_one_paper_is_no_reason_to_print_the_other_again(house: House, state: str) -> None:
    case_id = house.at_discharge()
    papers = home_papers(house)
    aftercare, diary = papers.to_print(house.nurse, house.ledger.outcome(case_id))
    becomes(house, case_id, aftercare.number, state)
    becomes(house, case_id, diary.number, "jammed")
    (again,) = papers.to_print(house.nurse, house.ledger.outcome(case_id))
    assert again.kind == "diary"
    assert states(house, case_id) == [
        ("aftercare", state),
        ("diary", "jammed"),
        ("diary", "made"),
    ]


def test_a_file_is_the_sheet_that_was_printed_and_other_wishes_are_another_sheet(
    house: House,
) -> None:
    case_id = house.at_discharge()
    papers = home_papers(house)
    sheets = papers.to_print(house.nurse, house.ledger.outcome(case_id))
    for sheet in sheets:
        becomes(house, case_id, sheet.number, "sent")
    assert papers.to_save(house.nurse, house.ledger.outcome(case_id)) == sheets
    large = HomePapers(Sheets(house.ledger, app.supplies(house.store_key), Wishes(large=True)))
    others = large.to_save(house.nurse, house.ledger.outcome(case_id))
    assert [one.kind for one in others] == ["aftercare", "diary"], "a diary has one size"
    assert others[0].pdf != sheets[0].pdf
    assert states(house, case_id) == [
        ("aftercare", "voided"),
        ("diary", "voided"),
        ("aftercare", "made"),
        ("diary", "made"),
    ]


def test_what_waits_is_handed_over_and_with_nothing_there_that_is_said(house: House) -> None:
    case_id = house.booked()
    with pytest.raises(Refused, match="Print or save the papers first"):
        hand_over(house.ledger, house.nurse, case_id)
    issued(house, case_id, ("aftercare", "1"), ("diary", "2"), ("diary", "3"))
    becomes(house, case_id, "1", "sent")
    hand_over(house.ledger, house.nurse, case_id)
    assert states(house, case_id) == [
        ("aftercare", "handed_over"),
        ("diary", "voided"),
        ("diary", "handed_over"),
    ]
