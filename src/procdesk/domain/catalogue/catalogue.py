"""Catalogue: what procedures, drugs and substances the clinic knows. Built from parsed data."""

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import PurePosixPath
from typing import Literal, TypeVar

import msgspec

from procdesk.domain.catalogue.language import Languages, languages_from
from procdesk.domain.catalogue.policy_set import PolicySet
from procdesk.domain.catalogue.procedure_kind import LocalProcedure, ProcedureFile, ProcedureKind
from procdesk.domain.medicines.dose_words import names_none
from procdesk.domain.medicines.medication import Medication
from procdesk.domain.medicines.near_names import corrected
from procdesk.domain.medicines.substances import Named, Sort, Substance, SubstanceRow, named_in
from procdesk.domain.resource_file import Status, decode, decode_folder

T = TypeVar("T")

_MOST_MEANT = 3
"""More proposals than that are a list to choose from wrongly."""


@dataclass(frozen=True, slots=True, kw_only=True)
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
        """Return whether it is a blood thinner."""
        return "antithrombotic" in self.kinds


Kind = Literal["antithrombotic", "nsaid", "local-anaesthetic", "ssri-snri", "supplement", "steroid"]
"""Kinds of drugs that the rules of bleeding, doses and allergies look for."""


class DrugRow(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A row of drugs.json; only the numbers of a confirmed one count."""

    key: str
    names: tuple[str, ...]
    kinds: frozenset[Kind]
    rxnorm: str
    rxnorm_also: tuple[str, ...] = ()
    status: Status

    @property
    def drug(self) -> Drug:
        """The ingredient; an empty number is none, or every row without one would have it."""
        codes = (self.rxnorm, *self.rxnorm_also) if self.status == "C" else ()
        names = _names(self.key, self.names)
        return Drug(
            key=self.key,
            names=names,
            kinds=self.kinds,
            codes=frozenset(filter(None, codes)),
            status=self.status,
        )


Watched = Literal["glp-1", "opioid", "benzodiazepine", "antibiotic"]
"""Kinds of medicines that rules other than those of bleeding look for."""

Names = dict[str, tuple[str, ...]]
"""Medicines by key with their further names."""


@dataclass(frozen=True, kw_only=True)
class Reference:
    """All reference data, with pure look-ups."""

    procedures: Mapping[str, ProcedureKind] = field(default_factory=dict)
    drugs: Mapping[str, Drug] = field(default_factory=dict)
    substances: Mapping[str, Substance] = field(default_factory=dict)
    policies: Mapping[str, PolicySet] = field(default_factory=dict)
    languages: Languages = field(default_factory=dict)

    @classmethod
    def from_files(cls, files: Mapping[str, bytes]) -> "Reference":
        """Build from the files of resources/ by their names. Raises ResourceRefused."""
        procedures = decode_folder(files, "procedures", ProcedureFile)
        drugs = _drugs(files)
        languages = (name for name in files if name.startswith("languages/"))
        return cls(
            procedures={key: row.kind for key, row in procedures.items()},
            drugs=drugs,
            substances=_substances(
                _file(files, "substances", tuple[SubstanceRow, ...]), drugs.values()
            ),
            policies=decode_folder(files, "policy", PolicySet),
            languages=languages_from({PurePosixPath(name).stem: files[name] for name in languages}),
        )

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
        named = self.named_in(text)
        for name in sorted((n for d in named for n in d.names), key=len, reverse=True):
            while f" {name} " in words:
                words = words.replace(f" {name} ", " ")
        if not all(map(names_none, words.split())):
            return None
        thinners = [drug for drug in named if drug.thins]
        return next(iter(thinners or named), None)

    def meant(self, text: str, code: str = "") -> tuple[str, ...]:
        """Propose what an unrecognised text may mean, likeliest first; a person confirms it.

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
        by_place = {place: drug for part in parts for place, drug in self._by_name.get(part, ())}
        return tuple(by_place[place] for place in sorted(by_place))

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
        """Return what an allergy or a dose names: substances and medicines, whole words only."""
        return named_in(plain(text), self.substances.values())

    def substance(self, text: str) -> str:
        """The key of an allergy's substance, empty while a word of the text is not known."""
        named = self.named(text)
        return named.substances[0].key if named.whole else ""

    def substance_meant(self, text: str) -> tuple[str, ...]:
        """Propose what an unrecognised allergy may mean, likeliest first; a person confirms it."""
        if not text.strip() or self.named(text).whole:
            return ()
        names = {name for one in self.substances.values() for name in one.names}
        spelt = (one for one in corrected(plain(text), names) if self.named(one).whole)
        return tuple(dict.fromkeys(spelt))[:_MOST_MEANT]


def with_policy(reference: Reference, rules: PolicySet) -> Reference:
    """Return these data and one more rule set."""
    return replace(reference, policies={**reference.policies, rules.key: rules})


def plain(text: str) -> str:
    """Lower case, full-width letters folded, signs and odd spaces as one space."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return " ".join("".join(c if c.isalnum() else " " for c in folded).split())


def _names(key: str, names: Iterable[str]) -> tuple[str, ...]:
    return tuple(map(plain, (key.replace("-", " "), *names)))


def _file(files: Mapping[str, bytes], name: str, shape: type[T]) -> T:
    return decode(files[f"drugs/{name}.json"], shape, f"drugs/{name}.json")


def _drugs(files: Mapping[str, bytes]) -> dict[str, Drug]:
    """Drugs that rules of bleeding ask about, and all others by the kinds that are watched."""
    names = _file(files, "other-medicines", Names)
    kinds: dict[str, str] = {}
    for kind, watched in _file(files, "watched", dict[Watched, Names]).items():
        for key, more in watched.items():
            kinds[key] = kind
            names[key] = (*names.get(key, ()), *more)
    asked = {row.key: row.drug for row in _file(files, "drugs", tuple[DrugRow, ...])}
    none = frozenset[str]()
    return asked | {
        key: Drug(
            key=key,
            names=_names(key, more),
            kinds=frozenset({kinds.get(key, "other")}),
            codes=none,
            status="U",
        )
        for key, more in names.items()
    }


def _substances(rows: Iterable[SubstanceRow], drugs: Iterable[Drug]) -> dict[str, Substance]:
    """The substances, and every drug by the names that none of them has."""
    named = {row.key: row.substance(_names(row.key, row.names)) for row in rows}
    taken = {name for one in named.values() for name in one.names}
    for drug in drugs:
        names = tuple(name for name in drug.names if name not in taken)
        if names and drug.key not in named:
            named[drug.key] = Substance(key=drug.key, names=names, sort=Sort.DRUG)
    return named
