"""PDF pages: a paper on the screen as it will be printed."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPixmap

from procdesk.desk.widgets.labels import Words


def pdf_pages(pdf: bytes, name: str, wide_px: int) -> list[Words]:
    """Return each page as a picture with its name and number."""
    pages = []
    for number, image in enumerate(pictures_of(pdf, wide_px), 1):
        picture = Words("")
        picture.setPixmap(QPixmap.fromImage(image))
        picture.setAlignment(Qt.AlignmentFlag.AlignTop)
        picture.setAccessibleName(f"{name}, page {number}")
        pages.append(picture)
    return pages


def pictures_of(pdf: bytes, wide_px: int) -> list[QImage]:
    """Return each page of a PDF as it will be printed."""
    import pypdfium2

    pictures = []
    with pypdfium2.PdfDocument(pdf) as document:
        for page in document:
            bitmap = page.render(scale=wide_px / page.get_width())
            image = QImage(
                bytes(bitmap.buffer),
                bitmap.width,
                bitmap.height,
                bitmap.stride,
                QImage.Format.Format_BGR888,
            )
            pictures.append(image.copy())
    return pictures
