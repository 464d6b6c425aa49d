"""Call: one call of the command line, with its output, its clock and its store."""

import argparse
import getpass
import json
import os
import sys
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from procdesk import app

if TYPE_CHECKING:
    from procdesk.domain.staff import Staff
    from procdesk.workflow.ledger import Ledger
    from procdesk.workflow.signing import Signer


class UnusableCall(Exception):
    """The input or the call cannot be used: one line that says where and what would mend it."""


class CommandCall:
    """A call of the program: its options, the clock, the home folder and one way to answer."""

    def __init__(self, arguments: argparse.Namespace) -> None:
        self.arguments = arguments
        self.home: Path = app.home_folder(arguments.home)
        self.logs: Path = app.log_folder(arguments.home)
        self._signing_key = b""

    @cached_property
    def now(self) -> Callable[[], datetime]:
        """The clock of this call. Raises UnusableCall for a bad --at."""
        try:
            return app.clock(self.arguments.at)
        except ValueError as problem:
            raise UnusableCall(str(problem)) from None

    def answer(self, document: Mapping[str, object], words: str) -> None:
        """Print one JSON document, or the plain words."""
        if self.arguments.json:
            print(json.dumps(document, ensure_ascii=False, indent=2))
        else:
            print(words)

    def read(self, name: str) -> bytes:
        """Return the bytes of a file, `-` for standard input. Raises UnusableCall."""
        if name == "-":
            return sys.stdin.buffer.read()
        try:
            return Path(name).read_bytes()
        except OSError as problem:
            raise UnusableCall(f"{name}: cannot be read ({problem.strerror})") from None

    def write(self, name: str, raw: bytes) -> None:
        """Write a file. Raises UnusableCall."""
        try:
            Path(name).write_bytes(raw)
        except OSError as problem:
            raise UnusableCall(f"{name}: cannot be written ({problem.strerror})") from None

    def say(self, words: str) -> None:
        """Write a message that is not the answer."""
        print(words, file=sys.stderr)

    def ask(self, prompt: str) -> str:
        """Ask for a secret on the terminal. Raises UnusableCall where nobody can be asked."""
        if not sys.stdin.isatty():
            raise UnusableCall(f"{prompt}: nobody can be asked here; use --key-file or a terminal")
        return getpass.getpass(f"{prompt}: ")

    @property
    def key_file(self) -> Path | None:
        """The file that opens the store, if one is named."""
        named = self.arguments.key_file or os.environ.get("PROCDESK_KEY_FILE")
        return Path(named) if named else None

    def ledger(self) -> "Ledger":
        """Open the store. Raises UnusableCall with the way on."""
        from procdesk.records.errors import StoreProblem

        try:
            return app.open_ledger(self.home, self._key(), self.now)
        except StoreProblem as problem:
            raise UnusableCall(str(problem)) from None

    def person(self) -> "tuple[Ledger, Staff, bytes]":
        """Return the open store, who opened it, and the store key. Raises UnusableCall."""
        from procdesk.records import keys
        from procdesk.records.errors import StoreProblem
        from procdesk.workflow.clinic import people
        from procdesk.workflow.refused import Refused

        user, password = self.ask_name(), self.ask("Password")
        try:
            store_key = keys.unlock(self.home, user, password)
            ledger = app.open_ledger(self.home, store_key, self.now)
            person, signing_key = people.sign_in(ledger, user, password)
        except (StoreProblem, Refused) as problem:
            raise UnusableCall(str(problem)) from None
        self._signing_key = signing_key
        return ledger, person, store_key

    def open_store(self) -> "tuple[Ledger, Staff, bytes]":
        """Open the store, as the station where there is a key file; return who acts and its key."""
        from procdesk.records.errors import StoreProblem
        from procdesk.workflow.ledger import STATION_STAFF

        if self.key_file is None:
            return self.person()
        try:
            key = self._key()
            return app.open_ledger(self.home, key, self.now), STATION_STAFF, key
        except StoreProblem as problem:
            raise UnusableCall(str(problem)) from None

    def ledger_by_recovery(self) -> "tuple[Ledger, bytes]":
        """Open the store by the printed recovery key; return its key too. Raises UnusableCall."""
        from procdesk.records import keys
        from procdesk.records.errors import StoreProblem

        try:
            store_key = keys.unlock_by_recovery(self.home, self.ask("Recovery key"))
            return app.open_ledger(self.home, store_key, self.now), store_key
        except StoreProblem as problem:
            raise UnusableCall(str(problem)) from None

    def signer(self, person: "Staff") -> "Signer":
        """Return the signer for a person who was asked for the password."""
        from procdesk.workflow.signing import Signer

        return Signer(person, self._signing_key)

    def ask_name(self) -> str:
        """Ask for the user name on the terminal. Raises UnusableCall where nobody can be asked."""
        if not sys.stdin.isatty():
            raise UnusableCall("User name: nobody can be asked here; use a terminal")
        return input("User name: ")

    def _key(self) -> bytes:
        from procdesk.records import keys

        if self.key_file is not None:
            return keys.read_key_file(self.key_file)
        return keys.unlock(self.home, self.ask_name(), self.ask("Password"))
