"""Pages: every section has its row, every row its page, and each opens in the frame."""

from importlib import import_module

import pytest

from desk.conftest import Open
from desk.walk import settle
from procdesk.desk.case import page_register
from procdesk.desk.case.page_register import PAGES, PageLayout
from procdesk.desk.pages.beside import Beside
from procdesk.desk.pages.page import Page
from procdesk.domain.section_key import SectionKey
from procdesk.rules.register import hazards
from procdesk.workflow.sections import SECTIONS
from support.small_clinic import House


def test_every_section_key_has_one_row_in_the_order_of_the_keys() -> None:
    assert [section.key for section in SECTIONS] == list(SectionKey)


def test_every_section_has_one_page_and_so_has_what_stands_beside_them() -> None:
    shown = {section.key for section in SECTIONS if section.within is None}
    assert set(PAGES) == shown | set(Beside)
    assert {section.within for section in SECTIONS} <= {*PAGES, None}


@pytest.mark.parametrize("key", PAGES)
def test_the_class_of_every_page_exists(key: str) -> None:
    row = PAGES[key]
    assert issubclass(getattr(import_module(row.module), row.name), Page)


def test_every_page_opens_under_its_own_key(house: House, open_desk: Open) -> None:
    case_id = house.at_discharge()
    desk = open_desk(house, house.physician)
    desk.open_case(case_id)
    frame = desk.frame
    assert frame is not None
    for key, row in PAGES.items():
        frame.open_section(key)
        settle()
        assert frame.open_key == key
        assert type(frame.page).__name__ == row.name


def test_a_part_of_a_page_opens_the_page(house: House, open_desk: Open) -> None:
    case_id = house.booked()
    desk = open_desk(house, house.physician)
    desk.open_case(case_id)
    assert desk.frame is not None
    desk.frame.open_section(SectionKey.SEDATION_RECORD)
    assert desk.frame.open_key == SectionKey.PROCEDURE_RECORD


def test_what_belongs_to_no_stage_stands_aside_and_what_needs_the_width_has_it() -> None:
    aside = {key for key, row in PAGES.items() if row.layout is PageLayout.ASIDE}
    assert aside == {*Beside, SectionKey.ESCALATION} - {Beside.SUMMARY}
    airy = {key for key, row in PAGES.items() if row.layout is PageLayout.AIRY}
    assert airy == {
        *(SectionKey.SITE, SectionKey.IDENTITY, SectionKey.CONSENT, SectionKey.PROCEDURE_RECORD),
        *(SectionKey.RECOVERY, SectionKey.DISCHARGE, SectionKey.AFTERCARE),
    }
    assert page_register.layout(f"override-{hazards.VITALS_HEART_RATE.key}") is PageLayout.ASIDE
