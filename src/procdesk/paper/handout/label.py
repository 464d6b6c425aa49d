"""Label: the person and the visit, for folder and wristband, 102 × 51 mm.

No side, level or procedure: the patient is asked for them, and a label would give the answer, or
spread a wrong order (look/paper 8).
"""

from procdesk.paper.drawing.codes import draw_qr
from procdesk.paper.drawing.finish import finish
from procdesk.paper.drawing.page import BOLD, Document, SheetRefused, width_mm
from procdesk.paper.drawing.sheet_source import SheetSource, allergies, day_with_year

_NAME_SIZES = (17.0, 14.0, 11.5)
_NAME_MM = 71.3


def label(source: SheetSource) -> bytes:
    """Return the label as a PDF. Its code holds the record number, as a scanner types it."""
    patient, case = source.patient, source.case
    paper = Document(paper="label", title="Label", fonts=source.fonts, over=source.demo)
    draw_qr(paper, (0, 1), 22, patient.mrn or case.id[:6], "m")
    _name(paper, patient.name.formal)
    born = f"{patient.birth_date:%d %b %Y}" if patient.birth_date else "birth date ?"
    paper.write(26, 14.5, f"born {born}", 12.5, bold=True)
    paper.write(26, 20.5, f"MRN {patient.mrn or 'none'}", 12.5, bold=True)
    at = case.order.scheduled_at or source.made_at
    on = day_with_year(at, source.zone)
    paper.write(26, 26, f"case {case.id[:6]} · {on}", 10, bold=True)
    paper.rule(29, 1, (0, 96))
    words = allergies(case, patient)
    paper.flow(0, 34.5, 96, f"**Allergies: {words}**", 11, 13)
    return finish(paper)


def _name(paper: Document, name: str) -> None:
    """Draw the whole name, smaller if it is long. Raises SheetRefused if it would be cut."""
    size = next((size for size in _NAME_SIZES if width_mm(name, BOLD, size) <= _NAME_MM), None)
    if size is None:
        words = "The name is too long for the label and would be cut. Nothing was printed."
        raise SheetRefused(words)
    paper.say("H1", 26, 7, name, size)
