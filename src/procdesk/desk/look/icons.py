"""Icons: symbols of resources/icons.svg, drawn in a token's colour."""

import re
from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QPainter, QPixmap

from procdesk.desk.look.theme import Look

_SYMBOL = re.compile(r'<symbol id="([^"]+)" viewBox="([^"]+)">(.*?)</symbol>', re.DOTALL)


@lru_cache(maxsize=1)
def _symbols() -> dict[str, tuple[str, str]]:
    found = _SYMBOL.findall((Look.resources / "icons.svg").read_text("utf-8"))
    return {name: (box, shape) for name, box, shape in found}


def names() -> tuple[str, ...]:
    """Every icon there is."""
    return tuple(_symbols())


@lru_cache(maxsize=512)
def pixmap(name: str, colour: str, size_px: int) -> QPixmap:
    """An icon in a colour, sharp on this screen. Raises KeyError."""
    box, shape = _symbols()[name]
    width = 2.2 if size_px <= 16 else 1.75
    # Qt draws currentColor black, so the colour is put in before.
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}" fill="none" '
        f'stroke="{colour}" stroke-width="{width}" stroke-linecap="round" '
        f'stroke-linejoin="round">{shape.replace("currentColor", colour)}</svg>'
    )
    from PySide6.QtSvg import QSvgRenderer  # not needed for the first paint

    screen = QGuiApplication.primaryScreen()
    ratio = screen.devicePixelRatio() if screen else 1.0
    found = QPixmap(round(size_px * ratio), round(size_px * ratio))
    found.setDevicePixelRatio(ratio)
    found.fill(Qt.GlobalColor.transparent)
    painter = QPainter(found)
    QSvgRenderer(QByteArray(svg.encode())).render(painter, QRectF(0, 0, size_px, size_px))
    painter.end()
    return found


def icon(name: str, colour: str, size_px: int = 20) -> QIcon:
    """The same as a QIcon."""
    return QIcon(pixmap(name, colour, size_px))
