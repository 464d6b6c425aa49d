"""Banner: who, what they must not get, what is done where. On every page, never shortened."""

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from procdesk.desk.look import icons
from procdesk.desk.look.theme import Look
from procdesk.desk.widgets.labels import Words, clear, column, line, own_column, row, upright
from procdesk.desk.widgets.plate import SidePlate
from procdesk.domain.targets.target import Side

HIDDEN = "Level and side hidden"


@dataclass(frozen=True, slots=True, kw_only=True)
class BannerFacts:
    """The words of the banner. `targets` empty: hidden until the patient has spoken."""

    name: str
    person: str
    identity_confirmed: bool
    allergies: str
    allergies_asked: bool
    procedure: str
    targets: tuple[tuple[str, Side], ...]
    differs: bool = False
    demo: bool = False


class Banner(QWidget):
    """The band under the system bar; it grows to more lines rather than cut anything."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("ground", "sheet")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._shown: BannerFacts | None = None
        whole = column(self, 0, 0)
        self._row = row(whole, gap=0)
        whole.addWidget(line("inkline", 2))

    def show_facts(self, facts: BannerFacts) -> None:
        """Show the facts of the open case."""
        if facts == self._shown:
            return
        self._shown = facts
        clear(self._row)
        self._row.addWidget(self._who(facts), 4)
        self._row.addWidget(upright())
        self._row.addWidget(self._allergies(facts), 3)
        self._row.addWidget(upright())
        self._row.addWidget(self._what(facts), 5)

    def _who(self, facts: BannerFacts) -> QWidget:
        part, layout = _part()
        layout.addWidget(Words(facts.name, "title"))
        if facts.identity_confirmed:
            layout.addWidget(Words(facts.person, "hint"))
        else:
            layout.addWidget(Words("Identity not confirmed", "look"))
        layout.addStretch(1)
        return part

    def _allergies(self, facts: BannerFacts) -> QWidget:
        part, layout = _part()
        layout.addWidget(Words("Allergies", "small"))
        kind = "strong" if facts.allergies_asked else "look"
        layout.addWidget(Words(facts.allergies, kind))
        layout.addStretch(1)
        return part

    def _what(self, facts: BannerFacts) -> QWidget:
        part, layout = _part()
        demo = "DEMO · " if facts.demo else ""
        layout.addWidget(Words(f"{demo}{facts.procedure}", "hint"))
        if not facts.targets:
            layout.addLayout(_hidden())
        elif facts.differs:
            layout.addWidget(Words("≠ The sources do not agree about the site", "stop"))
        for where, side in facts.targets:
            line = row(gap=12)
            line.addWidget(Words(where, "section"), 1)
            line.addWidget(SidePlate(side))
            layout.addLayout(line)
        return part


def _part() -> tuple[QWidget, QVBoxLayout]:
    part, layout = own_column(2)
    layout.setContentsMargins(20, 10, 20, 10)
    return part, layout


def _hidden() -> QHBoxLayout:
    line = row(gap=10)
    eye = Words("", wraps=False)
    eye.setPixmap(icons.pixmap("eyeoff", Look.theme.ink2, 22))
    line.addWidget(eye)
    line.addWidget(Words(HIDDEN, "section", wraps=False))
    line.addWidget(Words("until the patient has said them", "hint"), 1)
    return line
