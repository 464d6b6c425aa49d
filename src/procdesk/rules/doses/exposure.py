"""Exposure: what adds up for one patient over twelve months (clinical.md 4, 8).

Sessions of a spinal region, contrast and X-ray. Only this store's cases are known here; a visit
whose amount nobody wrote down is said and never counts as nothing.
"""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Final

from procdesk.domain.catalogue.limit import InForce
from procdesk.domain.catalogue.procedure_kind import ProcedureKind
from procdesk.domain.finding import WORST_FIRST, Effect, Finding, Input, Result
from procdesk.domain.targets.target import Side
from procdesk.domain.visit.case import Case
from procdesk.rules.facts.earlier_visits import twelve_months
from procdesk.rules.facts.facts import Facts
from procdesk.rules.register import hazards
from procdesk.rules.register.hazard import Hazard

FAMILY: Final = "exposure"
_EPIDURAL = "epidural"
_REGIONS = {"neck": "cervical", "upper back": "thoracic", "low back": "lumbar"}
_XRAY: Mapping[str, tuple[str, str, Mapping[str, Decimal]]] = {
    "xray-time": (
        "procedure.xray_seconds",
        "X-ray time",
        {"s": Decimal(1), "min": Decimal(60)},
    ),
    "air-kerma": (
        "procedure.air_kerma_mgy",
        "air kerma",
        {"mGy": Decimal(1), "Gy": Decimal(1000)},
    ),
    "dose-area": (
        "procedure.dap_gy_cm2",
        "dose-area product",
        dict.fromkeys(("Gy.cm2", "Gy·cm²", "Gy.cm²"), Decimal(1)),
    ),
}
"""Row -> code, words, unit -> factor to the unit of the row."""
_ELSEWHERE = Input("not counted", "what was done elsewhere")


def judge(facts: Facts) -> tuple[Finding, ...]:
    """Judge sessions where an epidural is ordered, totals as soon as there is anything to add."""
    return (*_sessions(facts), *_contrast(facts), *_xray(facts))


def _sessions(facts: Facts) -> tuple[Finding, ...]:
    here = _regions(facts, facts.case)
    if not here:
        return ()
    limit = facts.limit(FAMILY, "sessions")
    before = twelve_months(facts)
    sessions = [_session(facts, region, before, limit) for region in sorted(here)]
    result = min((one[0] for one in sessions), key=WORST_FIRST.index)
    effect = Effect.STOPS if result is Result.CANNOT_DECIDE else Effect.WARNS
    earlier = [
        Input("earlier session", case.order.words, at.at, facts.clinic.name_of(at.by))
        for case in before
        if _regions(facts, case) & here and (at := case.here_since or case.order.recorded)
    ]
    words = " ".join(one[1] for one in sessions)
    finding = hazards.EXPOSURE_SESSIONS.finding(
        result=result,
        sentence=words,
        clears="A physician knows and decides.",
        inputs=(*earlier, _ELSEWHERE),
        limit=limit,
        effect=effect,
    )
    return (finding,)


def _session(
    facts: Facts, region: str, before: Iterable[Case], limit: InForce
) -> tuple[Result, str]:
    """Judge this session's number in its region; a visit that nobody mapped may have been one."""
    regions = [_regions(facts, one) for one in before]
    number = 1 + sum(region in one for one in regions)
    unsure = sum("" in one for one in regions)
    words = f"Epidural session {number} of the {region} region in 12 months"
    if not region:
        return Result.CANNOT_DECIDE, "Nobody can say which spinal region the epidural is in."
    if limit.value is None:
        return Result.CANNOT_DECIDE, f"{words}; the largest number is {limit.problem}."
    if number > limit.value:
        return Result.NOT_MET, f"{words}; the adopted largest number is {limit.words}."
    if number + unsure > limit.value:
        return Result.CANNOT_DECIDE, f"{words}, and {unsure} visits of unknown place."
    return Result.MET, f"{words}, within {limit.words}."


def _regions(facts: Facts, case: Case) -> frozenset[str]:
    """Return the spinal regions of the order's steroid epidurals; "" for a place not known."""
    known = facts.reference.procedures
    regions = set[str]()
    for procedure in case.order.procedures:
        kind = known.get(procedure.key)
        if kind is None:
            regions.add("")
        elif kind.family == _EPIDURAL:
            regions |= {
                _REGIONS.get(target.region, "") for target in procedure.targets
            } or _only_one(kind)
    return frozenset(regions)


def _only_one(kind: ProcedureKind) -> frozenset[str]:
    """Return the region of a procedure without a place, where all its places lie in it; else ""."""
    regions = {_REGIONS.get(one.on(Side.MIDLINE).region, "") for one in kind.places}
    return frozenset(regions if len(regions) == 1 else {""})


def _contrast(facts: Facts) -> tuple[Finding, ...]:
    given = [
        line
        for case in (*twelve_months(facts), facts.case)
        for line in case.drugs
        if line.act == "contrast"
    ]
    if not given:
        return ()
    known = [one.volume_ml for one in given if one.volume_ml is not None and one.volume_ml > 0]
    total = _against(
        facts.limit(FAMILY, "contrast"),
        "contrast",
        sum(known, Decimal(0)) if known else None,
        len(given) - len(known),
    )
    return (_total(hazards.EXPOSURE_CONTRAST, [total]),)


def _xray(facts: Facts) -> tuple[Finding, ...]:
    """Judge three amounts in one finding; a visit with X-ray and no number counts as such."""
    cases = (*twelve_months(facts), facts.case)
    if not any(_used_xray(one) for one in cases):
        return ()
    amounts = [_of_machine(facts, row, cases) for row in _XRAY]
    return (_total(hazards.EXPOSURE_XRAY, amounts),)


def _used_xray(case: Case) -> bool:
    """Return whether X-ray was used: by the answer, also unknown, or by any amount entered."""
    codes = (code for code, _, _ in _XRAY.values())
    answered = any(one not in ("no", None) for one in case.values("procedure.imaging"))
    return answered or any(map(case.latest, codes))


def _of_machine(facts: Facts, row: str, cases: Iterable[Case]) -> tuple[Result, str, InForce]:
    code, name, units = _XRAY[row]
    used = [case.latest(code) for case in cases if _used_xray(case)]
    known = [one.value * units[one.unit] for one in used if one and one.unit in units]
    total = sum(known, Decimal(0)) if known else None
    return _against(facts.limit(FAMILY, row), name, total, len(used) - len(known))


def _against(
    limit: InForce, name: str, total: Decimal | None, unknown: int
) -> tuple[Result, str, InForce]:
    """Judge a total, None if no amount is known; nothing entered is no amount of zero."""
    unit = f" {limit.limit.unit}" if limit.limit else ""
    words = f"{name} not known" if total is None else f"{name} {total.normalize():f}{unit}"
    words += f" and {unknown} without a number" if unknown and total is not None else ""
    if limit.value is None:
        return Result.CANNOT_DECIDE, f"{words} (limit {limit.problem})", limit
    if total is not None and total > limit.value:
        return Result.NOT_MET, f"{words}, above {limit.words}", limit
    result = Result.CANNOT_DECIDE if unknown else Result.MET
    return result, f"{words}, limit {limit.words}", limit


def _total(hazard: Hazard, totals: list[tuple[Result, str, InForce]]) -> Finding:
    result, _, limit = min(totals, key=lambda total: WORST_FIRST.index(total[0]))
    return hazard.finding(
        result=result,
        sentence=f"In 12 months: {'; '.join(one[1] for one in totals)}.",
        clears="For your information: it stands in the record.",
        inputs=(_ELSEWHERE,),
        limit=limit,
    )
