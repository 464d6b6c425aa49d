"""Steroids. Figures are clinical.md section 4 and 8.8, quoted, not read from data.

Particulate: methylprednisolone, triamcinolone, betamethasone acetate mix; non-particulate:
dexamethasone phosphate · cervical TFESI: no particulate steroid, "hard stop when clinic adopts" ·
interval 14 days, 30 days, 1 month: the clinic sets it · 40 mg triamcinolone suggests "≥ 1 month
between" · ritonavir, itraconazole flagged · mRNA COVID vaccine: steroid ≥ 2 weeks before and
≥ 1 week after · "clinic mg ceilings (e.g. 200–320 mg methylprednisolone-equivalent/yr) U".
"""

from collections.abc import Iterable
from decimal import Decimal

import pytest

from procdesk.domain.finding import Effect, Finding, Result
from procdesk.domain.medicines.medication import Confirmation, Medication
from procdesk.domain.stage import Stage
from procdesk.domain.visit.case import Case, DrugGiven
from procdesk.rules.doses.steroid import judge
from procdesk.rules.register.gates import unmet
from procdesk.rules.register.hazard import DOSE, TREATMENT
from support.adopted_rules import REFERENCE, Values, case, facts, given, medicine

MET, NOT_MET, CANNOT = Result.MET, Result.NOT_MET, Result.CANNOT_DECIDE
STOPS, WARNS, INFORMS = Effect.STOPS, Effect.WARNS, Effect.INFORMS
SET: dict[str, Values] = {
    "steroid": {
        "interval": "14",
        "methylprednisolone-year": "200",
        "triamcinolone-year": "200",
        "betamethasone-year": "40",
        "dexamethasone-year": "60",
    }
}
BARE: dict[str, Values] = {"steroid": {}}
CERVICAL = ("left foramen C5-C6",)
DAY = 24


def findings_of(
    *drugs: DrugGiven,
    targets: Iterable[str] = ("left foramen L4-L5",),
    ordered: str = "tfesi-lumbar",
    earlier: Iterable[Case] = (),
    medicines: Iterable[Medication] = (),
    adopted: dict[str, Values] = SET,
) -> dict[str, Finding]:
    of = case(*drugs, ordered=ordered, targets=targets, medicines=medicines)
    return {one.key: one for one in judge(facts(of, adopted, earlier))}


def visit(*drugs: DrugGiven, days_ago: float) -> Case:
    """An earlier case in which these were given."""
    doses = tuple(
        given(dose.drug, dose.strength, str(dose.volume_ml), dose.act, days_ago * DAY)
        for dose in drugs
    )
    return case(*doses, hours_ago=days_ago * DAY)


DEPO = given("Depo-Medrol", "40 mg/mL", "1")
DEXA = given("dexamethasone", "4 mg/mL", "2")


@pytest.mark.parametrize(
    ("drug", "targets", "result"),
    [
        ("methylprednisolone", CERVICAL, NOT_MET),
        ("Depo-Medrol", CERVICAL, NOT_MET),
        ("triamcinolone", CERVICAL, NOT_MET),
        ("Kenalog", CERVICAL, NOT_MET),
        ("betamethasone", CERVICAL, NOT_MET),
        ("Celestone", CERVICAL, NOT_MET),
        ("dexamethasone", CERVICAL, MET),
        ("dexamethasone phosphate", CERVICAL, MET),
        ("dexamethasone acetate", CERVICAL, CANNOT),
        ("Decadron LA", CERVICAL, CANNOT),
        ("hydrocortisone", CERVICAL, CANNOT),
        ("prednisolone", CERVICAL, CANNOT),
        ("methylprednisolone", ("left foramen C7-T1",), NOT_MET),
        ("methylprednisolone", ("left foramen L4-L5", "right foramen C6-C7"), NOT_MET),
        ("methylprednisolone", ("left foramen T1-T2",), None),
        ("methylprednisolone", ("left foramen L4-L5",), None),
        ("methylprednisolone", ("midline epidural-space C7-T1",), None),
        ("methylprednisolone", ("left facet-joint C5-C6",), None),
        ("methylprednisolone", (), CANNOT),
        ("hydrocortisone", (), CANNOT),
        ("dexamethasone", (), MET),
    ],
)
def test_no_particulate_steroid_at_a_cervical_foramen(
    drug: str, targets: tuple[str, ...], result: Result | None
) -> None:
    findings = findings_of(given(drug, "4 mg/mL", "1"), targets=targets, ordered="tfesi-cervical")
    finding = findings.get("steroid.particulate")
    assert (finding.result if finding else None) is result
    if finding:
        assert finding.effect is STOPS
        assert bool(finding.overridable_by) is (result is not NOT_MET), "nobody passes a hard stop"
        stops = {each.key for each in unmet(findings.values(), TREATMENT)}
        assert ("steroid.particulate" in stops) is (result is not MET)


def test_a_mix_of_a_particulate_and_another_counts_as_particulate() -> None:
    findings = findings_of(DEXA, given("triamcinolone", "10 mg/mL", "1", "other"), targets=CERVICAL)
    assert findings["steroid.particulate"].result is NOT_MET


# Days since the last steroid, the clinic's interval 14 days: result now, and while none is given.
@pytest.mark.parametrize(
    ("days", "with_one", "before"),
    [(1, NOT_MET, NOT_MET), (13, NOT_MET, NOT_MET), (14, MET, None), (15, MET, None)],
)
def test_the_interval_to_its_day(days: int, with_one: Result, before: Result | None) -> None:
    last = visit(DEXA, days_ago=days)
    finding = findings_of(DEXA, earlier=[last])["steroid.interval"]
    assert (finding.result, finding.effect) == (with_one, WARNS)
    without = findings_of(earlier=[last]).get("steroid.interval")
    assert (without.result if without else None) is before


def test_the_last_steroid_counts_and_no_other_drug() -> None:
    visits = [visit(DEXA, days_ago=40), visit(DEPO, days_ago=10)]
    numb = visit(given("lidocaine", "1 %", "5"), days_ago=1)
    finding = findings_of(DEXA, earlier=[*visits, numb])["steroid.interval"]
    assert "Depo-Medrol 40 mg/mL 1 mL, was given 10 days ago" in finding.sentence
    assert "steroid.interval" not in findings_of(DEXA, earlier=[numb])


def test_an_interval_that_the_clinic_did_not_set_cannot_be_decided() -> None:
    last = visit(DEXA, days_ago=20)
    finding = findings_of(DEXA, earlier=[last], adopted=BARE)["steroid.interval"]
    assert (finding.result, finding.effect) == (CANNOT, STOPS)
    assert findings_of(earlier=[last], adopted=BARE)["steroid.interval"].effect is WARNS
    long_ago = visit(DEXA, days_ago=31)  # no interval of any source is longer
    assert "steroid.interval" not in findings_of(DEXA, earlier=[long_ago], adopted=BARE)


def test_a_steroid_dated_in_the_future_cannot_be_decided() -> None:
    finding = findings_of(DEXA, earlier=[visit(DEXA, days_ago=-2)])["steroid.interval"]
    assert (finding.result, finding.stops) == (CANNOT, True)


@pytest.mark.parametrize(("days", "said"), [(30, True), (31, False), (32, False)])
def test_low_cortisol_is_said_within_a_month(days: int, said: bool) -> None:
    finding = findings_of(DEXA, earlier=[visit(DEPO, days_ago=days)]).get("steroid.adrenal")
    assert bool(finding) is said
    if finding:
        assert (finding.result, finding.effect) == (NOT_MET, INFORMS)


@pytest.mark.parametrize(
    ("text", "sure", "result"),
    [
        ("Ritonavir 100 mg", Confirmation.CONFIRMED, NOT_MET),
        ("Norvir", Confirmation.CONFIRMED, NOT_MET),
        ("Itraconazole 100 mg", Confirmation.CONFIRMED, NOT_MET),
        ("Ritonavir 100 mg", Confirmation.UNKNOWN, CANNOT),
        ("Ritonavir 100 mg", Confirmation.DENIED, None),
        ("Metformin 500 mg", Confirmation.CONFIRMED, None),
    ],
)
def test_what_slows_the_breakdown_warns(
    text: str, sure: Confirmation, result: Result | None
) -> None:
    for ordered, drugs in (("esi-interlaminar-lumbar", ()), ("mbb-lumbar", (DEXA,))):
        findings = findings_of(*drugs, ordered=ordered, medicines=[medicine(text, sure)])
        finding = findings.get("steroid.slow-breakdown")
        assert (finding.result if finding else None) is result
        assert finding is None or finding.effect is WARNS
    assert "steroid.slow-breakdown" not in findings_of(
        ordered="mbb-lumbar", medicines=[medicine(text, sure)]
    )


# mg of methylprednisolone before and now, the clinic's ceiling 200 mg in twelve months.
@pytest.mark.parametrize(
    ("before", "days", "now", "result"),
    [
        ("159", 30, "40", MET),
        ("160", 30, "40", MET),
        ("161", 30, "40", NOT_MET),
        ("161", 364, "40", NOT_MET),
        ("161", 367, "40", MET),
        ("0", 30, "201", NOT_MET),
    ],
)
def test_the_yearly_total_below_at_and_above_the_ceiling(
    before: str, days: int, now: str, result: Result
) -> None:
    drug = "methylprednisolone"
    past = [visit(given(drug, "1 mg/mL", before), days_ago=days)] if before != "0" else []
    finding = findings_of(given(drug, "1 mg/mL", now), earlier=past)["steroid.total"]
    assert finding.result is result, finding.sentence
    assert finding.effect is WARNS


def test_each_steroid_is_added_up_by_itself() -> None:
    past = [visit(given("triamcinolone", "40 mg/mL", "5"), days_ago=40)]
    finding = findings_of(DEXA, earlier=past)["steroid.total"]
    assert (finding.result, "triamcinolone" in finding.sentence) == (MET, False)
    both = findings_of(DEXA, given("triamcinolone", "40 mg/mL", "1"), earlier=past)["steroid.total"]
    assert both.result is NOT_MET
    assert "dexamethasone 8 mg, within 60 mg" in both.sentence
    assert "triamcinolone 240 mg, above 200 mg" in both.sentence


@pytest.mark.parametrize(
    "odd",
    [
        given("dexamethasone", "4 mg", "1"),
        given("dexamethasone", "", "1"),
        given("dexamethasone", "4 mg/mL", None),
        given("dexamethasone with lidocaine", "4 mg/mL", "1"),
    ],
)
def test_an_amount_that_cannot_be_read_cannot_be_added_up(odd: DrugGiven) -> None:
    finding = findings_of(odd)["steroid.total"]
    assert (finding.result, finding.stops) == (CANNOT, True)


def test_a_past_amount_that_cannot_be_read_cannot_be_added_up_either() -> None:
    odd = given("dexamethasone", "4 mg", "1")
    finding = findings_of(DEXA, earlier=[visit(odd, days_ago=40)])["steroid.total"]
    assert (finding.result, finding.stops) == (CANNOT, True)


@pytest.mark.parametrize("drug", ["methylprednisolone", "hydrocortisone"])
def test_a_ceiling_that_the_clinic_did_not_set_cannot_be_decided(drug: str) -> None:
    finding = findings_of(given(drug, "4 mg/mL", "1"), adopted=BARE)["steroid.total"]
    assert (finding.result, finding.stops) == (CANNOT, True)


def test_vaccines_are_information_with_the_read_figures() -> None:
    finding = findings_of(DEXA)["steroid.vaccine"]
    assert (finding.effect, finding.stops) == (INFORMS, False)
    assert "before an mRNA COVID vaccine: 14 days, and after one: 7 days" in finding.sentence


def test_a_set_that_is_not_adopted_stops_once_one_is_given() -> None:
    assert findings_of(adopted={}) == {}
    findings = findings_of(DEXA, adopted={})
    assert findings.keys() == {"steroid.not-adopted"}
    assert [each.key for each in unmet(findings.values(), DOSE)] == ["steroid.not-adopted"]


def test_it_stops_no_stage() -> None:
    findings = findings_of(given("hydrocortisone", "", "1"), targets=CERVICAL)
    assert not any(unmet(findings.values(), stage) for stage in Stage)


def test_the_shipped_numbers_are_those_of_the_fact_base() -> None:
    rows = REFERENCE.policies["steroid"].limits
    numbers = {name: (row.value, row.unit, row.effect, row.status) for name, row in rows.items()}
    assert numbers == {
        "particulate-cervical-foramen": (Decimal(0), "mg", STOPS, "S"),
        "interval": (None, "days", WARNS, "U"),
        "adrenal": (Decimal(31), "days", INFORMS, "C"),
        "cyp3a4-inhibitors": (Decimal(0), "medicines", WARNS, "U"),
        "vaccine-before": (Decimal(14), "days", INFORMS, "C"),
        "vaccine-after": (Decimal(7), "days", INFORMS, "C"),
        "methylprednisolone-year": (None, "mg", WARNS, "U"),
        "triamcinolone-year": (None, "mg", WARNS, "U"),
        "betamethasone-year": (None, "mg", WARNS, "U"),
        "dexamethasone-year": (None, "mg", WARNS, "U"),
    }
    assert (rows["interval"].low, rows["interval"].high) == (Decimal(14), Decimal(31))
    assert rows["methylprednisolone-year"].high == Decimal(320)
