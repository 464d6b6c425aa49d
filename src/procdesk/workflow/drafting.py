"""Drafting: what is typed is kept from the first keystroke, and offered to its owner again."""

from procdesk.domain.staff import Staff
from procdesk.records import drafts
from procdesk.records.drafts import Draft
from procdesk.workflow.ledger import Ledger


def keep(ledger: Ledger, person: Staff, case_id: str, section: str, fields: dict[str, str]) -> None:
    """Keep what stands in the fields of a page. Raises NotSaved."""
    drafts.keep(ledger.journal.store, person.user, case_id, section, fields, ledger.now())


def draft(ledger: Ledger, person: Staff, case_id: str, section: str) -> Draft | None:
    """The unfinished page of this person, if there is one."""
    return next(
        (
            d
            for d in drafts.drafts_of(ledger.journal.store, person.user)
            if (d.case_id, d.section) == (case_id, section)
        ),
        None,
    )


def done(ledger: Ledger, person: Staff, case_id: str, section: str) -> None:
    """The page was recorded."""
    drafts.drop(ledger.journal.store, person.user, case_id, section)
