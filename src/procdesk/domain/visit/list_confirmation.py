"""Asking: which medicines and allergies are asked about today, and whether that came to its end."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import tzinfo
from typing import TypeVar

from procdesk.domain.medicines.medication import (
    Allergy,
    Confirmation,
    LastDose,
    Medication,
    Precision,
)
from procdesk.domain.visit.case import Case, Recorded
from procdesk.domain.visit.patient import Patient

_NO_DOSE = LastDose(Precision.UNKNOWN)
_Row = TypeVar("_Row", Medication, Allergy)


def medicine_rows(case: Case, patient: Patient) -> tuple[Medication, ...]:
    """Return the medicines to ask about: this visit's rows, then those of other sources."""
    return _rows(case, case.medications, patient.medications)


def allergy_rows(case: Case, patient: Patient) -> tuple[Allergy, ...]:
    """Return the allergies to ask about: this visit's rows, then those of other sources."""
    return _rows(case, case.allergies, patient.allergies)


def with_earlier(patient: Patient, visits: Sequence[Case], zone: tzinfo) -> Patient:
    """Return the patient with rows that earlier visits confirmed, oldest first, as proposed."""
    medicines = [
        replace(row, last_dose=_NO_DOSE, agreed_with="", agreed_on=None)  # of that day only
        for row in _of_earlier((one.medications for one in visits), zone)
    ]
    allergies = _of_earlier((one.allergies for one in visits), zone)
    return replace(
        patient,
        medications=_each_once((*patient.medications, *medicines)),
        allergies=_each_once((*patient.allergies, *allergies)),
    )


def _of_earlier(visits: Iterable[Iterable[_Row]], zone: tzinfo) -> list[_Row]:
    """Return the rows of the latest visit that asked: asked again, and no answer here."""
    latest = {row.text.casefold(): row for rows in visits for row in rows}
    return [
        replace(
            row,
            confirmation=Confirmation.PROPOSED,
            source=f"the visit of {row.at.astimezone(zone):%d %b %Y}" if row.at else "a visit",
        )
        for row in latest.values()
        if row.confirmation in (Confirmation.CONFIRMED, Confirmation.STOPPED)
    ]


def _each_once(rows: Iterable[_Row]) -> tuple[_Row, ...]:
    """Return one row a name: the first stands."""
    rows_by_name: dict[str, _Row] = {}
    for row in rows:
        rows_by_name.setdefault(row.text.casefold(), row)
    return tuple(rows_by_name.values())


def asked_to_end(case: Case, name: str) -> Recorded | None:
    """Return who heard today that there are no more `medicines` or `allergies`, else None."""
    answer = case.answer(f"{name}.asked")
    if answer is None or answer.value != "complete":
        return None
    here = case.here_since
    return answer.recorded if here is None or answer.recorded.at >= here.at else None


def _rows(case: Case, today: tuple[_Row, ...], proposed: tuple[_Row, ...]) -> tuple[_Row, ...]:
    """Let a row of this visit hide the row that proposed it, by its id or by its name."""
    known = {key for row in today for key in (row.id, row.text.casefold())}
    rows = [_on_the_day(case, row) for row in today]
    rows += [row for row in proposed if not known & {row.id, row.text.casefold()}]
    return tuple(rows)


def _on_the_day(case: Case, row: _Row) -> _Row:
    """Ask a row from before the patient came again, the last dose above all."""
    here = case.here_since
    if here is None or row.at is None or row.at >= here.at:
        return row
    return replace(row, confirmation=Confirmation.PROPOSED, source="the call before the visit")
