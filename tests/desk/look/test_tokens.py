"""The tokens: what is printed on what can be read; and the pinned Qt leaks nothing."""

import sys

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from procdesk.desk.look.tokens import THEMES

TEXT = (
    ("ink", "sheet"), ("ink", "desk"), ("ink", "well"), ("ink2", "sheet"), ("ink3", "sheet"),
    ("ink3", "well"), ("act", "sheet"), ("act", "act_soft"), ("on_act", "act"), ("stop", "sheet"),
    ("stop", "stop_soft"), ("look", "sheet"), ("look", "look_soft"), ("met", "sheet"),
    ("met", "met_soft"), ("ink", "act_soft"), ("on_act", "act_hov"), ("on_act", "act_prs"),
)  # fmt: skip
EDGES = (("edge", "sheet"), ("edge", "desk"), ("ring", "ring_in"))


def contrast_ratio(colour: str, other: str) -> float:
    """Return the WCAG 2 contrast ratio of two colours, 1 to 21."""
    lighter, darker = sorted((_luminance(colour), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("name", THEMES)
def test_words_and_edges_can_be_read_in_every_theme(name: str) -> None:
    theme = THEMES[name]
    least = 7.0 if name == "contrast" else 4.5
    for ink, ground in TEXT:
        ratio = contrast_ratio(getattr(theme, ink), getattr(theme, ground))
        assert ratio >= least, (name, ink, ground, round(ratio, 2))
    for ink, ground in EDGES:
        ratio = contrast_ratio(getattr(theme, ink), getattr(theme, ground))
        assert ratio >= 3, (name, ink, ground, round(ratio, 2))


def test_the_pinned_qt_loses_no_reference_per_setter(qtbot: QtBot) -> None:
    """6.12.0 lost one reference of None per call on Python 3.11 and aborted in the end."""
    label = QLabel()
    qtbot.addWidget(label)
    before = sys.getrefcount(None)
    for number in range(20_000):
        label.setText(str(number))
        label.setVisible(False)
        label.setProperty("kind", "body")
    assert abs(sys.getrefcount(None) - before) < 1_000
