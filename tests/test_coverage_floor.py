"""The coverage of each room is held by a floor: a room without one is refused."""

import importlib.util
import json
from pathlib import Path
from types import ModuleType

import pytest
from coverage import Coverage

from support.places import PACKAGE, ROOT


def script(folder: Path, floors: dict[str, float]) -> ModuleType:
    """Return the script as it is, with other floors beside it."""
    path = ROOT / "packaging" / "coverage_floor.py"
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    module.HERE = folder  # type: ignore[attr-defined]
    (folder / "coverage_floors.json").write_text(json.dumps(floors), "utf-8")
    return module


def reached(lines: int, of: int) -> dict[str, object]:
    counts = {"covered_lines": lines, "num_statements": of}
    return {"summary": {**counts, "covered_branches": 0, "num_branches": 0}}


REPORT = {
    "files": {
        str(PACKAGE / "rules" / "all.py"): reached(96, 100),
        str(PACKAGE / "app.py"): reached(90, 100),
    }
}


@pytest.mark.parametrize(
    ("floors", "status"),
    [
        ({"rules": 96, "app": 90}, 0),
        ({"rules": 97, "app": 90}, 1),
        ({"rules": 96}, 1),
        ({"rules": 96, "app": 0}, 1),
        ({"rules": 96, "app": 90, "gone": 1}, 1),
    ],
)
def test_each_room_needs_a_floor_and_stands_above_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, floors: dict[str, float], status: int
) -> None:
    monkeypatch.setattr(Coverage, "load", lambda _: None)
    monkeypatch.setattr(
        Coverage,
        "json_report",
        lambda _, outfile: Path(outfile).write_text(json.dumps(REPORT), "utf-8"),
    )
    assert script(tmp_path, floors).main() == status
