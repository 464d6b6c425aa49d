"""The range that recovery draws is what leaving is judged by, or says why there is none.

Expected: Aldrete 1995 and PADSS, within 20 % of before (clinical.md 5.1, 5.2).
"""

from dataclasses import replace

import pytest

from procdesk.domain.clinic.recovery_range import RecoveryRange, recovery_range
from procdesk.domain.finding import Result
from procdesk.domain.stage import Stage
from procdesk.domain.visit.case import Case, Observation
from procdesk.domain.visit.flowsheet import flowsheet
from procdesk.rules.leaving import leaving
from support.adopted_rules import Values, at, case, facts, measured

ADOPTED: dict[str, Values] = {"discharge": {}}


def recovering(*seen: Observation) -> Case:
    of = case(observations=seen, hours_ago=4, stage=Stage.RECOVERY)
    return replace(of, stages=(*of.stages, (Stage.RECOVERY, at(2))))


def drawn(
    before: str, unit: str = "mmHg", adopted: dict[str, Values] | None = None
) -> RecoveryRange:
    seen = measured("vitals.systolic", before, unit, hours_ago=3)
    told = facts(recovering(seen), ADOPTED if adopted is None else adopted)
    return recovery_range(told.clinic, told.reference, flowsheet(told.case))


@pytest.mark.parametrize(
    ("before", "low", "high"), [("130", 104, 156), ("100", 80, 120), ("133", 106.4, 159.6)]
)
def test_the_range_is_a_fifth_around_the_value_before(before: str, low: float, high: float) -> None:
    one = drawn(before)
    assert one.low == pytest.approx(low)
    assert one.high == pytest.approx(high)


def test_its_words_name_whole_numbers_that_lie_in_it() -> None:
    one = drawn("133")
    assert "107 to 159 mmHg" in one.words
    assert "within 20 % of before the needle" in one.words


@pytest.mark.parametrize(("now", "result"), [("106", Result.NOT_MET), ("107", Result.MET)])
def test_leaving_judges_by_the_same_ends(now: str, result: Result) -> None:
    seen = measured("vitals.systolic", "133", "mmHg", hours_ago=3)
    of = recovering(seen, measured("recovery.systolic", now, "mmHg", hours_ago=0.1))
    told = {one.key: one for one in leaving.judge(facts(of, ADOPTED))}
    assert told["discharge.pressure"].result is result


@pytest.mark.parametrize(
    ("before", "unit", "adopted", "why"),
    [
        ("130", "mmHg", {}, "not adopted"),
        ("1300", "mmHg", None, "no value"),
        ("130", "bar", None, "not converted"),
    ],
)
def test_without_row_or_value_none_is_drawn_and_it_is_said(
    before: str, unit: str, adopted: dict[str, Values] | None, why: str
) -> None:
    one = drawn(before, unit, adopted)
    assert (one.low, one.high) == (None, None)
    assert why in one.words


def test_nothing_measured_before_draws_none() -> None:
    told = facts(recovering(), ADOPTED)
    one = recovery_range(told.clinic, told.reference, flowsheet(told.case))
    assert one.low is None
    assert "none was measured before the needle" in one.words
