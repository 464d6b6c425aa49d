"""A resource file: JSON that ships or that a clinic wrote, typed, or refused with its place."""

from typing import TypeVar

import msgspec

T = TypeVar("T")


class ResourceRefused(ValueError):
    """A file that has not the shape it needs: "es/joint: $.hours.bandage.value: Expected `int`"."""


def decode(raw: bytes, shape: type[T], name: str) -> T:
    """Return a file as its shape; `name` is the file as a person knows it.

    Raises ResourceRefused with the file and the path in it.
    """
    try:
        return msgspec.json.decode(raw, type=shape)
    except msgspec.DecodeError as problem:
        words, _at, path = str(problem).partition(" - at `")
        place = f" {path.rstrip('`')}:" if path else ""
        raise ResourceRefused(f"{name}:{place} {words}") from None
