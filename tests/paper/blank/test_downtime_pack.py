"""Downtime pack, read back: every question of the screens, and nothing filled in."""

from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from itertools import pairwise

import pikepdf
import pypdfium2
import pytest

from procdesk import app
from procdesk.domain.clinic.clinic import Clinic
from procdesk.domain.stage import TimeOutItem
from procdesk.paper.blank.downtime_pack import FORMS, BlankSource, downtime_pack
from procdesk.questionnaire.definition import Item, option_words
from procdesk.questionnaire.load import load
from procdesk.sheets.make import Sheets
from procdesk.workflow.checks.ready import STATEMENTS
from procdesk.workflow.clinic import settings
from procdesk.workflow.room.procedure import ACTS
from procdesk.workflow.room.time_out import ASKED
from support.small_clinic import House

SETTINGS = {
    "clinic.name": "Lakeside Pain Clinic",
    "clinic.phone_day": "555-0142",
    "clinic.phone_night": "555-0199",
    "clinic.time_zone": "America/New_York",
    "clinic.paper": "letter",
}


@pytest.fixture(scope="module")
def blank() -> BlankSource:
    return BlankSource(
        Clinic(settings=SETTINGS),
        app.data_folder("resources") / "fonts",
        datetime(2026, 11, 23, 14, 5, tzinfo=UTC),
        {name: load(app.form_bytes(name)) for name in FORMS},
        tuple(ASKED.values()),
        ACTS,
        STATEMENTS,
        app.reference().languages,
    )


def pages_of(pdf: bytes) -> list[str]:
    with pypdfium2.PdfDocument(pdf) as document:
        return [" ".join(page.get_textpage().get_text_range().split()) for page in document]


@pytest.fixture(scope="module")
def pages(blank: BlankSource) -> list[str]:
    return pages_of(downtime_pack(blank))


def asked(blank: BlankSource, name: str) -> list[Item]:
    on_request = "baseline.more"
    return [
        item
        for item in blank.forms[name].items
        if item.link_id not in ("vitals.more", on_request)
        and not item.hidden
        and on_request not in {condition.question for condition in item.conditions}
    ]


@pytest.mark.parametrize("name", FORMS)
def test_every_question_of_the_screens_stands_there_with_its_answers(
    blank: BlankSource, pages: list[str], name: str
) -> None:
    words = " ".join(pages)
    for item in asked(blank, name):
        assert item.text in words, item.link_id
        answers = [] if name == "recovery" else [option_words(one) for one in item.options]
        assert [one for one in answers if one not in words] == []


def test_the_time_out_has_every_item_with_who_said_and_who_heard_it(pages: list[str]) -> None:
    time_out = next(page for page in pages if page.startswith("2 Time-out"))
    assert len(ASKED) == len(TimeOutItem)
    at = [time_out.index(ASKED[item]) for item in TimeOutItem]
    assert all(one < after for one, after in pairwise(at))
    assert "Said by Heard by At" in time_out


def test_a_drug_has_lot_and_expiry_and_a_target_its_image(pages: list[str]) -> None:
    record = next(page for page in pages if page.startswith("3 Procedure record"))
    for words in ("Lot", "Expiry", "mL", "Image before the dose", "Side, in words", *ACTS):
        assert words in record, words
    assert "Air kerma" in " ".join(pages)


def test_every_page_of_a_patient_has_two_identifiers_and_says_how_it_is_entered(
    pages: list[str],
) -> None:
    for number, page in enumerate(pages, 1):
        assert f"page {number} of {len(pages)}" in page
        assert "Entered afterwards as done on paper. Paper seen by" in page
        assert "Name" in page
        assert "Birth date" in page


def test_a_side_is_a_word_for_a_hand_and_none_is_asked_before_the_patient_has_spoken(
    pages: list[str],
) -> None:
    words = "Side, written as a word: left, right, both, middle"
    text = " ".join(pages)
    assert text.index("The patient's own words") < text.index(words)
    of_record = pages[next(n for n, page in enumerate(pages) if page.startswith("2 ")) :]
    for page in of_record:
        assert words in page or "Side, as a word" in page
    assert not [page for page in pages if "LEFT" in page or "RIGHT" in page]


def test_it_is_the_same_twice_tagged_and_fits_both_papers(blank: BlankSource) -> None:
    pdf = downtime_pack(blank)
    assert pdf == downtime_pack(blank)
    with pikepdf.open(BytesIO(pdf)) as document:
        assert len(document.Root.StructTreeRoot.K.K) > 100
    a4 = replace(blank, clinic=Clinic(settings={**SETTINGS, "clinic.paper": "a4"}))
    assert len(pages_of(downtime_pack(a4))) == len(pages_of(pdf))


def blank_forms_of(house: House) -> list[str]:
    return pages_of(Sheets(house.ledger, app.supplies(house.store_key)).blank_forms())


def test_a_desk_without_any_case_has_blank_forms(house: House) -> None:
    pages = blank_forms_of(house)
    assert "Test Clinic" in pages[0]
    assert "DEMO" not in pages[0]


def test_blank_forms_ask_in_the_units_of_the_clinic(house: House) -> None:
    usual = ("°F", "kg", "mg/dL")
    others = ("°C", "lb", "mmol/L")
    for here, gone in ((usual, others), (others, usual)):
        units = zip(("temperature", "weight", "glucose"), here, strict=True)
        changes = {f"units.{name}": unit for name, unit in units}
        settings.change(house.ledger, house.administrator, changes)
        words = " ".join(blank_forms_of(house)).split()
        assert set(here) <= set(words)
        assert not set(gone) & set(words)
