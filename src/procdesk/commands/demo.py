"""`procdesk demo`: a demo clinic; with a display the desk, headless the story in pictures."""

import argparse
import json
import os
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from procdesk import app
from procdesk.commands.call import CommandCall, UnusableCall
from procdesk.rules.register import hazards

if TYPE_CHECKING:
    from procdesk.paper.spooler import GoesOn, Printout

_START = "2026-11-23T08:00-05:00"


_TICK_MS = 1000
"""How often the desk looks at the clock."""


class DemoClock:
    """The time of the demo: it runs with the desk's own, and can be let pass."""

    def __init__(self, start: datetime) -> None:
        from procdesk.desk.timing import TIME

        self._now_ms, self._start = TIME.now_ms, start - timedelta(milliseconds=TIME.now_ms())

    def __call__(self) -> datetime:
        return self._start + timedelta(milliseconds=self._now_ms())

    def wait(self, minutes: int) -> None:
        """Let minutes pass; the last second by the desk's time, so that the desk looks again."""
        from procdesk.desk.timing import TIME

        self._start += timedelta(minutes=minutes)
        if TIME.is_held:
            self._start -= timedelta(milliseconds=_TICK_MS)
            TIME.forward(_TICK_MS)


def add_to(commands: Any, shared: argparse.ArgumentParser) -> None:
    """Add `demo` to the command line."""
    parser = commands.add_parser("demo", parents=[shared], help="a demo clinic with today's list")
    parser.add_argument("--headless", action="store_true", help="drive the screens, write pictures")
    parser.add_argument("--out", metavar="DIR", help="where the pictures and papers go")
    parser.set_defaults(run=run)


def run(call: CommandCall) -> int:
    """Show the demo, or write it where no window can be shown."""
    if call.arguments.headless or not app.has_display():
        return _headless(call)
    from procdesk.demo.seed import PASSWORD, PIN, seed

    with tempfile.TemporaryDirectory(prefix="procdesk-demo-") as folder:
        home = Path(folder) / "store"
        seed(home, app.clock())
        call.say(f"Sign in as reyes, adeyemi or okafor; password {PASSWORD}, PIN {PIN}.")
        return app.run_desk(app.desk_parts(home, app.clock()), call.logs)


def _headless(call: CommandCall) -> int:
    began = time.monotonic()
    out = Path(call.arguments.out or "procdesk-demo")
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise UnusableCall(f"{out}: cannot be written ({problem.strerror})") from None
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    start = app.clock(call.arguments.at or _START)()
    with tempfile.TemporaryDirectory(prefix="procdesk-demo-") as folder:
        document = _play(Path(folder) / "store", out, DemoClock(start.astimezone(UTC)))
    document["seconds"] = round(time.monotonic() - began, 1)
    (out / "story.json").write_text(json.dumps(document, indent=2) + "\n", "utf-8")
    document["files"] = sorted(str(path) for path in out.iterdir())
    words = [f"The demo took {document['seconds']} s and wrote:", *document["files"]]
    call.answer(document, "\n".join(words))
    return 0


def _play(home: Path, out: Path, clock: DemoClock) -> dict[str, Any]:
    from procdesk.demo.hands import Hands
    from procdesk.demo.seed import seed
    from procdesk.demo.story import Story

    seed(home, clock)
    application = app.start_qt()
    parts = replace(
        app.desk_parts(home, clock),
        print_pdf=_into(out),
        printers=tuple,
        save_as=lambda name: out / name,
    )
    window = app.open_window(parts)
    window.show()
    hands = Hands(window, out)
    story = Story(hands, clock.wait)
    story.sign_in()
    whole = story.whole_case()
    story.save_record()
    stopped = story.stopped_case()
    after = story.after_visit()
    window.close()
    application.processEvents()
    return {
        "files": sorted(str(path) for path in out.iterdir()),
        "cases": 8,
        "stopped_by": hazards.SITE_DIFFERS.key,
        "interactions": {"whole": whole, "stopped": stopped, "after": after},
    }


def _into(out: Path) -> "Callable[[bytes, str, str, GoesOn], Printout]":
    """Return a printer that keeps what it gets, as a file."""
    from procdesk.paper.spooler import Fate, Printout

    def print_pdf(pdf: bytes, title: str, _printer: str, _goes_on: "GoesOn") -> Printout:
        (out / f"{title.split()[0]}.pdf").write_bytes(pdf)
        return Printout(Fate.SENT)

    return print_pdf
