"""Transfer summary: the one page that goes with a patient to a hospital. Only what was recorded."""

from collections.abc import Iterator
from datetime import datetime

from procdesk.domain.clinic.settings import CLINIC_NAME, PHONE_DAY, PHONE_NIGHT
from procdesk.domain.section_key import SectionKey
from procdesk.domain.targets.target import as_words
from procdesk.domain.visit.case import Case
from procdesk.domain.visit.event_words import event_words
from procdesk.domain.visit.list_confirmation import asked_to_end
from procdesk.paper.drawing.flowing_pages import RECORD, Pages, counted, record_foot
from procdesk.paper.drawing.page import Document
from procdesk.paper.drawing.sheet_source import (
    SheetSource,
    allergies,
    clock,
    medicines,
    new_paper,
    procedures,
    thinner_words,
    who,
)

_FACT = ((0, 36), (38, 152))
_VITALS = (
    ("systolic", "Systolic pressure"),
    ("diastolic", "Diastolic pressure"),
    ("pulse", "Pulse"),
    ("spo2", "Oxygen saturation"),
    ("pain_rest", "Pain at rest, of 10"),
)
_PHASES = ("recovery", "sedation_record", "vitals")


def transfer_summary(source: SheetSource) -> bytes:
    """Return the page as a PDF. Raises SheetRefused if it is more than one page."""
    return counted(lambda total: _make(source, total), most=1)


def _make(source: SheetSource, total: int) -> Document:
    clinic = source.clinic
    paper = new_paper(source, "Transfer summary", over=source.demo)
    printed = f"{who(source)} · {clock(source.made_at, source.zone)}"
    pages = Pages(paper, who(source), record_foot(printed, total), RECORD)
    paper.write(0, 4, clinic.setting(CLINIC_NAME), 9.2)
    paper.say("H1", 0, 12, "Transfer to hospital", 18)
    paper.box((0.5, 16, 189, 10), 1.5)
    paper.write(3, 22.5, who(source), 12, bold=True)
    pages.y = 34
    _why(pages, source)
    _done(pages, source)
    _state(pages, source)
    _people(pages, source)
    pages.foot()
    return paper


def _why(pages: Pages, source: SheetSource) -> None:
    pages.title("Why, and what to watch")
    pages.row(("Reason", source.case.end_reason or "________________________"), _FACT)
    pages.row(("Allergies", f"**{allergies(source.case, source.patient)}**"), _FACT)
    pages.row(("Blood thinners", f"**{thinner_words(source)}**"), _FACT)


def _done(pages: Pages, source: SheetSource) -> None:
    case, zone = source.case, source.zone
    pages.title("What was done")
    names = "; ".join(one.name for one in procedures(case, source.reference))
    started = case.event("needle_in") is not None
    pages.row(("Procedure", f"**{names}**" if started else f"{names}: no needle recorded"), _FACT)
    pages.row(("Where", f"**{as_words(case.order.targets)}**"), _FACT)
    if not case.drugs:
        pages.row(("Drugs", "none recorded"), _FACT)
    for at, words in sorted(_happened(case), key=lambda line: line[0]):
        pages.row((clock(at, zone), words), _FACT)


def _happened(case: Case) -> Iterator[tuple[datetime, str]]:
    """Yield drugs and events, each with its time."""
    for drug in case.drugs:
        volume = f"{drug.volume_ml} mL" if drug.volume_ml is not None else ""
        amount = " ".join(filter(None, (drug.drug, drug.strength, volume)))
        yield drug.recorded.at, f"{drug.act}: **{amount}**"
    for event in case.events:
        yield event.recorded.at, event_words(event)


def _state(pages: Pages, source: SheetSource) -> None:
    pages.title("Last values and medicines")
    for words, value in _last_values(source.case, source):
        pages.row((words, value), _FACT)
    takes = medicines(source.case)
    asked = asked_to_end(source.case, SectionKey.MEDICINES)
    pages.row(("Takes", "; ".join(takes) or ("none" if asked else "not asked")), _FACT)


def _last_values(case: Case, source: SheetSource) -> list[tuple[str, str]]:
    rows = []
    for name, words in _VITALS:
        values = [
            value for phase in _PHASES if (value := case.latest(f"{phase}.{name}")) is not None
        ]
        if values:
            last = max(values, key=lambda value: value.recorded.at)
            unit = "" if last.unit == "{score}" else f" {last.unit}"
            at = clock(last.recorded.at, source.zone)
            rows.append((words, f"**{last.value}{unit}**, {at}"))
    return rows or [("Values", "none recorded")]


def _people(pages: Pages, source: SheetSource) -> None:
    case, clinic = source.case, source.clinic
    pages.title("Who to call")
    operator = clinic.name_of(case.order.operator) or "not recorded"
    pages.row(("Operator", operator), _FACT)
    day, night = clinic.setting(PHONE_DAY), clinic.setting(PHONE_NIGHT)
    pages.row(("Clinic", f"day **{day}**, nights **{night}**"), _FACT)
    answers = (case.value("arrival.escort_name"), case.value("escort.phone"))
    escort = ", ".join(str(one) for one in answers if one)
    pages.row(("Escort", escort or "not recorded"), _FACT)
    pages.y += 2
    pages.blanks(("Handed over by (name, time)", "Taken over by (name, time)"), 14)
