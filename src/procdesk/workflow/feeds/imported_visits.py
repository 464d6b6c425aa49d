"""Imported visits: what a feed says of bookings. What it cannot decide, a person does."""

from datetime import datetime

from procdesk.domain.entry import Entry, Json, Kind
from procdesk.domain.feeds.feed import BookingAct, BookingFacts, VisitFacts
from procdesk.domain.stage import End, Stage
from procdesk.domain.visit.body_values import moment
from procdesk.domain.visit.case import Case
from procdesk.workflow.case.ending import care_was_given
from procdesk.workflow.feeds.imported_people import NotTaken, registering
from procdesk.workflow.ledger import STATION_STAFF, Act, Ledger, case_act

Decided = tuple[list[Act], str]
"""The acts to record, and what a person has to decide (empty if nothing)."""

_ENDS = {BookingAct.CANCEL: End.CANCELLED, BookingAct.NO_SHOW: End.NO_SHOW}
_MAY_COME_BACK = (End.CANCELLED, End.RESCHEDULED, End.NO_SHOW)
_SCHEDULE = ("scheduled_at", "room", "operator")

_BEGUN = (
    "The other system takes back a visit that has begun here: nothing was ended. Ask what is meant "
    "and end the case by hand if it is so."
)
_WHICH = (
    "It takes back a visit and does not say which of this patient's bookings: nothing was "
    "cancelled. Ask which one is meant and cancel it by hand."
)
_OVER = (
    "It changes a visit that is over here: nothing was changed. If the patient is to come again, "
    "book a new visit."
)
_ANOTHERS = (
    "Its appointment number belongs here to another patient's booking: nothing was changed. Find "
    "out for whom the appointment is, and book it by hand."
)
_DECEASED = (
    "It books a patient who is registered as deceased. Correct the registration, or cancel the "
    "booking."
)


def booking(ledger: Ledger, facts: BookingFacts) -> Decided:
    """An appointment made, changed or taken back. Raises NotTaken."""
    patient_id, acts = registering(ledger, facts.patient)
    case_id = ledger.journal.case_of(facts.external_id) if facts.external_id else ""
    case = ledger.case(case_id) if case_id else None
    if case and ledger.patient(case.patient_id).id != patient_id:
        raise NotTaken(_ANOTHERS)
    if facts.act in _ENDS:
        ended, decide = _ending(case, _ENDS[facts.act]) if case else ([], "")
        return acts + ended, decide
    dead = facts.patient.deceased
    if dead is None:
        dead = ledger.patient(patient_id).deceased
    if case is None or _comes_back(case, facts):
        return [*acts, _opening(ledger, patient_id, facts)], _DECEASED if dead else ""
    moved, decide = _moving(case, facts)
    return acts + moved, decide


def _comes_back(case: Case, facts: BookingFacts) -> bool:
    """Return whether it books anew what had ended: by the feed that ended it, or in new words.

    The same words again, of a visit that a person called off here, book nothing.
    """
    if case.end not in _MAY_COME_BACK:
        return False
    ended = next(e for e in reversed(case.entries) if e.kind == Kind.CASE_ENDED)
    return ended.author == STATION_STAFF.user or bool(_news(case, facts)) or _new_text(case, facts)


def _moving(case: Case, facts: BookingFacts) -> Decided:
    """Return what a later message changes. Another text is another order, for a person to map.

    Hour, room and operator of a patient who is here are not changed behind the back of those who
    work with them: they are proposed. Once the procedure has begun, what is done is no longer
    what a schedule says.
    """
    news = _news(case, facts)
    if case.closed:
        over = case.end not in _MAY_COME_BACK and (news or _new_text(case, facts))
        return [], _OVER if over else ""
    body: dict[str, Json] = {**news}
    if case.stage is not Stage.BOOKED:
        proposed = {**case.order.proposed, **news}
        body = {} if proposed == case.order.proposed else {"proposed": {**proposed}}
    if _new_text(case, facts) and case.stage.place < Stage.PROCEDURE.place:
        unknown: Json = {"key": "", "text": facts.procedure_text, "targets": []}
        body |= {"procedure_text": facts.procedure_text, "procedures": [unknown]}
        if case.order.proposed:
            body.setdefault("proposed", {**case.order.proposed})
    return ([case_act(case.id, Kind.ORDER_SET, body)] if body else []), ""


def _new_text(case: Case, facts: BookingFacts) -> bool:
    return bool(facts.procedure_text) and facts.procedure_text != case.procedure_text


def _news(case: Case, facts: BookingFacts) -> dict[str, str]:
    """Hour, room and operator as told, where a feed had not told this case the same before.

    So a message that repeats them does not undo what a person set meanwhile.
    """
    schedule = _schedule(facts)
    before: dict[str, object] = {}
    for entry in case.entries:
        if entry.author == STATION_STAFF.user:
            before |= _scheduled_by(entry)
    return {name: value for name, value in schedule.items() if not _same(value, before.get(name))}


def _schedule(facts: BookingFacts) -> dict[str, str]:
    schedule = {
        "scheduled_at": facts.scheduled_at.isoformat(),
        "room": facts.room,
        "operator": facts.operator,
    }
    return {name: value for name, value in schedule.items() if value}


def _scheduled_by(entry: Entry) -> dict[str, object]:
    proposed = entry.body.get("proposed")
    details = {**entry.body, **(proposed if isinstance(proposed, dict) else {})}
    return {name: details[name] for name in _SCHEDULE if name in details}


def _same(value: str, before: object) -> bool:
    return value == before or (_at(value) is not None and _at(value) == _at(before))


def _at(value: object) -> datetime | None:
    try:
        return moment(value)
    except ValueError:
        return None


def _opening(ledger: Ledger, patient_id: str, facts: BookingFacts) -> Act:
    body: dict[str, Json] = {
        "patient_id": patient_id,
        "procedure_text": facts.procedure_text,
        "scheduled_at": facts.scheduled_at.isoformat(),
        "room": facts.room,
        "operator": facts.operator,
        "external_id": facts.external_id,
        "visit": facts.visit,
        "account": facts.account,
    }
    return case_act(ledger.new_id(), Kind.CASE_OPENED, body)


def _ending(case: Case, how: End) -> Decided:
    """A feed ends only what has not begun; once the patient is here, people decide."""
    if case.closed:
        return [], ""
    if case.stage is not Stage.BOOKED or care_was_given(case):
        return [], _BEGUN
    body: dict[str, Json] = {"end": how.value, "reason": "told by the scheduling system"}
    return [case_act(case.id, Kind.CASE_ENDED, body)], ""


def visiting(ledger: Ledger, facts: VisitFacts) -> Decided:
    """A visit told, or taken back: then only the one that is meant. Raises NotTaken."""
    patient_id, acts = registering(ledger, facts.patient)
    if not facts.cancelled:
        return acts, ""
    cases = [ledger.case(one) for one in ledger.journal.cases_of(patient_id)]
    matches = _cases_of_visit(ledger, cases, facts)
    if len(matches) == 1:
        ended, decide = _ending(matches[0], End.CANCELLED)
        return acts + ended, decide
    unclear = any(not one.closed and not _known_otherwise(one, facts) for one in cases)
    return acts, _WHICH if unclear else ""


def _cases_of_visit(ledger: Ledger, cases: list[Case], facts: VisitFacts) -> list[Case]:
    """By the visit's number, else by the account's, else what is open on the message's own day.

    A case that is known by another number is another visit.
    """
    by_visit = [one for one in cases if facts.visit and one.visit == facts.visit]
    by_account = [one for one in cases if facts.account and one.account == facts.account]
    for numbered in (by_visit, by_account):
        open_ = [one for one in numbered if not one.closed]
        if numbered and len(open_) < 2:
            return open_ or numbered[:1]
    at, zone = facts.at, ledger.clinic.zone
    day = at.astimezone(zone).date() if at else None
    return [
        case
        for case in by_visit or by_account or cases
        if not case.closed
        and case.order.scheduled_at
        and case.order.scheduled_at.astimezone(zone).date() == day
        and not _known_otherwise(case, facts)
    ]


def _known_otherwise(case: Case, facts: VisitFacts) -> bool:
    pairs = ((case.visit, facts.visit), (case.account, facts.account))
    return any(known and told and known != told for known, told in pairs)
