"""Sheets: from an outcome to the PDF of a paper."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from procdesk.domain.catalogue.language import ENGLISH, Languages, name_of
from procdesk.domain.catalogue.sheet_text import SheetText
from procdesk.domain.clinic.clinic import Clinic
from procdesk.domain.clinic.settings import LANGUAGE, PAPER
from procdesk.domain.entry import Json
from procdesk.domain.resource_file import ResourceRefused
from procdesk.domain.visit.patient_language import reads
from procdesk.paper import kinds
from procdesk.paper.aftercare import visit_facts
from procdesk.paper.aftercare.aftercare_text import VisitText
from procdesk.paper.drawing.page import SheetRefused
from procdesk.paper.drawing.sheet_source import MOST_PAGES, SheetSource
from procdesk.paper.texts.grade import text_grade
from procdesk.paper.texts.sheet_text import text_of
from procdesk.rules.protocol.site import NAMES, standing, statement_words
from procdesk.sheets.blank_forms import blank_forms
from procdesk.workflow.after.comparison import with_earlier_block
from procdesk.workflow.after.sheet_numbers import sheet_mac, sheet_number
from procdesk.workflow.booking import booking
from procdesk.workflow.checks import anticoagulants
from procdesk.workflow.clinic import adopting, sheet_texts, translations
from procdesk.workflow.ledger import Ledger, Outcome
from procdesk.workflow.refused import Refused


@dataclass(frozen=True, slots=True)
class Wishes:
    """The wishes for a paper; no language means the patient's, no paper the clinic's."""

    language: str = ""
    paper: str = ""
    large: bool = False


PLAIN = Wishes()


@dataclass(frozen=True, slots=True)
class Supplies:
    """The means that papers are made with, beside the record.

    `store_key` makes the check of each page, `texts` are the bytes of the sheet texts that ship, by
    language/family, `form` gives the bytes of a form by its name.
    """

    store_key: bytes
    fonts: Path
    texts: Mapping[str, bytes]
    form: Callable[[str], bytes]


@dataclass(frozen=True, slots=True)
class DrawnSheet:
    """A paper of a case as drawn; `geometry` is what reads a page back, as JSON, or None."""

    kind: str
    number: str
    pdf: bytes
    geometry: Json


class Sheets:
    """The maker of every paper of the cases in one store."""

    def __init__(self, ledger: Ledger, supplies: Supplies, wishes: Wishes = PLAIN) -> None:
        self.ledger = ledger
        self._supplies = supplies
        self._texts = sheet_texts.standing(ledger, supplies.texts)
        self.wishes = wishes

    def reviewer(self, outcome: Outcome) -> str:
        """Return who reviewed the text of this case's sheet, an empty string if nobody did."""
        return self._reviewer(self._names(outcome, "aftercare"))

    def reviewed(self, outcome: Outcome, kind: str) -> bool:
        """Return whether a physician reviewed the text that a paper of this case is made from."""
        return bool(self._reviewer(self._names(outcome, kind)))

    def language(self, outcome: Outcome, kind: str) -> str:
        """Return the language of a paper: as wished, else the patient's if its text was reviewed.

        Of whom nobody recorded one gets the clinic's.
        """
        clinics = self.ledger.clinic.setting(LANGUAGE)
        theirs = reads(outcome.case, outcome.patient) or clinics
        names = kinds.text_names(kind, self._families(outcome), theirs)
        wished = self.wishes.language
        if kind == "diary" and wished and f"{wished}/diary" not in self._texts:
            return ENGLISH
        return wished or (theirs if self._reviewer(names) else ENGLISH)

    def languages(self, outcome: Outcome) -> dict[str, str]:
        """Return the languages, by key, that this visit has a text in; a draft says so."""
        words = {}
        for key, row in self._languages.items():
            names = kinds.text_names("aftercare", self._families(outcome), key)
            if all(name in self._texts for name in names):
                draft = "" if self._reviewer(names) else ", draft"
                words[key] = f"{row.name}{draft}"
        return words

    def left_open(self, outcome: Outcome) -> list[str]:
        """Return what staff should know of a sheet before it is printed: what it leaves out."""
        try:
            source = self._source(outcome, "aftercare", sheet_number("0"))
        except Refused:
            return []
        names = self._names(outcome, "aftercare")
        behind = translations.behind_words(self.ledger, names, self._texts)
        home = visit_facts.taken_home(source)
        sentences = [
            *self._of_language(outcome),
            *(self._of_diary(outcome) if "diary" in home else ()),
        ]
        return [*sentences, *behind, *visit_facts.left_open(source)]

    def drawn_words(self, outcome: Outcome) -> list[str]:
        """Return of each paper to take home its language, how easily it reads, and its reviewer."""
        return [self._drawn_words(outcome, kind) for kind in self.taken_home(outcome)]

    def _drawn_words(self, outcome: Outcome, kind: str) -> str:
        language = self._languages[self.language(outcome, kind)]
        grade = text_grade(self.text(outcome, kind), language)
        by = self._reviewer(self._names(outcome, kind))
        state = f"reviewed by {by}" if by else "a draft: every page says so"
        return f"{kind.capitalize()}: {language.name}, {grade.words}, {state}"

    def restricts_driving(self, outcome: Outcome) -> bool:
        """Return whether the sheet says anything of driving; True while there can be no sheet."""
        try:
            return VisitText(
                self._source(outcome, "aftercare", sheet_number("0"))
            ).restricts_driving()
        except (Refused, SheetRefused):
            return True

    def _of_language(self, outcome: Outcome) -> list[str]:
        theirs = reads(outcome.case, outcome.patient)
        if theirs in ("", self.language(outcome, "aftercare")):
            return []
        name = name_of(self._languages, theirs)
        if theirs == "none":
            return ["The patient does not read: go through the sheet aloud."]
        return [f"The patient reads {name}: the sheet is not in it. Use an interpreter."]

    def _of_diary(self, outcome: Outcome) -> list[str]:
        """Say which diary is printed, where it is in another language than the sheet."""
        sheet, diary = (self.language(outcome, kind) for kind in ("aftercare", "diary"))
        if sheet == diary:
            return []
        theirs, printed = (name_of(self._languages, one) for one in (sheet, diary))
        lacks = f"no physician reviewed its {theirs}"
        if f"{sheet}/diary" not in self._texts:
            lacks = f"there is none in {theirs}"
        return [f"The diary is printed in {printed}: {lacks}."]

    def preview(self, outcome: Outcome) -> dict[str, bytes]:
        """Draw the papers by kind as they would be printed now, numbered 0. Raises Refused."""
        return {kind: self.home_paper(outcome, kind, "0").pdf for kind in self.taken_home(outcome)}

    def home_paper(self, outcome: Outcome, kind: str, random_hex: str) -> DrawnSheet:
        """Draw a paper to take home as `make` does; a diary has the one size that is read back."""
        large = self.wishes.large and kind in kinds.REFLOWS
        sized = Sheets(self.ledger, self._supplies, replace(self.wishes, large=large))
        return sized.make(outcome, kind, random_hex)

    def taken_home(self, outcome: Outcome) -> tuple[str, ...]:
        """Return the kinds of paper that go home. Raises Refused where there is no text."""
        return visit_facts.taken_home(self._source(outcome, "aftercare", sheet_number("0")))

    def text(self, outcome: Outcome, kind: str) -> SheetText | None:
        """Return the text that a paper is made from, None for a kind without. Raises Refused."""
        return self._text(outcome, kind, self.language(outcome, kind))

    def _text(self, outcome: Outcome, kind: str, language: str) -> SheetText | None:
        try:
            return text_of(kinds.text_names(kind, self._families(outcome), language), self._texts)
        except KeyError:
            words = f"There is no {kind} text for what was ordered in this language yet."
            raise Refused(words) from None
        except ResourceRefused as refused:
            raise Refused(f"This text cannot be used: {refused}") from None

    def make(self, outcome: Outcome, kind: str, random_hex: str) -> DrawnSheet:
        """Draw a paper under a number made of `random_hex`. Raises Refused with what is missing."""
        source = self._source(outcome, kind, sheet_number(random_hex))
        statements, large = self._statements(outcome), self.wishes.large
        try:
            pdf = kinds.draw(kind, source, statements, outcome.findings, large=large)
        except SheetRefused as refused:
            raise Refused(str(refused)) from None
        return DrawnSheet(kind, source.number, pdf, _geometry(kind, source))

    def pdf(self, outcome: Outcome, kind: str) -> bytes:
        """Draw a paper that is not recorded, under a fresh number. Raises Refused."""
        return self.make(outcome, kind, self.ledger.new_id()).pdf

    def pack(self, on: date) -> bytes:
        """Draw a page for each case of a day, for a day without the program. Raises Refused."""
        from procdesk.paper.blank.emergency_pack import emergency_pack

        ledger = self.ledger
        cases = ledger.cases_on(on)
        visits = [(case, ledger.visitor(case)) for case in cases]
        if not visits:
            raise Refused("There is no case on that day, so there is nothing to print.")
        first = self._source(ledger.outcome(cases[0].id), "emergency-pack", sheet_number("0"))
        try:
            return emergency_pack(first, on, visits)
        except SheetRefused as refused:
            raise Refused(str(refused)) from None

    def blank_forms(self) -> bytes:
        """Draw the blank forms of a day by hand; they need no case. Raises Refused."""
        supplies = self._supplies
        return blank_forms(
            self._clinic, supplies.fonts, supplies.form, self.ledger.now(), self._languages
        )

    @property
    def _languages(self) -> Languages:
        return self.ledger.reference.languages

    @property
    def _clinic(self) -> Clinic:
        """The clinic, with the paper that is wanted."""
        clinic, paper = self.ledger.clinic, self.wishes.paper
        wanted = {PAPER.name: paper} if paper else {}
        return replace(clinic, settings={**clinic.settings, **wanted})

    def _families(self, outcome: Outcome) -> tuple[str, ...]:
        """Return the families of what is ordered; "" for what has none or is not known."""
        known = self.ledger.reference.procedures
        keys = [one.key for one in outcome.case.order.procedures]
        families = (known[key].family if key in known else "" for key in keys)
        return tuple(dict.fromkeys(families)) or ("",)

    def _names(self, outcome: Outcome, kind: str) -> tuple[str, ...]:
        return kinds.text_names(kind, self._families(outcome), self.language(outcome, kind))

    def _reviewer(self, names: Sequence[str]) -> str:
        """Return who reviewed each of these texts, empty if one of them was not."""
        return adopting.reviewers(self.ledger, names, self._texts)

    def _source(self, outcome: Outcome, kind: str, number: str) -> SheetSource:
        supplies, ledger = self._supplies, self.ledger
        text = self.text(outcome, kind)
        beside = kind == "aftercare" and (text is not None and text.language != ENGLISH)
        english = self._text(outcome, kind, ENGLISH) if beside else None
        macs = tuple(sheet_mac(supplies.store_key, number, n + 1) for n in range(MOST_PAGES))
        following = booking.next_visit(ledger, outcome.case)
        blocks = with_earlier_block(ledger, outcome.case)
        return SheetSource(
            case=outcome.case,
            patient=outcome.patient,
            clinic=self._clinic,
            reference=ledger.reference,
            fonts=supplies.fonts,
            number=number,
            macs=macs,
            made_at=ledger.now(),
            text=text,
            reviewed_by=self._reviewer(self._names(outcome, kind)),
            next_visit=following.order.scheduled_at if following else None,
            english=english,
            block_before=blocks[0].case if len(blocks) > 1 else None,
            stop_by=anticoagulants.agreed_to_stop(ledger, outcome),
        )

    def _statements(self, outcome: Outcome) -> list[tuple[str, str, str, str]]:
        clinic = self.ledger.clinic
        return [
            (
                NAMES[statement.kind].capitalize(),
                statement_words(statement),
                clinic.name_of(statement.said_by or statement.recorded.by),
                statement.recorded.at.astimezone(clinic.zone).strftime("%H:%M"),
            )
            for statement in standing(outcome.case)
        ]


def _geometry(kind: str, source: SheetSource) -> Json:
    """Return the places of the rings on a page that comes back, kept with the sheet, or None."""
    if kind != "diary":
        return None
    from procdesk.paper.diary.diary import geometry

    whole: Json = json.loads(json.dumps(geometry(source)))
    return whole
