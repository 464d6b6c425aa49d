"""Anticoagulation: problems that tell of a blood thinner which no list of medicines names."""

import re
from typing import Final

import msgspec

from procdesk.domain.medicines.spelling import bare

_CLAUSE: Final = re.compile(r"[,;.()\n]| but | pero ")


class Anticoagulation(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Codes and words that say so. `unless` takes words back, but only within its own clause.

    `taking` are the words beside which the name of a blood thinner says that it is taken.
    """

    source: str
    date: str
    codes: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()
    taking: frozenset[str] = frozenset()
    unless: frozenset[str] = frozenset()

    def is_coded(self, codes: frozenset[str]) -> bool:
        """Return whether one of the codes says so."""
        return bool(self.codes & codes)

    def clauses(self, text: str) -> tuple[str, ...]:
        """Return the clauses that nothing takes back, in plain form between blanks."""
        parts = (f" {bare(part)} " for part in _CLAUSE.split(text.casefold()))
        return tuple(part for part in parts if not self._is_in(self.unless, part))

    def names(self, clause: str) -> bool:
        """Return whether a clause says that the patient is anticoagulated."""
        return self._is_in(self.words, clause)

    def tells_of_taking(self, clause: str) -> bool:
        """Return whether a clause says that what it names is taken."""
        return self._is_in(self.taking, clause)

    def _is_in(self, words: frozenset[str], clause: str) -> bool:
        return any(f" {word} " in clause for word in words)
