"""Stages: entering the next one, and the ways out."""

from procdesk.domain.entry import Kind, case_subject
from procdesk.domain.staff import CLINICAL, PHYSICIAN_ONLY, Role, Staff
from procdesk.domain.stage import End, Stage
from procdesk.workflow.ledger import Act, Ledger, Outcome
from procdesk.workflow.refused import Refused

_WHO = {
    Stage.ARRIVED: CLINICAL | {Role.FRONT_DESK},
    Stage.FOLLOW_UP: CLINICAL | {Role.FRONT_DESK},
}
_WHO_ENDS = {
    End.RESCHEDULED: CLINICAL | {Role.FRONT_DESK},
    End.NO_SHOW: CLINICAL | {Role.FRONT_DESK},
    End.ABORTED: PHYSICIAN_ONLY,
    End.TRANSFERRED: PHYSICIAN_ONLY,
}
_BEFORE_NEEDLE = frozenset({End.RESCHEDULED, End.NO_SHOW, End.CANCELLED})


def enter(ledger: Ledger, person: Staff, case_id: str, stage: Stage) -> Outcome:
    """Enter the next stage. Raises Refused with the unmet stops, or if it is not the next."""
    case = ledger.case(case_id)
    still_open(ledger, case_id)
    if stage is not case.stage.following:
        raise Refused(
            f"The case is at {spoken(case.stage)}: next is {spoken(case.stage.following)}."
        )
    allowed(person, _WHO.get(stage, CLINICAL), f"start {spoken(stage)}")
    return ledger.act(person, case_id, entering(case_id, stage))


def entering(case_id: str, stage: Stage) -> Act:
    """The act of entering a stage; the ledger refuses it while a due stop is unmet."""
    return Act(case_subject(case_id), Kind.STAGE_ENTERED, {"stage": stage.value})


def end(ledger: Ledger, person: Staff, case_id: str, how: End, reason: str) -> Outcome:
    """End a case on a way out, with its reason. Raises Refused if care given forbids that way."""
    case = ledger.case(case_id)
    still_open(ledger, case_id)
    allowed(person, _WHO_ENDS.get(how, CLINICAL), f"end a case as {how.value.replace('_', ' ')}")
    if not reason.strip():
        raise Refused("Say why the case ends: the reason is part of the record.", field="reason")
    if how in _BEFORE_NEEDLE and (case.event("needle_in") or case.drugs):
        raise Refused(
            "Care was given, so the case cannot be cancelled: choose aborted, and the "
            "patient goes to recovery with a true sheet."
        )
    body = {"end": how.value, "reason": reason.strip()}
    return ledger.act(person, case_id, Act(case_subject(case_id), Kind.CASE_ENDED, body))


def still_open(ledger: Ledger, case_id: str) -> None:
    """Raises Refused if the case has ended."""
    case = ledger.case(case_id)
    if case.end is not None:
        raise Refused(
            f"This case has ended ({case.end.value.replace('_', ' ')}). "
            "Amend what was recorded, or open a new case."
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
