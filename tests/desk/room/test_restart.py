"""The restart of a blood thinner: said by a physician beside the note, printed on the sheet."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from desk.checks.test_medicines import adopted
from desk.conftest import Open
from desk.walk import settle
from paper.drawing.test_sheets import text_of
from paper.example import whole_text
from procdesk import app
from procdesk.demo.hands import Hands
from procdesk.domain.finding import Result
from procdesk.domain.medicines.medication import Confirmation, LastDose, Medication, Precision
from procdesk.domain.stage import Stage
from procdesk.domain.visit.restart import RESTART, goes_on, restarts_at
from procdesk.paper.aftercare.aftercare import aftercare
from procdesk.paper.aftercare.filling import fillings
from procdesk.paper.drawing.sheet_source import SheetSource, restarts, text_as, thinner_words
from procdesk.paper.texts.text_shapes import AftercareText
from procdesk.rules.register.gates import unmet
from procdesk.workflow import stages
from procdesk.workflow.answers import answering_anew
from procdesk.workflow.checks import anticoagulants, medicines
from procdesk.workflow.refused import Refused
from procdesk.workflow.room import procedure
from support.small_clinic import House


def through(house: House, *texts: str, sure: Confirmation = Confirmation.CONFIRMED) -> str:
    """A case whose needle is out; the blood thinners were told late and stop nothing any more."""
    case_id = house.booked()
    for step in (house.arrived, house.checked, house.made_ready, house.timed_out):
        step(case_id)
    for event in ("needle_in", "needle_out"):
        procedure.note(house.ledger, house.nurse, case_id, event)
    for text in texts:
        medicines.confirm_medicine(
            house.ledger,
            house.nurse,
            case_id,
            row_id="",
            text=text,
            dose="",
            last_dose=LastDose(Precision.DAY, house.clock.at, "on Friday"),
            confirmation=sure,
            agreed_with="Dr Khan",
            agreed_on=date(2026, 11, 20),
        )
    return case_id


def sheet(house: House, case_id: str) -> SheetSource:
    ledger, folder = house.ledger, app.data_folder("resources")
    outcome = ledger.outcome(case_id)
    return SheetSource(
        outcome.case,
        outcome.patient,
        ledger.clinic,
        ledger.reference,
        folder / "fonts",
        "7K3QPX2M9D",
        ("AAAAAAAAAA",) * 12,
        house.clock.at,
        whole_text("en", "medial-branch"),
    )


def entries_on(source: SheetSource) -> dict[str, str]:
    return fillings(source, text_as(source, AftercareText))


def at_note(house: House, open_desk: Open, pictures: Path, case_id: str) -> Hands:
    desk = open_desk(house, house.physician)
    desk.open_case(case_id)
    assert desk.frame is not None
    desk.frame.open_section("note")
    settle()
    return Hands(desk, pictures)


def test_the_physician_says_it_and_the_sheet_prints_day_and_time(
    house: House, open_desk: Open, tmp_path: Path
) -> None:
    adopted(house)
    case_id = through(house, "Eliquis 5 mg")
    hands = at_note(house, open_desk, tmp_path, case_id)
    # Section 3.1: apixaban restarts 24 h after; the end was noted on Monday at 10:00.
    assert "The adopted row says 24 h: Tue 24 Nov, 10:00." in hands.reads()
    assert restarts(sheet(house, case_id)) == [("Eliquis 5 mg", None)]
    hands.press("Record for Eliquis 5 mg")
    assert "Write the day and the time." in hands.reads()
    hands.write("Start Eliquis 5 mg again", "tomorrow", enter=True)
    assert "Write day and time" in hands.reads()
    assert restarts_at(house.ledger.case(case_id), "apixaban") is None
    hands.write("Start Eliquis 5 mg again", "tomorrow 6 pm", enter=True)
    settle()
    assert "Starts again Tue 24 Nov, 18:00." in hands.reads()
    words = " ".join(text_of(aftercare(sheet(house, case_id))).split())
    assert "Start again only at this time: Eliquis 5 mg Tue 24 Nov, 6:00 PM" in words


def test_what_was_not_stopped_starts_nothing(house: House, open_desk: Open, tmp_path: Path) -> None:
    case_id = through(house, "Sertraline", "Eliquis")
    hands = at_note(house, open_desk, tmp_path, case_id)
    assert "gives no time" in hands.reads()
    hands.press("Sertraline was not stopped")
    assert "Was not stopped, goes on." in hands.reads()
    assert goes_on(house.ledger.case(case_id), "sertraline")
    lines = entries_on(sheet(house, case_id))
    assert lines["restart"] == "Eliquis ______________________"
    assert lines["thinner"] == "Sertraline, Eliquis"
    hands.press("Eliquis was not stopped")
    assert entries_on(sheet(house, case_id))["restart"] == ""
    assert "only at this time" not in text_of(aftercare(sheet(house, case_id)))


def test_each_of_several_has_its_own_time_or_a_line_to_write_on(house: House) -> None:
    case_id = through(house, "Eliquis", "Aggrenox")
    say = anticoagulants.restart
    say(house.ledger, house.physician, case_id, "apixaban", "tomorrow 8 am")
    say(house.ledger, house.physician, case_id, "aspirin", "tomorrow 9 am")
    assert restarts(sheet(house, case_id))[1] == ("Aggrenox", None)  # dipyridamole was not said
    say(house.ledger, house.physician, case_id, "dipyridamole", "Wednesday 9 am")
    restart = entries_on(sheet(house, case_id))["restart"]
    assert restart == "Eliquis Tue 24 Nov, 8:00 AM; Aggrenox Wed 25 Nov, 9:00 AM"


def test_one_that_was_stopped_is_on_the_sheet_and_handed_on_as_stopped(house: House) -> None:
    case_id = through(house, "Eliquis", sure=Confirmation.STOPPED)
    source = sheet(house, case_id)
    assert restarts(source) == [("Eliquis", None)]
    assert thinner_words(source) == "Eliquis (stopped, last dose on Friday)"
    row = replace(source.case.medications[-1], last_dose=LastDose(Precision.UNKNOWN))
    unsaid = replace(source, case=replace(source.case, medications=(row,)))
    assert thinner_words(unsaid) == "Eliquis (stopped, last dose not known)"


def test_only_a_physician_says_it(house: House) -> None:
    case_id = through(house, "Eliquis")
    ledger, nurse = house.ledger, house.nurse
    with pytest.raises(Refused, match="starts again"):
        anticoagulants.restart(ledger, nurse, case_id, "apixaban", "tomorrow 8 am")
    with pytest.raises(Refused, match="starts again"):
        anticoagulants.not_stopped(ledger, nurse, case_id, "apixaban")


def test_a_lead_that_stays_is_said_beside_the_rows_time(
    house: House, open_desk: Open, tmp_path: Path
) -> None:
    adopted(house)
    case_id = through(house, "Eliquis")
    anticoagulants.factors(house.ledger, house.nurse, case_id, ["lead"])
    hands = at_note(house, open_desk, tmp_path, case_id)
    assert "and not before the lead or catheter is out" in hands.reads()


@pytest.mark.parametrize("moment", ["soon", "2026-11-24T18:00", "", None])
def test_what_is_no_moment_is_not_printed(house: House, moment: str | None) -> None:
    case_id = through(house, "Eliquis")
    ledger = house.ledger
    act = answering_anew(ledger.case(case_id), "medicines", f"{RESTART}.apixaban", moment)
    ledger.act(house.physician, case_id, act)
    assert restarts(sheet(house, case_id)) == [("Eliquis", None)]


def test_a_medicine_without_rows_has_no_needs(house: House) -> None:
    eliquis = Medication("1", "Eliquis", "apixaban")
    assert anticoagulants.needs(house.ledger, eliquis) == anticoagulants.Needs()
    adopted(house, "asipp-2024")
    assert anticoagulants.needs(house.ledger, eliquis) == anticoagulants.Needs((), True)
    assert anticoagulants.needs(house.ledger, Medication("2", "Metformin")).ways == ()


def test_nobody_leaves_before_it_was_said(house: House) -> None:
    """With a time, or that it goes on; what was said of one says nothing of another."""
    case_id = through(house, "Eliquis", "Sertraline")
    ledger, physician = house.ledger, house.physician
    assert "restart.not-said" not in {one.key for one in ledger.outcome(case_id).findings}
    house.counted(case_id)
    procedure.sign_note(ledger, physician, case_id, house.signer(physician))
    stages.enter(ledger, house.nurse, case_id, Stage.RECOVERY)
    house.recovered(case_id)

    def unsaid() -> list[str]:
        due = unmet(ledger.outcome(case_id).findings, Stage.FOLLOW_UP)
        return [one.sentence for one in due if one.key == "restart.not-said"]

    assert unsaid()[0].endswith("goes on: Eliquis, Sertraline.")
    anticoagulants.not_stopped(ledger, physician, case_id, "sertraline")
    assert unsaid()[0].endswith("goes on: Eliquis.")
    anticoagulants.restart(ledger, physician, case_id, "apixaban", "tomorrow 8 am")
    assert unsaid() == []
    (finding,) = (one for one in ledger.outcome(case_id).findings if one.key == "restart.not-said")
    assert finding.result is Result.MET


def test_who_takes_no_blood_thinner_is_asked_nothing(house: House) -> None:
    case_id = house.at_discharge()
    assert "restart.not-said" not in {one.key for one in house.ledger.outcome(case_id).findings}
