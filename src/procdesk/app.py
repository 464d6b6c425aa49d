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
    """Return the folder `forms` or `resources`: in an installed package, else in the checkout."""
    packaged = Path(__file__).parent / "_data" / name
    return packaged if packaged.is_dir() else Path(__file__).resolve().parents[2] / name


def home_folder(chosen: str | None = None) -> Path:
    """Return the folder of the store: --home, PROCDESK_HOME, or the platform's for procdesk."""
    named = chosen or os.environ.get("PROCDESK_HOME")
    if named:
        return Path(named)
    import platformdirs

    return Path(platformdirs.user_data_dir("procdesk", appauthor=False))


def log_folder(chosen: str | None = None) -> Path:
    """Return the folder for logs: in the data folder if one is named, else the platform's."""
    if chosen or os.environ.get("PROCDESK_HOME"):
        return home_folder(chosen) / "log"
    import platformdirs

    return Path(platformdirs.user_log_dir("procdesk", appauthor=False))


def clock(at: str | None = None) -> Callable[[], datetime]:
    """Return the wall clock, or the moment of --at. Raises ValueError if it names no zone."""
    if at is None:
        return lambda: datetime.now(UTC)
    fixed = datetime.fromisoformat(at)
    if fixed.tzinfo is None:
        raise ValueError("--at needs a time zone, as in 2026-11-23T08:00-05:00")
    return lambda: fixed


def new_id() -> str:
    """Return a random id: 32 hex digits."""
    return os.urandom(16).hex()


@lru_cache(maxsize=1)
def reference() -> "Reference":
    """Return catalogue, drugs, substances and policy rows from resources/."""
    from procdesk.domain.catalogue.catalogue import Reference

    folder = data_folder("resources")
    paths = (
        path
        for name in ("procedures", "drugs", "policy", "languages")
        for path in sorted((folder / name).glob("*.json"))
    )
    return Reference.from_files(
        {f"{path.parent.name}/{path.name}": path.read_bytes() for path in paths}
    )


@lru_cache(maxsize=1)
def cards() -> "Mapping[str, Card]":
    """Return the cards of what may go wrong, by key, from resources/."""
    from procdesk.domain.visit.escalation import cards_from

    return cards_from((data_folder("resources") / "escalation" / "cards.json").read_bytes())


def problems() -> "tuple[Problem, ...]":
    """Return the problems whose words answer a question of the room, from resources/."""
    from procdesk.domain.catalogue.problem_list import problems_from

    return problems_from((data_folder("resources") / "drugs" / "problems.json").read_bytes())


def form_bytes(name: str) -> bytes:
    """Return the newest version of a form of ours, as it lies in forms/."""
    return max(data_folder("forms").glob(f"{name}-[0-9]*.json"), key=_version).read_bytes()


def _version(path: Path) -> tuple[int, ...]:
    """Return the version in a form's name as numbers: 1.10.0 is newer than 1.9.0."""
    return tuple(map(int, path.stem.rpartition("-")[2].split(".")))


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
    """Return what papers are made with where no desk is open: key, fonts, texts, forms."""
    from procdesk.sheets.make import Supplies

    return Supplies(store_key, data_folder("resources") / "fonts", sheet_texts(), form_bytes)


def has_display() -> bool:
    """Return whether a window can be shown here."""
    return sys.platform in ("win32", "darwin") or any(
        os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY")
    )


def open_ledger(home: Path, key: bytes, now: Callable[[], datetime]) -> "Ledger":
    """Return the store of this folder, opened. Raises StoreProblem."""
    from procdesk.records.journal import Journal
    from procdesk.records.store import open_store
    from procdesk.workflow.ledger import Ledger

    return Ledger(Journal(open_store(home, key)), reference(), now, new_id)


def is_founded(home: Path) -> bool:
    """Return whether a clinic was set up in this folder."""
    from procdesk.records.keys import slots_path

    return slots_path(home).exists()


def start_qt(theme: str = "light") -> "QApplication":
    """Return the Qt application with our fonts and theme; the running one, if there is one."""
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
    """Return the parts that the desk is handed; nothing heavy is loaded by it."""
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
        preference=lambda name: preference(home, name),
        keep=lambda name, value: keep_preference(home, name, value),
    )


def preferred_theme(home: Path) -> str:
    """Return the theme that this desk was left in; light if none was chosen or it is unreadable."""
    name = preference(home, "theme")
    return name if name in ("dark", "contrast") else "light"


def preference(home: Path, name: str) -> str:
    """Return a preference of this desk, not of the clinic; empty if never set or unreadable."""
    try:
        preferences = json.loads((home / "desk.json").read_text("utf-8"))
    except (OSError, ValueError):
        return ""
    return str(preferences.get(name, "")) if isinstance(preferences, dict) else ""


def keep_preference(home: Path, name: str, value: str) -> None:
    """Remember a preference of this desk; a disk that refuses only loses the preference."""
    preferences = {one: preference(home, one) for one in ("theme", "opens_itself", "time_out")}
    with contextlib.suppress(OSError):
        (home / "desk.json").write_text(json.dumps({**preferences, name: value}), "utf-8")


def open_window(parts: "Parts") -> "Window":
    """Return the window, not shown yet: a first run on an empty folder, else the sign-in."""
    from procdesk.desk.shell.window import Window

    return Window(parts, founded=is_founded(parts.home))


def run_desk(parts: "Parts", logs: Path) -> int:
    """Show the window until it is closed; errors of ours meanwhile are said and logged."""
    application = start_qt(preferred_theme(parts.home))
    from procdesk.desk.timing import soon

    window = open_window(parts)
    with contextlib.ExitStack() as hooks:

        def hear() -> None:
            """Listen to faults just after the first paint, which loading this would hold up."""
            from procdesk.desk.session.faults import Faults

            hooks.enter_context(Faults(logs, window.show_fault))

        soon(window, hear)
        window.showMaximized()
        return int(application.exec())


def downloads_folder() -> Path:
    """Return the folder where a saved sheet goes."""
    import platformdirs

    return Path(platformdirs.user_downloads_dir())


def print_pdf(pdf: bytes, title: str, printer: str, goes_on: "GoesOn") -> "Printout":
    """Print by the spooler, which is loaded at the first print: it would delay the first paint."""
    from procdesk.paper import spooler

    return spooler.print_pdf(pdf, title, printer, goes_on)


def printers() -> "tuple[Printer, ...]":
    """Return the printers of this desk. Raises SpoolerDead."""
    from procdesk.paper import spooler

    return spooler.printers()
