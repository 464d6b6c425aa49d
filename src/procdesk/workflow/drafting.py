"""Drafting: what is typed is kept from the first keystroke, and offered to its owner again.

A draft is of a case, or of the clinic (`domain.entry.CLINIC`) where a page belongs to no case.
"""

from procdesk.domain.staff import Staff
from procdesk.records import drafts
from procdesk.records.drafts import Draft
from procdesk.workflow.ledger import Ledger


def keep(ledger: Ledger, person: Staff, of: str, section: str, fields: dict[str, str]) -> None:
    """Keep what stands in the fields of a page. Raises NotSaved."""
    drafts.keep(ledger.journal.store, person.user, of, section, fields, ledger.now())


def draft(ledger: Ledger, person: Staff, of: str, section: str) -> Draft | None:
    """The unfinished page of this person, if there is one."""
    return drafted(ledger, person, of).get(section)


def drafted(ledger: Ledger, person: Staff, of: str) -> dict[str, Draft]:
    """Every unfinished page of this person there, by section."""
    every = drafts.drafts_of(ledger.journal.store, person.user)
    return {one.section: one for one in every if one.case_id == of}


def done(ledger: Ledger, person: Staff, of: str, section: str) -> None:
    """The page was recorded."""
    drafts.drop(ledger.journal.store, person.user, of, section)
