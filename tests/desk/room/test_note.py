"""The physician's note: the record in the order of time, signed by one, void if it changes."""

from desk.conftest import Open
from desk.pages.at_page import TO_ROOM, AtPage, at_page, taken
from procdesk.domain.staff import Staff
from procdesk.workflow.checks import site
from procdesk.workflow.room import procedure
from support.small_clinic import PASSWORD, TARGETS, House


def at_note(house: House, open_desk: Open, person: Staff) -> AtPage:
    case_id = taken(house, *TO_ROOM)
    procedure.note(house.ledger, house.nurse, case_id, "needle_in")
    house.clock.forward(minutes=1)
    site.image_shows(house.ledger, house.nurse, case_id, TARGETS)
    house.clock.forward(minutes=1)
    house.treated(case_id)
    house.clock.forward(minutes=1)
    procedure.note(house.ledger, house.nurse, case_id, "needle_out")
    return at_page(house, open_desk, case_id, "note", person)


def test_the_record_stands_in_the_order_of_time(house: House, open_desk: Open) -> None:
    read = at_note(house, open_desk, house.physician).hands.reads()
    order = [read.index(words) for words in ("10:00   Needle in", "10:01   Image: LEFT L3, L4")]
    order += [read.index(words) for words in ("10:02   Treatment: bupivacaine", "10:03   Needle")]
    assert order == sorted(order)
    assert "0.5 % 0.5 mL" in read


def test_the_physician_signs_once_and_it_says_by_whom(house: House, open_desk: Open) -> None:
    page = at_note(house, open_desk, house.physician)
    page.hands.write("Password to sign", PASSWORD)
    page.hands.press("Sign the record")
    [body] = page.bodies("attested")
    assert (body["meaning"], body["name"], body["role"]) == ("note", "Dr L. Okafor", "physician")
    assert "Signed by Dr L. Okafor 10:03." in page.reopen("note")


def test_a_dose_that_comes_after_voids_the_signature_in_sight(
    house: House, open_desk: Open
) -> None:
    page = at_note(house, open_desk, house.physician)
    page.hands.write("Password to sign", PASSWORD)
    page.hands.press("Sign the record")
    house.treated(page.case_id)
    assert "Signed by" not in page.reopen("note")


def test_without_or_with_a_wrong_password_nothing_is_signed(house: House, open_desk: Open) -> None:
    page = at_note(house, open_desk, house.physician)
    page.hands.press("Sign the record")
    assert "Enter your password to sign." in page.hands.reads()
    page.hands.write("Password to sign", "not the password")
    page.hands.press("Sign the record")
    assert page.kinds == []
    assert page.hands._find_field("Password to sign").text() == ""  # type: ignore[union-attr]
    assert house.ledger.case(page.case_id).attestation("note") is None


def test_at_a_nurses_desk_the_physician_signs_for_themselves(house: House, open_desk: Open) -> None:
    page = at_note(house, open_desk, house.nurse)
    assert "Signs as Dr L. Okafor" in page.hands.reads()
    page.hands.write("Password to sign", PASSWORD, enter=True)
    assert page.kinds == ["attested"]
    assert house.ledger.case(page.case_id).entries[-1].author == house.physician.user
    assert page.hands.sees("M. Adeyemi, nurse"), "the desk stays the nurse's"
