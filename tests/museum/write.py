"""Write: run stories on the code at hand and keep the store of each, once for every version."""

import shutil
from pathlib import Path
from typing import Any

import pytest

from museum.expected import keep_moment, write_down
from museum.store import STORES
from procdesk.demo.seed import PASSWORD
from procdesk.records.keys import unlock
from procdesk.records.store import open_store
from support.places import TESTS


class Curator:
    """A plugin of pytest that keeps the store of every story that passed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.failed = set[str]()

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(self, item: pytest.Item) -> Any:
        """Remember the stories that came to no end."""
        report = yield
        if report.failed:
            self.failed.add(item.nodeid)
        return report

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_teardown(self, item: pytest.Item) -> Any:
        """Keep the store when all that the story opened is closed."""
        home = getattr(item, "funcargs", {})["tmp_path"] / "store"
        result = yield
        if item.nodeid not in self.failed:
            keep(home, self.folder / story_name(item))
        return result


def story_name(item: pytest.Item) -> str:
    """`ten-1-a-trigger-point-asks-little` of `test_1_…` in test_ten.py."""
    return f"{item.path.stem}-{item.name}".replace("test_", "").replace("_", "-")


def keep(home: Path, story: Path) -> None:
    """Keep a demo store with its key, and what is read from it. Raises FileExistsError."""
    (story / "store").mkdir(parents=True)
    key = unlock(home, "admin", PASSWORD)
    empty_log(home, key)
    for name in ("store.db", "store.head", "store.keys", "desk.json"):
        if (home / name).exists():
            shutil.copyfile(home / name, story / "store" / name)
    (story / "key").write_text(f"{key.hex()}\n", "utf-8")
    keep_moment(story)
    write_down(story)


def empty_log(home: Path, key: bytes) -> None:
    """Bring all of the write-ahead log into the database."""
    store = open_store(home, key)
    with store.engine.connect() as connection:
        connection.exec_driver_sql("COMMIT")
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    store.close()


def write(version: str, stories: list[str]) -> int:
    """Run stories (files or names of tests, from the folder of tests) and keep their stores."""
    paths = [str(TESTS / story) for story in stories]
    return int(pytest.main(["-p", "no:xdist", *paths], plugins=[Curator(STORES / version)]))
