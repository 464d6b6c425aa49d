"""Sheets: from an outcome to the PDF of a paper. The paper layer is loaded on first use."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from procdesk.desk.parts import Parts
from procdesk.desk.session import Session
from procdesk.desk.widgets.choices import Choice
from procdesk.domain.clinic import Clinic
from procdesk.domain.entry import Json
from procdesk.domain.language import ENGLISH, Languages, name_of, reads
from procdesk.domain.resource_file import ResourceRefused
from procdesk.domain.sheet_text import SheetText
from procdesk.domain.staff import PHYSICIAN_ONLY
from procdesk.paper import happened, kinds
from procdesk.paper.facts import MOST_PAGES, SheetSource
from procdesk.paper.grade import text_grade
from procdesk.paper.page import SheetRefused
from procdesk.paper.sheet_text import text_of
from procdesk.paper.told import Told
from procdesk.rules.site import NAMES, standing, told
from procdesk.workflow import (
    adopting,
    blood_thinners,
    booking,
    exporting,
    sheet_texts,
    translations,
)
from procdesk.workflow.comparison import with_earlier_block
from procdesk.workflow.ledger import Outcome
from procdesk.workflow.refused import Refused
from procdesk.workflow.sheets import sheet_mac, sheet_number
from procdesk.workflow.signing import Signer
from procdesk.workflow.stages import allowed


@dataclass(frozen=True, slots=True)
class Wishes:
    """How a paper is wanted; no language means the patient's, no paper the clinic's."""

    language: str = ""
    paper: str = ""
    large: bool = False


PLAIN = Wishes()
COPY_MEANS = "This is the record as it stands in the store."


class Sheets:
    """Makes every paper of one session's cases."""

    def __init__(self, session: Session, wishes: Wishes = PLAIN) -> None:
        self._session = session
        self._texts = sheet_texts.standing(session.ledger, session.parts.texts())
        self.wishes = wishes

    def reviewer(self, outcome: Outcome) -> str:
        """Who reviewed the text of this case's sheet, an empty string if nobody did."""
        return self._reviewer(self._names(outcome, "aftercare"))

    def reviewed(self, outcome: Outcome, kind: str) -> bool:
        """Whether a physician reviewed the text that a paper of this case is made from."""
        return bool(self._reviewer(self._names(outcome, kind)))

    def language(self, outcome: Outcome, kind: str) -> str:
        """The language of a paper: as wished, else the patient's where its text was reviewed."""
        theirs = reads(outcome.case, outcome.patient)
        names = kinds.text_names(kind, self._families(outcome), theirs)
        wished = self.wishes.language
        if kind == "diary" and wished and f"{wished}/diary" not in self._texts:
            return ENGLISH
        return wished or (theirs if self._reviewer(names) else ENGLISH)

    def languages(self, outcome: Outcome) -> list[Choice]:
        """The languages that there is a text in for this visit; a draft says so."""
        found = []
        for one, row in self._languages.items():
            names = kinds.text_names("aftercare", self._families(outcome), one)
            if all(name in self._texts for name in names):
                draft = "" if self._reviewer(names) else ", draft"
                found.append(Choice(one, f"{row.name}{draft}"))
        return found

    def left_open(self, outcome: Outcome) -> list[str]:
        """What staff should know of a sheet before it is printed: what it is silent about."""
        try:
            source = self._source(outcome, "aftercare", sheet_number("0"))
        except Refused:
            return []
        names = self._names(outcome, "aftercare")
        behind = translations.behind_words(self._session.ledger, names, self._texts)
        home = happened.taken_home(source)
        told = [*self._of_language(outcome), *(self._of_diary(outcome) if "diary" in home else ())]
        return [*told, *behind, *happened.left_open(source)]

    def drawn_words(self, outcome: Outcome) -> list[str]:
        """Each paper to take home: its language, how easily it is read, and who reviewed it."""
        return [self._drawn_words(outcome, kind) for kind in self.taken_home(outcome)]

    def _drawn_words(self, outcome: Outcome, kind: str) -> str:
        language = self._languages[self.language(outcome, kind)]
        grade = text_grade(self.text(outcome, kind), language)
        by = self._reviewer(self._names(outcome, kind))
        state = f"reviewed by {by}" if by else "a draft: every page says so"
        return f"{kind.capitalize()}: {language.name}, {grade.words}, {state}"

    def restricts_driving(self, outcome: Outcome) -> bool:
        """Whether the sheet says anything of driving; so it is while there can be no sheet."""
        try:
            return Told(self._source(outcome, "aftercare", sheet_number("0"))).restricts_driving()
        except (Refused, SheetRefused):
            return True

    def _of_language(self, outcome: Outcome) -> list[str]:
        theirs = reads(outcome.case, outcome.patient)
        if theirs in ("", self.language(outcome, "aftercare")):
            return []
        told = name_of(self._languages, theirs)
        if theirs == "none":
            return ["The patient does not read: go through the sheet aloud."]
        return [f"The patient reads {told}: the sheet is not in it. Use an interpreter."]

    def _of_diary(self, outcome: Outcome) -> list[str]:
        """Which diary is printed, where it is in another language than the sheet."""
        sheet, diary = (self.language(outcome, kind) for kind in ("aftercare", "diary"))
        if sheet == diary:
            return []
        theirs, printed = (name_of(self._languages, one) for one in (sheet, diary))
        lacks = f"no physician reviewed its {theirs}"
        if f"{sheet}/diary" not in self._texts:
            lacks = f"there is none in {theirs}"
        return [f"The diary is printed in {printed}: {lacks}."]

    def preview(self, outcome: Outcome) -> dict[str, bytes]:
        """The papers as they would be printed now, under a number of noughts. Raises Refused."""
        return {kind: self.home_paper(outcome, kind, "0")[1] for kind in self.taken_home(outcome)}

    def home_paper(self, outcome: Outcome, kind: str, random_hex: str) -> tuple[str, bytes, Json]:
        """A paper to take home as `make` gives it; a diary has the one size that is read back."""
        large = self.wishes.large and kind in kinds.REFLOWS
        sized = Sheets(self._session, replace(self.wishes, large=large))
        return sized.make(outcome, kind, random_hex)

    def taken_home(self, outcome: Outcome) -> tuple[str, ...]:
        """The papers of this visit that go home. Raises Refused where there is no text."""
        return happened.taken_home(self._source(outcome, "aftercare", sheet_number("0")))

    def text(self, outcome: Outcome, kind: str) -> SheetText | None:
        """The text that a paper is made from; nothing for a kind without one. Raises Refused."""
        return self._text(outcome, kind, self.language(outcome, kind))

    def _text(self, outcome: Outcome, kind: str, language: str) -> SheetText | None:
        try:
            return text_of(kinds.text_names(kind, self._families(outcome), language), self._texts)
        except KeyError:
            words = f"There is no {kind} text for what was ordered in this language yet."
            raise Refused(words) from None
        except ResourceRefused as refused:
            raise Refused(f"This text cannot be used: {refused}") from None

    def make(self, outcome: Outcome, kind: str, random_hex: str) -> tuple[str, bytes, Json]:
        """A paper: (number, PDF, geometry). Raises Refused with what is missing."""
        source = self._source(outcome, kind, sheet_number(random_hex))
        statements, large = self._statements(outcome), self.wishes.large
        try:
            pdf = kinds.draw(kind, source, statements, outcome.findings, large=large)
        except SheetRefused as refused:
            raise Refused(str(refused)) from None
        return source.number, pdf, _geometry(kind, source)

    def label(self, outcome: Outcome) -> bytes:
        """Name, birth date and numbers; never a side. Raises Refused."""
        return self._pdf(outcome, "label")

    def preparation(self, outcome: Outcome) -> bytes:
        """What the patient does before the visit. Raises Refused."""
        return self._pdf(outcome, "preparation")

    def consent(self, outcome: Outcome) -> bytes:
        """The paper to sign by hand. Raises Refused until the patient has said where."""
        return self._pdf(outcome, "consent")

    def transfer(self, outcome: Outcome) -> bytes:
        """The page that goes with the patient to a hospital. Raises Refused."""
        return self._pdf(outcome, "transfer-summary")

    def pack(self, on: date) -> bytes:
        """A page for each case of a day, for a day without the program. Raises Refused."""
        from procdesk.paper.emergency_pack import emergency_pack

        ledger = self._session.ledger
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
        """The blank forms of a day by hand; they need no case. Raises Refused."""
        return blank_forms(self._session.parts, self._clinic)

    def _pdf(self, outcome: Outcome, kind: str) -> bytes:
        return self.make(outcome, kind, self._session.ledger.new_id())[1]

    def save_record(self, outcome: Outcome) -> None:
        """The checks, the time-out and the signatures as a file. Raises Refused."""
        pdf = self.make(outcome, "checklist", self._session.ledger.new_id())[1]
        self.save(f"checklist-{outcome.case.id[:6]}.pdf", pdf)

    def signed_copy(self, outcome: Outcome, signer: Signer) -> bytes:
        """The record as a PDF with its exact entries attached, signed by a physician.

        Raises Refused, and NotSaved if it could not be recorded that it was made.
        """
        from procdesk.paper.signed_pdf import Signing, sign_pdf

        ledger, who = self._session.ledger, signer.person
        allowed(who, PHYSICIAN_ONLY, "sign a copy of the record")
        pdf = self._pdf(outcome, "checklist")
        case_file = exporting.case_file(ledger, who, outcome.case.id)
        clinic = ledger.clinic.setting("clinic.name")
        by = Signing(signer.key, who.name, clinic, COPY_MEANS, ledger.now())
        return sign_pdf(pdf, case_file, by)

    def save(self, name: str, pdf: bytes) -> None:
        """A paper as a file. Raises Refused with what the disk said."""
        path = self._session.parts.save_as(name)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(pdf)
        except OSError as problem:
            raise Refused(f"The file could not be saved: {problem.strerror}.") from None

    @property
    def _languages(self) -> Languages:
        return self._session.ledger.reference.languages

    @property
    def _clinic(self) -> Clinic:
        """The clinic, with the paper that is wanted."""
        clinic, paper = self._session.ledger.clinic, self.wishes.paper
        wanted = {"clinic.paper": paper} if paper else {}
        return replace(clinic, settings={**clinic.settings, **wanted})

    def _families(self, outcome: Outcome) -> tuple[str, ...]:
        """The families of what is ordered; an empty name for what has none or is not known."""
        known = self._session.ledger.reference.procedures
        keys = [one.key for one in outcome.case.order.procedures]
        found = (known[key].family if key in known else "" for key in keys)
        return tuple(dict.fromkeys(found)) or ("",)

    def _names(self, outcome: Outcome, kind: str) -> tuple[str, ...]:
        return kinds.text_names(kind, self._families(outcome), self.language(outcome, kind))

    def _reviewer(self, names: Sequence[str]) -> str:
        """Who reviewed each of these texts, empty if one of them was not."""
        return adopting.reviewers(self._session.ledger, names, self._texts)

    def _source(self, outcome: Outcome, kind: str, number: str) -> SheetSource:
        session = self._session
        text = self.text(outcome, kind)
        beside = kind == "aftercare" and (text is not None and text.language != ENGLISH)
        english = self._text(outcome, kind, ENGLISH) if beside else None
        macs = tuple(sheet_mac(session.store_key, number, n + 1) for n in range(MOST_PAGES))
        ledger = session.ledger
        following = booking.next_visit(ledger, outcome.case)
        blocks = with_earlier_block(ledger, outcome.case)
        return SheetSource(
            outcome.case,
            outcome.patient,
            self._clinic,
            ledger.reference,
            session.parts.resources / "fonts",
            number,
            macs,
            ledger.now(),
            text,
            self._reviewer(self._names(outcome, kind)),
            following.order.scheduled_at if following else None,
            english,
            blocks[0].case if len(blocks) > 1 else None,
            stop_by=blood_thinners.agreed_to_stop(ledger, outcome),
        )

    def _statements(self, outcome: Outcome) -> list[tuple[str, str, str, str]]:
        session = self._session
        return [
            (
                NAMES[one.kind].capitalize(),
                told(one),
                session.ledger.clinic.name_of(one.said_by or one.recorded.by),
                one.recorded.at.astimezone(session.zone).strftime("%H:%M"),
            )
            for one in standing(outcome.case)
        ]


def blank_forms(parts: Parts, clinic: Clinic) -> bytes:
    """The downtime pack: the questions of the screens, as blank paper. Raises Refused."""
    from procdesk.desk.screens.time_out_items import ASKED
    from procdesk.paper.downtime_pack import FORMS, BlankSource, downtime_pack
    from procdesk.questionnaire.load import load
    from procdesk.workflow.procedure import ACTS
    from procdesk.workflow.ready import STATEMENTS

    source = BlankSource(
        clinic,
        parts.resources / "fonts",
        parts.clock(),
        {name: load(parts.form(name)) for name in FORMS},
        tuple(ASKED.values()),
        ACTS,
        STATEMENTS,
        parts.reference().languages,
    )
    try:
        return downtime_pack(source)
    except SheetRefused as refused:
        raise Refused(str(refused)) from None


def _geometry(kind: str, source: SheetSource) -> Json:
    """Where a page that comes back has its rings; it is stored with the sheet."""
    if kind != "diary":
        return None
    from procdesk.paper.diary import geometry

    return geometry(source)
