"""Waiting: what only a physician can do, across all rooms, so that nobody has to be looked for."""

from dataclasses import dataclass

from procdesk.domain.finding import Result
from procdesk.domain.section_key import SectionKey
from procdesk.domain.staff import PHYSICIAN_ONLY, Staff
from procdesk.domain.stage import Stage
from procdesk.rules.register.gates import unmet
from procdesk.workflow.after import follow_up
from procdesk.workflow.ledger import Ledger, Outcome
from procdesk.workflow.room.procedure import may_be_signed


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing in one case: what it is in words, and the page where it is done."""

    outcome: Outcome
    words: str
    section: str


def for_person(ledger: Ledger, person: Staff) -> tuple[Waiting, ...]:
    """Return what waits for this person: after past visits, then today in the day's order.

    Nothing for who may not act.
    """
    if not person.may(PHYSICIAN_ONLY):
        return ()
    today = ledger.today()
    outcomes = (ledger.outcome(case.id) for case in ledger.cases_on(today))
    of_today = (one for outcome in outcomes for one in of_case(outcome))
    return (*_after_visits(ledger), *of_today)


def _after_visits(ledger: Ledger) -> tuple[Waiting, ...]:
    """Return what waits after a visit of any day: signs of an emergency, then decisions."""
    cases = follow_up.followed(ledger)
    signs = {one.outcome.case.id: one for one in follow_up.signs_open(ledger)}.values()
    rows = [*signs, *follow_up.decisions_due(ledger, cases)]
    return tuple(Waiting(one.outcome, one.what, one.section) for one in rows)


def of_case(outcome: Outcome) -> tuple[Waiting, ...]:
    """The signatures that are due in a case, then the stops that only a physician may decide.

    Of a case that is over only the record of what was done can still be due.
    """
    case = outcome.case
    if case.closed or case.stage in (Stage.BOOKED, Stage.FOLLOW_UP):
        return tuple(_record(outcome))
    return (*_signatures(outcome), *_decisions(outcome))


def _record(outcome: Outcome) -> list[Waiting]:
    due = may_be_signed(outcome.case) and not outcome.case.attestation("note")
    return [Waiting(outcome, "Sign the procedure record", SectionKey.NOTE)] if due else []


def _signatures(outcome: Outcome) -> list[Waiting]:
    case, rows = outcome.case, []
    if _checked(outcome) and not case.attestation("ready"):
        again = case.last_attestation("ready")
        words = "Changed after your signature: sign again" if again else "Mark and attest"
        rows.append(Waiting(outcome, words, SectionKey.READY))
    rows += _record(outcome)
    if case.stage is Stage.DISCHARGE and not case.attestation("discharge"):
        rows.append(Waiting(outcome, "Order the discharge", SectionKey.DISCHARGE))
    return rows


def _checked(outcome: Outcome) -> bool:
    """Return whether the checks are done, so that only the physician's signature is missing."""
    if outcome.case.stage is Stage.CHECKS:
        return not unmet(outcome.findings, Stage.READY)
    return outcome.case.stage is Stage.READY


def _decisions(outcome: Outcome) -> list[Waiting]:
    """Stops with an answer that a physician may pass; what nobody asked yet is not for them."""
    due = unmet(outcome.findings, outcome.case.stage.following)
    asked = (f for f in due if f.overridable_by and (f.result is Result.NOT_MET or f.inputs))
    return [Waiting(outcome, f.sentence, f.section) for f in asked]
