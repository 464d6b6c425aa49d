"""The age of a time-out: judged from the reading that stands, and from needles after it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from procdesk.domain.entry import Kind, case_subject
from procdesk.domain.finding import Result
from procdesk.domain.stage import StatementKind, TimeOutItem
from procdesk.domain.targets.target import Side, parse_target
from procdesk.rules.protocol.time_out import readings
from procdesk.workflow.booking import ordering
from procdesk.workflow.booking.ordering import Change, Wanted
from procdesk.workflow.checks import site
from procdesk.workflow.ledger import Act
from procdesk.workflow.refused import Refused
from procdesk.workflow.room import procedure, time_out
from support.small_clinic import TARGETS, House


def read_again(house: House, case_id: str) -> None:
    time_out.read_again(house.ledger, house.nurse, case_id)
    house.read_aloud(case_id, Side.LEFT)
    time_out.sign(house.ledger, house.nurse, case_id, "nurse", house.signer(house.nurse))


def needle(house: House, case_id: str) -> None:
    procedure.note(house.ledger, house.nurse, case_id, "needle_in")


def in_the_room(house: House) -> str:
    case_id = house.booked()
    for step in (house.arrived, house.checked, house.made_ready, house.timed_out):
        step(case_id)
    house.clock.forward(minutes=2)
    needle(house, case_id)
    site.image_shows(house.ledger, house.nurse, case_id, TARGETS)
    return case_id


def test_a_needle_of_the_first_position_does_not_keep_the_second_reading_fresh(
    house: House,
) -> None:
    case_id = in_the_room(house)
    house.clock.forward(minutes=3)
    read_again(house, case_id)
    house.clock.forward(minutes=11)
    with pytest.raises(Refused, match="expired without a needle"):
        house.treated(case_id)
    read_again(house, case_id)
    needle(house, case_id)
    house.clock.forward(minutes=11)
    house.treated(case_id)


def test_a_needle_when_the_time_is_over_makes_nothing_fresh_again(house: House) -> None:
    case_id = in_the_room(house)
    house.clock.forward(minutes=3)
    read_again(house, case_id)
    house.clock.forward(minutes=10, seconds=1)
    needle(house, case_id)
    with pytest.raises(Refused, match="expired without a needle"):
        house.treated(case_id)


def test_a_treatment_dose_notes_its_needle_and_makes_nothing_fresh_again(house: House) -> None:
    case_id = house.booked()
    for step in (house.arrived, house.checked, house.made_ready, house.timed_out):
        step(case_id)
    site.image_shows(house.ledger, house.nurse, case_id, TARGETS)
    house.clock.forward(minutes=10, seconds=1)
    with pytest.raises(Refused, match="expired without a needle"):
        house.treated(case_id)
    assert house.ledger.case(case_id).event("needle_in") is None
    read_again(house, case_id)
    house.treated(case_id)
    noted = house.ledger.case(case_id).event("needle_in")
    assert noted is not None
    assert noted.text == "with the first treatment dose"
    house.clock.forward(minutes=11)
    house.treated(case_id)
    assert sum(one.event == "needle_in" for one in house.ledger.case(case_id).events) == 1


def test_one_needle_after_the_reading_keeps_it_fresh_for_all_that_follow(house: House) -> None:
    case_id = in_the_room(house)
    house.clock.forward(minutes=30)
    needle(house, case_id)
    house.treated(case_id)


def test_a_needle_that_is_still_to_come_keeps_nothing_fresh(house: House) -> None:
    case_id = house.booked()
    for step in (house.arrived, house.checked, house.made_ready, house.timed_out):
        step(case_id)
    later = house.clock.at + timedelta(hours=1)
    act = Act(
        subject=case_subject(case_id),
        kind=Kind.EVENT_NOTED,
        body={"event": "needle_in", "text": ""},
        done_at=later,
    )
    house.ledger.record(house.nurse, [act])
    site.image_shows(house.ledger, house.nurse, case_id, TARGETS)
    house.clock.forward(minutes=11)
    with pytest.raises(Refused, match="expired without a needle"):
        house.treated(case_id)


PLAIN_NEEDLE = Wanted("trigger-point", (parse_target("left muscle lumbar paraspinal"),))


SENTENCE = (
    *(TimeOutItem.PATIENT, TimeOutItem.PROCEDURE),
    *(TimeOutItem.SITE, TimeOutItem.POSITION),
)


def ordered(house: House, *wanted: Wanted) -> str:
    case_id = house.booked()
    if wanted:
        ordering.change_order(house.ledger, house.physician, case_id, Change(procedures=wanted))
    return case_id


def read_at_once(house: House, case_id: str) -> str:
    sentences = readings(house.ledger.facts(house.ledger.outcome(case_id)))
    return "|".join(" ".join(one) for one in sentences)


@pytest.mark.parametrize(
    ("wanted", "read"),
    [
        (
            (PLAIN_NEEDLE,),
            "patient procedure site position|mark_seen|consent|allergies blood_thinner|"
            "equipment concerns",
        ),
        (
            (replace(PLAIN_NEEDLE, sedation="moderate"),),
            "patient|procedure|site|mark_seen|position|consent|allergies|blood_thinner|"
            "equipment|concerns",
        ),
        (
            (),  # a block under X-ray
            "patient|procedure|site|mark_seen|position|consent|allergies|blood_thinner|images|"
            "equipment|concerns",
        ),
    ],
    ids=["plain", "sedated", "imaged"],
)
def test_only_without_image_and_sedation_is_a_sentence_of_items_read_at_once(
    house: House, wanted: tuple[Wanted, ...], read: str
) -> None:
    assert read_at_once(house, ordered(house, *wanted)) == read


def plain_in_the_room(house: House) -> str:
    case_id = ordered(house, PLAIN_NEEDLE)
    house.arrived(case_id)
    house.checked(case_id)
    house.consented(case_id, PLAIN_NEEDLE.targets)
    house.made_ready(case_id)
    return case_id


def said(house: House, case_id: str, *items: TimeOutItem, agrees: bool = True) -> None:
    time_out.say(
        house.ledger,
        house.nurse,
        case_id,
        items,
        agrees=agrees,
        said_by="Dr L. Okafor",
        heard_by="M. Adeyemi",
    )


def test_each_item_of_a_sentence_is_recorded_as_its_own(house: House) -> None:
    case_id = plain_in_the_room(house)
    said(house, case_id, *SENTENCE)
    for key in ("patient", "procedure", "site", "position"):
        answer = house.ledger.case(case_id).value(f"time_out.{key}")
        assert isinstance(answer, dict)
        assert (answer["agrees"], answer["said_by"]) == (True, "Dr L. Okafor")
    assert read_at_once(house, case_id).startswith("patient procedure site position|")


@pytest.mark.parametrize(
    "items",
    [tuple(TimeOutItem), (TimeOutItem.PATIENT, TimeOutItem.PROCEDURE)],
    ids=["all", "part of a sentence"],
)
def test_items_that_are_no_sentence_are_not_ticked_in_bulk(
    house: House, items: tuple[TimeOutItem, ...]
) -> None:
    case_id = plain_in_the_room(house)
    with pytest.raises(Refused, match="read one by one"):
        said(house, case_id, *items)
    assert not any(house.ledger.case(case_id).answer(f"time_out.{one}") for one in items)


def test_what_is_one_sentence_of_a_plain_needle_is_several_under_xray(house: House) -> None:
    case_id = house.booked()
    for step in (house.arrived, house.checked, house.made_ready):
        step(case_id)
    with pytest.raises(Refused, match="read one by one"):
        said(house, case_id, *SENTENCE)


def test_who_disagrees_with_a_part_of_a_sentence_opens_the_rest_item_by_item(
    house: House,
) -> None:
    case_id = plain_in_the_room(house)
    said(house, case_id, TimeOutItem.SITE, agrees=False)
    assert read_at_once(house, case_id).startswith("patient|procedure|site|mark_seen|")
    findings = house.ledger.outcome(case_id).findings
    against = next(one for one in findings if one.key == "time-out.disagreement")
    assert against.stops
    assert "site" in against.sentence


def test_the_mark_is_looked_at_again_when_the_time_out_is_read_again(house: House) -> None:
    """Hazard: the side that a mark showed in one position stands for another."""
    case_id = house.booked()
    for step in (house.arrived, house.checked, house.made_ready, house.timed_out):
        step(case_id)
    before = house.ledger.case(case_id)
    assert before.statement(StatementKind.MARK_SEEN) is not None
    time_out.read_again(house.ledger, house.nurse, case_id)
    case = house.ledger.case(case_id)
    assert not case.statements[StatementKind.MARK_SEEN]
    assert not case.not_understood
    assert {f.key: f for f in house.ledger.outcome(case_id).findings}[
        "site.differs"
    ].result is Result.MET
