"""GLP-1 drugs before sedation: the question set of the 2024 advice of five societies.

Most may go on with it; where the risk of a full stomach is raised, only liquids for a day. An
earlier advice (2023) was to hold the drug, so nothing is judged before the clinic adopted a row.
"""

from typing import Final

from procdesk.domain.catalogue.limit import InForce
from procdesk.domain.finding import Finding, Input, Result
from procdesk.rules.facts.facts import Facts
from procdesk.rules.facts.home_medicines import listed, listed_inputs, names
from procdesk.rules.facts.screening_question import NOBODY_KNOWS, PLAIN, answer_codes
from procdesk.rules.register import hazards

_KIND: Final = "glp-1"
_ASKED, _RISK, _LIQUIDS = "sedation.glp1", "sedation.glp1_risk", "sedation.liquids_only"
_HOW_OFTEN: Final = frozenset({"daily", "weekly"})
_SYMPTOMS: Final = "symptoms"
_RISKS: Final = {"raising": "the dose is being raised", "high-dose": "the dose is high"}


def judge(facts: Facts) -> tuple[Finding, ...]:
    """Judge a GLP-1 drug where fasting is judged, asked or only standing among the medicines."""
    if not facts.case.order.sedated:
        return ()
    row = facts.limit("fasting", "glp-1-liquids")
    result, words = _judged(facts, row)
    finding = hazards.FASTING_GLP_1.finding(
        result=result,
        sentence=words,
        clears="Ask what is missing, or a physician decides with a reason.",
        inputs=_inputs(facts),
        limit=row,
    )
    return (finding,)


def _judged(facts: Facts, row: InForce) -> tuple[Result, str]:
    asked, on_list = answer_codes(facts, _ASKED), listed(facts, _KIND)
    if not asked and not on_list:
        return Result.CANNOT_DECIDE, "Not known yet: a GLP-1 drug."
    if on_list and not asked & _HOW_OFTEN:
        answer = ", ".join(sorted(asked)).replace("-", " ") or "not asked yet"
        words = (
            f"{names(on_list)} among the medicines, and the answer about GLP-1 drugs is: {answer}"
        )
        return Result.CANNOT_DECIDE, f"{words}."
    if asked and asked <= PLAIN:
        return Result.MET, "No GLP-1 drug."
    if not asked <= _HOW_OFTEN:
        return Result.CANNOT_DECIDE, "Nobody can say yet: a GLP-1 drug."
    return _taken(facts, row, "weekly" in asked)


def _taken(facts: Facts, row: InForce, weekly: bool) -> tuple[Result, str]:
    """Judge one that is taken by what raises the risk, and by liquids only since then."""
    risk = answer_codes(facts, _RISK)
    how = "weekly" if weekly else "daily"
    if not risk or risk & NOBODY_KNOWS:
        return Result.CANNOT_DECIDE, f"GLP-1 drug, {how}: what raises the risk is not known yet."
    if row.value is None:
        return Result.CANNOT_DECIDE, f"GLP-1 drug, {how}: the row for it is {row.problem}."
    if _SYMPTOMS in risk:
        words = f"GLP-1 drug, {how}, with nausea, vomiting or bloating."
        return Result.CANNOT_DECIDE, words
    raised = [_RISKS.get(one, one) for one in sorted(risk - PLAIN)]
    raised += ["it is the weekly form"] if weekly else []
    if not raised:
        return Result.MET, f"GLP-1 drug, {how}; nothing that raises the risk was named."
    return _liquids(facts, row, f"GLP-1 drug, and {', '.join(raised)}")


def _liquids(facts: Facts, row: InForce, why: str) -> tuple[Result, str]:
    only = answer_codes(facts, _LIQUIDS)
    if only == {"yes"}:
        return Result.MET, f"{why}; only liquids for {row.words}."
    if only == {"no"}:
        return Result.NOT_MET, f"{why}; the adopted row asks for only liquids for {row.words}."
    return Result.CANNOT_DECIDE, f"{why}; whether only liquids for {row.words} is not known yet."


def _inputs(facts: Facts) -> tuple[Input, ...]:
    answers = (
        ("GLP-1 drug", facts.case.answer(_ASKED)),
        ("raises the risk", facts.case.answer(_RISK)),
        ("only liquids", facts.case.answer(_LIQUIDS)),
    )
    answered = (
        facts.input(name, ", ".join(sorted(answer_codes(facts, answer.link_id))), answer.recorded)
        for name, answer in answers
        if answer is not None
    )
    return (*answered, *listed_inputs(facts, _KIND))
