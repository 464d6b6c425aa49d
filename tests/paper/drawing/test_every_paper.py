"""Every paper for every kind of patient, read back: whose it is, which page, nothing outside."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from io import BytesIO

import pikepdf
import pypdfium2
import pytest

from paper.drawing.read_back import collisions, fonts_not_embedded, pages_of, visible
from paper.example import END, whole_text
from procdesk import app
from procdesk.domain.clinic.settings import PAPER
from procdesk.domain.entry import Json
from procdesk.domain.medicines.medication import Allergy, Confirmation, Medication
from procdesk.domain.targets.target import Side, as_words, parse_target
from procdesk.domain.visit.case import OrderedProcedure
from procdesk.domain.visit.patient import Name, Patient
from procdesk.paper.blank.emergency_pack import emergency_pack
from procdesk.paper.drawing.page import SheetRefused
from procdesk.paper.drawing.sheet_source import SheetSource
from procdesk.paper.example import example
from procdesk.paper.kinds import KINDS, REFLOWS, draw, text_names
from procdesk.paper.texts.sheet_text import text_of

KIND_KEYS = [key for key, kind in KINDS.items() if kind.function]
NAMED = [key for key in KIND_KEYS if key != "diary"]
LONG = [key for key in NAMED if key != "label"]
"""A label refuses a name that it would cut."""

NAMES = {
    "plain": Name("Osei", "Margaret"),
    "two family names": Name("García López", "María Ana"),
    "accents": Name("Łukasiewicz-Đorić", "Žofie Ñuñez"),
    "vietnamese": Name("Nguyễn", "Thị Ánh Tuyết"),
    "apostrophe": Name("O’Brien-D'Angelo", "Seán"),
    "cyrillic": Name("Щербакова", "Юлия"),
    "greek": Name("Παπαδοπούλου", "Ελένη"),
    "one letter": Name("O", "U"),
    "no given name": Name("Suharto", ""),
}
LONGEST = Name("Featherstonehaugh-Cholmondeley-Majoribanks", "Maximiliana Alexandrina")


@cache
def visit(kind: str, language: str = "en") -> SheetSource:
    """The invented visit with the text of a kind."""
    families = ("medial-branch",)
    names = text_names(kind, families, language)
    text = text_of(names, app.sheet_texts()) if names else None
    at = example(
        "mbb-lumbar",
        app.reference(),
        app.data_folder("resources") / "fonts",
        END + timedelta(minutes=40),
        {"clinic.demo": False},
        text,
    )
    english = whole_text("en", *families) if kind == "aftercare" and language != "en" else None
    return replace(at, english=english, reviewed_by="Dr L. Okafor")


def of_patient(source: SheetSource, **changes: object) -> SheetSource:
    return replace(source, patient=replace(source.patient, **changes))  # type: ignore[arg-type]


def page_words(pdf: bytes) -> list[str]:
    """The words of each page."""
    with pypdfium2.PdfDocument(pdf) as document:
        pages = [page.get_textpage().get_text_range() for page in document]
    return [" ".join(words.replace("\ufffe", "").split()) for words in pages]


def outside(pdf: bytes) -> Iterator[str]:
    """The texts that reach over the edge of their page."""
    with pypdfium2.PdfDocument(pdf) as document:
        for page in document:
            wide, high = page.get_size()
            text = page.get_textpage()
            for at in range(text.count_rects()):
                left, bottom, right, top = text.get_rect(at)
                if min(left, bottom) < 0 or right > wide or top > high:
                    yield text.get_text_bounded(left, bottom, right, top)


def layout_faults(pdf: bytes) -> list[object]:
    return [*outside(pdf), *collisions(pdf), *fonts_not_embedded(pdf)]


def numbered(pages: list[str]) -> list[bool]:
    """For each page, whether it names its own number of as many as there are."""
    total = len(pages)
    return [
        re.search(rf"\bpage {at} of {total}\b", words, re.IGNORECASE) is not None
        for at, words in enumerate(pages, 1)
    ]


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
@pytest.mark.parametrize("kind", NAMED)
def test_every_page_names_its_patient_whatever_the_name(kind: str, name: Name) -> None:
    pdf = draw(kind, of_patient(visit(kind), name=name))
    for words in page_words(pdf):
        assert name.family.upper() in words
        assert name.given in words
    assert layout_faults(pdf) == []


def test_a_name_as_long_as_two_families_makes_the_foot_of_a_record_smaller() -> None:
    """At its usual size the foot would run into the number of the page."""
    source = of_patient(visit("relief"), name=Name("Łukaszewicz-Đorđević", "Žofie Ñuñez Gutiérrez"))
    pdf = draw("relief", source)
    assert layout_faults(pdf) == []
    (words,) = page_words(pdf)
    assert words.count("ŁUKASZEWICZ-ĐORĐEVIĆ") == 2
    assert "page 1 of 1" in words


@pytest.mark.parametrize("kind", LONG)
def test_a_name_that_is_very_long_is_whole_on_its_page_or_refused(kind: str) -> None:
    source = of_patient(visit(kind), name=LONGEST)
    try:
        pdf = draw(kind, source)
    except SheetRefused:
        return
    assert LONGEST.family.upper() in visible(pdf)
    assert layout_faults(pdf) == []


@pytest.mark.parametrize(
    "name", [Name("כהן", "רות"), Name("الحسيني", "ليلى"), Name("山田", "美穂")]
)
@pytest.mark.parametrize("kind", NAMED)
def test_a_name_in_a_script_that_the_font_lacks_is_refused_and_never_dropped(
    kind: str, name: Name
) -> None:
    with pytest.raises(SheetRefused, match=r"U\+[0-9A-F]{4}"):
        draw(kind, of_patient(visit(kind), name=name))


@pytest.mark.parametrize("kind", [key for key in KIND_KEYS if key not in ("label", "diary")])
def test_every_page_has_its_number_of_how_many(kind: str) -> None:
    pages = page_words(draw(kind, visit(kind)))
    assert all(numbered(pages)), pages


@pytest.mark.parametrize("kind", KIND_KEYS)
@pytest.mark.parametrize("paper", ["letter", "a4"])
def test_both_papers_hold_the_same_words_and_nothing_overlaps(kind: str, paper: str) -> None:
    source = visit(kind)
    settings: dict[str, Json] = {**source.clinic.settings, PAPER.name: paper}
    pdf = draw(kind, replace(source, clinic=replace(source.clinic, settings=settings)))
    assert visible(pdf) == visible(draw(kind, source))
    assert layout_faults(pdf) == []


@pytest.mark.parametrize("kind", REFLOWS)
def test_large_print_says_the_same_in_larger_type(kind: str) -> None:
    plain, large = draw(kind, visit(kind)), draw(kind, visit(kind), large=True)
    assert layout_faults(large) == []
    assert pages_of(large) >= pages_of(plain)
    said = [set(visible(pdf).split()) for pdf in (plain, large)]
    lost = {word for word in said[0] - said[1] if not word.isdigit()}
    assert {word for word in lost if word.isalpha()} == set()
    assert all(numbered(page_words(large)))


SPANISH = [
    kind
    for kind in KIND_KEYS
    if (names := text_names(kind, ("medial-branch",), "es"))
    and set(names) <= set(app.sheet_texts())
]


@pytest.mark.parametrize("kind", SPANISH)
@pytest.mark.parametrize("large", [False, True])
def test_a_spanish_paper_says_its_language_and_holds_on_its_pages(kind: str, large: bool) -> None:
    if large and kind not in REFLOWS:
        with pytest.raises(SheetRefused, match="no large print"):
            draw(kind, visit(kind, "es"), large=True)
        return
    pdf = draw(kind, visit(kind, "es"), large=large)
    with pikepdf.open(BytesIO(pdf)) as document:
        assert str(document.Root.Lang) == "es"
    assert re.search("[áéíóúñ¿¡]", visible(pdf))
    assert layout_faults(pdf) == []


def test_what_has_a_spanish_text_is_what_goes_home() -> None:
    assert sorted(SPANISH) == sorted(key for key, kind in KINDS.items() if kind.goes_home)


# What was recorded, much of it or none


@pytest.mark.parametrize("kind", [key for key in NAMED if key != "aftercare"])
def test_a_patient_of_whom_little_is_known_has_a_paper_that_says_so(kind: str) -> None:
    known = visit(kind)
    nothing = Patient(id="example", name=Name("Osei", "Margaret"))
    case = replace(known.case, medications=(), allergies=(), observations=(), answers={})
    pdf = draw(kind, replace(known, patient=nothing, case=case))
    words = visible(pdf)
    assert "OSEI" in words
    assert "None" not in re.findall(r"\bNone\b", words)
    assert "14 Nov 1948" not in words
    assert layout_faults(pdf) == []


@pytest.mark.parametrize("kind", [*NAMED])
@pytest.mark.parametrize("count", [0, 1, 40])
def test_as_many_medicines_and_allergies_as_there_are_or_a_refusal(kind: str, count: int) -> None:
    known = visit(kind)
    medicines = tuple(
        Medication(
            id=f"m{at}",
            text=f"Medicine{at:02} 5 mg",
            dose="2 times a day",
            confirmation=Confirmation.CONFIRMED,
        )
        for at in range(count)
    )
    allergies = tuple(
        Allergy(
            id=f"a{at}",
            text=f"Substance{at:02}",
            substance="",
            reaction="rash",
            confirmation=Confirmation.CONFIRMED,
        )
        for at in range(count)
    )
    patient = replace(known.patient, medications=medicines)
    case = replace(known.case, medications=medicines, allergies=allergies)
    try:
        pdf = draw(kind, replace(known, case=case, patient=patient))
    except SheetRefused as refused:
        words = str(refused)
    else:
        words = ""
        shown = visible(pdf)
        named = [len(set(re.findall(rf"{row}\d\d", shown))) for row in ("Medicine", "Substance")]
        assert set(named) <= {0, count}, "all of them or none, never a part"
        assert layout_faults(pdf) == []
    assert not words or (count == 40 and re.search("fit|too full", words))


@pytest.mark.parametrize(
    "kind", ["consent", "checklist", "transfer-summary", "relief", "aftercare"]
)
def test_each_side_of_an_order_on_two_sides_stands_on_the_paper(kind: str) -> None:
    known = visit(kind)
    targets = (parse_target("left medial-branch L3,L4"), parse_target("right medial-branch L4,L5"))
    order = replace(known.case.order, procedures=(OrderedProcedure("mbb-lumbar", "", targets),))
    words = visible(draw(kind, replace(known, case=replace(known.case, order=order))))
    for side in (Side.LEFT, Side.RIGHT):
        assert side.value.upper() in words
    if kind != "aftercare":
        assert as_words(targets) in words


@pytest.mark.parametrize("kind", ["label", "preparation"])
def test_a_paper_from_before_the_patient_was_asked_names_no_side(kind: str) -> None:
    words = visible(draw(kind, visit(kind)))
    assert not re.search(r"\b(left|right|L3|L4)\b", words, re.IGNORECASE)


@pytest.mark.parametrize("count", [1, 2, 40])
def test_a_pack_of_a_day_names_each_patient_on_a_page_of_their_own(count: int) -> None:
    first = visit("label")
    visits = [
        (
            replace(first.case, id=f"{at:032x}"),
            replace(
                first.patient, name=Name(f"Family{chr(65 + at // 26)}{chr(65 + at % 26)}", "Ana")
            ),
        )
        for at in range(count)
    ]
    pdf = emergency_pack(first, date(2026, 11, 23), visits)
    pages = page_words(pdf)
    assert all(numbered(pages))
    assert len(pages) >= count
    for _case, patient in visits:
        assert any(patient.name.family.upper() in words for words in pages)
    for words in pages:
        assert len(set(re.findall(r"FAMILY[A-Z]{2}\b", words))) == 1, "never two on one page"
    assert layout_faults(pdf) == []
