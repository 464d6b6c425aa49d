"""`procdesk export` and `procdesk verify`: what leaves the store can be checked without it."""

import json
from pathlib import Path
from typing import Any

import pytest

from procdesk import app
from procdesk.cli import main
from procdesk.paper.signed_pdf import Signing, sign_pdf
from procdesk.sheets.make import Sheets
from procdesk.sheets.signed_copy import signed_copy
from procdesk.workflow.refused import Refused
from support.small_clinic import House


def call(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, Any]:
    status = main(["--json", *words])
    output = capsys.readouterr()
    return status, json.loads(output.out) if output.out else output.err


def exported(house: House, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    key, out = tmp_path / "key", tmp_path / "one.procdesk"
    key.write_text(house.store_key.hex(), "utf-8")
    key.chmod(0o600)
    store = ("--home", str(tmp_path / "store"), "--key-file", str(key))
    status, output = call(capsys, "export", "--case", house.whole(), "--out", str(out), *store)
    assert (status, output["file"]) == (0, str(out))
    return out


def test_an_exported_case_is_verified_without_the_store(
    house: House, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = exported(house, tmp_path, capsys)
    status, output = call(capsys, "--home", str(tmp_path / "nothing"), "verify", str(path))
    assert (status, output["ok"], output["problems"]) == (0, True, [])
    assert {"name", "role", "meaning", "at"} <= set(output["signers"][0])
    changed = path.read_bytes().replace(b"132", b"131", 1)
    path.write_bytes(changed)
    status, output = call(capsys, "verify", str(path))
    assert (status, output["ok"]) == (1, False)
    assert "Abernathy" not in json.dumps(output)


def test_a_signed_copy_is_verified_with_every_signature_in_it(
    house: House, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    case_id = house.whole()
    sheets = Sheets(house.ledger, app.supplies(house.store_key))
    outcome = house.ledger.outcome(case_id)
    with pytest.raises(Refused, match="takes a physician"):
        signed_copy(sheets, outcome, house.signer(house.nurse))
    path = tmp_path / "copy.pdf"
    path.write_bytes(signed_copy(sheets, outcome, house.signer(house.physician)))
    status, output = call(capsys, "verify", str(path))
    assert (status, output["problems"]) == (0, [])
    assert [one["meaning"] for one in output["signers"]] == [
        *("this copy", "ready", "time_out", "note", "discharge")
    ]
    path.write_bytes(path.read_bytes()[:-9])
    assert call(capsys, "verify", str(path))[0] == 1


def test_a_copy_signed_by_another_key_under_the_same_name_is_named(
    house: House, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    case = exported(house, tmp_path, capsys).read_bytes()
    stranger = house.signer(house.nurse).key
    sheets = Sheets(house.ledger, app.supplies(house.store_key))
    paper = sheets.pdf(house.ledger.outcome(json.loads(case.split(b"\n")[0])["case"]), "label")
    by = Signing(stranger, "Dr L. Okafor", "Test Clinic", "a copy", house.clock())
    path = tmp_path / "forged.pdf"
    path.write_bytes(sign_pdf(paper, case, by))
    status, output = call(capsys, "verify", str(path))
    assert status == 1
    assert output["problems"] == [
        "the copy was signed with a key that is not this person's in the case"
    ]


def test_what_is_neither_is_unusable_in_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "letter.txt"
    path.write_text("Dear colleague", "utf-8")
    status, output = call(capsys, "verify", str(path))
    assert status == 2
    assert output.count("\n") == 1
    assert "procdesk export" in output
