"""The consent page: whether the record may be sent is asked, may stay open, and has no default."""

from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFrame

from desk.conftest import Open
from procdesk import app
from procdesk.demo.hands import Hands
from procdesk.desk.pictures.signature_pad import SignaturePad
from procdesk.desk.shell.open_desk import OpenDesk
from procdesk.domain.entry import Json
from procdesk.domain.stage import StatementKind
from procdesk.workflow.clinic import adopting
from support.small_clinic import House

WHOSE = "Whose signatures are on the paper, of when?"
MAY = "May the record be sent to somebody? (may stay empty)"
TO = "To whom, as it stands on the paper"


def at_consent(house: House, open_desk: Open, tmp_path: Path) -> tuple[Hands, str]:
    case_id = house.booked()
    house.arrived(case_id)
    house.checked(case_id)
    desk = open_desk(house, house.nurse)
    desk.open_case(case_id)
    assert desk.frame is not None
    desk.frame.open_section("consent")
    hands = Hands(desk, tmp_path)
    hands.press("LEFT L3")
    hands.press("LEFT L4")
    hands.press("Who decides? The patient")
    return hands, case_id


def signed(hands: Hands) -> None:
    hands.press(f"{WHOSE} Ruth Abernathy and Dr L. Okafor, today")


@pytest.mark.parametrize(
    ("answer", "value"), [("", None), ("No", False), ("Left open on the paper", None)]
)
def test_what_the_paper_leaves_open_is_neither_yes_nor_no(
    house: House, open_desk: Open, tmp_path: Path, answer: str, value: Json
) -> None:
    hands, case_id = at_consent(house, open_desk, tmp_path)
    if answer:
        hands.press(f"{MAY} {answer}")
    assert TO not in hands.reads()
    signed(hands)
    assert house.ledger.case(case_id).value("consent.releases_records") is value


def test_a_yes_asks_to_whom(house: House, open_desk: Open, tmp_path: Path) -> None:
    hands, case_id = at_consent(house, open_desk, tmp_path)
    hands.press(f"{MAY} Yes")
    signed(hands)
    assert "Write to whom the record may be sent." in hands.reads()
    hands.write(TO, "Dr A. Family")
    hands.photograph("consent-release")
    hands.press("Enter what the consent says")
    assert house.ledger.case(case_id).value("consent.releases_to") == "Dr A. Family"
    hands.press("More")
    hands.press("All entries")
    assert "consent.releases records, yes" in hands.reads()


def test_a_draft_is_not_signed(house: House, open_desk: Open, tmp_path: Path) -> None:
    hands, case_id = at_consent(house, open_desk, tmp_path)
    hands.press(f"{WHOSE} Here, on this screen")
    hands.press("Who explained it? Dr L. Okafor")
    assert "cannot be signed on the screen" in hands.reads()
    writes(hands, 30)
    hands.press("Enter what the consent says")
    assert house.ledger.case(case_id).value("consent.signature") is None


def writes(hands: Hands, points: int) -> None:
    """A stroke with the mouse across the pad that can be seen."""
    pad = next(one for one in hands.window.findChildren(SignaturePad) if one.isVisible())
    hands.into_view(pad)
    name = f"{pad.label}; the paper can be signed instead"
    area = next(part for part in pad.findChildren(QFrame) if part.accessibleName() == name)
    button, nothing = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QTest.mousePress(area, button, nothing, QPoint(40, 60))
    for at in range(points):
        QTest.mouseMove(area, QPoint(40 + 9 * at, 60 + 40 * (at % 2)))
    QTest.mouseRelease(area, button, nothing, QPoint(60, 80))


def test_a_consent_can_be_signed_on_the_screen_and_its_paper_shows_the_hand(
    house: House, open_desk: Open, tmp_path: Path
) -> None:
    text, signer = app.sheet_texts()["en/consent"], house.signer(house.physician)
    adopting.review(house.ledger, house.physician, "en/consent", text, signer)
    hands, case_id = at_consent(house, open_desk, tmp_path)
    hands.press(f"{WHOSE} Here, on this screen")
    hands.press("Who explained it? Dr L. Okafor")
    hands.press("Enter what the consent says")
    assert "The signature is still to be written." in hands.reads()
    writes(hands, 3)
    hands.press("Enter what the consent says")  # a slip of the hand is no signature
    assert house.ledger.case(case_id).value("consent.signature") is None
    hands.press("Sign again")
    writes(hands, 30)
    hands.photograph("signed-on-screen")
    hands.press("Enter what the consent says")
    case = house.ledger.case(case_id)
    strokes = case.value("consent.signature")
    assert isinstance(strokes, list)
    assert len(strokes) == 1
    statement = case.statement(StatementKind.CONSENT)
    assert statement is not None
    assert statement.said_by == "Ruth Abernathy"
    assert isinstance(hands.window, OpenDesk)
    pdf = hands.window.session.sheets().pdf(house.ledger.outcome(case_id), "consent")
    (tmp_path / "signed.pdf").write_bytes(pdf)
    with pypdfium2.PdfDocument(pdf) as document:
        words = " ".join(page.get_textpage().get_text_range() for page in document)
    assert "Signed on the screen by Ruth Abernathy" in words
    assert "seen by M. Adeyemi" in " ".join(words.split())


def test_a_draft_of_another_name_comes_back_with_what_it_asks(
    house: House, open_desk: Open, tmp_path: Path
) -> None:
    hands, case_id = at_consent(house, open_desk, tmp_path)
    assert not hands.sees("Who explained it? Dr L. Okafor")
    hands.press(f"{WHOSE} Other names")
    hands.write("Name, as it stands on the paper", "Eva Adler")
    hands.press("Lock")
    hands.press("M. Adeyemi")
    hands.write("PIN", "2468", enter=True)
    assert hands.has_field("Name, as it stands on the paper")
    hands.press("Who explained it? Dr L. Okafor")
    hands.write("Day on the paper", "2026-11-20", enter=True)
    case = house.ledger.case(case_id)
    assert case.value("consent.signed_on") == "2026-11-20"
    statement = case.statement(StatementKind.CONSENT)
    assert statement is not None
    assert statement.said_by == "Eva Adler"
