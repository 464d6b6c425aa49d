"""Allergies: asked row by row; only exact matches warn (98.9 % of such alerts are overridden)."""

from procdesk.domain.asking import allergy_rows
from procdesk.domain.finding import Effect, Finding, Input, Result
from procdesk.domain.medication import Allergy, Confirmation
from procdesk.domain.staff import PHYSICIAN_ONLY
from procdesk.rules.facts import Facts
from procdesk.rules.row_by_row import AskedList, asked_row_by_row

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
    rows = facts.case.possible_allergies
    named = {row.id: _substances(facts, row) for row in rows}
    found = [_asked(facts)]
    unknown = [row for row in rows if not named[row.id]]
    if unknown:
        found.append(_not_recognised(facts, unknown))
    for substance in ROOM_SUBSTANCES:
        meeting = [row for row in rows if substance in named[row.id]]
        if meeting:
            found.append(_meets(facts, substance, meeting))
    return tuple(found)


def _substances(facts: Facts, row: Allergy) -> frozenset[str]:
    """What the row was recognised as, and whatever else its text names."""
    return frozenset({row.substance, *facts.reference.substances_in(row.text)} - {""})


def _asked(facts: Facts) -> Finding:
    return asked_row_by_row(
        facts,
        AskedList("allergies", "allergy.not-asked", "Allergies", "WHO checklist SI5"),
        allergy_rows(facts.case, facts.patient),
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


def _meets(facts: Facts, substance: str, rows: list[Allergy]) -> Finding:
    sure = any(row.confirmation is Confirmation.CONFIRMED for row in rows)
    names = ", ".join(row.text for row in rows)
    told = f"Allergy to {names}" if sure else f"Nobody can say if there is an allergy to {names}"
    return Finding(
        f"allergy.{substance}",
        Effect.WARNS,
        Result.NOT_MET if sure else Result.CANNOT_DECIDE,
        f"{told}: {ROOM_SUBSTANCES[substance]}.",
        "Take an alternative and say so at the time-out.",
        "allergies",
        tuple(_input(facts, row) for row in rows),
    )


def _input(facts: Facts, row: Allergy) -> Input:
    value = f"{row.text}, {row.reaction}" if row.reaction else row.text
    return Input("allergy", value, row.at, facts.clinic.name_of(row.by))
