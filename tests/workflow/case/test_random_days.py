"""Random days: there is always an honest way to an end, and care given is never cancelled."""

import random
from collections.abc import Callable

import pytest

from procdesk.domain.stage import End, Stage
from procdesk.domain.visit.case import Case
from procdesk.workflow import stages
from procdesk.workflow.case import ending
from procdesk.workflow.case.ending import WAYS, care_was_given, ways_out
from procdesk.workflow.refused import Refused
from procdesk.workflow.room import procedure
from support.small_clinic import House

Act = Callable[[House, str], object]


def _try(act: Act) -> Act:
    """An act that people may attempt at the wrong time: then nothing happens."""

    def attempt(house: House, case_id: str) -> None:
        try:
            act(house, case_id)
        except Refused:
            return

    return attempt


ACTS: tuple[Act, ...] = tuple(
    map(
        _try,
        (
            lambda h, c: h.arrived(c),
            lambda h, c: h.checked(c),
            lambda h, c: h.made_ready(c),
            lambda h, c: h.timed_out(c),
            lambda h, c: procedure.note(h.ledger, h.nurse, c, "needle_in"),
            lambda h, c: h.done(c),
            lambda h, c: h.recovered(c),
            lambda h, c: h.discharged(c),
            lambda h, c: ending.emergency(h.ledger, h.nurse, c, "fainted"),
            lambda h, c: stages.enter(h.ledger, h.nurse, c, h.ledger.case(c).stage.following),
            lambda h, c: h.clock.forward(minutes=7),
        ),
    )
)


def honest(case: Case) -> bool:
    """There is a way to an end now, and none that hides care."""
    ways = ways_out(case)
    hiding = {End.CANCELLED, End.RESCHEDULED, End.NO_SHOW} & set(ways)
    return bool(ways) and not (care_was_given(case) and hiding)


@pytest.mark.parametrize("seed", range(25))
def test_every_day_has_an_honest_end(house: House, seed: int) -> None:
    chance = random.Random(seed)
    case_id = house.booked()
    for _ in range(chance.randrange(3, 14)):
        chance.choice(ACTS)(house, case_id)
        case = house.ledger.case(case_id)
        assert honest(case), (seed, case.stage)
        if case.stage is Stage.FOLLOW_UP:
            break
    case = house.ledger.case(case_id)
    if case.stage is Stage.FOLLOW_UP:
        assert ending.complete(house.ledger, house.front_desk, case_id).case.closed
        return
    how = chance.choice(ways_out(case))
    reasons = {one.key: (one.answers or ("as it was",))[0] for one in WAYS[how].asks}
    ended = ending.end(house.ledger, house.physician, case_id, how, reasons).case
    assert ended.closed or (how is End.ABORTED and ended.stage is Stage.RECOVERY)
    assert not ended.not_understood
