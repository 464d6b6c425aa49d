"""Site: what each source says about where. The rules compare; nobody ticks."""

from collections.abc import Sequence

from procdesk.domain.case import Case
from procdesk.domain.entry import Json, Kind, case_subject
from procdesk.domain.staff import CLINICAL, PHYSICIAN_ONLY, Role, Staff
from procdesk.domain.stage import Stage, StatementKind
from procdesk.domain.target import Side, Target, target_text
from procdesk.workflow.ledger import Act, Ledger, Outcome
from procdesk.workflow.refused import Refused
from procdesk.workflow.stages import allowed, still_open


def may_be_read(case: Case, person: Staff) -> bool:
    """Whether side and level may be shown: nobody who asks reads them before the patient spoke."""
    return case.patient_has_spoken or person.may(PHYSICIAN_ONLY)


def may_map(case: Case, person: Staff) -> bool:
    """Whether the raw text of the order, which may name a side, may be shown to this person."""
    return may_be_read(case, person) or (
        case.stage is Stage.BOOKED and not person.may(frozenset({Role.NURSE, Role.TECHNOLOGIST}))
    )


def patient_says(  # the five facts of one sentence
    ledger: Ledger,
    person: Staff,
    case_id: str,
    *,
    words: str,
    side: Side | None,
    regions: Sequence[str],
    said_by: str,
) -> Outcome:
    """The patient's own words, taken before anybody can read the side. `side` None: cannot say."""
    if not words.strip():
        raise Refused("Write what the patient said, word for word.", field="words")
    if side is not None and not regions:
        raise Refused("Mark where the patient pointed.", field="regions")
    return _state(
        ledger,
        person,
        case_id,
        StatementKind.WORDS,
        side=side,
        regions=regions,
        words=words.strip(),
        said_by=said_by,
    )


def consent_names(
    ledger: Ledger, person: Staff, case_id: str, targets: Sequence[Target], signed_by: str
) -> Outcome:
    """What the signed consent says, target by target, and who signed it."""
    if not ledger.case(case_id).patient_has_spoken:
        raise Refused("The patient's own words come before the consent is opened.")
    if not targets:
        raise Refused("Enter the target that stands on the consent.", field="targets")
    if not signed_by.strip():
        raise Refused("Say who signed the consent.", field="signed_by")
    return _state(
        ledger, person, case_id, StatementKind.CONSENT, targets=targets, said_by=signed_by.strip()
    )


def marked(ledger: Ledger, person: Staff, case_id: str, side: Side, region: str) -> Outcome:
    """The physician marked the skin: side and region as marked."""
    allowed(person, PHYSICIAN_ONLY, "mark the site")
    return _state(
        ledger,
        person,
        case_id,
        StatementKind.MARK,
        side=side,
        regions=(region,),
        said_by=person.name,
    )


def mark_seen(ledger: Ledger, person: Staff, case_id: str, side: Side, region: str) -> Outcome:
    """The mark as seen after draping."""
    return _state(
        ledger,
        person,
        case_id,
        StatementKind.MARK_SEEN,
        side=side,
        regions=(region,),
        said_by=person.name,
    )


def image_shows(ledger: Ledger, person: Staff, case_id: str, targets: Sequence[Target]) -> Outcome:
    """Where the image shows the needle, before the treatment dose."""
    return _state(
        ledger, person, case_id, StatementKind.IMAGE, targets=targets, said_by=person.name
    )


def _state(  # one statement has this many parts
    ledger: Ledger,
    person: Staff,
    case_id: str,
    kind: StatementKind,
    *,
    side: Side | None = None,
    regions: Sequence[str] = (),
    targets: Sequence[Target] = (),
    words: str = "",
    said_by: str = "",
) -> Outcome:
    still_open(ledger, case_id)
    allowed(person, CLINICAL, "record a site statement")
    standing = ledger.case(case_id).statements.get(kind, ())
    body: dict[str, Json] = {
        "statement": kind.value,
        "side": side.value if side else "",
        "regions": list(regions),
        "targets": [target_text(target) for target in targets],
        "words": words,
        "said_by": said_by,
    }
    replaces = tuple(one.recorded.entry_id for one in standing)
    act = Act(case_subject(case_id), Kind.STATEMENT_MADE, body, replaces=replaces)
    return ledger.act(person, case_id, act)
