"""Random acts in random order against the oracle: no way to a dose that it would not allow."""

import random

import pytest

from procdesk.domain.stage import Stage
from procdesk.workflow.refused import Refused
from support import dose_oracle
from support.dose_oracle import Act, Truth
from support.small_clinic import House

PLAN: tuple[Act, ...] = (
    dose_oracle.goes_on,
    dose_oracle.identity,
    dose_oracle.goes_on,
    dose_oracle.says(True),
    dose_oracle.vitals,
    dose_oracle.no_more("allergies"),
    dose_oracle.no_more("medicines"),
    *(dose_oracle.answers_plainly(section) for section in dose_oracle.SECTIONS),
    dose_oracle.consents(True),
    dose_oracle.goes_on,
    dose_oracle.marks(True),
    dose_oracle.attests,
    dose_oracle.goes_on,
    dose_oracle.reads_aloud(),
    dose_oracle.signs_time_out,
    dose_oracle.goes_on,
    dose_oracle.needle_in,
    dose_oracle.image(True),
    dose_oracle.treats,
)
"""The plain way from the door to the dose."""

MENDING: tuple[Act, ...] = (
    dose_oracle.orders(True),
    *PLAN[:10],
    dose_oracle.decides("anticoagulant", "medicines harmless"),
    dose_oracle.decides("allergy.not-recognised", "allergies known"),
    *PLAN[10:],
    dose_oracle.decides_on_the_dose,
    dose_oracle.treats,
)
"""The same way gone again by people who mend what was disturbed."""

DISTURBING: tuple[Act, ...] = (
    dose_oracle.wrong_identity,
    dose_oracle.identity,
    dose_oracle.says(False),
    dose_oracle.says(True),
    dose_oracle.consents(False),
    dose_oracle.consents(True),
    dose_oracle.marks(False),
    dose_oracle.marks(True),
    dose_oracle.vitals,
    dose_oracle.no_more("medicines"),
    dose_oracle.takes("Metformin 500 mg", True),
    dose_oracle.takes("Zorvex", False),
    dose_oracle.takes("warfarin 5 mg", False),
    dose_oracle.reacts("Penicillin", True),
    dose_oracle.reacts("Quellithium", False),
    dose_oracle.reacts_to_the_dose,
    dose_oracle.nobody_knows("pregnancy", "pregnancy.could_be", "declined"),
    dose_oracle.nobody_knows("papers", "papers.any_missing", "not-asked"),
    dose_oracle.answers_plainly("pregnancy"),
    dose_oracle.answers_plainly("papers"),
    dose_oracle.decides("anticoagulant", "medicines harmless"),
    dose_oracle.decides("allergy.not-recognised", "allergies known"),
    dose_oracle.decides_on_the_dose,
    dose_oracle.attests,
    dose_oracle.reads_aloud(),
    dose_oracle.reads_aloud(agrees=False),
    dose_oracle.reads_aloud(left=False),
    dose_oracle.signs_time_out,
    dose_oracle.needle_in,
    dose_oracle.image(False),
    dose_oracle.image(True),
    dose_oracle.orders(False),
    dose_oracle.orders(True),
    dose_oracle.other_room,
    dose_oracle.goes_on,
    dose_oracle.treats,
    dose_oracle.time_passes(3),
    dose_oracle.time_passes(11),
)


def tried(act: Act, house: House, case_id: str, truth: Truth) -> bool:
    """Return whether the program took the act."""
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
    if act is dose_oracle.treats:
        assert taken == (in_procedure and not open_), (taken, open_)
    case = house.ledger.case(case_id)
    for meaning, holds in (("ready", truth.ready), ("time_out", truth.timed_out)):
        assert (case.attestation(meaning) is not None) is holds, meaning
    return taken and act is dose_oracle.treats


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
    way = [*PLAN[:5], dose_oracle.reacts_to_the_dose, *PLAN[5:]]
    assert not [compared(act, house, case_id, truth) for act in way][-1]
    assert not compared(dose_oracle.decides_on_the_dose, house, case_id, truth)
    assert compared(dose_oracle.treats, house, case_id, truth)
