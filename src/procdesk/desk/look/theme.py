"""Theme: fonts, palette and the one stylesheet, set at the start and at a theme change only."""

from pathlib import Path

from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

from procdesk.desk.look.tokens import THEMES, Theme

SIZES = {
    "countdown": 34,
    "title": 26,
    "section": 20,
    "question": 17,
    "body": 15,
    "hint": 14,
    "small": 13,
    "tick": 12,
}
"""px; 12 is the smallest anywhere."""


class Look:
    """The theme in force; painters read it. Replaced as a whole by `apply`."""

    theme: Theme = THEMES["light"]
    name: str = "light"
    resources: Path = Path()
    has_font: bool = False


def apply(app: QApplication, resources: Path, name: str = "light") -> None:
    """Put a theme in force for the whole program."""
    Look.theme, Look.name, Look.resources = THEMES[name], name, resources
    app.setStyle("Fusion")
    app.setFont(font(resources))
    app.setPalette(_palette(Look.theme))
    app.setStyleSheet(_stylesheet(Look.theme))


def font(resources: Path) -> QFont:
    """Return the program's font: Inter with tabular figures and an l with a tail."""
    if not Look.has_font:
        for path in sorted((resources / "fonts").glob("Inter-*.ttf")):
            QFontDatabase.addApplicationFont(str(path))
        Look.has_font = True
    face = QFont("Inter")
    face.setPixelSize(SIZES["body"])
    face.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    for feature in ("tnum", "cv05"):
        face.setFeature(QFont.Tag(feature), 1)
    return face


def sized(base: QFont, kind: str, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """Return the program's font in one of its sizes."""
    face = QFont(base)
    face.setPixelSize(SIZES[kind])
    face.setWeight(weight)
    return face


def _palette(t: Theme) -> QPalette:
    role = QPalette.ColorRole
    colours = {
        role.Window: t.desk,
        role.WindowText: t.ink,
        role.Base: t.sheet,
        role.Text: t.ink,
        role.AlternateBase: t.well,
        role.Button: t.sheet,
        role.ButtonText: t.ink,
        role.BrightText: t.on_act,
        role.Highlight: t.act,
        role.HighlightedText: t.on_act,
        role.Link: t.act,
        role.LinkVisited: t.act,
        role.ToolTipBase: t.sheet,
        role.ToolTipText: t.ink,
        role.PlaceholderText: t.ink3,
        role.Light: t.sheet,
        role.Midlight: t.line,
        role.Mid: t.edge,
        role.Dark: t.edge,
        role.Shadow: t.ink,
        role.Accent: t.act,
    }
    palette = QPalette()
    for colour_role, colour in colours.items():
        palette.setColor(colour_role, QColor(colour))
    off = QPalette.ColorGroup.Disabled
    for colour_role in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(off, colour_role, QColor(t.ink3))
    return palette


def _stylesheet(t: Theme) -> str:
    return _grounds(t) + _buttons(t) + _fields(t)


def _grounds(t: Theme) -> str:
    return f"""
    QWidget {{ color: {t.ink}; }}
    QWidget#sheet, QScrollArea#sheet, QWidget[ground="sheet"] {{ background: {t.sheet}; }}
    QWidget[ground="desk"] {{ background: {t.desk}; }}
    QWidget[ground="well"] {{ background: {t.well}; }}
    QScrollArea {{ border: none; }}
    QLabel {{ background: transparent; }}
    QLabel[kind="countdown"] {{ font-size: 34px; font-weight: 700; }}
    QLabel[kind="countdown-look"] {{ font-size: 34px; font-weight: 700; color: {t.look}; }}
    QLabel[kind="clock"] {{ font-size: 72px; font-weight: 600; }}
    QLabel[kind="title"] {{ font-size: 26px; font-weight: 700; }}
    QLabel[kind="section"] {{ font-size: 20px; font-weight: 600; }}
    QLabel[kind="question"] {{ font-size: 17px; font-weight: 600; }}
    QLabel[kind="strong"] {{ font-size: 15px; font-weight: 600; }}
    QLabel[kind="hint"] {{ font-size: 14px; color: {t.ink2}; }}
    QLabel[kind="small"] {{ font-size: 13px; color: {t.ink3}; }}
    QLabel[kind="small-stop"] {{ font-size: 13px; font-weight: 600; color: {t.stop}; }}
    QLabel[kind="stop"] {{ font-weight: 600; color: {t.stop}; }}
    QLabel[kind="look"] {{ font-weight: 600; color: {t.look}; }}
    QLabel[kind="met"] {{ font-weight: 600; color: {t.met}; }}
    QFrame[kind="band-look"] {{ background: {t.look_soft}; }}
    QFrame[kind="band-stop"] {{ background: {t.stop_soft}; }}
    QFrame[kind="band-met"] {{ background: {t.met_soft}; }}
    QFrame[kind="card"] {{ background: {t.sheet}; border: 1px solid {t.line};
        border-radius: 6px; }}
    QFrame[kind="differs"] {{ background: {t.sheet}; border: 2px solid {t.stop};
        border-radius: 6px; }}
    QFrame[kind="waiting"] {{ background: {t.well}; border: 2px dashed {t.line};
        border-radius: 6px; }}
    QFrame[kind="hairline"] {{ background: {t.line}; border: none; }}
    QFrame[kind="upright"] {{ background: {t.line}; border: none; }}
    QFrame[kind="inkline"] {{ background: {t.ink}; border: none; }}
    """


def _buttons(t: Theme) -> str:
    px = t.edge_px
    return f"""
    QPushButton {{
        background: {t.sheet}; border: {px}px solid {t.edge}; border-radius: 4px;
        min-height: {48 - 2 * px}px; padding: 0 18px; font-size: 15px; font-weight: 600;
    }}
    QPushButton:hover {{ background: {t.act_soft}; border-color: {t.act}; }}
    QPushButton:pressed {{ background: {t.act_soft}; border: 2px solid {t.act};
        min-height: 44px; }}
    QPushButton[kind="filled"] {{ background: {t.act}; color: {t.on_act};
        border-color: {t.act}; }}
    QPushButton[kind="filled"]:hover {{ background: {t.act_hov}; }}
    QPushButton[kind="filled"]:pressed {{ background: {t.act_prs}; }}
    QPushButton[kind="stop"] {{ color: {t.stop}; border: 2px solid {t.stop}; min-height: 44px; }}
    QPushButton[kind="stop-narrow"] {{ color: {t.stop}; border: 2px solid {t.stop};
        min-height: 44px; padding: 0 4px; }}
    QPushButton[kind="view"] {{ background: transparent; border: none; min-height: 48px;
        border-radius: 0; padding: 0 8px; font-weight: 500; color: {t.ink2}; }}
    QPushButton[kind="view"]:hover {{ color: {t.act}; }}
    QPushButton[kind="view"]:checked {{ color: {t.ink}; font-weight: 700;
        border-bottom: 3px solid {t.ink}; }}
    QPushButton[kind="answer"] {{ min-height: {56 - 2 * px}px; font-size: 17px; font-weight: 500;
        padding: 0 8px; }}
    QPushButton[kind="answer"][tall="yes"] {{ min-height: {72 - 2 * px}px; }}
    QPushButton[kind="answer"]:checked {{ background: {t.act}; color: {t.on_act};
        border-color: {t.act}; font-weight: 600; }}
    QPushButton[kind="answer"][unknown="yes"] {{ border: 2px dashed {t.edge}; color: {t.ink2};
        font-size: 15px; min-height: 52px; }}
    QPushButton[kind="answer"][unknown="yes"]:checked {{ background: {t.ink2}; color: {t.sheet};
        border-style: solid; }}
    QPushButton[kind="link"] {{ background: transparent; border: none; text-align: left;
        color: {t.act}; padding: 0 4px; }}
    QPushButton[kind="link"]:hover {{ text-decoration: underline; }}
    QPushButton[kind="place"] {{ font-weight: 500; padding: 0 8px; }}
    QPushButton[kind="place"]:checked {{ background: {t.act}; color: {t.on_act};
        border-color: {t.act}; font-weight: 600; }}
    QPushButton[kind="tab"] {{ border-radius: 0; font-weight: 600; }}
    QPushButton[kind="tab"]:checked {{ background: {t.ink}; color: {t.sheet};
        border-color: {t.ink}; }}
    QPushButton[kind="rail"] {{ background: transparent; border: none; border-radius: 0;
        border-left: 4px solid transparent; text-align: left; padding: 2px 12px 2px 16px;
        font-weight: 500; font-size: 14px; }}
    QPushButton[kind="rail"]:hover {{ background: {t.well}; }}
    QPushButton[kind="rail"]:checked {{ background: {t.sheet}; border-left: 4px solid {t.ink};
        font-weight: 700; }}
    QPushButton[kind="name"] {{ min-height: 62px; text-align: left; padding: 0 20px;
        font-size: 17px; border-color: {t.line}; }}
    QPushButton[kind="name"]:checked {{ background: {t.act_soft};
        border-left: 6px solid {t.act}; }}
    QPushButton[kind="key"] {{ min-height: 70px; font-size: 26px; font-weight: 500; }}
    """


def _fields(t: Theme) -> str:
    px = t.edge_px
    return f"""
    QLineEdit, QPlainTextEdit {{
        background: {t.sheet}; border: {px}px solid {t.edge}; border-radius: 4px;
        min-height: {48 - 2 * px}px; padding: 0 12px; font-size: 17px;
        selection-background-color: {t.act}; selection-color: {t.on_act};
        placeholder-text-color: {t.ink3};
    }}
    QPlainTextEdit {{ padding: 8px 8px; }}
    QLineEdit[result="whole"] {{ background: {t.well}; font-weight: 600; }}
    QLineEdit[result="open"] {{ background: {t.well}; border: 2px dashed {t.edge}; }}
    QLineEdit[state="wrong"], QPlainTextEdit[state="wrong"] {{ border: 2px solid {t.stop}; }}
    QHeaderView::section {{ background: {t.sheet}; color: {t.ink2}; border: none;
        border-bottom: 1px solid {t.edge}; padding: 8px 0; font-size: 14px; font-weight: 400; }}
    QHeaderView::section:first {{ padding-left: 24px; }}
    QTableView {{ background: {t.sheet}; border: none; gridline-color: {t.line}; }}
    QTableView::item:selected {{ background: {t.act_soft}; }}
    QScrollBar:vertical {{ background: {t.well}; width: 14px; }}
    QScrollBar::handle:vertical {{ background: {t.edge}; border-radius: 4px; min-height: 48px;
        margin: 2px; }}
    QScrollBar::add-line, QScrollBar::sub-line {{ height: 0; }}
    """
