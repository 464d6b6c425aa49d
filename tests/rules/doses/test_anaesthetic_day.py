"""Bupivacaine over 24 hours. The figure is clinical.md section 4, quoted: "400 mg/24 h" (S[97]).

It is given for plain bupivacaine and with adrenaline; no other drug has a figure for 24 hours.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from procdesk.domain.entry import Json, Kind, case_subject
from procdesk.domain.finding import Effect, Finding, Result
from procdesk.domain.visit.case import Case, DrugGiven
from procdesk.rules.doses import local_anaesthetic
from procdesk.rules.doses.anaesthetic_day import judge
from procdesk.rules.register.gates import unmet
from procdesk.rules.register.hazard import DOSE, TREATMENT
from procdesk.workflow.booking import arrival
from procdesk.workflow.case import amending
from procdesk.workflow.clinic import settings
from procdesk.workflow.ledger import STATION_STAFF, Act
from procdesk.workflow.refused import Refused
from procdesk.workflow.room import procedure
from support.adopted_rules import Values, case, facts, given
from support.small_clinic import House

MET, NOT_MET, CANNOT = Result.MET, Result.NOT_MET, Result.CANNOT_DECIDE
KEY = "local-anaesthetic.day"
WINDOW = "local_anaesthetic.window_hours"
US: dict[str, Values] = {"local-anaesthetic-us": {}}
UK: dict[str, Values] = {"local-anaesthetic-uk": {}}


def bupivacaine(mg: str | None, hours_ago: float = 0, drug: str = "bupivacaine") -> DrugGiven:
    """So many mg, as 5 mg/mL."""
    ml = str(Decimal(mg) / 5) if mg is not None else None
    return given(drug, "0.5 %", ml, hours_ago=hours_ago)


def visit(*drugs: DrugGiven) -> Case:
    """Another visit of the same patient."""
    return replace(case(*drugs, hours_ago=30), id="other")


def finding_of(
    *here: DrugGiven, earlier: Iterable[Case] = (), adopted: dict[str, Values] = US
) -> Finding | None:
    return next(iter(judge(facts(case(*here), adopted, earlier))), None)


@pytest.mark.parametrize(
    ("before", "hours_ago", "now", "result"),
    [
        ("300", 20, "99", MET),
        ("300", 20, "100", MET),
        ("300", 20, "100.5", NOT_MET),
        ("400", 24, "0.5", NOT_MET),  # on the minute: still 24 hours
        ("400", 24.1, "0.5", MET),
        ("400", 25, "400", MET),
        ("0.5", 1, "400", NOT_MET),
        (None, 20, "5", CANNOT),
        ("300", 20, None, CANNOT),
        ("401", 20, None, NOT_MET),  # known to be more, whatever the other line was
        ("300", -2, "150", NOT_MET),  # dated in the future: it may lie in these 24 hours
    ],
)
def test_below_at_and_above_with_what_an_earlier_visit_gave(
    before: str | None, hours_ago: float, now: str | None, result: Result
) -> None:
    finding = finding_of(bupivacaine(now), earlier=[visit(bupivacaine(before, hours_ago))])
    assert finding is not None
    assert (finding.key, finding.result, finding.effect) == (KEY, result, Effect.STOPS), (
        finding.sentence
    )


def test_every_name_and_solution_of_it_counts() -> None:
    lines = (
        bupivacaine("100", 3, "Marcaine"),
        given("Sensorcaine with epinephrine", "0.25 %", "40", "skin", 2),
        given("bupivacaine", "2.5 mg/mL", "80", "other", 1),
    )
    finding = finding_of(bupivacaine("0.5"), earlier=[visit(*lines)])
    assert finding is not None
    assert finding.result is NOT_MET
    assert "over all visits: 400.5 mg, more than 400 mg" in finding.sentence
    assert len([each for each in finding.inputs if each.name == "given"]) == 4


def test_before_it_is_given_it_says_what_earlier_visits_leave_and_stops_nothing() -> None:
    finding = finding_of(earlier=[visit(bupivacaine("350", 5))])
    assert finding is not None
    assert (finding.result, finding.effect) == (MET, Effect.WARNS)
    assert "350 mg, within 400 mg" in finding.sentence
    unread = finding_of(earlier=[visit(bupivacaine(None, 5))])
    assert unread is not None
    assert (unread.result, unread.stops) == (CANNOT, False)
    assert finding_of(earlier=[visit(bupivacaine("350", 25))]) is None
    assert finding_of(given("lidocaine", "1 %", "5")) is None


def test_any_24_hours_of_the_visit_count_not_only_the_last() -> None:
    """A dose that was written late may lie before one that was given since."""
    finding = finding_of(
        bupivacaine("350", 30), bupivacaine("10", 1), earlier=[visit(bupivacaine("60", 40))]
    )
    assert finding is not None
    assert finding.result is NOT_MET
    assert "410 mg" in finding.sentence


@pytest.mark.parametrize(
    ("drug", "strength"),
    [("bupivacaine", "strong"), ("bupivacaine with dexamethasone", "0.5 %"), ("bupicain", "0.5 %")],
)
def test_what_cannot_be_read_on_an_earlier_visit_cannot_be_decided(
    drug: str, strength: str
) -> None:
    finding = finding_of(bupivacaine("5"), earlier=[visit(given(drug, strength, "5", hours_ago=3))])
    assert finding is not None
    assert (finding.result, finding.stops) == (CANNOT, True)
    assert drug in finding.sentence


def test_a_number_that_nobody_set_or_adopted_cannot_be_decided() -> None:
    finding = finding_of(bupivacaine("5"), adopted=UK)
    assert finding is not None
    assert (finding.result, finding.stops) == (CANNOT, True)
    assert "the largest amount is adopted without a value" in finding.sentence
    (other,) = local_anaesthetic.judge(facts(case(bupivacaine("5")), {}))
    assert (other.key, other.stops) == ("local-anaesthetic.not-adopted", True)
    assert finding_of(bupivacaine("5"), adopted={}) is None, "said once"


@pytest.mark.parametrize("gate", [DOSE, TREATMENT])
def test_it_stops_every_dose_and_a_row_names_itself(gate: str) -> None:
    finding = finding_of(bupivacaine("401"))
    assert finding is not None
    assert [each.key for each in unmet([finding], gate)] == [KEY]
    assert finding.policy is not None
    assert finding.policy.row == "local-anaesthetic-us.bupivacaine-day"


def yesterday(house: House, mg: str) -> tuple[str, str, str]:
    """A visit that gave so many mg 20 hours ago, its dose, and today's with the needle in."""
    settings.change(house.ledger, house.administrator, {WINDOW: "1"})
    patient_id = house.patient()
    first = house.booked(patient_id)
    dose = on_paper(house, first, mg)
    house.clock.forward(hours=20)
    second = house.booked(patient_id)
    for step in (house.arrived, house.checked, house.made_ready, house.timed_out):
        step(second)
    procedure.note(house.ledger, house.nurse, second, "needle_in")
    return first, dose, second


def on_paper(house: House, case_id: str, mg: str) -> str:
    """A dose that no gate keeps away, since it has been given."""
    body: dict[str, Json] = {
        "act": "skin",
        "drug": "bupivacaine",
        "strength": "0.5 %",
        "volume_ml": str(Decimal(mg) / 5),
        "from_paper": {"seen_by": "okafor"},
    }
    act = Act(subject=case_subject(case_id), kind=Kind.DRUG_GIVEN, body=body)
    (dose,) = house.ledger.record(house.nurse, [act])
    return dose.id


def line(mg: str) -> procedure.DrugLine:
    ml = Decimal(mg) / 5
    return {"act": "skin", "drug": "Marcaine", "strength": "0.5 %", "volume_ml": ml}


def give(house: House, case_id: str, mg: str) -> None:
    procedure.give(house.ledger, house.nurse, case_id, **line(mg))


def test_a_dose_too_much_is_refused_until_the_other_is_entered_in_error(house: House) -> None:
    first, dose, second = yesterday(house, "390")
    give(house, second, "10")
    with pytest.raises(Refused) as refused:
        give(house, second, "0.5")
    assert [one.key for one in refused.value.findings] == [KEY]
    amending.entered_in_error(house.ledger, house.nurse, first, dose, "of another patient")
    give(house, second, "0.5")


def test_before_it_is_drawn_up_it_says_what_the_dose_would_make_of_it(house: House) -> None:
    _, _, second = yesterday(house, "390")
    drawn = procedure.dose(second, **line("10.5"))
    shown = procedure.with_dose(house.ledger, house.nurse, second, drawn)
    (finding,) = (each for each in shown if each.key == KEY)
    assert (finding.result, finding.stops) == (NOT_MET, True)
    assert "400.5 mg" in finding.sentence


def test_a_visit_that_was_planned_for_later_counts_once_it_was_begun(house: House) -> None:
    """Hazard: two visits of a day, and the later one goes first."""
    first, dose, second = yesterday(house, "390")
    amending.entered_in_error(house.ledger, house.nurse, first, dose, "of another patient")
    at = house.clock.at + timedelta(hours=5)
    patient_id = house.ledger.case(second).patient_id
    booked = arrival.book(
        house.ledger, STATION_STAFF, patient_id, procedure_text="LEFT L3 L4 MBB", scheduled_at=at
    )
    on_paper(house, booked.case.id, "395")
    with pytest.raises(Refused) as refused:
        give(house, second, "10")
    keys = {one.key for one in refused.value.findings}
    assert keys == {KEY, "local-anaesthetic.dose"}


FULL: dict[str, Values] = {"local-anaesthetic-us": {"least-weight": "40", "ideal-bmi": "22"}}


def sum_of(window: Json, here: DrugGiven, *before: DrugGiven) -> Finding:
    of = facts(case(here), FULL, [visit(*before)])
    if window is not None:
        stored = {**of.clinic.settings, WINDOW: window}
        of = replace(of, clinic=replace(of.clinic, settings=stored))
    return next(one for one in local_anaesthetic.judge(of) if one.key == "local-anaesthetic.dose")


@pytest.mark.parametrize(
    ("window", "hours_ago", "before", "here", "result"),
    [
        (4, 0.1, "9", "9", MET),
        (4, 0.1, "9", "9.1", CANNOT),
        (4, 0.1, "15", "15", CANNOT),
        (4, 0.1, "15", "15.1", NOT_MET),
        (4, 4, "9", "9.1", CANNOT),
        (4, 4.1, "9", "9.1", MET),
        (4, -1, "15", "15.1", NOT_MET),
        (4, 1, None, "9", CANNOT),
        (None, 0.1, "1", "1", CANNOT),
        (None, 24, "1", "1", CANNOT),
        (None, 24.1, "1", "1", MET),
        (None, 0.1, "1", "60", NOT_MET),
    ],
)
def test_what_another_visit_gave_joins_the_sum_of_every_drug(
    window: Json, hours_ago: float, before: str | None, here: str, result: Result
) -> None:
    """Hazard: two visits of one day give each the largest dose.

    Lidocaine at the least weight of 40 kg: 4.5 mg/kg, 180 mg, which is 18 mL of 1 %; more depends
    on a weight, and more than 300 mg is too much at any.
    """
    other = given("lidocaine", "1 %", before, hours_ago=hours_ago)
    finding = sum_of(window, given("lidocaine", "1 %", here), other)
    assert finding.result is result, finding.sentence
    assert finding.stops is (result is not MET)


def test_a_drug_of_another_visit_that_nobody_recognises_leaves_the_sum_open() -> None:
    for window in (4, None):
        other = given("Zorvexaine", "1 %", "5", hours_ago=1)
        finding = sum_of(window, given("lidocaine", "1 %", "1"), other)
        assert finding.result is CANNOT
        assert "Zorvexaine 1 % 5 mL" in finding.sentence


def test_another_drug_of_another_visit_adds_its_fraction() -> None:
    """Bupivacaine 2 mg/kg at 40 kg is 80 mg, 16 mL of 0.5 %."""
    other = given("bupivacaine", "0.5 %", "8", hours_ago=1)
    assert sum_of(4, given("lidocaine", "1 %", "9"), other).result is MET
    assert sum_of(4, given("lidocaine", "1 %", "9.1"), other).result is CANNOT
