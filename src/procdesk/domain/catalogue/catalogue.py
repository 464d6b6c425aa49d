"""Catalogue: what procedures, drugs and substances the clinic knows. Built from parsed data."""

import hashlib
import json
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from procdesk.domain.catalogue.anticoagulant_hold import FAMILY, HoldSet, hold_set
from procdesk.domain.catalogue.language import Languages, languages_from
from procdesk.domain.catalogue.limit import FAMILIES, Limit, limit_set
from procdesk.domain.catalogue.procedure_kind import LocalProcedure, ProcedureKind, procedure_kind
from procdesk.domain.medicines.dose_words import names_none
from procdesk.domain.medicines.medication import Medication
from procdesk.domain.medicines.near_names import corrected
from procdesk.domain.medicines.substances import Named, Sort, Substance, named_in, substance

_MOST_MEANT = 3
"""More proposals than that are a list to choose from wrongly."""


@dataclass(frozen=True, slots=True)
class Drug:
    """One ingredient with its names. `kinds` holds antithrombotic, steroid, … or other.

    `codes` are its RxNorm numbers that a source confirms, brands included; they only propose.
    """

    key: str
    names: tuple[str, ...]
    kinds: frozenset[str]
    codes: frozenset[str]
    status: str

    @property
    def thins(self) -> bool:
        """Whether it is a blood thinner."""
        return "antithrombotic" in self.kinds


@dataclass(frozen=True, slots=True)
class PolicySet:
    """A selectable rule set: rows of facts with source and status, draft until adopted.

    `family` is the first word of the findings that are judged by it. `holds` are the rows of a set
    of blood thinners, typed, and `limits` those of a set of numbers by their names: a bad row
    raises ValueError here, not in the middle of a case. `sha256` is of what is signed for.
    """

    key: str
    family: str
    title: str
    version: str
    source: str
    rows: tuple[Mapping[str, Any], ...]
    holds: HoldSet = field(init=False, repr=False, compare=False)
    limits: Mapping[str, Limit] = field(init=False, repr=False, compare=False)
    sha256: str = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        typed = hold_set(self.rows if self.family == FAMILY else ())
        object.__setattr__(self, "holds", typed)
        numbers = limit_set(self.rows if self.family in FAMILIES else ())
        object.__setattr__(self, "limits", numbers)
        object.__setattr__(self, "sha256", hashlib.sha256(self.raw).hexdigest())

    @property
    def raw(self) -> bytes:
        """The rows as they are read and signed for."""
        return json.dumps([dict(row) for row in self.rows], sort_keys=True).encode()


@dataclass(frozen=True)
class Reference:
    """All reference data, with pure look-ups."""

    procedures: Mapping[str, ProcedureKind] = field(default_factory=dict)
    drugs: Mapping[str, Drug] = field(default_factory=dict)
    substances: Mapping[str, Substance] = field(default_factory=dict)
    policies: Mapping[str, PolicySet] = field(default_factory=dict)
    languages: Languages = field(default_factory=dict)

    @classmethod
    def from_parts(
        cls,
        *,
        procedures: Iterable[Any],
        drugs: Iterable[Any],
        substances: Iterable[Any],
        policies: Iterable[Any],
        languages: Mapping[str, bytes],
    ) -> "Reference":
        """Build from the parsed JSON of resources/. Raises KeyError or ValueError if it is off."""
        kinds = {row["key"]: procedure_kind(row) for row in procedures}
        known = {row["key"]: _drug(row) for row in drugs}
        named = _substances(substances, known.values())
        sets = {row["key"]: _policy(row) for row in policies}
        return cls(kinds, known, named, sets, languages_from(languages))

    def procedure(self, key: str) -> ProcedureKind:
        """A procedure by its key. Raises KeyError."""
        return self.procedures[key]

    def with_local(self, local: Iterable[LocalProcedure]) -> "Reference":
        """These data and the clinic's own procedures; one whose base is not known is left out."""
        shipped = self.procedures
        own = {one.key: one.over(shipped[one.base]) for one in local if one.base in shipped}
        return replace(self, procedures={**shipped, **own}) if own else self

    def recognise(self, text: str) -> Drug | None:
        """The ingredient that a written name stands for: whole words only, never a guess.

        None too if the text says a word beside it that may be the name of another medicine.
        """
        words = f" {plain(text)} "
        found = self.named_in(text)
        for name in sorted((n for d in found for n in d.names), key=len, reverse=True):
            while f" {name} " in words:
                words = words.replace(f" {name} ", " ")
        if not all(map(names_none, words.split())):
            return None
        thinners = [drug for drug in found if drug.thins]
        return next(iter(thinners or found), None)

    def meant(self, text: str, code: str = "") -> tuple[str, ...]:
        """What a text that is not recognised may mean, likeliest first; a person confirms it.

        Each is the text with one name corrected, and recognised as a whole; or the ingredient of
        an RxNorm number. Empty for a text that is recognised.
        """
        if not text.strip() or self.recognise(text) is not None:
            return ()
        names = {name for drug in self.drugs.values() for name in drug.names}
        spelt = (one for one in corrected(plain(text), names) if self.recognise(one) is not None)
        coded = (d.key.replace("-", " ") for d in self.drugs.values() if code in d.codes)
        return tuple(dict.fromkeys((*coded, *spelt)))[:_MOST_MEANT]

    def named_in(self, text: str) -> tuple[Drug, ...]:
        """Every drug whose name stands in a text, whatever else stands beside it."""
        words = plain(text).split()
        parts = (
            " ".join(words[start:end])
            for start in range(len(words))
            for end in range(start + 1, min(start + self._most_words, len(words)) + 1)
        )
        found = {place: drug for part in parts for place, drug in self._by_name.get(part, ())}
        return tuple(found[place] for place in sorted(found))

    @cached_property
    def _by_name(self) -> Mapping[str, tuple[tuple[int, Drug], ...]]:
        """Name -> the drugs of that name, each with its place in the list."""
        index: dict[str, tuple[tuple[int, Drug], ...]] = {}
        for place, drug in enumerate(self.drugs.values()):
            for name in drug.names:
                index[name] = (*index.get(name, ()), (place, drug))
        return index

    @cached_property
    def _most_words(self) -> int:
        return max((len(name.split()) for name in self._by_name), default=0)

    def thinners(self, row: Medication) -> tuple[str, ...]:
        """Every blood thinner of a row: the one recognised, and all others that its text names."""
        return self.of_kind(row, "antithrombotic")

    def of_kind(self, row: Medication, kind: str) -> tuple[str, ...]:
        """The keys of all drugs of a kind that a row names, as `opioid` or `glp-1`."""
        words = f" {plain(row.text)} "
        return tuple(
            drug.key
            for drug in self.drugs.values()
            if kind in drug.kinds
            and (drug.key == row.ingredient or any(f" {name} " in words for name in drug.names))
        )

    def named(self, text: str) -> Named:
        """What an allergy or a drug given names: substances and medicines, whole words only."""
        return named_in(plain(text), self.substances.values())

    def substance(self, text: str) -> str:
        """The key of an allergy's substance, empty while a word of the text is not known."""
        named = self.named(text)
        return named.substances[0].key if named.whole else ""

    def substance_meant(self, text: str) -> tuple[str, ...]:
        """What an allergy that is not recognised may mean, likeliest first; a person confirms."""
        if not text.strip() or self.named(text).whole:
            return ()
        names = {name for one in self.substances.values() for name in one.names}
        spelt = (one for one in corrected(plain(text), names) if self.named(one).whole)
        return tuple(dict.fromkeys(spelt))[:_MOST_MEANT]


def with_policy(reference: Reference, row: Any) -> tuple[Reference, str]:
    """These data and one more rule set, with its key. Raises ValueError, KeyError or TypeError."""
    one = _policy(row)
    return replace(reference, policies={**reference.policies, one.key: one}), one.key


def plain(text: str) -> str:
    """Lower case, full-width letters folded, signs and odd spaces as one space."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return " ".join("".join(c if c.isalnum() else " " for c in folded).split())


def _codes(row: Mapping[str, Any]) -> frozenset[str]:
    """The numbers of a row; an empty one is none, or every row without a code would have it."""
    return frozenset(filter(None, (row.get("rxnorm", ""), *row.get("rxnorm_also", ()))))


def _drug(row: Mapping[str, Any]) -> Drug:
    names = (_spaced(row["key"]), *row.get("names", ()))
    return Drug(
        row["key"],
        tuple(map(plain, names)),
        frozenset(row["kinds"]),
        _codes(row) if row.get("status") == "C" else frozenset(),
        row.get("status", "U"),
    )


def _substances(rows: Iterable[Any], drugs: Iterable[Drug]) -> dict[str, Substance]:
    """The substances, and every drug by the names that none of them has."""
    typed = [substance(row, map(plain, (_spaced(row["key"]), *row["names"]))) for row in rows]
    taken = {name for one in typed for name in one.names}
    named = {one.key: one for one in typed}
    for drug in drugs:
        names = tuple(name for name in drug.names if name not in taken)
        if names and drug.key not in named:
            named[drug.key] = Substance(drug.key, names, Sort.DRUG)
    return named


def _spaced(key: str) -> str:
    return key.replace("-", " ")


def _policy(row: Mapping[str, Any]) -> PolicySet:
    return PolicySet(
        row["key"],
        row["family"],
        row["title"],
        row["version"],
        row["source"],
        tuple(row["rows"]),
    )
