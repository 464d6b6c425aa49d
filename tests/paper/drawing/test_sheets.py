"""Printed papers, read back: what stands on them, from what happened, in bytes that never vary."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from io import BytesIO

import pikepdf
import pypdfium2
import pytest

from paper.drawing.read_back import pages_of
from paper.example import diary, source
from procdesk.domain.visit.case import Answer
from procdesk.paper.aftercare.aftercare import aftercare
from procdesk.paper.drawing.page import SheetRefused
from procdesk.paper.drawing.sheet_source import SheetSource
from procdesk.paper.record.checklist import checklist
from procdesk.workflow.after.sheet_numbers import sheet_mac, sheet_number
from procdesk.workflow.checks import consent
from support.places import TESTS
from support.small_clinic import TARGETS, House


def text_of(pdf: bytes) -> str:
    with pypdfium2.PdfDocument(pdf) as document:
        return "\n".join(page.get_textpage().get_text_range() for page in document)


@pytest.fixture
def example() -> SheetSource:
    return source()


def papers(visit: SheetSource) -> Iterator[tuple[str, bytes]]:
    yield "aftercare", aftercare(visit)
    yield "diary", diary(visit)
    yield (
        "checklist",
        checklist(visit, [("Order", "LEFT L3, L4 medial branches", "Dr", "8:00")], ()),
    )


def test_the_sheet_says_what_was_done_where_and_when(example: SheetSource) -> None:
    words = " ".join(text_of(aftercare(example)).split())
    for phrase in (
        "After your test block",
        "Margaret OSEI",
        "Low back, LEFT",
        "L3, L4 medial branches",
        "Bupivacaine 0.5 % 1.0 mL",
        "Until Tue 24 Nov, 9:05 AM",
        "555-0142",
        "555-0199",
        "Page 1 of 2",
        "Page 2 of 2",
        "Daniel",
    ):
        assert phrase in words, phrase
    assert "DRAFT, NOT FOR PATIENTS" in words


def test_a_reviewed_text_names_its_reviewer_and_is_no_draft(example: SheetSource) -> None:
    words = text_of(aftercare(replace(example, reviewed_by="Dr L. Okafor")))
    assert "reviewed by Dr L. Okafor" in words
    assert "DRAFT" not in words


def test_nothing_is_printed_that_did_not_happen(example: SheetSource) -> None:
    words = text_of(aftercare(example)).casefold()
    for never in ("steroid", "sedat", "midazolam", "contrast", "eliquis"):
        assert never not in words


def test_the_next_visit_stands_on_the_sheet_with_its_year_where_that_is_another(
    example: SheetSource,
) -> None:
    at = datetime(2027, 1, 4, 14, 30, tzinfo=UTC)
    words = " ".join(text_of(aftercare(replace(example, next_visit=at))).split())
    assert "Next visit Mon 4 Jan 2027, 9:30 AM" in words
    assert "Next visit" not in text_of(aftercare(example))


def test_a_sheet_without_its_end_is_refused_in_words(example: SheetSource) -> None:
    with pytest.raises(SheetRefused, match="Needle out"):
        aftercare(replace(example, case=replace(example.case, events=())))


@pytest.mark.parametrize(
    ("released", "to", "says"),
    [
        (True, "Dr A. Family", "be sent to somebody yes, to Dr A. Family"),
        (False, "", "be sent to somebody no "),
        (None, "", "be sent to somebody left open"),
    ],
)
def test_the_record_says_whether_it_may_be_sent_and_to_whom(
    house: House, released: bool | None, to: str, says: str
) -> None:
    case_id = house.whole()
    paper = consent.ConsentPaper(
        targets=TARGETS,
        signed_by="Ruth Abernathy",
        signed_on=date(2026, 11, 23),
        explained_by="okafor",
        decides="patient",
        representative="",
        interpreter="",
        releases_records=released,
        releases_to=to,
    )
    consent.enter(house.ledger, house.nurse, case_id, paper)
    sheet = replace(source(), case=house.ledger.case(case_id), clinic=house.ledger.clinic)
    words = " ".join(text_of(checklist(sheet, [], ())).split())
    assert says in words
    assert "Explained by Dr L. Okafor" in words


def test_a_sign_that_the_font_lacks_is_refused_not_dropped(example: SheetSource) -> None:
    name = replace(example.patient.name, given="美穂")
    with pytest.raises(SheetRefused, match=r"U\+7F8E"):
        aftercare(replace(example, patient=replace(example.patient, name=name)))


def test_every_font_is_embedded_and_every_page_is_tagged(example: SheetSource) -> None:
    for name, pdf in papers(example):
        with pikepdf.open(BytesIO(pdf)) as document:
            assert document.Root.Lang == "en", name
            assert len(document.Root.StructTreeRoot.K.K) > 20, name
            for page in document.pages:
                for font in page.obj.Resources.Font.values():
                    assert "/FontFile2" in font.FontDescriptor, name


def test_the_diary_names_nobody(example: SheetSource) -> None:
    words = text_of(diary(example))
    for private in ("Margaret", "OSEI", "1948", "00482213"):
        assert private not in words
    assert "4GNF6 YY4HM" in words


def moving(visit: SheetSource, words: str) -> SheetSource:
    link = "baseline.movement"
    answers = (Answer("baseline", link, words, "", visit.case.events[0].recorded),)
    return replace(visit, case=replace(visit.case, answers={**visit.case.answers, link: answers}))


def test_the_diary_asks_for_the_movement_that_the_patient_named(example: SheetSource) -> None:
    assert "Test move: the move that hurts most" in text_of(diary(example))
    named = moving(example, "Twisting to the left,\n** as in reversing ** the car")
    words = text_of(diary(named))
    assert "Test move: Twisting to the left, ** as in reversing ** the car" in words
    assert "hurts most" not in words


@pytest.mark.parametrize(
    "movement",
    [
        "Bending forward with the left leg straight, then turning to the right while getting up "
        "from a low chair in the kitchen",
        "W" * 120,
        " ".join(["WWWWWWWW"] * 13),
    ],
)
def test_no_movement_is_too_long_for_the_diary(example: SheetSource, movement: str) -> None:
    pdf = diary(moving(example, movement))
    with pypdfium2.PdfDocument(pdf) as document:
        assert len(document) == 1
        text = document[0].get_textpage()
        words = text.get_text_range()
        boxes = [
            text.get_charbox(at) for at in range(words.index(movement[:8]), words.index("Time"))
        ]
    printed = " ".join(words[words.index("Test move: ") + 11 : words.index("Time")].split())
    parts = printed.removesuffix("…")
    assert "".join(movement.split()).startswith("".join(parts.split()))
    assert printed.endswith("…") or parts.split() == movement.split()
    low = min(bottom for _left, bottom, _right, _top in boxes)
    row = 279.4 / 25.4 * 72 - (279.4 - 259) / 2 / 25.4 * 72 - 79 / 25.4 * 72
    assert low > row
    assert max(right for _left, _bottom, right, _top in boxes) < (12.95 + 178) / 25.4 * 72


def test_a_sign_in_the_movement_that_the_font_lacks_is_refused(example: SheetSource) -> None:
    with pytest.raises(SheetRefused, match=r"U\+7F8E"):
        diary(moving(example, "美"))


def test_letter_and_a4_differ_in_the_page_only(example: SheetSource) -> None:
    settings = {**example.clinic.settings, "clinic.paper": "a4"}
    a4 = replace(example, clinic=replace(example.clinic, settings=settings))
    assert text_of(diary(a4)) == text_of(diary(example))


def test_a_number_cannot_be_made_without_the_key() -> None:
    number = sheet_number("1234567890abcdef1234")
    assert len(number) == 10
    mac, other = sheet_mac(b"k" * 32, number, 1), sheet_mac(b"q" * 32, number, 1)
    assert len(mac) == 7
    assert mac != other
    assert mac != sheet_mac(b"k" * 32, number, 2)


def test_the_same_input_gives_the_same_bytes_everywhere() -> None:
    """Across processes, time zones, locales and, by the golden file, versions of Python."""
    golden = json.loads((TESTS / "paper" / "golden.json").read_text("utf-8"))
    script = TESTS / "paper" / "example.py"
    for zone, language in (("UTC", "C"), ("Asia/Kolkata", "C.UTF-8"), ("America/St_Johns", "C")):
        env = {**os.environ, "TZ": zone, "LC_ALL": language, "PYTHONHASHSEED": "random"}
        done = subprocess.run(
            [sys.executable, str(script)], env=env, capture_output=True, text=True, check=True
        )
        assert json.loads(done.stdout) == golden, zone


def test_the_record_shows_who_signed_what(house: House) -> None:
    outcome = house.ledger.outcome(house.whole())
    sheet = replace(
        source(), case=outcome.case, patient=outcome.patient, clinic=house.ledger.clinic
    )
    pdf = checklist(sheet, (), outcome.findings)
    words = " ".join(text_of(pdf).split())
    for phrase in (
        "The case is ready Dr L. Okafor",
        "The time-out was read M. Adeyemi",
        f"page 1 of {pages_of(pdf)}",
    ):
        assert phrase in words, phrase
