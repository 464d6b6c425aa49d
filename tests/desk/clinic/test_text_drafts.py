"""An edit of a sheet text that nobody signed is back after another page, a lock, a start."""

import json
from pathlib import Path

from desk.clinic.test_sheet_texts import JOINT, fields, opened, signed, standing
from desk.conftest import OpenClinic
from desk.walk import settle
from procdesk import app
from procdesk.demo.hands import Hands
from procdesk.desk.shell.open_desk import OpenDesk
from procdesk.desk.timing import TIME
from procdesk.domain.staff import Staff
from procdesk.workflow import drafting
from procdesk.workflow.clinic import adopting, opening, sheet_texts
from support.small_clinic import PASSWORD, House

LINE = "Actions, line 1, what"
MINE = "**Rest the joint.** Walk as you like."
BACK = "is back; it is not signed yet"
WAITS = "Edited by you and not signed: en/joint."


def again(hands: Hands, name: str = JOINT) -> None:
    hands.press("Clinic")
    hands.press("Clinic Sheet texts")
    hands.press(f"Which text? {name}:")
    settle()


def drafts(house: House, person: Staff) -> list[str]:
    return sorted(drafting.drafted(house.ledger, person, "clinic"))


def test_leaving_at_once_by_tab_list_or_screen_loses_nothing(
    house: House, open_clinic: OpenClinic
) -> None:
    hands = opened(house, open_clinic, JOINT)
    assert BACK not in hands.reads()
    hands.write(LINE, MINE)
    hands.press("Choose another text")
    assert WAITS in hands.reads()
    hands.press(f"Which text? {JOINT}:")
    settle()
    assert (fields(hands)[LINE], BACK in hands.reads()) == (MINE, True)
    hands.write("Hours, rest", "24")
    hands.press("Clinic Staff")
    hands.press("Board")
    again(hands)
    assert (fields(hands)[LINE], fields(hands)["Hours, rest"]) == (MINE, "24")
    assert house.ledger.clinic.texts == {}, "a draft is no text of the clinic"
    assert standing(house, JOINT)["version"] == "0.2.0"


def test_a_lock_keeps_it_for_its_owner_alone(house: House, open_clinic: OpenClinic) -> None:
    hands = opened(house, open_clinic, JOINT)
    hands.write(LINE, MINE)
    assert isinstance(hands.window, OpenDesk)
    hands.window.lock()
    settle()
    for name, sees in (("M. Adeyemi", False), ("Dr L. Okafor", True)):
        hands.press(name)
        hands.write("PIN", "2468", enter=True)
        settle()
        again(hands)
        assert (fields(hands)[LINE] == MINE) is sees
        assert (BACK in hands.reads()) is sees
        hands.press("Lock")
    assert (drafts(house, house.nurse), drafts(house, house.physician)) == (
        [],
        ["sheet-text en/joint"],
    )


def test_a_new_start_has_it_with_its_day(
    house: House, open_clinic: OpenClinic, tmp_path: Path
) -> None:
    hands = opened(house, open_clinic, JOINT)
    hands.write(LINE, MINE)
    TIME.forward(400)
    settle()
    assert "Draft kept on this desk 10:00:00" in hands.reads()
    hands.window.close()
    house.clock.forward(days=1)
    opened_again = opening.open_with_password(
        house.ledger.journal.store.home,
        "okafor",
        PASSWORD,
        app.reference(),
        house.clock,
        app.new_id,
    )
    house.ledger.journal.store.close()
    house.ledger = opened_again.ledger
    hands = opened(house, open_clinic, JOINT)
    hands.window.resize(1280, 1000)
    hands.photograph("text-is-back")
    assert fields(hands)[LINE] == MINE
    assert "Your draft of Mon 23 Nov 2026, 10:00:00 is back; it is not signed yet" in hands.reads()


def test_signed_or_given_up_it_is_no_draft_any_more(house: House, open_clinic: OpenClinic) -> None:
    hands = opened(house, open_clinic, JOINT)
    before = fields(hands)[LINE]
    hands.write(LINE, MINE)
    hands.press("Choose another text")
    hands.press(f"Which text? {JOINT}:")
    hands.press("Give up my edits")
    settle()
    assert (fields(hands)[LINE], drafts(house, house.physician)) == (before, [])
    hands.write(LINE, MINE)
    hands.write(LINE, before)
    hands.press("Choose another text")
    assert (WAITS in hands.reads(), drafts(house, house.physician)) == (False, [])
    hands.press(f"Which text? {JOINT}:")
    hands.write(LINE, MINE)
    settle()
    signed(hands, JOINT)
    TIME.forward(400)
    settle()
    assert sheet_texts.lines(standing(house, JOINT))["actions", 0, "what"] == MINE
    assert drafts(house, house.physician) == []
    again(hands)
    assert BACK not in hands.reads()


def test_a_refused_signature_loses_nothing(house: House, open_clinic: OpenClinic) -> None:
    hands = opened(house, open_clinic, JOINT)
    hands.write(LINE, MINE)
    hands.write("Password to sign", "wrong")
    hands.press("Review en/joint as Dr L. Okafor")
    settle()
    assert house.ledger.clinic.texts == {}
    hands.press("Board")
    again(hands)
    assert fields(hands)[LINE] == MINE


def test_a_text_that_somebody_else_signed_meanwhile_says_so(
    house: House, open_clinic: OpenClinic
) -> None:
    """Hazard: an old edit is signed over a newer text as if nothing had changed."""
    hands = opened(house, open_clinic, JOINT)
    hands.write(LINE, MINE)
    hands.press("Board")
    shipped = app.sheet_texts()[JOINT]
    raw = sheet_texts.edited(shipped, {("hours", "rest", "value"): "36"})
    person = house.physician
    adopting.review(house.ledger, person, JOINT, raw, house.signer(person), shipped=shipped)
    gone = json.dumps(["actions", 40, "what"])
    here = json.dumps(["actions", 0, "what"])
    edits = {"version": "0.2.0", gone: "Sit still.", here: MINE}
    drafting.keep(house.ledger, person, "clinic", "sheet-text en/joint", edits)
    again(hands)
    words = hands.reads()
    assert "The text was changed since you edited it: read every line again." in words
    assert "The line you wrote this in is gone: Sit still." in words
    assert (fields(hands)[LINE], fields(hands)["Hours, rest"]) == (MINE, "36")
