"""`procdesk review --policy FILE`: a clinic's own rule set is judged by, and an odd one refused."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from procdesk.cli import main

NOW = datetime(2026, 11, 25, 14, tzinfo=UTC)
PATIENT = {
    "resourceType": "Patient",
    "gender": "male",
    "birthDate": "1961-05-20",
    "name": [{"family": "Ortega", "given": ["Luis"]}],
    "identifier": [{"value": "7"}],
}
ROW = {
    "id": "own-apixaban",
    "drug": "apixaban",
    "status": "U",
    "source": "ours",
    "high": "5 days",
    "intermediate": "5 days",
    "low": "no stop",
    **dict.fromkeys(("restart_high", "restart_intermediate", "restart_low"), "24 h"),
}
OWN: dict[str, Any] = {
    "key": "own-2026",
    "family": "anticoagulant",
    "title": "Ours",
    "version": "1",
    "source": "the clinic's physician",
    "rows": [ROW],
}


def judged(at: Path, own: Any, text: str, hours_ago: float) -> int:
    """The exit status over one medicine by the set of that file."""
    policy, bundle = at / "own.json", at / "bundle.json"
    policy.write_text(json.dumps(own), "utf-8")
    taken = {
        "resourceType": "MedicationStatement",
        "medicationCodeableConcept": {"text": text},
        "status": "active",
        "effectivePeriod": {"end": (NOW - timedelta(hours=hours_ago)).isoformat()},
        "dateAsserted": NOW.isoformat(),
    }
    entry = [{"resource": one} for one in (PATIENT, taken)]
    bundle.write_text(json.dumps({"resourceType": "Bundle", "entry": entry}), "utf-8")
    words = (
        "review",
        str(bundle),
        "--procedure",
        "esi-interlaminar-lumbar",
        "--policy",
        str(policy),
    )
    return main(["--json", "--at", NOW.isoformat(), *words, "--policy", str(policy), "--all"])


@pytest.mark.parametrize(
    ("text", "hours_ago", "key", "result"),
    [
        ("Apixaban 5 mg", 119, "anticoagulant.apixaban", "not met"),  # its five days, not three
        ("Apixaban 5 mg", 120, "anticoagulant.apixaban", "met"),
        ("Rivaroxaban 20 mg", 9999, "anticoagulant.rivaroxaban", "cannot decide"),  # no row of it
    ],
)
def test_the_rows_of_the_file_are_the_rule_and_what_they_lack_is_not_decided(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    text: str,
    hours_ago: float,
    key: str,
    result: str,
) -> None:
    status = judged(tmp_path, OWN, text, hours_ago)
    (finding,) = [
        finding
        for finding in json.loads(capsys.readouterr().out)["findings"]
        if finding["key"] == key
    ]
    assert (finding["result"], status) == (result, 0 if result == "met" else 1)
    if result == "met":
        assert finding["policy"] == "own-apixaban 1"


def without(row: dict[str, Any], key: str) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name != key}


@pytest.mark.parametrize(
    ("own", "says"),
    [
        ([], "Expected `object`, got `array`"),
        ({}, "Object missing required field `key`"),
        ("own", "Expected `object`, got `str`"),
        ({**OWN, "rows": None}, "$.rows: Expected `array`, got `null`"),
        (without(OWN, "version"), "Object missing required field `version`"),
        ({**OWN, "family": "mood"}, "$.family: Invalid enum value 'mood'"),
        (
            {**OWN, "rows": [{**ROW, "intermediate": "a while"}]},
            "$.rows[0].intermediate: “a while” is neither a time nor advice",
        ),
        (
            {**OWN, "rows": [ROW, {**ROW, "id": "own.again"}]},
            "$.rows[1]: a second one of the same drug",
        ),
        (
            {**OWN, "rows": [without(ROW, "source")]},
            "$.rows[0]: Object missing required field `source`",
        ),
        (
            {**OWN, "rows": [{**ROW, "intermedate": "1 day"}]},
            "$.rows[0]: Object contains unknown field `intermedate`",
        ),
    ],
)
def test_a_file_that_is_no_rule_set_is_refused_in_one_line_with_its_place(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], own: Any, says: str
) -> None:
    assert judged(tmp_path, own, "Apixaban 5 mg", 9999) == 2
    output = capsys.readouterr()
    mend = "write it as resources/policy/README.md says"
    assert f"{tmp_path / 'own.json'}: {says}; {mend}" in output.err
    assert (output.out, output.err.count("\n")) == ("", 1)


@pytest.mark.parametrize("raw", [b"{", b"\xff", b"[" * 100_000, b'{"key": "\xff"}'])
def test_a_file_that_is_no_json_is_refused_in_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], raw: bytes
) -> None:
    policy = tmp_path / "own.json"
    policy.write_bytes(raw)
    words = ("review", "-", "--procedure", "esi-interlaminar-lumbar", "--policy", str(policy))
    assert main(["--json", "--at", NOW.isoformat(), *words]) == 2
    output = capsys.readouterr()
    assert f"{policy}: " in output.err
    assert (output.out, output.err.count("\n")) == ("", 1)
