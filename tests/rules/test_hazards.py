"""HAZARDS.md says what the rules do; each stop is tried unmet and met."""

import re
from pathlib import Path

import pytest

from house import House
from procdesk.domain.finding import Effect, Finding, Result
from procdesk.domain.stage import Stage
from procdesk.questionnaire.load import load
from procdesk.rules.gates import unmet

ROOT = Path(__file__).resolve().parents[2]
FAMILIES = {
    *("identity", "anticoagulant", "allergy", "glucose", "pregnancy", "infection", "implant"),
    *("vitals", "steroid", "local-anaesthetic", "exposure", "fasting", "sedation", "escort"),
    *("site", "consent", "papers", "time-out", "discharge", "restart", "policy", "red-flag"),
}


def listed() -> dict[str, str]:
    rows = re.findall(r"\| `([^`]+)` \| (\w+) \|", (ROOT / "HAZARDS.md").read_text("utf-8"))
    return dict(rows)


def written() -> set[str]:
    """Every finding key that stands in the rules' source."""
    found = set[str]()
    for path in (ROOT / "src" / "procdesk" / "rules").glob("*.py"):
        if path.name != "gates.py":
            text = path.read_text("utf-8")
            found.update(
                re.findall(r'(?<!value\()(?<!values\()"((?:[a-z]+-?)+\.[a-z0-9-]+)"', text)
            )
    found -= asked_by_forms()
    return {key for key in found if key.partition(".")[0] in FAMILIES} | {
        "allergy.*",
        "anticoagulant.*",
    }


def asked_by_forms() -> set[str]:
    """The linkIds of the forms: a rule names the questions that it reads."""
    paths = (ROOT / "forms").glob("*.json")
    return {item.link_id for path in paths for item in load(path.read_bytes()).items}


def test_every_finding_is_in_the_table_and_the_table_names_no_other() -> None:
    assert set(listed()) == written()


def test_every_row_names_a_test_that_is_there() -> None:
    rows = (line.split("|") for line in (ROOT / "HAZARDS.md").read_text("utf-8").splitlines())
    named = {name for row in rows if len(row) > 3 for name in re.findall(r"\btest_\w+", row[-2])}
    assert named
    assert named <= {path.stem for path in (ROOT / "tests").rglob("test_*.py")}


def test_every_key_is_of_a_known_family() -> None:
    assert {key.partition(".")[0] for key in listed()} <= FAMILIES


def test_nothing_says_that_it_is_safe() -> None:
    for folder in ("src", "resources", "forms"):
        for path in (ROOT / folder).rglob("*"):
            if path.suffix in (".py", ".json", ".md"):
                assert "safe to proceed" not in path.read_text("utf-8").lower(), path


def findings(house: House, case_id: str) -> dict[str, Finding]:
    return {one.key: one for one in house.ledger.outcome(case_id).findings}


@pytest.mark.parametrize(
    "key",
    [
        "vitals.missing",
        "allergy.not-asked",
        "anticoagulant.not-asked",
        "consent.missing",
        "site.words",
    ],
)
def test_what_was_not_asked_cannot_be_decided_and_stops(house: House, key: str) -> None:
    case_id = house.booked()
    house.arrived(case_id)
    before = findings(house, case_id)[key]
    assert (before.effect, before.result) == (Effect.STOPS, Result.CANNOT_DECIDE)
    assert before in unmet(house.ledger.outcome(case_id).findings, Stage.READY)
    house.checked(case_id)
    assert findings(house, case_id)[key].result is Result.MET


def test_an_order_that_nobody_mapped_stops(house: House) -> None:
    from procdesk.workflow import arrival
    from procdesk.workflow.ledger import FEED

    booked = arrival.book(
        house.ledger, FEED, house.patient(), procedure_text="Back shot", scheduled_at=house.clock.at
    )
    assert findings(house, booked.case.id)["papers.not-mapped"].result is Result.CANNOT_DECIDE


def test_an_allergy_that_is_not_recognised_stops(house: House) -> None:
    case_id = house.booked()
    house.arrived(case_id)
    house.checked(case_id)
    house.reacts(case_id, "the blue stuff", "")
    found = findings(house, case_id)["allergy.not-recognised"]
    assert found.result is Result.CANNOT_DECIDE
    assert found.stops


def test_the_time_out_and_the_discharge_stop_until_they_are_done(house: House) -> None:
    case_id = house.booked()
    house.arrived(case_id)
    house.checked(case_id)
    house.made_ready(case_id)
    assert findings(house, case_id)["time-out.signed"].stops
    house.timed_out(case_id)
    house.done(case_id)
    assert findings(house, case_id)["discharge.observed"].stops
    house.recovered(case_id)
    found = findings(house, case_id)
    assert found["discharge.ordered"].stops
    assert found["discharge.sheet"].stops
    house.discharged(case_id)
    assert not unmet(house.ledger.outcome(case_id).findings, Stage.FOLLOW_UP)


def test_a_sedated_patient_needs_an_escort(house: House) -> None:
    from procdesk.domain.entry import Json, Kind, case_subject
    from procdesk.workflow.ledger import Act

    case_id = house.booked()
    procedure: dict[str, Json] = {
        "key": "mbb-lumbar",
        "text": "",
        "targets": ["left medial-branch L3,L4"],
        "sedation": "light",
    }
    house.ledger.record(
        house.nurse, [Act(case_subject(case_id), Kind.ORDER_SET, {"procedures": [procedure]})]
    )
    assert findings(house, case_id)["escort.sedation"].stops
