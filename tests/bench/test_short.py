"""The bench in its short form: what is counted instead of timed."""

import subprocess
import sys
from pathlib import Path

import procdesk
from procdesk import app
from procdesk.demo.seed import seed

HEAVY = ("sqlalchemy", "sqlcipher3", "reportlab", "pikepdf", "pypdfium2", "argon2", "cryptography")
_SCRIPT = """
import sys
from pathlib import Path
from procdesk import app
application = app.start_qt()
window = app.open_window(app.desk_parts(Path(sys.argv[1]), app.clock()))
window.show()
application.processEvents()
print("\\n".join(sys.modules))
"""


def test_the_first_paint_comes_before_anything_heavy_is_loaded(tmp_path: Path) -> None:
    home = tmp_path / "store"
    seed(home, app.clock())
    done = subprocess.run(
        [sys.executable, "-c", _SCRIPT, str(home)],
        env={"PYTHONPATH": str(Path(procdesk.__file__).parents[1]), "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        check=True,
    )
    loaded = set(done.stdout.split())
    early = [
        name for name in (*HEAVY, "procdesk.workflow", "procdesk.records.store") if name in loaded
    ]
    assert early == []
