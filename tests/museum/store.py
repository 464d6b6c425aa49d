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
STORED = {
    "0.1.0": {
        "after-1-two-blocks-then-the-ablation-and-twelve-weeks",
        "after-2-transforaminal-with-diabetes-and-warfarin",
        "after-3-a-slow-recovery-is-refused-and-the-physician-decides",
        "after-4-leg-weakness-in-the-call-of-the-next-day",
        "demo-day",
        "demo-put-right",
        "demo-story",
        "safety-1-the-patient-says-the-other-side",
        "ten-10-aborted-after-the-needle-and-transferred",
        "ten-4-a-cervical-epidural-with-sedation",
        "ten-7-a-minor-with-guardian-and-interpreter",
        "ten-8-a-person-who-cannot-speak",
    },
}
"""Version -> the names of its stories: a store that was written is kept."""


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
