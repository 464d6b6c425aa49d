"""The one place where parts are joined: folders, store, questionnaires, clock, printer, window."""

import json
import os
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from procdesk.domain.catalogue import Reference

if TYPE_CHECKING:
    from procdesk.workflow.ledger import Ledger


def data_folder(name: str) -> Path:
    """`forms` or `resources`: inside an installed package, else in the checkout."""
    packaged = Path(__file__).parent / "_data" / name
    return packaged if packaged.is_dir() else Path(__file__).resolve().parents[2] / name


def home_folder(chosen: str | None = None) -> Path:
    """Where the store lies: --home, PROCDESK_HOME, or the platform's folder for this program."""
    named = chosen or os.environ.get("PROCDESK_HOME")
    if named:
        return Path(named)
    import platformdirs

    return Path(platformdirs.user_data_dir("procdesk", appauthor=False))


def clock(at: str | None = None) -> Callable[[], datetime]:
    """The wall clock, or the moment of --at. Raises ValueError if --at names no time zone."""
    if at is None:
        return lambda: datetime.now(UTC)
    fixed = datetime.fromisoformat(at)
    if fixed.tzinfo is None:
        raise ValueError("--at needs a time zone, as in 2026-11-23T08:00-05:00")
    return lambda: fixed


def new_id() -> str:
    """A random id: 32 hex digits."""
    return uuid4().hex


@lru_cache(maxsize=1)
def reference() -> Reference:
    """Catalogue, drugs, substances and policy rows from resources/."""
    folder = data_folder("resources")
    return Reference.from_parts(
        procedures=[_json(path) for path in sorted((folder / "procedures").glob("*.json"))],
        drugs=_json(folder / "drugs" / "drugs.json"),
        substances=_json(folder / "drugs" / "substances.json"),
        policies=[_json(path) for path in sorted((folder / "policy").glob("*.json"))],
    )


def form_bytes(name: str) -> bytes:
    """The newest version of a form of ours, as it lies in forms/."""
    found = sorted(data_folder("forms").glob(f"{name}-[0-9]*.json"))
    return found[-1].read_bytes()


def sheet_texts() -> dict[str, bytes]:
    """Every sheet text as it lies in resources/: language/family -> its bytes."""
    folder = data_folder("resources") / "sheets"
    return {
        f"{path.parent.name}/{path.stem}": path.read_bytes()
        for path in sorted(folder.glob("*/*.json"))
    }


def _json(path: Path) -> Any:
    return json.loads(path.read_text("utf-8"))


def has_display() -> bool:
    """Whether a window can be shown here."""
    return sys.platform in ("win32", "darwin") or any(
        os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY")
    )


def open_ledger(home: Path, key: bytes, now: Callable[[], datetime]) -> "Ledger":
    """The store of this folder, opened. Raises StoreProblem."""
    from procdesk.records.journal import Journal
    from procdesk.records.store import open_store
    from procdesk.workflow.ledger import Ledger

    return Ledger(Journal(open_store(home, key)), reference(), now, new_id)
