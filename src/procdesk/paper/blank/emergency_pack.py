"""Emergency pack: the day on paper for a day without the program. For staff, kept locked.

It names the side, which nobody who asks a patient may read first: each page says so.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from procdesk.domain.section_key import SectionKey
from procdesk.domain.targets.target import as_words
from procdesk.domain.visit.case import Case
from procdesk.domain.visit.list_confirmation import asked_to_end
from procdesk.domain.visit.patient import Patient
from procdesk.paper.drawing.flowing_pages import RECORD, Pages, counted, record_foot
from procdesk.paper.drawing.page import Document, SheetRefused
from procdesk.paper.drawing.sheet_source import (
    SheetSource,
    allergies,
    clock,
    medicines,
    new_paper,
    thinner_words,
    who,
)

_FACT = ((0, 36), (38, 152))
_WARNING = (
    "STAFF ONLY, KEEP LOCKED. It names the side: ask the patient before anybody reads it out."
)
_CHECKS = (
    ("Identity: two identifiers, each compared", "Which two, by whom, at"),
    ("Patient's own words: where, which side", "Word for word"),
    ("Blood pressure · pulse · oxygen · pain", "Values, at"),
    ("Allergies and medicines asked row by row", "Last doses"),
    ("Consent signed; target on it read", "By whom, at"),
    ("Site marked; mark seen after draping", "By whom, at"),
    ("Time-out: patient, procedure, site, position, consent, allergies", "Said by, heard by, at"),
    ("Time-out: blood thinner, images, equipment, concerns", "Said by, heard by, at"),
    ("Image before the treatment dose: level and side", "By whom, at"),
    ("Drugs: name, strength, volume, lot", "Given by, at"),
    ("Needle in, needle out", "At"),
    ("Recovery: values, legs, standing", "At"),
    ("Discharge ordered; sheet handed over; escort seen", "By whom, at"),
)
"""The checks of the program in its order, each with its blank; entered as done on paper."""


def emergency_pack(first: SheetSource, on: date, visits: Sequence[tuple[Case, Patient]]) -> bytes:
    """Return a page for each case of a day, as a PDF.

    `first` gives clinic, fonts, number and time of printing; its case is not read. Raises
    SheetRefused for a day without cases.
    """
    if not visits:
        raise SheetRefused("There is no case on that day, so there is nothing to print.")
    return counted(lambda total: _make(first, on, visits, total))


def _make(
    first: SheetSource, on: date, visits: Sequence[tuple[Case, Patient]], total: int
) -> Document:
    paper = new_paper(first, "Emergency pack", over=first.demo)
    printed = f"Emergency pack {on:%d %b %Y} · printed {clock(first.made_at, first.zone)}"
    pages = Pages(paper, "", record_foot(printed, total), RECORD)
    for number, (case, patient) in enumerate(visits):
        source = replace(first, case=case, patient=patient)
        pages.running = who(source)
        if number:
            pages.next_page()
        _visit(pages, source)
    pages.foot()
    return paper


def _visit(pages: Pages, source: SheetSource) -> None:
    paper, case = pages.paper, source.case
    paper.box((0.5, 8, 189, 9), 2.4)
    paper.write(95, 14, _WARNING, 10, bold=True, anchor="centre")
    paper.say("H1", 0, 25, source.patient.name.formal, 18)
    paper.write(0, 31, who(source), 10, bold=True)
    pages.y = 40
    pages.title("What is known")
    for words, value in _facts(source):
        pages.row((words, value), _FACT)
    pages.title("On paper: write who and at what time, enter it afterwards")
    for words, blank in _CHECKS:
        pages.row((words, blank), ((0, 92), (95, 95)))
        pages.y += 4.5
    operator = source.clinic.name_of(case.order.operator)
    pages.blanks((f"Operator {operator}".strip(), "Nurse", "Date"))


def _facts(source: SheetSource) -> list[tuple[str, str]]:
    case, known = source.case, source.reference.procedures
    at = case.order.scheduled_at
    when = f"{clock(at, source.zone)}, {case.order.room}" if at else case.order.room
    names = "; ".join(
        known[p.key].name if p.key in known else p.text for p in case.order.procedures
    )
    return [
        ("When, where", when.rstrip(", ") or "not recorded"),
        ("Procedure", f"**{names}**"),
        ("Ordered target", f"**{as_words(case.order.targets) or 'not chosen yet'}**"),
        ("Allergies", f"**{allergies(case, source.patient)}**"),
        ("Blood thinners", f"**{thinner_words(source)}**"),
        ("Medicines", _medicines(source)),
    ]


def _medicines(source: SheetSource) -> str:
    texts = {one.text for one in source.case.medications}
    other = [
        f"{row.text} (another system says so)"
        for row in source.patient.medications
        if row.text not in texts
    ]
    asked = asked_to_end(source.case, SectionKey.MEDICINES)
    return "; ".join([*medicines(source.case), *other]) or ("none" if asked else "not asked yet")
