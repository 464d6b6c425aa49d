"""Leaving recovery: every criterion below, at and above its number, blank, and not adopted.

Expected values are those of clinical.md 5.1 (Aldrete: within 20, above 92 %), 5.2 (PADSS: 9 of 10,
within 20 %), 5.6 (local anaesthetic 15 to 30 min, neuraxial 30 to 60, sedation 30 after the last
dose, reversal 2 h, last set within 15 min); of a range the longer end ships.
"""

from dataclasses import replace
from datetime import timedelta

import pytest

from procdesk.domain.entry import Json
from procdesk.domain.finding import Finding, Result
from procdesk.domain.stage import Stage
from procdesk.domain.visit.case import Answer, Case, Noted, Observation
from procdesk.rules.leaving import leaving
from procdesk.rules.sedation import escort
from support.adopted_rules import NOW, Values, at, case, facts, given, measured

MET, NOT, OPEN = Result.MET, Result.NOT_MET, Result.CANNOT_DECIDE
BLOCK, EPIDURAL = "left medial-branch L3,L4", "midline epidural-space L4-L5"
ADOPTED: dict[str, Values] = {"discharge": {}}


def recovering(
    *observations: Observation,
    out: float | None = 1,
    since: float = 2,
    answers: dict[str, Json] | None = None,
    target: str = BLOCK,
    sedation: float | None = None,
    reversal: float | None = None,
    stage: Stage = Stage.RECOVERY,
) -> Case:
    """A case in recovery; times in hours ago: needle out, entering recovery, drugs."""
    drugs = [given("midazolam", act="sedation", hours_ago=sedation)] if sedation is not None else []
    drugs += (
        [given("flumazenil", act="reversal", hours_ago=reversal)] if reversal is not None else []
    )
    of = case(
        *drugs,
        targets=(target,),
        observations=observations,
        answers=answers,
        hours_ago=4,
        stage=stage,
    )
    ended = () if out is None else (Noted("needle_out", "", at(out)),)
    return replace(
        of, events=(*of.events, *ended), stages=(*of.stages, (Stage.RECOVERY, at(since)))
    )


def finding_of(of: Case, key: str, adopted: dict[str, Values] | None = None) -> Finding:
    findings = leaving.judge(facts(of, ADOPTED if adopted is None else adopted))
    return next(one for one in findings if one.key == key)


@pytest.mark.parametrize(
    ("minutes", "target", "result"),
    [
        (29, BLOCK, NOT),
        (30, BLOCK, MET),
        (31, BLOCK, MET),
        (59, EPIDURAL, NOT),
        (60, EPIDURAL, MET),
    ],
)
def test_time_of_watching_by_the_block(minutes: int, target: str, result: Result) -> None:
    finding = finding_of(recovering(out=minutes / 60, target=target), "discharge.time")
    assert finding.result is result
    assert finding.stops is (result is not MET)


@pytest.mark.parametrize(
    ("sedation", "reversal", "result", "least"),
    [
        *((29, None, NOT, "30 min"), (30, None, MET, "30 min")),
        *((200, 119, NOT, "120 min"), (200, 120, MET, "120 min"), (None, 10, NOT, "120 min")),
    ],
)
def test_the_last_of_sedation_and_reversal_counts(
    sedation: int | None, reversal: int | None, result: Result, least: str
) -> None:
    hours = [None if one is None else one / 60 for one in (sedation, reversal)]
    finding = finding_of(recovering(out=4, sedation=hours[0], reversal=hours[1]), "discharge.time")
    assert finding.result is result
    assert least in finding.sentence


def test_an_end_that_nobody_noted_counts_from_the_way_into_recovery() -> None:
    assert finding_of(recovering(out=None, since=29 / 60), "discharge.time").result is NOT
    assert finding_of(recovering(out=None, since=30 / 60), "discharge.time").result is MET


def test_a_decision_about_the_time_stays_while_the_clock_goes_on() -> None:
    of = recovering(out=5 / 60)
    findings = [
        next(one for one in leaving.judge(facts(of, ADOPTED, now=moment)) if one.key == key)
        for key in ("discharge.time",)
        for moment in (NOW, NOW + timedelta(minutes=7))
    ]
    assert findings[0] == findings[1]


@pytest.mark.parametrize(
    ("before", "now", "result"),
    [
        *(("100", "120", MET), ("100", "121", NOT), ("100", "80", MET), ("100", "79", NOT)),
        *((None, "120", OPEN), ("100", None, OPEN)),
    ],
)
def test_systolic_pressure_beside_this_patients_own(
    before: str | None, now: str | None, result: Result
) -> None:
    observations = [measured("vitals.systolic", before, "mmHg", 3)] if before else []
    observations += [measured("recovery.systolic", now, "mmHg")] if now else []
    assert finding_of(recovering(*observations), "discharge.pressure").result is result


def test_a_value_of_before_this_recovery_is_none() -> None:
    observations = (
        measured("vitals.systolic", "100", "mmHg", 3),
        measured("recovery.systolic", "100", "mmHg", 3),
    )
    assert finding_of(recovering(*observations), "discharge.pressure").result is OPEN


@pytest.mark.parametrize(
    ("before", "now", "result"),
    [
        *(("98", "92", NOT), ("98", "93", MET), ("90", "90", MET), ("90", "89", NOT)),
        *((None, "92", NOT), (None, "93", MET), ("98", None, OPEN)),
    ],
)
def test_oxygen_above_the_number_or_as_on_arrival(
    before: str | None, now: str | None, result: Result
) -> None:
    observations = [measured("vitals.spo2", before, "%", 3)] if before else []
    observations += [measured("recovery.spo2", now, "%")] if now else []
    assert finding_of(recovering(*observations), "discharge.oxygen").result is result


def limbs(points: str, hours_ago: float = 1, **each: str) -> list[Observation]:
    scores = {"limbs": points, **each}
    return [measured(f"recovery.{n}", v, "{score}", hours_ago) for n, v in scores.items()]


@pytest.mark.parametrize(
    ("observations", "explained", "result"),
    [
        ([], None, OPEN),
        (limbs("0"), None, MET),
        (limbs("1", right_leg="2"), None, NOT),
        (limbs("1", right_leg="2"), "no", NOT),
        (limbs("1", right_leg="2"), "not-asked", NOT),
        (limbs("1", right_leg="2"), "physician-says-yes", MET),
        (limbs("1"), None, NOT),
        (limbs("1", 1.5) + limbs("0", 1), None, MET),
        (limbs("0", 1.5) + limbs("1", 1, left_arm="4"), None, NOT),
        (limbs("1", 1, left_leg="2") + limbs("0", -1), None, OPEN),  # dated in the future
        # a quick set later says nothing of the limbs: what was seen last holds
        ([*limbs("1", 1.5), measured("recovery.pulse", "60", "/min", 1)], None, NOT),
    ],
)
def test_limbs_as_before_or_explained_by_a_physician(
    observations: list[Observation], explained: str | None, result: Result
) -> None:
    answers: dict[str, Json] = {"recovery.explained": explained} if explained else {}
    assert (
        finding_of(recovering(*observations, answers=answers), "discharge.limbs").result is result
    )


def test_what_a_physician_explained_does_not_explain_what_came_later() -> None:
    of = recovering(*limbs("1", 0.5, right_leg="2"))
    answer = Answer(
        section="recovery",
        link_id="recovery.explained",
        value="physician-says-yes",
        form="",
        recorded=at(1),
    )
    of = replace(of, answers={"recovery.explained": (answer,)})
    assert finding_of(of, "discharge.limbs").result is NOT


@pytest.mark.parametrize(
    ("code", "points", "result"),
    [
        *(("aldrete.total", "8", NOT), ("aldrete.total", "9", MET), ("padss.total", "8", NOT)),
        *(("padss.total", "9", MET), ("mpadss.total", "10", MET), ("news2.total", "9", OPEN)),
    ],
)
def test_a_complete_score_after_sedation(code: str, points: str, result: Result) -> None:
    of = recovering(measured(code, points, "{score}"), sedation=3)
    assert finding_of(of, "discharge.score").result is result


@pytest.mark.parametrize(
    ("chosen", "result"),
    [("", MET), ("aldrete", NOT), ("padss", MET), ("mpadss", OPEN), ("news9", OPEN)],
)
def test_once_a_clinic_chose_its_score_no_other_one_counts(chosen: str, result: Result) -> None:
    scored = [
        measured("aldrete.total", "8", "{score}", 0.5),
        measured("padss.total", "9", "{score}"),
    ]
    of = facts(recovering(*scored[::-1] if chosen else scored[1:], sedation=3), ADOPTED)
    settings = {**of.clinic.settings, "recovery.score": chosen}
    findings = leaving.judge(replace(of, clinic=replace(of.clinic, settings=settings)))
    finding = next(finding for finding in findings if finding.key == "discharge.score")
    assert finding.result is result
    assert finding.stops is (result is not MET)
    if chosen == "mpadss":
        assert finding.sentence == "After sedation the modified PADSS is asked: none is complete."


def test_a_score_is_asked_after_sedation_only_and_one_of_before_is_none() -> None:
    keys = {one.key for one in leaving.judge(facts(recovering(), ADOPTED))}
    assert "discharge.score" not in keys
    old = recovering(measured("padss.total", "10", "{score}", 3), sedation=3)
    assert finding_of(old, "discharge.score").result is OPEN


@pytest.mark.parametrize(("minutes", "result"), [(14, MET), (15, MET), (16, NOT)])
def test_the_last_set_is_fresh_when_the_patient_leaves(minutes: int, result: Result) -> None:
    of = recovering(measured("recovery.pulse", "60", "/min", minutes / 60), stage=Stage.DISCHARGE)
    assert finding_of(of, "discharge.last-set").result is result


ASKED: dict[str, tuple[str, dict[str | None, Result]]] = {
    "discharge.standing": (
        "discharge.walked",
        {"yes": MET, "as-before": MET, "no": NOT, "not-asked": OPEN},
    ),
    "discharge.bleeding": (
        "discharge.needle_dry",
        {"yes": MET, "no": NOT, "not-asked": OPEN, None: OPEN},
    ),
    "discharge.bladder": (
        "discharge.voided",
        {"yes": MET, "no": NOT, "not-needed": OPEN, None: OPEN},
    ),
}


@pytest.mark.parametrize(
    ("key", "answer", "result"),
    [
        (key, answer, result)
        for key, (_link, cases) in ASKED.items()
        for answer, result in cases.items()
    ],
)
def test_what_is_seen_before_leaving(key: str, answer: str | None, result: Result) -> None:
    """Blank is not met."""
    answers: dict[str, Json] = {ASKED[key][0]: answer} if answer else {}
    of = recovering(answers=answers, target=EPIDURAL, stage=Stage.DISCHARGE)
    assert finding_of(of, key).result is result


@pytest.mark.parametrize(
    ("answers", "standing", "bleeding"),
    [
        ({"discharge.open": ["none"]}, MET, MET),
        ({"discharge.open": ["not-asked"]}, OPEN, OPEN),
        ({"discharge.open": []}, OPEN, OPEN),
        ({"discharge.open": None}, OPEN, OPEN),
        ({"discharge.open": ["walking"]}, OPEN, MET),
        ({"discharge.open": ["walking"], "discharge.walked": "as-before"}, MET, MET),
        ({"discharge.open": ["walking"], "discharge.walked": "no"}, NOT, MET),
        ({"discharge.open": ["spots"], "discharge.needle_dry": "no"}, MET, NOT),
        ({"discharge.open": ["walking", "spots"]}, OPEN, OPEN),
        ({"discharge.open": ["none"], "discharge.walked": "no"}, MET, MET),  # said again later
    ],
)
def test_one_answer_says_that_all_is_so(
    answers: dict[str, Json], standing: Result, bleeding: Result
) -> None:
    of = recovering(answers=answers, stage=Stage.DISCHARGE)
    assert finding_of(of, "discharge.standing").result is standing
    assert finding_of(of, "discharge.bleeding").result is bleeding


@pytest.mark.parametrize(
    ("asks", "answer", "result"),
    [("1", "not-needed", OPEN), ("0", "not-needed", MET), ("0", "no", NOT), ("1", "yes", MET)],
)
def test_the_clinic_says_whether_the_bladder_is_asked(
    asks: str, answer: str, result: Result
) -> None:
    of = recovering(answers={"discharge.voided": answer}, target=EPIDURAL, stage=Stage.DISCHARGE)
    adopted: dict[str, Values] = {"discharge": {"voided-after-neuraxial": asks}}
    assert finding_of(of, "discharge.bladder", adopted).result is result
    nothing_near_the_cord = replace(of, order=recovering().order)
    keys = {one.key for one in leaving.judge(facts(nothing_near_the_cord, adopted))}
    assert "discharge.bladder" not in keys


def test_numbers_that_nobody_adopted_decide_nothing() -> None:
    of = recovering(*limbs("0"), out=5, stage=Stage.DISCHARGE)
    finding = finding_of(of, "discharge.not-adopted", {})
    assert (finding.result, finding.stops) == (OPEN, True)
    keys = {one.key for one in leaving.judge(facts(of, {}))}
    numbers = {"time", "pressure", "oxygen", "score", "last-set", "bladder"}
    assert not keys & {f"discharge.{name}" for name in numbers}


def test_a_row_without_a_number_decides_nothing() -> None:
    for key, row in (
        ("discharge.time", "minutes-local-anaesthetic"),
        ("discharge.pressure", "systolic-change"),
        ("discharge.oxygen", "spo2-above"),
        ("discharge.score", "score-least"),
        ("discharge.last-set", "minutes-last-set"),
    ):
        observations = (
            *(measured("vitals.systolic", "100", "mmHg", 3), measured("vitals.spo2", "98", "%", 3)),
            *(measured("recovery.systolic", "100", "mmHg"), measured("recovery.spo2", "98", "%")),
            measured("padss.total", "10", "{score}"),
        )
        of = recovering(*observations, out=5, sedation=4, stage=Stage.DISCHARGE)
        beyond: dict[str, Values] = {"discharge": {row: "9999"}}
        assert finding_of(of, key, beyond).result is OPEN, key


def test_nothing_is_asked_before_recovery() -> None:
    assert leaving.judge(facts(case(stage=Stage.PROCEDURE), ADOPTED)) == ()


def test_the_clock_of_the_bay_stops_when_the_patient_leaves() -> None:
    set_at = measured("recovery.pulse", "60", "/min", 2)
    of = recovering(set_at, out=3, since=3, stage=Stage.FOLLOW_UP)
    left = replace(of, stages=(*of.stages, (Stage.FOLLOW_UP, at(1.9))))
    assert finding_of(left, "discharge.last-set").result is MET
    early = replace(of, stages=(*of.stages, (Stage.FOLLOW_UP, at(2.8))))
    assert finding_of(early, "discharge.time").result is NOT


@pytest.mark.parametrize(
    ("now", "before"),
    [
        (("97", "mmHg", 1.0), ("98", "%", 3.0)),
        (("980", "%", 1.0), ("98", "%", 3.0)),
        (("97", "%", -1.0), ("98", "%", 3.0)),
    ],
)
def test_oxygen_in_another_unit_of_the_future_or_of_nobody_cannot_be_decided(
    now: tuple[str, str, float], before: tuple[str, str, float]
) -> None:
    observations = [measured("recovery.spo2", *now), measured("vitals.spo2", *before)]
    assert finding_of(recovering(*observations), "discharge.oxygen").result is OPEN


def test_a_low_oxygen_is_not_as_before_where_before_is_no_value() -> None:
    observations = [measured("recovery.spo2", "80", "%"), measured("vitals.spo2", "8", "%", 3)]
    assert finding_of(recovering(*observations), "discharge.oxygen").result is NOT


def test_pressures_are_compared_in_one_unit() -> None:
    kilopascal = measured("vitals.systolic", "16", "kPa", 3)  # 120 mmHg
    for value, result in (("120", MET), ("145", NOT)):
        observations = [kilopascal, measured("recovery.systolic", value, "mmHg")]
        assert finding_of(recovering(*observations), "discharge.pressure").result is result
    odd = [kilopascal, measured("recovery.systolic", "16", "cmH2O")]
    assert finding_of(recovering(*odd), "discharge.pressure").result is OPEN


def test_a_last_set_of_the_future_says_nothing_of_now() -> None:
    observation = measured("recovery.pulse", "70", "/min", -24)
    assert (
        finding_of(recovering(observation, stage=Stage.DISCHARGE), "discharge.last-set").result
        is OPEN
    )


def test_a_score_of_the_future_says_nothing_of_now() -> None:
    of = recovering(measured("aldrete.total", "10", "{score}", -24), sedation=2)
    assert finding_of(of, "discharge.score").result is OPEN


@pytest.mark.parametrize(
    ("drug", "act", "least"),
    [
        *(("Versed", "other", "30 min"), ("diazepam 5 mg", "skin", "30 min")),
        *(("propofol", "treatment", "30 min"), ("ketamine", "other", "30 min")),
        *(("Narcan", "other", "120 min"), ("flumazenil", "sedation", "120 min")),
    ],
)
def test_what_sedates_counts_whatever_it_was_written_down_as(
    drug: str, act: str, least: str
) -> None:
    """Hazard: midazolam under "other" asked for no escort, no score and no time."""
    plain = recovering(out=4)
    of = replace(plain, drugs=(given(drug, act=act, hours_ago=29 / 60),))
    finding = finding_of(of, "discharge.time")
    assert (finding.result, least in finding.sentence) == (NOT, True)
    if least == "30 min":
        (escort_,) = escort.judge(facts(of, ADOPTED))
        assert (escort_.key, escort_.stops) == ("escort.sedation", True)
        assert finding_of(of, "discharge.score").stops
