"""`procdesk sheet`: any paper as a PDF, of a case in the store or of an invented visit."""

import argparse
import hashlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from procdesk import app
from procdesk.commands.call import CommandCall, UnusableCall
from procdesk.domain.catalogue.language import ENGLISH
from procdesk.domain.resource_file import ResourceRefused

if TYPE_CHECKING:
    from procdesk.domain.catalogue.sheet_text import SheetText
    from procdesk.domain.staff import Staff
    from procdesk.sheets.make import Sheets
    from procdesk.workflow.ledger import Outcome


_BLANK = "downtime-pack"
"""The one kind that is of no case: it is made from the clinic and the forms alone."""


@dataclass(frozen=True, slots=True)
class DrawnPaper:
    """A paper as drawn: its number (empty if it has none) and the text that it was made from."""

    pdf: bytes
    number: str
    text: "SheetText | None"


def add_to(commands: Any, shared: argparse.ArgumentParser) -> None:
    """Add `sheet` to the command line."""
    parser = commands.add_parser("sheet", parents=[shared], help="a paper as a PDF")
    parser.add_argument("kind", metavar="KIND", help="aftercare, diary, checklist, label, …")
    of = parser.add_mutually_exclusive_group()
    of.add_argument(
        "--case",
        metavar="ID",
        help="of this case; the emergency pack: of its day, the downtime pack: of none",
    )
    of.add_argument("--example", metavar="KEY", help="of an invented visit for this procedure")
    parser.add_argument("--language", default="", metavar="LANG", help="else the patient's")
    parser.add_argument("--large", action="store_true", help="reflowed in large print")
    parser.add_argument("--paper", choices=("letter", "a4"), help="else as the clinic prints")
    parser.add_argument("--out", required=True, metavar="PDF", help="where it goes")
    parser.set_defaults(run=run)


def run(call: CommandCall) -> int:
    """Make the paper and say what it is."""
    from procdesk.paper.drawing.page import SheetRefused
    from procdesk.paper.kinds import KINDS
    from procdesk.workflow.refused import Refused

    if call.arguments.kind not in KINDS:
        raise UnusableCall(f"{call.arguments.kind}: no such kind; there are {', '.join(KINDS)}")
    if not (call.arguments.case or call.arguments.example or call.arguments.kind == _BLANK):
        raise UnusableCall(f"{call.arguments.kind}: say which, with --case ID or --example KEY")
    try:
        paper = _of_example(call) if call.arguments.example else _of_store(call)
    except (SheetRefused, Refused) as refused:
        raise UnusableCall(str(refused)) from None
    call.write(call.arguments.out, paper.pdf)
    _tell(call, paper)
    return 0


def _of_example(call: CommandCall) -> DrawnPaper:
    from procdesk.domain.clinic.settings import PAPER
    from procdesk.paper.blank.emergency_pack import emergency_pack
    from procdesk.paper.example import NUMBER, example
    from procdesk.paper.kinds import draw
    from procdesk.sheets.blank_forms import blank_forms

    arguments, reference = call.arguments, app.reference()
    if arguments.example not in reference.procedures:
        known = ", ".join(reference.procedures)
        raise UnusableCall(f"{arguments.example}: no such procedure; there are {known}")
    family, language = reference.procedure(arguments.example).family, arguments.language or ENGLISH
    text = _text(call, family, language)
    fonts = app.data_folder("resources") / "fonts"
    settings = {PAPER.name: arguments.paper or PAPER.default}
    source = example(arguments.example, reference, fonts, call.now(), settings, text)
    if arguments.kind == "aftercare" and language != ENGLISH:
        source = replace(source, english=_text(call, family, ENGLISH))
    if arguments.kind == "emergency-pack":
        pdf = emergency_pack(source, call.now().date(), [(source.case, source.patient)])
        return DrawnPaper(pdf, "", text)
    if arguments.kind == _BLANK:
        languages = reference.languages
        pdf = blank_forms(source.clinic, fonts, app.form_bytes, call.now(), languages)
        return DrawnPaper(pdf, "", None)
    return DrawnPaper(draw(arguments.kind, source, large=arguments.large), NUMBER, text)


def _text(call: CommandCall, family: str, language: str) -> "SheetText | None":
    """Return the text of a kind, None for one that has none. Raises UnusableCall."""
    from procdesk.paper.kinds import text_names
    from procdesk.paper.texts.sheet_text import text_of

    texts = app.sheet_texts()
    try:
        return text_of(text_names(call.arguments.kind, (family,), language), texts)
    except KeyError as lacking:
        known = ", ".join(texts)
        name = lacking.args[0]
        raise UnusableCall(f"{name}: there is no such text yet; there are {known}") from None
    except ResourceRefused as refused:
        raise UnusableCall(str(refused)) from None


def _of_store(call: CommandCall) -> DrawnPaper:
    from procdesk.sheets.make import Sheets, Wishes

    arguments = call.arguments
    ledger, person, store_key = call.open_store()
    wishes = Wishes(arguments.language, arguments.paper or "", arguments.large)
    sheets = Sheets(ledger, app.supplies(store_key), wishes)
    if arguments.kind == _BLANK:
        return DrawnPaper(sheets.blank_forms(), "", None)
    outcome = ledger.outcome(arguments.case)
    if arguments.kind == "emergency-pack":
        at = outcome.case.order.scheduled_at or call.now()
        return DrawnPaper(sheets.pack(at.astimezone(ledger.clinic.zone).date()), "", None)
    return _of_case(call, sheets, outcome, person)


def _of_case(
    call: CommandCall, sheets: "Sheets", outcome: "Outcome", person: "Staff"
) -> DrawnPaper:
    """Return a paper with a fresh number; what is taken home is recorded as on the desk."""
    from procdesk.paper.kinds import TAKEN_HOME
    from procdesk.sheets.issue import issue

    sheet = sheets.make(outcome, call.arguments.kind, app.new_id())
    if sheet.kind in TAKEN_HOME:
        issue(sheets.ledger, person, outcome.case.id, sheet)
    return DrawnPaper(sheet.pdf, sheet.number, sheets.text(outcome, sheet.kind))


def _tell(call: CommandCall, paper: DrawnPaper) -> None:
    import pypdfium2

    from procdesk.paper.texts.grade import text_grade

    language = app.reference().languages[paper.text.language] if paper.text else None
    grade = text_grade(paper.text, language) if language else None
    with pypdfium2.PdfDocument(paper.pdf) as document:
        pages = len(document)
    answer = {
        "kind": call.arguments.kind,
        "file": call.arguments.out,
        "pages": pages,
        "language": language.key if language else None,
        "grade": grade.value if grade else None,
        "sha256": hashlib.sha256(paper.pdf).hexdigest(),
        "sheet_numbers": [paper.number] if paper.number else [],
    }
    words = f"{call.arguments.out}: {pages} page{'s' * (pages > 1)}"
    call.answer(answer, f"{words}, {language.name}, {grade.words}" if language and grade else words)
