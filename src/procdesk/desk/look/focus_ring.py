"""The focus ring: one overlay per window that follows the focus and never takes the mouse."""

from PySide6.QtCore import QEvent, QObject, QRect
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QMainWindow, QTableView, QWidget

from procdesk.desk.look.theme import Look
from procdesk.desk.timing import Timer

_SOON_MS = 50


class FocusRing(QWidget):
    """Two rings around whatever has the focus: readable on every ground in every theme."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setAccessibleName("")
        self._ready = False
        Timer(self, _SOON_MS, self._get_ready, once=True).start()
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._moved)
        window.installEventFilter(self)
        self._fit()

    def _get_ready(self) -> None:
        """Begin to paint, just after the first paint, which Qt's own enums delay by 15 ms."""
        from PySide6.QtCore import Qt

        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._ready = True
        self.update()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Stay as large as the window."""
        if event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest):
            self._fit()
        return False

    def _moved(self, _old: QWidget | None, _now: QWidget | None) -> None:
        self._fit()

    def _fit(self) -> None:
        self.setGeometry(self._window().rect())
        self.raise_()
        self.update()

    def _window(self) -> QWidget:
        parent = self.parentWidget()
        assert parent is not None
        return parent

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the two rings, cut to the scroll area that holds the widget."""
        if not self._ready:
            return
        widget = QApplication.focusWidget()
        window = self._window()
        if widget is None or widget is window or not window.isAncestorOf(widget):
            return
        if isinstance(widget, (QMainWindow, QAbstractScrollArea)) and not widget.isEnabled():
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        clip = self._clip(widget)
        if clip is not None:
            painter.setClipRect(clip)
        place = _place_in(widget)
        at = QRect(widget.mapTo(window, place.topLeft()), place.size())
        for inset, width, colour in ((2, 2, Look.theme.ring_in), (5, 4, Look.theme.ring)):
            painter.setPen(QPen(QColor(colour), width))
            painter.drawRoundedRect(at.adjusted(-inset, -inset, inset, inset), 6, 6)

    def _clip(self, widget: QWidget) -> QRect | None:
        parent = widget.parentWidget()
        while parent is not None and parent is not self._window():
            area = parent.parentWidget()
            if isinstance(area, QAbstractScrollArea) and area.viewport() is parent:
                top_left = parent.mapTo(self._window(), parent.rect().topLeft())
                return QRect(top_left, parent.size())
            parent = area
        return None


def _place_in(widget: QWidget) -> QRect:
    """Return the area of a control; of a table the row that the keys would open."""
    if not isinstance(widget, QTableView) or not widget.currentIndex().isValid():
        return widget.rect()
    row = widget.visualRect(widget.currentIndex())
    top = widget.viewport().mapTo(widget, row.topLeft()).y()
    return QRect(8, top, widget.width() - 16, row.height())
