"""Papers: the order is understood, and the physician vouched for the case."""

from datetime import datetime

from procdesk.domain.finding import Finding, Input, Result
from procdesk.domain.section_key import SectionKey
from procdesk.domain.stage import Stage
from procdesk.domain.visit.body_values import moment
from procdesk.rules.facts.facts import Facts
from procdesk.rules.facts.screening_question import Lead, asked, concerns
from procdesk.rules.register import hazards

_LEAD = Lead(
    "papers.any_missing",
    "papers that are missing",
    hazards.PAPERS_NOT_ASKED,
    hazards.PAPERS_MISSING,
)


def judge(facts: Facts) -> tuple[Finding, ...]:
    """Judge the order, the papers that are missing, and the physician's signature."""
    judged = [_mapped(facts), *_rescheduled(facts)]
    if facts.asks(SectionKey.PAPERS):
        judged += [asked(facts, _LEAD), *concerns(facts, _LEAD)]
    if facts.reached(Stage.READY) and not facts.reached(Stage.RECOVERY):
        judged.append(_ready(facts))
    return tuple(judged)


def _mapped(facts: Facts) -> Finding:
    order = facts.case.order
    wanted = order.procedures
    known = bool(wanted) and all(one.targets for one in wanted) and len(facts.kinds) == len(wanted)
    set_aside = any(one.key and not one.targets for one in wanted)
    if known:
        sentence = "Procedure and target are known."
    elif set_aside:
        sentence = "The target of the order was set aside, and no other is ordered yet."
    else:
        sentence = "What is ordered came as text and nobody has said yet which procedure it is."
    return hazards.PAPERS_NOT_MAPPED.finding(
        result=Result.MET if known else Result.CANNOT_DECIDE,
        sentence=sentence,
        clears="A physician sets the order anew."
        if set_aside
        else "Choose the procedure and its target once; the text is then remembered.",
        inputs=(Input("text of the order", facts.case.procedure_text or "none"),),
    )


def _rescheduled(facts: Facts) -> tuple[Finding, ...]:
    """Report what the scheduling system changed since the arrival; nothing changes by itself."""
    order = facts.case.order
    at = moment(order.proposed.get("scheduled_at"))
    changes = {
        "time": "" if at is None or at == order.scheduled_at else _spoken_at(facts, at),
        "room": _other(order.proposed.get("room", ""), order.room),
        "operator": _other(order.proposed.get("operator", ""), order.operator),
    }
    words = ", ".join(f"{name} {value}" for name, value in changes.items() if value)
    if not words:
        return ()
    finding = hazards.PAPERS_RESCHEDULED.finding(
        result=Result.NOT_MET,
        sentence="Told by the scheduling system since the patient came, and not changed here: "
        f"{words}.",
        clears="Set the order as it is to be; what was told is then put away.",
    )
    return (finding,)


def _spoken_at(facts: Facts, at: datetime) -> str:
    return at.astimezone(facts.clinic.zone).strftime("%d %b %Y %H:%M")


def _other(proposed: str, ordered: str) -> str:
    return "" if proposed == ordered else proposed


def _ready(facts: Facts) -> Finding:
    case = facts.case
    signed = case.last_attestation("ready")
    if case.attestation("ready"):
        result, sentence = Result.MET, "The physician attested that the case is ready."
    elif signed:
        changed = ", ".join(_spoken(item) for item in case.changed_since(signed))
        result = Result.NOT_MET
        sentence = f"Changed after the physician's signature: {changed}. It has to be signed again."
    else:
        result, sentence = Result.CANNOT_DECIDE, "The physician has not attested yet."
    return hazards.PAPERS_READY.finding(
        result=result,
        sentence=sentence,
        clears="The physician reviews the case and signs.",
        inputs=(facts.input("signed", one.name, one.recorded) for one in (signed,) if one),
    )


def _spoken(item: str) -> str:
    return item.replace("answer.", "").replace("_", " ").replace(".", " ")
