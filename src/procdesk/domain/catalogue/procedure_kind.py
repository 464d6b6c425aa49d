"""Procedure kind: one row of the catalogue, and the clinic's own variant of a row."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final, Generic, Literal, TypeVar, get_args

import msgspec

from procdesk.domain.resource_file import Status
from procdesk.domain.section_key import SectionKey
from procdesk.domain.targets.target import LEVELLED, Side, Structure, Target

LOCAL = "local-"
"""How the key of a clinic's own procedure begins."""

V = TypeVar("V")

Risk = Literal["low", "intermediate", "high"]
RISKS: Final[tuple[str, ...]] = get_args(Risk)
"""Classes of bleeding risk, from the lowest up."""

_XRAY = frozenset({"fluoroscopy", "ct"})

SECTIONS = (
    SectionKey.BASELINE,
    SectionKey.SITE,
    SectionKey.VITALS,
    SectionKey.ALLERGIES,
    SectionKey.MEDICINES,
    SectionKey.DIABETES,
    SectionKey.PREGNANCY,
    SectionKey.INFECTION,
    SectionKey.IMPLANTS,
    SectionKey.PAPERS,
    SectionKey.CONSENT,
    SectionKey.BRIEFING,
)
"""Every section that a procedure can ask, in order. Sedation is asked where it is ordered."""


@dataclass(frozen=True, slots=True)
class Place:
    """One place that can be chosen: a level, a name, a name at a level, or the structure itself."""

    structure: Structure
    level: str = ""
    name: str = ""

    @property
    def words(self) -> str:
        """The level alone where that is enough, as in "L3"; else level, name and structure."""
        return self.level if self.level and not self.name else self.on(Side.LEFT).where

    def on(self, side: Side) -> Target:
        """The target that this place is on a side."""
        return Target(
            structure=self.structure,
            side=side,
            levels=(self.level,) if self.level else (),
            name=self.name,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcedureKind:
    """One row of the catalogue.

    A status says how well a value is known: C read, S weak source, U unconfirmed.
    `bleeding_risk` is low, intermediate or high, empty where no source says it. `usual_sedation`
    names the usual ways, empty where none is known; it says nothing of a single patient.
    `observation_minutes` is (low, high) after local anaesthetic only, high None for "or more".
    `limb_weak` says whether the usual local anaesthetic leaves an arm or a leg weak for hours, None
    where no source says it. `max_levels` is what a payer's policy allows in one session; it is
    shown and stops nothing.
    `plain_name` is what a patient reads, `diaries` are names of forms.
    """

    key: str
    name: str
    plain_name: str
    structures: tuple[Structure, ...]
    levels: tuple[str, ...]
    names: Mapping[Structure, tuple[str, ...]]
    sides: frozenset[Side]
    sections: tuple[str, ...]
    guidance: tuple[str, ...]
    usual_sedation: tuple[str, ...]
    sedation_status: str
    observation_minutes: tuple[int, int | None] | None
    observation_status: str
    bleeding_risk: str
    bleeding_status: str
    bleeding_source: str
    limb_weak: bool | None
    limb_source: str
    max_levels: int | None
    max_levels_source: str
    family: str
    diaries: tuple[str, ...]
    source: str

    def allows(self, target: Target) -> bool:
        """Return whether this procedure can have this target."""
        if target.structure not in self.structures or target.side not in self.sides:
            return False
        # A pump or a generator lies on one side; its catheter or lead may lie in the middle.
        if target.structure is Structure.POCKET and target.side is Side.MIDLINE:
            return False
        names = self.names.get(target.structure, ())
        levels = self.levels if target.structure in LEVELLED else ()
        return _fits(target.levels, levels) and _fits((target.name,) if target.name else (), names)

    @property
    def may_take_xray(self) -> bool:
        """Return whether an X-ray may be part of it, as where no source names the guidance."""
        return not self.guidance or not _XRAY.isdisjoint(self.guidance)

    def allows_together(self, targets: Iterable[Target]) -> bool:
        """Return whether these can be one procedure: never both sides unless both may be."""
        sides = {(target.structure, target.side) for target in targets}
        both = any((what, Side.LEFT) in sides and (what, Side.RIGHT) in sides for what, _ in sides)
        return not both or Side.BILATERAL in self.sides

    @property
    def places(self) -> tuple[Place, ...]:
        """Every place that can be chosen, head to tail as the row lists them."""
        return tuple(place for structure in self.structures for place in self._places_of(structure))

    def _places_of(self, structure: Structure) -> Iterable[Place]:
        levels = [one for one in self.levels if self._structure_at(one, structure)]
        names = self.names.get(structure, ("",))
        if structure not in LEVELLED or not self.levels:
            return [Place(structure, name=name) for name in names]
        return [Place(structure, level, name) for name in names for level in levels]

    def _structure_at(self, level: str, structure: Structure) -> bool:
        """At L5 the nerve is the dorsal ramus, elsewhere a branch (clinical.md 2.1)."""
        if Structure.DORSAL_RAMUS not in self.structures:
            return True
        return (structure is Structure.DORSAL_RAMUS) == (level == "L5")

    def targets(self, chosen: Iterable[tuple[Place, Side]]) -> tuple[Target, ...]:
        """The targets of chosen places: levels of one structure on one side are one target.

        The same place on both sides is bilateral where this procedure may be.
        """
        sides: dict[Place, list[Side]] = {}
        for place, side in chosen:
            sides.setdefault(place, []).append(side)
        levels_by_place: dict[tuple[Structure, str, Side], tuple[str, ...]] = {}
        for place in self.places:
            for side in self._joined(sides.get(place, ())):
                key = (place.structure, place.name, side)
                levels_by_place[key] = (
                    *levels_by_place.get(key, ()),
                    *((place.level,) if place.level else ()),
                )
        targets = [
            Target(structure=what, side=side, levels=levels, name=name)
            for (what, name, side), levels in levels_by_place.items()
        ]
        return tuple(sorted(targets, key=lambda target: tuple(Side).index(target.side)))

    def _joined(self, sides: Iterable[Side]) -> tuple[Side, ...]:
        both = {Side.LEFT, Side.RIGHT}
        if both <= set(sides) and Side.BILATERAL in self.sides:
            return (Side.BILATERAL, *(side for side in sides if side not in both))
        return tuple(sides)


def _fits(chosen: tuple[str, ...], known: tuple[str, ...]) -> bool:
    return set(chosen) <= set(known) and bool(chosen) == bool(known)


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalProcedure:
    """A clinic's own procedure: a shipped row with another name, narrower or stricter.

    Whatever an entry says, `over` keeps the bounds: fewer sides and levels, more sections, a
    higher class, a longer stay, never the other way.
    """

    key: str
    base: str
    name: str
    plain_name: str
    sides: frozenset[Side]
    levels: tuple[str, ...]
    more_sections: tuple[str, ...] = ()
    bleeding_risk: str = ""
    observation_minutes: int = 0

    def over(self, base: ProcedureKind) -> ProcedureKind:
        """The row that the clinic works with."""
        return replace(
            base,
            key=self.key,
            name=self.name,
            plain_name=self.plain_name,
            sides=base.sides & self.sides or base.sides,
            levels=tuple(one for one in base.levels if one in self.levels) or base.levels,
            sections=tuple(s for s in SECTIONS if s in base.sections or s in self.more_sections),
            bleeding_risk=self._risk(base),
            observation_minutes=self._minutes(base),
            source=f"this clinic, from {base.key}: {base.source}",
        )

    def _risk(self, base: ProcedureKind) -> str:
        order = ("", *RISKS)
        return max(base.bleeding_risk, self.bleeding_risk, key=order.index)

    def _minutes(self, base: ProcedureKind) -> tuple[int, int | None] | None:
        if not self.observation_minutes:
            return base.observation_minutes
        low, high = base.observation_minutes or (0, None)
        longer = max(low, self.observation_minutes)
        return longer, max(high, longer) if high is not None else None


def local_procedure(row: Mapping[str, Any]) -> LocalProcedure:
    """Build from the body of an entry. Raises KeyError, ValueError or TypeError if it is off."""
    risk = row.get("bleeding_risk", "")
    if risk not in ("", *RISKS) or not row["key"].startswith(LOCAL):
        raise ValueError(row["key"])
    return LocalProcedure(
        key=row["key"],
        base=row["base"],
        name=row["name"],
        plain_name=row["plain_name"],
        sides=frozenset(map(Side, row["sides"])),
        levels=tuple(row["levels"]),
        more_sections=tuple(row.get("more_sections", ())),
        bleeding_risk=risk,
        observation_minutes=int(row.get("observation_minutes", 0)),
    )


class Known(msgspec.Struct, Generic[V], frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A value of a file, and how well it is known."""

    value: V
    status: Status


class Sourced(Known[V], frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A value of a file, and where it was read."""

    source: str


class ProcedureFile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A file of resources/procedures."""

    key: str
    name: str
    plain_name: str
    structures: tuple[Structure, ...]
    levels: tuple[str, ...]
    names: dict[Structure, tuple[str, ...]]
    sides: frozenset[Side]
    sections: tuple[SectionKey, ...]
    guidance: tuple[Literal["fluoroscopy", "ct", "ultrasound", "none"], ...]
    usual_sedation: Known[tuple[str, ...] | None]
    observation_minutes: Known[tuple[int, int | None] | None]
    bleeding_risk: Sourced[Risk | None]
    limb_weak: Sourced[bool | None]
    max_levels: Sourced[int] | None = None
    family: str
    diaries: tuple[str, ...]
    source: str

    @property
    def kind(self) -> ProcedureKind:
        """The row of the catalogue."""
        risk, limb, limit = self.bleeding_risk, self.limb_weak, self.max_levels
        return ProcedureKind(
            key=self.key,
            name=self.name,
            plain_name=self.plain_name,
            structures=self.structures,
            levels=self.levels,
            names=self.names,
            sides=self.sides,
            sections=self.sections,
            guidance=self.guidance,
            usual_sedation=self.usual_sedation.value or (),
            sedation_status=self.usual_sedation.status,
            observation_minutes=self.observation_minutes.value,
            observation_status=self.observation_minutes.status,
            bleeding_risk=risk.value or "",
            bleeding_status=risk.status,
            bleeding_source=risk.source,
            limb_weak=limb.value,
            limb_source=limb.source,
            max_levels=limit.value if limit else None,
            max_levels_source=limit.source if limit else "",
            family=self.family,
            diaries=self.diaries,
            source=self.source,
        )
