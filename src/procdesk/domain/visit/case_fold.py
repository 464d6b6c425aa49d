"""fold(entries) -> Case: pure and total. What cannot be understood is kept and shown as such."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from typing import Any

from procdesk.domain.entry import Entry, Kind
from procdesk.domain.stage import End, Stage, StatementKind
from procdesk.domain.targets.target import USUAL, Side, parse_target
from procdesk.domain.visit.body_values import Body, allergy_from, medication_from, moment
from procdesk.domain.visit.case import (
    WRISTBAND_DIFFERS,
    Answer,
    Attestation,
    Case,
    Decision,
    DiaryBack,
    DrugGiven,
    Noted,
    Observation,
    Order,
    OrderedProcedure,
    Override,
    PhoneCall,
    Recorded,
    Sheet,
    Statement,
)
from procdesk.domain.visit.patient_reading import Source, readings_from

NOT_UNDERSTOOD = (KeyError, ValueError, TypeError, AttributeError, InvalidOperation, IndexError)
"""The errors that a foreign or newer body can raise."""


def fold(entries: Iterable[Entry]) -> Case:
    """Return the case that these entries make. Never raises: reading never refuses.

    Bodies: docs/journal.md.
    """
    entries = tuple(entries)
    case_id = entries[0].subject.id if entries else ""
    folding = _Folding(case_id, entries)
    for entry in entries:
        folding.take(entry)
    return folding.case


def extend(case: Case, added: tuple[Entry, ...]) -> Case:
    """Return the case with entries after those that it was folded from, as if all were folded."""
    entries = (*case.entries, *added)
    if not case.entries or any(one.kind in _CORRECTIONS for one in added):
        return fold(entries)
    folding = _Folding(case.id, entries)
    folding.case = replace(case, entries=entries)
    for entry in added:
        folding.take(entry)
    return folding.case


_CORRECTIONS = (Kind.AMENDED, Kind.ENTERED_IN_ERROR)
"""Kinds that change how an earlier entry is read."""


class _Folding:
    """The case while it grows; every handler returns nothing and replaces `case`."""

    def __init__(self, case_id: str, entries: tuple[Entry, ...]) -> None:
        self.case = Case(id=case_id, entries=entries, in_error=_in_error(entries))
        self._amended = {
            str(e.body["of"]): e
            for e in entries
            if e.kind == Kind.AMENDED and isinstance(e.body.get("of"), str)
        }

    def take(self, entry: Entry) -> None:
        """Fold one entry, or keep it as not understood."""
        if entry.id in self.case.in_error:
            return
        try:
            self._take(entry)
        except NOT_UNDERSTOOD:
            self.case = replace(self.case, not_understood=(*self.case.not_understood, entry))

    def _take(self, entry: Entry) -> None:
        kind, body, amends = entry.kind, dict(entry.body), ""
        if entry.id in self._amended:
            entry, amends = self._last_amendment(entry), entry.id
            body = _body(entry.body["body"])
        if kind in _SILENT:
            return
        recorded = Recorded(
            entry_id=entry.id,
            by=entry.author,
            at=entry.done_at,
            recorded_at=entry.recorded_at,
            amends=amends,
            paper_seen_by=_paper(body),
        )
        self.case = _HANDLERS[kind](self.case, body, recorded, entry.replaces)

    def _last_amendment(self, entry: Entry) -> Entry:
        """Return the last amendment. Raises ValueError where they correct each other."""
        passed = {entry.id}
        while entry.id in self._amended:
            entry = self._amended[entry.id]
            if entry.id in passed:
                raise ValueError("amendments in a circle")
            passed.add(entry.id)
        return entry


def _in_error(entries: Iterable[Entry]) -> frozenset[str]:
    marks = (e.body.get("of") for e in entries if e.kind == Kind.ENTERED_IN_ERROR)
    return frozenset(of for of in marks if isinstance(of, str))


def _paper(body: Body) -> str:
    """Return who saw the paper of a later entry; empty for everything else."""
    paper = body.get("from_paper")
    return str(paper["seen_by"]) if paper else ""


def _body(value: object) -> Body:
    if not isinstance(value, dict):
        raise TypeError("a body is an object")
    return value


def _with_item(case: Case, item: str, recorded: Recorded, replaces: tuple[str, ...]) -> Case:
    heads = tuple(one for one in case.items.get(item, ()) if one not in replaces)
    return replace(case, items={**case.items, item: (*heads, recorded.entry_id)})


def _only_item(case: Case, item: str, recorded: Recorded) -> Case:
    """Let the entry stand alone under an item."""
    return replace(case, items={**case.items, item: (recorded.entry_id,)})


def _heads(items: Iterable[Any], replaces: tuple[str, ...]) -> tuple[Any, ...]:
    return tuple(one for one in items if one.recorded.entry_id not in replaces)


def _opened(case: Case, body: Body, recorded: Recorded, replaces: tuple[str, ...]) -> Case:
    order = Order(
        procedures=(OrderedProcedure("", body.get("procedure_text", "")),),
        operator=body.get("operator", ""),
        room=body.get("room", ""),
        scheduled_at=moment(body.get("scheduled_at")),
        recorded=recorded,
    )
    opened = replace(
        case,
        patient_id=body["patient_id"],
        procedure_text=body.get("procedure_text", ""),
        external_id=body.get("external_id", ""),
        visit=body.get("visit", ""),
        account=body.get("account", ""),
        order=order,
        stages=((Stage.BOOKED, recorded),),
    )
    return _with_item(opened, "order", recorded, replaces)


def _ordered(case: Case, body: Body, recorded: Recorded, _replaces: tuple[str, ...]) -> Case:
    procedures = case.order.procedures
    if "procedures" in body:
        procedures = tuple(_ordered_procedure(one) for one in body["procedures"])
    order = Order(
        procedures=procedures,
        operator=body.get("operator", case.order.operator),
        room=body.get("room", case.order.room),
        scheduled_at=moment(body["scheduled_at"])
        if "scheduled_at" in body
        else case.order.scheduled_at,
        recorded=case.order.recorded if body.keys() == {"proposed"} else recorded,
        proposed=dict(body.get("proposed", {})),
        transitional=_bones(case, body),
    )
    text = body.get("procedure_text", case.procedure_text)
    ordered = replace(case, order=order, procedure_text=text)
    for item, names in _ITEMS_OF_AN_ORDER.items():
        if any(name in body for name in names):
            ordered = _only_item(ordered, item, recorded)
    return ordered


def _bones(case: Case, body: Body) -> str:
    """Return the bones; that they are usual holds no more for a new text of the procedure."""
    before = case.order.transitional
    if before == USUAL and "procedure_text" in body:
        before = ""
    return str(body.get("transitional", before))


_ITEMS_OF_AN_ORDER = {
    "order": ("procedures", "transitional"),
    "operator": ("operator",),
    "appointment": ("room", "scheduled_at"),
}
"""A signature rests on what is done and by whom, not on the room or the hour."""


def _ordered_procedure(body: Body) -> OrderedProcedure:
    targets = tuple(parse_target(text) for text in body["targets"])
    return OrderedProcedure(
        body["key"], body.get("text", ""), targets, body.get("sedation", "none")
    )


def _answered(case: Case, body: Body, recorded: Recorded, replaces: tuple[str, ...]) -> Case:
    link = body["link_id"]
    answer = Answer(
        section=body["section"],
        link_id=link,
        value=body["value"],
        form=body.get("form", ""),
        recorded=recorded,
    )
    heads = (*_heads(case.answers.get(link, ()), replaces), answer)
    answered = replace(case, answers={**case.answers, link: heads})
    return _with_item(answered, f"answer.{link}", recorded, replaces)


def _measured(case: Case, body: Body, recorded: Recorded, replaces: tuple[str, ...]) -> Case:
    observation = Observation(body["code"], Decimal(body["value"]), body["unit"], recorded)
    measured = replace(case, observations=(*case.observations, observation))
    return _with_item(measured, f"measured.{observation.code}", recorded, replaces)


def _medicated(case: Case, body: Body, recorded: Recorded, _replaces: tuple[str, ...]) -> Case:
    medication = medication_from(body, recorded.by, recorded.at)
    others = tuple(m for m in case.medications if m.id != medication.id)
    medicated = replace(case, medications=(*others, medication))
    return _only_item(medicated, f"medication.{medication.id}", recorded)


def _allergic(case: Case, body: Body, recorded: Recorded, _replaces: tuple[str, ...]) -> Case:
    allergy = allergy_from(body, recorded.by, recorded.at)
    others = tuple(a for a in case.allergies if a.id != allergy.id)
    allergic = replace(case, allergies=(*others, allergy))
    return _only_item(allergic, f"allergy.{allergy.id}", recorded)


def _stated(case: Case, body: Body, recorded: Recorded, replaces: tuple[str, ...]) -> Case:
    kind = StatementKind(body["statement"])
    side = Side(body["side"]) if body.get("side") else None
    targets = tuple(parse_target(text) for text in body.get("targets", ()))
    statement = Statement(
        kind=kind,
        side=side,
        regions=tuple(body.get("regions", ())),
        targets=targets,
        words=body.get("words", ""),
        said_by=body.get("said_by", ""),
        recorded=recorded,
    )
    is_taken_back = kind is StatementKind.MARK_SEEN and side is None  # it is looked at again
    added = () if is_taken_back else (statement,)
    heads = (*_heads(case.statements.get(kind, ()), replaces), *added)
    stated = replace(case, statements={**case.statements, kind: heads})
    return _with_item(stated, f"statement.{kind}", recorded, replaces)


def _resolved(case: Case, body: Body, recorded: Recorded, _replaces: tuple[str, ...]) -> Case:
    """Keep one statement; set aside those that it contradicts, and the order's targets too."""
    voids = {str(one) for one in body["voids"]}
    void = [
        head
        for heads in case.statements.values()
        for head in heads
        if (head.recorded.amends or head.recorded.entry_id) in voids
    ]
    statements = {
        kind: tuple(one for one in heads if one not in void)
        for kind, heads in case.statements.items()
    }
    gone = {(f"statement.{one.kind}", one.recorded.entry_id) for one in void}
    items = {
        item: tuple(one for one in ids if (item, one) not in gone)
        for item, ids in case.items.items()
    }
    resolved = replace(case, statements=statements, items=items)
    if not body["order_voided"]:
        return resolved
    procedures = tuple(replace(one, targets=()) for one in case.order.procedures)
    order = replace(case.order, procedures=procedures, recorded=recorded)
    return _only_item(replace(resolved, order=order), "order", recorded)


def _attested(case: Case, body: Body, recorded: Recorded, _replaces: tuple[str, ...]) -> Case:
    rests_on = {item: tuple(ids) for item, ids in body["rests_on"].items()}
    attestation = Attestation(
        meaning=body["meaning"],
        user=recorded.by,
        name=body["name"],
        role=body["role"],
        rests_on=rests_on,
        signature=body.get("signature", ""),
        recorded=recorded,
    )
    return replace(case, attestations=(*case.attestations, attestation))


def _overridden(case: Case, body: Body, recorded: Recorded, _replaces: tuple[str, ...]) -> Case:
    override = Override(
        finding_key=body["finding_key"],
        reason_code=body["reason_code"],
        reason=body["reason"],
        inputs_digest=body["inputs_digest"],
        recorded=recorded,
        stood_in=body.get("stood_in", ""),
    )
    return replace(case, overrides=(*case.overrides, override))


def _drug(case: Case, body: Body, recorded: Recorded, replaces: tuple[str, ...]) -> Case:
    volume = body.get("volume_ml")
    dose = DrugGiven(
        act=body["act"],
        drug=body["drug"],
        strength=body.get("strength", ""),
        volume_ml=Decimal(volume) if volume else None,
        lot=body.get("lot", ""),
        expiry=body.get("expiry", ""),
        target=body.get("target", ""),
        recorded=recorded,
        route=body.get("route", ""),
        gtin=body.get("gtin", ""),
    )
    given = replace(case, drugs=(*_heads(case.drugs, replaces), dose))
    return _with_item(given, "drug", recorded, replaces)


def _noted(case: Case, body: Body, recorded: Recorded, replaces: tuple[str, ...]) -> Case:
    note = Noted(body["event"], body.get("text", ""), recorded)
    noted = replace(case, events=(*case.events, note))
    if note.event == WRISTBAND_DIFFERS:
        return noted
    return _with_item(noted, f"event.{note.event}", recorded, replaces)


def _staged(case: Case, body: Body, recorded: Recorded, _replaces: tuple[str, ...]) -> Case:
    stage = Stage(body["stage"])
    return replace(case, stage=stage, stages=(*case.stages, (stage, recorded)))


def _ended(case: Case, body: Body, _recorded: Recorded, _replaces: tuple[str, ...]) -> Case:
    answers = {str(key): str(value) for key, value in dict(body.get("told", {})).items()}
    return replace(
        case, end=End(body["end"]), end_reason=body.get("reason", ""), end_answers=answers
    )


def _called(case: Case, body: Body, recorded: Recorded, _replaces: tuple[str, ...]) -> Case:
    answers = {str(key): str(value) for key, value in dict(body.get("told", {})).items()}
    heard = readings_from(body.get("readings", ()), Source.PHONE, recorded.entry_id)
    call = PhoneCall(
        kind=body["call"],
        reached=body["reached"],
        answers=answers,
        text=body.get("text", ""),
        recorded=recorded,
        readings=tuple(heard),
    )
    return replace(case, calls=(*case.calls, call))


def _came_back(case: Case, body: Body, recorded: Recorded, replaces: tuple[str, ...]) -> Case:
    marked = readings_from(body.get("readings", ()), Source.PAPER, recorded.entry_id)
    diary = DiaryBack(
        sheet=body["sheet"],
        form=body["form"],
        page=int(body["page"]),
        readings=tuple(marked),
        state=body.get("state", "read"),
        recorded=recorded,
    )
    return replace(case, diaries=(*_heads(case.diaries, replaces), diary))


def _decided(case: Case, body: Body, recorded: Recorded, _replaces: tuple[str, ...]) -> Case:
    decision = Decision(body["about"], body["decision"], body["reason"], recorded)
    return replace(case, decisions=(*case.decisions, decision))


def _sheet_made(case: Case, body: Body, recorded: Recorded, _replaces: tuple[str, ...]) -> Case:
    pages = tuple(map(_body, _pages(body.get("geometry"))))
    sheet = Sheet(
        number=body["number"],
        kind=body["kind"],
        sha256=body["sha256"],
        state="made",
        recorded=recorded,
        pages=pages,
    )
    return replace(case, sheets=(*case.sheets, sheet))


def _pages(geometry: Any) -> list[Any]:
    """Return the pages of a sheet that comes back; nothing for one that does not."""
    return list(geometry.get("pages", ())) if geometry else []


def _sheet_now(state: str) -> "Handler":
    def handle(case: Case, body: Body, recorded: Recorded, _replaces: tuple[str, ...]) -> Case:
        number = body["number"]
        if all(sheet.number != number for sheet in case.sheets):
            raise KeyError(number)
        changes: dict[str, Any] = {"state": state, "recorded": recorded}
        if state == "handed_over":
            changes["handed_over_at"] = recorded.at
        sheets = tuple(
            replace(sheet, **changes) if sheet.number == number else sheet for sheet in case.sheets
        )
        return replace(case, sheets=sheets)

    return handle


Handler = Callable[[Case, Body, Recorded, tuple[str, ...]], Case]

_SILENT = frozenset({Kind.AMENDED, Kind.ENTERED_IN_ERROR, Kind.VIEWED, Kind.EXPORTED})
"""Kinds that say something about other entries or about reading, not about the patient."""

_HANDLERS: dict[str, Handler] = {
    Kind.CASE_OPENED: _opened,
    Kind.ORDER_SET: _ordered,
    Kind.ANSWERED: _answered,
    Kind.MEASURED: _measured,
    Kind.MEDICATION_RECORDED: _medicated,
    Kind.ALLERGY_RECORDED: _allergic,
    Kind.STATEMENT_MADE: _stated,
    Kind.CONFLICT_RESOLVED: _resolved,
    Kind.ATTESTED: _attested,
    Kind.OVERRIDDEN: _overridden,
    Kind.DRUG_GIVEN: _drug,
    Kind.EVENT_NOTED: _noted,
    Kind.STAGE_ENTERED: _staged,
    Kind.CASE_ENDED: _ended,
    Kind.CALL_MADE: _called,
    Kind.DIARY_RETURNED: _came_back,
    Kind.DECIDED: _decided,
    Kind.SHEET_MADE: _sheet_made,
    Kind.SHEET_SENT: _sheet_now("sent"),
    Kind.SHEET_JAMMED: _sheet_now("jammed"),
    Kind.SHEET_VOIDED: _sheet_now("voided"),
    Kind.SHEET_HANDED_OVER: _sheet_now("handed_over"),
}
