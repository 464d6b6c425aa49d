"""Issue: a drawn sheet becomes one of the case's, and takes the place of those that waited."""

import hashlib
from collections.abc import Collection

from procdesk.domain.staff import Staff
from procdesk.domain.visit.case import Case
from procdesk.paper.kinds import TAKEN_HOME
from procdesk.sheets.make import DrawnSheet, Sheets
from procdesk.workflow.after import discharge
from procdesk.workflow.ledger import Ledger, Outcome
from procdesk.workflow.refused import Refused

_OUT = ("sent", "handed_over")
"""The states of a sheet that has left the printer: printing again means another sheet."""


def issue(ledger: Ledger, person: Staff, case_id: str, sheet: DrawnSheet) -> None:
    """Record a sheet under its number and hash, and void those that it replaces, in one act."""
    discharge.sheet_made(
        ledger,
        person,
        case_id,
        kind=sheet.kind,
        number=sheet.number,
        sha256=hashlib.sha256(sheet.pdf).hexdigest(),
        geometry=sheet.geometry,
        voids=_numbers_to_void(ledger.case(case_id), sheet.kind),
    )


def _numbers_to_void(case: Case, kind: str) -> tuple[str, ...]:
    """Return the numbers that become void by another sheet of a kind: one of each goes home."""
    if kind not in TAKEN_HOME:
        return ()
    return tuple(one.number for one in case.sheets if one.kind == kind and one.is_waiting)


def hand_over(ledger: Ledger, person: Staff, case_id: str) -> None:
    """Record that every sheet that waits went to the patient. Raises Refused if none does."""
    waiting = [sheet.number for sheet in ledger.case(case_id).sheets if sheet.is_waiting]
    if not waiting:
        raise Refused("Print or save the papers first.")
    for number in waiting:
        discharge.sheet_is(ledger, person, case_id, number, "handed_over")


class HomePapers:
    """The papers that one patient takes home, as one page issues them, in the wishes of `sheets`.

    A sheet that was issued here is used again while its number stands.
    """

    def __init__(self, sheets: Sheets) -> None:
        self.sheets = sheets
        self._issued: dict[str, DrawnSheet] = {}

    def to_print(self, person: Staff, outcome: Outcome) -> list[DrawnSheet]:
        """Issue what has not left the printer; where everything has, all of it again.

        Raises Refused.
        """
        home = self.sheets.taken_home(outcome)
        out = {sheet.kind for sheet in outcome.case.sheets if sheet.state in _OUT}
        kinds = [kind for kind in home if kind not in out] or home
        return [self._sheet(person, outcome, kind, ("made",)) for kind in kinds]

    def forget(self, numbers: Collection[str]) -> None:
        """Use no sheet of these numbers again: a paper with such a number may lie somewhere."""
        self._issued = {k: one for k, one in self._issued.items() if one.number not in numbers}

    def to_save(self, person: Staff, outcome: Outcome) -> list[DrawnSheet]:
        """Issue what no sheet of this page stands for. Raises Refused."""
        kinds = self.sheets.taken_home(outcome)
        return [self._sheet(person, outcome, kind, ("made", *_OUT)) for kind in kinds]

    def _sheet(
        self, person: Staff, outcome: Outcome, kind: str, usable: Collection[str]
    ) -> DrawnSheet:
        """Return the sheet issued here if it is in a usable state, else another one."""
        ledger, issued = self.sheets.ledger, self._issued.get(kind)
        states = {sheet.number: sheet.state for sheet in outcome.case.sheets}
        if issued and states.get(issued.number) in usable:
            return issued
        sheet = self.sheets.home_paper(outcome, kind, ledger.new_id())
        issue(ledger, person, outcome.case.id, sheet)
        self._issued[kind] = sheet
        return sheet
