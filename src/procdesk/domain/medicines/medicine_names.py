"""Medicine names: what a written medicine stands for, and whether every word of it is known.

Hazard: a name that clears wrongly is a blood thinner that nobody asks about. So the longest name
counts first, only known salts, forms and amounts may be left over, and nothing near is taken.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Final, NamedTuple

import msgspec

from procdesk.domain.medicines.dose_words import is_amount, names_none
from procdesk.domain.medicines.drug import Drug, other_drug
from procdesk.domain.medicines.spelling import bare

_REGISTERED: Final = frozenset("RFBG")
"""RxNorm, Drugs@FDA, BDPM, and a generic name read by hand. M, a brand from memory, is none."""
_SLIP: Final = "S"
"""A name that people misspell so: it may stop, and is never taken for the right one."""


class Clotting(StrEnum):
    """The effect of a medicine on clotting, the worst of its ingredients."""

    NONE = "none"
    ANTICOAGULANT = "anticoagulant"
    ANTIPLATELET = "antiplatelet"
    NSAID = "nsaid"
    SUPPLEMENT = "supplement-effect"
    SSRI_SNRI = "ssri-snri"
    UNKNOWN = "unknown"


_KINDS: Final[Mapping[Clotting, frozenset[str]]] = {
    Clotting.NONE: frozenset({"other"}),
    Clotting.ANTICOAGULANT: frozenset({"antithrombotic", "anticoagulant"}),
    Clotting.ANTIPLATELET: frozenset({"antithrombotic", "antiplatelet"}),
    Clotting.NSAID: frozenset({"antithrombotic", "nsaid"}),
    Clotting.SUPPLEMENT: frozenset({"antithrombotic", "supplement"}),
    Clotting.SSRI_SNRI: frozenset({"antithrombotic", "ssri-snri"}),
    Clotting.UNKNOWN: frozenset({"other"}),
}


class NameRow(
    msgspec.Struct, frozen=True, array_like=True, forbid_unknown_fields=True, kw_only=True
):
    """A row of names.json, in plain form without accents.

    `is_family` marks a name whose first word begins names of other classes too: only the whole
    name counts.
    """

    name: str
    ingredients: str
    clotting: Clotting
    sources: str
    is_family: bool = False

    @property
    def is_known(self) -> bool:
        """Return whether the row can be relied on: a `none` only by a register."""
        if self.clotting is Clotting.NONE:
            return bool(_REGISTERED & set(self.sources))
        return self.sources != _SLIP


class NameFile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The file of names."""

    source: str
    date: str
    names: tuple[NameRow, ...]


class BesideFile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The file of words beside a name that name no medicine: salts, forms and makers."""

    source: str
    date: str
    salts: frozenset[str]
    forms: frozenset[str]


class Reading(NamedTuple):
    """A text as read: its drugs, thinners first, and whether every word of it is known.

    `unclear` names may change clotting or platelets in a way that no rule judges.
    """

    drugs: tuple[Drug, ...]
    is_whole: bool
    unclear: tuple[str, ...]

    @property
    def drug(self) -> Drug | None:
        """The drug that leads, None while anything in the text is unknown or unclear."""
        return next(iter(self.drugs), None) if self.is_whole and not self.unclear else None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Named:
    """A name in a text, from word `start` up to `end`."""

    start: int
    end: int
    name: str
    drugs: tuple[Drug, ...]
    is_known: bool
    is_unclear: bool
    is_family: bool


@dataclass(frozen=True)
class MedicineNames:
    """Every name of a medicine: those of the drugs that rules know, and those of the list."""

    drugs: tuple[Drug, ...]
    rows: tuple[NameRow, ...]
    beside: frozenset[str]

    def read(self, text: str) -> Reading:
        """Read a medicine as written."""
        words = bare(text).split()
        named = tuple(self._named(words))
        every = dict.fromkeys(drug for one in named for drug in one.drugs)
        return Reading(
            drugs=tuple(sorted(every, key=self._rank)),
            is_whole=bool(named)
            and all(one.is_known for one in named)
            and self._is_rest_known(words, named),
            unclear=tuple(one.name for one in named if one.is_unclear),
        )

    def _named(self, words: list[str]) -> Iterator[_Named]:
        """Yield the names in a text, the longest first. One that is not known hides no other."""
        free = [True] * len(words)
        for length in range(min(len(words), self._most_words), 0, -1):
            for start in range(len(words) - length + 1):
                end = start + length
                name = " ".join(words[start:end])
                if all(free[start:end]) and name in self._every_name:
                    entry = self._entry(start, end, name)
                    free[start:end] = [not entry.is_known] * length
                    yield entry

    def _entry(self, start: int, end: int, name: str) -> _Named:
        own, row = self._own.get(name, ()), self._rows.get(name)
        return _Named(
            start=start,
            end=end,
            name=name,
            drugs=tuple(dict.fromkeys((*own, *(self._of_row(row) if row else ())))),
            is_known=bool(own) or (row is not None and row.is_known),
            is_unclear=row is not None and row.clotting is Clotting.UNKNOWN,
            is_family=row is not None and row.is_family,
        )

    def _of_row(self, row: NameRow) -> tuple[Drug, ...]:
        """Return the ingredients; of a name without effect those that thin count for nothing."""
        drugs = tuple(
            drug for name in row.ingredients.split(";") for drug in self._ingredient(name)
        )
        if row.clotting in (Clotting.NONE, Clotting.UNKNOWN):
            return tuple(drug for drug in drugs if not drug.thins)
        if any(drug.thins for drug in drugs):
            return drugs
        return (*drugs, _drug(row.name, row.clotting))

    def _ingredient(self, name: str) -> tuple[Drug, ...]:
        row = self._rows.get(name)
        return self._own.get(name) or (_drug(name, row.clotting if row else Clotting.NONE),)

    def _is_rest_known(self, words: list[str], named: tuple[_Named, ...]) -> bool:
        """Return whether what stands beside the names is known to name no other medicine."""
        covered = {at for one in named for at in range(one.start, one.end)}
        left = [word for at, word in enumerate(words) if at not in covered]
        if any(one.is_family and not any(map(_thins, one.drugs)) for one in named):
            return all(map(is_amount, left))
        first = min(one.start for one in named)
        before = [word for at, word in enumerate(words[:first]) if at not in covered]
        after = [
            word if at + first not in covered else "," for at, word in enumerate(words[first:])
        ]
        return all(map(names_none, before)) and self._all_beside(after)

    def _all_beside(self, words: list[str]) -> bool:
        """Return whether each run of words is amounts, salts and forms; a comma parts runs."""
        at = 0
        while at < len(words):
            step = next((n for n in (3, 2, 1) if " ".join(words[at : at + n]) in self.beside), 0)
            if not step and not (words[at] == "," or names_none(words[at])):
                return False
            at += step or 1
        return True

    def _rank(self, drug: Drug) -> tuple[bool, int]:
        return not drug.thins, self._places.get(drug.key, len(self._places))

    @cached_property
    def _places(self) -> Mapping[str, int]:
        return {drug.key: place for place, drug in enumerate(self.drugs)}

    @cached_property
    def _rows(self) -> Mapping[str, NameRow]:
        return {row.name: row for row in self.rows}

    @cached_property
    def _own(self) -> Mapping[str, tuple[Drug, ...]]:
        """Name -> the drugs of that name that rules know."""
        index: dict[str, tuple[Drug, ...]] = {}
        for drug in self.drugs:
            for name in dict.fromkeys(map(bare, drug.names)):
                index[name] = (*index.get(name, ()), drug)
        return index

    @cached_property
    def _every_name(self) -> frozenset[str]:
        return frozenset((*self._rows, *self._own))

    @cached_property
    def _most_words(self) -> int:
        return max((name.count(" ") + 1 for name in self._every_name), default=0)


def _drug(name: str, clotting: Clotting) -> Drug:
    return other_drug(name.replace(" ", "-"), (), _KINDS[clotting])


def _all_known(named: tuple[_Named, ...]) -> bool:
    return bool(named) and all(one.is_known for one in named)


def _thins(drug: Drug) -> bool:
    return drug.thins


def names_from(drugs: Iterable[Drug], names: NameFile, beside: BesideFile) -> MedicineNames:
    """Return the reader of the shipped files; its indexes are made when it first reads."""
    return MedicineNames(tuple(drugs), names.names, beside.salts | beside.forms)
