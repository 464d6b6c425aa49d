"""Overriding: a person who may lets one stop pass, with a coded reason and words."""

from procdesk.domain.entry import Json, Kind
from procdesk.domain.finding import Finding
from procdesk.domain.staff import Staff
from procdesk.domain.visit.case import Case
from procdesk.rules.register.gates import digest
from procdesk.workflow.ledger import Act, Ledger, Outcome, case_act
from procdesk.workflow.refused import Refused
from procdesk.workflow.stages import allowed, still_open

REASONS = {
    "benefit": "the benefit outweighs the risk",
    "corrected": "the cause is known and corrected",
    "not_possible": "the patient cannot or declines",
    "agreed": "agreed with the prescriber",
}
"""Coded reasons; each override also needs words."""


def same(finding: Finding, other: Finding, case: Case) -> bool:
    """Return whether two findings say the same of a case, at whatever moment each was made."""
    return digest(finding, case) == digest(other, case)


def override(  # what is overridden, why, and who stood in
    ledger: Ledger,
    person: Staff,
    case_id: str,
    finding_key: str,
    reason_code: str,
    reason: str,
    stood_in: str = "",
    dose: Act | None = None,
) -> Outcome:
    """Let a stop pass. It stands only while the inputs of the finding stay what they are.

    With a `dose` that was not given yet the stop is what the case would be with it.
    """
    still_open(ledger, case_id)
    outcome = ledger.preview(person, case_id, [dose]) if dose else ledger.outcome(case_id)
    finding = next((f for f in outcome.findings if f.key == finding_key), None)
    if finding is None or not finding.stops:
        raise Refused("Nothing stops here any more.")
    if not finding.overridable_by:
        raise Refused(f"Nobody may pass this stop. {finding.clears}")
    allowed(person, finding.overridable_by, "pass this stop")
    if reason_code not in REASONS:
        raise Refused("Choose a reason.", field="reason_code")
    if len(reason.strip()) < 5:
        raise Refused("Write the reason in words: it is printed in the record.", field="reason")
    if reason_code == "not_possible" and not stood_in.strip():
        raise Refused("Say who stood in for the patient, or that nobody did.", field="stood_in")
    body: dict[str, Json] = {
        "finding_key": finding_key,
        "reason_code": reason_code,
        "reason": reason.strip(),
        "inputs_digest": digest(finding, outcome.case),
        "stood_in": stood_in.strip(),
    }
    return ledger.act(person, case_id, case_act(case_id, Kind.OVERRIDDEN, body))
