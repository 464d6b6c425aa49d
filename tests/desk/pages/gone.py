"""Gone: what a screen still refers to although Qt has deleted it."""

from collections.abc import Iterator

from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from desk.walk import settle


def gone(window: QWidget) -> set[str]:
    """Class and attribute of everything that is held after its deletion, in whatever is open."""
    settle()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    return {
        f"{type(holder).__name__}.{name}"
        for holder in (window, *window.findChildren(QObject))
        for name, value in vars(holder).items()
        if any(not isValid(part) for part in _parts(value))
    }


def _parts(value: object) -> Iterator[QObject]:
    """The Qt objects in an attribute, also those in the dicts, lists and tuples of it."""
    if isinstance(value, QObject):
        yield value
    elif isinstance(value, dict):
        yield from _parts(tuple(value.values()))
    elif isinstance(value, (list, tuple, set)):
        for part in value:
            yield from _parts(part)
