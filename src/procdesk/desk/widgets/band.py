"""Band: a message that stands where its cause stands, until the cause is gone."""

from PySide6.QtWidgets import QFrame

from procdesk.desk import icons
from procdesk.desk.theme import Look
from procdesk.desk.widgets.words import Words, row

_ICONS = {"stop": "stop", "look": "look", "met": "dot"}


class Band(QFrame):
    """A sentence across the top of a page. `kind`: stop, look or met; empty words hide it."""

    def __init__(self, words: str = "", kind: str = "stop") -> None:
        super().__init__()
        layout = row(self, 12)
        layout.setContentsMargins(20, 10, 20, 10)
        self._icon = Words("", wraps=False)
        self._words = Words("", "strong")
        layout.addWidget(self._icon)
        layout.addWidget(self._words, 1)
        self.show_words(words, kind)

    def show_words(self, words: str, kind: str = "stop") -> None:
        """Show a sentence, or nothing."""
        self.setProperty("kind", f"band-{kind}")
        self.style().unpolish(self)
        self.style().polish(self)
        if words:
            self._icon.setPixmap(icons.pixmap(_ICONS[kind], getattr(Look.theme, kind), 20))
        self._words.setText(words)
        self._words.set_kind(kind)
        self.setAccessibleName(words)
        self.setVisible(bool(words))
