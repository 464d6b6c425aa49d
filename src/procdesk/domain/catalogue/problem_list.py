"""Problems: what the words of a problem list answer of the questions that the room asks."""

import msgspec

from procdesk.domain.medicines.spelling import plain
from procdesk.domain.resource_file import Status, decode
from procdesk.domain.section_key import SectionKey


class Problem(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A fact that the words of a problem name, unless other words beside them take it back.

    `words` and `unless` are in plain form.
    """

    fact: str
    section: SectionKey
    link_id: str
    answer: str
    words: tuple[str, ...]
    unless: tuple[str, ...]
    status: Status
    source: str

    def __post_init__(self) -> None:
        for word in (*self.words, *self.unless):
            if word != plain(word):
                raise ValueError(f"“{word}” is not in plain form: “{plain(word)}”")

    def named_in(self, text: str) -> bool:
        """Return whether a text names this problem; words match from their beginning."""
        words = f" {plain(text)}"
        return any(f" {one}" in words for one in self.words) and not any(
            f" {name}" in words for name in self.unless
        )


def problems_from(raw: bytes) -> tuple[Problem, ...]:
    """Return the problems of resources/drugs/problems.json. Raises ResourceRefused."""
    return decode(raw, tuple[Problem, ...], "drugs/problems.json")
