"""`procdesk sheet`: every kind, of an invented visit and of a case in the store."""

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from procdesk.cli import main
from procdesk.paper.kinds import KINDS
from support.small_clinic import House

AT = "2026-11-23T10:05-05:00"


def call(capsys: pytest.CaptureFixture[str], *words: str) -> Any:
    assert main(["--json", "--at", AT, "sheet", *words]) == 0
    return json.loads(capsys.readouterr().out)


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_an_example(
    kind: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "one.pdf"
    output = call(capsys, kind, "--example", "mbb-lumbar", "--out", str(out))
    assert {"pages", "grade", "sha256", "sheet_numbers"} <= set(output)
    assert output["sha256"] == hashlib.sha256(out.read_bytes()).hexdigest()
    assert output["pages"] >= 1
    again = call(capsys, kind, "--example", "mbb-lumbar", "--out", str(out))
    assert again["sha256"] == output["sha256"]


def test_spanish_and_large_print_of_an_invented_visit(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = str(tmp_path / "one.pdf")
    plain = ["aftercare", "--example", "tfesi-lumbar", "--language", "es", "--out", out]
    normal, large = call(capsys, *plain), call(capsys, *plain, "--large")
    assert normal["grade"] == large["grade"] >= 65
    assert normal["sha256"] != large["sha256"]
    assert main(["--at", AT, "sheet", *plain]) == 0
    assert "ease of reading (INFLESZ)" in capsys.readouterr().out


@pytest.fixture
def key_file(house: House, tmp_path: Path) -> list[str]:
    path = tmp_path / "key"
    path.write_text(house.store_key.hex(), "utf-8")
    path.chmod(0o600)
    return ["--home", str(tmp_path / "store"), "--key-file", str(path)]


def test_a_sheet_of_a_case_is_recorded_under_its_number(
    house: House, tmp_path: Path, key_file: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    case_id = house.whole()
    out = tmp_path / "sheet.pdf"
    output = call(capsys, "diary", "--case", case_id, "--out", str(out), *key_file)
    sheet = house.ledger.case(case_id).sheets[-1]
    assert output["sheet_numbers"] == [sheet.number]
    assert (sheet.kind, sheet.state, sheet.sha256) == ("diary", "made", output["sha256"])
    before = len(house.ledger.case(case_id).sheets)
    for kind in ("label", "preparation", "consent", "checklist", "transfer-summary"):
        call(capsys, kind, "--case", case_id, "--out", str(out), *key_file)
    assert call(capsys, "emergency-pack", "--case", case_id, "--out", str(out), *key_file)
    assert len(house.ledger.case(case_id).sheets) == before


def test_blank_forms_need_a_store_and_no_case(
    house: House, tmp_path: Path, key_file: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert house.ledger.cases_on(house.clock.at.date()) == ()
    out = tmp_path / "blank.pdf"
    output = call(capsys, "downtime-pack", "--out", str(out), *key_file)
    assert output["pages"] > 5
    assert output["sheet_numbers"] == []
    assert main(["sheet", "label", "--out", str(out)]) == 2
    assert "--case ID or --example KEY" in capsys.readouterr().err


def test_what_cannot_be_made_says_why_in_one_line(
    house: House, tmp_path: Path, key_file: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    out = str(tmp_path / "x.pdf")
    case_id = house.booked()
    for words, why in (
        (["plan", "--example", "mbb-lumbar"], "no such kind"),
        (["label", "--example", "nothing"], "no such procedure"),
        (["aftercare", "--example", "discography"], "no such text yet"),
        (["aftercare", "--example", "mbb-lumbar", "--language", "xx"], "xx/aftercare"),
        (["diary", "--example", "mbb-lumbar", "--large"], "no large print"),
        (["consent", "--case", case_id, *key_file], "has not said yet where"),
        (["label", "--case", "nobody", *key_file], "no case nobody"),
    ):
        assert main(["sheet", *words, "--out", out]) == 2
        output = capsys.readouterr().err
        assert why in output, output
        assert output.count("\n") == 1
    assert not Path(out).exists()
    assert main(["sheet", "label", "--example", "mbb-lumbar", "--out", "/nowhere/x.pdf"]) == 2
    assert "cannot be written" in capsys.readouterr().err
