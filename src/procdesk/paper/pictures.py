"""Pictures: one-colour signs on a 24-unit grid, always beside words."""

from procdesk.paper.page import Paper

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
}
_STRUCK = {"nopill": "pill", "nocar": "car"}
"""Signs that say "do not": the sign with a strike through it."""


def draw(paper: Paper, name: str, x_mm: float, y_mm: float, side_mm: float) -> None:
    """A picture with its top left at a place. An ornament: the words beside it say the same."""
    unit = side_mm / 24
    canvas = paper.canvas
    with paper.artefact():
        canvas.setLineCap(1)
        canvas.setLineJoin(1)
        canvas.setLineWidth(1.7 * unit * 72 / 25.4)
        for kind, told in _PICTURES[_STRUCK.get(name, name)]:
            at = [
                paper.x(x_mm + v * unit) if place % 2 == 0 else paper.y(y_mm + v * unit)
                for place, v in enumerate(told)
            ]
            if kind == "blob":
                canvas.circle(at[0], at[1], told[2] * unit * 72 / 25.4, stroke=0, fill=1)
            elif kind == "curve":
                canvas.bezier(*at)
            else:
                for start in range(0, len(at) - 2, 2):
                    canvas.line(*at[start : start + 4])
        if name in _STRUCK:
            _strike(paper, x_mm, y_mm, side_mm)
        canvas.setLineCap(0)


def _strike(paper: Paper, x_mm: float, y_mm: float, side_mm: float) -> None:
    """A strike with a white edge, so that it stays a strike in a copy."""
    canvas = paper.canvas
    ends = (paper.x(x_mm), paper.y(y_mm), paper.x(x_mm + side_mm), paper.y(y_mm + side_mm))
    for grey, wide in ((1, 0.22), (0, 0.09)):
        canvas.setStrokeGray(grey)
        canvas.setLineWidth(wide * side_mm * 72 / 25.4)
        canvas.line(*ends)
    canvas.setStrokeGray(0)
