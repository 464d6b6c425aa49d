"""Site: what each source says about where. The rules compare; nobody ticks."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from procdesk.domain.entry import Json, Kind
from procdesk.domain.staff import CLINICAL, PHYSICIAN_ONLY, Role, Staff
from procdesk.domain.stage import Stage, StatementKind
from procdesk.domain.targets.target import Side, Target, target_text
from procdesk.domain.visit.case import Case, Statement
from procdesk.records.seal import sign
from procdesk.records.signed import signing_bytes
from procdesk.rules.protocol.site import NAMES, agrees, difference, standing, statement_words
from procdesk.workflow.ledger import Act, Ledger, Outcome, case_act
from procdesk.workflow.refused import Refused
from procdesk.workflow.signing import Signer
from procdesk.workflow.stages import allowed, still_open


def may_be_read(case: Case, person: Staff) -> bool:
    """Return whether side and level may be shown: who asks reads them after the patient spoke."""
    return case.patient_has_spoken or person.may(PHYSICIAN_ONLY)


def may_map(case: Case, person: Staff) -> bool:
    """Return whether this person may see the order's raw text, which may name a side."""
    return may_be_read(case, person) or (
        case.stage is Stage.BOOKED and not person.may(frozenset({Role.NURSE, Role.TECHNOLOGIST}))
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceStatement:
    """The side, regions and targets by one source: each can know only some of them."""

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
    statement = SourceStatement(
        side=side, regions=tuple(regions), targets=(), words=words.strip(), said_by=said_by
    )
    return _state(ledger, person, case_id, StatementKind.WORDS, statement)


def consent_stating(case: Case, targets: Sequence[Target], signed_by: str) -> Act:
    """The statement of a signed consent, target by target; it replaces the one before."""
    return _stating(
        case,
        StatementKind.CONSENT,
        SourceStatement(targets=tuple(targets), said_by=signed_by.strip()),
    )


def marked(ledger: Ledger, person: Staff, case_id: str, side: Side, *regions: str) -> Outcome:
    """The physician marked the skin: side and regions as marked."""
    allowed(person, PHYSICIAN_ONLY, "mark the site")
    statement = SourceStatement(side=side, regions=regions, said_by=person.name)
    return _state(ledger, person, case_id, StatementKind.MARK, statement)


def mark_seen_stating(case: Case, side: Side | None, person: Staff) -> Act:
    """The side of the mark as seen after draping; its place is where it was marked.

    None takes back what was seen before: the mark is looked at again.
    """
    mark = case.statement(StatementKind.MARK)
    statement = SourceStatement(
        side=side, regions=mark.regions if mark else (), said_by=person.name
    )
    return _stating(case, StatementKind.MARK_SEEN, statement)


def image_shows(ledger: Ledger, person: Staff, case_id: str, targets: Sequence[Target]) -> Outcome:
    """Record the targets at which the image shows the needle, before the treatment dose.

    Raises Refused where none is named: it would take the place of an image that was read.
    """
    if not targets:
        raise Refused("Choose where the image shows the needle.", field="targets")
    statement = SourceStatement(targets=tuple(targets), said_by=person.name)
    return _state(ledger, person, case_id, StatementKind.IMAGE, statement)


def _state(
    ledger: Ledger, person: Staff, case_id: str, kind: StatementKind, statement: SourceStatement
) -> Outcome:
    still_open(ledger, case_id)
    allowed(person, CLINICAL, "record a site statement")
    return ledger.act(person, case_id, _stating(ledger.case(case_id), kind, statement))


def _stating(case: Case, kind: StatementKind, statement: SourceStatement) -> Act:
    body: dict[str, Json] = {
        "statement": kind.value,
        "side": statement.side.value if statement.side else "",
        "regions": list(statement.regions),
        "targets": [target_text(target) for target in statement.targets],
        "words": statement.words,
        "said_by": statement.said_by,
    }
    replaces = tuple(one.recorded.entry_id for one in case.statements.get(kind, ()))
    return case_act(case.id, Kind.STATEMENT_MADE, body, replaces=replaces)


@dataclass(frozen=True, slots=True)
class Resolution:
    """One statement that may hold, and what it contradicts: that is void and made anew."""

    holds: Statement
    voids: tuple[Statement, ...]


def resolutions(case: Case) -> tuple[Resolution, ...]:
    """Every statement that would settle it if it held; none where all agree.

    Once the procedure has begun the order is what it was: then it can hold, and not be void.
    """
    statements = standing(case)
    if agrees(statements):
        return ()
    candidates = (Resolution(one, _contradicted(one, statements)) for one in statements)
    return tuple(one for one in candidates if _settles(one, statements) and _possible(case, one))


def _contradicted(statement: Statement, statements: Sequence[Statement]) -> tuple[Statement, ...]:
    """Return the statements of another place, and the other heads of the same source."""
    others = (other for other in statements if other is not statement)
    return tuple(
        other for other in others if other.kind is statement.kind or difference(statement, other)
    )


def _settles(resolution: Resolution, statements: Sequence[Statement]) -> bool:
    left = [statement for statement in statements if statement not in resolution.voids]
    return agrees([resolution.holds, resolution.holds]) and agrees(left)


def _possible(case: Case, resolution: Resolution) -> bool:
    begun = case.stage.place >= Stage.PROCEDURE.place
    return not begun or all(s.kind is not StatementKind.ORDER for s in resolution.voids)


_ANEW = {
    StatementKind.ORDER: "a physician sets the order anew",
    StatementKind.WORDS: "the patient is asked again",
    StatementKind.CONSENT: "it is explained and signed anew",
    StatementKind.MARK: "the physician marks anew",
    StatementKind.MARK_SEEN: "the mark is looked at again in the time-out",
    StatementKind.IMAGE: "the needle's position is read again",
}
_SIGNED = {
    "ready": "the physician's attestation: it is signed anew",
    "time_out": "the time-out: it is read and signed anew",
}


def would_void(
    ledger: Ledger, person: Staff, case_id: str, resolution: Resolution
) -> tuple[str, ...]:
    """Return in words the statements and signatures that the resolution would void."""
    clinic = ledger.clinic
    statements = [
        f"the {NAMES[s.kind]} of {clinic.name_of(s.recorded.by)} ({statement_words(s)}): "
        f"{_ANEW[s.kind]}"
        for s in resolution.voids
    ]
    before = ledger.case(case_id)
    after = ledger.preview(person, case_id, [_resolving(before, resolution, "not written")]).case
    signatures = [
        words
        for meaning, words in _SIGNED.items()
        if before.attestation(meaning) and not after.attestation(meaning)
    ]
    return (*statements, *signatures)


def resolve(
    ledger: Ledger, case_id: str, resolution: Resolution, reason: str, signer: Signer
) -> Outcome:
    """A physician says by signature which statement holds; what contradicts it is void.

    Raises Refused if what was shown is not what stands now.
    """
    still_open(ledger, case_id)
    person = signer.person
    allowed(person, PHYSICIAN_ONLY, "say which statement holds")
    case = ledger.case(case_id)
    if resolution not in resolutions(case):
        raise Refused("This has changed while you were reading: read it again.")
    if len(reason.strip()) < 5:
        raise Refused("Write the reason in words: it is printed in the record.", field="reason")
    act = _resolving(case, resolution, reason.strip())
    signed = signing_bytes(case_id, person.user, act.body)
    body = {**act.body, "signature": sign(signer.key, signed)}
    return ledger.act(person, case_id, Act(subject=act.subject, kind=act.kind, body=body))


def _resolving(case: Case, resolution: Resolution, reason: str) -> Act:
    body: dict[str, Json] = {
        "statement": resolution.holds.kind.value,
        "holds": resolution.holds.recorded.entry_id,
        "words": statement_words(resolution.holds),
        "voids": [s.recorded.amends or s.recorded.entry_id for s in resolution.voids],
        "order_voided": any(s.kind is StatementKind.ORDER for s in resolution.voids),
        "reason": reason,
    }
    return case_act(case.id, Kind.CONFLICT_RESOLVED, body)
