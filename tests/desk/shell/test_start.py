"""The start: what of PySide's inside it sets aside, and that it is still there."""

import inspect
import sys
from types import ModuleType

import pytest

from procdesk import app

_MOVED = (
    "PySide no longer asks `_mod_uses_pyside` of each imported module, so `app._spare_the_sources` "
    "spares nothing: measure the first paint, then drop it or follow PySide"
)


def test_pyside_reads_no_source_of_a_module_that_is_imported_after_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    app.start_qt()
    asks = getattr(sys.modules["shibokensupport.feature"], "feature_imported", None)
    assert asks is not None, _MOVED
    assert "_mod_uses_pyside" in asks.__code__.co_names, _MOVED
    sources: list[object] = []
    monkeypatch.setattr(inspect, "getsource", sources.append)
    asks(ModuleType("newcomer"))
    assert not sources, _MOVED
