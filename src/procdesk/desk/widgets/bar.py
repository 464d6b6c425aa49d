"""System bar: where you are, the time, who is acting, and the lock. 48 px on every screen."""

from PySide6.QtCore import QSize, Qt, Signal, SignalInstance
from PySide6.QtWidgets import QButtonGroup, QWidget

from procdesk.desk.look import icons
from procdesk.desk.look.theme import Look
from procdesk.desk.widgets.button import Button
from procdesk.desk.widgets.labels import Words, row

_LEAST_NAME_PX = 72


class Bar(QWidget):
    """The bar on top: `view` asks for a screen, `switch` for another person, `lock` locks."""

    view = Signal(str)
    switch = Signal()
    lock = Signal()

    def __init__(self, desk_name: str, views: tuple[str, ...]) -> None:
        super().__init__()
        self.setFixedHeight(48)
        self.setProperty("ground", "desk")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        layout = row(self, 0)
        layout.setContentsMargins(20, 0, 12, 0)
        where = Words(desk_name, "strong", wraps=False)
        where.setMinimumWidth(_LEAST_NAME_PX)  # in the narrowest window the views come first
        where.setToolTip(desk_name)
        layout.addWidget(where)
        layout.addSpacing(16)
        self._views = QButtonGroup(self)
        self._names = views
        for number, name in enumerate(views):
            button = Button(name, "view")
            button.setCheckable(True)
            self._views.addButton(button, number)
            layout.addWidget(button)
        self._views.idClicked.connect(lambda number: self.view.emit(self._names[number]))
        layout.addStretch(1)
        self._saved = Words("", "hint", wraps=False)
        self._time = Words("", "hint", wraps=False)
        for label in (self._saved, self._time):
            layout.addWidget(label)
            layout.addSpacing(12)
        self._person = self._action("", "user", self.switch)
        layout.addWidget(self._person)
        layout.addWidget(self._action("Lock", "lock", self.lock))

    def _action(self, words: str, icon: str, signal: SignalInstance) -> Button:
        button = Button(words, "view", act=signal)
        button.setIcon(icons.icon(icon, Look.theme.ink2, 18))
        button.setIconSize(QSize(18, 18))
        return button

    def show_view(self, name: str) -> None:
        """Mark the screen that is open."""
        self._views.button(self._names.index(name)).setChecked(True)

    def may_view(self, name: str, may: bool) -> None:
        """Show or hide a screen's name."""
        self._views.button(self._names.index(name)).setVisible(may)

    def show_person(self, name: str) -> None:
        """Show the name of the person who acts; pressing it lets another person act."""
        self._person.setText(name)
        self._person.setAccessibleName(name)

    def show_state(self, saved: str, time: str) -> None:
        """Show how what was recorded last stands on the disk, and the time."""
        self._saved.setText(saved)
        self._time.setText(time)
