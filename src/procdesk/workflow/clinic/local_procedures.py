"""Own procedures: a clinic copies a shipped row and makes it narrower or stricter, never looser."""

from procdesk.domain.catalogue.procedure_kind import (
    LOCAL,
    RISKS,
    SECTIONS,
    LocalProcedure,
    ProcedureKind,
)
from procdesk.domain.entry import CLINIC, Json, Kind
from procdesk.domain.medicines.spelling import plain
from procdesk.domain.staff import Role, Staff
from procdesk.domain.targets.target import Side
from procdesk.workflow.ledger import Act, Ledger
from procdesk.workflow.refused import Refused
from procdesk.workflow.stages import allowed

DEFINERS = frozenset({Role.ADMINISTRATOR, Role.PHYSICIAN})
"""The roles that may add a procedure of the clinic's own."""

_MINUTES_OF_A_DAY = 24 * 60


def bases(ledger: Ledger) -> tuple[ProcedureKind, ...]:
    """The rows that can be copied: those that ship."""
    kinds = ledger.reference.procedures.values()
    return tuple(kind for kind in kinds if not kind.key.startswith(LOCAL))


def key_of(name: str) -> str:
    """The key of an own procedure, made from its name."""
    return LOCAL + plain(name).replace(" ", "-")


def define(ledger: Ledger, person: Staff, procedure: LocalProcedure) -> ProcedureKind:
    """Add an own procedure, or replace the one of the same name. Raises Refused with the bound."""
    allowed(person, DEFINERS, "add a procedure")
    base = next((kind for kind in bases(ledger) if kind.key == procedure.base), None)
    if base is None:
        raise Refused("Choose the procedure that it is copied from.", field="base")
    _check_names(ledger, procedure)
    _check_where(base, procedure)
    _check_strictness(base, procedure)
    ledger.record(
        person,
        [Act(subject=CLINIC, kind=Kind.PROCEDURE_DEFINED, body={"procedure": _body(procedure)})],
    )
    return ledger.reference.procedure(procedure.key)


def _check_names(ledger: Ledger, procedure: LocalProcedure) -> None:
    if not plain(procedure.name) or not procedure.plain_name.strip():
        raise Refused("Give its name, and the words that a patient reads.", field="name")
    if plain(procedure.name) in {plain(kind.name) for kind in bases(ledger)}:
        raise Refused(
            f"“{procedure.name}” ships with the program: choose another name.", field="name"
        )


def _check_where(base: ProcedureKind, procedure: LocalProcedure) -> None:
    if not procedure.sides or not procedure.sides <= base.sides:
        raise Refused(f"Choose one or more of the sides of {base.name}.", field="sides")
    if not set(procedure.levels) <= set(base.levels) or bool(procedure.levels) != bool(base.levels):
        raise Refused(f"Choose one or more of the levels of {base.name}.", field="levels")


def _check_strictness(base: ProcedureKind, procedure: LocalProcedure) -> None:
    if not set(procedure.more_sections) <= set(SECTIONS):
        raise Refused("A check that is not known cannot be added.", field="more_sections")
    order = ("", *RISKS)
    if procedure.bleeding_risk and order.index(procedure.bleeding_risk) < order.index(
        base.bleeding_risk
    ):
        words = f"The bleeding class can only be raised: {base.name} has {base.bleeding_risk}."
        raise Refused(words, field="bleeding_risk")
    least = base.observation_minutes[0] if base.observation_minutes else 1
    if (
        procedure.observation_minutes
        and not least <= procedure.observation_minutes <= _MINUTES_OF_A_DAY
    ):
        words = f"The observation can only be longer, from {least} to {_MINUTES_OF_A_DAY} minutes."
        raise Refused(words, field="observation_minutes")


def _body(procedure: LocalProcedure) -> dict[str, Json]:
    sides: list[Json] = [side.value for side in Side if side in procedure.sides]
    return {
        "key": procedure.key,
        "base": procedure.base,
        "name": procedure.name.strip(),
        "plain_name": procedure.plain_name.strip(),
        "sides": sides,
        "levels": list(procedure.levels),
        "more_sections": list(procedure.more_sections),
        "bleeding_risk": procedure.bleeding_risk,
        "observation_minutes": procedure.observation_minutes,
    }
