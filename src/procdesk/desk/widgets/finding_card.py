"""Finding card: what a rule says, from what, by which source, what clears it, and the ways on."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout

from procdesk.desk.look import icons
from procdesk.desk.look.theme import Look
from procdesk.desk.widgets.button import Button
from procdesk.desk.widgets.labels import Words, column, row
from procdesk.domain.finding import Effect, Finding, Result

_KINDS = {
    Effect.STOPS: ("Stops", "stop", "stop"),
    Effect.WARNS: ("Warns", "look", "look"),
    Effect.INFORMS: ("For your information", "dot", "met"),
}


class FindingCard(QFrame):
    """One finding. `cleared` asks for the page that clears it, `overridden` for an override."""

    cleared = Signal(str)
    overridden = Signal(str)

    def __init__(self, finding: Finding, may_override: bool) -> None:
        super().__init__()
        self.finding = finding
        self.setProperty("kind", "card")
        words, icon, kind = _kind(finding)
        self._kind = kind
        layout = column(self, 0, 8)
        layout.setContentsMargins(20, 14, 14, 14)
        head = row(gap=8)
        sign = Words("", wraps=False)
        sign.setPixmap(icons.pixmap(icon, _colour(kind), 20))
        head.addWidget(sign)
        head.addWidget(Words(words, kind), 1)
        layout.addLayout(head)
        layout.addWidget(Words(finding.sentence, "body"))
        layout.addLayout(_details(finding))
        ways = column(gap=8)
        if finding.stops:
            clear = Button(f"Go to {finding.section.replace('-', ' ')}")
            clear.clicked.connect(lambda: self.cleared.emit(finding.section))
            ways.addWidget(clear)
            if may_override:
                pass_it = Button(f"Decide: {_spoken(finding.key)}")
                pass_it.clicked.connect(lambda: self.overridden.emit(finding.key))
                ways.addWidget(pass_it)
        layout.addLayout(ways)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the bar at the left: solid for a stop, dashed for what cannot be decided."""
        super().paintEvent(event)
        painter = QPainter(self)
        colour, width = QColor(_colour(self._kind)), Look.theme.bar_px
        if self.finding.result is not Result.CANNOT_DECIDE:
            painter.fillRect(0, 0, width, self.height(), colour)
            return
        for top in range(0, self.height(), 16):
            painter.fillRect(0, top, width, 9, colour)


def _kind(finding: Finding) -> tuple[str, str, str]:
    if finding.overridden_by:
        return f"Decided by {finding.overridden_by}", "pen", "look"
    if finding.result is Result.MET:
        return "Met", "dot", "met"
    if finding.result is Result.CANNOT_DECIDE:
        return "Cannot decide", "cannot", "strong"
    return _KINDS[finding.effect]


def _colour(kind: str) -> str:
    theme = Look.theme
    return {"stop": theme.stop, "look": theme.look, "met": theme.met}.get(kind, theme.ink2)


def _details(finding: Finding) -> QVBoxLayout:
    rows = [
        ("From", "; ".join(_input(one.name, one.value, one.by) for one in finding.inputs)),
        ("Source", finding.source),
        ("Clears", finding.clears if finding.stops else ""),
    ]
    if finding.policy:
        adopted = f"row {finding.policy.row}, adopted by {finding.policy.adopted_by or 'nobody'}"
        rows.insert(2, ("Policy", adopted))
    details = column(gap=4)
    for name, text in rows:
        if text:
            details.addWidget(Words(f"{name}: {text}", "small"))
    return details


def _spoken(key: str) -> str:
    return key.replace(".", ", ").replace("-", " ")


def _input(name: str, value: str, by: str) -> str:
    return f"{name} {value} ({by})" if by else f"{name} {value}"
