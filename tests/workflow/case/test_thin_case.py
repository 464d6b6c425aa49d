"""One case from booking to follow-up, and every place where it has to stop."""

from datetime import date

import pytest

from procdesk.domain.finding import Result
from procdesk.domain.stage import End, Stage
from procdesk.domain.targets.target import Side, parse_target
from procdesk.records.verify import verify
from procdesk.rules.register.gates import unmet
from procdesk.workflow import answers, stages
from procdesk.workflow.booking import arrival
from procdesk.workflow.case import amending, ending, overriding
from procdesk.workflow.checks import site
from procdesk.workflow.refused import Refused
from procdesk.workflow.room import procedure, time_out
from support.small_clinic import TARGETS, House


def stops(house: House, case_id: str) -> set[str]:
    return {f.key for f in house.ledger.outcome(case_id).findings if f.stops}


def test_a_case_goes_from_booking_to_follow_up(house: House) -> None:
    case = house.ledger.case(house.whole())
    assert case.stage is Stage.FOLLOW_UP
    assert not case.not_understood
    assert not house.ledger.clinic.not_understood
    assert {one.meaning for one in case.attestations} == {"ready", "time_out", "note", "discharge"}
    assert verify(house.ledger.journal.store, full=True).ok


def test_checks_do_not_begin_before_identity_is_compared(house: House) -> None:
    case_id = house.booked()
    stages.enter(house.ledger, house.front_desk, case_id, Stage.ARRIVED)
    outcome = house.ledger.outcome(case_id)
    assert "identity.not-compared" in {f.key for f in unmet(outcome.findings, Stage.CHECKS)}
    with pytest.raises(Refused, match="Two identifiers have not been compared"):
        stages.enter(house.ledger, house.nurse, case_id, Stage.CHECKS)
    identifiers = arrival.Identifiers("Abernathy, Ruth", date(1947, 3, 15))
    arrival.confirm_identity(house.ledger, house.front_desk, case_id, identifiers)
    with pytest.raises(Refused, match="differs from the booking: birth date"):
        stages.enter(house.ledger, house.nurse, case_id, Stage.CHECKS)


def test_the_other_side_in_the_patients_words_stops_everything_after(house: House) -> None:
    case_id = house.booked()
    house.arrived(case_id)
    house.checked(case_id, side=Side.RIGHT)
    assert stops(house, case_id) == {"site.differs"}
    with pytest.raises(Refused, match="order LEFT, patient's own words RIGHT"):
        stages.enter(house.ledger, house.nurse, case_id, Stage.READY)
    with pytest.raises(Refused, match="next is ready"):
        stages.enter(house.ledger, house.nurse, case_id, Stage.PROCEDURE)
    with pytest.raises(Refused):
        house.ledger.act(house.nurse, case_id, stages.entering(case_id, Stage.PROCEDURE))


def test_only_a_physician_resolves_a_difference_and_a_change_revokes_it(house: House) -> None:
    case_id = house.booked()
    house.arrived(case_id)
    house.checked(case_id, side=Side.RIGHT)
    with pytest.raises(Refused, match="takes a physician"):
        overriding.override(
            house.ledger, house.nurse, case_id, "site.differs", "corrected", "why so"
        )
    overriding.override(
        house.ledger,
        house.physician,
        case_id,
        "site.differs",
        "corrected",
        "the patient turned round; asked twice",
    )
    stages.enter(house.ledger, house.nurse, case_id, Stage.READY)
    site.patient_says(
        house.ledger,
        house.nurse,
        case_id,
        words="No, the right",
        side=Side.RIGHT,
        regions=("low back",),
        said_by="patient",
    )
    assert "site.differs" in stops(house, case_id)


def test_consent_for_another_level_stops(house: House) -> None:
    case_id = house.booked()
    house.arrived(case_id)
    house.checked(case_id)
    other = (parse_target("left medial-branch L4,L5"),)
    house.consented(case_id, other)
    assert stops(house, case_id) == {"site.differs"}
    joint = (parse_target("left facet-joint L4-L5"),)
    house.consented(case_id, joint)
    assert stops(house, case_id) == set()


def test_consent_is_not_opened_before_the_patient_has_spoken(house: House) -> None:
    case_id = house.booked()
    house.arrived(case_id)
    with pytest.raises(Refused, match="own words come before the consent"):
        house.consented(case_id)


def test_a_change_after_the_signature_voids_it_and_an_addition_does_not(house: House) -> None:
    case_id = house.booked()
    house.arrived(case_id)
    house.checked(case_id)
    house.made_ready(case_id)
    answers.measure(house.ledger, house.nurse, case_id, {"vitals.pulse": ("72", "/min")})
    case = house.ledger.case(case_id)
    signed = case.attestation("ready")
    assert signed is not None
    assert [e.kind for e in case.entries[-2:]] == ["stage_entered", "measured"]
    house.reacts(case_id, "Latex", "hives")
    assert house.ledger.case(case_id).attestation("ready") is None
    findings = {f.key: f for f in house.ledger.outcome(case_id).findings}
    assert "Changed after the physician's signature: allergy" in findings["papers.ready"].sentence
    assert findings["allergy.latex"].result is Result.NOT_MET


def test_the_time_out_expires_without_a_needle(house: House) -> None:
    case_id = house.booked()
    house.arrived(case_id)
    house.checked(case_id)
    house.made_ready(case_id)
    house.timed_out(case_id)
    house.clock.forward(minutes=11)
    assert "time-out.expired" in stops(house, case_id)
    site.image_shows(house.ledger, house.nurse, case_id, TARGETS)
    with pytest.raises(Refused, match="expired without a needle"):
        house.treated(case_id)
    assert time_out.read_again(house.ledger, house.nurse, case_id)


def test_no_treatment_dose_before_the_image_agrees(house: House) -> None:
    case_id = house.booked()
    house.arrived(case_id)
    house.checked(case_id)
    house.made_ready(case_id)
    house.timed_out(case_id)
    procedure.note(house.ledger, house.nurse, case_id, "needle_in")
    with pytest.raises(Refused, match="image shows the needle is not recorded"):
        house.treated(case_id)
    wrong = (parse_target("left medial-branch L4,L5"),)
    site.image_shows(house.ledger, house.nurse, case_id, wrong)
    with pytest.raises(Refused, match="name different targets"):
        house.treated(case_id)


def test_a_disagreement_at_the_time_out_stops(house: House) -> None:
    case_id = house.booked()
    house.arrived(case_id)
    house.checked(case_id)
    house.made_ready(case_id)
    from procdesk.domain.stage import TimeOutItem

    time_out.say(
        house.ledger,
        house.nurse,
        case_id,
        (TimeOutItem.SITE,),
        agrees=False,
        said_by="patient",
        heard_by="M. Adeyemi",
        words="not that side",
    )
    with pytest.raises(Refused):
        time_out.sign(house.ledger, house.nurse, case_id, "nurse", house.signer(house.nurse))
    assert "time-out.disagreement" in stops(house, case_id)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Eliquis 5 mg", "anticoagulant.apixaban"),
        ("ｗａｒｆａｒｉｎ  sodium", "anticoagulant.warfarin"),
        ("blue pills", "anticoagulant.not-recognised"),
    ],
)
def test_a_blood_thinner_or_an_unknown_medicine_stops(house: House, text: str, key: str) -> None:
    case_id = house.booked()
    house.arrived(case_id)
    house.checked(case_id)
    house.takes(case_id, text)
    assert stops(house, case_id) == {key}


def test_a_patient_registered_as_deceased_goes_nowhere(house: House) -> None:
    case_id = house.booked(house.patient(deceased=True))
    assert "identity.deceased" in stops(house, case_id)
    with pytest.raises(Refused, match="registered as deceased"):
        stages.enter(house.ledger, house.front_desk, case_id, Stage.ARRIVED)


def test_the_ways_out(house: House) -> None:
    case_id = house.booked()
    reasons = {"cause": "unwell or infection", "told": "yes", "reason": "fever since yesterday"}
    with pytest.raises(Refused, match="why, in words"):
        ending.end(house.ledger, house.nurse, case_id, End.CANCELLED, {**reasons, "reason": " "})
    ending.end(house.ledger, house.nurse, case_id, End.CANCELLED, reasons)
    with pytest.raises(Refused, match="has ended"):
        stages.enter(house.ledger, house.nurse, case_id, Stage.ARRIVED)


def test_after_the_needle_a_case_is_not_cancelled(house: House) -> None:
    case_id = house.booked()
    house.arrived(case_id)
    house.checked(case_id)
    house.made_ready(case_id)
    house.timed_out(case_id)
    procedure.note(house.ledger, house.nurse, case_id, "needle_in")
    with pytest.raises(Refused, match="Care was given"):
        ending.end(house.ledger, house.physician, case_id, End.CANCELLED, {"reason": "fainted"})


def test_an_amendment_keeps_the_old_value(house: House) -> None:
    case_id = house.booked()
    house.arrived(case_id)
    house.checked(case_id)
    before = house.ledger.case(case_id).latest("vitals.pulse")
    assert before is not None
    amending.amend(
        house.ledger, house.nurse, case_id, before.recorded.entry_id, {"value": "80"}, "misread"
    )
    after = house.ledger.case(case_id).latest("vitals.pulse")
    assert after is not None
    assert (str(after.value), after.recorded.amends) == ("80", before.recorded.entry_id)
    amending.entered_in_error(house.ledger, house.nurse, case_id, before.recorded.entry_id, "wrong")
    assert house.ledger.case(case_id).latest("vitals.pulse") is None


def test_a_second_process_is_seen_and_judged(house: House) -> None:
    """Another desk program writes between our fold and our append: we fold and judge again."""
    from procdesk.records.journal import Journal
    from procdesk.records.store import open_store
    from procdesk.workflow.ledger import Ledger

    case_id = house.booked()
    house.arrived(case_id)
    house.checked(case_id)
    store = open_store(house.ledger.journal.store.home, house.store_key)
    other = Ledger(Journal(store), house.ledger.reference, house.clock, house.ledger.new_id)
    site.patient_says(
        other,
        house.nurse,
        case_id,
        words="the right",
        side=Side.RIGHT,
        regions=("low back",),
        said_by="patient",
    )
    with pytest.raises(Refused, match=r"LEFT, .* RIGHT"):
        stages.enter(house.ledger, house.nurse, case_id, Stage.READY)
    store.close()
