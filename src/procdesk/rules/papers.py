"""Papers: the order is understood, and the physician vouched for the case."""

from procdesk.domain.finding import Effect, Finding, Input, Result
from procdesk.domain.stage import Stage
from procdesk.rules.facts import Facts
from procdesk.rules.lead import Lead, asked, found

_LEAD = Lead(
    "papers",
    "papers.any_missing",
    "papers that are missing",
    "papers.not-asked",
    "papers.missing",
    "Universal Protocol UP.01.01.01",
)


def judge(facts: Facts) -> tuple[Finding, ...]:
    """Whether procedure and target are known, nothing is missing, the attestation holds."""
    judged = [_mapped(facts)]
    if facts.asks("papers"):
        judged += [asked(facts, _LEAD), *found(facts, _LEAD)]
    if facts.reached(Stage.READY):
        judged.append(_ready(facts))
    return tuple(judged)


def _mapped(facts: Facts) -> Finding:
    order = facts.case.order
    wanted = order.procedures
    known = bool(wanted) and all(one.targets for one in wanted) and len(facts.kinds) == len(wanted)
    return Finding(
        "papers.not-mapped",
        Effect.STOPS,
        Result.MET if known else Result.CANNOT_DECIDE,
        "Procedure and target are known."
        if known
        else "What is ordered came as text and nobody has said yet which procedure it is.",
        "Choose the procedure and its target once; the text is then remembered.",
        "order",
        (Input("text of the order", facts.case.procedure_text or "none"),),
    )


def _ready(facts: Facts) -> Finding:
    case = facts.case
    signed = [one for one in case.attestations if one.meaning == "ready"]
    if case.attestation("ready"):
        result, sentence = Result.MET, "The physician attested that the case is ready."
    elif signed:
        changed = ", ".join(_spoken(item) for item in case.changed_since(signed[-1]))
        result = Result.NOT_MET
        sentence = f"Changed after the physician's signature: {changed}. It has to be signed again."
    else:
        result, sentence = Result.CANNOT_DECIDE, "The physician has not attested yet."
    return Finding(
        "papers.ready",
        Effect.STOPS,
        result,
        sentence,
        "The physician reviews the case and signs.",
        "ready",
        tuple(facts.seen("signed", one.name, one.recorded) for one in signed[-1:]),
    )


def _spoken(item: str) -> str:
    return item.replace("answer.", "").replace("_", " ").replace(".", " ")
