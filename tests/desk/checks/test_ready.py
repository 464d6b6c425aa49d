"""Ready: the mark as the physician sees it and the signature are one act, or neither."""

import pytest

from desk.conftest import Open
from desk.pages.at_page import AtPage, at_page, taken
from procdesk.domain.staff import Staff
from procdesk.domain.stage import Stage, StatementKind
from procdesk.workflow import stages
from procdesk.workflow.checks import ready
from support.small_clinic import PASSWORD, House

SIGN = "Attest that the case is ready"


def at_ready(house: House, open_desk: Open, person: Staff) -> AtPage:
    case_id = taken(house, "arrived", "checked")
    stages.enter(house.ledger, house.nurse, case_id, Stage.READY)
    return at_page(house, open_desk, case_id, "ready", person)


def test_mark_and_signature_are_recorded_once_each(house: House, open_desk: Open) -> None:
    page = at_ready(house, open_desk, house.physician)
    read = page.hands.reads()
    assert all(sentence in read for sentence in ready.STATEMENTS)
    page.hands.press("LEFT low back")
    page.hands.write("Password to sign", PASSWORD, enter=True)
    assert page.kinds == ["statement_made", "attested"]
    [mark] = page.bodies("statement_made")
    assert (mark["statement"], mark["side"], mark["regions"]) == ("mark", "left", ["low back"])
    [signature] = page.bodies("attested")
    assert (signature["meaning"], signature["role"]) == ("ready", "physician")
    assert "Marked: LEFT low back" in page.reopen("ready")


@pytest.mark.parametrize("secret", ["", "not the password"])
def test_without_the_signature_the_mark_is_not_recorded_either(
    house: House, open_desk: Open, secret: str
) -> None:
    page = at_ready(house, open_desk, house.physician)
    page.hands.press("LEFT low back")
    page.hands.write("Password to sign", secret)
    page.hands.press(SIGN)
    assert page.kinds == []
    assert page.hands._find("LEFT low back").isChecked(), "the mark stays as it was pressed"


def test_without_a_mark_nothing_is_signed(house: House, open_desk: Open) -> None:
    page = at_ready(house, open_desk, house.physician)
    page.hands.write("Password to sign", PASSWORD)
    page.hands.press(SIGN)
    assert page.kinds == []
    assert "Say side and place of the mark as you see it on the skin." in page.hands.reads()


def test_no_mark_is_chosen_by_itself(house: House, open_desk: Open) -> None:
    page = at_ready(house, open_desk, house.physician)
    for side in ("LEFT", "RIGHT"):
        assert not page.hands._find(f"{side} low back").isChecked()


def test_a_mark_on_the_other_side_stops_and_stays_on_the_record(
    house: House, open_desk: Open
) -> None:
    page = at_ready(house, open_desk, house.physician)
    page.hands.press("RIGHT low back")
    page.hands.write("Password to sign", PASSWORD, enter=True)
    assert house.ledger.case(page.case_id).attestation("ready") is None
    mark = house.ledger.case(page.case_id).statement(StatementKind.MARK)
    assert mark is not None
    with pytest.raises(Exception, match="mark RIGHT"):
        stages.enter(house.ledger, house.nurse, page.case_id, Stage.TIME_OUT)


def test_at_a_nurses_desk_the_physician_signs_and_the_time_out_opens(
    house: House, open_desk: Open
) -> None:
    page = at_ready(house, open_desk, house.nurse)
    page.hands.press("LEFT low back")
    page.hands.write("Password to sign", PASSWORD, enter=True)
    assert page.kinds == ["statement_made", "attested", "stage_entered"]
    authors = [one.author for one in house.ledger.case(page.case_id).entries[page.count :]]
    assert authors == ["okafor", "okafor", "adeyemi"]
    assert "Is this the patient?" in page.hands.reads()


def test_a_consent_taken_back_meanwhile_voids_the_signature_on_the_page(
    house: House, open_desk: Open
) -> None:
    page = at_ready(house, open_desk, house.physician)
    page.hands.press("LEFT low back")
    page.hands.write("Password to sign", PASSWORD, enter=True)
    house.reacts(page.case_id, "Latex", "hives")
    assert house.ledger.case(page.case_id).attestation("ready") is None
