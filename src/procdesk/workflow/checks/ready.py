"""Ready: the physician reviewed, and says so by signature."""

from procdesk.domain.staff import PHYSICIAN_ONLY, Staff
from procdesk.domain.stage import Stage
from procdesk.rules.register import hazards
from procdesk.rules.register.gates import unmet
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
    "answer.arrival",
    "answer.escort",
    "answer.baseline",
    "answer.diabetes",
    "answer.pregnancy",
    "answer.infection",
    "answer.implants",
    "answer.sedation",
    "answer.papers",
    "answer.consent",
    "answer.allergies",
    "answer.medicines",
    "medication",
    "allergy",
)
STATEMENTS = (
    "I reviewed the checks and findings.",
    "The indication stands.",
    "I saw the imaging.",
    "The site is marked by me.",
    "The consent is valid.",
)
"""The sentences that the physician attests, as printed."""


def attest(ledger: Ledger, person: Staff, case_id: str, signer: Signer | None) -> Outcome:
    """The physician's attestation. Raises Refused with the stops that are still unmet."""
    still_open(ledger, case_id)
    allowed(person, PHYSICIAN_ONLY, "attest that the case is ready")
    outcome = ledger.outcome(case_id)
    if outcome.case.stage.place < Stage.READY.place:
        raise Refused("The checks come first: finish them, then attest.")
    if outcome.case.stage.place > Stage.PROCEDURE.place:
        raise Refused("The procedure is over: nothing is attested before it any more.")
    stops = tuple(
        f for f in unmet(outcome.findings, Stage.TIME_OUT) if f.key != hazards.PAPERS_READY.key
    )
    if stops:
        raise Refused(stops[0].sentence, findings=stops)
    act = attesting(ledger, signer, outcome.case, "ready", "physician", RESTS_ON)
    return ledger.act(person, case_id, act)
