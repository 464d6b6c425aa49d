"""Sheets: from an outcome to the PDF of a paper. The paper layer is loaded on first use."""

import json
from collections.abc import Mapping
from typing import Any

from procdesk.desk.session import Session
from procdesk.domain.entry import Json
from procdesk.paper.facts import SheetSource
from procdesk.paper.page import SheetRefused
from procdesk.rules.site import NAMES, standing, told
from procdesk.workflow import adopting
from procdesk.workflow.ledger import Outcome
from procdesk.workflow.refused import Refused
from procdesk.workflow.sheets import sheet_mac, sheet_number

_PAGES = 2


class Sheets:
    """Makes aftercare, diary and checklist of one session's cases."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._texts = session.parts.texts()

    def reviewer(self, outcome: Outcome) -> str:
        """Who reviewed the text of this case's sheet, an empty string if nobody did."""
        name = self._text_name(outcome)
        raw = self._texts.get(name)
        return adopting.reviewer(self._session.ledger, name, raw) if raw else ""

    def preview(self, outcome: Outcome) -> dict[str, bytes]:
        """The papers as they would be printed now, under a number of noughts. Raises Refused."""
        return {kind: self.make(outcome, kind, "0")[1] for kind in ("aftercare", "diary")}

    def make(self, outcome: Outcome, kind: str, random_hex: str) -> tuple[str, bytes, Json]:
        """A paper: (number, PDF, geometry). Raises Refused with what is missing."""
        source = self._source(outcome, sheet_number(random_hex))
        try:
            return (source.number, *_made(source, outcome, kind, self._statements(outcome)))
        except SheetRefused as refused:
            raise Refused(str(refused)) from None

    def save_record(self, outcome: Outcome) -> None:
        """The checks, the time-out and the signatures as a file. Raises Refused."""
        pdf = self.make(outcome, "checklist", self._session.ledger.new_id())[1]
        self.save(f"checklist-{outcome.case.id[:6]}.pdf", pdf)

    def save(self, name: str, pdf: bytes) -> None:
        """A paper as a file. Raises Refused with what the disk said."""
        path = self._session.parts.save_as(name)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(pdf)
        except OSError as problem:
            raise Refused(f"The file could not be saved: {problem.strerror}.") from None

    def _text_name(self, outcome: Outcome) -> str:
        kinds = self._session.ledger.reference.procedures
        families = [kinds[p.key].family for p in outcome.case.order.procedures if p.key in kinds]
        return f"en/{families[0]}" if families else ""

    def _source(self, outcome: Outcome, number: str) -> SheetSource:
        session = self._session
        name = self._text_name(outcome)
        if name not in self._texts:
            raise Refused("There is no aftercare text for this procedure yet.")
        text: Mapping[str, Any] = json.loads(self._texts[name])
        macs = tuple(sheet_mac(session.store_key, number, n + 1) for n in range(_PAGES))
        ledger = session.ledger
        return SheetSource(
            outcome.case,
            outcome.patient,
            ledger.clinic,
            ledger.reference,
            session.parts.resources / "fonts",
            number,
            macs,
            ledger.now(),
            text,
            self.reviewer(outcome),
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


def _made(
    source: SheetSource,
    outcome: Outcome,
    kind: str,
    statements: list[tuple[str, str, str, str]],
) -> tuple[bytes, Json]:
    match kind:
        case "aftercare":
            from procdesk.paper.aftercare import aftercare

            return aftercare(source), None
        case "diary":
            from procdesk.paper.diary import block_diary, geometry

            return block_diary(source), geometry()
    from procdesk.paper.checklist import checklist

    return checklist(source, statements, outcome.findings), None
