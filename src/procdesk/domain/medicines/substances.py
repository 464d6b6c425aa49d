"""Substances: what an allergy may be to, by its names, and which of them truly cross-react."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import msgspec

from procdesk.domain.medicines.dose_words import names_none
from procdesk.domain.resource_file import Status


class Sort(StrEnum):
    """The role of a substance in a procedure room."""

    LATEX = "latex"
    CHLORHEXIDINE = "chlorhexidine"
    IODINE_PREP = "iodine-prep"
    ADHESIVE = "adhesive"
    CONTRAST = "contrast"
    ANAESTHETIC = "local-anaesthetic"
    ADDITIVE = "additive"
    STEROID = "steroid"
    METAL = "metal"
    UNCLEAR = "unclear"  # the word alone does not say which of several is meant
    DRUG = "drug"
    ELSEWHERE = "elsewhere"  # food, pollen, animals: no procedure here uses it


_NO_DRUG: Final = frozenset({Sort.LATEX, Sort.ADHESIVE, Sort.METAL, Sort.ELSEWHERE})
_WORDS: Final = """
    acute adverse after agent all allergen allergic allergies allergy an anaphylactic anaphylaxis
    any anything asthma attack bad blisters breath breathing buffered burning cause caused causes
    child childhood contact containing contains cough coughing ct dermatitis diarrhea diarrhoea
    disorder dizziness dizzy drug during dye face finding flush free from gave gives got had has
    have headache her his hives hyperbaric hypersensitivity i if in injected injection intolerance
    intravenous is isobaric it itch itches itching itchy iv latest lips local made makes material
    me media medication medicine medium mild moderate mpf my nausea of or peeling pf plain possible
    preservative products propensity radiographic radiology rash rashes ray rays reaction reactions
    red redness rhinitis said scan sensitive sensitivity severe shock skin sneezing stomach
    substance swelling swells swollen symptom symptoms that the throat to tongue touch touching
    trouble upset urticaria used using very vomiting was wheeze wheezing when x year years
"""
_DESCRIBING: Final = frozenset(_WORDS.split())
SEVERITIES: Final = ("mild", "moderate", "severe")
_SEVERE: Final = frozenset({"severe", "anaphylaxis", "anaphylactic", "shock"})
_DENYING: Final = frozenset({"no", "not", "never", "without", "isn", "wasn", "none", "nothing"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Substance:
    """One substance. `names` are in plain form.

    `group` is the class within which allergies cross, empty where only the thing itself counts.
    `covers` is the sort that a name for a whole sort stands for, as "steroid" does.
    `ask` is what to ask where the name does not say which of several is meant.
    """

    key: str
    names: tuple[str, ...]
    sort: Sort
    group: str = ""
    covers: str = ""
    ask: str = ""

    def meets(self, other: "Substance") -> bool:
        """Return whether an allergy to this one is a reason not to give the other."""
        same = self.key == other.key or (bool(self.group) and self.group == other.group)
        return same or self._stands_for(other) or other._stands_for(self)

    @property
    def may_be_a_drug(self) -> bool:
        """Return whether a drug that nobody recognises could be this or hold it."""
        return self.sort not in _NO_DRUG

    def _stands_for(self, other: "Substance") -> bool:
        return bool(self.covers) and self.covers == other.sort


class SubstanceRow(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A row of substances.json."""

    key: str
    names: tuple[str, ...]
    sort: Sort
    group: str = ""
    covers: Sort | None = None
    ask: str = ""
    status: Status
    source: str

    def substance(self, names: tuple[str, ...]) -> Substance:
        """Return the substance by its names in plain form."""
        return Substance(
            key=self.key,
            names=names,
            sort=self.sort,
            group=self.group,
            covers=self.covers or "",
            ask=self.ask,
        )


@dataclass(frozen=True, slots=True)
class Named:
    """The substances in a text. Not `whole` while a word in it may name one that is not known."""

    substances: tuple[Substance, ...]
    whole: bool

    def meets(self, other: Substance) -> bool:
        """Return whether one of them does."""
        return any(one.meets(other) for one in self.substances)


def named_in(words: str, known: Iterable[Substance]) -> Named:
    """Return every substance that a text in plain form names, the longest names first."""
    rest, by_name = f" {words} ", dict[str, Substance]()
    names = [(name, one) for one in known for name in one.names if f" {name} " in rest]
    for name, substance in sorted(names, key=lambda pair: len(pair[0]), reverse=True):
        if f" {name} " in rest:
            by_name[substance.key] = substance
            rest = _without(rest, name)
    whole = bool(by_name) and all(word in _DESCRIBING or names_none(word) for word in rest.split())
    return Named(tuple(by_name.values()), whole)


def _without(words: str, name: str) -> str:
    while f" {name} " in words:
        words = words.replace(f" {name} ", "  ", 1)
    return words


def severity(words: str) -> str:
    """Return the worst of mild, moderate and severe that a plain text says.

    Empty if it says none of them, or says that something was not so.
    """
    terms = set(words.split())
    if terms & _DENYING:
        return ""
    worst = "severe" if terms & _SEVERE else ""
    return worst or next((one for one in reversed(SEVERITIES) if one in terms), "")
