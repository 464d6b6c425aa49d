"""The language and size of a sheet: the patient's where a person reviewed it, else English."""

from dataclasses import replace
from pathlib import Path

import pytest

from desk.conftest import Open
from desk.walk import settle
from paper.drawing.read_back import pages_of, visible
from procdesk import app
from procdesk.demo.hands import Hands
from procdesk.workflow import answers
from procdesk.workflow.clinic import adopting, settings, sheet_texts
from procdesk.workflow.ledger import Outcome
from procdesk.workflow.refused import Refused
from support.small_clinic import House

TEXTS = ("aftercare", "medial-branch")


def reads(house: House, case_id: str, language: str, name: str = "") -> None:
    body = {"arrival.reading": language, **({"arrival.language_other": name} if name else {})}
    answers.answer(house.ledger, house.nurse, case_id, "arrival", {**body})


def reviewed(house: House, language: str) -> None:
    for name in TEXTS:
        full = f"{language}/{name}"
        raw = app.sheet_texts()[full]
        signer, english = house.signer(house.physician), app.sheet_texts()[f"en/{name}"]
        adopting.review(house.ledger, house.physician, full, raw, signer, beside=english)


def at_the_papers(house: House, open_desk: Open, tmp_path: Path, *reading: str) -> Hands:
    case_id = house.at_discharge()
    if reading:
        reads(house, case_id, *reading)
    desk = open_desk(house, house.nurse)
    session = desk.session
    session.parts = replace(session.parts, save_as=lambda name: tmp_path / "saved" / name)
    desk.open_case(case_id)
    assert desk.frame is not None
    desk.frame.open_section("aftercare")
    settle()
    return Hands(desk, tmp_path)


def saved(hands: Hands, tmp_path: Path) -> bytes:
    hands.press("Save the papers as files")
    return next((tmp_path / "saved").glob("aftercare-*.pdf")).read_bytes()


def test_a_reviewed_spanish_text_is_printed_for_who_reads_spanish(
    house: House, open_desk: Open, tmp_path: Path
) -> None:
    reviewed(house, "es")
    hands = at_the_papers(house, open_desk, tmp_path, "es")
    words = visible(saved(hands, tmp_path))
    assert "Después de su bloqueo de prueba" in words
    assert "What to do, and when" in words  # English beside it, for staff
    assert "reviewed by Dr L. Okafor" in words
    assert "DRAFT" not in words
    assert "interpreter" not in hands.reads()
    assert "reviewed beside" not in hands.reads()


@pytest.mark.parametrize(("asked", "in_spanish"), [("", True), ("not-asked", True), ("en", False)])
def test_who_was_not_asked_gets_the_language_of_the_clinic(
    house: House, open_desk: Open, tmp_path: Path, asked: str, in_spanish: bool
) -> None:
    settings.change(house.ledger, house.administrator, {"clinic.language": "es"})
    reviewed(house, "es")
    reading = (asked,) if asked else ()
    words = visible(saved(at_the_papers(house, open_desk, tmp_path, *reading), tmp_path))
    assert ("Después de su bloqueo de prueba" in words) is in_spanish
    assert ("DRAFT" in words) is not in_spanish


def test_papers_say_that_english_changed_since_their_spanish_was_signed_and_print_it(
    house: House, open_desk: Open, tmp_path: Path
) -> None:
    reviewed(house, "es")
    shipped = app.sheet_texts()["en/medial-branch"]
    raw = sheet_texts.edited(shipped, {("hours", "bandage", "value"): "20"})
    signer = house.signer(house.physician)
    adopting.review(house.ledger, house.physician, "en/medial-branch", raw, signer, shipped=shipped)
    hands = at_the_papers(house, open_desk, tmp_path, "es")
    assert (
        "es/medial-branch: Spanish was reviewed beside English 0.2.0; English is 0.2.0+1 since"
        in hands.reads()
    )
    hands.photograph("behind")
    assert "DRAFT" not in visible(saved(hands, tmp_path))
    (tmp_path / "saved").rename(tmp_path / "normal")
    hands.press("Size of the print Large print")
    words = visible(saved(hands, tmp_path))
    assert "For staff: what this sheet says, in English" in words
    assert "What to do, and when" in words


@pytest.mark.parametrize("half", [(), ("es/aftercare",)])
def test_a_draft_in_their_language_is_not_printed_by_itself(
    house: House, open_desk: Open, tmp_path: Path, half: tuple[str, ...]
) -> None:
    """Half of a text is not a reviewed text."""
    reviewed(house, "en")
    for name in half:
        raw, signer = app.sheet_texts()[name], house.signer(house.physician)
        adopting.review(house.ledger, house.physician, name, raw, signer)
    hands = at_the_papers(house, open_desk, tmp_path, "es")
    assert "The patient reads Spanish: the sheet is not in it." in hands.reads()
    words = visible(saved(hands, tmp_path))
    assert "After your test block" in words
    assert "Read to the patient in their language by" in words
    assert "DRAFT" not in words


def test_a_draft_that_a_person_chooses_says_so_on_every_page(
    house: House, open_desk: Open, tmp_path: Path
) -> None:
    hands = at_the_papers(house, open_desk, tmp_path, "es")
    hands.press("Language of the sheet Spanish, draft")
    pdf = saved(hands, tmp_path)
    assert visible(pdf).count("DRAFT, NOT FOR PATIENTS") == pages_of(pdf)


@pytest.mark.parametrize(
    ("reading", "says"),
    [
        (("other", "Farsi"), "The patient reads Farsi: the sheet is not in it."),
        (("none",), "The patient does not read: go through the sheet aloud."),
    ],
)
def test_who_reads_neither_is_said(
    house: House, open_desk: Open, tmp_path: Path, reading: tuple[str, ...], says: str
) -> None:
    hands = at_the_papers(house, open_desk, tmp_path, *reading)
    assert says in hands.reads()
    assert "Read to the patient in their language by" in visible(saved(hands, tmp_path))


def test_two_families_in_one_visit_have_one_sheet_once_each_drug_has_its_procedure(
    house: House, open_desk: Open, tmp_path: Path
) -> None:
    """The lines of one may not speak of the drugs of the other; what is not known has no sheet."""
    reviewed(house, "en")
    session = open_desk(house, house.nurse).session
    outcome = house.ledger.outcome(house.at_discharge())
    sheets = session.sheets()
    text = sheets.text(outcome, "aftercare")
    assert text is not None
    assert text.key == "en/medial-branch"
    (block,) = outcome.case.order.procedures

    def with_(key: str, target: str = "") -> Outcome:
        order = replace(outcome.case.order, procedures=(block, replace(block, key=key)))
        drugs = tuple(replace(one, target=target) for one in outcome.case.drugs)
        return replace(outcome, case=replace(outcome.case, order=order, drugs=drugs))

    assert sheets.preview(with_("si-joint-injection"))
    with pytest.raises(Refused, match="For which of the procedures bupivacaine was given"):
        sheets.preview(with_("tfesi-lumbar"))
    words = visible(sheets.preview(with_("tfesi-lumbar", "mbb-lumbar"))["aftercare"])
    assert "After your test block and after your epidural shot" in words
    assert "DRAFT, NOT FOR PATIENTS" in words  # nobody reviewed the second text
    raw, signer = app.sheet_texts()["en/epidural"], house.signer(house.physician)
    adopting.review(house.ledger, house.physician, "en/epidural", raw, signer)
    words = visible(sheets.preview(with_("tfesi-lumbar", "mbb-lumbar"))["aftercare"])
    assert "DRAFT" not in words
    for unknown in ("trigeminal-block", ""):
        with pytest.raises(Refused, match="no aftercare text for what was ordered"):
            sheets.preview(with_(unknown, "mbb-lumbar"))


def test_large_print_takes_the_place_of_what_was_made(
    house: House, open_desk: Open, tmp_path: Path
) -> None:
    hands = at_the_papers(house, open_desk, tmp_path)
    assert "interpreter" not in hands.reads()
    few = pages_of(saved(hands, tmp_path))
    hands.press("Size of the print Large print")
    hands.photograph("large")
    assert pages_of(saved(hands, tmp_path)) > few
    states = [sheet.state for sheet in house.ledger.cases_on(house.clock.at.date())[0].sheets]
    assert sorted(states) == ["made", "made", "voided", "voided"]
