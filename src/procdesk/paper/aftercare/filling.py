"""Filling: what stands in the braces of a text, from the record of one visit."""

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
from procdesk.paper.drawing.sheet_source import SheetSource, held, last_doses, thinners
from procdesk.paper.texts.text_shapes import AftercareText

_TO_WRITE = "________"
_TO_WRITE_LONG = "______________________"
_LAST_MOMENT = timedelta(microseconds=1)
"""A day without an hour ends where the next begins."""


def dates_of(source: SheetSource, text: SheetText) -> Dates:
    """Days and times in the language of a text."""
    return Dates(source.zone, source.made_at, source.reference.languages[text.language])


def filled(source: SheetSource, text: AftercareText) -> dict[str, str]:
    """What stands in the braces of a text; a number that nobody set is a line to write on."""
    end, dates = source.ended_at, dates_of(source, text)
    hours = {name: timedelta(hours=row.value) for name, row in text.hours.items()}
    regions = dict.fromkeys(t.region for t in source.case.order.targets if t.region)
    joined = f" {text.labels.and_} "
    numbers = {name: row.value for name, row in text.numbers.items()}
    return {
        **{name: dates.when(end + after) for name, after in hours.items()},
        **{name: _number_told(source.clinic, name, v) for name, v in numbers.items()},
        "region": joined.join(text.regions[one] for one in regions),
        "day": dates.long_day(end),
        "thinner": thinners(source),
        "last_dose": "; ".join(_dose_told(dates, text, *one) for one in last_doses(source)),
        "still_weak": _after(dates, end, numbers["still_weak_hours"]),
        "restart": "; ".join(
            f"{name} {dates.when(at) if at else _TO_WRITE_LONG}" for name, at in held(source)
        ),
        "flare_plan": str(source.case.value(FLARE_PLAN) or ""),
        "therapy": _day_of(dates, source.case.value(THERAPY_ON)),
        "diary_back": dates.when(source.next_visit) if source.next_visit else "",
        "units": source.clinic.setting(UNITS_GLUCOSE),
    }


def _dose_told(
    dates: Dates, text: AftercareText, name: str, dose: LastDose, told: datetime | None
) -> str:
    """A last dose; what a patient said by the day stands as they said it, and when they did.

    Words are kept in English, so another language gets the day that they mean at the latest.
    """
    if dose.precision is Precision.TIME and dose.latest_at is not None:
        return f"{name}, {dates.at(dose.latest_at)}"
    said = f", {text.labels.told} {dates.at(told)}" if told else ""
    words = dose.words
    if dose.latest_at and (not words or text.language != ENGLISH):
        words = dates.day(dose.latest_at - _LAST_MOMENT)
    return f"{name}, {words}{said}"


def _number_told(clinic: Clinic, name: str, number: object) -> str:
    """A number of the text, that of a glucose in the clinic's unit; a line where nobody set it."""
    if number is None:
        return _TO_WRITE
    return glucose_words(clinic, Decimal(str(number))) if name in GLUCOSE_NUMBERS else str(number)


def _after(dates: Dates, end: datetime, hours: object) -> str:
    """The hour so many hours after the end; a line to write on where nobody set how many."""
    return _TO_WRITE if hours is None else dates.when(end + timedelta(hours=float(str(hours))))


def _day_of(dates: Dates, told: object) -> str:
    """A day that was recorded, as a patient reads it; nothing where none was."""
    return dates.long(date.fromisoformat(told)) if isinstance(told, str) and told else ""
