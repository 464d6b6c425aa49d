"""Time-out: each answer said aloud, recorded as said by whom and heard by whom."""

from datetime import datetime

from procdesk.domain.entry import Json
from procdesk.domain.section_key import SectionKey
from procdesk.domain.staff import CLINICAL, Staff
from procdesk.domain.stage import Stage, StatementKind, TimeOutItem
from procdesk.domain.targets.target import Side
from procdesk.rules.facts.facts import Facts
from procdesk.rules.protocol.time_out import answers, readings
from procdesk.rules.register import hazards
from procdesk.rules.register.gates import unmet
from procdesk.workflow.answers import answering
from procdesk.workflow.checks.site import mark_seen_stating
from procdesk.workflow.ledger import Ledger, Outcome
from procdesk.workflow.refused import Refused
from procdesk.workflow.signing import Signer, attesting
from procdesk.workflow.stages import allowed, still_open

RESTS_ON = (
    "order",
    "operator",
    "statement.words",
    "statement.consent",
    "statement.mark",
    "statement.mark_seen",
    "answer.time_out",
    "answer.arrival",
    "allergy",
    "medication",
)

ASKED = {
    TimeOutItem.PATIENT: "Is this the patient?",
    TimeOutItem.PROCEDURE: "Is this the procedure?",
    TimeOutItem.SITE: "Is this the side and level?",
    TimeOutItem.MARK_SEEN: "Is the mark seen after draping?",
    TimeOutItem.POSITION: "Is the patient positioned for it?",
    TimeOutItem.CONSENT: "Is the consent signed for it?",
    TimeOutItem.ALLERGIES: "Are these the allergies?",
    TimeOutItem.BLOOD_THINNER: "Is this right about blood thinners?",
    TimeOutItem.IMAGES: "Are the right images shown?",
    TimeOutItem.EQUIPMENT: "Is everything needed here?",
    TimeOutItem.CONCERNS: "Nobody has a concern?",
}
"""The question to the room about each item."""


def say(  # one spoken answer has this many parts
    ledger: Ledger,
    person: Staff,
    case_id: str,
    items: tuple[TimeOutItem, ...],
    *,
    agrees: bool,
    said_by: str,
    heard_by: str,
    words: str = "",
    mark_side: Side | None = None,
) -> Outcome:
    """Record one spoken answer: to an item, or to the items that are read in one sentence.

    Items are read in order; none can be ticked in bulk.
    It is read again in the procedure when position, side or something that it rests on changes.
    `mark_side` is the side that the mark shows after draping; the mark is agreed by saying it.
    """
    still_open(ledger, case_id)
    allowed(person, CLINICAL, "record the time-out")
    case = ledger.case(case_id)
    if case.stage not in (Stage.TIME_OUT, Stage.PROCEDURE):
        raise Refused("The time-out opens when the patient is in the room.")
    if not said_by or not heard_by:
        raise Refused("Say who spoke and who heard it.", field="said_by")
    if said_by == heard_by:
        raise Refused("One person speaks, another hears.", field="heard_by")
    if len(items) > 1 and items not in readings(ledger.facts(ledger.outcome(case_id))):
        raise Refused("These items are read one by one, each with its own answer.")
    marked = TimeOutItem.MARK_SEEN in items and case.statement(StatementKind.MARK) is not None
    if marked and agrees and mark_side is None:
        raise Refused("Say which side the mark shows now.", field="mark_side")
    value: dict[str, Json] = {
        "agrees": agrees,
        "said_by": said_by,
        "heard_by": heard_by,
        "words": words,
    }
    acts = answering(case, SectionKey.TIME_OUT, {f"time_out.{one.value}": value for one in items})
    if mark_side is not None:
        acts = (*acts, mark_seen_stating(case, mark_side, person))
    return ledger.act(person, case_id, *acts) if acts else ledger.outcome(case_id)


def interrupted(facts: Facts, opened_at: datetime) -> bool:
    """Return whether the desk was started again midway: answers from before it, no signature."""
    stated = answers(facts).values()
    before = any(one.recorded.recorded_at < opened_at for one in stated)
    return before and facts.case.attestation("time_out") is None


def read_again(ledger: Ledger, person: Staff, case_id: str) -> Outcome:
    """Start the time-out anew: every item is open again, and the mark was not seen yet."""
    still_open(ledger, case_id)
    allowed(person, CLINICAL, "start the time-out again")
    case = ledger.case(case_id)
    blank: dict[str, Json] = {
        f"time_out.{item.value}": None
        for item in TimeOutItem
        if case.value(f"time_out.{item.value}") is not None
    }
    acts = answering(case, SectionKey.TIME_OUT, blank)
    if case.statements.get(StatementKind.MARK_SEEN):
        acts = (*acts, mark_seen_stating(case, None, person))
    return ledger.act(person, case_id, *acts)


def sign(ledger: Ledger, person: Staff, case_id: str, role: str, signer: Signer | None) -> Outcome:
    """Somebody whose hands are free vouches for the time-out as read."""
    still_open(ledger, case_id)
    allowed(person, CLINICAL, "sign the time-out")
    outcome = ledger.outcome(case_id)
    stops = tuple(
        f for f in unmet(outcome.findings, Stage.PROCEDURE) if f.key != hazards.TIME_OUT_SIGNED.key
    )
    if stops:
        raise Refused(stops[0].sentence, findings=stops)
    return ledger.act(
        person, case_id, attesting(ledger, signer, outcome.case, "time_out", role, RESTS_ON)
    )
