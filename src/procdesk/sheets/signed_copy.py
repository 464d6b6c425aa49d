"""Signed copy: the record as a PDF that any machine can check, signed by a physician."""

from procdesk.domain.clinic.settings import CLINIC_NAME
from procdesk.domain.staff import PHYSICIAN_ONLY
from procdesk.sheets.make import Sheets
from procdesk.workflow.case import exporting
from procdesk.workflow.ledger import Outcome
from procdesk.workflow.signing import Signer
from procdesk.workflow.stages import allowed

COPY_MEANS = "This is the record as it stands in the store."


def signed_copy(sheets: Sheets, outcome: Outcome, signer: Signer) -> bytes:
    """Draw the record with its exact entries attached, and record that it was taken out.

    Raises Refused, and NotSaved if that could not be recorded.
    """
    from procdesk.paper.signed_pdf import Signing, sign_pdf

    ledger, physician = sheets.ledger, signer.person
    allowed(physician, PHYSICIAN_ONLY, "sign a copy of the record")
    pdf = sheets.pdf(outcome, "checklist")
    case_file = exporting.case_file(ledger, physician, outcome.case.id)
    clinic = ledger.clinic.setting(CLINIC_NAME)
    signing = Signing(
        key=signer.key, name=physician.name, clinic=clinic, reason=COPY_MEANS, at=ledger.now()
    )
    return sign_pdf(pdf, case_file, signing)
