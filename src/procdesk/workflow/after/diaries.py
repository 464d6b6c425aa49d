"""Diaries: a page that came back is found by its number, typed, and filed on its own case only.

What is computed with is typed twice; a difference is shown and never averaged.
"""

import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from procdesk.domain.entry import Json, Kind
from procdesk.domain.relief.diary import DiaryLine, DiaryPage, Question, page_from
from procdesk.domain.staff import CLINICAL, Role, Staff
from procdesk.domain.visit.case import Case, DiaryBack, Sheet
from procdesk.workflow.after.follow_up import missing_pages
from procdesk.workflow.after.sheet_numbers import sheet_mac
from procdesk.workflow.ledger import Ledger, Outcome, case_act
from procdesk.workflow.refused import Refused
from procdesk.workflow.stages import allowed

_WHO = CLINICAL | {Role.FRONT_DESK}
STATES = {"read": "Read", "empty": "Nothing is marked", "unreadable": "It cannot be read"}
_ALIKE = str.maketrans({"O": "0", "I": "1", "L": "1", "-": None, " ": None})


@dataclass(frozen=True, slots=True)
class ExpectedPage:
    """A page that was printed here: its case, its sheet, its number there and what it asks."""

    case: Case
    sheet: Sheet
    number: int
    page: DiaryPage

    @property
    def entered(self) -> DiaryBack | None:
        """Return what was entered of this very page before."""
        same = (self.sheet.number, self.number)
        pages = (one for one in self.case.diaries if (one.sheet, one.page) == same)
        return next(pages, None)

    def moment(self, line: DiaryLine | None) -> datetime:
        """The moment that an answer is about; what is asked once is about the last line."""
        return line.at if line else self.page.lines[-1].at


def find(ledger: Ledger, store_key: bytes, text: str) -> ExpectedPage:
    """The page that a scanned code or a typed number names. Raises Refused, and files nothing.

    A typed number leads to the first page that is not back; a code to its own page, if its check
    was made by this clinic.
    """
    number, page = _read(store_key, text)
    case_id = ledger.journal.case_of_diary(number)
    if not case_id:
        raise Refused(
            f"No diary of the number {number} was made here. Look at the paper again; if it is "
            "another clinic's, nothing is filed.",
            field="number",
        )
    case = ledger.case(case_id)
    sheet = next((one for one in case.sheets if one.number == number), None)
    if sheet is None:
        raise Refused(f"The record of the sheet {number} cannot be read.", field="number")
    left = missing_pages(case, sheet)
    return page_of(case, sheet, page or (left[0] if left else 1))


def page_of(case: Case, sheet: Sheet, number: int) -> ExpectedPage:
    """One page of a sheet. Raises Refused where this program cannot read how it was printed."""
    try:
        return ExpectedPage(case, sheet, number, page_from(sheet.pages[number - 1]))
    except (IndexError, KeyError, ValueError, TypeError):
        raise Refused(f"The sheet has no page {number} that can be entered here.") from None


def _read(store_key: bytes, text: str) -> tuple[str, int]:
    """Number and page of a code; of a typed number the page is 0."""
    parts = text.strip().split("/")
    if len(parts) == 1:
        return parts[0].upper().translate(_ALIKE), 0
    if len(parts) != 4 or parts[0] != "PD1" or not (parts[2].isascii() and parts[2].isdigit()):
        raise Refused("This is not the code of a diary.", field="number")
    number, page = parts[1], int(parts[2])
    if not hmac.compare_digest(sheet_mac(store_key, number, page), parts[3]):
        raise Refused(
            "The check of this code was not made here: the paper was copied from another or "
            "changed. Nothing is filed.",
            field="number",
        )
    return number, page


def key_of(question: Question, line: DiaryLine | None) -> str:
    """The name under which an answer is typed."""
    return f"{question.code}/{line.key if line else ''}"


def asked(page: DiaryPage) -> list[tuple[Question, DiaryLine | None]]:
    """Every question of a page: of each line, then what is asked once."""
    of_lines = [(one, line) for line in page.lines for one in page.questions]
    return [*of_lines, *((one, None) for one in page.last)]


def enter(  # what a page says, typed once and again, and whether it takes the place of another
    ledger: Ledger,
    person: Staff,
    expected: ExpectedPage,
    typed: Mapping[str, str],
    again: Mapping[str, str],
    *,
    state: str = "read",
    correcting: bool = False,
) -> Outcome:
    """Enter one page. Raises Refused: it was entered before, a value is none, or two differ."""
    allowed(person, _WHO, "enter a diary")
    expected = page_of(ledger.case(expected.case.id), expected.sheet, expected.number)
    before = expected.entered
    if before is not None and not correcting:
        by = ledger.clinic.name_of(before.recorded.by)
        raise Refused(
            f"This page was entered already, by {by}. Say that you correct it, or leave it.",
            field="number",
        )
    readings = _readings(expected, typed, again) if state == "read" else []
    if state == "read" and not readings:
        raise Refused("Nothing is typed. Is nothing marked, or can it not be read?", field="state")
    body: dict[str, Json] = {
        "sheet": expected.sheet.number,
        "form": expected.page.form,
        "page": expected.number,
        "state": state,
        "readings": readings,
    }
    replaces = (before.recorded.entry_id,) if before else ()
    act = case_act(expected.case.id, Kind.DIARY_RETURNED, body, replaces=replaces)
    return ledger.act(person, expected.case.id, act)


def _readings(
    expected: ExpectedPage, typed: Mapping[str, str], again: Mapping[str, str]
) -> list[Json]:
    readings: list[Json] = []
    for question, line in asked(expected.page):
        key = key_of(question, line)
        value = _value(question, typed.get(key, ""), key)
        if question.twice and value != _value(question, again.get(key, ""), key):
            where = line.label if line else question.words
            raise Refused(
                f"{where}: typed {typed.get(key) or 'nothing'}, then "
                f"{again.get(key) or 'nothing'}. Look at the paper.",
                field=key,
            )
        if value:
            at = expected.moment(line).isoformat()
            readings.append({"code": question.code, "value": value, "at": at, "observed": False})
    return readings


def _value(question: Question, typed: str, key: str) -> str:
    if typed.strip() in ("", "-"):
        return ""
    try:
        return question.read(typed.strip())
    except ValueError as problem:
        raise Refused(f"{problem}.", field=key) from None
