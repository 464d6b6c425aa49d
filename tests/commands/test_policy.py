"""`procdesk policy show | adopt`: what the clinic goes by, and its own numbers by signature."""

import json
from pathlib import Path
from typing import Any

import pytest

from procdesk import app
from procdesk.cli import main
from procdesk.commands.call import CommandCall
from procdesk.workflow.clinic import adopting
from support.small_clinic import PASSWORD, House

AT = ("--at", "2026-11-23T10:05-05:00")


@pytest.fixture
def opened(house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A store, and the physician at the terminal."""
    monkeypatch.setattr(CommandCall, "ask_name", lambda _self: "okafor")
    monkeypatch.setattr(CommandCall, "ask", lambda _self, _prompt: PASSWORD)
    assert house.physician.user == "okafor"
    return ["--home", str(tmp_path / "store")]


def show(capsys: pytest.CaptureFixture[str], opened: list[str], house: House) -> Any:
    path = Path(opened[1]).parent / "key"
    path.write_text(house.store_key.hex(), "utf-8")
    path.chmod(0o600)
    capsys.readouterr()
    assert main(["--json", *AT, "policy", "show", *opened, "--key-file", str(path)]) == 0
    return json.loads(capsys.readouterr().out)


def test_show_tells_each_number_in_force_and_every_adoption(
    house: House, opened: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    output = show(capsys, opened, house)
    rows = {row["id"]: row for row in output["rows"]}
    spo2, stop = rows["vitals.spo2-low"], rows["vitals.systolic-stop"]
    assert (spo2["value"], spo2["in_force"], spo2["bounds"]) == (None, "94", ["92", "98"])
    assert (stop["value"], stop["in_force"], stop["state"]) == (
        *("180", "180"),
        "adopted by Dr L. Okafor",
    )
    assert rows["asra-pain-2018.apixaban"]["state"] == "draft, not adopted"
    (past,) = [one for one in output["adoptions"] if one["set"] == "glucose"]
    assert (past["by"], past["holds"], past["values"]) == (
        *("Dr L. Okafor", True),
        ["Before steroid 250 mg/dL"],
    )


def test_adopt_takes_numbers_by_name_or_id_and_keeps_the_others(
    house: House, opened: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["--set", "spo2-low=93", "--set", "vitals.pulse-low=55"]
    assert main(["--json", *AT, "policy", "adopt", "vitals", *words, *opened]) == 0
    said = capsys.readouterr()
    assert "SpO2 low: 94 → 93" in said.err
    assert "Pulse low: 50 → 55" in said.err
    rows = {row["id"]: row.get("in_force") for row in json.loads(said.out)["rows"]}
    assert (rows["vitals.spo2-low"], rows["vitals.pulse-low"]) == ("93", "55")
    assert (rows["vitals.systolic-low"], rows["vitals.pulse-high"]) == ("90", "110")


@pytest.mark.parametrize(
    ("word", "message"),
    [
        ("spo2-low=80", "spo2-low can be from 92 to 98 %, not 80"),
        ("spo2-low=low", "“low” is no number"),
        ("spo2-low", "write ROW=VALUE"),
        ("spo2-low=", "write ROW=VALUE"),
        ("girth=90", "the rows of vitals are systolic-warn"),
    ],
)
def test_a_number_that_cannot_be_adopted_is_refused_in_one_line(
    house: House, opened: list[str], capsys: pytest.CaptureFixture[str], word: str, message: str
) -> None:
    assert main(["--json", *AT, "policy", "adopt", "vitals", "--set", word, *opened]) == 2
    said = capsys.readouterr()
    assert message in said.err.splitlines()[-1]
    assert said.out == ""
    assert house.ledger.clinic.policies["vitals"].values["vitals.spo2-low"] == "94"


def test_a_set_of_blood_thinners_holds_no_numbers_to_set(
    opened: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    call = ["policy", "adopt", "asra-pain-2018", "--set", "inr=1.2", *opened]
    assert main(["--json", *AT, *call]) == 2
    assert "it holds no numbers" in capsys.readouterr().err


def test_text_list_and_review_say_beside_which_english(
    house: House, opened: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    raw, signer = app.sheet_texts()["es/joint"], house.signer(house.physician)
    adopting.review(house.ledger, house.physician, "es/joint", raw, signer)

    def after(*act: str) -> Any:
        assert main(["--json", *AT, "text", *act, *opened]) == 0
        said = capsys.readouterr()
        rows = {one["text"]: one for one in json.loads(said.out)["rows"]}
        return rows["es/joint"]["behind"], said.err

    words = "Beside which English Spanish was reviewed is not known; English is 0.2.0"
    assert after("list")[0].startswith(words)
    assert main([*AT, "text", "list", *opened]) == 0
    assert f"es/joint version 0.2.0: reviewed by Dr L. Okafor. {words}" in capsys.readouterr().out
    behind, shown = after("review", "es/joint")
    assert behind == ""
    assert "Rest the joint." in shown  # the English was shown before the signature
