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


def recovering(*observations: Observation) -> Case:
    of = case(observations=observations, hours_ago=4, stage=Stage.RECOVERY)
    return replace(of, stages=(*of.stages, (Stage.RECOVERY, at(2))))


def drawn(
    before: str, unit: str = "mmHg", adopted: dict[str, Values] | None = None
) -> RecoveryRange:
    observation = measured("vitals.systolic", before, unit, hours_ago=3)
    state = facts(recovering(observation), ADOPTED if adopted is None else adopted)
    return recovery_range(state.clinic, state.reference, flowsheet(state.case))


@pytest.mark.parametrize(
    ("before", "low", "high"), [("130", 104, 156), ("100", 80, 120), ("133", 106.4, 159.6)]
)
def test_the_range_is_a_fifth_around_the_value_before(before: str, low: float, high: float) -> None:
    drawn_range = drawn(before)
    assert drawn_range.low == pytest.approx(low)
    assert drawn_range.high == pytest.approx(high)


def test_its_words_name_whole_numbers_that_lie_in_it() -> None:
    drawn_range = drawn("133")
    assert "107 to 159 mmHg" in drawn_range.words
    assert "within 20 % of before the needle" in drawn_range.words


@pytest.mark.parametrize(("now", "result"), [("106", Result.NOT_MET), ("107", Result.MET)])
def test_leaving_judges_by_the_same_ends(now: str, result: Result) -> None:
    observation = measured("vitals.systolic", "133", "mmHg", hours_ago=3)
    of = recovering(observation, measured("recovery.systolic", now, "mmHg", hours_ago=0.1))
    findings = {one.key: one for one in leaving.judge(facts(of, ADOPTED))}
    assert findings["discharge.pressure"].result is result


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
    drawn_range = drawn(before, unit, adopted)
    assert (drawn_range.low, drawn_range.high) == (None, None)
    assert why in drawn_range.words


def test_nothing_measured_before_draws_none() -> None:
    state = facts(recovering(), ADOPTED)
    drawn_range = recovery_range(state.clinic, state.reference, flowsheet(state.case))
    assert drawn_range.low is None
    assert "none was measured before the needle" in drawn_range.words
