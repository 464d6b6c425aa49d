"""Adopting takes a set that is there and a signature; without one nothing is adopted."""

import pytest

from procdesk.domain.finding import Result
from procdesk.workflow.clinic import adopting
from procdesk.workflow.refused import Refused
from support.small_clinic import House


def test_a_rule_set_that_is_not_there_names_those_that_are(house: House) -> None:
    with pytest.raises(Refused, match=r"no rule set asra\. There are: .*asra-pain-2018, .*vitals"):
        adopting.rule_set(house.ledger, "asra")


def test_without_a_signature_a_set_is_not_adopted_and_its_rules_cannot_decide(
    house: House,
) -> None:
    """Hazard: what nobody answers for passes."""
    ledger, rules = house.ledger, adopting.rule_set(house.ledger, "asra-pain-2018")
    before = adopting.state(ledger, rules)
    with pytest.raises(Refused, match="Signing takes your password") as refused:
        adopting.adopt(ledger, house.physician, rules, None)
    assert refused.value.field == "password"
    assert adopting.state(ledger, rules) == before == "draft, not adopted"
    case_id = house.booked()
    house.arrived(case_id)
    house.checked(case_id)
    house.takes(case_id, "Eliquis 5 mg")
    findings = {one.key: one for one in ledger.outcome(case_id).findings}
    assert findings["anticoagulant.apixaban"].result is Result.CANNOT_DECIDE
    assert findings["anticoagulant.apixaban"].stops


def test_without_a_signature_no_sheet_text_is_reviewed(house: House) -> None:
    raw = b'{"version": "1", "lines": []}'
    with pytest.raises(Refused, match="Signing takes your password"):
        adopting.review(house.ledger, house.physician, "aftercare-en", raw, None)
    assert adopting.reviewer(house.ledger, "aftercare-en", raw) == ""
