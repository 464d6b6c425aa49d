"""Four kinds of diary, read back: rings where the record says, pages that name nobody."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pypdfium2
import pytest

from paper.example import source
from procdesk import app
from procdesk.domain.catalogue.diary_text import DiaryText
from procdesk.domain.relief.diary import Diary, DiaryPage, page_from
from procdesk.domain.visit.case import Noted
from procdesk.paper.diary.diary import diary
from procdesk.paper.diary.diary import geometry as geometry_of
from procdesk.paper.drawing.page import SheetRefused
from procdesk.paper.drawing.sheet_source import SheetSource, text_as
from procdesk.paper.example import example
from procdesk.paper.texts.sheet_text import text_of

MACS = ("MAC1111", "MAC2222", "MAC3333", "MAC4444", "MAC5555")


def of(key: str, language: str = "en") -> SheetSource:
    visit = example(
        key,
        app.reference(),
        app.data_folder("resources") / "fonts",
        datetime(2026, 11, 23, 14, 45, tzinfo=UTC),
        {},
        text_of((f"{language}/diary",), app.sheet_texts()),
    )
    return replace(visit, number="4GNF6YY4HM", macs=MACS)


def pages(visit: SheetSource, *forms: str) -> tuple[DiaryPage, ...]:
    text = text_as(visit, DiaryText)
    language = visit.reference.languages[text.language]
    return Diary(visit.ended_at, visit.zone, text, language).pages(forms)


def geometry(visit: SheetSource) -> dict[str, Any]:
    return {**geometry_of(visit)}


def words_of(pdf: bytes) -> list[str]:
    with pypdfium2.PdfDocument(pdf) as document:
        return [page.get_textpage().get_text_range() for page in document]


@pytest.mark.parametrize(
    ("key", "forms", "counts"),
    [
        ("mbb-lumbar", ["diary-block"], [134]),  # 8 lines of 15, 11 for what was gone, 3
        ("tfesi-lumbar", ["diary-14-day"] * 2, [143, 143]),  # 7 days of 11 + 9, and 3
        ("facet-injection-lumbar", ["diary-block", *["diary-14-day"] * 2], [134, 143, 143]),
        (
            "rfa-lumbar",
            [*["diary-14-day"] * 2, *["diary-weekly"] * 2],
            [143, 143, 171, 102],  # 12 weeks of 14, and 3; 3 x 3 x 11, and 3
        ),
        ("scs-trial", ["diary-stimulator"] * 2, [189, 189]),  # 6 days of 22 + 9, and 3
    ],
)
def test_the_catalogue_chooses_the_pages(key: str, forms: list[str], counts: list[int]) -> None:
    visit = of(key)
    stored = geometry(visit)["pages"]
    assert [page["form"] for page in stored] == forms
    assert [len(page["rings"]) for page in stored] == counts
    assert len(words_of(diary(visit))) == len(forms)


def test_a_procedure_without_a_diary_is_refused_in_words() -> None:
    with pytest.raises(SheetRefused, match="no diary"):
        diary(of("discography"))


KEYS = ("mbb-lumbar", "rfa-lumbar", "scs-trial", "facet-injection-lumbar")


@pytest.mark.parametrize("key", KEYS)
def test_rings_keep_their_distance_and_stay_clear_of_the_markers(key: str) -> None:
    """The reader of scans looks 1.9 radii around a ring (look/paper 4)."""
    for page in geometry(of(key))["pages"]:
        circles = [tuple(map(float, one[3:])) for one in page["rings"]]
        for at, (x, y, radius) in enumerate(circles):
            assert x - radius >= 12
            assert x + radius <= 178
            for other_x, other_y, other in circles[at + 1 :]:
                apart = ((x - other_x) ** 2 + (y - other_y) ** 2) ** 0.5
                assert apart >= 1.9 * max(radius, other) + min(radius, other) - 0.02, (page, x, y)


def test_each_question_of_each_line_has_every_value_once() -> None:
    for key in KEYS:
        for page in geometry(of(key))["pages"]:
            names = [tuple(one[:3]) for one in page["rings"]]
            assert len(names) == len(set(names))
            lines = [key for key, _label, _at in page["lines"]]
            assert {line for _code, line, _value in names} == {*lines, ""}


def test_the_geometry_is_what_is_drawn() -> None:
    """Every circle of the page stands in the record, and no other but the taught marks."""
    for key in KEYS:
        visit = replace(of(key), clinic=source().clinic)
        stored = geometry(visit)
        with pypdfium2.PdfDocument(diary(visit)) as document:
            for page, record in zip(document, stored["pages"], strict=True):
                drawn = set()
                for path in page.get_objects(filter=[2]):
                    left, bottom, right, top = path.get_bounds()
                    if abs((right - left) - (top - bottom)) < 0.02 and 16 < right - left < 25:
                        x = (left + right) / 2 / 72 * 25.4 - (215.9 - 190) / 2
                        y = 279.4 - (bottom + top) / 2 / 72 * 25.4 - (279.4 - 259) / 2
                        drawn.add((round(x, 1), round(y, 1)))
                rings = {
                    (float(round(Decimal(x), 1)), float(round(Decimal(y), 1)))
                    for _code, _line, _value, x, y, _r in record["rings"]
                }
                missing = [
                    (x, y)
                    for x, y in rings
                    if not any(abs(x - a) < 0.25 and abs(y - b) < 0.25 for a, b in drawn)
                ]
                assert missing == [], (key, record["part"])


def test_every_page_names_its_own_number_and_nobody() -> None:
    for number, words in enumerate(words_of(diary(of("rfa-lumbar"))), 1):
        assert "4GNF6 YY4HM" in words
        assert f"page {number} of 4" in words
        assert "Leave it empty" in words or "past week" in words
        for private in ("Margaret", "OSEI", "1948", "00482213"):
            assert private not in words


def test_what_is_stored_is_read_again_as_it_was_printed() -> None:
    visit = of("rfa-lumbar")
    stored = json.loads(json.dumps(geometry(visit)))
    assert [page_from(page) for page in stored["pages"]] == list(
        pages(visit, "diary-14-day", "diary-weekly")
    )


def test_days_and_weeks_stand_with_their_dates() -> None:
    first, second, weeks, peg = (" ".join(one.split()) for one in words_of(diary(of("rfa-lumbar"))))
    assert "Tue 24 Nov to Mon 30 Nov" in first
    assert "Tue 1 Dec to Mon 7 Dec" in second
    assert "Week 12 Mon 15 Feb" in weeks
    for heading in ("Week 2, 7 Dec", "Week 6, 4 Jan", "Week 12, 15 Feb"):
        assert heading in peg


def test_a_line_after_the_clocks_went_back_says_so() -> None:
    """Ended at 22:30 on 31 October: the fourth hour is 1:30 AM a second time."""
    zone = ZoneInfo("America/New_York")
    end = datetime(2026, 10, 31, 22, 30, tzinfo=zone)
    visit = of("mbb-lumbar")
    recorded = replace(visit.case.events[-1].recorded, at=end)
    case = replace(visit.case, events=(Noted("needle_out", "", recorded),))
    late = replace(visit, case=case)
    words = words_of(diary(late))[0]
    labels = [line.label for line in pages(late, "diary-block")[0].lines]
    assert labels[:5] == [
        "11:30 PM",
        "12:30 AM",
        "1:30 AM",
        "1:30 AM new time",
        "2:30 AM new time",
    ]
    assert words.count("1:30 AM") == 2
    assert words.count("new time") == 5


@pytest.mark.parametrize("paper", ["letter", "a4"])
def test_every_procedure_that_has_a_diary_can_print_it(paper: str) -> None:
    for key, kind in app.reference().procedures.items():
        if kind.diaries:
            visit = of(key)
            settings = {**visit.clinic.settings, "clinic.paper": paper}
            visit = replace(visit, clinic=replace(visit.clinic, settings=settings))
            assert len(words_of(diary(visit))) == len(geometry(visit)["pages"]), key
