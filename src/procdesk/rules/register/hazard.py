"""Hazard: what can harm a patient, with all that is fixed of it before a case is looked at.

A rule makes its findings from a row of `hazards`. A row that stops names the gates that it holds:
without them it cannot be made.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final, TypeAlias

from procdesk.domain.catalogue.limit import InForce
from procdesk.domain.finding import Effect, Finding, Input, PolicyRef, Result
from procdesk.domain.section_key import SectionKey
from procdesk.domain.staff import PHYSICIAN_ONLY, Role
from procdesk.domain.stage import Stage

TREATMENT: Final = "treatment"
"""The gate of the treatment dose: the needle is in, the image statement is due."""

DOSE: Final = "dose"
"""The gate of every other dose: what the drugs of the case add up to with it."""

Gate: TypeAlias = Stage | str
Gates: TypeAlias = frozenset[Gate]

NO_GATE: Final[Gates] = frozenset()
BEFORE_TREATMENT: Final[Gates] = frozenset({TREATMENT})
BEFORE_PROCEDURE: Final[Gates] = BEFORE_TREATMENT | {Stage.PROCEDURE}
BEFORE_TIME_OUT: Final[Gates] = BEFORE_PROCEDURE | {Stage.TIME_OUT}
BEFORE_READY: Final[Gates] = BEFORE_TIME_OUT | {Stage.READY}
BEFORE_CHECKS: Final[Gates] = BEFORE_READY | {Stage.CHECKS}
WITH_A_DOSE: Final[Gates] = frozenset({TREATMENT, DOSE})
BEFORE_FOLLOW_UP: Final[Gates] = frozenset({Stage.FOLLOW_UP})
BEFORE_DISCHARGE: Final[Gates] = BEFORE_FOLLOW_UP | {Stage.DISCHARGE}
BEFORE_RECOVERY: Final[Gates] = BEFORE_DISCHARGE | {Stage.RECOVERY}
BEFORE_CLOSING: Final[Gates] = frozenset({Stage.CLOSED})
EVERY_GATE: Final[Gates] = frozenset({*Stage, *WITH_A_DOSE})

NOBODY: Final[frozenset[Role]] = frozenset()
_WHOLE_FAMILY: Final = "*"


@dataclass(frozen=True, slots=True, kw_only=True)
class Hazard:
    """One row: the finding's key and effect, the gates that it holds, the page that can clear it.

    `rule` is the module of `rules` whose `judge` finds it, as `patient.infection`.
    `harm` and `test` stand in HAZARDS.md. `passes` are the roles that may override a stop, and
    `only_unsure` says that nobody may once it is known; `who` are words for it where those of its
    own do not say all. `phone` says that a call before the visit can answer it, and `criterion` is
    its name in the list of what must be true to leave, empty where it does not stand there. A key
    that ends in `.*` is of a whole family, one finding for each subject. Raises ValueError.
    """

    key: str
    rule: str
    effect: Effect
    gates: Gates
    section: SectionKey
    harm: str
    test: str
    source: str = ""
    passes: frozenset[Role] = PHYSICIAN_ONLY
    only_unsure: bool = False
    who: str = ""
    phone: bool = False
    criterion: str = ""

    def __post_init__(self) -> None:
        if self.effect is Effect.STOPS and not self.gates:
            raise ValueError(f"{self.key} stops, and holds no gate")

    @property
    def family(self) -> str:
        """The first word of the key."""
        return self.key.partition(".")[0]

    @property
    def who_overrides(self) -> str:
        """The roles that may override, in the words of HAZARDS.md."""
        if self.effect is not Effect.STOPS:
            return self.who or "–"
        return self.who or ("physician" if self.passes else "nobody")

    def about(self, subject: str) -> "Hazard":
        """Return the row of one subject of a whole family."""
        return replace(self, key=self.key.replace(_WHOLE_FAMILY, subject))

    def finding(
        self,
        *,
        result: Result,
        sentence: str,
        clears: str,
        inputs: Iterable[Input] = (),
        limit: InForce | None = None,
        effect: Effect | None = None,
        section: SectionKey | None = None,
        source: str = "",
        policy: PolicyRef | None = None,
    ) -> Finding:
        """Make the finding; `effect`, `section` and `source` where the case asks for others.

        What is judged by a limit has its source and policy.
        """
        row = limit.limit if limit else None
        own_effect = effect or self.effect
        passed_by = NOBODY if self.only_unsure and result is Result.NOT_MET else self.passes
        return Finding(
            key=self.key,
            effect=own_effect,
            result=result,
            sentence=sentence,
            clears=clears,
            section=section or self.section,
            inputs=tuple(inputs),
            source=source or (row.source if row else self.source),
            policy=policy or (limit.policy if limit else None),
            overridable_by=passed_by if own_effect is Effect.STOPS else NOBODY,
        )
