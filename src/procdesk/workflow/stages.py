"""Stages: entering the next one; who may, and whether the case is still open."""

from procdesk.domain.entry import Kind
from procdesk.domain.staff import CLINICAL, Role, Staff
from procdesk.domain.stage import Stage
from procdesk.workflow.ledger import Act, Ledger, Outcome, case_act
from procdesk.workflow.refused import Refused

_WHO = {
    Stage.ARRIVED: CLINICAL | {Role.FRONT_DESK},
    Stage.FOLLOW_UP: CLINICAL | {Role.FRONT_DESK},
}

BEGUN_BY_AN_ACT = (
    *(Stage.ARRIVED, Stage.CHECKS, Stage.READY, Stage.PROCEDURE),
    *(Stage.RECOVERY, Stage.DISCHARGE),
)
"""The first act of these enters them; the others are said by a press of their own."""


def who_enters(stage: Stage) -> frozenset[Role]:
    """The roles that may enter a stage."""
    return _WHO.get(stage, CLINICAL)


def enter(ledger: Ledger, person: Staff, case_id: str, stage: Stage, *with_it: Act) -> Outcome:
    """Enter the next stage. Raises Refused with the unmet stops, or if it is not the next.

    `with_it` is recorded just before, and not at all where the stage is refused.
    """
    case = ledger.case(case_id)
    still_open(ledger, case_id)
    if stage is not case.stage.following:
        raise Refused(
            f"The case is at {spoken(case.stage)}: next is {spoken(case.stage.following)}."
        )
    allowed(person, who_enters(stage), f"start {spoken(stage)}")
    return ledger.act(person, case_id, *with_it, entering(case_id, stage))


def begin(ledger: Ledger, person: Staff, case_id: str, stage: Stage) -> None:
    """Enter a stage with its first act, if it is the next one. Raises Refused."""
    if stage in BEGUN_BY_AN_ACT and stage is ledger.case(case_id).stage.following:
        enter(ledger, person, case_id, stage)


def entering(case_id: str, stage: Stage) -> Act:
    """The act of entering a stage; the ledger refuses it while a due stop is unmet."""
    return case_act(case_id, Kind.STAGE_ENTERED, {"stage": stage.value})


def still_open(ledger: Ledger, case_id: str) -> None:
    """Raises Refused if the case has ended."""
    case = ledger.case(case_id)
    if case.closed:
        how = case.end.value.replace("_", " ") if case.end else "closed"
        raise Refused(
            f"This case has ended ({how}). Mark a wrong entry in All entries, or open a new case."
        )


def allowed(person: Staff, roles: frozenset[Role], act: str) -> None:
    """Raises Refused unless the person holds one of the roles."""
    if not person.may(roles):
        who = " or ".join(sorted(role.value.replace("_", " ") for role in roles))
        article = "an" if who[0] in "aeiou" else "a"
        raise Refused(f"To {act} takes {article} {who}: switch the person.")


def spoken(stage: Stage) -> str:
    """A stage as people say it."""
    return {Stage.TIME_OUT: "time-out", Stage.FOLLOW_UP: "follow-up"}.get(stage, stage.value)
