"""Sheets of real cases in a real store: language, large print, packs, blank forms, signed copy."""

from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO

import pikepdf
import pytest

from paper.drawing.read_back import pages_of, visible
from procdesk import app
from procdesk.domain.entry import Json, Kind, case_subject
from procdesk.domain.targets.target import parse_target
from procdesk.paper.kinds import KINDS
from procdesk.paper.signed_pdf import check_pdf
from procdesk.records.case_file import check_case
from procdesk.sheets.make import Sheets, Wishes
from procdesk.sheets.signed_copy import COPY_MEANS, signed_copy
from procdesk.workflow import answers
from procdesk.workflow.clinic import adopting
from procdesk.workflow.refused import Refused
from support.small_clinic import House


def sheets_of(house: House, wishes: Wishes | None = None) -> Sheets:
    return Sheets(house.ledger, app.supplies(house.store_key), wishes or Wishes())


def reviewed(house: House, *names: str) -> None:
    """The physician reviews these texts as they ship, beside their English."""
    texts = app.sheet_texts()
    signer = house.signer(house.physician)
    for name in names:
        beside = texts.get(f"en/{name.partition('/')[2]}", b"")
        shipped = texts[name]
        adopting.review(
            house.ledger, house.physician, name, shipped, signer, shipped=shipped, beside=beside
        )


def reads(house: House, case_id: str, language: str, other: str = "") -> None:
    language_asked: dict[str, Json] = {"arrival.language": language}
    if other:
        language_asked["arrival.language_other"] = other
    answers.answer(house.ledger, house.nurse, case_id, "arrival", language_asked)


HOME = ("es/aftercare", "es/medial-branch")


def test_a_sheet_is_english_and_a_draft_until_a_physician_reviewed_it(house: House) -> None:
    case_id = house.at_discharge()
    sheets, outcome = sheets_of(house), house.ledger.outcome(case_id)
    assert (sheets.reviewer(outcome), sheets.reviewed(outcome, "diary")) == ("", False)
    assert sheets.languages(outcome) == {"en": "English, draft", "es": "Spanish, draft"}
    assert all("a draft: every page says so" in words for words in sheets.drawn_words(outcome))
    reviewed(house, "en/aftercare")
    assert sheets_of(house).reviewer(outcome) == "", "the text of its family was not reviewed"
    reviewed(house, "en/medial-branch")
    sheets = sheets_of(house)
    assert sheets.reviewer(outcome) == "Dr L. Okafor"
    assert sheets.languages(outcome)["en"] == "English"
    assert "DRAFT" not in visible(sheets.pdf(outcome, "aftercare"))


def test_a_patient_who_reads_spanish_gets_it_once_it_was_reviewed(house: House) -> None:
    case_id = house.at_discharge()
    reads(house, case_id, "es")
    outcome = house.ledger.outcome(case_id)
    assert sheets_of(house).language(outcome, "aftercare") == "en"
    sentence = "The patient reads Spanish: the sheet is not in it. Use an interpreter."
    assert sentence in sheets_of(house).left_open(outcome)
    reviewed(house, *HOME)
    sheets = sheets_of(house)
    assert sheets.language(outcome, "aftercare") == "es"
    assert sentence not in sheets.left_open(outcome)
    words = "The diary is printed in English: no physician reviewed its Spanish."
    assert words in sheets.left_open(outcome)
    assert "555-0101" in visible(sheets.pdf(outcome, "aftercare"))
    reviewed(house, "es/diary")
    assert words not in sheets_of(house).left_open(outcome)
    assert sheets_of(house).language(outcome, "diary") == "es"


@pytest.mark.parametrize(
    ("language", "other", "sentence"),
    [
        ("none", "", "The patient does not read: go through the sheet aloud."),
        ("other", "Tagalog", "The patient reads Tagalog: the sheet is not in it."),
        ("en", "", ""),
    ],
)
def test_staff_are_told_whom_the_sheet_does_not_reach(
    house: House, language: str, other: str, sentence: str
) -> None:
    case_id = house.at_discharge()
    link = "arrival.reading" if language == "none" else "arrival.language"
    asked: dict[str, Json] = {link: language}
    if other:
        asked["arrival.language_other"] = other
    answers.answer(house.ledger, house.nurse, case_id, "arrival", asked)
    open_now = sheets_of(house).left_open(house.ledger.outcome(case_id))
    spoken = [one for one in open_now if one.startswith("The patient")]
    assert [one.startswith(sentence) for one in spoken] == ([True] if sentence else [])


def test_a_wish_goes_before_the_patients_language(house: House) -> None:
    case_id = house.at_discharge()
    outcome = house.ledger.outcome(case_id)
    spanish = sheets_of(house, Wishes(language="es"))
    assert [spanish.language(outcome, kind) for kind in ("aftercare", "diary")] == ["es", "es"]
    assert visible(spanish.pdf(outcome, "aftercare")) != visible(
        sheets_of(house).pdf(outcome, "aftercare")
    )
    with pytest.raises(Refused, match="no aftercare text"):
        sheets_of(house, Wishes(language="xx")).pdf(outcome, "aftercare")
    assert sheets_of(house, Wishes(language="xx")).language(outcome, "diary") == "en"


def test_what_goes_home_is_previewed_without_a_record(house: House) -> None:
    case_id = house.at_discharge()
    outcome, before = house.ledger.outcome(case_id), house.ledger.journal.newest()
    previews = sheets_of(house, Wishes(large=True)).preview(outcome)
    assert [*previews] == ["aftercare", "diary"] == [*sheets_of(house).taken_home(outcome)]
    plain = sheets_of(house).preview(outcome)
    assert pages_of(previews["aftercare"]) > pages_of(plain["aftercare"])
    assert previews["diary"] == plain["diary"], "a diary has the one size that is read back"
    assert house.ledger.journal.newest() == before
    assert house.ledger.case(case_id).sheets == ()


def test_a_diary_carries_what_reads_it_back_and_no_other_paper_does(house: House) -> None:
    outcome = house.ledger.outcome(house.at_discharge())
    sheets = sheets_of(house)
    assert sheets.make(outcome, "diary", "ab" * 16).geometry
    for kind in ("label", "checklist", "aftercare", "transfer-summary"):
        assert sheets.make(outcome, kind, "ab" * 16).geometry is None
    assert sheets.make(outcome, "diary", "ab" * 16) == sheets.make(outcome, "diary", "ab" * 16)


def test_papers_are_as_large_as_the_wish_or_the_clinic_says(house: House) -> None:
    outcome = house.ledger.outcome(house.at_discharge())
    letter, a4 = (
        sheets_of(house, Wishes(paper=paper)).make(outcome, "checklist", "ab" * 16).pdf
        for paper in ("", "a4")
    )
    assert letter != a4
    assert visible(letter) == visible(a4)


def test_driving_is_restricted_while_there_can_be_no_sheet(house: House) -> None:
    case_id = house.booked()
    sheets, outcome = sheets_of(house), house.ledger.outcome(case_id)
    assert sheets.restricts_driving(outcome) is True
    with pytest.raises(Refused):
        sheets.pdf(outcome, "aftercare")
    with pytest.raises(Refused, match="not a paper of one case"):
        sheets.pdf(outcome, "downtime-pack")


def test_what_has_no_text_yet_is_refused_and_leaves_nothing_open(house: House) -> None:
    case_id = house.booked()
    outcome = house.ledger.outcome(case_id)
    order = replace(
        outcome.case.order,
        procedures=tuple(replace(one, key="unmapped") for one in outcome.case.order.procedures),
    )
    unknown = replace(outcome, case=replace(outcome.case, order=order))
    sheets = sheets_of(house)
    assert sheets.languages(unknown) == {}
    assert sheets.left_open(unknown) == []
    assert sheets.restricts_driving(unknown) is True
    with pytest.raises(Refused, match="no aftercare text"):
        sheets.taken_home(unknown)


def test_a_pack_of_a_day_has_every_case_of_it_and_no_other(house: House) -> None:
    with pytest.raises(Refused, match="no case on that day"):
        sheets_of(house).pack(date(2026, 11, 23))
    today = house.booked()
    other = house.patient(family="Ortiz", given="Rosa", identifiers=[])
    house.booked(other, (parse_target("right medial-branch L4,L5"),))
    house.clock.forward(days=1)
    tomorrow = house.booked(house.patient(family="Zieliński", given="Łucja", identifiers=[]))
    pack = sheets_of(house).pack(date(2026, 11, 23))
    words = visible(pack)
    assert pages_of(pack) == 2
    for phrase in ("ABERNATHY, Ruth", "ORTIZ, Rosa", today[:6], "page 2 of 2", "KEEP LOCKED"):
        assert phrase in words, phrase
    assert "ZIELIŃSKI" not in words
    assert tomorrow[:6] not in words
    next_day = visible(sheets_of(house).pack(date(2026, 11, 23) + timedelta(days=1)))
    assert "ZIELIŃSKI, Łucja" in next_day
    assert "page 1 of 1" in next_day


def test_blank_forms_name_the_clinic_and_nobody(house: House) -> None:
    house.booked()
    pdf = sheets_of(house).blank_forms()
    words = visible(pdf)
    assert "Test Clinic" in words
    assert pages_of(pdf) > 3
    for private in ("Abernathy", "ABERNATHY", "00286641", "1947"):
        assert private not in words
    assert sheets_of(house).blank_forms() == pdf


def test_a_signed_copy_holds_the_exact_entries_and_is_recorded(house: House) -> None:
    case_id = house.whole()
    outcome, before = house.ledger.outcome(case_id), house.ledger.journal.newest()
    pdf = signed_copy(sheets_of(house), outcome, house.signer(house.physician))
    signed = check_pdf(pdf)
    assert (signed.name, signed.problems) == ("Dr L. Okafor", ())
    inside = check_case(signed.case_file)
    assert inside.problems == []
    assert {one.id for one in outcome.case.entries} <= {one.id for one in inside.entries}
    assert "Abernathy".upper() in visible(pdf)
    (exported,) = house.ledger.journal.since(before)
    assert (exported.kind, exported.author) == (Kind.EXPORTED, "okafor")
    assert exported.subject == case_subject(case_id)
    with pikepdf.open(BytesIO(pdf)) as document:
        assert str(document.Root.AcroForm.Fields[0].V.Reason) == COPY_MEANS


def test_who_is_no_physician_signs_no_copy_and_nothing_is_recorded(house: House) -> None:
    case_id = house.at_discharge()
    outcome, before = house.ledger.outcome(case_id), house.ledger.journal.newest()
    with pytest.raises(Refused, match="sign a copy of the record"):
        signed_copy(sheets_of(house), outcome, house.signer(house.nurse))
    assert house.ledger.journal.newest() == before


ONE_CASE = [key for key, kind in KINDS.items() if kind.function]


@pytest.mark.parametrize("kind", ONE_CASE)
def test_every_paper_of_a_whole_visit_names_its_patient_or_nobody(house: House, kind: str) -> None:
    outcome = house.ledger.outcome(house.whole())
    words = visible(sheets_of(house).pdf(outcome, kind))
    named = "ABERNATHY" in words.upper()
    assert named is (kind != "diary")
