"""After the visit on the desk: a diary typed from its paper, a call, the comparison, a decision."""

from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest

from desk.conftest import Open
from procdesk import app
from procdesk.demo.hands import Hands
from procdesk.desk.shell.open_desk import OpenDesk
from procdesk.domain.staff import Staff
from procdesk.workflow import drafting
from procdesk.workflow.after import diaries
from procdesk.workflow.after.sheet_numbers import sheet_mac
from support.printed_diary import (
    diary_of,
    goes_home,
    left_after_block,
    measured,
    page,
    radiofrequency,
    typed,
)
from support.small_clinic import House

LINES = ("2 y n", "2 y n", "- n n", "4 y n", "5 y n", "6 y y", "7 y n", "")
AGAIN = "2 2 - 4 5 6 7"


@pytest.fixture
def home(house: House) -> tuple[str, str]:
    case_id = left_after_block(house)
    number = goes_home(house, case_id)
    house.clock.forward(days=7)
    return case_id, number


def opened(house: House, open_desk: Open, tmp_path: Path, person: Staff) -> tuple[OpenDesk, Hands]:
    desk = open_desk(house, person)
    session = desk.session
    session.parts = replace(session.parts, save_as=lambda name: tmp_path / "saved" / name)
    return desk, Hands(desk, tmp_path)


def labels(house: House, number: str) -> list[str]:
    return [line.label for line in page(house, number).page.lines]


def fills_in(hands: Hands, names: list[str], again: str = AGAIN) -> None:
    for name, words in zip(names, LINES, strict=True):
        if words:
            hands.write(name, words)
    hands.write("Pain once more", again)
    hands.write("How much of the pain was gone, in %", "50")
    hands.write("How much of the pain was gone, in %, once more", "50")
    hands.press("I marked these some later")


def test_the_front_desk_enters_a_diary_by_its_number(
    house: House, open_desk: Open, tmp_path: Path, home: tuple[str, str]
) -> None:
    case_id, number = home
    _desk, hands = opened(house, open_desk, tmp_path, house.front_desk)
    hands.press("Follow-up")
    assert "Diaries out: 1" in hands.reads()
    assert "ended 6 days ago" in hands.reads()
    assert "0 of 1 diaries that were handed over are back." in hands.reads()
    hands.photograph("follow-up")
    hands.write("Number on the diary", f"{number[:5]} {number[5:]}", enter=True)
    fills_in(hands, labels(house, number), "2 2 - 4 5 6 8")
    hands.photograph("diary-back")
    hands.press("Enter this page")
    assert "typed 7, then 8. Look at the paper." in hands.reads()
    hands.photograph("diary-back-differs")
    hands.write("Pain once more", AGAIN)
    hands.press("Enter this page")
    assert "This page is entered." in hands.reads()
    back = house.ledger.case(case_id).diaries[0]
    pain = [one.value for one in back.readings if one.code == "diary.pain"]
    assert pain == ["2", "2", "4", "5", "6", "7"]
    hands.press("Follow-up")
    assert "Diaries out: none" in hands.reads()
    assert "1 of 1 diaries that were handed over are back." in hands.reads()


def test_a_page_that_is_typed_after_another_is_kept_as_a_draft(
    house: House, open_desk: Open, tmp_path: Path, home: tuple[str, str]
) -> None:
    case_id, number = home
    desk, hands = opened(house, open_desk, tmp_path, house.front_desk)
    desk.open_section(case_id, "diary-back")
    hands.write("Number on the diary", number, enter=True)
    fills_in(hands, labels(house, number))
    hands.press("Enter this page")
    assert "This page is entered." in hands.reads()
    hands.write("Number on the diary", "4")
    hands.press("Board")
    draft = drafting.draft(house.ledger, house.front_desk, case_id, "diary-back")
    assert draft is not None
    assert draft.fields == {"number": "4"}


def test_a_diary_of_another_visit_is_not_taken_on_this_page(
    house: House, open_desk: Open, tmp_path: Path, home: tuple[str, str]
) -> None:
    first, number = home
    second = left_after_block(house)
    goes_home(house, second)
    desk, hands = opened(house, open_desk, tmp_path, house.nurse)
    desk.open_section(second, "diary-back")
    hands.write("Number on the diary", number, enter=True)
    assert "This diary is of another visit" in hands.reads()
    hands.press("Nothing is marked on it")
    hands.write("Number on the diary", "0000000000", enter=True)
    assert "No diary of the number 0000000000 was made here." in hands.reads()
    for case_id in (first, second):
        assert house.ledger.case(case_id).diaries == ()


def test_a_scanned_code_opens_its_own_page(
    house: House, open_desk: Open, tmp_path: Path, home: tuple[str, str]
) -> None:
    _case_id, number = home
    desk, hands = opened(house, open_desk, tmp_path, house.nurse)
    hands.press("Follow-up")
    hands.scan(f"]Q1PD1/{number}/1/{sheet_mac(house.store_key, number, 1)}")
    assert "Block diary, page 1" in hands.reads()
    hands.press("Follow-up")
    hands.scan(f"]Q1PD1/{number}/1/AAAAAAA")
    assert "Nothing is filed." in hands.reads()
    assert desk.frame is not None


def test_a_page_that_is_typed_is_kept_as_a_draft(
    house: House, open_desk: Open, tmp_path: Path, home: tuple[str, str]
) -> None:
    case_id, number = home
    desk, hands = opened(house, open_desk, tmp_path, house.nurse)
    desk.open_section(case_id, "diary-back")
    hands.write("Number on the diary", number, enter=True)
    first = labels(house, number)[0]
    hands.write(first, "2 y n")
    hands.press("Board")
    desk.open_section(case_id, "diary-back")
    assert desk.frame is not None
    assert desk.frame.page is not None
    assert desk.frame.page.draft_fields()["line.1"] == "2 y n"


def test_a_call_with_a_sign_stays_open_until_the_physician_closes_it(
    house: House, open_desk: Open, tmp_path: Path, home: tuple[str, str]
) -> None:
    case_id, _number = home
    _desk, hands = opened(house, open_desk, tmp_path, house.nurse)
    hands.press("Follow-up")
    hands.press("1. Call Abernathy")
    hands.press("Who was reached? The patient")
    for question in ("New weakness or numbness?", "Bladder or bowel changed?"):
        hands.press(f"{question} No")
    hands.press("Fever, chills, or a needle spot red, hot or dripping? Yes")
    assert "emergency room the same day (weak source)" in hands.reads()
    assert "emergency MRI" not in hands.reads()
    hands.press("Headache that is worse upright? No")
    hands.press("Record this call")
    assert "breathing or chest trouble?" in hands.reads()
    hands.press("Breathing or chest trouble? Not asked")
    hands.write("Pain with the test move (0 to 10)", "5")
    hands.photograph("follow-up-call")
    hands.press("Record this call")
    assert "Told on the phone: fever" in hands.reads()
    _desk, hands = opened(house, open_desk, tmp_path, house.physician)
    assert _desk.minimumSizeHint().width() <= 1280
    hands.press("Waiting for me")
    hands.photograph("waiting-after-the-visit")
    hands.press("1. Decide for Abernathy")
    hands.write("What was done about it", "Seen today, no fever")
    hands.press("Close these signs")
    hands.photograph("signs-closed")
    assert "Told on the phone" not in hands.reads()
    assert house.ledger.case(case_id).decisions[0].reason == "Seen today, no fever"


def entered(house: House, number: str, values: dict[str, str]) -> None:
    expected = page(house, number)
    diaries.enter(house.ledger, house.front_desk, expected, *typed(expected, values))


def two_blocks(house: House, home: tuple[str, str]) -> str:
    entered(
        house,
        home[1],
        {
            **{f"diary.pain/{n}": told for n, told in enumerate("2235667", 1)},
            **{f"diary.did/{n}": "y" for n in range(1, 8)},
            **{f"diary.pill/{n}": "n" for n in range(1, 8)},
            "diary.gone/": "80",
            "diary.marked/": "each",
        },
    )
    second = left_after_block(house, "7", ("3", "2"))
    number = goes_home(house, second)
    values = {"diary.pain/1": "2", "diary.pain/3": "1", "diary.pain/6": "8", "diary.gone/": "50"}
    entered(house, number, {**values, "diary.pill/6": "y"})
    return second


@pytest.mark.parametrize("theme", ["light", "dark", "contrast"])
def test_two_blocks_stand_on_one_axis_and_the_physician_decides(
    house: House, open_desk: Open, tmp_path: Path, home: tuple[str, str], theme: str
) -> None:
    second = two_blocks(house, home)
    app.start_qt(theme)
    desk, hands = opened(house, open_desk, tmp_path, house.physician)
    desk.open_section(second, "relief")
    assert desk.minimumSizeHint().width() <= 1280
    hands.photograph(f"relief-{theme}")
    page_words = hands.reads()
    # Block 1: 8 before, lowest 2; block 2: 7 before, lowest 1 on paper, 2 with staff.
    for words in (
        "8, then 2 (at 30 min, staff)",
        "75 % (at 30 min, staff)",
        "7, then 1 (at 3 h, paper)",
        "71.4 % (at 30 min, staff)",
        "85.7 % (at 3 h, paper)",
        "50 % (paper): 36 points below the computed, ask",
        "The clinic has not set a line.",
    ):
        assert words in page_words, words
    hands.press("What is next? Repeat the block")
    hands.press("Record this decision")
    assert "Write the reason." in hands.reads()
    hands.write("The reason", "Own estimate and marks differ")
    hands.press("Record this decision")
    assert "by Dr L. Okafor: repeat the block. Own estimate and marks differ" in hands.reads()
    hands.photograph(f"relief-decided-{theme}")
    hands.press("Save this page for the chart")
    path = next((tmp_path / "saved").glob("relief-*.pdf"))
    with pypdfium2.PdfDocument(path.read_bytes()) as document:
        assert len(document) == 1
        words = " ".join(document[0].get_textpage().get_text_range().split())
    assert "Block 2" in words
    assert "85.7 % (at 3 h, paper)" in words
    assert "Repeat the block, " in words


def test_it_stands_on_the_patients_page_and_at_ready_of_the_next_procedure(
    house: House, open_desk: Open, tmp_path: Path, home: tuple[str, str]
) -> None:
    two_blocks(house, home)
    third = house.booked(house.ledger.journal.search("Abernathy")[0])
    desk, hands = opened(house, open_desk, tmp_path, house.physician)
    hands.press("Patients")
    hands.write("Any patient", "Abern")
    hands.press("Open ABERNATHY")
    hands.photograph("patient-relief")
    assert "7, then 1 (at 3 h, paper)" in hands.reads()
    desk.open_section(third, "ready")
    hands.photograph("ready-relief")
    assert "Last procedure: Medial branch block, lumbar, Mon 30 Nov 2026" in hands.reads()
    assert "pain 7, then 1 (at 3 h, paper); relief 85.7 % (at 3 h, paper)" in hands.reads()
    assert "Nothing is decided yet." in hands.reads()
    assert "7, then 1 (at 3 h, paper)" in hands.reads()


def test_weeks_and_peg_of_a_radiofrequency_stand_in_words_and_as_a_curve(
    house: House, open_desk: Open, tmp_path: Path
) -> None:
    case_id = house.at_discharge()
    radiofrequency(house, case_id)
    for name, value in (("intensity", "6"), ("enjoyment", "8"), ("activity", "7")):
        measured(house, case_id, f"peg.{name}", value)
    number = diary_of(house, case_id)
    sheet = page(house, number).sheet
    for part, values in (
        (1, {f"diary.worst/{day}": "6" for day in range(1, 6)}),
        (2, {f"diary.worst/{day}": "4" for day in range(8, 15)}),
        (3, {f"diary.worst_week/{week}": "3" for week in (4, 5, 6)}),
        (4, {"peg.intensity/6": "3", "peg.enjoyment/6": "4", "peg.activity/6": "2"}),
    ):
        expected = diaries.page_of(house.ledger.case(case_id), sheet, part)
        diaries.enter(house.ledger, house.nurse, expected, *typed(expected, values))
    desk, hands = opened(house, open_desk, tmp_path, house.physician)
    desk.open_section(case_id, "relief")
    hands.photograph("weeks")
    for words in (
        "Week 1: median 6 (5 of 7 days)",
        "Week 2: median 4 (7 of 7 days)",
        "Week 4: 3 (told for the week)",
        "PEG before: 7 (staff)",
        "PEG at week 6: 3 (paper), 57.1 % less than before",  # 4 of 7
    ):
        assert words in hands.reads(), words
    hands.press("Save this page for the chart")
    path = next((tmp_path / "saved").glob("relief-*.pdf"))
    with pypdfium2.PdfDocument(path.read_bytes()) as document:
        printed = " ".join(document[0].get_textpage().get_text_range().split())
    assert "PEG at week 6: 3 (paper), 57.1 % less than before" in printed
