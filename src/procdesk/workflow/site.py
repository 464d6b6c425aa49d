"""Site: what each source says about where. The rules compare; nobody ticks."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

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


@dataclass(frozen=True, slots=True)
class Said:
    """What one source says: each can know only some of it."""

    side: Side | None = None
    regions: tuple[str, ...] = ()
    targets: tuple[Target, ...] = ()
    words: str = ""
    said_by: str = ""


def regions(case: Case) -> tuple[str, ...]:
    """The regions of the body that the order's targets lie in, each once."""
    return tuple(dict.fromkeys(one.region for one in case.order.targets if one.region))


def patient_says(  # the five facts of one sentence
    ledger: Ledger,
    person: Staff,
    case_id: str,
    *,
    words: str,
    side: Side | None,
    regions: Sequence[str],
    said_by: str,
    pointed: Collection[Side] = (),
) -> Outcome:
    """The patient's own words, taken before anybody can read the side. `side` None: cannot say.

    `pointed` are the sides at which the patient pointed: one side said and another shown is a slip
    of whoever enters it, and is refused.
    """
    if side is None and not words.strip():
        raise Refused("Write what the patient said, word for word.", field="words")
    if side in (Side.LEFT, Side.RIGHT) and set(pointed) - {side}:
        raise Refused(
            f"The side says {side.value.upper()}, the place shows another: see which is right.",
            field="side",
        )
    if side is not None and not regions:
        raise Refused("Mark where the patient pointed.", field="regions")
    said = Said(side, tuple(regions), (), words.strip(), said_by)
    return _state(ledger, person, case_id, StatementKind.WORDS, said)


def consent_stating(case: Case, targets: Sequence[Target], signed_by: str) -> Act:
    """The statement of a signed consent, target by target; it replaces the one before."""
    return _stating(
        case, StatementKind.CONSENT, Said(targets=tuple(targets), said_by=signed_by.strip())
    )


def marked(ledger: Ledger, person: Staff, case_id: str, side: Side, *regions: str) -> Outcome:
    """The physician marked the skin: side and regions as marked."""
    allowed(person, PHYSICIAN_ONLY, "mark the site")
    said = Said(side, regions, said_by=person.name)
    return _state(ledger, person, case_id, StatementKind.MARK, said)


def mark_seen_stating(case: Case, side: Side, person: Staff) -> Act:
    """The side of the mark as seen after draping; its place is where it was marked."""
    mark = case.statement(StatementKind.MARK)
    said = Said(side, mark.regions if mark else (), said_by=person.name)
    return _stating(case, StatementKind.MARK_SEEN, said)


def image_shows(ledger: Ledger, person: Staff, case_id: str, targets: Sequence[Target]) -> Outcome:
    """Where the image shows the needle, before the treatment dose."""
    said = Said(targets=tuple(targets), said_by=person.name)
    return _state(ledger, person, case_id, StatementKind.IMAGE, said)


def _state(ledger: Ledger, person: Staff, case_id: str, kind: StatementKind, said: Said) -> Outcome:
    still_open(ledger, case_id)
    allowed(person, CLINICAL, "record a site statement")
    return ledger.act(person, case_id, _stating(ledger.case(case_id), kind, said))


def _stating(case: Case, kind: StatementKind, said: Said) -> Act:
    body: dict[str, Json] = {
        "statement": kind.value,
        "side": said.side.value if said.side else "",
        "regions": list(said.regions),
        "targets": [target_text(target) for target in said.targets],
        "words": said.words,
        "said_by": said.said_by,
    }
    replaces = tuple(one.recorded.entry_id for one in case.statements.get(kind, ()))
    return Act(case_subject(case.id), Kind.STATEMENT_MADE, body, replaces=replaces)
