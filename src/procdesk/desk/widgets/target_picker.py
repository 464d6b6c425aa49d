"""Target picker: the targets that a paper or an image names, as they are read."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from procdesk.desk.widgets.choices import Choice, Choices
from procdesk.desk.widgets.site_map import SPINE, SiteMap
from procdesk.desk.widgets.words import column
from procdesk.domain.catalogue import ProcedureKind
from procdesk.domain.target import Side, Structure, Target

_SIDES = (Side.LEFT, Side.MIDLINE, Side.RIGHT, Side.BILATERAL)


class TargetPicker(QWidget):
    """For lumbar nerves a map beside its list; else the side, then the levels."""

    edited = Signal(str)

    def __init__(self, kind: ProcedureKind) -> None:
        super().__init__()
        self._kind = kind
        self._map: SiteMap | None = None
        layout = column(self, 0, 16)
        if Structure.MEDIAL_BRANCH in kind.structures and "L4" in kind.levels:
            self._map = SiteMap(tuple(one for one in SPINE if one.name in kind.levels))
            layout.addWidget(self._map)
            self._map.edited.connect(self.edited)
            return
        sides = [Choice(s.value, s.word) for s in _SIDES if s in kind.sides]
        self._side = Choices("Side", sides, per_row=4)
        layout.addWidget(self._side)
        self._side.edited.connect(self._changed)
        levels = [Choice(level, level) for level in kind.levels]
        self._levels = Choices("Levels", levels, per_row=6, many=True)
        self._levels.setVisible(bool(levels))
        layout.addWidget(self._levels)
        self._levels.edited.connect(self._changed)

    @property
    def targets(self) -> tuple[Target, ...]:
        """What is chosen now: one target a side; empty while it is not complete."""
        structure = min(self._kind.structures)
        if self._map is not None:
            return _of_nerves(self._map.chosen)
        if not self._side.text or (self._kind.levels and not self._levels.text):
            return ()
        levels = tuple(self._levels.text.split("|")) if self._levels.text else ()
        return (Target(structure, Side(self._side.text), levels),)

    @property
    def text(self) -> str:
        """What is chosen, for a draft."""
        if self._map is not None:
            return self._map.text
        chosen = f"{self._side.text}/{self._levels.text}"
        return chosen if chosen != "/" else ""

    def put(self, text: str) -> None:
        """Show what `text` gave."""
        if self._map is not None:
            self._map.put(text)
            return
        side, _, levels = text.partition("/")
        self._side.put(side)
        self._levels.put(levels)

    def _changed(self, _value: str) -> None:
        self.edited.emit(self.text)


def _of_nerves(chosen: Sequence[tuple[str, str]]) -> tuple[Target, ...]:
    """One target a side; the same nerves on both sides are one bilateral target."""
    left, right = (tuple(n for n, side in chosen if side == which) for which in ("left", "right"))
    if left and left == right:
        return (Target(Structure.MEDIAL_BRANCH, Side.BILATERAL, left),)
    pairs = ((Side.LEFT, left), (Side.RIGHT, right))
    return tuple(Target(Structure.MEDIAL_BRANCH, side, nerves) for side, nerves in pairs if nerves)
