"""Procedure list: every procedure of the catalogue in groups, found by typing."""

from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from procdesk.desk.widgets.button import Button
from procdesk.desk.widgets.field import Field
from procdesk.desk.widgets.labels import Words, column
from procdesk.domain.catalogue.procedure_kind import ProcedureKind
from procdesk.domain.medicines.spelling import plain

_GROUPS = {
    "medial-branch": "Test blocks and joints of the spine, nerves of the knee",
    "epidural": "Epidural steroid injections",
    "radiofrequency": "Radiofrequency",
    "trigger-point": "Trigger points and nerves of the head",
    "joint": "Joints, bursae and tendons",
    "sympathetic": "Sympathetic, plexus and chest",
    "stimulator": "Stimulators",
    "pump": "Pumps",
    "augmentation": "Bones of the spine",
    "blood-patch": "Blood patch",
    "": "Others, not in the fact base",
}


class ProcedureList(QWidget):
    """One question. Typing narrows the rows, a press chooses one and puts the others away."""

    edited = Signal(str)

    def __init__(self, question: str, kinds: Iterable[ProcedureKind]) -> None:
        super().__init__()
        self._kinds = tuple(kinds)
        self._buttons: dict[str, Button] = {}
        self._heads: dict[str, Words] = {}
        self.text = ""
        layout = column(self, 0, 8)
        layout.addWidget(Words(question, "question"))
        self.search = Field("Type to find it", hint="Part of a name, as in lumbar or knee")
        layout.addWidget(self.search)
        for family, title in _GROUPS.items():
            here = [kind for kind in self._kinds if kind.family == family]
            self._heads[family] = Words(title, "strong")
            layout.addWidget(self._heads[family])
            for kind in here:
                layout.addWidget(self._button(question, kind))
        self._none = Words("No procedure has this in its name.", "look")
        self._again = Button("Choose another procedure", act=self._look_again)
        layout.addWidget(self._none)
        layout.addWidget(self._again)
        self.search.edited.connect(lambda _text: self._show())
        self.setFocusProxy(self.search)
        self._show()

    def _button(self, question: str, kind: ProcedureKind) -> Button:
        button = Button(kind.name, "name", act=lambda: self._choose(kind.key))
        button.setCheckable(True)
        button.setAccessibleName(f"{question} {kind.name}")
        self._buttons[kind.key] = button
        return button

    def put(self, key: str) -> None:
        """Show a choice that was made before; an empty text shows all rows again."""
        self.text = key if key in self._buttons else ""
        self._show()

    def _choose(self, key: str) -> None:
        self.put(key)
        self.edited.emit(self.text)

    def _look_again(self) -> None:
        self._choose("")
        self.search.setFocus()

    def _show(self) -> None:
        """Show only the chosen row, or those that have every typed word."""
        wanted = plain(self.search.text).split()
        shown = {k.key for k in self._kinds if self._is_shown(k, wanted)}
        for key, button in self._buttons.items():
            button.setChecked(key == self.text)
            button.setVisible(key in shown)
        families = {kind.family for kind in self._kinds if kind.key in shown}
        for family, head in self._heads.items():
            head.setVisible(family in families and not self.text)
        self.search.setVisible(not self.text)
        self._none.setVisible(not shown)
        self._again.setVisible(bool(self.text))

    def _is_shown(self, kind: ProcedureKind, wanted: list[str]) -> bool:
        if self.text:
            return kind.key == self.text
        words = plain(f"{kind.name} {kind.key} {kind.plain_name}")
        return all(word in words for word in wanted)
