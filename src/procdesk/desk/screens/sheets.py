"""Sheets: from an outcome to the PDF of a paper. The paper layer is loaded on first use."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from procdesk.desk.parts import Parts
from procdesk.desk.session import Session
from procdesk.domain.clinic import Clinic
from procdesk.domain.entry import Json
from procdesk.domain.staff import PHYSICIAN_ONLY
from procdesk.paper import kinds
from procdesk.paper.facts import SheetSource
from procdesk.paper.page import SheetRefused
from procdesk.rules.site import NAMES, standing, told
from procdesk.workflow import adopting, blood_thinners, booking, exporting
from procdesk.workflow.ledger import Outcome
from procdesk.workflow.refused import Refused
from procdesk.workflow.sheets import sheet_mac, sheet_number
from procdesk.workflow.signing import Signer
from procdesk.workflow.stages import allowed

_PAGES = 2


@dataclass(frozen=True, slots=True)
class Wishes:
    """How a paper is wanted; no paper means the clinic's."""

    language: str = "en"
    paper: str = ""
    large: bool = False


PLAIN = Wishes()
COPY_MEANS = "This is the record as it stands in the store."


class Sheets:
    """Makes every paper of one session's cases."""

    def __init__(self, session: Session, wishes: Wishes = PLAIN) -> None:
        self._session = session
        self._texts = session.parts.texts()
        self._wishes = wishes

    def reviewer(self, outcome: Outcome) -> str:
        """Who reviewed the text of this case's sheet, an empty string if nobody did."""
        return self._reviewer(self._text_name(outcome, "aftercare"))

    def reviewed(self, outcome: Outcome, kind: str) -> bool:
        """Whether a physician reviewed the text that a paper of this case is made from."""
        return bool(self._reviewer(self._text_name(outcome, kind)))

    def preview(self, outcome: Outcome) -> dict[str, bytes]:
        """The papers as they would be printed now, under a number of noughts. Raises Refused."""
        return {kind: self.make(outcome, kind, "0")[1] for kind in ("aftercare", "diary")}

    def text(self, outcome: Outcome, kind: str) -> Mapping[str, Any]:
        """The text that a paper is made from; nothing for a kind without one. Raises Refused."""
        name = self._text_name(outcome, kind)
        if not name:
            return {}
        if name not in self._texts:
            raise Refused(f"There is no {kind} text for this procedure in this language yet.")
        told: Mapping[str, Any] = json.loads(self._texts[name])
        return told

    def make(self, outcome: Outcome, kind: str, random_hex: str) -> tuple[str, bytes, Json]:
        """A paper: (number, PDF, geometry). Raises Refused with what is missing."""
        source = self._source(outcome, kind, sheet_number(random_hex))
        statements, large = self._statements(outcome), self._wishes.large
        try:
            pdf = kinds.draw(kind, source, statements, outcome.findings, large=large)
        except SheetRefused as refused:
            raise Refused(str(refused)) from None
        return source.number, pdf, _geometry(kind)

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
    def _clinic(self) -> Clinic:
        """The clinic, with the paper that is wanted."""
        clinic, paper = self._session.ledger.clinic, self._wishes.paper
        wanted = {"clinic.paper": paper} if paper else {}
        return replace(clinic, settings={**clinic.settings, **wanted})

    def _text_name(self, outcome: Outcome, kind: str) -> str:
        known = self._session.ledger.reference.procedures
        families = [known[p.key].family for p in outcome.case.order.procedures if p.key in known]
        family = families[0] if families else ""
        return kinds.text_name(kind, family, self._wishes.language)

    def _reviewer(self, name: str) -> str:
        raw = self._texts.get(name)
        return adopting.reviewer(self._session.ledger, name, raw) if raw else ""

    def _source(self, outcome: Outcome, kind: str, number: str) -> SheetSource:
        session = self._session
        text = self.text(outcome, kind)
        macs = tuple(sheet_mac(session.store_key, number, n + 1) for n in range(_PAGES))
        ledger = session.ledger
        following = booking.next_visit(ledger, outcome.case)
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
            self._reviewer(self._text_name(outcome, kind)),
            following.order.scheduled_at if following else None,
            blood_thinners.agreed_to_stop(ledger, outcome),
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
    )
    try:
        return downtime_pack(source)
    except SheetRefused as refused:
        raise Refused(str(refused)) from None


def _geometry(kind: str) -> Json:
    """Where a page that comes back has its rings; it is stored with the sheet."""
    if kind != "diary":
        return None
    from procdesk.paper.diary import geometry

    return geometry()
