"""The demo's invented visit with less asked; run as a program it prints the papers' hashes."""

import hashlib
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from procdesk import app
from procdesk.paper.aftercare.aftercare import aftercare
from procdesk.paper.diary import diary as diaries
from procdesk.paper.drawing.sheet_source import SheetSource
from procdesk.paper.example import example
from procdesk.paper.handout.label import label
from procdesk.paper.kinds import text_names
from procdesk.paper.record.checklist import checklist
from procdesk.paper.record.transfer_summary import transfer_summary
from procdesk.paper.texts.sheet_text import text_of
from procdesk.paper.texts.text_shapes import AftercareText

MACS = tuple(f"{n:07}" for n in range(12))
END = datetime(2026, 11, 23, 14, 5, tzinfo=UTC)
_ESCORT = "arrival.escort_name"


def whole_text(language: str, *families: str) -> AftercareText:
    """The text of one family or of several as a sheet is made from it."""
    text = text_of(text_names("aftercare", families, language), app.sheet_texts())
    assert isinstance(text, AftercareText)
    return text


def with_diary(visit: SheetSource, language: str = "en") -> SheetSource:
    """The same visit with the words of its diary."""
    return replace(visit, text=text_of((f"{language}/diary",), app.sheet_texts()))


def diary(visit: SheetSource, language: str = "en") -> bytes:
    """The diary of a visit in a language."""
    return diaries.diary(with_diary(visit, language))


def source() -> SheetSource:
    """A left L3, L4 medial branch block that ended at 9:05; only the escort was asked about."""
    visit = example(
        "mbb-lumbar",
        app.reference(),
        app.data_folder("resources") / "fonts",
        END + timedelta(minutes=40),
        {},
        whole_text("en", "medial-branch"),
    )
    asked = {_ESCORT: visit.case.answers[_ESCORT]}
    case = replace(visit.case, answers=asked, medications=(), allergies=(), statements={})
    settings = {**visit.clinic.settings, "clinic.demo": False}
    return replace(
        visit,
        case=case,
        patient=replace(visit.patient, medications=()),
        clinic=replace(visit.clinic, settings=settings),
        number="4GNF6YY4HM",
        macs=MACS,
    )


def hashes() -> dict[str, str]:
    """The SHA-256 of each paper."""
    visit = source()
    made = {
        "aftercare": aftercare(visit),
        "diary": diary(visit),
        "label": label(visit),
        "transfer-summary": transfer_summary(visit),
        "checklist": checklist(visit, [("Order", "LEFT L3, L4", "Dr", "8:00")], ()),
    }
    return {name: hashlib.sha256(pdf).hexdigest() for name, pdf in made.items()}


if __name__ == "__main__":
    print(json.dumps(hashes()))
