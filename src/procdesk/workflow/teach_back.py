"""Teach-back: what the patient is to say back beside the emergency signs, and whether it was asked.

It asks only what this patient's sheet speaks of. What is not known is asked.
"""

from typing import Final

from procdesk.domain.catalogue.catalogue import Reference
from procdesk.domain.stage import End
from procdesk.domain.visit.case import Answer, Case
from procdesk.domain.visit.flowsheet import limbs_changed
from procdesk.domain.visit.restart import starting_again

ABOUT: Final = "teach-back.about"
"""The key of the subjects of the questions, recorded with the answers."""

_VOID = ("jammed", "voided")


def about(case: Case, reference: Reference, *, driving: bool) -> tuple[str, ...]:
    """The codes of `ABOUT` for this visit; `driving` says whether its sheet restricts driving."""
    due = _by_record(case, reference)
    return (*due, *(("driving",) if driving else ())) or ("none",)


def said_back(case: Case, reference: Reference) -> Answer | None:
    """The completed teach-back; None while one is due that nobody was asked, as a late restart."""
    about = case.value(ABOUT)
    asked = set(about) if isinstance(about, list) else set()
    whole = asked.issuperset(_by_record(case, reference))
    return case.answer("teach-back.completed") if whole else None


def _by_record(case: Case, reference: Reference) -> tuple[str, ...]:
    """Everything but driving, which the text of the sheet decides."""
    due = {
        "restart": bool(starting_again(case, reference)),
        "limb": bool(limbs_changed(case)),
        "diary": _takes_diary(case, reference),
    }
    return tuple(code for code, holds in due.items() if holds)


def _takes_diary(case: Case, reference: Reference) -> bool:
    """A diary that is not void, or one that is still to be printed for what was done."""
    made = any(one.kind == "diary" and one.state not in _VOID for one in case.sheets)
    return made or (case.end is not End.ABORTED and has_diary(case, reference))


def has_diary(case: Case, reference: Reference) -> bool:
    """Return whether a diary belongs to the order; so it is while that is not known."""
    kinds = [reference.procedures.get(one.key) for one in case.order.procedures]
    return any(kind is None or kind.diaries for kind in kinds)
