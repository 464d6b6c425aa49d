"""Pictures: one-colour signs on a 24-unit grid, always beside words."""

from procdesk.paper.drawing.page import PT, Document

Stroke = tuple[str, tuple[float, ...]]

_PICTURES: dict[str, tuple[Stroke, ...]] = {
    "phone": (
        ("curve", (4, 6, 8, 1, 22, 8, 20, 19)),
        ("blob", (4.5, 7, 2.8)),
        ("blob", (19, 19, 2.8)),
    ),
    "walk": (
        ("blob", (13, 3.5, 2.2)),
        ("line", (12, 7, 11, 14, 15, 18, 16, 22)),
        ("line", (11, 14, 9, 18, 5, 22)),
        ("line", (12, 8, 7, 10, 6, 14)),
        ("line", (12, 8, 15, 12, 19, 13)),
    ),
    "diary": (
        ("line", (4, 3, 17, 3, 17, 11)),
        ("line", (4, 3, 4, 21, 15, 21)),
        ("line", (7, 8, 14, 8)),
        ("line", (7, 12, 12, 12)),
        ("line", (12, 18, 21, 9)),
    ),
    "pill": (
        ("line", (6, 19, 19, 6)),
        ("line", (3.5, 15.5, 15.5, 3.5)),
        ("line", (8.5, 20.5, 20.5, 8.5)),
        ("curve", (3.5, 15.5, 0, 20, 4, 24, 8.5, 20.5)),
        ("curve", (15.5, 3.5, 20, 0, 24, 4, 20.5, 8.5)),
        ("line", (9, 9.5, 14.5, 15)),
    ),
    "car": (
        ("line", (2, 16, 2, 12, 6, 11, 9, 7, 16, 7, 19, 11, 22, 12, 22, 16, 2, 16)),
        ("blob", (7, 17, 2.4)),
        ("blob", (17, 17, 2.4)),
    ),
    "shower": (
        ("line", (5, 22, 5, 5, 8, 2, 14, 2, 17, 6)),
        ("line", (11, 8, 21, 8)),
        ("line", (12, 11, 12, 13)),
        ("line", (16, 11, 16, 13)),
        ("line", (20, 11, 20, 13)),
        ("line", (12, 16, 12, 18)),
        ("line", (16, 16, 16, 18)),
        ("line", (20, 16, 20, 18)),
    ),
    "two": (
        ("blob", (7, 4, 2.1)),
        ("blob", (17, 4, 2.1)),
        ("line", (7, 7.5, 7, 14, 4.5, 22)),
        ("line", (7, 14, 9.5, 22)),
        ("line", (17, 7.5, 17, 14, 14.5, 22)),
        ("line", (17, 14, 19.5, 22)),
        ("line", (2.5, 13.5, 7, 8.5, 12, 13, 17, 8.5, 21.5, 13.5)),
    ),
    "clock": (("ring", (12, 12, 9.2)), ("line", (12, 6, 12, 12, 16, 14.5))),
    "pillclock": (
        ("line", (2.5, 11, 9.5, 3.5)),
        ("line", (7, 15.5, 14, 8)),
        ("curve", (2.5, 11, 0, 14.5, 3.5, 18, 7, 15.5)),
        ("curve", (9.5, 3.5, 13, 0.5, 17, 4.5, 14, 8)),
        ("line", (6, 7.2, 10.5, 11.8)),
        ("ring", (17, 17, 5.6)),
        ("line", (17, 13.8, 17, 17, 19.4, 18.4)),
    ),
    "moon": (
        ("curve", (13, 3, 2, 4, 2, 20, 13, 21)),
        ("curve", (13, 21, 17, 21.4, 19, 19, 20, 17)),
        ("curve", (20, 17, 10, 18, 8, 8, 13, 3)),
    ),
    "ice": (
        ("line", (12, 2, 12, 22)),
        ("line", (3.3, 7, 20.7, 17)),
        ("line", (20.7, 7, 3.3, 17)),
        ("line", (9, 3.5, 12, 6, 15, 3.5)),
        ("line", (9, 20.5, 12, 18, 15, 20.5)),
    ),
    "thermo": (
        ("line", (9, 14, 9, 4)),
        ("line", (14, 14, 14, 4)),
        ("curve", (9, 4, 9, 1, 14, 1, 14, 4)),
        ("curve", (9, 14, 3, 18, 7, 23, 11.5, 23)),
        ("curve", (14, 14, 20, 18, 16, 23, 11.5, 23)),
        ("blob", (11.5, 18, 2.6)),
        ("line", (11.5, 18, 11.5, 8)),
        ("line", (17, 5, 20, 5)),
        ("line", (17, 9, 20, 9)),
    ),
    "bandage": (
        ("line", (6, 19, 19, 6)),
        ("line", (2.5, 15.5, 15.5, 2.5)),
        ("line", (8.5, 21.5, 21.5, 8.5)),
        ("curve", (2.5, 15.5, 0, 20, 4, 24, 8.5, 21.5)),
        ("curve", (15.5, 2.5, 20, 0, 24, 4, 21.5, 8.5)),
        ("line", (7.5, 10.5, 13.5, 16.5)),
        ("line", (10.5, 7.5, 16.5, 13.5)),
    ),
    "headache": (
        ("ring", (12, 15, 7)),
        ("blob", (9.5, 13.5, 1.1)),
        ("blob", (14.5, 13.5, 1.1)),
        ("curve", (8.5, 19, 10, 16.5, 14, 16.5, 15.5, 19)),
        ("line", (12, 1, 11, 3.5, 13, 4.5, 12, 6.5)),
        ("line", (4, 3, 5, 5.5, 6.5, 5, 7, 8)),
        ("line", (20, 3, 19, 5.5, 17.5, 5, 17, 8)),
    ),
    "say": (
        ("line", (3, 4, 21, 4, 21, 16, 11, 16, 6, 21, 6, 16, 3, 16, 3, 4)),
        ("line", (7, 8, 17, 8)),
        ("line", (7, 12, 14, 12)),
    ),
    "meter": (
        ("line", (3, 3, 14, 3, 14, 21, 3, 21, 3, 3)),
        ("line", (6, 6.5, 11, 6.5, 11, 11, 6, 11, 6, 6.5)),
        ("blob", (8.5, 16, 1.8)),
        ("curve", (19.5, 9, 15, 16, 16, 19, 19.5, 19)),
        ("curve", (19.5, 9, 24, 16, 23, 19, 19.5, 19)),
    ),
    "tub": (
        ("line", (2, 12, 22, 12)),
        ("line", (4, 12, 5, 19, 19, 19, 20, 12)),
        ("line", (5, 12, 5, 4, 9, 4, 9, 7)),
        ("line", (7, 19, 6, 22)),
        ("line", (17, 19, 18, 22)),
    ),
    "load": (
        ("line", (5, 9, 19, 9, 21, 21, 3, 21, 5, 9)),
        ("curve", (9, 9, 8, 1, 16, 1, 15, 9)),
    ),
    "rest": (
        ("line", (2, 6, 2, 21)),
        ("line", (2, 18, 22, 18)),
        ("line", (22, 21, 22, 13, 11, 12, 11, 18)),
        ("blob", (6.5, 13.5, 2.6)),
    ),
    "cup": (
        ("line", (4, 6, 17, 6, 15.5, 21, 5.5, 21, 4, 6)),
        ("curve", (17, 8, 23, 8, 22, 16, 16, 16)),
        ("line", (5, 11, 16.5, 11)),
    ),
    "device": (
        ("ring", (10, 14, 7.5)),
        ("line", (7, 14, 9, 14, 10, 10.5, 11.5, 17, 12.5, 14)),
        ("curve", (16, 9.5, 19, 7, 18, 3, 23, 2)),
    ),
}
_STRUCK = {"nopill": "pill", "nocar": "car", "notub": "tub", "noload": "load"}
"""Signs that say "do not": the sign with a strike through it."""


NAMES = frozenset(_PICTURES) | frozenset(_STRUCK)
"""Every picture that a text may name."""


def draw(paper: Document, name: str, x_mm: float, y_mm: float, side_mm: float) -> None:
    """Draw a picture, top left at a place. An ornament: the words beside it say the same."""
    unit = side_mm / 24
    canvas = paper.canvas
    with paper.artefact():
        canvas.setLineCap(1)
        canvas.setLineJoin(1)
        canvas.setLineWidth(1.7 * unit * PT)
        for kind, numbers in _PICTURES[_STRUCK.get(name, name)]:
            at = [
                paper.x(x_mm + v * unit) if place % 2 == 0 else paper.y(y_mm + v * unit)
                for place, v in enumerate(numbers)
            ]
            if kind == "blob":
                canvas.circle(at[0], at[1], numbers[2] * unit * PT, stroke=0, fill=1)
            elif kind == "ring":
                canvas.circle(at[0], at[1], numbers[2] * unit * PT, stroke=1, fill=0)
            elif kind == "curve":
                canvas.bezier(*at)
            else:
                for start in range(0, len(at) - 2, 2):
                    canvas.line(*at[start : start + 4])
        if name in _STRUCK:
            _strike(paper, x_mm, y_mm, side_mm)
        canvas.setLineCap(0)


def _strike(paper: Document, x_mm: float, y_mm: float, side_mm: float) -> None:
    """Draw a strike with a white edge, so that it stays a strike in a copy."""
    canvas = paper.canvas
    ends = (paper.x(x_mm), paper.y(y_mm), paper.x(x_mm + side_mm), paper.y(y_mm + side_mm))
    for grey, wide in ((1, 0.22), (0, 0.09)):
        canvas.setStrokeGray(grey)
        canvas.setLineWidth(wide * side_mm * PT)
        canvas.line(*ends)
    canvas.setStrokeGray(0)
