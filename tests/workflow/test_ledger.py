"""The one door to the journal: two processes, a head file that fails, an act that does not fold."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest

from procdesk.domain.entry import Json, Kind, case_subject
from procdesk.domain.stage import Stage
from procdesk.domain.targets.target import Side
from procdesk.records.errors import SavedButHeadFailed
from procdesk.records.journal import Journal
from procdesk.records.store import open_store
from procdesk.records.verify import verify
from procdesk.workflow import answers, stages
from procdesk.workflow.checks import site
from procdesk.workflow.ledger import Act, Ledger
from procdesk.workflow.refused import Refused
from procdesk.workflow.room import procedure
from support.small_clinic import House


class Meanwhile:
    """A clock of this desk: when it is looked at first, another process has just written."""

    def __init__(self, house: House, act: Any) -> None:
        self.clock, self._act = house.clock, act

    def __call__(self) -> datetime:
        act, self._act = self._act, None
        if act is not None:
            act()
        return self.clock()


@pytest.fixture
def other(house: House) -> Iterator[Ledger]:
    """The same store, opened a second time."""
    store = open_store(house.ledger.journal.store.home, house.store_key)
    yield Ledger(Journal(store), house.ledger.reference, house.clock, house.ledger.new_id)
    store.close()


def checked(house: House) -> str:
    case_id = house.booked()
    house.arrived(case_id)
    house.checked(case_id)
    return case_id


def test_what_another_process_wrote_between_look_and_save_is_judged(
    house: House, other: Ledger
) -> None:
    """Hazard: a stage is entered past a stop that was recorded a moment before."""
    case_id = checked(house)

    def says_the_right_side() -> None:
        site.patient_says(
            other,
            house.nurse,
            case_id,
            words="the right",
            side=Side.RIGHT,
            regions=("low back",),
            said_by="patient",
        )

    house.ledger.now = Meanwhile(house, says_the_right_side)
    with pytest.raises(Refused, match=r"LEFT, .* RIGHT"):
        house.ledger.record(house.nurse, [stages.entering(case_id, Stage.READY)])
    assert house.ledger.case(case_id).stage is Stage.CHECKS
    assert other.case(case_id) == house.ledger.case(case_id)


def test_both_entries_stay_where_another_process_wrote_meanwhile(
    house: House, other: Ledger
) -> None:
    case_id = checked(house)

    def measures_too() -> None:
        answers.measure(other, house.nurse, case_id, {"vitals.pulse": ("71", "/min")})

    house.ledger.now = Meanwhile(house, measures_too)
    pulse: dict[str, Json] = {"code": "vitals.pulse", "value": "72", "unit": "/min"}
    house.ledger.record(
        house.nurse, [Act(subject=case_subject(case_id), kind=Kind.MEASURED, body=pulse)]
    )
    case = house.ledger.case(case_id)
    pulses = [str(one.value) for one in case.observations if one.code == "vitals.pulse"]
    assert pulses == ["70", "71", "72"]
    assert other.case(case_id) == case
    assert verify(house.ledger.journal.store, full=True).ok


def test_what_is_saved_without_its_head_file_is_there_once_and_says_so(house: House) -> None:
    case_id = house.booked()
    ledger, path = house.ledger, house.ledger.journal.store.head_path
    aside = path.with_suffix(".aside")
    path.rename(aside)
    path.mkdir()  # a file that nobody can write
    with pytest.raises(SavedButHeadFailed, match="This is saved"):
        procedure.note(ledger, house.nurse, case_id, "event", "fainted")
    assert [one.text for one in ledger.case(case_id).events] == ["fainted"]
    path.rmdir()
    aside.rename(path)
    procedure.note(ledger, house.nurse, case_id, "event", "well again")
    assert [one.text for one in ledger.case(case_id).events] == ["fainted", "well again"]
    assert verify(ledger.journal.store, full=True).ok


def test_an_act_that_does_not_fold_is_not_recorded(house: House) -> None:
    """Hazard: it is stored and nobody sees it on the case."""
    case_id = house.booked()
    before = house.ledger.case(case_id)
    pulse: dict[str, Json] = {"code": "vitals.pulse", "value": "seventy", "unit": "/min"}
    with pytest.raises(ValueError, match="does not fold"):
        house.ledger.record(
            house.nurse, [Act(subject=case_subject(case_id), kind=Kind.MEASURED, body=pulse)]
        )
    assert house.ledger.case(case_id) == before
    assert house.ledger.journal.entries_of(case_subject(case_id)) == before.entries


def test_what_another_desk_recorded_is_no_press_of_this_one(house: House, other: Ledger) -> None:
    """Hazard: after a fault somebody is told that their press was recorded, which it was not."""
    case_id = house.booked()
    before = house.ledger.refresh()
    answers.measure(other, house.nurse, case_id, {"vitals.pulse": ("70", "/min")})
    house.ledger.refresh()
    assert not house.ledger.is_written_since(before)
    assert other.is_written_since(before)
    answers.measure(house.ledger, house.nurse, case_id, {"vitals.pulse": ("72", "/min")})
    assert house.ledger.is_written_since(before)
