"""Drug: one ingredient by its names, and the kinds of drugs that rules look for."""

from dataclasses import dataclass
from typing import Literal

import msgspec

from procdesk.domain.medicines.spelling import plain
from procdesk.domain.resource_file import Status


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


Kind = Literal[
    "antithrombotic",
    "anticoagulant",
    "antiplatelet",
    "nsaid",
    "cox-2",
    "local-anaesthetic",
    "ssri-snri",
    "supplement",
    "steroid",
]
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
        return Drug(
            key=self.key,
            names=plain_names(self.key, self.names),
            kinds=self.kinds,
            codes=frozenset(filter(None, codes)),
            status=self.status,
        )


def other_drug(key: str, names: tuple[str, ...], kinds: frozenset[str]) -> Drug:
    """Return a drug that no row of drugs.json describes."""
    return Drug(key=key, names=plain_names(key, names), kinds=kinds, codes=frozenset(), status="U")


def plain_names(key: str, names: tuple[str, ...]) -> tuple[str, ...]:
    """Return a key and the names beside it, in plain form."""
    return tuple(map(plain, (key.replace("-", " "), *names)))
