"""Icons: symbols of resources/icons.svg, drawn in a token's colour."""

import re
from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QPainter, QPixmap

from procdesk.desk.look.theme import Look

_SYMBOL = re.compile(r'<symbol id="([^"]+)" viewBox="([^"]+)">(.*?)</symbol>', re.DOTALL)


@lru_cache(maxsize=1)
def _symbols() -> dict[str, tuple[str, str]]:
    symbols = _SYMBOL.findall((Look.resources / "icons.svg").read_text("utf-8"))
    return {name: (box, shape) for name, box, shape in symbols}


def names() -> tuple[str, ...]:
    """Return the names of all icons."""
    return tuple(_symbols())


@lru_cache(maxsize=512)
def pixmap(name: str, colour: str, size_px: int) -> QPixmap:
    """Return an icon in a colour, sharp on this screen. Raises KeyError."""
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
    picture = QPixmap(round(size_px * ratio), round(size_px * ratio))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    QSvgRenderer(QByteArray(svg.encode())).render(painter, QRectF(0, 0, size_px, size_px))
    painter.end()
    return picture


def icon(name: str, colour: str, size_px: int = 20) -> QIcon:
    """Return an icon in a colour, for a button. Raises KeyError."""
    return QIcon(pixmap(name, colour, size_px))
