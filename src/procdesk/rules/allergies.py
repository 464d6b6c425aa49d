"""Allergies: asked row by row; only exact matches warn (98.9 % of such alerts are overridden)."""

from procdesk.domain.finding import Effect, Finding, Input, Result
from procdesk.domain.medication import Allergy, Confirmation
from procdesk.domain.staff import PHYSICIAN_ONLY
from procdesk.rules.facts import Facts

ROOM_SUBSTANCES = {
    "latex": "gloves and tubing in the room may hold latex",
    "chlorhexidine": "the skin is usually prepared with chlorhexidine",
    "iodine-prep": "the skin may be prepared with povidone-iodine",
    "contrast": "contrast may be used to confirm the needle",
    "local-anaesthetic": "a local anaesthetic is given",
    "steroid": "a steroid may be given",
    "adhesive": "the needle spot is covered with adhesive",
}
"""What a procedure room itself exposes a patient to (clinical.md 1.1 SI5 and section 4)."""


def judge(facts: Facts) -> tuple[Finding, ...]:
    """Whether allergies were asked, are recognised, and meet something in the room."""
    confirmed = [a for a in facts.case.allergies if a.confirmation is Confirmation.CONFIRMED]
    found = [_asked(facts)]
    unknown = [a for a in confirmed if not a.substance]
    if unknown:
        found.append(_not_recognised(facts, unknown))
    found += [_meets(facts, a) for a in confirmed if a.substance in ROOM_SUBSTANCES]
    return tuple({finding.key: finding for finding in found}.values())


def _asked(facts: Facts) -> Finding:
    answer = facts.case.answer("allergies.asked")
    return Finding(
        "allergy.not-asked",
        Effect.STOPS,
        Result.MET if answer else Result.CANNOT_DECIDE,
        "Allergies were asked row by row." if answer else "Allergies have not been asked yet.",
        "Ask about each row, then say that there are no others; where nobody can say, a "
        "physician decides.",
        "allergies",
        (facts.seen("asked", "complete", answer.recorded),) if answer else (),
        "WHO checklist SI5",
        overridable_by=PHYSICIAN_ONLY,
    )


def _not_recognised(facts: Facts, rows: list[Allergy]) -> Finding:
    names = ", ".join(sorted(row.text for row in rows))
    return Finding(
        "allergy.not-recognised",
        Effect.STOPS,
        Result.CANNOT_DECIDE,
        f"Not recognised, so nothing checks it: {names}.",
        "Write the substance by its usual name, or a physician decides.",
        "allergies",
        tuple(_input(facts, row) for row in sorted(rows, key=lambda row: row.id)),
        overridable_by=PHYSICIAN_ONLY,
    )


def _meets(facts: Facts, row: Allergy) -> Finding:
    return Finding(
        f"allergy.{row.substance}",
        Effect.WARNS,
        Result.NOT_MET,
        f"Allergy to {row.text}: {ROOM_SUBSTANCES[row.substance]}.",
        "Take an alternative and say so at the time-out.",
        "allergies",
        (_input(facts, row),),
    )


def _input(facts: Facts, row: Allergy) -> Input:
    value = f"{row.text}, {row.reaction}" if row.reaction else row.text
    return Input("allergy", value, row.at, facts.clinic.name_of(row.by))
