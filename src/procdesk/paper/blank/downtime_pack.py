"""Downtime pack: blank forms for a day by hand, from which the day is entered afterwards.

It needs no case and no patient. The questions are those of the screens.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from procdesk.domain.catalogue.language import Languages
from procdesk.domain.clinic.clinic import Clinic
from procdesk.domain.clinic.settings import CLINIC_NAME, PAPER, PHONE_DAY, PHONE_NIGHT
from procdesk.paper.blank.blanks import questions, questions_mm, table
from procdesk.paper.drawing.flowing_pages import RECORD, Pages, counted
from procdesk.paper.drawing.page import Document
from procdesk.questionnaire.definition import Questionnaire

FORMS = (
    *("arrival", "escort", "baseline", "vitals", "diabetes", "pregnancy", "infection"),
    *("implants", "sedation", "papers", "briefing", "procedure-record", "sign-out", "recovery"),
    *("discharge", "teach-back"),
)
"""The forms whose questions stand on the pages."""

_OPENED = ("vitals.more", "teach-back.about")
"""Questions that only open others on a screen; on paper those stand there anyway."""
_LEFT_OUT = ("baseline.more",)
"""Questions that a screen asks on request alone; a day by hand has no time for what they open."""

_WHO = "Name _________________________   Birth date _______________   Record number ____________"
_USE = (
    "One set for each patient: copy every page but this one. Write name and birth date on each.",
    "Nothing is ticked or written before it was asked. Left and right are written as words.",
    "The patient says where and on which side before the ordered side is written or read out.",
    "Beside each thing stand who and the clock time; the time is what is entered later.",
    "Paper compares nothing and stops nothing. The clinic's rules hold as on other days.",
    "When the desk works again: More, then “Enter what was done on paper”, within seven days. "
    "It asks who saw the paper. It is recorded as done on paper, and never as checked by the desk.",
)
_DAY = ("Time", "Name", "Birth date", "Record number", "Room, operator", "Pages", "Entered by, at")
_DRUGS = ("Time", "Given for", "Drug", "Strength", "mL", "Lot", "Expiry", "Where", "By")
_TARGETS = (
    "Structure",
    "Level",
    "Side, in words",
    "Image before the dose: level and side",
    "Seen by, at",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class BlankSource:
    """The source of the blank forms. `forms` by the names in FORMS.

    `time_out` are the questions of the time-out, `acts` the purposes that a drug is given for,
    `attests` the sentences that a physician attests before it.
    """

    clinic: Clinic
    fonts: Path
    made_at: datetime
    forms: Mapping[str, Questionnaire]
    time_out: Sequence[str]
    acts: Sequence[str]
    attests: Sequence[str]
    languages: Languages


def downtime_pack(source: BlankSource) -> bytes:
    """Return the blank forms as a PDF: a list of the day, then one set for one patient."""
    return counted(lambda total: _make(source, total))


def _make(source: BlankSource, total: int) -> Document:
    over = "DEMO, NOT FOR PATIENTS" if source.clinic.is_demo else ""
    paper = Document(
        paper=source.clinic.setting(PAPER),
        title="Downtime pack",
        fonts=source.fonts,
        over=over,
        languages=source.languages,
    )
    pages = Pages(paper, _WHO, _foot_of(source, total), RECORD)
    _day(pages, source)
    for part in (_checks, _time_out, _procedure, _recovery, _discharge):
        part(pages, source)
    pages.foot()
    return paper


def _foot_of(source: BlankSource, total: int) -> Callable[[Document, int], None]:
    clinic = source.clinic.setting(CLINIC_NAME)
    here = source.made_at.astimezone(source.clinic.zone)
    printed = f"{clinic} · downtime pack · printed {here:%d %b %Y}"

    def foot(paper: Document, page: int) -> None:
        paper.rule(249, 1.5)
        words = "Entered afterwards as done on paper. Paper seen by"
        paper.write(0, 253.5, words, 9.2, bold=True)
        paper.rule(254, 0.6, (86, 128))
        paper.write(130, 253.5, "entered by, at", 9.2, bold=True)
        paper.rule(254, 0.6, (154, 190))
        paper.write(0, 258.5, printed, 8)
        paper.write(190, 258.5, f"page {page} of {total}", 8, anchor="right")

    return foot


def _day(pages: Pages, source: BlankSource) -> None:
    paper, setting = pages.paper, source.clinic.setting
    paper.say("H1", 0, 8, "For a day by hand", 18)
    phones = f"Day {setting(PHONE_DAY)} · nights {setting(PHONE_NIGHT)}"
    paper.write(190, 8, phones, 10, bold=True, anchor="right")
    pages.y = 16
    pages.items(_USE)
    pages.y += 3
    pages.blanks(("Day", "The desk stopped at", "The desk worked again at", "Kept by"))
    pages.title("Everybody of the day: no paper is done before it is entered")
    table(pages, _DAY, (14, 44, 24, 26, 34, 14, 34), [""] * 15, 9)


def _begin(pages: Pages, title: str, *, side: bool = True) -> None:
    """Begin a page with two identifiers; the side is for a hand to write, and only as a word."""
    pages.foot()
    pages.running = f"{_WHO}   Side, as a word _______________" if side else _WHO
    pages.paper.next_page()
    pages.paper.say("H1", 0, 6, title, 16)
    pages.y = 9
    pages.blanks(("Name", "Birth date", "Record number"), 11)
    if side:
        pages.blanks(
            ("Procedure and level", "Side, written as a word: left, right, both, middle"), 11
        )


def _checks(pages: Pages, source: BlankSource) -> None:
    _begin(pages, "1  Before the procedure", side=False)
    pages.blanks(("Which two were compared, and how", "Compared by, at"))
    _form(pages, source, "arrival", "Arrival")
    _form(pages, source, "escort", "Escort, where sedation is ordered")
    pages.title("The patient's own words, before the ordered side is written or read out")
    pages.blanks(("Where it hurts, word for word",), 14)
    pages.blanks(("Which side, in the patient's word", "Heard by, at"))
    pages.room(40)
    pages.title("The order: written after the patient's own words")
    pages.blanks(("Procedure and level", "Side, written as a word: left, right, both, middle"), 14)
    _form(pages, source, "baseline", "Baseline")
    _form(pages, source, "vitals", "Vital signs")
    pages.title("Allergies, asked to the end")
    table(pages, ("Allergic to", "What happened", "Told by, at"), (60, 80, 50), [""] * 4)
    pages.blanks(("None known, or no more: written in words", "Asked by, at"))
    pages.room(100)
    pages.title("Medicines, asked to the end; blood thinners one by one")
    heads = ("Medicine", "Dose, how often", "Last dose: day and time", "A blood thinner?")
    table(pages, heads, (64, 46, 48, 32), [""] * 8)
    pages.blanks(("No more, or takes none: written in words", "Asked by, at"))
    for name, title in (
        ("diabetes", "Diabetes"),
        ("pregnancy", "Pregnancy and X-ray"),
        ("infection", "Infection"),
        ("implants", "Implants"),
        ("papers", "Papers at hand"),
        ("sedation", "Sedation, where it is ordered"),
    ):
        _form(pages, source, name, title)
    _consent_to_ready(pages, source)


def _consent_to_ready(pages: Pages, source: BlankSource) -> None:
    pages.room(105)
    pages.title("Consent, mark and the physician")
    pages.blanks(("Procedure, level and side as they stand on the signed consent",), 14)
    pages.blanks(("Signed by", "Explained by", "Signature seen by, at"))
    pages.blanks(("Mark on the skin: where, and the side as a word", "Marked by, at"))
    pages.y += 2
    pages.say(" ".join(source.attests))
    pages.blanks(("Physician, signature", "At"), 14)


def _time_out(pages: Pages, source: BlankSource) -> None:
    _begin(pages, "2  Time-out")
    _form(pages, source, "briefing", "Briefing")
    pages.title("Read aloud, one by one, after draping; each is answered aloud")
    heads = ("Asked", "Answer, as it was said", "Said by", "Heard by", "At")
    table(pages, heads, (58, 62, 26, 26, 18), source.time_out, 10.5)
    words = "It is read again for another patient, operator, procedure, side, drape or position."
    pages.say(words)
    pages.blanks(("Operator, signature", "Nurse, signature", "Others in the room"), 14)


def _procedure(pages: Pages, source: BlankSource) -> None:
    _begin(pages, "3  Procedure record")
    pages.blanks(("Needle in, at", "Needle out, at", "Operator", "Nurse", "Room"))
    pages.title("Targets: the image is seen before the treatment dose")
    table(pages, _TARGETS, (42, 26, 34, 54, 34), [""] * 5)
    pages.title("Drugs, each as it is given; contrast and test dose too")
    pages.say(f"Given for: {', '.join(source.acts)}.")
    table(pages, _DRUGS, (15, 24, 36, 21, 13, 24, 20, 21, 16), [""] * 8)
    _form(pages, source, "procedure-record", "X-ray")
    _form(pages, source, "sign-out", "Sign-out, before the patient leaves the room")
    pages.title("The physician's note")
    table(pages, ("What was done, what was found, what is planned",), (190,), [""] * 4, 9)
    pages.blanks(("Physician, signature", "At"), 12)


def _recovery(pages: Pages, source: BlankSource) -> None:
    _begin(pages, "4  Recovery")
    pages.blanks(("Bay", "Arrived at", "Taken over from", "Nurse"))
    form = source.forms["recovery"]
    asked = [_asked(one.text, one.unit) for one in form.items if one.answerable]
    pages.title("One column for each set, with its time")
    table(pages, (), (64, *[18] * 7), ["Time", *asked, "By"], 8.4)
    pages.title("Events")
    heads = ("At", "What happened, what was done, who was called", "By")
    table(pages, heads, (20, 136, 34), [""] * 3)


def _asked(text: str, unit: str) -> str:
    """Return a question with its unit, unless it names the unit itself, as "0 to 10" does."""
    return f"{text} ({unit})" if unit and unit.removeprefix("of ") not in text else text


def _discharge(pages: Pages, source: BlankSource) -> None:
    _begin(pages, "5  Discharge")
    _form(pages, source, "discharge", "Before leaving")
    _form(pages, source, "teach-back", "Said back in the patient's own words, as far as it applies")
    pages.title("What the patient was told to start again, and when")
    table(pages, ("Medicine", "Day and time", "Ordered by"), (80, 60, 50), [""] * 3)
    pages.title("Leaving")
    pages.blanks(("Instructions and diary handed over: which", "By, at"), 9)
    pages.blanks(("Escort: name, phone", "Seen by, at"), 9)
    pages.blanks(("Next appointment: day, time", "Told by"), 9)
    pages.blanks(("The patient may leave: physician, signature", "At", "Left at"), 12)


def _form(pages: Pages, source: BlankSource, name: str, title: str) -> None:
    """Draw a form under its heading, on one page."""
    form = source.forms[name]
    pages.room(questions_mm(pages.paper, form, _OPENED, _LEFT_OUT) + 12)
    pages.title(title)
    questions(pages, form, _OPENED, _LEFT_OUT)
    pages.y += 1
