"""A real CUPS of a test's own: its folder, socket and printers; nothing of the machine's."""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from getpass import getuser
from grp import getgrgid
from pathlib import Path

_CUPSD = "/usr/sbin/cupsd"
_BACKENDS = {
    "keep": 'out=${DEVICE_URI#keep:}; cat "$6" > "$out"; echo "$3|$4|$5" > "$out.told"',
    "jam": 'echo "ERROR: paper jam in tray 2" >&2; exit 4',
    "fails": "exit 1",
    "slow": 'echo "INFO: waiting for the printer" >&2; exec sleep 600',
}
"""The ways of a printer: keep its paper, jam and stop the queue, fail one job, never end."""

_CONFIGURATION = """
Listen {root}/s
WebInterface No
Browsing No
DefaultAuthType None
ErrorPolicy stop-printer
<Location />
Order allow,deny
Allow all
</Location>
<Policy default>
JobPrivateAccess all
JobPrivateValues none
SubscriptionPrivateAccess all
SubscriptionPrivateValues none
<Limit All>
Order allow,deny
Allow all
</Limit>
</Policy>
"""
_FILES = """
ServerRoot {root}
ServerBin {root}/bin
DataDir /usr/share/cups
RequestRoot {root}/spool
TempDir {root}/spool
CacheDir {root}/cache
StateDir {root}/run
AccessLog {root}/log/access
ErrorLog {root}/log/error
PageLog {root}/log/page
User {user}
Group {group}
"""
_QUEUES = """
<DefaultPrinter room1>
DeviceURI keep:{root}/out/room1
State Idle
Accepting Yes
</DefaultPrinter>
<Printer room2>
DeviceURI keep:{root}/out/room2
State Idle
Accepting Yes
</Printer>
<Printer off>
DeviceURI keep:{root}/out/off
State Stopped
Accepting Yes
</Printer>
<Printer closed>
DeviceURI keep:{root}/out/closed
State Idle
Accepting No
</Printer>
<Printer jams>
DeviceURI jam:/
State Idle
Accepting Yes
</Printer>
<Printer fails>
DeviceURI fails:/
State Idle
Accepting Yes
ErrorPolicy abort-job
</Printer>
<Printer slow>
DeviceURI slow:/
State Idle
Accepting Yes
</Printer>
"""


@dataclass(frozen=True, slots=True)
class PrintSystem:
    """A running cupsd: `server` is its socket, `root` holds what was printed and what it logged."""

    root: Path
    process: "subprocess.Popen[bytes]"

    @property
    def server(self) -> str:
        return str(self.root / "s")

    def printed(self, printer: str) -> bytes:
        """Return the paper that came out of a printer."""
        return (self.root / "out" / printer).read_bytes()

    def job_of(self, printer: str) -> str:
        """Title, copies and options as the printer got them."""
        return (self.root / "out" / f"{printer}.told").read_text("utf-8")

    def stop(self) -> None:
        """End it, with every job that it runs."""
        self.process.terminate()
        self.process.wait(60)


@contextmanager
def running() -> Iterator[PrintSystem]:
    """A print system that is gone afterwards."""
    root = Path(tempfile.mkdtemp(prefix="pd-cups-"))
    try:
        system = _start(root)
        try:
            yield system
        finally:
            system.stop()
    finally:
        shutil.rmtree(root)


@contextmanager
def silent() -> Iterator[str]:
    """A socket at which somebody listens and never answers."""
    import socket

    root = Path(tempfile.mkdtemp(prefix="pd-cups-"))
    with socket.socket(socket.AF_UNIX) as unanswered:
        unanswered.bind(str(root / "s"))
        unanswered.listen()
        yield str(root / "s")
    shutil.rmtree(root)


def _start(root: Path) -> PrintSystem:
    root.chmod(0o755)
    for name in ("bin/backend", "spool", "cache", "run", "log", "out"):
        (root / name).mkdir(parents=True)
    (root / "bin" / "daemon").symlink_to("/usr/lib/cups/daemon")
    for name, act in _BACKENDS.items():
        backend = root / "bin" / "backend" / name
        backend.write_text(f"#!/bin/sh\n[ $# -eq 0 ] && exit 0\n{act}\n", "utf-8")
        backend.chmod(0o700)  # so that cupsd runs it as whoever runs cupsd
    names = {"root": root, "user": "lp", "group": "lp"}
    if os.getuid() != 0:
        names |= {"user": getuser(), "group": getgrgid(os.getgid()).gr_name}
    for name, text in (
        ("cupsd.conf", _CONFIGURATION),
        ("files.conf", _FILES),
        ("printers.conf", _QUEUES),
    ):
        (root / name).write_text(text.format(**names).lstrip(), "utf-8")
        (root / name).chmod(0o640)
    call = [_CUPSD, "-f", "-c", str(root / "cupsd.conf"), "-s", str(root / "files.conf")]
    process = subprocess.Popen(call, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _wait_for_answer(root, process)
    return PrintSystem(root, process)


def _wait_for_answer(root: Path, process: "subprocess.Popen[bytes]") -> None:
    env = {**os.environ, "CUPS_SERVER": str(root / "s"), "LC_ALL": "C"}
    for _ in range(600):
        done = subprocess.run(["lpstat", "-r"], env=env, capture_output=True, check=False)
        if b"is running" in done.stdout:
            return
        time.sleep(0.1)
    process.send_signal(signal.SIGTERM)
    raise AssertionError((root / "log" / "error").read_text("utf-8"))
