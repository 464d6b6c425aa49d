"""Criteria: what must be true to leave, each with its value and time. Blank is not met."""

from collections.abc import Iterable
from zoneinfo import ZoneInfo

from PySide6.QtWidgets import QFrame, QGridLayout, QLabel

from procdesk.desk.look import icons
from procdesk.desk.look.theme import Look
from procdesk.desk.session.environment import spoken_time
from procdesk.desk.widgets.labels import Words, clear, column
from procdesk.domain.finding import Finding, Result
from procdesk.rules.register.hazards import EVERY

NAMES = {hazard.key: hazard.criterion for hazard in EVERY if hazard.criterion}
"""What stands in the list, in its order; the papers have a page of their own."""

_ICON_PX = 18


class Criteria(QFrame):
    """The list as it is now. What was decided otherwise says so."""

    def __init__(self, zone: ZoneInfo) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self._zone = zone
        self._shown: list[Finding] = []
        whole = column(self, 16, 8)
        self._head = Words("May leave when", "section")
        whole.addWidget(self._head)
        self._rows = QGridLayout()
        self._rows.setHorizontalSpacing(10)
        self._rows.setVerticalSpacing(10)
        self._rows.setColumnStretch(2, 1)
        whole.addLayout(self._rows)
        whole.addStretch(1)

    def show_findings(self, findings: Iterable[Finding]) -> None:
        """The criteria among them, if one of them changed."""
        by_key = {one.key: one for one in findings}
        found = [by_key[key] for key in NAMES if key in by_key]
        if found == self._shown:
            return
        self._shown = found
        clear(self._rows)
        met = sum(one.result is Result.MET for one in found)
        self._head.setText(f"May leave when: {met} of {len(found)} met")
        for place, one in enumerate(found):
            self._add(place, one)

    def _add(self, place: int, one: Finding) -> None:
        name, colour = _sign(one)
        mark = QLabel()
        mark.setPixmap(icons.pixmap(name, colour, _ICON_PX))
        self._rows.addWidget(mark, place, 0)
        self._rows.addWidget(Words(NAMES[one.key], "body"), place, 1)
        last = one.inputs[-1] if one.inputs else None
        plain = "yes" if one.result is Result.MET else "not yet"
        told = last.value if last else plain
        if one.overridden_by:
            told = f"{told}, decided otherwise"
        self._rows.addWidget(Words(told, "strong" if last else "body"), place, 2)
        at = spoken_time(last.at, self._zone) if last and last.at else ""
        self._rows.addWidget(Words(at, "small", wraps=False), place, 3)


def _sign(one: Finding) -> tuple[str, str]:
    """Not met and not asked are two things."""
    theme = Look.theme
    if one.result is Result.MET:
        return "check", theme.met
    if one.result is Result.NOT_MET and not one.overridden_by:
        return "stop", theme.stop
    return "unknown", theme.ink2
