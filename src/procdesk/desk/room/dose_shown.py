"""Dose shown: what the line that is being typed would add up to, before anything is drawn up."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from procdesk.desk.widgets.button import Button
from procdesk.desk.widgets.labels import Words, clear, column, left
from procdesk.domain.finding import Effect, Finding, Result, is_on_request

_HEAD = "This, and what was given"


class DoseShown(QWidget):
    """The findings on a dose. `decided` carries the key of a stop that is to be decided."""

    decided = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._rows = column(self, 0, 4)
        self.hide()

    def show_findings(self, findings: tuple[Finding, ...]) -> None:
        """Show each finding in its words, and below a stop that may be passed the way there."""
        clear(self._rows)
        findings = tuple(one for one in findings if not is_on_request(one))
        if findings:
            self._rows.addWidget(Words(_HEAD, "small"))
        for finding in findings:
            self._rows.addWidget(Words(f"{_word(finding)}: {finding.sentence}", _kind(finding)))
            if finding.stops and finding.overridable_by:
                words = f"Decide: {finding.key.replace('.', ', ').replace('-', ' ')}"
                decide = Button(words, act=partial(self.decided.emit, finding.key))
                self._rows.addLayout(left(decide))
        self.setVisible(bool(findings))


def _word(finding: Finding) -> str:
    """Return the result in a word, since no colour says anything alone."""
    if finding.overridden_by:
        return "Decided"
    if finding.effect is Effect.INFORMS:
        return "Note"
    return {
        Result.MET: "Within",
        Result.NOT_MET: "Stops" if finding.stops else "Look",
        Result.CANNOT_DECIDE: "Cannot decide",
    }[finding.result]


def _kind(finding: Finding) -> str:
    if finding.stops:
        return "stop"
    quiet = finding.result is Result.MET or finding.effect is Effect.INFORMS
    return "body" if quiet else "look"
