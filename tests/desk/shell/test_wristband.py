"""A wristband in an open case: another's is said, kept, and changes nothing; this one's agrees."""

from PySide6.QtWidgets import QApplication

from desk.conftest import Open
from desk.shell.test_scanner import PACK, scan
from desk.walk import settle, texts
from procdesk.desk.booking.identity import IdentityPage
from procdesk.desk.room.note import timeline
from procdesk.desk.room.time_out import TimeOutScreen
from procdesk.desk.shell.open_desk import OpenDesk
from procdesk.domain.entry import Json
from procdesk.domain.stage import End, Stage
from procdesk.domain.visit.case import WRISTBAND_DIFFERS, Case
from procdesk.domain.visit.patient import Patient
from procdesk.workflow import stages
from procdesk.workflow.after import discharge
from procdesk.workflow.booking.wristband import Whose, whose
from procdesk.workflow.case import ending
from support.small_clinic import House

OTHER: dict[str, Json] = {
    "family": "Brannigan",
    "given": "Thomas",
    "birth_date": "1958-06-02",
    "identifiers": [{"value": "00991122", "system": "clinic", "kind": "MR"}],
}
THIS, ANOTHERS, NOBODYS = "]C000286641", "]C000991122", "]C055555555"


def at(house: House, stage: Stage) -> str:
    house.patient(**OTHER)
    case_id = house.booked()
    steps = (house.arrived, house.checked, house.made_ready, house.timed_out, house.done)
    reached = (Stage.CHECKS, Stage.CHECKS, Stage.TIME_OUT, Stage.PROCEDURE, Stage.RECOVERY)
    for step, after in zip(steps, reached, strict=True):
        if after.place <= stage.place:
            step(case_id)
    return case_id


def opened(house: House, open_desk: Open, case_id: str) -> OpenDesk:
    desk = open_desk(house, house.nurse)
    desk.open_case(case_id)
    settle()
    assert desk.frame is not None
    desk.frame.setFocus()
    return desk


def scanned(desk: OpenDesk, code: str) -> str:
    if QApplication.focusWidget() is None:
        desk.setFocus()
    scan(code)
    return desk.band.accessibleName()


def near_misses(case: Case) -> list[str]:
    return [one.text for one in case.events if one.event == WRISTBAND_DIFFERS]


def says_nothing_of(patient: Patient, desk: OpenDesk) -> bool:
    words = "\n".join(texts(desk)).casefold()
    names = (patient.name.family, patient.name.given, patient.mrn, "1958")
    return not [one for one in names if one.casefold() in words]


def test_anothers_wristband_is_said_and_kept_at_every_stage(house: House, open_desk: Open) -> None:
    for stage in (Stage.CHECKS, Stage.PROCEDURE, Stage.RECOVERY):
        case_id = at(house, stage)
        desk = opened(house, open_desk, case_id)
        words = scanned(desk, ANOTHERS)
        assert words.startswith("This wristband is not this patient's: its number is another"), (
            stage
        )
        assert "It stands in the record of this case." in words
        case = house.ledger.case(case_id)
        assert near_misses(case) == [
            "not this patient's wristband: the number is another patient's"
        ]
        assert case.stage is stage
        assert desk.frame is not None
        assert desk.frame.case_id == case_id
        other = house.ledger.journal.search("00991122")[0]
        assert says_nothing_of(house.ledger.patient(other), desk)
        desk.close()


def test_it_is_said_in_the_time_out_too(house: House, open_desk: Open) -> None:
    case_id = at(house, Stage.TIME_OUT)
    desk = opened(house, open_desk, case_id)
    assert desk.frame is not None
    desk.frame.time_out_asked.emit()
    settle()
    assert isinstance(desk.current_screen(), TimeOutScreen)
    assert "is another patient's" in scanned(desk, ANOTHERS)
    assert len(near_misses(house.ledger.case(case_id))) == 1
    assert desk.band.isVisible()
    assert isinstance(desk.current_screen(), TimeOutScreen)


def test_the_right_wristband_agrees_and_takes_the_alarm_away(house: House, open_desk: Open) -> None:
    case_id = at(house, Stage.CHECKS)
    desk = opened(house, open_desk, case_id)
    entries = len(house.ledger.case(case_id).entries)
    assert scanned(desk, THIS) == "This wristband is this patient's: the numbers agree."
    assert len(house.ledger.case(case_id).entries) == entries
    assert "not this patient's" in scanned(desk, ANOTHERS)
    assert scanned(desk, THIS) == "This wristband is this patient's: the numbers agree."


def test_a_number_that_nobody_has_is_not_taken_for_agreement(house: House, open_desk: Open) -> None:
    case_id = at(house, Stage.CHECKS)
    desk = opened(house, open_desk, case_id)
    assert "nobody is registered here" in scanned(desk, NOBODYS)
    (words,) = near_misses(house.ledger.case(case_id))
    assert words.endswith("nobody's who is registered here")


def test_while_identity_is_asked_anothers_number_does_not_land_in_the_field(
    house: House, open_desk: Open
) -> None:
    house.patient(**OTHER)
    case_id = house.booked()
    stages.enter(house.ledger, house.front_desk, case_id, Stage.ARRIVED)
    desk = open_desk(house, house.front_desk)
    desk.open_case(case_id)
    settle()
    assert desk.frame is not None
    page = desk.frame.page
    assert isinstance(page, IdentityPage)
    page.name.line.setFocus()
    assert "is another patient's" in scanned(desk, ANOTHERS)
    assert (page.mrn.text, page.method.text) == ("", "")
    assert len(near_misses(house.ledger.case(case_id))) == 1
    assert scanned(desk, THIS) == ""
    assert page.mrn.text == "00286641"
    assert not house.ledger.case(case_id).identity_confirmed


def test_nothing_that_was_signed_rests_on_a_near_miss(house: House, open_desk: Open) -> None:
    case_id = at(house, Stage.RECOVERY)
    house.recovered(case_id)
    discharge.order(house.ledger, house.physician, case_id, house.signer(house.physician))
    desk = opened(house, open_desk, case_id)
    scanned(desk, ANOTHERS)
    case = house.ledger.case(case_id)
    assert near_misses(case)
    assert case.attestation("note") is not None
    assert case.attestation("discharge") is not None
    lines = [words for _recorded, words in timeline(case)]
    assert "Scanned: not this patient's wristband: the number is another patient's" in lines


def test_a_closed_case_is_told_and_not_written_to(house: House, open_desk: Open) -> None:
    case_id = at(house, Stage.CHECKS)
    reason = {"by": "the patient", "when": "", "reason": "unwell"}
    ending.end(house.ledger, house.nurse, case_id, End.RESCHEDULED, reason)
    desk = opened(house, open_desk, case_id)
    words = scanned(desk, ANOTHERS)
    assert "not this patient's" in words
    assert "It stands in the record" not in words
    assert near_misses(house.ledger.case(case_id)) == []


def test_a_label_without_a_record_number_is_known_by_its_case(house: House) -> None:
    mine = house.booked(house.patient(identifiers=[]))
    others = house.booked(house.patient(**{**OTHER, "identifiers": []}))
    assert whose(house.ledger, mine, mine[:6]) is Whose.THIS
    assert whose(house.ledger, mine, others[:6]) is Whose.ANOTHERS
    assert whose(house.ledger, mine, "00286641") is Whose.NOBODYS


def test_a_pack_in_a_case_is_no_wristband(house: House, open_desk: Open) -> None:
    case_id = at(house, Stage.CHECKS)
    desk = opened(house, open_desk, case_id)
    assert "No page here takes a scan" in scanned(desk, PACK)
    assert near_misses(house.ledger.case(case_id)) == []
