"""Recovery: one set of observations after another, the earlier sets above."""

from PySide6.QtWidgets import QGridLayout

from procdesk.desk.parts import spoken_time
from procdesk.desk.screens.form import FormPage
from procdesk.desk.screens.scores import ScoreStrip
from procdesk.desk.session import Session
from procdesk.desk.widgets.words import Words, clear
from procdesk.domain.case import Case, Observation
from procdesk.workflow.ledger import Outcome
from procdesk.workflow.recovery import watched_until
from procdesk.workflow.sections import section

_SHOWN = {
    "systolic": "Systolic",
    "diastolic": "Diastolic",
    "pulse": "Pulse",
    "spo2": "Oxygen",
    "pain_rest": "Pain at rest",
    "pain_moving": "Pain moving",
}


class RecoveryPage(FormPage):
    """The flowsheet as a table of sets, and the form for the next one."""

    def __init__(self, session: Session, outcome: Outcome) -> None:
        super().__init__(session, outcome, section("recovery"))
        self.view.clear_inputs()
        self._scores = ScoreStrip(self)
        self.content.insertWidget(self.content.indexOf(self.view), self._scores)
        self._count = -1
        self.show_outcome(outcome)

    def show_outcome(self, outcome: Outcome) -> None:
        """A new set leaves the fields empty for the next."""
        super().show_outcome(outcome)
        self._scores.show_case(outcome.case)
        sets = observation_sets(outcome.case)
        if len(sets) == self._count:
            return
        if self._count >= 0:
            self.view.clear_inputs()
            if self.line is not None:
                self.line.empty()
        self._count = len(sets)
        clear(self.above)
        if not sets:
            text = "No set yet. The first is due on arrival in the bay."
            self.above.addWidget(Words(text, "hint"))
            return
        self.above.addLayout(self._table(sets))
        until = watched_until(outcome.case, self.session.ledger.reference)
        if until is not None:
            at = spoken_time(until, self.session.zone)
            text = f"The usual time of watching ends at {at} (a reminder, not confirmed)."
            self.above.addWidget(Words(text, "hint"))

    def _table(self, sets: list[list[Observation]]) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        for at, words in enumerate(_SHOWN.values(), 1):
            grid.addWidget(Words(words, "small"), at, 0)
        for column, one in enumerate(sets, 1):
            zone = self.session.zone
            grid.addWidget(Words(spoken_time(one[0].recorded.at, zone), "small"), 0, column)
            values = {_name(seen): seen for seen in one}
            for at, name in enumerate(_SHOWN, 1):
                seen = values.get(name)
                unit = "" if seen is None or seen.unit.startswith("{") else f" {seen.unit}"
                text = f"{seen.value}{unit}" if seen else "–"
                grid.addWidget(Words(text, "strong"), at, column)
        grid.setColumnStretch(len(sets) + 1, 1)
        return grid


def observation_sets(case: Case) -> list[list[Observation]]:
    """What was seen before the needle, then the sets of recovery, by time."""
    sets: dict[str, list[Observation]] = {}
    for seen in case.observations:
        if seen.code.startswith(("vitals.", "baseline.nrs")):
            sets.setdefault("before", []).append(seen)
        elif seen.code.startswith("recovery."):
            sets.setdefault(seen.recorded.recorded_at.isoformat(), []).append(seen)
    return sorted(sets.values(), key=lambda one: one[0].recorded.at)


def _name(seen: Observation) -> str:
    return seen.code.partition(".")[2].replace("nrs_", "pain_")
