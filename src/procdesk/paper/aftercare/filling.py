"""Filling: the words for the braces of a text, from the record of one visit."""

from datetime import date, datetime, timedelta
from decimal import Decimal

from procdesk.domain.catalogue.language import ENGLISH
from procdesk.domain.catalogue.sheet_text import SheetText
from procdesk.domain.clinic.clinic import Clinic
from procdesk.domain.clinic.clinic_units import GLUCOSE_NUMBERS, glucose_words
from procdesk.domain.clinic.settings import UNITS_GLUCOSE
from procdesk.domain.medicines.medication import LastDose, Precision
from procdesk.paper.aftercare.visit_facts import FLARE_PLAN, THERAPY_ON
from procdesk.paper.drawing.dates import Dates
from procdesk.paper.drawing.sheet_source import SheetSource, last_doses, restarts, thinners
from procdesk.paper.texts.text_shapes import AftercareText

_TO_WRITE = "________"
_TO_WRITE_LONG = "______________________"
_LAST_MOMENT = timedelta(microseconds=1)
"""A day without an hour ends where the next begins."""


def dates_of(source: SheetSource, text: SheetText) -> Dates:
    """Return the dates in the language of a text."""
    return Dates(source.zone, source.made_at, source.reference.languages[text.language])


def fillings(source: SheetSource, text: AftercareText) -> dict[str, str]:
    """Return the words for the braces of a text, by name; a number not set is a blank line."""
    end, dates = source.ended_at, dates_of(source, text)
    hours = {name: timedelta(hours=row.value) for name, row in text.hours.items()}
    regions = dict.fromkeys(t.region for t in source.case.order.targets if t.region)
    joined = f" {text.labels.and_} "
    numbers = {name: row.value for name, row in text.numbers.items()}
    return {
        **{name: dates.when(end + after) for name, after in hours.items()},
        **{name: _number_words(source.clinic, name, v) for name, v in numbers.items()},
        "region": joined.join(text.regions[one] for one in regions),
        "day": dates.long_day(end),
        "thinner": thinners(source),
        "last_dose": "; ".join(_dose_words(dates, text, *one) for one in last_doses(source)),
        "still_weak": _after(dates, end, numbers["still_weak_hours"]),
        "restart": "; ".join(
            f"{name} {dates.when(at) if at else _TO_WRITE_LONG}" for name, at in restarts(source)
        ),
        "flare_plan": str(source.case.value(FLARE_PLAN) or ""),
        "therapy": _day_of(dates, source.case.value(THERAPY_ON)),
        "diary_back": dates.when(source.next_visit) if source.next_visit else "",
        "units": source.clinic.setting(UNITS_GLUCOSE),
    }


def _dose_words(
    dates: Dates, text: AftercareText, name: str, dose: LastDose, answered_at: datetime | None
) -> str:
    """Return a last dose; a day stands in the patient's own words, with the time of the answer.

    Words are kept in English, so another language gets the day that they mean at the latest.
    """
    if dose.precision is Precision.TIME and dose.latest_at is not None:
        return f"{name}, {dates.at(dose.latest_at)}"
    when = f", {text.labels.answered} {dates.at(answered_at)}" if answered_at else ""
    words = dose.words
    if dose.latest_at and (not words or text.language != ENGLISH):
        words = dates.day(dose.latest_at - _LAST_MOMENT)
    return f"{name}, {words}{when}"


def _number_words(clinic: Clinic, name: str, number: object) -> str:
    """Return a number of the text, glucose in the clinic's unit; a line where nobody set it."""
    if number is None:
        return _TO_WRITE
    return glucose_words(clinic, Decimal(str(number))) if name in GLUCOSE_NUMBERS else str(number)


def _after(dates: Dates, end: datetime, hours: object) -> str:
    """Return the hour so many hours after the end; a line where nobody set how many."""
    return _TO_WRITE if hours is None else dates.when(end + timedelta(hours=float(str(hours))))


def _day_of(dates: Dates, answer: object) -> str:
    """Return a recorded day as a patient reads it; nothing where none was."""
    return dates.long(date.fromisoformat(answer)) if isinstance(answer, str) and answer else ""
