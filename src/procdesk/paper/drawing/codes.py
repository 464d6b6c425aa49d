"""Codes on paper: the QR squares and the six corner markers, drawn as plain rectangles."""

from functools import lru_cache

import segno

from procdesk.paper.drawing.page import Document

MARKERS_MM = ((0, 0), (181, 0), (0, 250), (181, 250), (0, 125), (181, 125))
"""Top left corners of markers 0 to 5 in the frame (look/paper 4)."""

MARKER_MM = 9.0
_BITS = (0xB532, 0x0F9A, 0x332D, 0x9946, 0x549E, 0x79CD)
"""ArUco dictionary 4x4_50, ids 0 to 5: sixteen bits row by row, 1 is white."""


def payload(number: str, page: int, mac: str) -> str:
    """Return the words of a diary's code: its sheet number, page and keyed check, no more."""
    return f"PD1/{number}/{page}/{mac}"


def draw_qr(
    paper: Document, at: tuple[float, float], side_mm: float, words: str, level: str
) -> None:
    """Draw a QR code with its top left at a place, as squares."""
    rows = _qr_rows(words, level)
    module = side_mm / len(rows)
    with paper.artefact():
        for down, row in enumerate(rows):
            for right, dark in enumerate(row):
                if dark:
                    _cell(paper, at[0] + right * module, at[1] + down * module, module)


@lru_cache(maxsize=32)  # a page is drawn once to count the pages and once more
def _qr_rows(words: str, level: str) -> tuple[bytes, ...]:
    """Return the modules of a code, row by row; 1 is dark."""
    code = segno.make_qr(words, error=level, boost_error=False)
    return tuple(bytes(row) for row in code.matrix)


def draw_markers(paper: Document) -> None:
    """Draw the six markers by which a scan is laid straight."""
    module = MARKER_MM / 6
    with paper.artefact():
        for (left, top), bits in zip(MARKERS_MM, _BITS, strict=True):
            for cell in range(36):
                right, down = cell % 6, cell // 6
                inside = 0 < right < 5 and 0 < down < 5
                place = 15 - ((down - 1) * 4 + right - 1)
                if not (inside and bits >> place & 1):
                    _cell(paper, left + right * module, top + down * module, module)


def _cell(paper: Document, x_mm: float, y_mm: float, side_mm: float) -> None:
    """Draw one dark module, a hair larger so that no white seam is left between two."""
    side = (side_mm + 0.01) * 72 / 25.4
    corner = (paper.x(x_mm), paper.y(y_mm + side_mm + 0.01))
    paper.canvas.rect(*corner, side, side, stroke=0, fill=1)


def draw_number(paper: Document, x_mm: float, y_mm: float, number: str, size: float) -> None:
    """Draw the sheet number in two fives, for typing."""
    paper.write(x_mm, y_mm, f"{number[:5]} {number[5:]}", size, bold=True, anchor="centre")
