"""Own procedures: a clinic copies a shipped row and makes it narrower or stricter, never looser."""

from procdesk.domain.catalogue import plain
from procdesk.domain.entry import CLINIC, Json, Kind
from procdesk.domain.procedure_kind import (
    LOCAL,
    RISKS,
    SECTIONS,
    LocalProcedure,
    ProcedureKind,
)
from procdesk.domain.staff import Role, Staff
from procdesk.domain.target import Side
from procdesk.workflow.ledger import Act, Ledger
from procdesk.workflow.refused import Refused
from procdesk.workflow.stages import allowed

DEFINERS = frozenset({Role.ADMINISTRATOR, Role.PHYSICIAN})
"""Who may add a procedure of the clinic's own."""

_MINUTES_OF_A_DAY = 24 * 60


def bases(ledger: Ledger) -> tuple[ProcedureKind, ...]:
    """The rows that can be copied: those that ship."""
    kinds = ledger.reference.procedures.values()
    return tuple(kind for kind in kinds if not kind.key.startswith(LOCAL))


def key_of(name: str) -> str:
    """The key of an own procedure, made from its name."""
    return LOCAL + plain(name).replace(" ", "-")


def define(ledger: Ledger, person: Staff, one: LocalProcedure) -> ProcedureKind:
    """Add an own procedure, or replace the one of the same name. Raises Refused with the bound."""
    allowed(person, DEFINERS, "add a procedure")
    base = next((kind for kind in bases(ledger) if kind.key == one.base), None)
    if base is None:
        raise Refused("Choose the procedure that it is copied from.", field="base")
    _check_names(ledger, one)
    _check_where(base, one)
    _check_strictness(base, one)
    ledger.record(person, [Act(CLINIC, Kind.PROCEDURE_DEFINED, {"procedure": _body(one)})])
    return ledger.reference.procedure(one.key)


def _check_names(ledger: Ledger, one: LocalProcedure) -> None:
    if not plain(one.name) or not one.plain_name.strip():
        raise Refused("Give its name, and the words that a patient reads.", field="name")
    if plain(one.name) in {plain(kind.name) for kind in bases(ledger)}:
        raise Refused(f"“{one.name}” ships with the program: choose another name.", field="name")


def _check_where(base: ProcedureKind, one: LocalProcedure) -> None:
    if not one.sides or not one.sides <= base.sides:
        raise Refused(f"Choose one or more of the sides of {base.name}.", field="sides")
    if not set(one.levels) <= set(base.levels) or bool(one.levels) != bool(base.levels):
        raise Refused(f"Choose one or more of the levels of {base.name}.", field="levels")


def _check_strictness(base: ProcedureKind, one: LocalProcedure) -> None:
    if not set(one.more_sections) <= set(SECTIONS):
        raise Refused("A check that is not known cannot be added.", field="more_sections")
    order = ("", *RISKS)
    if one.bleeding_risk and order.index(one.bleeding_risk) < order.index(base.bleeding_risk):
        words = f"The bleeding class can only be raised: {base.name} has {base.bleeding_risk}."
        raise Refused(words, field="bleeding_risk")
    least = base.observation_minutes[0] if base.observation_minutes else 1
    if one.observation_minutes and not least <= one.observation_minutes <= _MINUTES_OF_A_DAY:
        words = f"The observation can only be longer, from {least} to {_MINUTES_OF_A_DAY} minutes."
        raise Refused(words, field="observation_minutes")


def _body(one: LocalProcedure) -> dict[str, Json]:
    sides: list[Json] = [side.value for side in Side if side in one.sides]
    return {
        "key": one.key,
        "base": one.base,
        "name": one.name.strip(),
        "plain_name": one.plain_name.strip(),
        "sides": sides,
        "levels": list(one.levels),
        "more_sections": list(one.more_sections),
        "bleeding_risk": one.bleeding_risk,
        "observation_minutes": one.observation_minutes,
    }
