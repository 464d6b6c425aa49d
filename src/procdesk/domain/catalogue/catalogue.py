"""Catalogue: what procedures, drugs and substances the clinic knows. Built from parsed data."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath
from typing import Literal, TypeVar

from procdesk.domain.catalogue.language import Languages, languages_from
from procdesk.domain.catalogue.policy_set import PolicySet
from procdesk.domain.catalogue.procedure_kind import LocalProcedure, ProcedureFile, ProcedureKind
from procdesk.domain.medicines.anticoagulation import Anticoagulation
from procdesk.domain.medicines.drug import Drug, DrugRow, other_drug, plain_names
from procdesk.domain.medicines.medication import Medication
from procdesk.domain.medicines.medicine_names import (
    BesideFile,
    MedicineNames,
    NameFile,
    Reading,
    names_from,
)
from procdesk.domain.medicines.near_names import corrected
from procdesk.domain.medicines.spelling import plain
from procdesk.domain.medicines.substances import Named, Sort, Substance, SubstanceRow, named_in
from procdesk.domain.resource_file import decode, decode_folder

T = TypeVar("T")

_MOST_MEANT = 3
"""More proposals than that are a list to choose from wrongly."""


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
    names: MedicineNames = field(default=MedicineNames((), (), frozenset()))
    anticoagulation: Anticoagulation = field(default=Anticoagulation(source="", date=""))

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
            anticoagulation=_file(files, "anticoagulation", Anticoagulation),
            names=names_from(
                drugs.values(), _file(files, "names", NameFile), _file(files, "beside", BesideFile)
            ),
        )

    def procedure(self, key: str) -> ProcedureKind:
        """A procedure by its key. Raises KeyError."""
        return self.procedures[key]

    def with_local(self, local: Iterable[LocalProcedure]) -> "Reference":
        """These data and the clinic's own procedures; one whose base is not known is left out."""
        shipped = self.procedures
        own = {one.key: one.over(shipped[one.base]) for one in local if one.base in shipped}
        return replace(self, procedures={**shipped, **own}) if own else self

    def read(self, text: str) -> Reading:
        """Read a medicine as written: its drugs, and whether every word of it is known."""
        return self.names.read(text)

    def recognise(self, text: str) -> Drug | None:
        """The ingredient that a written name stands for: whole words only, never a guess.

        None too if the text says a word beside it that may be the name of another medicine, or
        names one that may change clotting in a way that no rule judges.
        """
        return self.read(text).drug

    def meant(self, text: str, code: str = "") -> tuple[str, ...]:
        """Propose what an unrecognised text may mean, likeliest first; a person confirms it.

        Each is the text with one name corrected, and recognised as a whole; or the ingredient of
        an RxNorm number. Empty for a text that is recognised.
        """
        if not text.strip() or self.read(text).is_whole:
            return ()
        names = {name for drug in self.drugs.values() for name in drug.names}
        spelt = (one for one in corrected(plain(text), names) if self.recognise(one) is not None)
        coded = (d.key.replace("-", " ") for d in self.drugs.values() if code in d.codes)
        return tuple(dict.fromkeys((*coded, *spelt)))[:_MOST_MEANT]

    def named_in(self, text: str) -> tuple[Drug, ...]:
        """Every drug whose name stands in a text, whatever else stands beside it."""
        return self.read(text).drugs

    def thinners(self, row: Medication) -> tuple[str, ...]:
        """Every blood thinner of a row: the one recognised, and all others that its text names."""
        return self.of_kind(row, "antithrombotic")

    def of_kind(self, row: Medication, kind: str) -> tuple[str, ...]:
        """The keys of all drugs of a kind that a row names, as `opioid` or `glp-1`."""
        own = self.drugs.get(row.ingredient)
        every = dict.fromkeys((*((own,) if own else ()), *self.named_in(row.text)))
        return tuple(drug.key for drug in every if kind in drug.kinds)

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
    return asked | {
        key: other_drug(key, more, frozenset({kinds.get(key, "other")}))
        for key, more in names.items()
    }


def _substances(rows: Iterable[SubstanceRow], drugs: Iterable[Drug]) -> dict[str, Substance]:
    """The substances, and every drug by the names that none of them has."""
    named = {row.key: row.substance(plain_names(row.key, row.names)) for row in rows}
    taken = {name for one in named.values() for name in one.names}
    for drug in drugs:
        names = tuple(name for name in drug.names if name not in taken)
        if names and drug.key not in named:
            named[drug.key] = Substance(key=drug.key, names=names, sort=Sort.DRUG)
    return named
