"""Consent: what the signed paper says, who explained it, who decided; and its withdrawal."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from procdesk.domain.entry import Json
from procdesk.domain.section_key import SectionKey
from procdesk.domain.staff import CLINICAL, Staff
from procdesk.domain.targets.target import Target
from procdesk.domain.visit.case import Case
from procdesk.workflow.answers import answering
from procdesk.workflow.checks.site import consent_stating
from procdesk.workflow.ledger import Ledger, Outcome
from procdesk.workflow.refused import Refused
from procdesk.workflow.stages import allowed, still_open

DECIDES = {
    "patient": "The patient",
    "guardian": "A parent or guardian",
    "representative": "A legal representative",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentPaper:
    """The signed paper: targets and signature as they stand on it, and how it came about.

    `representative` is the name of who decided where that is not the patient; `interpreter` the
    name of who interpreted, where one was needed. `releases_records` is whether the record may be
    sent to `releases_to`; None where the paper leaves it open, which says neither yes nor no.
    `signature` is what was written on the screen, in strokes of x, y, x, y; empty for a paper.
    """

    targets: tuple[Target, ...]
    signed_by: str
    signed_on: date | None
    explained_by: str
    decides: str
    representative: str = ""
    interpreter: str = ""
    releases_records: bool | None = None
    releases_to: str = ""
    signature: tuple[tuple[int, ...], ...] = ()


def enter(ledger: Ledger, person: Staff, case_id: str, paper: ConsentPaper) -> Outcome:
    """Enter the paper as read; the person who enters it saw the signature. Raises Refused."""
    still_open(ledger, case_id)
    allowed(person, CLINICAL, "enter the consent")
    _complete(ledger, case_id, paper)
    answers: dict[str, Json] = {
        "consent.explained_by": paper.explained_by,
        "consent.decides": paper.decides,
        "consent.representative": paper.representative.strip(),
        "consent.interpreter": paper.interpreter.strip(),
        "consent.signed_on": paper.signed_on.isoformat() if paper.signed_on else "",
        "consent.signature_seen_by": person.user,
        "consent.releases_records": paper.releases_records,
        "consent.releases_to": paper.releases_to.strip() if paper.releases_records else "",
        "consent.withdrawn": False,
    }
    case = ledger.case(case_id)
    if paper.signature or case.value("consent.signature"):
        answers["consent.signature"] = [list(stroke) for stroke in paper.signature]
    statement = consent_stating(case, paper.targets, paper.signed_by)
    return ledger.act(person, case_id, statement, *answering(case, SectionKey.CONSENT, answers))


def withdraw(ledger: Ledger, person: Staff, case_id: str, words: str) -> Outcome:
    """The patient takes the consent back, at any moment: nothing goes on until it is given anew."""
    still_open(ledger, case_id)
    allowed(person, CLINICAL, "record a withdrawal")
    if not words.strip():
        raise Refused("Write what the patient said.", field="words")
    answers: dict[str, Json] = {"consent.withdrawn": True, "consent.withdrawn_words": words.strip()}
    return ledger.act(
        person, case_id, *answering(ledger.case(case_id), SectionKey.CONSENT, answers)
    )


def needs_interpreter(case: Case) -> bool:
    """Return whether an interpreter was said to be needed at arrival."""
    support = case.value("arrival.support")
    return isinstance(support, list) and "interpreter" in support


def deciding_person(case: Case) -> tuple[str, str]:
    """Return who decides and the name of who stands in, by arrival; empty where nobody said."""
    support, stands_in = case.value("arrival.support"), case.value("arrival.stands_in")
    if not isinstance(support, list) or "not-asked" in support:
        return "", ""
    who = next((one for one in ("guardian", "representative") if one in support), "patient")
    return who, str(stands_in or "")


def may_sign(outcome: Outcome) -> tuple[str, ...]:
    """The names whose signature is expected: the patient's, and that of who stands in."""
    name = outcome.patient.name
    _who, stands_in = deciding_person(outcome.case)
    return tuple(filter(None, (f"{name.given} {name.family}".strip(), stands_in)))


def _complete(ledger: Ledger, case_id: str, paper: ConsentPaper) -> None:
    case = ledger.case(case_id)
    if not case.patient_has_spoken:
        raise Refused("The patient's own words come before the consent is opened.")
    if not paper.targets:
        raise Refused("Enter the target that stands on the consent.", field="targets")
    needed: Sequence[tuple[str, str, object]] = (
        ("signed_by", "who signed the consent", paper.signed_by.strip()),
        ("explained_by", "who explained it", paper.explained_by),
        ("decides", "who decides", paper.decides in DECIDES),
        ("signed_on", "when it was signed", paper.signed_on),
    )
    missing = next(((field, words) for field, words, value in needed if not value), None)
    if missing:
        raise Refused(f"Say {missing[1]}.", field=missing[0])
    if paper.decides != "patient" and not paper.representative.strip():
        raise Refused("Write the name of who decided for the patient.", field="representative")
    if needs_interpreter(case) and not paper.interpreter.strip():
        raise Refused("An interpreter is needed: write who interpreted.", field="interpreter")
    if paper.signed_on and paper.signed_on > ledger.today():
        raise Refused("The consent cannot have been signed after today.", field="signed_on")
    if paper.releases_records and not paper.releases_to.strip():
        raise Refused("Write to whom the record may be sent.", field="releases_to")
