"""Gone: what a screen still refers to although Qt has deleted it."""

from collections.abc import Iterable, Iterator
from functools import partial
from inspect import getclosurevars
from types import FunctionType, MethodType

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
        if any(not isValid(part) for part in _parts(value, set()))
    }


def _parts(value: object, met: set[int]) -> Iterator[QObject]:
    """The Qt objects that an attribute holds, by whatever it holds; each thing is met once."""
    if id(value) in met:
        return
    met.add(id(value))
    if isinstance(value, QObject):
        yield value
    else:
        for part in _held_by(value):
            yield from _parts(part, met)


def _held_by(value: object) -> Iterable[object]:
    """What a container, a function or a plain object of the program holds."""
    if isinstance(value, dict):
        return value.values()
    if isinstance(value, (list, tuple, set, frozenset)):
        return value
    if isinstance(value, partial):
        return (value.func, *value.args, *value.keywords.values())
    if isinstance(value, MethodType):
        return (value.__self__,)
    if isinstance(value, FunctionType):
        return [*getclosurevars(value).nonlocals.values(), *(value.__defaults__ or ())]
    if type(value).__module__.startswith("procdesk.desk"):
        slots = [name for kind in type(value).__mro__ for name in getattr(kind, "__slots__", ())]
        return [
            *getattr(value, "__dict__", {}).values(),
            *(getattr(value, name, None) for name in slots),
        ]
    return ()
