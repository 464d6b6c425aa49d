"""A resource file: JSON that ships or that a clinic wrote, typed, or refused with its place."""

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Literal, Protocol, Self, TypeVar

import msgspec

T = TypeVar("T")

Status = Literal["C", "S", "U"]
"""How well a row is known: C read in a source, S read in a weak source, U unconfirmed."""


class ResourceRefused(ValueError):
    """A file that has not the shape it needs: "es/joint: $.hours.bandage.value: Expected `int`"."""


class Written(Protocol):
    """A value that a file says in words of its own."""

    @classmethod
    def read(cls, words: str) -> Self:
        """Read the words. Raises ValueError, in words."""


class Number(Decimal):
    """A number that a file holds as text, so that no float rounds it."""

    @classmethod
    def read(cls, words: str) -> Self:
        """Read a finite number. Raises ValueError, in words."""
        try:
            number = cls(words)
        except InvalidOperation:
            raise ValueError(f"“{words}” is no number") from None
        if not number.is_finite():
            raise ValueError(f"“{words}” is no number")
        return number


class Keyed(Protocol):
    """A row that is a file of its own, by its key."""

    @property
    def key(self) -> str:
        """The name of the file without its ending."""


K = TypeVar("K", bound=Keyed)


def decode(raw: bytes, shape: type[T], name: str) -> T:
    """Return a file as its shape; `name` is the file as a person knows it.

    Raises ResourceRefused with the file and the path in it.
    """
    try:
        return msgspec.json.decode(raw, type=shape, dec_hook=_read)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as problem:
        raise ResourceRefused(f"{name}: {_placed(problem)}") from None


def decode_folder(files: Mapping[str, bytes], folder: str, shape: type[K]) -> dict[str, K]:
    """Return the files of a folder as rows by their keys. Raises ResourceRefused."""
    rows: dict[str, K] = {}
    for name, raw in files.items():
        if name.startswith(f"{folder}/"):
            row = decode(raw, shape, name)
            if name != f"{folder}/{row.key}.json":
                raise ResourceRefused(f"{name}: $.key: “{row.key}” is not the file's name")
            rows[row.key] = row
    return rows


def typed(part: object, shape: type[T], place: str) -> T:
    """Return a part of a file, kept as it is signed for, as its shape; `place` is its path.

    Raises ResourceRefused with the path.
    """
    try:
        return msgspec.convert(part, shape, dec_hook=_read)
    except msgspec.ValidationError as problem:
        raise ResourceRefused(_placed(problem, place)) from None


def _placed(problem: Exception, root: str = "") -> str:
    """The path and the words of a problem; the path begins at `root` where one is named."""
    words, _at, path = str(problem).partition(" - at `")
    path = path.rstrip("`").rpartition("`")[2]  # "key` in `$.names`": the object of a bad key
    place = root + path.removeprefix("$") if root else path
    return f"{place}: {words}" if place else words


def _read(kind: type, words: object) -> object:
    """Read what is no plain JSON; an `object` is kept as it is written."""
    if kind is object:
        return words
    if not isinstance(words, str):
        raise TypeError(f"{words!r} is not written as text")
    reads: type[Written] = kind
    return reads.read(words)
