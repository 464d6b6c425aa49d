"""The statement that holds: a physician signs it, and what it contradicts is void."""

import pytest

from procdesk.domain.entry import Kind
from procdesk.domain.finding import Finding, Result
from procdesk.domain.stage import Stage, StatementKind
from procdesk.domain.targets.target import Side, parse_target
from procdesk.domain.visit.case import Case
from procdesk.records.signed import Signatures
from procdesk.workflow.booking import ordering
from procdesk.workflow.booking.ordering import Change, Wanted
from procdesk.workflow.case import amending
from procdesk.workflow.checks import consent, site
from procdesk.workflow.checks.site import Resolution
from procdesk.workflow.refused import Refused
from procdesk.workflow.room import time_out
from support.small_clinic import TARGETS, House

RIGHT = (parse_target("right medial-branch L3,L4"),)
LOWER = (parse_target("left medial-branch L4"), parse_target("left dorsal-ramus L5"))
WHY = "seen with the patient and the images"


def words(house: House, case_id: str, side: Side, region: str = "low back") -> None:
    site.patient_says(
        house.ledger,
        house.nurse,
        case_id,
        words="here",
        side=side,
        regions=(region,),
        said_by="patient",
    )


def offered(case: Case) -> dict[StatementKind, Resolution]:
    return {one.holds.kind: one for one in site.resolutions(case)}


def resolved(house: House, case_id: str, kind: StatementKind) -> Case:
    resolution = offered(house.ledger.case(case_id))[kind]
    signer = house.signer(house.physician)
    return site.resolve(house.ledger, case_id, resolution, WHY, signer).case


def finding(house: House, case_id: str, key: str) -> Finding:
    return next(f for f in house.ledger.outcome(case_id).findings if f.key == key)


@pytest.fixture
def says_right(house: House) -> str:
    """Order and consent are left, and the patient says the right."""
    case_id = house.booked()
    house.arrived(case_id)
    house.checked(case_id)
    words(house, case_id, Side.RIGHT)
    assert finding(house, case_id, "site.differs").result is Result.NOT_MET
    return case_id


def test_nothing_is_to_be_resolved_where_all_agree(house: House) -> None:
    case_id = house.booked()
    house.arrived(case_id)
    house.checked(case_id)
    assert site.resolutions(house.ledger.case(case_id)) == ()


def test_the_patients_words_hold_so_order_and_consent_are_void(
    house: House, says_right: str
) -> None:
    case = resolved(house, says_right, StatementKind.WORDS)
    assert case.order.targets == ()
    assert case.order.procedures[0].key == "mbb-lumbar"
    assert case.statement(StatementKind.CONSENT) is None
    assert finding(house, says_right, "site.differs").result is Result.MET
    for key in ("papers.not-mapped", "consent.missing"):
        assert finding(house, says_right, key).result is Result.CANNOT_DECIDE
    assert "set aside" in finding(house, says_right, "papers.not-mapped").sentence
    with pytest.raises(Refused):
        house.made_ready(says_right)


def test_an_order_that_was_set_aside_is_a_physicians_to_set(house: House, says_right: str) -> None:
    """Hazard: whoever finds the order empty fills it in."""
    resolved(house, says_right, StatementKind.WORDS)
    change = Change(procedures=(Wanted("mbb-lumbar", RIGHT),), reason="as the patient says")
    with pytest.raises(Refused, match="takes a physician"):
        ordering.change_order(house.ledger, house.nurse, says_right, change)
    ordering.change_order(house.ledger, house.physician, says_right, change)
    house.consented(says_right, RIGHT)
    assert not finding(house, says_right, "site.differs").stops
    assert finding(house, says_right, "papers.not-mapped").result is Result.MET


@pytest.mark.parametrize("kind", [StatementKind.ORDER, StatementKind.CONSENT])
def test_the_papers_hold_so_the_patient_is_asked_again(
    house: House, says_right: str, kind: StatementKind
) -> None:
    case = resolved(house, says_right, kind)
    assert case.order.targets == TARGETS
    assert case.statement(StatementKind.CONSENT) is not None
    assert not case.patient_has_spoken
    assert finding(house, says_right, "site.words").result is Result.CANNOT_DECIDE
    assert not site.may_be_read(case, house.nurse)
    words(house, says_right, Side.LEFT)
    assert not finding(house, says_right, "site.words").stops


def test_what_would_be_void_is_said_before(house: House) -> None:
    case_id = house.booked()
    for step in (house.arrived, house.checked, house.made_ready):
        step(case_id)
    house.consented(case_id, RIGHT)
    ready = house.ledger.case(case_id).attestations
    assert ready
    site.marked(house.ledger, house.physician, case_id, Side.RIGHT, "low back")
    resolutions = offered(house.ledger.case(case_id))
    assert set(resolutions) == {  # consent and mark hold together; so do order and words
        *(StatementKind.ORDER, StatementKind.WORDS, StatementKind.CONSENT, StatementKind.MARK)
    }
    voids = site.would_void(
        house.ledger, house.physician, case_id, resolutions[StatementKind.ORDER]
    )
    assert len(voids) == 2
    assert voids[0].startswith("the consent of M. Adeyemi (RIGHT L3, L4 medial branches): it is")
    assert voids[1].startswith("the mark of Dr L. Okafor (RIGHT low back): the physician marks")
    assert house.ledger.case(case_id).statement(StatementKind.MARK) is not None


def test_signatures_that_rest_on_what_is_void_fall_and_it_is_said(house: House) -> None:
    case_id = house.booked()
    for step in (house.arrived, house.checked, house.made_ready, house.timed_out):
        step(case_id)
    before = house.ledger.case(case_id)
    assert before.attestation("ready")
    site.image_shows(house.ledger, house.nurse, case_id, RIGHT)
    assert set(offered(house.ledger.case(case_id))) == {
        *(StatementKind.ORDER, StatementKind.WORDS, StatementKind.CONSENT),
        *(StatementKind.MARK, StatementKind.MARK_SEEN),
    }  # the image cannot hold: the procedure has begun, and the order is what it was
    case = resolved(house, case_id, StatementKind.ORDER)
    assert case.statement(StatementKind.IMAGE) is None
    assert case.attestation("ready")
    assert finding(house, case_id, "site.image").result is Result.CANNOT_DECIDE
    with pytest.raises(Refused):
        house.treated(case_id)


def test_a_mark_that_is_set_aside_takes_both_signatures_with_it(house: House) -> None:
    case_id = house.booked()
    for step in (house.arrived, house.checked, house.made_ready):
        step(case_id)
    house.read_aloud(case_id, Side.LEFT)
    time_out.sign(house.ledger, house.nurse, case_id, "nurse", house.signer(house.nurse))
    words(house, case_id, Side.RIGHT)
    resolution = offered(house.ledger.case(case_id))[StatementKind.WORDS]
    # both fell already when the words changed: they are not said to fall again
    voids = site.would_void(house.ledger, house.physician, case_id, resolution)
    assert [one.split(" of ")[0] for one in voids] == [
        *("the order", "the consent", "the mark", "the mark seen after draping")
    ]
    case = resolved(house, case_id, StatementKind.WORDS)
    assert case.statement(StatementKind.MARK) is None
    assert finding(house, case_id, "site.mark").result is Result.CANNOT_DECIDE
    assert case.attestation("time_out") is None


def test_a_signature_that_would_fall_is_said(house: House) -> None:
    case_id = house.booked()
    for step in (house.arrived, house.checked, house.made_ready):
        step(case_id)
    house.read_aloud(case_id, Side.RIGHT)  # the mark shows another side after draping
    resolutions = offered(house.ledger.case(case_id))
    voids = site.would_void(
        house.ledger, house.physician, case_id, resolutions[StatementKind.ORDER]
    )
    assert [one.split(" of ")[0] for one in voids] == ["the mark seen after draping"]
    voids = site.would_void(
        house.ledger, house.physician, case_id, resolutions[StatementKind.MARK_SEEN]
    )
    assert voids[-1] == "the physician's attestation: it is signed anew"


def test_words_that_know_no_level_settle_no_level(house: House) -> None:
    case_id = house.booked()
    house.arrived(case_id)
    house.checked(case_id)
    house.consented(case_id, LOWER)
    assert set(offered(house.ledger.case(case_id))) == {
        StatementKind.ORDER,
        StatementKind.CONSENT,
    }


def test_a_statement_that_is_corrected_later_stays_void(house: House, says_right: str) -> None:
    """Hazard: a consent that was set aside comes back by a correction."""
    entry = house.ledger.case(says_right).statement(StatementKind.CONSENT)
    assert entry is not None
    amending.amend(
        house.ledger, house.nurse, says_right, entry.recorded.entry_id, {"said_by": "R."}, "name"
    )
    resolved(house, says_right, StatementKind.WORDS)
    amending.amend(
        house.ledger, house.nurse, says_right, entry.recorded.entry_id, {"said_by": "R. A."}, "x"
    )
    house.ledger.refresh()
    assert house.ledger.case(says_right).statement(StatementKind.CONSENT) is None


def test_who_may_resolve_and_with_what(house: House, says_right: str) -> None:
    resolution = offered(house.ledger.case(says_right))[StatementKind.WORDS]
    physician = house.signer(house.physician)
    with pytest.raises(Refused, match="takes a physician"):
        site.resolve(house.ledger, says_right, resolution, WHY, house.signer(house.nurse))
    with pytest.raises(Refused, match="reason in words"):
        site.resolve(house.ledger, says_right, resolution, " no ", physician)
    house.consented(says_right, RIGHT)
    with pytest.raises(Refused, match="while you were reading"):
        site.resolve(house.ledger, says_right, resolution, WHY, physician)


def test_the_resolution_is_signed_final_and_stands_in_the_record(
    house: House, says_right: str
) -> None:
    case = resolved(house, says_right, StatementKind.WORDS)
    entry = case.entries[-1]
    assert entry.kind == Kind.CONFLICT_RESOLVED
    assert entry.author == "okafor"
    assert entry.body["reason"] == WHY
    signatures = Signatures()
    every = [*house.ledger.journal.since(0)]
    assert all(signatures.take(one) for one in every)
    assert any(one.id == entry.id for one in every)
    with pytest.raises(Refused, match="cannot be amended"):
        amending.entered_in_error(house.ledger, house.nurse, says_right, entry.id, "no")


def test_a_withdrawn_consent_is_not_mended_by_a_resolution(house: House, says_right: str) -> None:
    consent.withdraw(house.ledger, house.nurse, says_right, "not today")
    resolved(house, says_right, StatementKind.CONSENT)
    assert finding(house, says_right, "consent.missing").result is Result.NOT_MET
    assert house.ledger.case(says_right).stage is Stage.CHECKS
