"""Totals over twelve months. Figures are clinical.md section 4 and 8.8, quoted.

"Medicare ≤ 4 ESI sessions/region/12 mo S[34]" · sessions per year 3, 4 or 6: the clinic sets it ·
contrast and X-ray: no figure was read.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from procdesk.domain.finding import Effect, Finding, Result, is_on_request
from procdesk.domain.stage import Stage
from procdesk.domain.visit.case import Case, Observation, Order, OrderedProcedure
from procdesk.rules.doses.exposure import judge
from procdesk.rules.register.gates import unmet
from procdesk.rules.register.hazard import TREATMENT
from support.adopted_rules import NOW, REFERENCE, Values, case, facts, given, measured

MET, NOT_MET, CANNOT = Result.MET, Result.NOT_MET, Result.CANNOT_DECIDE
STOPS, WARNS, INFORMS = Effect.STOPS, Effect.WARNS, Effect.INFORMS
SET: dict[str, Values] = {
    "exposure": {"contrast": "100", "xray-time": "600", "air-kerma": "900", "dose-area": "200"}
}
BARE: dict[str, Values] = {"exposure": {}}
DAY, LUMBAR, CERVICAL = 24, "midline epidural-space L4-L5", "midline epidural-space C7-T1"
THORACIC = "midline epidural-space T5-T6"
SESSIONS, CONTRAST, XRAY = "exposure.sessions", "exposure.contrast", "exposure.xray"


def epidural(target: str = LUMBAR, days_ago: float = 0.1, begun: bool = True) -> Case:
    region = {LUMBAR: "lumbar", CERVICAL: "cervical", THORACIC: "thoracic"}[target]
    drugs = (given("saline", "0.9 %", "1", hours_ago=days_ago * DAY),) if begun else ()
    key = f"esi-interlaminar-{region}"
    return case(*drugs, ordered=key, targets=[target], hours_ago=days_ago * DAY)


def findings_of(
    of: Case,
    *earlier: Case,
    adopted: Mapping[str, Values] = SET,
    now: datetime = NOW,
) -> dict[str, Finding]:
    return {one.key: one for one in judge(facts(of, adopted, earlier, now=now))}


@pytest.mark.parametrize(
    ("before", "result", "effect"),
    [(0, MET, WARNS), (2, MET, WARNS), (3, MET, WARNS), (4, NOT_MET, WARNS), (5, NOT_MET, WARNS)],
)
def test_the_fifth_session_of_a_region_warns(before: int, result: Result, effect: Effect) -> None:
    past = [epidural(days_ago=30 + at) for at in range(before)]
    finding = findings_of(epidural(), *past)[SESSIONS]
    assert (finding.result, finding.effect, finding.stops) == (result, effect, False)
    assert f"session {before + 1} of the lumbar region in 12 months" in finding.sentence


@pytest.mark.parametrize(("days", "result"), [(364, NOT_MET), (365, NOT_MET), (366, MET)])
def test_twelve_months_roll(days: int, result: Result) -> None:
    past = [epidural(days_ago=days), *(epidural(days_ago=30 + at) for at in range(3))]
    assert findings_of(epidural(), *past)[SESSIONS].result is result


def test_twelve_months_before_a_leap_day_begin_on_the_28th() -> None:
    leap = datetime(2028, 2, 29, 15, 0, tzinfo=UTC)
    day = (leap - NOW).days
    past = [epidural(days_ago=-(day - 366)), *(epidural(days_ago=-(day - 30)) for _ in range(3))]
    assert findings_of(epidural(days_ago=-day), *past, now=leap)[SESSIONS].result is NOT_MET


def test_other_regions_and_visits_without_a_needle_do_not_count() -> None:
    past = [epidural(CERVICAL, 30), epidural(THORACIC, 31), epidural(days_ago=32, begun=False)]
    finding = findings_of(epidural(), *past, *(epidural(days_ago=40) for _ in range(3)))[SESSIONS]
    assert finding.result is MET
    assert "session 4" in finding.sentence
    assert SESSIONS not in findings_of(case(), *(epidural(days_ago=40) for _ in range(9)))


def test_a_visit_that_nobody_mapped_may_have_been_one() -> None:
    odd = replace(epidural(days_ago=20), order=Order((OrderedProcedure("", "back shot"),)))
    three = [epidural(days_ago=30 + at) for at in range(3)]
    finding = findings_of(epidural(), odd, *three)[SESSIONS]
    assert (finding.result, finding.stops) == (CANNOT, True)
    assert "and 1 visits of unknown place" in finding.sentence
    assert findings_of(epidural(), odd, *three[:2])[SESSIONS].result is MET


def test_an_epidural_without_a_place_cannot_be_decided() -> None:
    nowhere = case(ordered="tfesi-thoracic", targets=[])  # T12-L1 is felt in the low back
    finding = findings_of(nowhere)[SESSIONS]
    assert (finding.result, finding.stops) == (CANNOT, True)


def test_an_epidural_whose_every_level_lies_in_one_region_is_in_that_region() -> None:
    """Hazard: a place that nobody entered hides what the name of the procedure says."""
    named = case(ordered="esi-interlaminar-lumbar", targets=[])
    assert findings_of(named)[SESSIONS].result is MET
    past = [epidural(days_ago=30 + at) for at in range(4)]
    assert findings_of(named, *past)[SESSIONS].result is NOT_MET


@pytest.mark.parametrize("adopted", [{}, {"exposure": {"sessions": "9"}}])
def test_without_an_adopted_number_sessions_cannot_be_decided(
    adopted: Mapping[str, Values],
) -> None:
    findings = findings_of(epidural(), adopted=adopted)
    assert (findings[SESSIONS].result, findings[SESSIONS].stops) == (CANNOT, True)
    assert findings[SESSIONS].section == "order", "it is seen from the booking on"
    assert [each.key for each in unmet(findings.values(), Stage.READY)] == [SESSIONS]
    assert [each.key for each in unmet(findings.values(), TREATMENT)] == [SESSIONS]


def test_a_number_that_the_clinic_chose_counts() -> None:
    three: Mapping[str, Values] = {"exposure": {"sessions": "3"}}
    past = [epidural(days_ago=30 + at) for at in range(3)]
    assert findings_of(epidural(), *past, adopted=three)[SESSIONS].result is NOT_MET
    assert findings_of(epidural(), *past[1:], adopted=three)[SESSIONS].result is MET


def contrast(ml: str | None, days_ago: float = 0.01) -> Case:
    return case(given("iohexol", "", ml, "contrast", days_ago * DAY), hours_ago=days_ago * DAY)


@pytest.mark.parametrize(
    ("before", "now", "result"),
    [
        ("59", "40", MET),
        ("60", "40", MET),
        ("60.5", "40", NOT_MET),
        (None, "40", CANNOT),
        ("60", None, CANNOT),
        (None, "101", NOT_MET),
        ("60", "-40", CANNOT),
        ("60", "0", CANNOT),
    ],
)
def test_contrast_is_added_up_and_stops_nothing(
    before: str | None, now: str | None, result: Result
) -> None:
    finding = findings_of(contrast(now), contrast(before, 30))[CONTRAST]
    assert (finding.result, finding.effect, finding.stops) == (result, INFORMS, False)


def test_nothing_is_said_of_what_was_not_given() -> None:
    assert findings_of(case(given("lidocaine", "1 %", "1"))) == {}
    assert CONTRAST not in findings_of(case(), contrast("500", 400))


def shown(*observations: Observation, days_ago: float = 0.01, imaging: str = "yes") -> Case:
    of = case(given("saline", "", "1", hours_ago=days_ago * DAY), observations=observations)
    answers = case(answers={"procedure.imaging": imaging}).answers
    return replace(of, answers=answers)


def machine(
    seconds: str = "60", kerma: str = "9", area: str = "2", unit: str = "s"
) -> tuple[Observation, ...]:
    return (
        measured("procedure.xray_seconds", seconds, unit),
        measured("procedure.air_kerma_mgy", kerma, "mGy"),
        measured("procedure.dap_gy_cm2", area, "Gy.cm2"),
    )


@pytest.mark.parametrize(
    ("now", "before", "result"),
    [
        (machine(), machine(), MET),
        (machine("300"), machine("300"), MET),
        (machine("301"), machine("300"), NOT_MET),
        (machine("5", unit="min"), machine("301"), NOT_MET),
        (machine("5", unit="min"), machine("300"), MET),
        (machine("5", unit="h"), machine(), CANNOT),
        (machine(kerma="890"), machine("10", "10"), MET),
        (machine(kerma="891"), machine("10", "10"), NOT_MET),
        (machine(area="198"), machine(), MET),
        (machine(area="199"), machine(), NOT_MET),
        ((), machine(), CANNOT),
        (machine(), (), CANNOT),
        ((), machine("601"), NOT_MET),
    ],
)
def test_x_ray_is_added_up_and_stops_nothing(
    now: tuple[Observation, ...], before: tuple[Observation, ...], result: Result
) -> None:
    finding = findings_of(shown(*now), shown(*before, days_ago=30))[XRAY]
    assert (finding.result, finding.effect, finding.stops) == (result, INFORMS, False)


def test_a_visit_without_x_ray_is_not_counted_as_one_without_a_number() -> None:
    assert XRAY not in findings_of(shown(imaging="no"))
    finding = findings_of(shown(*machine()), shown(imaging="no", days_ago=30))[XRAY]
    assert finding.result is MET


def test_what_nobody_entered_is_not_zero_and_not_known_is_an_x_ray() -> None:
    finding = findings_of(shown(imaging="unknown"))[XRAY]
    assert (finding.result, is_on_request(finding)) == (CANNOT, True)
    assert finding.sentence.startswith("In 12 months: X-ray time not known, limit 600 s")
    above = findings_of(shown(*machine("601")))[XRAY]
    assert (above.result, is_on_request(above)) == (NOT_MET, False), "a crossed line is shown"
    assert "contrast not known" in findings_of(contrast(None))[CONTRAST].sentence


def test_limits_that_nobody_set_are_said_with_the_totals() -> None:
    finding = findings_of(shown(*machine()), adopted=BARE)[XRAY]
    assert finding.result is CANNOT
    assert "X-ray time 60 s (limit adopted without a value)" in finding.sentence
    none = findings_of(shown(*machine()), adopted={})[XRAY]
    assert "X-ray time 60 (limit not adopted)" in none.sentence


def test_the_shipped_numbers_are_those_of_the_fact_base() -> None:
    rows = REFERENCE.policies["exposure"].limits
    numbers = {name: (row.value, row.unit, row.effect, row.status) for name, row in rows.items()}
    assert numbers == {
        "sessions": (Decimal(4), "sessions", WARNS, "S"),
        "contrast": (None, "mL", INFORMS, "U"),
        "xray-time": (None, "s", INFORMS, "U"),
        "air-kerma": (None, "mGy", INFORMS, "U"),
        "dose-area": (None, "Gy.cm2", INFORMS, "U"),
    }
