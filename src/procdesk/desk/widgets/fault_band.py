"""Fault band: an error of ours in words, above every screen until it is closed."""

from procdesk.desk.widgets.band import Band
from procdesk.desk.widgets.button import Button

_WRONG = "Something went wrong in the program."
_STATES = {
    False: "What you entered is still here; nothing of this press was recorded.",
    True: "This press was recorded, in part or whole: look at the record before you enter it "
    "again.",
    None: "Try once more; if it comes again, close procdesk and open it again.",
}
"""By whether the press recorded anything; None before the record is open, or if it is dead."""


class FaultBand(Band):
    """The band of a fault, hidden until there is one."""

    def __init__(self) -> None:
        super().__init__()
        self.row.addWidget(Button("Close this message", act=lambda: self.show_words("")))

    def show_fault(self, number: str, recorded: bool | None) -> None:
        """Show a fault by its number in the log; one that is shown already is not drawn again."""
        words = f"{_WRONG} {_STATES[recorded]} Number {number}"
        if words != self.accessibleName():  # else a painting that fails would fail for ever
            self.show_words(words)
