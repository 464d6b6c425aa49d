"""Back-entry refuses what says nothing, and what it refuses stands nowhere."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from procdesk.domain.entry import Kind
from procdesk.domain.stage import End, Stage
from procdesk.domain.visit.event_words import event_words
from procdesk.workflow.case import back_entry, ending
from procdesk.workflow.case.back_entry import DowntimePaper
from procdesk.workflow.refused import Refused
from procdesk.workflow.room import procedure
from procdesk.workflow.room.procedure import DrugLine
from support.small_clinic import House


@pytest.mark.parametrize(
    ("act", "details", "words", "field"),
    [
        ("record_stage", {"stage": Stage.ARRIVED}, "at checks already: choose a later stage", ""),
        ("record_stage", {"stage": Stage.CHECKS}, "at checks already: choose a later stage", ""),
        ("record_stage", {"stage": Stage.CLOSED}, "choose a later stage", ""),
        ("record_event", {"event": ""}, "Choose what happened", "event"),
        ("record_event", {"event": "fainted"}, "Choose what happened", "event"),
        ("record_event", {"event": "event", "words": " "}, "Write what happened", "words"),
        ("record_drug", {"act": "", "drug": "lidocaine"}, "what the drug was given for", "act"),
        ("record_drug", {"act": "skin", "drug": " "}, "which drug was given", "drug"),
    ],
)
def test_a_line_of_paper_that_says_nothing_is_not_recorded(
    house: House, act: str, details: dict[str, Any], words: str, field: str
) -> None:
    case_id = house.booked()
    house.arrived(case_id)
    before = house.ledger.case(case_id)
    record: Callable[..., object] = getattr(back_entry, act)
    with pytest.raises(Refused, match=words) as refused:
        record(
            house.ledger,
            house.nurse,
            case_id,
            DowntimePaper("Dr L. Okafor", house.clock.at),
            **details,
        )
    assert refused.value.field == field
    assert house.ledger.case(case_id) == before


def test_what_happened_in_words_and_a_volume_stand_as_on_the_paper(house: House) -> None:
    case_id = house.booked()
    paper = DowntimePaper(" Dr L. Okafor ", house.clock.at)
    back_entry.record_event(
        house.ledger, house.nurse, case_id, paper, "event", " fainted at 14:05 "
    )
    case = back_entry.record_drug(
        house.ledger,
        house.nurse,
        case_id,
        paper,
        act="skin",
        drug=" lidocaine ",
        strength="1 %",
        volume_ml=Decimal("2.5"),
    ).case
    assert [(one.event, one.text) for one in case.events] == [("event", "fainted at 14:05")]
    (drug,) = case.drugs
    assert (drug.drug, drug.volume_ml) == ("lidocaine", Decimal("2.5"))
    readers = [case.events[0].recorded.paper_seen_by, drug.recorded.paper_seen_by]
    assert readers == ["Dr L. Okafor", "Dr L. Okafor"]


def test_a_patient_who_was_treated_on_paper_did_not_stay_away(house: House) -> None:
    """Hazard: a case in which a drug was given ends as "did not come"."""
    case_id = house.booked()
    paper = DowntimePaper("Dr L. Okafor", house.clock.at)
    back_entry.record_event(house.ledger, house.nurse, case_id, paper, "needle_in")
    assert ending.ways_out(house.ledger.case(case_id)) == (End.ABORTED,)
    reasons = {"called": "not reached", "reason": "nobody answers"}
    with pytest.raises(Refused, match="Care was given"):
        ending.end(house.ledger, house.front_desk, case_id, End.NO_SHOW, reasons)
    assert not [e for e in house.ledger.case(case_id).entries if e.kind == Kind.CASE_ENDED]


def test_a_drug_from_paper_is_the_same_entry_as_one_recorded_at_the_table(house: House) -> None:
    case_id = house.booked()
    line = DrugLine(
        act="treatment",
        drug=" dexamethasone ",
        strength="10 mg/mL",
        volume_ml=Decimal(1),
        route="epidural",
        lot="B2217",
        expiry="2027-03-31",
        gtin="00361553000018",
        target="tfesi-lumbar",
    )
    paper = DowntimePaper("Dr L. Okafor", house.clock.at)
    case = back_entry.record_drug(house.ledger, house.nurse, case_id, paper, **line).case
    from_paper = {"from_paper": {"seen_by": "Dr L. Okafor"}}
    assert case.entries[-1].body == {**procedure.dose(case_id, **line).body, **from_paper}


@pytest.mark.parametrize(
    ("event", "words", "shown"),
    [
        ("needle_in", "", "Needle in"),
        ("needle_out", "at 14:05", "Needle out: at 14:05"),
        ("time_out_on_paper", "", "Time-out read and signed on paper"),
        ("event", "fainted", "fainted"),
    ],
)
def test_what_the_paper_says_happened_reads_as_it_was_chosen(
    house: House, event: str, words: str, shown: str
) -> None:
    case_id = house.booked()
    paper = DowntimePaper("Dr L. Okafor", house.clock.at)
    case = back_entry.record_event(house.ledger, house.nurse, case_id, paper, event, words).case
    assert event_words(case.events[-1]) == shown
