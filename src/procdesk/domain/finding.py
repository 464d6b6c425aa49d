"""Finding: what a rule says, with everything a professional needs to judge it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from procdesk.domain.staff import Role


class Effect(StrEnum):
    """The effect of an unmet finding on the next stage."""

    STOPS = "stops"
    WARNS = "warns"
    INFORMS = "informs"


class Result(StrEnum):
    """The three answers of a rule. Only `met` lets a stop pass."""

    MET = "met"
    NOT_MET = "not met"
    CANNOT_DECIDE = "cannot decide"


WORST_FIRST = (Result.NOT_MET, Result.CANNOT_DECIDE, Result.MET)


@dataclass(frozen=True, slots=True)
class Input:
    """One fact that a finding rests on: what, which value, who said so and when."""

    name: str
    value: str
    at: datetime | None = None
    by: str = ""


@dataclass(frozen=True, slots=True)
class PolicyRef:
    """The adopted row by which a finding was judged."""

    row: str
    version: str
    adopted_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One rule's answer. `key` is `family.subject`; `section` names the page that can clear it."""

    key: str
    effect: Effect
    result: Result
    sentence: str
    clears: str
    section: str
    inputs: tuple[Input, ...] = ()
    source: str = ""
    policy: PolicyRef | None = None
    overridable_by: frozenset[Role] = frozenset()
    overridden_by: str = ""

    @property
    def stops(self) -> bool:
        """An unmet stop that nobody validly overrode."""
        return (
            self.effect is Effect.STOPS and self.result is not Result.MET and not self.overridden_by
        )


def is_on_request(finding: Finding) -> bool:
    """Return whether it only informs and nobody can decide it: it stands among all findings.

    Beside every visit it would be read by nobody, and hide what stops and warns.
    """
    return finding.effect is Effect.INFORMS and finding.result is Result.CANNOT_DECIDE


def weightiest_first(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Sort stops before the rest, and what is known before what nobody can decide yet."""
    return tuple(
        sorted(
            findings, key=lambda finding: (not finding.stops, finding.result is not Result.NOT_MET)
        )
    )
