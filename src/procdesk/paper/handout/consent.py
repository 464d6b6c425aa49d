"""Consent: the paper that is signed by hand, with the one target string and its risks in words."""

from procdesk.domain.entry import Json
from procdesk.domain.stage import StatementKind
from procdesk.domain.targets.target import as_words
from procdesk.paper.drawing.flowing_pages import Pages, counted
from procdesk.paper.drawing.page import Document, SheetRefused
from procdesk.paper.drawing.patient_page import begin
from procdesk.paper.drawing.sheet_source import SheetSource, procedures, text_as
from procdesk.paper.texts.text_shapes import ConsentText, Release


def consent(source: SheetSource, *, large: bool = False) -> bytes:
    """Return the paper as a PDF.

    Raises SheetRefused until the patient has said where: the paper would give the answer; and
    where there is no text for the procedure.
    """
    if not source.case.patient_has_spoken:
        raise SheetRefused(
            "The patient has not said yet where it is: ask first, then print the consent."
        )
    return counted(lambda total: _make(source, total, large=large))


def _make(source: SheetSource, total: int, *, large: bool) -> Document:
    text = text_as(source, ConsentText)
    pages = begin(source, text, total, large=large)
    kinds = procedures(source.case, source.reference)
    pages.say(text.ask)
    for procedure in source.case.order.procedures:
        pages.say(f"**{as_words(procedure.targets)}**")
    for kind in kinds:
        pages.say(f"{kind.name}: {kind.plain_name}.")
    for family in dict.fromkeys(kind.family for kind in kinds):
        _family(pages, source, family)
    pages.section("This can happen with any needle", text.for_all)
    _release(pages, text.release)
    _signatures(pages, source)
    pages.foot()
    return pages.paper


def _family(pages: Pages, source: SheetSource, family: str) -> None:
    words = text_as(source, ConsentText).families.get(family)
    if words is None:
        raise SheetRefused("There is no consent text for this procedure yet.")
    pages.title("What is done")
    pages.say(words.what)
    pages.section("What you may feel", words.effects)
    pages.section("What can go wrong with this procedure", words.risks)
    pages.section("What else can be done", words.alternatives)


def _release(pages: Pages, release: Release) -> None:
    """Draw the question about sending the record to somebody, to answer by hand or leave open."""
    pages.room(50 if pages.line_mm < 7 else 80)
    pages.title(release.title)
    pages.say(release.ask)
    pages.boxes((release.yes, release.no))
    pages.blanks((release.whom,), 14)


def _signed_on_screen(pages: Pages, source: SheetSource) -> bool:
    """Draw the signature from the screen with its people and time; return whether there is one."""
    case, name_of = source.case, source.clinic.name_of
    answer, statement = case.answer("consent.signature"), case.statement(StatementKind.CONSENT)
    if (
        answer is None
        or statement is None
        or not isinstance(answer.value, list)
        or not answer.value
    ):
        return False
    pages.paper.strokes((0, pages.y, 100, 25), [_whole(one) for one in answer.value])
    pages.y += 27
    pages.paper.rule(pages.y, 0.8, (0, 100))
    pages.y += pages.line_mm
    at = answer.recorded.at.astimezone(source.zone)
    seen_by = name_of(str(case.value("consent.signature_seen_by")))
    explained_by = name_of(str(case.value("consent.explained_by")))
    pages.say(
        f"Signed on the screen by {statement.said_by}, {at:%d %b %Y %H:%M}, seen by {seen_by}."
    )
    pages.say(f"Explained by {explained_by}.")
    return True


def _whole(stroke: Json) -> list[int]:
    return [one for one in stroke if isinstance(one, int)] if isinstance(stroke, list) else []


def _signatures(pages: Pages, source: SheetSource) -> None:
    """Draw lines for wet signatures on one page: a page that is signed alone proves little."""
    pages.room(100 if pages.line_mm < 7 else 150)
    pages.section(
        "Signatures", [f"**{source.case.order.words}**", *text_as(source, ConsentText).statements]
    )
    if _signed_on_screen(pages, source):
        return
    pages.blanks(("Patient", "Date and time"), 14)
    pages.blanks(("Or the person who decides for the patient, and why", "Date and time"), 14)
    pages.blanks(("Explained by (name, signature)", "Date and time"), 14)
    pages.blanks(("Interpreter (name or number), language", "Signature"), 14)
