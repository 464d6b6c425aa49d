"""Implants: an active device and radiofrequency wait for the physician's plan (clinical.md 4)."""

from typing import Final

from procdesk.domain.finding import Finding
from procdesk.domain.section_key import SectionKey
from procdesk.rules.facts.facts import Facts
from procdesk.rules.facts.screening_question import (
    Lead,
    answer_codes,
    asked,
    more_than_plain,
    needs_physician,
    spoken,
)
from procdesk.rules.register import hazards

_METAL: Final = frozenset({"metal"})
"""No current flows in it by itself."""
_HEART: Final = frozenset({"pacemaker", "icd"})
_BACK_ON: Final = "implants.back_on_by"
_UNCHANGED: Final = frozenset({"not-changed"})
_LEAD = Lead(
    "implants.any", "devices in the body", hazards.IMPLANT_NOT_ASKED, hazards.IMPLANT_RADIOFREQUENCY
)
_KNOWN: Final = {
    "implants.dependent": frozenset({"yes", "no"}),
    _BACK_ON: frozenset({"room", "device-clinic", "not-changed"}),
}
_PLAN: Final = {
    "implants.which": "maker and model",
    "implants.dependent": "whether the heart depends on the pacing",
    "implants.plan": "the plan and who agreed",
    "implants.pad": "where the return pad goes",
    _BACK_ON: "who turns therapies back on afterwards",
}
"""The parts of a plan; the pacing only of what paces a heart."""


def judge(facts: Facts) -> tuple[Finding, ...]:
    """Judge where a procedure has this section; a device stops only with radiofrequency."""
    if not facts.asks(SectionKey.IMPLANTS):
        return ()
    devices = _disturbed(facts)
    return (asked(facts, _LEAD), *((_waits(facts, devices),) if devices else ()))


def to_turn_back_on(facts: Facts) -> frozenset[str]:
    """Return the devices whose therapies somebody has to turn back on, as far as anybody knows."""
    devices = _disturbed(facts)
    return frozenset() if answer_codes(facts, _BACK_ON) == _UNCHANGED else devices


def _disturbed(facts: Facts) -> frozenset[str]:
    """Return the devices in the body that radiofrequency of this order can disturb."""
    if not any(kind.family == "radiofrequency" for kind in facts.kinds):
        return frozenset()
    return more_than_plain(facts, _LEAD, _METAL)


def _waits(facts: Facts, devices: frozenset[str]) -> Finding:
    """Return a stop that shows the plan, or what of it nobody has told yet."""
    due = {
        link_id: name
        for link_id, name in _PLAN.items()
        if link_id != "implants.dependent" or devices & _HEART
    }
    open_ = [name for link_id, name in due.items() if not _is_answered(facts, link_id)]
    lacks = f" Not told yet: {', '.join(open_)}." if open_ else " The plan is to be signed."
    sentence = f"Radiofrequency beside: {spoken(devices)}.{lacks}"
    return needs_physician(facts, _LEAD, sentence, facts.answer_inputs(due))


def _is_answered(facts: Facts, link_id: str) -> bool:
    codes = answer_codes(facts, link_id)
    return bool(codes) and codes <= _KNOWN.get(link_id, codes)
