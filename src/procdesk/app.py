"""The one place where parts are joined: folders, store, questionnaires, clock, printer, window."""

import contextlib
import json
import os
import sys
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from procdesk.desk.session.environment import Parts
    from procdesk.desk.shell.window import Window
    from procdesk.domain.catalogue.catalogue import Reference
    from procdesk.domain.catalogue.problem_list import Problem
    from procdesk.domain.visit.escalation import Card
    from procdesk.paper.spooler import GoesOn, Printer, Printout
    from procdesk.sheets.make import Supplies
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


def log_folder(chosen: str | None = None) -> Path:
    """Where errors of ours are logged: in a data folder that was named, else the platform's."""
    if chosen or os.environ.get("PROCDESK_HOME"):
        return home_folder(chosen) / "log"
    import platformdirs

    return Path(platformdirs.user_log_dir("procdesk", appauthor=False))


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
    return os.urandom(16).hex()


@lru_cache(maxsize=1)
def reference() -> "Reference":
    """Catalogue, drugs, substances and policy rows from resources/."""
    from procdesk.domain.catalogue.catalogue import Reference

    folder = data_folder("resources")
    return Reference.from_parts(
        procedures=[_json(path) for path in sorted((folder / "procedures").glob("*.json"))],
        drugs=[*_json(folder / "drugs" / "drugs.json"), *_other_medicines(folder)],
        substances=_json(folder / "drugs" / "substances.json"),
        policies=[_json(path) for path in sorted((folder / "policy").glob("*.json"))],
        languages={path.stem: path.read_bytes() for path in (folder / "languages").glob("*.json")},
    )


def _other_medicines(folder: Path) -> list[dict[str, Any]]:
    """Medicines that no rule about bleeding asks about, with the kinds that others look for."""
    told = _json(folder / "drugs" / "other-medicines.json")
    kinds: dict[str, str] = {}
    for kind, names_by_key in _json(folder / "drugs" / "watched.json").items():
        for key, names in names_by_key.items():
            kinds[key] = kind
            told[key] = [*told.get(key, ()), *names]
    return [
        {
            "key": key,
            "names": names,
            "kinds": [kinds.get(key, "other")],
            "rxnorm": "",
            "status": "U",
        }
        for key, names in told.items()
    ]


@lru_cache(maxsize=1)
def cards() -> "Mapping[str, Card]":
    """The cards of what may go wrong, by key, from resources/."""
    from procdesk.domain.visit.escalation import cards_from

    return cards_from(_json(data_folder("resources") / "escalation" / "cards.json"))


def problems() -> "tuple[Problem, ...]":
    """What the words of a problem list answer, from resources/."""
    from procdesk.domain.catalogue.problem_list import problems_from

    return problems_from(_json(data_folder("resources") / "drugs" / "problems.json"))


def form_bytes(name: str) -> bytes:
    """The newest version of a form of ours, as it lies in forms/."""
    found = sorted(data_folder("forms").glob(f"{name}-[0-9]*.json"))
    return found[-1].read_bytes()


def sheet_texts() -> dict[str, bytes]:
    """Return every sheet text as it lies in resources/: language/family -> its bytes.

    Raises ResourceRefused for a text in a language that has no row.
    """
    from procdesk.domain.resource_file import ResourceRefused

    folder, languages = data_folder("resources") / "sheets", reference().languages
    paths = sorted(folder.glob("*/*.json"))
    for language in {path.parent.name for path in paths}.difference(languages):
        raise ResourceRefused(f"sheets/{language}: there is no languages/{language}.json")
    return {f"{path.parent.name}/{path.stem}": path.read_bytes() for path in paths}


def supplies(store_key: bytes) -> "Supplies":
    """What papers are made with where no desk is open."""
    from procdesk.sheets.make import Supplies

    return Supplies(store_key, data_folder("resources") / "fonts", sheet_texts(), form_bytes)


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


def is_founded(home: Path) -> bool:
    """Whether a clinic was set up in this folder."""
    from procdesk.records.keys import slots_path

    return slots_path(home).exists()


def start_qt(theme: str = "light") -> "QApplication":
    """The Qt application with our fonts and theme; the one that runs already, if one does."""
    from PySide6.QtWidgets import QApplication

    _spare_the_sources()
    from procdesk.desk.look import theme as themes

    running = QApplication.instance()
    application = running if isinstance(running, QApplication) else QApplication(["procdesk"])
    if not application.styleSheet() or themes.Look.name != theme:
        themes.apply(application, data_folder("resources"), theme)
    return application


def _spare_the_sources() -> None:
    """Keep PySide from reading the source of every module that is imported after it.

    It looks there for its `__feature__` switches, which nothing here uses; that took 30 ms of the
    first paint.
    """
    feature: Any = sys.modules.get("shibokensupport.feature")
    if hasattr(feature, "_mod_uses_pyside"):
        feature._mod_uses_pyside = lambda _module: False


def desk_parts(home: Path, now: Callable[[], datetime]) -> "Parts":
    """Return the parts of a desk; nothing heavy is loaded by it."""
    from procdesk.desk.session.environment import Parts
    from procdesk.records.keys import clinic_name

    return Parts(
        home=home,
        resources=data_folder("resources"),
        clock=now,
        new_id=new_id,
        reference=reference,
        form=form_bytes,
        texts=sheet_texts,
        cards=cards,
        clinic_name=clinic_name,
        print_pdf=print_pdf,
        printers=printers,
        save_as=lambda name: downloads_folder() / name,
        kept=lambda name: preference(home, name),
        keep=lambda name, value: keep_preference(home, name, value),
    )


def kept_theme(home: Path) -> str:
    """The theme that this desk was left in, light if none was chosen or it cannot be read."""
    name = preference(home, "theme")
    return name if name in ("dark", "contrast") else "light"


def preference(home: Path, name: str) -> str:
    """What this desk, not the clinic, was set to; an empty string if never or unreadable."""
    try:
        told = json.loads((home / "desk.json").read_text("utf-8"))
    except (OSError, ValueError):
        return ""
    return str(told.get(name, "")) if isinstance(told, dict) else ""


def keep_preference(home: Path, name: str, value: str) -> None:
    """Remember a preference of this desk; a disk that refuses only loses the preference."""
    kept = {one: preference(home, one) for one in ("theme", "opens_itself", "time_out")}
    with contextlib.suppress(OSError):
        (home / "desk.json").write_text(json.dumps({**kept, name: value}), "utf-8")


def open_window(parts: "Parts") -> "Window":
    """The window, not shown yet: a first run on an empty folder, else the sign-in."""
    from procdesk.desk.shell.window import Window

    return Window(parts, founded=is_founded(parts.home))


def run_desk(parts: "Parts", logs: Path) -> int:
    """Show the window until it is closed; errors of ours meanwhile are said and logged."""
    application = start_qt(kept_theme(parts.home))
    from procdesk.desk.timing import soon

    window = open_window(parts)
    with contextlib.ExitStack() as hooks:

        def hear() -> None:
            """Just after the first paint, which loading this would hold up."""
            from procdesk.desk.session.faults import Faults

            hooks.enter_context(Faults(logs, window.show_fault))

        soon(window, hear)
        window.showMaximized()
        return int(application.exec())


def downloads_folder() -> Path:
    """Where a saved sheet goes."""
    import platformdirs

    return Path(platformdirs.user_downloads_dir())


def print_pdf(pdf: bytes, title: str, printer: str, goes_on: "GoesOn") -> "Printout":
    """Print by the spooler, which is loaded at the first print: it would delay the first paint."""
    from procdesk.paper import spooler

    return spooler.print_pdf(pdf, title, printer, goes_on)


def printers() -> "tuple[Printer, ...]":
    """The printers of this desk. Raises SpoolerDead."""
    from procdesk.paper import spooler

    return spooler.printers()
