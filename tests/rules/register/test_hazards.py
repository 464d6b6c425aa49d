"""The register of hazards is whole and HAZARDS.md is of it; stops are tried unmet and met."""

import ast
import re
import subprocess
import sys
from collections import defaultdict
from collections.abc import Callable
from fnmatch import fnmatchcase
from functools import partial
from pathlib import Path

import pytest

from procdesk.domain.finding import Effect, Finding, Result
from procdesk.domain.section_key import SectionKey
from procdesk.domain.stage import Stage
from procdesk.rules.register import hazards
from procdesk.rules.register.gates import unmet
from procdesk.rules.register.hazard import BEFORE_READY, EVERY_GATE, NO_GATE, Hazard
from support.places import ROOT
from support.small_clinic import House

SOURCE = ROOT / "src" / "procdesk"


def strings(path: Path) -> list[str]:
    """The strings that a source file writes down."""
    nodes = ast.walk(ast.parse(path.read_text("utf-8")))
    constants = (node.value for node in nodes if isinstance(node, ast.Constant))
    return [value for value in constants if isinstance(value, str)]


def test_the_table_of_the_paper_is_that_of_the_register() -> None:
    script = ROOT / "packaging" / "hazard_table.py"
    assert subprocess.run([sys.executable, script, "--check"], check=False).returncode == 0


def test_a_finding_key_is_typed_once_and_its_row_is_named_after_it() -> None:
    keys = {row.key for row in hazards.EVERY}
    typed = [one for path in SOURCE.rglob("*.py") for one in strings(path) if one in keys]
    assert sorted(typed) == sorted(keys)
    names = {name: row.key for name, row in vars(hazards).items() if isinstance(row, Hazard)}
    assert names == {re.sub(r"[.-]", "_", key.removesuffix(".*")).upper(): key for key in keys}


def test_a_finding_is_made_of_a_row_and_nowhere_else() -> None:
    made = [
        path.name
        for path in SOURCE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] == "Finding"
    ]
    assert made == ["hazard.py"]


def test_a_row_that_stops_is_not_made_without_a_gate() -> None:
    row: Callable[..., Hazard] = partial(
        Hazard,
        key="vaccine.recent",
        rule=".".join(("patient", "vaccine")),
        effect=Effect.STOPS,
        section=SectionKey.ORDER,
        harm="",
        test="",
    )
    assert row(gates=BEFORE_READY).gates
    with pytest.raises(ValueError, match=r"vaccine\.recent stops, and holds no gate"):
        row(gates=NO_GATE)
    with pytest.raises(TypeError, match="gates"):
        row()


def test_what_may_come_to_stop_has_gates_too() -> None:
    """A warning stops where nobody can decide; of a changed schedule everything is known."""
    without = {row.key for row in hazards.EVERY if not row.gates and row.effect is Effect.WARNS}
    assert without == {hazards.PAPERS_RESCHEDULED.key}


def test_every_row_names_a_test_that_speaks_of_its_finding() -> None:
    """A family is spoken of where one of its subjects is."""
    spoken = defaultdict[str, set[str]](set)
    for path in (ROOT / "tests").rglob("test_*.py"):
        spoken[path.stem] |= {word for text in strings(path) for word in text.split()}
    silent = [
        (row.key, name)
        for row in hazards.EVERY
        for name in re.findall(r"\w+", row.test) or [""]
        if not any(fnmatchcase(word, row.key) for word in spoken[name])
    ]
    assert silent == []


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
    from procdesk.workflow.booking import arrival
    from procdesk.workflow.ledger import STATION_STAFF

    booked = arrival.book(
        house.ledger,
        STATION_STAFF,
        house.patient(),
        procedure_text="Back shot",
        scheduled_at=house.clock.at,
    )
    assert findings(house, booked.case.id)["papers.not-mapped"].result is Result.CANNOT_DECIDE


def test_an_allergy_that_is_not_recognised_stops(house: House) -> None:
    case_id = house.booked()
    house.arrived(case_id)
    house.checked(case_id)
    house.reacts(case_id, "the blue stuff", "")
    finding = findings(house, case_id)["allergy.not-recognised"]
    assert finding.result is Result.CANNOT_DECIDE
    assert finding.stops


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
    by_key = findings(house, case_id)
    assert by_key["discharge.ordered"].stops
    assert by_key["discharge.sheet"].stops
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
        house.nurse,
        [Act(subject=case_subject(case_id), kind=Kind.ORDER_SET, body={"procedures": [procedure]})],
    )
    assert findings(house, case_id)["escort.sedation"].stops


def test_the_register_says_what_people_wrote_down_before_it_was() -> None:
    """HAZARDS.md is printed from the register, so it cannot hold it: this list was written by hand.

    A change of an effect, of a gate or of who may pass is made in both.
    """
    table = (ROOT / "tests" / "rules" / "register" / "hazards.tsv").read_text("utf-8")
    by_hand = [tuple(line.split("\t")) for line in table.splitlines()[1:]]
    assert {row[0] for row in by_hand} == {row.key for row in hazards.EVERY}
    for row in hazards.EVERY:
        gates = "every" if row.gates == EVERY_GATE else " ".join(sorted(map(str, row.gates)))
        assert (row.key, row.effect.value, row.who_overrides, gates) in by_hand, row.key
