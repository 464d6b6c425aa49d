"""Which stop is named first, and what an override was given for."""

import pytest

from house import House
from procdesk.domain.entry import Kind, case_subject
from procdesk.domain.finding import Effect, Finding, Result, weightiest_first
from procdesk.domain.stage import Stage
from procdesk.domain.target import parse_target
from procdesk.rules.gates import unmet
from procdesk.workflow import stages
from procdesk.workflow.ledger import Act
from procdesk.workflow.refused import Refused


def finding(key: str, effect: Effect, result: Result, by: str = "") -> Finding:
    return Finding(key, effect, result, "", "", "site", overridden_by=by)


def test_what_is_known_to_be_wrong_comes_before_what_is_not_known() -> None:
    stops, warns = Effect.STOPS, Effect.WARNS
    found = [
        finding("papers.not-asked", stops, Result.CANNOT_DECIDE),
        finding("allergy.latex", warns, Result.NOT_MET),
        finding("site.differs", stops, Result.NOT_MET),
        finding("vitals.missing", stops, Result.CANNOT_DECIDE),
        finding("consent.missing", stops, Result.NOT_MET),
        finding("escort.sedation", stops, Result.NOT_MET, by="okafor"),
    ]
    assert [one.key for one in weightiest_first(found)] == [
        "site.differs",
        "consent.missing",
        "papers.not-asked",
        "vitals.missing",
        "allergy.latex",
        "escort.sedation",
    ]
    assert [one.key for one in unmet(found, Stage.READY)] == [
        "site.differs",
        "consent.missing",
        "papers.not-asked",
        "vitals.missing",
    ]


def test_a_refusal_names_the_difference_and_not_what_is_only_open(house: House) -> None:
    case_id = house.booked()
    house.arrived(case_id)
    house.checked(case_id)
    ledger = house.ledger
    blank = {"section": "papers", "link_id": "papers.any_missing", "value": None}
    ledger.act(house.nurse, case_id, Act(case_subject(case_id), Kind.ANSWERED, blank))
    house.consented(case_id, (parse_target("right medial-branch L3,L4"),))
    with pytest.raises(Refused, match=r"^The sources do not agree.*\(\d more\)$") as refused:
        stages.enter(ledger, house.nurse, case_id, Stage.READY)
    assert refused.value.findings[0].key == "site.differs"
