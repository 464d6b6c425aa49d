"""Discharge: the physician's order, the papers, and who took the patient home."""

from collections.abc import Sequence

from procdesk.domain.catalogue.catalogue import Reference
from procdesk.domain.entry import Json, Kind
from procdesk.domain.staff import CLINICAL, PHYSICIAN_ONLY, Role, Staff
from procdesk.domain.stage import Stage
from procdesk.domain.visit.case import Case, Sheet
from procdesk.rules.register import hazards
from procdesk.workflow.ledger import STATION_STAFF, Act, Ledger, Outcome, case_act
from procdesk.workflow.refused import Refused
from procdesk.workflow.signing import Signer, attesting
from procdesk.workflow.stages import allowed, enter, spoken, still_open
from procdesk.workflow.teach_back import said_back

RESTS_ON = ("order", "drug", "event", "answer.recovery")
_NO_DEVICE = {"None", "none", "metal", ""}
_STATES = {
    "sent": Kind.SHEET_SENT,
    "jammed": Kind.SHEET_JAMMED,
    "voided": Kind.SHEET_VOIDED,
    "handed_over": Kind.SHEET_HANDED_OVER,
}


def order(ledger: Ledger, person: Staff, case_id: str, signer: Signer | None) -> Outcome:
    """The physician orders the discharge by signature. Raises Refused before recovery and after."""
    still_open(ledger, case_id)
    allowed(person, PHYSICIAN_ONLY, "order the discharge")
    case = ledger.case(case_id)
    if case.stage not in (Stage.RECOVERY, Stage.DISCHARGE):
        raise Refused(
            f"A discharge is ordered in recovery or after it: this case is at {spoken(case.stage)}."
        )
    act = attesting(ledger, signer, case, "discharge", "physician", RESTS_ON)
    return ledger.act(person, case_id, act)


def device_is_asked(outcome: Outcome) -> bool:
    """Return whether to ask for a device that may be off: by a rule, or one on the record.

    What was answered already stays in sight; so it does where nobody could say what is in the body.
    """
    case = outcome.case
    waits = any(one.key == hazards.DISCHARGE_DEVICE_ON.key for one in outcome.findings)
    if waits or case.answer("discharge.device_on") is not None:
        return True
    devices = _every(case, "implants.any") - _NO_DEVICE
    return bool(devices) or "implant" in _every(case, "sign_out.any_of")


def _every(case: Case, link_id: str) -> set[str]:
    """Whatever anybody answered: two desks may have said different things."""
    values = [one.value for one in case.answers.get(link_id, ())]
    return {str(one) for value in values for one in (value if isinstance(value, list) else [value])}


def sheet_made(  # what proves which paper was printed
    ledger: Ledger,
    person: Staff,
    case_id: str,
    *,
    kind: str,
    number: str,
    sha256: str,
    geometry: Json = None,
    voids: Sequence[str] = (),
) -> Outcome:
    """Record a sheet: its number, the hash of its bytes, and the geometry to read it back.

    The sheets of the numbers `voids` are void from then on.
    """
    if person is not STATION_STAFF:
        allowed(person, CLINICAL | {Role.FRONT_DESK}, "make a sheet")
    body: dict[str, Json] = {
        "kind": kind,
        "number": number,
        "sha256": sha256,
        "geometry": geometry,
    }
    replaced = [_became(case_id, other, "voided") for other in voids]
    return ledger.act(
        person,
        case_id,
        *replaced,
        case_act(case_id, Kind.SHEET_MADE, body),
    )


def sheet_is(ledger: Ledger, person: Staff, case_id: str, number: str, state: str) -> Outcome:
    """A sheet was sent to the printer, jammed, voided or handed over: different facts."""
    allowed(person, CLINICAL | {Role.FRONT_DESK}, "say what became of a sheet")
    sheet = next((s for s in ledger.case(case_id).sheets if s.number == number), None)
    if sheet is None:
        raise Refused("No sheet of that number was made for this case.")
    if sheet.state in ("jammed", "voided"):
        raise Refused("This sheet's number is void: print a new one.")
    return ledger.act(person, case_id, _became(case_id, number, state))


def _became(case_id: str, number: str, state: str) -> Act:
    return case_act(case_id, _STATES[state], {"number": number})


def ready_to_hand_over(case: Case, reference: Reference) -> tuple[Sheet, ...]:
    """The printed papers that the patient takes along in leaving.

    Empty where the aftercare sheet is not among them, while one waits for the printer, and until
    the patient has said back what the sheet says: so the last press passes over no question.
    """
    printed = tuple(one for one in case.sheets if one.state == "sent")
    waits = any(one.state == "made" for one in case.sheets)
    is_said_back = said_back(case, reference) is not None
    has_sheet = any(one.kind == "aftercare" for one in printed)
    return printed if is_said_back and has_sheet and not waits else ()


def leave_with_papers(ledger: Ledger, person: Staff, case_id: str) -> Outcome:
    """Every printed paper is handed over and the patient leaves: said at once, recorded at once.

    Raises Refused where leaving is; then nothing is recorded as handed over either.
    """
    printed = ready_to_hand_over(ledger.case(case_id), ledger.reference)
    handed = [_became(case_id, one.number, "handed_over") for one in printed]
    return enter(ledger, person, case_id, Stage.FOLLOW_UP, *handed)
