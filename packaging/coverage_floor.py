"""Hold the coverage of each room, lines and branches, above its floor.

Reads the data of the last run (`./run test --cov --cov-report=`). Each folder and file at the top
of the package is a room with a floor above nothing. A floor is only ever raised: a room that stands
a whole percent above its own is named, so that its floor can follow.
"""

import json
import sys
import tempfile
from collections import defaultdict
from pathlib import Path
from typing import Any

from coverage import Coverage

HERE = Path(__file__).resolve().parent
PACKAGE = HERE.parent / "src" / "procdesk"


def measured(report: dict[str, Any]) -> dict[str, float]:
    """Return the percentage of each room: what was reached of its lines and branches."""
    totals: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for name, file in report["files"].items():
        parts = Path(name).resolve().relative_to(PACKAGE).parts
        summary, room = file["summary"], totals[parts[0].removesuffix(".py")]
        room[0] += summary["covered_lines"] + summary["covered_branches"]
        room[1] += summary["num_statements"] + summary["num_branches"]
    return {room: 100 * reached / every for room, (reached, every) in totals.items() if every}


def note(share: float, floor: float) -> str:
    """Return in words how a room stands to its floor, 0 for none; capitals are a refusal."""
    if not floor:
        return "NO FLOOR"
    return "BELOW" if share < floor else "can be raised" if share >= floor + 1 else ""


def main() -> int:
    """Print each room with its floor; 1 if one fell below it or has none."""
    floors: dict[str, float] = json.loads((HERE / "coverage_floors.json").read_text("utf-8"))
    coverage = Coverage()
    coverage.load()
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "coverage.json"
        coverage.json_report(outfile=str(out))
        rooms = measured(json.loads(out.read_text("utf-8")))
    notes = dict[str, str]()
    for room in sorted({*rooms, *floors}):
        share, floor = rooms.get(room, 0.0), floors.get(room, 0)
        notes[room] = note(share, floor)
        print(f"{room:<14} {share:6.2f} %  floor {floor:g} %  {notes[room]}".rstrip())
    return int(any(words.isupper() for words in notes.values()))


if __name__ == "__main__":
    sys.exit(main())
