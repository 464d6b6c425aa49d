"""Site map: places on the body or the spine, as a picture beside an equivalent list.

The list is the control and holds the focus order; the picture mirrors it and can be pressed.
"Patient's LEFT" stands above its own edge; another view is chosen by a switch, never by turning.
"""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from procdesk.desk.look.theme import Look, sized
from procdesk.desk.pictures.paths import HEIGHT, LEFT, RIGHT, WIDTH, View
from procdesk.desk.widgets.button import Button
from procdesk.desk.widgets.choices import Choice, Choices
from procdesk.desk.widgets.labels import Words, column, own_column, row, table

_OPPOSITE = {LEFT: RIGHT, RIGHT: LEFT}
_WORDS_PX, _TWO_LINES_PX = 38, 230
_ROOM = {True: 56, False: 100}
"""How many letters fit beside each other, with a picture and without one."""

_SIDE_LETTERS = 10


class Picture(QWidget):
    """The drawing; pressing a part on a side tells which."""

    pressed = Signal(str, str)

    def __init__(self, view: View) -> None:
        super().__init__()
        self.view = view
        self.chosen: set[tuple[str, str]] = set()
        self.setMinimumSize(150, 400)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_NoMousePropagation)
        self.setAccessibleName("Picture of the list beside it")

    def show_view(self, view: View) -> None:
        """Draw another view of the same places."""
        self.view = view
        self.update()

    @property
    def edges(self) -> tuple[str, str]:
        """Return the words above the left and the right edge of the picture."""
        words = ("patient's LEFT", "patient's RIGHT")
        return (words[1], words[0]) if self.view.from_front else words

    def scale_and_corner(self) -> tuple[float, float, float]:
        """Return the pixels of a unit of the drawing, and its left and upper edge in pixels."""
        scale = min(self.width() / WIDTH, (self.height() - _WORDS_PX) / HEIGHT)
        return scale, (self.width() - WIDTH * scale) / 2, _WORDS_PX

    def mousePressEvent(self, event: QMouseEvent) -> None:
        scale, left, top = self.scale_and_corner()
        at = QPointF((event.position().x() - left) / scale, (event.position().y() - top) / scale)
        for part in self.view.parts:
            for side, path in part.paths.items():
                if path.contains(at):
                    self.pressed.emit(part.name, side)
                    return

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme = Look.theme
        painter.fillRect(self.rect(), QColor(theme.desk))
        painter.setFont(sized(self.font(), "small", self.font().Weight.DemiBold))
        painter.setPen(QColor(theme.ink))
        words = QRectF(6, 2, self.width() - 12, _WORDS_PX)
        ends = (Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight)
        for edge, caption in zip(ends, self.edges, strict=True):
            # A narrow picture takes two lines: the two edges never run into each other.
            lines = caption.replace(" ", "\n") if self.width() < _TWO_LINES_PX else caption
            painter.drawText(words, edge, lines)
        scale, left, top = self.scale_and_corner()
        painter.translate(left, top)
        painter.scale(scale, scale)
        painter.setPen(QPen(QColor(theme.line), 1.2 / scale))
        painter.setBrush(QColor(theme.sheet))
        for path in self.view.ground:
            painter.drawPath(path)
        painter.setPen(QColor(theme.ink2))
        for words_, down in self.view.labels:
            painter.drawText(QPointF(0, down), words_)
        for part in self.view.parts:
            for side, path in part.paths.items():
                self._paint_part(painter, path, (part.name, side) in self.chosen, 1 / scale)

    def _paint_part(self, painter: QPainter, path: QPainterPath, on: bool, px: float) -> None:
        theme = Look.theme
        painter.setPen(QPen(QColor(theme.act if on else theme.edge), (2.5 if on else 1.2) * px))
        painter.setBrush(QColor(theme.act_soft if on else theme.well))
        painter.drawPath(path)
        if on:
            painter.setBrush(QBrush(QColor(theme.act), Qt.BrushStyle.BDiagPattern))
            painter.drawPath(path)


class SiteMap(QWidget):
    """Picture and list in one; without views, the list alone. `edited` after every press.

    `sides` are the columns of the list. With `one_side`, choosing left takes right away.
    """

    edited = Signal(str)

    def __init__(
        self,
        names: Sequence[str],
        views: Sequence[View] = (),
        sides: Sequence[str] = (LEFT, RIGHT),
        *,
        one_side: bool = False,
    ) -> None:
        super().__init__()
        self._sides = tuple(sides)
        self._one_side = one_side
        self.views = tuple(views)
        self._buttons: dict[tuple[str, str], Button] = {}
        self.picture = Picture(views[0]) if views else None
        layout = row(self, 16)
        if self.picture is not None:
            layout.addWidget(self._picture_side(self.picture), 5)
        layout.addWidget(self._list(names), 6)

    def _picture_side(self, picture: Picture) -> QWidget:
        """Return the picture, under a switch where there is more than one view."""
        holder, side = own_column(8)
        if len(self.views) > 1:
            views = [Choice(str(at), view.title) for at, view in enumerate(self.views)]
            self.view = Choices("", views, per_row=2)
            self.view.name_answers("Picture")
            self.view.put("0")
            self.view.edited.connect(lambda at: picture.show_view(self.views[int(at)]))
            side.addWidget(self.view)
        side.addWidget(picture)
        side.addStretch(1)
        picture.pressed.connect(self._press)
        return holder

    def _list(self, names: Sequence[str]) -> QWidget:
        holder = QWidget()
        list_ = column(holder, 12 if self.picture is not None else 0, 6)
        if self.picture is not None:
            list_.addWidget(Words("The same, as a list", "strong"))
        grid = table(6, 6)
        has_picture = self.picture is not None
        widest = len(self._sides) * (_SIDE_LETTERS + max(map(len, names)))
        across = len(self._sides) if widest <= _ROOM[has_picture] else 1
        places = [(name, side) for name in names for side in self._sides]
        for number, (name, side) in enumerate(places):
            self._buttons[name, side] = self._button(name, side)
            grid.addWidget(self._buttons[name, side], number // across, number % across)
        for at in range(across):
            grid.setColumnStretch(at, 1)
        list_.addLayout(grid)
        list_.addStretch(1)
        return holder

    def _button(self, name: str, side: str) -> Button:
        button = Button(f"{side.upper()} {name}", "place")
        button.setCheckable(True)
        button.toggled.connect(lambda on: self._toggled((name, side), on))
        return button

    @property
    def chosen(self) -> tuple[tuple[str, str], ...]:
        """Return the chosen parts as (name, side), head to tail."""
        return tuple(key for key, button in self._buttons.items() if button.isChecked())

    @property
    def text(self) -> str:
        """Return the chosen parts as text, for a draft."""
        return "|".join(f"{side} {name}" for name, side in self.chosen)

    def put(self, text: str) -> None:
        """Choose what the text names."""
        wanted = set(text.split("|"))
        for (name, side), button in self._buttons.items():
            button.setChecked(f"{side} {name}" in wanted)

    def button(self, name: str, side: str) -> Button:
        """Return the list's button of a part."""
        return self._buttons[name, side]

    def _press(self, name: str, side: str) -> None:
        self._buttons[name, side].toggle()

    def _toggled(self, key: tuple[str, str], on: bool) -> None:
        if on and self._one_side:
            self._leave(_OPPOSITE.get(key[1], ""))
        if self.picture is not None:
            (self.picture.chosen.add if on else self.picture.chosen.discard)(key)
            self.picture.update()
        self.edited.emit(self.text)

    def _leave(self, side: str) -> None:
        for (_name, which), button in self._buttons.items():
            if which == side:
                button.setChecked(False)
