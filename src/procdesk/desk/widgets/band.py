"""Band: a message that stands where its cause stands, until the cause is gone."""

from collections.abc import Callable

from PySide6.QtWidgets import QFrame

from procdesk.desk.look.theme import Look
from procdesk.desk.widgets.labels import Words, restyle, row

_ICONS = {"stop": "stop", "look": "look", "met": "dot"}


class Band(QFrame):
    """A sentence across the top of a page, hidden while there is none."""

    def __init__(self) -> None:
        super().__init__()
        layout = row(self, 12)
        layout.setContentsMargins(20, 10, 20, 10)
        self._icon = Words("", wraps=False)
        self._words = Words("", "strong")
        layout.addWidget(self._icon)
        layout.addWidget(self._words, 1)
        self.row = layout
        self.hide()

    def show_words(self, words: str, kind: str = "stop") -> None:
        """Show a sentence, or nothing. `kind`: stop, look or met.

        It is written before it is seen: showing it draws the page anew, and that may fail.
        """
        self.setAccessibleName(words)
        self._words.setText(words)
        if words:
            from procdesk.desk.look import icons  # not needed for the first paint

            self.setProperty("kind", f"band-{kind}")
            restyle(self)
            self._words.set_kind(kind)
            self._icon.setPixmap(icons.pixmap(_ICONS[kind], getattr(Look.theme, kind), 20))
        self.setVisible(bool(words))

    def attempt(self, act: Callable[[], object]) -> bool:
        """Do an act; return whether it was done. A refusal or a failed save is said here."""
        from procdesk.workflow.clinic.opening import USER_ERRORS, message_of

        try:
            act()
        except USER_ERRORS as trouble:
            self.show_words(message_of(trouble))
            return False
        self.show_words("")
        return True
