"""Acts that lack what makes them true are refused in words, and nothing is recorded."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from procdesk.domain.stage import End
from procdesk.domain.targets.target import Side
from procdesk.workflow.after import next_step
from procdesk.workflow.booking import arrival, calls
from procdesk.workflow.booking.arrival import Identifiers
from procdesk.workflow.case import ending, overriding
from procdesk.workflow.checks import consent, site
from procdesk.workflow.refused import Refused
from procdesk.workflow.room import procedure
from support.small_clinic import House

ONE_IDENTIFIER = [
    Identifiers(),
    Identifiers("Ruth Abernathy"),
    Identifiers(birth_date=date(1947, 3, 14)),
    Identifiers(mrn="00286641"),
]


@pytest.mark.parametrize("identifiers", ONE_IDENTIFIER)
def test_one_identifier_is_not_two(house: House, identifiers: Identifiers) -> None:
    """clinical.md 1.2: at least two identifiers."""
    case_id = house.booked()
    with pytest.raises(Refused, match="Two identifiers are needed") as refused:
        arrival.confirm_identity(house.ledger, house.front_desk, case_id, identifiers)
    assert refused.value.field == "identity"
    assert house.ledger.case(case_id).value("arrival.identity") is None


@pytest.mark.parametrize(
    ("said", "words", "field"),
    [
        ({"words": " ", "side": None, "regions": ()}, "word for word", "words"),
        ({"words": "here", "side": Side.LEFT, "regions": ()}, "where the patient", "regions"),
    ],
)
def test_words_that_say_neither_side_nor_place_are_no_words(
    house: House, said: dict[str, Any], words: str, field: str
) -> None:
    """Hazard: the side shows, and the patient has not said it."""
    case_id = house.booked()
    house.arrived(case_id)
    with pytest.raises(Refused, match=words) as refused:
        site.patient_says(house.ledger, house.nurse, case_id, said_by="patient", **said)
    assert refused.value.field == field
    assert not house.ledger.case(case_id).patient_has_spoken


def test_who_cannot_say_a_side_is_kept_word_for_word(house: House) -> None:
    case_id = house.booked()
    house.arrived(case_id)
    case = site.patient_says(
        house.ledger,
        house.nurse,
        case_id,
        words=" it moves about ",
        side=None,
        regions=(),
        said_by="patient",
    ).case
    assert case.patient_has_spoken
    assert "site.words" in {f.key for f in house.ledger.outcome(case_id).findings if f.stops}


def test_a_withdrawal_says_what_the_patient_said(house: House) -> None:
    case_id = house.booked()
    house.arrived(case_id)
    house.checked(case_id)
    with pytest.raises(Refused, match="what the patient said") as refused:
        consent.withdraw(house.ledger, house.nurse, case_id, " ")
    assert refused.value.field == "words"
    assert house.ledger.case(case_id).value("consent.withdrawn") is False


def test_nobody_is_called_who_was_not_named(house: House) -> None:
    case_id = house.booked()
    with pytest.raises(Refused, match="Nobody was named to take the patient home"):
        calls.call_escort(house.ledger, house.front_desk, case_id, "other")
    assert house.ledger.case(case_id).calls == ()


def test_of_a_visit_in_which_nothing_was_done_nothing_is_decided(house: House) -> None:
    case_id = house.booked()
    reasons = {"cause": "unwell or infection", "told": "yes", "reason": "fever"}
    ending.end(house.ledger, house.nurse, case_id, End.CANCELLED, reasons)
    with pytest.raises(Refused, match="Nothing was done in this visit"):
        next_step.decide(house.ledger, house.physician, case_id, "repeat", "helped")
    with pytest.raises(Refused, match="No sign is open"):
        next_step.close_signs(house.ledger, house.physician, case_id, "seen")
    assert house.ledger.case(case_id).decisions == ()


@pytest.mark.parametrize(
    ("change", "words", "field"),
    [
        ({"finding_key": "site.words"}, "Nothing stops here any more", ""),
        ({"finding_key": "unheard-of"}, "Nothing stops here any more", ""),
        ({"reason_code": ""}, "Choose a reason", "reason_code"),
        ({"reason_code": "busy"}, "Choose a reason", "reason_code"),
        ({"reason": " "}, "Write the reason in words", "reason"),
        ({"reason": " ok  "}, "Write the reason in words", "reason"),
    ],
)
def test_a_stop_is_passed_only_with_a_reason_of_the_list_and_in_words(
    house: House, change: dict[str, str], words: str, field: str
) -> None:
    case_id = house.booked()
    house.arrived(case_id)
    house.checked(case_id, side=Side.RIGHT)
    values: dict[str, Any] = {"finding_key": "site.differs", "reason_code": "corrected"}
    values |= {"reason": "asked twice", **change}
    with pytest.raises(Refused, match=words) as refused:
        overriding.override(house.ledger, house.physician, case_id, **values)
    assert refused.value.field == field
    assert house.ledger.case(case_id).overrides == ()
    assert "site.differs" in {f.key for f in house.ledger.outcome(case_id).findings if f.stops}


@pytest.mark.parametrize(
    ("change", "words", "field"),
    [
        ({"act": ""}, "what the drug was given for", "act"),
        ({"act": "anaesthesia"}, "what the drug was given for", "act"),
        ({"drug": " "}, "which drug was given", "drug"),
    ],
)
def test_a_dose_says_what_and_what_for(
    house: House, change: dict[str, str], words: str, field: str
) -> None:
    case_id = house.booked()
    for step in (house.arrived, house.checked, house.made_ready, house.timed_out):
        step(case_id)
    dose: dict[str, Any] = {"act": "skin", "drug": "lidocaine", "strength": "1 %"}
    give: Callable[..., object] = procedure.give
    with pytest.raises(Refused, match=words) as refused:
        give(house.ledger, house.nurse, case_id, **{**dose, "volume_ml": None, **change})
    assert refused.value.field == field
    assert house.ledger.case(case_id).drugs == ()
