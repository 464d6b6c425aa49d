"""Random acts in random order against the oracle: no way to a dose that it would not allow."""

import random

import pytest

import oracle
from house import House
from oracle import Act, Truth
from procdesk.domain.stage import Stage
from procdesk.workflow.refused import Refused

PLAN: tuple[Act, ...] = (
    oracle.goes_on,
    oracle.identity,
    oracle.goes_on,
    oracle.says(True),
    oracle.vitals,
    oracle.no_more("allergies"),
    oracle.no_more("medicines"),
    *(oracle.answers_plainly(section) for section in oracle.SECTIONS),
    oracle.consents(True),
    oracle.goes_on,
    oracle.marks(True),
    oracle.attests,
    oracle.goes_on,
    oracle.reads_aloud(),
    oracle.signs_time_out,
    oracle.goes_on,
    oracle.needle_in,
    oracle.image(True),
    oracle.treats,
)
"""The plain way from the door to the dose."""

MENDING: tuple[Act, ...] = (
    oracle.orders(True),
    *PLAN[:10],
    oracle.decides("anticoagulant", "medicines harmless"),
    oracle.decides("allergy.not-recognised", "allergies known"),
    *PLAN[10:],
    oracle.decides_on_the_dose,
    oracle.treats,
)
"""The same way gone again by people who mend what was disturbed."""

DISTURBING: tuple[Act, ...] = (
    oracle.wrong_identity,
    oracle.identity,
    oracle.says(False),
    oracle.says(True),
    oracle.consents(False),
    oracle.consents(True),
    oracle.marks(False),
    oracle.marks(True),
    oracle.vitals,
    oracle.no_more("medicines"),
    oracle.takes("Metformin 500 mg", True),
    oracle.takes("Zorvex", False),
    oracle.takes("warfarin 5 mg", False),
    oracle.reacts("Penicillin", True),
    oracle.reacts("Quellithium", False),
    oracle.reacts_to_the_dose,
    oracle.nobody_knows("pregnancy", "pregnancy.could_be", "declined"),
    oracle.nobody_knows("papers", "papers.any_missing", "not-asked"),
    oracle.answers_plainly("pregnancy"),
    oracle.answers_plainly("papers"),
    oracle.decides("anticoagulant", "medicines harmless"),
    oracle.decides("allergy.not-recognised", "allergies known"),
    oracle.decides_on_the_dose,
    oracle.attests,
    oracle.reads_aloud(),
    oracle.reads_aloud(agrees=False),
    oracle.reads_aloud(left=False),
    oracle.signs_time_out,
    oracle.needle_in,
    oracle.image(False),
    oracle.image(True),
    oracle.orders(False),
    oracle.orders(True),
    oracle.other_room,
    oracle.goes_on,
    oracle.treats,
    oracle.time_passes(3),
    oracle.time_passes(11),
)


def tried(act: Act, house: House, case_id: str, truth: Truth) -> bool:
    """Whether the program took the act."""
    try:
        act(house, case_id, truth)
    except Refused:
        return False
    return True


def compared(act: Act, house: House, case_id: str, truth: Truth) -> bool:
    """The act tried, and the program's answer held against the oracle's."""
    open_ = [name for name, so in truth.must_be(house.clock()) if not so]
    in_procedure = house.ledger.case(case_id).stage is Stage.PROCEDURE
    taken = tried(act, house, case_id, truth)
    if act is oracle.treats:
        assert taken == (in_procedure and not open_), (taken, open_)
    case = house.ledger.case(case_id)
    for meaning, holds in (("ready", truth.ready), ("time_out", truth.timed_out)):
        assert (case.attestation(meaning) is not None) is holds, meaning
    return taken and act is oracle.treats


@pytest.mark.parametrize("seed", range(30))
def test_no_order_of_acts_reaches_a_dose_that_must_not_be(house: House, seed: int) -> None:
    chance = random.Random(seed)
    case_id, truth = house.booked(), Truth()
    for often, way in ((0.3, PLAN), (0.15, MENDING), (0.05, MENDING)):
        for act in way:
            while chance.random() < often:
                compared(chance.choice(DISTURBING), house, case_id, truth)
            compared(act, house, case_id, truth)


def test_the_plain_way_reaches_the_dose(house: House) -> None:
    case_id, truth = house.booked(), Truth()
    assert [compared(act, house, case_id, truth) for act in PLAN][-1]


@pytest.mark.parametrize("seed", range(20))
def test_one_thing_left_out_or_changed_late_is_enough(house: House, seed: int) -> None:
    chance = random.Random(1000 + seed)
    case_id, truth = house.booked(), Truth()
    left_out = chance.randrange(len(PLAN) - 1)
    late = chance.choice(DISTURBING)
    for at, act in enumerate(PLAN):
        if at == len(PLAN) - 1:
            compared(late, house, case_id, truth)
        if at != left_out:
            compared(act, house, case_id, truth)


def test_a_dose_that_meets_an_allergy_waits_for_a_decision(house: House) -> None:
    case_id, truth = house.booked(), Truth()
    way = [*PLAN[:5], oracle.reacts_to_the_dose, *PLAN[5:]]
    assert not [compared(act, house, case_id, truth) for act in way][-1]
    assert not compared(oracle.decides_on_the_dose, house, case_id, truth)
    assert compared(oracle.treats, house, case_id, truth)
