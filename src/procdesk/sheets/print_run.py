"""Print run: the sheets of one case on their way to one printer, and what became of each."""

from collections.abc import Sequence

from procdesk.domain.staff import Staff
from procdesk.paper.spooler import Fate, Printout
from procdesk.sheets.make import DrawnSheet
from procdesk.workflow.after import discharge
from procdesk.workflow.clinic.opening import USER_ERRORS, message_of
from procdesk.workflow.ledger import Ledger

_STATES = {Fate.SENT: "sent", Fate.SPOILED: "jammed"}
"""The state that is recorded of a sheet; one that no printer took stays as it was made."""

_NOT_RECORDED = "What became of the sheet at the printer could not be recorded."


class PrintRun:
    """One sheet after another; the first that does not come out ends the run, and the rest waits.

    It records for the person who pressed. `problem` is what ended the run before its end, in words;
    `not_recorded` are the numbers of sheets that were at a printer and of which the case does not
    know it.
    """

    def __init__(
        self,
        ledger: Ledger,
        person: Staff,
        case_id: str,
        sheets: Sequence[DrawnSheet],
        printer: str,
    ) -> None:
        self.case_id = case_id
        self.printer = printer
        self.problem = ""
        self.not_recorded: list[str] = []
        self._ledger, self._person = ledger, person
        self._waiting = list(sheets)
        self._is_cancelled = False

    @property
    def is_over(self) -> bool:
        """Return True once nothing more goes to the printer."""
        return bool(self.problem) or not self._waiting

    @property
    def sheet(self) -> DrawnSheet:
        """The sheet at the printer; there is none once the run is over."""
        return self._waiting[0]

    @property
    def title(self) -> str:
        """The title of the print job of `sheet`; it names nobody."""
        return f"{self.sheet.kind} {self.case_id[:6]}"

    def cancel(self) -> None:
        """Let nothing follow the sheet at the printer."""
        self._is_cancelled = True

    def record(self, printout: Printout) -> None:
        """Record what became of the sheet at the printer, and go to the next one if it was sent."""
        self.problem = _NOT_RECORDED  # stands where recording it fails by an error of ours
        problem = "" if printout.fate is Fate.SENT else printout.words
        sheet = self._waiting.pop(0)
        self.not_recorded += [sheet.number] if printout.fate in _STATES else []
        try:
            self._record(sheet, printout.fate)
        except USER_ERRORS as trouble:
            problem = f"{problem} {message_of(trouble)}".strip()
        is_cut_short = self._is_cancelled and self._waiting
        self.problem = problem or ("You cancelled it." if is_cut_short else "")

    def _record(self, sheet: DrawnSheet, fate: Fate) -> None:
        if fate in _STATES:
            state = _STATES[fate]
            discharge.sheet_is(self._ledger, self._person, self.case_id, sheet.number, state)
            self.not_recorded.remove(sheet.number)
