"""A store of the museum: where it lies, and a copy of it that may be written to."""

import shutil
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from procdesk import app
from procdesk.records.keys import read_key_file
from procdesk.workflow.ledger import Ledger
from support.places import TESTS

STORES = TESTS / "data" / "stores"
STORIES = tuple(sorted(STORES.glob("*/*/")))
"""Each folder: the store as it was left (`store`), its key (`key`), and what is read from it."""


class OpenStore(NamedTuple):
    """A copy of a store, opened at the moment at which its story is looked at."""

    home: Path
    key_file: Path
    at: datetime
    ledger: Ledger

    @property
    def key(self) -> bytes:
        """The store key."""
        return read_key_file(self.key_file)


def open_copy(story: Path, into: Path, at: datetime) -> OpenStore:
    """Copy a story's store into a folder and open it by the ordinary door.

    Raises StoreProblem.
    """
    home, key_file = into / "store", into / "key"
    shutil.copytree(story / "store", home)
    shutil.copyfile(story / "key", key_file)
    ledger = app.open_ledger(home, read_key_file(key_file), lambda: at)
    return OpenStore(home, key_file, at, ledger)
