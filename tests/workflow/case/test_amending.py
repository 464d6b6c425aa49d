"""Corrections: the old value stays, none of them passes a stop, and a later one keeps the first."""

from decimal import Decimal

import pytest

from procdesk.domain.entry import Entry, Json, Kind, case_subject
from procdesk.domain.medicines.medication import Confirmation
from procdesk.domain.visit.case import DrugGiven
from procdesk.workflow.case import amending
from procdesk.workflow.checks import medicines, site
from procdesk.workflow.ledger import Act
from procdesk.workflow.refused import Refused
from procdesk.workflow.room import procedure
from support.small_clinic import TARGETS, House


def with_skin(house: House, *, imaged: bool) -> str:
    """A case in the procedure in which one drug was given for the skin."""
    case_id = house.booked()
    for step in (house.arrived, house.checked, house.made_ready, house.timed_out):
        step(case_id)
    procedure.note(house.ledger, house.nurse, case_id, "needle_in")
    if imaged:
        site.image_shows(house.ledger, house.nurse, case_id, TARGETS)
    procedure.give(
        house.ledger,
        house.nurse,
        case_id,
        act="skin",
        drug="lidocaine",
        strength="1 %",
        volume_ml=Decimal(2),
    )
    return case_id


def drug(house: House, case_id: str) -> DrugGiven:
    return house.ledger.case(case_id).drugs[-1]


def corrected(house: House, case_id: str, **change: Json) -> DrugGiven:
    recorded = drug(house, case_id).recorded
    entry_id = recorded.amends or recorded.entry_id
    amending.amend(house.ledger, house.nurse, case_id, entry_id, change, "misread")
    return drug(house, case_id)


def test_no_correction_makes_a_treatment_dose_that_would_have_been_stopped(house: House) -> None:
    case_id = with_skin(house, imaged=False)
    paper: Json = {"seen_by": "nobody"}
    for change in ({"act": "treatment"}, {"act": "treatment", "from_paper": paper}):
        with pytest.raises(Refused, match="image shows the needle is not recorded"):
            corrected(house, case_id, **change)
    site.image_shows(house.ledger, house.nurse, case_id, TARGETS)
    with pytest.raises(Refused, match="image shows the needle is not recorded"):
        corrected(house, case_id, act="treatment")
    assert drug(house, case_id).act == "skin"


def test_a_true_correction_is_judged_as_the_case_stood_then(house: House) -> None:
    case_id = with_skin(house, imaged=True)
    medicines.confirm_allergy(
        house.ledger,
        house.nurse,
        case_id,
        row_id="",
        text="the blue stuff",
        reaction="",
        confirmation=Confirmation.CONFIRMED,
    )
    assert corrected(house, case_id, act="treatment").act == "treatment"
    assert corrected(house, case_id, lot="B17").act == "treatment"


def test_no_stage_is_entered_by_a_correction(house: House) -> None:
    """Invariant 5: also past the desk, through the ledger itself."""
    case_id = house.booked()
    house.arrived(case_id)
    entered = house.ledger.case(case_id).stages[-1][1].entry_id
    body: dict[str, Json] = {"of": entered, "body": {"stage": "procedure"}, "reason": "no"}
    with pytest.raises(Refused) as refused:
        house.ledger.record(house.nurse, [Act(case_subject(case_id), Kind.AMENDED, body)])
    assert "papers.ready" in {one.key for one in refused.value.findings}


@pytest.mark.parametrize(
    ("change", "words"),
    [({"volume_ml": "two"}, "correct volume ml again"), ({"act": "treat"}, "given for")],
)
def test_a_correction_that_nobody_can_read_is_refused_in_words(
    house: House, change: dict[str, Json], words: str
) -> None:
    case_id = with_skin(house, imaged=True)
    with pytest.raises(Refused, match=words):
        corrected(house, case_id, **change)
    assert drug(house, case_id).volume_ml == 2


def test_a_second_correction_keeps_the_first(house: House) -> None:
    case_id = with_skin(house, imaged=True)
    entry_id = drug(house, case_id).recorded.entry_id
    for change in ({"lot": "B17"}, {"expiry": "2027-04"}):
        amending.amend(house.ledger, house.nurse, case_id, entry_id, change, "misread")
    assert (drug(house, case_id).lot, drug(house, case_id).expiry) == ("B17", "2027-04")


def test_a_correction_is_of_this_case_and_says_why(house: House) -> None:
    case_id, other = with_skin(house, imaged=True), house.booked()
    entry_id = drug(house, case_id).recorded.entry_id
    with pytest.raises(Refused, match="not part of the case"):
        amending.amend(house.ledger, house.nurse, other, entry_id, {"lot": "B17"}, "misread")
    with pytest.raises(Refused, match="Say why") as refused:
        amending.amend(house.ledger, house.nurse, case_id, entry_id, {"lot": "B17"}, " ")
    assert refused.value.field == "reason"
    with pytest.raises(Refused, match="Say why"):
        amending.entered_in_error(house.ledger, house.nurse, case_id, entry_id, " ")
    with pytest.raises(Refused, match="takes a nurse"):
        amending.entered_in_error(house.ledger, house.front_desk, case_id, entry_id, "misread")
    assert drug(house, case_id).lot == ""


def test_what_nobody_can_read_can_be_marked_as_wrong_and_be_put_right(house: House) -> None:
    """Hazard: an entry of a newer desk stays on the case as not understood, whatever is done."""
    case_id = with_skin(house, imaged=True)
    house.clock.forward(minutes=1)
    newer = [pulse_of_a_newer_desk(house, case_id) for _ in range(2)]
    assert [one.id for one in house.ledger.case(case_id).not_understood] == newer
    amending.amend(house.ledger, house.nurse, case_id, newer[0], {"value": "72"}, "read there")
    case = amending.entered_in_error(house.ledger, house.nurse, case_id, newer[1], "twice").case
    assert case.not_understood == ()
    pulse = case.latest("vitals.pulse")
    assert pulse is not None
    assert pulse.value == 72


def pulse_of_a_newer_desk(house: House, case_id: str) -> str:
    """An entry as it comes from a desk that says more than this one reads; gives its id."""
    at, entry_id = house.clock.at, house.ledger.new_id()
    body: dict[str, Json] = {"code": "vitals.pulse", "value": "72 regular", "unit": "/min"}
    subject = case_subject(case_id)
    entry = Entry(entry_id, subject, Kind.MEASURED, "adeyemi", at, at, body)
    house.ledger.journal.append([entry])
    return entry_id
