"""Problems: what the words of a problem list answer of the questions that the room asks."""

import msgspec

from procdesk.domain.catalogue.clauses import clauses, takes_back
from procdesk.domain.medicines.spelling import plain
from procdesk.domain.resource_file import Status, decode
from procdesk.domain.section_key import SectionKey


class Problem(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A fact that the words of a problem name, unless their own clause takes it back.

    `words`, `whole` and `unless` are in plain form; `words` match from their beginning, `whole`
    as whole words: abbreviations.
    """

    fact: str
    section: SectionKey
    link_id: str
    answer: str
    words: tuple[str, ...]
    whole: tuple[str, ...] = ()
    unless: tuple[str, ...]
    status: Status
    source: str

    def __post_init__(self) -> None:
        for word in (*self.words, *self.whole, *self.unless):
            if word != plain(word):
                raise ValueError(f"“{word}” is not in plain form: “{plain(word)}”")

    def named_in(self, text: str) -> bool:
        """Return whether a clause of a text names this problem and does not take it back."""
        return any(self._is_in(one) for one in clauses(text))

    def _is_in(self, clause: str) -> bool:
        left = self._left(f" {clause} ")
        names = [one for one in self.words if f" {one}" in left]
        names += [one for one in self.whole if f" {one} " in left]
        return bool(names) and not any(takes_back(clause, one) for one in names)

    def _left(self, clause: str) -> str:
        """Return a clause without what `unless` takes back of it.

        Words that hold a name go with it; “history of” takes back what follows it; any other the
        clause.
        """
        for name in self.unless:
            if any(f" {one}" in f" {name}" for one in (*self.words, *self.whole)):
                clause = clause.replace(f" {name}", " ")
            elif f" {name}" in clause:
                before = name.endswith((" of", " history", " for", " to"))
                clause = clause.partition(f" {name}")[0] + " " if before else ""
        return clause


def problems_from(raw: bytes) -> tuple[Problem, ...]:
    """Return the problems of resources/drugs/problems.json. Raises ResourceRefused."""
    return decode(raw, tuple[Problem, ...], "drugs/problems.json")
