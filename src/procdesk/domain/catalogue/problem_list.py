"""Problems: what the words of a problem list answer of the questions that the room asks."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from procdesk.domain.catalogue.catalogue import plain


@dataclass(frozen=True, slots=True)
class Problem:
    """A fact that the words of a problem name, unless other words beside them take it back."""

    section: str
    link_id: str
    answer: str
    words: tuple[str, ...]
    unless: tuple[str, ...]

    def named_in(self, text: str) -> bool:
        """Return whether a text names this problem; words match from their beginning."""
        words = f" {plain(text)}"
        return any(f" {one}" in words for one in self.words) and not any(
            f" {name}" in words for name in self.unless
        )


def problems_from(rows: Iterable[Mapping[str, Any]]) -> tuple[Problem, ...]:
    """The problems of resources/drugs/problems.json. Raises KeyError for a row that is off."""
    return tuple(
        Problem(
            row["section"],
            row["link_id"],
            row["answer"],
            tuple(map(plain, row["words"])),
            tuple(map(plain, row["unless"])),
        )
        for row in rows
    )
