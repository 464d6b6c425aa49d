"""Criteria: what must be true to leave, each with its value and time. Blank is not met."""

from collections.abc import Iterable
from zoneinfo import ZoneInfo

from PySide6.QtWidgets import QFrame, QLabel

from procdesk.desk.look import icons
from procdesk.desk.look.theme import Look
from procdesk.desk.session.environment import spoken_time
from procdesk.desk.widgets.labels import Words, clear, column, table
from procdesk.domain.finding import Finding, Result
from procdesk.rules.register.hazards import EVERY

NAMES = {hazard.key: hazard.criterion for hazard in EVERY if hazard.criterion}
"""The criteria in the list, in its order; the papers have a page of their own."""

_ICON_PX = 18


class Criteria(QFrame):
    """The criteria to leave as they are now; one that was decided otherwise says so."""

    def __init__(self, zone: ZoneInfo) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self._zone = zone
        self._shown: list[Finding] = []
        whole = column(self, 16, 8)
        self._head = Words("May leave when", "section")
        whole.addWidget(self._head)
        self._rows = table(10, 10)
        self._rows.setColumnStretch(2, 1)
        whole.addLayout(self._rows)
        whole.addStretch(1)

    def show_findings(self, findings: Iterable[Finding]) -> None:
        """Show the criteria among the findings, if one of them changed."""
        by_key = {one.key: one for one in findings}
        criteria = [by_key[key] for key in NAMES if key in by_key]
        if criteria == self._shown:
            return
        self._shown = criteria
        clear(self._rows)
        met = sum(one.result is Result.MET for one in criteria)
        self._head.setText(f"May leave when: {met} of {len(criteria)} met")
        for place, finding in enumerate(criteria):
            self._add(place, finding)

    def _add(self, place: int, finding: Finding) -> None:
        name, colour = _sign(finding)
        mark = QLabel()
        mark.setPixmap(icons.pixmap(name, colour, _ICON_PX))
        self._rows.addWidget(mark, place, 0)
        self._rows.addWidget(Words(NAMES[finding.key], "body"), place, 1)
        last = finding.inputs[-1] if finding.inputs else None
        plain = "yes" if finding.result is Result.MET else "not yet"
        value = last.value if last else plain
        if finding.overridden_by:
            value = f"{value}, decided otherwise"
        self._rows.addWidget(Words(value, "strong" if last else "body"), place, 2)
        at = spoken_time(last.at, self._zone) if last and last.at else ""
        self._rows.addWidget(Words(at, "small", wraps=False), place, 3)


def _sign(finding: Finding) -> tuple[str, str]:
    """Return icon and colour of a criterion: not met and not asked are two things."""
    theme = Look.theme
    if finding.result is Result.MET:
        return "check", theme.met
    if finding.result is Result.NOT_MET and not finding.overridden_by:
        return "stop", theme.stop
    return "unknown", theme.ink2
