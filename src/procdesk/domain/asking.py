"""Asking: which medicines and allergies are asked about today, and whether that came to its end."""

from dataclasses import replace
from typing import TypeVar

from procdesk.domain.case import Case, Recorded
from procdesk.domain.medication import Allergy, Confirmation, Medication
from procdesk.domain.patient import Patient

_Told = TypeVar("_Told", Medication, Allergy)


def medicine_rows(case: Case, patient: Patient) -> tuple[Medication, ...]:
    """What to ask about: this visit's rows, then what other sources propose."""
    return _rows(case, case.medications, patient.medications)


def allergy_rows(case: Case, patient: Patient) -> tuple[Allergy, ...]:
    """What to ask about: this visit's rows, then what other sources propose."""
    return _rows(case, case.allergies, patient.allergies)


def asked_to_end(case: Case, name: str) -> Recorded | None:
    """When the patient named no more `medicines` or `allergies` today; None while nobody asked."""
    answer = case.answer(f"{name}.asked")
    if answer is None or answer.value != "complete":
        return None
    here = case.here_since
    return answer.recorded if here is None or answer.recorded.at >= here.at else None


def _rows(case: Case, told: tuple[_Told, ...], proposed: tuple[_Told, ...]) -> tuple[_Told, ...]:
    known = {row.id for row in told}
    rows = [_on_the_day(case, row) for row in told]
    rows += [row for row in proposed if row.id not in known]
    return tuple(rows)


def _on_the_day(case: Case, row: _Told) -> _Told:
    """What was told before the patient came is asked again, the last dose above all."""
    here = case.here_since
    if here is None or row.at is None or row.at >= here.at:
        return row
    return replace(row, confirmation=Confirmation.PROPOSED, source="the call before the visit")
