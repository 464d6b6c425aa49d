"""The stop that is named first, and the reason of an override."""

from datetime import date

import pytest

from procdesk.domain.catalogue.procedure_kind import LocalProcedure
from procdesk.domain.entry import Json, Kind, case_subject
from procdesk.domain.finding import Effect, Finding, Result, weightiest_first
from procdesk.domain.stage import Stage
from procdesk.domain.targets.target import parse_target
from procdesk.rules.protocol.checks import VITALS
from procdesk.rules.register.gates import unmet
from procdesk.rules.register.hazard import TREATMENT
from procdesk.workflow import answers, stages
from procdesk.workflow.booking import arrival, ordering
from procdesk.workflow.booking.ordering import Change, Wanted
from procdesk.workflow.case import overriding
from procdesk.workflow.clinic import local_procedures
from procdesk.workflow.ledger import Act
from procdesk.workflow.refused import Refused
from support.small_clinic import House


def finding(key: str, effect: Effect, result: Result, by: str = "") -> Finding:
    return Finding(
        key=key,
        effect=effect,
        result=result,
        sentence="",
        clears="",
        section="site",
        overridden_by=by,
    )


def test_what_is_known_to_be_wrong_comes_before_what_is_not_known() -> None:
    stops, warns = Effect.STOPS, Effect.WARNS
    findings = [
        finding("papers.not-asked", stops, Result.CANNOT_DECIDE),
        finding("allergy.latex", warns, Result.NOT_MET),
        finding("site.differs", stops, Result.NOT_MET),
        finding("vitals.missing", stops, Result.CANNOT_DECIDE),
        finding("consent.missing", stops, Result.NOT_MET),
        finding("escort.sedation", stops, Result.NOT_MET, by="okafor"),
    ]
    assert [one.key for one in weightiest_first(findings)] == [
        "site.differs",
        "consent.missing",
        "papers.not-asked",
        "vitals.missing",
        "allergy.latex",
        "escort.sedation",
    ]
    assert [one.key for one in unmet(findings, Stage.READY)] == [
        "site.differs",
        "consent.missing",
        "papers.not-asked",
        "vitals.missing",
    ]


@pytest.mark.parametrize("gate", [*Stage, TREATMENT])
def test_what_stops_and_is_due_nowhere_stops_every_step_from_ready_on(gate: Stage | str) -> None:
    """The key of a rule that somebody wrote without a row."""
    made_up = finding("made-up.rule", Effect.STOPS, Result.NOT_MET)
    early = gate in (Stage.BOOKED, Stage.ARRIVED, Stage.CHECKS)
    assert unmet([made_up], gate) == (() if early else (made_up,))


def test_a_refusal_names_the_difference_and_not_what_is_only_open(house: House) -> None:
    case_id = house.booked()
    house.arrived(case_id)
    house.checked(case_id)
    ledger = house.ledger
    blank: dict[str, Json] = {"section": "papers", "link_id": "papers.any_missing", "value": None}
    ledger.act(
        house.nurse, case_id, Act(subject=case_subject(case_id), kind=Kind.ANSWERED, body=blank)
    )
    house.consented(case_id, (parse_target("right medial-branch L3,L4"),))
    with pytest.raises(Refused, match=r"^The sources do not agree.*\(\d more\)$") as refused:
        stages.enter(ledger, house.nurse, case_id, Stage.READY)
    assert refused.value.findings[0].key == "site.differs"


def decided(house: House, case_id: str, key: str) -> None:
    overriding.override(
        house.ledger, house.physician, case_id, key, "benefit", "seen and discussed"
    )
    assert not findings(house, case_id)[key].stops


def findings(house: House, case_id: str) -> dict[str, Finding]:
    return {one.key: one for one in house.ledger.outcome(case_id).findings}


def test_a_blood_thinner_passed_for_a_small_needle_stops_a_large_one(house: House) -> None:
    case_id = house.booked()
    house.takes(case_id, "Eliquis")
    decided(house, case_id, "anticoagulant.apixaban")
    wanted = Wanted("esi-interlaminar-cervical", (parse_target("midline epidural-space C6-C7"),))
    change = Change(procedures=(wanted,))
    voids = ordering.would_void(house.ledger, house.physician, case_id, change)
    assert any("apixaban is a blood thinner" in words for words in voids)
    ordering.change_order(house.ledger, house.physician, case_id, change)
    assert findings(house, case_id)["anticoagulant.apixaban"].stops


def test_another_room_leaves_a_decision_standing(house: House) -> None:
    case_id = house.booked()
    decided(house, case_id, "vitals.missing")
    change = Change(room="Room 2")
    assert not ordering.would_void(house.ledger, house.physician, case_id, change)
    ordering.change_order(house.ledger, house.physician, case_id, change)
    assert not findings(house, case_id)["vitals.missing"].stops


def test_a_new_concern_under_sedation_is_looked_at_again(house: House) -> None:
    case_id = house.booked()
    wanted = Wanted("mbb-lumbar", (parse_target("left medial-branch L3,L4"),), "moderate")
    ordering.change_order(house.ledger, house.physician, case_id, Change(procedures=(wanted,)))
    body: dict[str, Json] = {
        "sedation.depth": "moderate",
        "sedation.asa": "2",
        "sedation.asa_said_by": "okafor",
        "sedation.airway": "plain",
        "sedation.takes": ["none"],
        "sedation.apnea": "treated",
        "sedation.glp1": "no",
        "sedation.iv_access": "yes",
        "sedation.capnography": "yes",
        "sedation.reversal": "yes",
    }
    answers.answer(house.ledger, house.nurse, case_id, "sedation", body)
    decided(house, case_id, "sedation.concern")
    answers.answer(house.ledger, house.nurse, case_id, "sedation", {"sedation.apnea": "untreated"})
    assert findings(house, case_id)["sedation.concern"].stops


@pytest.mark.parametrize(
    "body",
    [
        {"sedation.airway": "concern"},
        {"sedation.apnea": "untreated"},
        {"sedation.depth": "", "sedation.apnea": "unknown"},
    ],
)
def test_a_concern_shows_whether_or_not_the_rest_was_asked(
    house: House, body: dict[str, Json]
) -> None:
    case_id = house.booked()
    wanted = Wanted("mbb-lumbar", (parse_target("left medial-branch L3,L4"),), "light")
    ordering.change_order(house.ledger, house.physician, case_id, Change(procedures=(wanted,)))
    answers.answer(house.ledger, house.nurse, case_id, "sedation", body)
    assert findings(house, case_id)["sedation.concern"].stops
    assert findings(house, case_id)["sedation.not-asked"].stops


@pytest.mark.parametrize("blank", ["", " ", [], [""], None])
def test_a_blank_is_no_answer(house: House, blank: Json) -> None:
    case_id = house.booked()
    house.arrived(case_id)
    house.checked(case_id)
    answers.answer(house.ledger, house.nurse, case_id, "baseline", {"baseline.signs": blank})
    answers.answer(house.ledger, house.nurse, case_id, "papers", {"papers.any_missing": blank})
    by_key = findings(house, case_id)
    assert by_key["red-flag.not-asked"].stops
    assert by_key["papers.not-asked"].stops


def test_a_second_procedure_without_a_place_is_not_understood(house: House) -> None:
    case_id = house.booked()
    (first,) = house.ledger.case(case_id).order.procedures
    known: Json = {"key": first.key, "targets": ["left medial-branch L3,L4"]}
    body: dict[str, Json] = {"procedures": [known, {"key": "si-joint-injection", "targets": []}]}
    house.ledger.record(
        house.nurse, [Act(subject=case_subject(case_id), kind=Kind.ORDER_SET, body=body)]
    )
    assert findings(house, case_id)["papers.not-mapped"].stops


def test_a_pacemaker_stops_the_clinics_own_radiofrequency_too(house: House) -> None:
    base = house.ledger.reference.procedure("rfa-lumbar")
    own = LocalProcedure(
        key=local_procedures.key_of("Warm facets"),
        base=base.key,
        name="Warm facets",
        plain_name="warm",
        sides=base.sides,
        levels=base.levels,
        more_sections=("implants",),
    )
    local_procedures.define(house.ledger, house.physician, own)
    case_id = house.booked()
    wanted = Wanted(own.key, (parse_target("left medial-branch L3,L4"),))
    ordering.change_order(house.ledger, house.physician, case_id, Change(procedures=(wanted,)))
    answers.answer(house.ledger, house.nurse, case_id, "implants", {"implants.any": ["pacemaker"]})
    assert findings(house, case_id)["implant.radiofrequency"].stops


def test_one_desk_that_heard_the_withdrawal_is_enough(house: House) -> None:
    case_id = house.booked()
    house.arrived(case_id)
    house.checked(case_id)
    body: dict[str, Json] = {"section": "consent", "link_id": "consent.withdrawn", "value": True}
    house.ledger.record(
        house.nurse, [Act(subject=case_subject(case_id), kind=Kind.ANSWERED, body=body)]
    )
    assert len(house.ledger.case(case_id).answers["consent.withdrawn"]) == 2
    missing = findings(house, case_id)["consent.missing"]
    assert (missing.result, missing.overridable_by) == (Result.NOT_MET, frozenset())


def test_one_desk_that_found_a_difference_is_enough(house: House) -> None:
    case_id = house.booked()
    house.arrived(case_id)
    subject = case_subject(case_id)
    for link_id, value in (
        ("arrival.identity", "differs"),
        ("arrival.identity.differing", "name"),
    ):
        body: dict[str, Json] = {
            "section": "arrival",
            "link_id": link_id,
            "value": value,
        }
        house.ledger.record(house.nurse, [Act(subject=subject, kind=Kind.ANSWERED, body=body)])
    assert len(house.ledger.case(case_id).answers["arrival.identity"]) == 2
    by_key = findings(house, case_id)
    assert "identity.not-compared" not in by_key
    assert by_key["identity.differs"].result is Result.NOT_MET
    assert by_key["identity.differs"].sentence.endswith("from the booking: name.")
    with pytest.raises(Refused, match="Nobody may pass"):
        decided(house, case_id, "identity.differs")
    identifiers = arrival.Identifiers("Ruth Abernathy", date(1947, 3, 14))
    arrival.confirm_identity(house.ledger, house.nurse, case_id, identifiers)
    assert not findings(house, case_id)["identity.differs"].stops


@pytest.mark.parametrize("stage", [Stage.TIME_OUT, Stage.PROCEDURE])
def test_a_leap_over_a_stage_is_stopped_by_what_it_asks(house: House, stage: Stage) -> None:
    """Invariant 5: no command, import or second process gets past a stop by leaving a stage out."""
    case_id = house.booked()
    house.arrived(case_id)
    house.checked(case_id)
    leap = Act(subject=case_subject(case_id), kind=Kind.STAGE_ENTERED, body={"stage": stage.value})
    with pytest.raises(Refused) as refused:
        house.ledger.record(house.nurse, [leap])
    assert "papers.ready" in {one.key for one in refused.value.findings}


def test_no_treatment_dose_is_recorded_before_the_time_out(house: House) -> None:
    case_id = house.booked()
    house.arrived(case_id)
    house.checked(case_id)
    dose: dict[str, Json] = {"act": "treatment", "drug": "bupivacaine"}
    with pytest.raises(Refused) as refused:
        house.ledger.record(
            house.nurse, [Act(subject=case_subject(case_id), kind=Kind.DRUG_GIVEN, body=dose)]
        )
    stops = {one.key for one in refused.value.findings}
    assert {"papers.ready", "time-out.complete", "site.image"} <= stops


def test_what_was_measured_before_the_patient_came_is_not_of_today(house: House) -> None:
    case_id = house.booked()
    values = {**dict.fromkeys(VITALS, ("70", "1")), "diabetes.glucose": ("90", "mg/dL")}
    answers.measure(house.ledger, house.nurse, case_id, values)
    house.clock.forward(days=3)
    house.arrived(case_id)
    answers.answer(house.ledger, house.nurse, case_id, "diabetes", {"diabetes.type": "type-2"})
    assert findings(house, case_id)["vitals.missing"].stops
    asked = "diabetes" in house.ledger.reference.procedure("mbb-lumbar").sections
    assert ("glucose.before-steroid" in findings(house, case_id)) is asked
    answers.measure(house.ledger, house.nurse, case_id, values)
    assert not findings(house, case_id)["vitals.missing"].stops
    assert not findings(house, case_id)["glucose.before-steroid"].stops
