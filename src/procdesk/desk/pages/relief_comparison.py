"""Relief comparison: curve and numbers of a procedure, beside the block before it; read only."""

from datetime import timedelta
from math import floor

from PySide6.QtWidgets import QGridLayout, QWidget

from procdesk.desk.pictures.curve import Axes, Curve, CurvePoint, Series
from procdesk.desk.session.environment import spoken_day
from procdesk.desk.session.session import Session
from procdesk.desk.widgets.labels import Words, column, table
from procdesk.domain.decision import DECISIONS, NEXT
from procdesk.domain.relief import relief_words
from procdesk.domain.relief.course import Course
from procdesk.domain.relief.relief import JOINED, BlockRelief
from procdesk.domain.relief.relief_words import clinic_line, course_lines, rows, treatment_doses
from procdesk.domain.visit.case import Case, Decision
from procdesk.workflow.after.comparison import Compared, with_earlier_block

_HOUR = timedelta(hours=1)
_NAMES_PX = 230
_KEY = (
    "Filled: seen or heard by staff at that time. Hollow: told later or from the paper diary, time "
    "not observed. Below 0 %: worse than before. No line runs across a missing reading."
)


class ReliefComparison(QWidget):
    """One procedure, or two blocks of the same place on one axis."""

    def __init__(self, session: Session, case: Case) -> None:
        super().__init__()
        self._session = session
        self.compared = with_earlier_block(session.ledger, case)
        layout = column(self, 0, 12)
        newest = self.compared[-1]
        blocks = [one for one in self.compared if one.block is not None and one.block.points]
        if blocks:
            layout.addWidget(self._block_curve(blocks))
            layout.addWidget(Words(_KEY, "hint"))
        if newest.block is not None:
            layout.addLayout(self._table())
            layout.addWidget(Words(clinic_line(newest.settings), "hint"))
        weeks = [one for one in newest.course.weeks if one.median is not None]
        if weeks:
            layout.addWidget(_week_curve(newest.course))
        for text in course_lines(newest.course):
            layout.addWidget(Words(text, "body"))
        if newest.why_not:
            layout.addWidget(Words(f"Not enough data: {newest.why_not}", "look"))
        for decision in (d for d in newest.case.decisions if d.about == NEXT):
            layout.addWidget(Words(decided(session, decision), "strong"))

    def _name(self, number: int) -> str:
        return f"Block {number + 1}" if len(self.compared) > 1 else "Block"

    def _day(self, procedure: Compared) -> str:
        end = procedure.block.ended_at if procedure.block else None
        return spoken_day(end, self._session.zone) if end else "end not recorded"

    def _block_curve(self, blocks: list[Compared]) -> Curve:
        series, words = [], []
        for number, procedure in enumerate(self.compared):
            if procedure.block is not None and procedure in blocks:
                marks = _marks(procedure.block)
                series.append(Series(self._name(number), self._day(procedure), marks))
                readings = ", ".join(f"{m.y:.0f} % at {m.x:.1f} h" for m in marks)
                words.append(f"{self._name(number)}: {readings}")
        last = max((m.x for one in series for m in one.marks), default=8.0)
        lowest = min((m.y for one in series for m in one.marks), default=0.0)
        shares = self.compared[-1].settings.shares
        return Curve(
            series, _axes(last, lowest, shares), f"Relief after the block. {'. '.join(words)}."
        )

    def _table(self) -> QGridLayout:
        grid = table(24, 6)
        grid.setColumnMinimumWidth(0, _NAMES_PX)
        with_block = [one for one in self.compared if one.block is not None]
        for at, procedure in enumerate(with_block, 1):
            assert procedure.block is not None
            number = self.compared.index(procedure)
            grid.addWidget(Words(f"{self._name(number)}, {self._day(procedure)}", "strong"), 0, at)
            lines = (("Given", treatment_doses(procedure.case)), *rows(procedure.block))
            for place, (name, value) in enumerate(lines, 1):
                if at == 1:
                    grid.addWidget(Words(name, "small"), place, 0)
                grid.addWidget(Words(value, "body"), place, at)
            grid.setColumnStretch(at, 1)
        return grid


def in_short(session: Session, procedure: Compared) -> str:
    """Return one procedure in one line, with what was decided after it."""
    end, block, decision = procedure.case.event("needle_out"), procedure.block, procedure.decision
    day = spoken_day(end.recorded.at, session.zone) if end else "end not recorded"
    words = relief_words.in_short(block) if block else "; ".join(course_lines(procedure.course))
    if not words:
        words = f"{relief_words.NOT_ENOUGH}: {procedure.why_not.removesuffix('.')}"
    after = decided(session, decision) if decision else "Nothing is decided yet."
    return f"{day}: {words}. {after}"


def decided(session: Session, decision: Decision) -> str:
    """Return a decision as: Decided Mon 30 Nov 2026 by Dr L. Okafor: repeat the block. Reason."""
    day = spoken_day(decision.recorded.at, session.zone)
    by = session.ledger.clinic.name_of(decision.recorded.by)
    what = DECISIONS.get(decision.decision, decision.decision).lower()
    return f"Decided {day} by {by}: {what}. {decision.reason}"


def _marks(block: BlockRelief) -> tuple[CurvePoint, ...]:
    """Return the curve; it begins before the block, with no relief, if pain was asked then."""
    marks: list[CurvePoint] = []
    before = timedelta(0)
    if block.before is not None and any(one.relief is not None for one in block.points):
        marks.append(CurvePoint(0.0, 0.0, filled=True, joined=False))
    for point in block.points:
        if point.relief is not None:
            joined = bool(marks) and point.after - before <= JOINED
            y = float(point.relief)
            marks.append(CurvePoint(point.after / _HOUR, y, point.reading.observed, joined))
            before = point.after
    return tuple(marks)


def _axes(last: float, lowest: float, shares: tuple[int, ...]) -> Axes:
    hours = [0, 1, 2, 4, 6, 8]
    while hours[-1] < last:
        hours.append(hours[-1] + 8)
    ticks = sorted({0, *shares, 100})
    if lowest < 0:
        ticks.insert(0, 50 * floor(lowest / 50))
    return Axes(
        tuple((float(one), f"{one} h" if one == hours[-1] else str(one)) for one in hours),
        tuple((float(one), f"{one} %") for one in ticks),
        tuple(map(float, shares)),
    )


def _week_curve(course: Course) -> Curve:
    marks: list[CurvePoint] = []
    before = 0
    for week in course.weeks:
        if week.median is not None:
            joined = bool(marks) and week.number == before + 1
            marks.append(
                CurvePoint(float(week.number), float(week.median), filled=False, joined=joined)
            )
            before = week.number
    last = max(2, before)
    weeks = tuple((float(n), f"week {n}" if n == last else str(n)) for n in range(last + 1))
    pain = tuple((float(n), str(n)) for n in (0, 2, 4, 6, 8, 10))
    readings = ", ".join(f"{m.y:g} in week {m.x:.0f}" for m in marks)
    series = Series("Worst pain", "by week, of 10", tuple(marks))
    return Curve([series], Axes(weeks, pain), f"Worst pain, weekly median: {readings}.")
