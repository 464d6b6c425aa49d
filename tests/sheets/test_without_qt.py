"""Without Qt: a machine that has none makes every paper and does what the command line promises."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from procdesk.paper.kinds import KINDS
from support.small_clinic import PASSWORD, House

_SCRIPT = """
import json, sys
sys.modules.update(dict.fromkeys(("PySide6", "shiboken6")))  # not to be imported
from procdesk.cli import main
from procdesk.commands.call import CommandCall
CommandCall.ask_name, CommandCall.ask = (lambda _: "okafor"), (lambda *_: sys.argv[2])
status = {" ".join(words): main(words) for words in json.loads(sys.argv[1])}
loaded = [name for name in sys.modules if name.startswith("procdesk.desk.")]
print(json.dumps([status, loaded]))
"""
_DAY_LIST = (
    "Date,Time,Last name,First name,DOB,MRN,Procedure\n"
    "2026-11-23,08:30,Li,Wei,1970-01-02,77,LEFT L3 L4 MBB\n"
)
_PATIENT = {
    "resource": {
        "resourceType": "Patient",
        "name": [{"family": "Li"}],
        "identifier": [{"value": "7"}],
    }
}
AT = ["--at", "2026-11-23T10:05-05:00"]


def statuses(calls: list[list[str]]) -> Any:
    """Run each call in one process that has no Qt: the exit statuses, and the desk's modules."""
    done = subprocess.run(
        [sys.executable, "-c", _SCRIPT, json.dumps(calls), PASSWORD],
        capture_output=True,
        text=True,
        check=True,
    )
    status, loaded = json.loads(done.stdout.splitlines()[-1])
    return list(status.values()), loaded, done.stderr


def test_every_paper_of_an_invented_visit_and_of_a_case_is_made(
    house: House, tmp_path: Path
) -> None:
    case_id = house.whole()
    key = _key_file(house, tmp_path)
    out = ["--out", str(tmp_path / "one.pdf")]
    invented = [["sheet", kind, "--example", "mbb-lumbar", *out, *AT] for kind in KINDS]
    of_case = [["sheet", kind, "--case", case_id, *out, *key, *AT] for kind in KINDS]
    assert statuses([*invented, *of_case]) == ([0] * 2 * len(KINDS), [], "")


def test_the_other_commands_need_no_window(house: House, tmp_path: Path) -> None:
    case_id = house.whole()
    key = _key_file(house, tmp_path)
    day, bundle = tmp_path / "day.csv", tmp_path / "bundle.json"
    day.write_text(_DAY_LIST, "utf-8")
    bundle.write_text(json.dumps({"resourceType": "Bundle", "entry": [_PATIENT]}), "utf-8")
    copy = ["export", "--case", case_id, "--pdf", "--out", str(tmp_path / "copy.pdf")]
    calls = [
        ["export", "--case", case_id, "--out", str(tmp_path / "case"), *key],
        [*copy, "--home", str(tmp_path / "store"), *AT],
        ["verify", str(tmp_path / "copy.pdf")],
        ["journal", "verify", *key],
        ["journal", "stats", *key],
        ["import", str(day), *key],
        ["review", str(bundle), "--procedure", "mbb-lumbar"],
    ]
    status, loaded, errors = statuses(calls)
    assert status == [0, 0, 0, 0, 0, 0, 1], errors
    assert loaded == []


def _key_file(house: House, tmp_path: Path) -> list[str]:
    path = tmp_path / "key"
    path.write_text(house.store_key.hex(), "utf-8")
    path.chmod(0o600)
    return ["--home", str(tmp_path / "store"), "--key-file", str(path)]
