"""Comparison: what came of a procedure, beside the block before it where there was one."""

from dataclasses import dataclass

from procdesk.domain.decision import NEXT
from procdesk.domain.relief.course import Course, course
from procdesk.domain.relief.relief import BlockRelief, Settings, block_relief, settings_of
from procdesk.domain.visit.case import Case, Decision
from procdesk.workflow.ledger import Ledger

BLOCK = "diary-block"


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """One procedure with its numbers. `block` is None where the catalogue asks no block diary."""

    case: Case
    kinds: tuple[str, ...]
    block: BlockRelief | None
    course: Course
    settings: Settings

    @property
    def enough(self) -> bool:
        """Return whether there is something to compare."""
        return self.block.enough if self.block is not None else self.course.enough

    @property
    def why_not(self) -> str:
        """The missing parts, in words; empty where there is enough."""
        if self.enough:
            return ""
        if self.block is not None:
            return self.block.why_not
        return "No week has enough days, and there are not two PEG scores to compare."

    @property
    def decision(self) -> Decision | None:
        """The latest decision on what is done next."""
        return next((one for one in reversed(self.case.decisions) if one.about == NEXT), None)


def diary_kinds(ledger: Ledger, case: Case) -> tuple[str, ...]:
    """The diaries that the catalogue gives to what is ordered, each once."""
    known = ledger.reference.procedures
    rows = (known[one.key].diaries for one in case.order.procedures if one.key in known)
    return tuple(dict.fromkeys(kind for diaries in rows for kind in diaries))


def compared(ledger: Ledger, case: Case) -> Compared:
    """The numbers of one case, now."""
    kinds, settings = diary_kinds(ledger, case), settings_of(ledger.clinic)
    block = block_relief(case, settings) if BLOCK in kinds else None
    return Compared(
        case=case,
        kinds=kinds,
        block=block,
        course=course(case, ledger.clinic.zone),
        settings=settings,
    )


def with_earlier_block(ledger: Ledger, case: Case) -> tuple[Compared, ...]:
    """A case, after the latest earlier block of the same targets; the oldest first.

    Other targets are another question, so they are never put on one axis.
    """
    this = compared(ledger, case)
    if this.block is None:
        return (this,)
    same = (one for one in reversed(ledger.earlier(case)) if _same_block(one, case))
    before = next(same, None)
    return (compared(ledger, before), this) if before is not None else (this,)


def _same_block(earlier: Case, later: Case) -> bool:
    """Return whether both are one procedure at the same places, and the earlier took place."""
    keys = [{p.key for p in case.order.procedures} for case in (earlier, later)]
    places = [set(case.order.targets) for case in (earlier, later)]
    return earlier.took_place and keys[0] == keys[1] and places[0] == places[1]


def last_procedure(ledger: Ledger, case: Case) -> Case | None:
    """The patient's latest earlier case that took place, whatever it was."""
    return next((one for one in reversed(ledger.earlier(case)) if one.took_place), None)
