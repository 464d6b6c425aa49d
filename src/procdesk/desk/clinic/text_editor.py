"""Text editor: a sheet text line by line with English beside, edited, signed by a physician."""

import json
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QWidget

from procdesk.desk.clinic.local_procedures import STATUS, Attempt
from procdesk.desk.clinic.text_preview import TextPreview
from procdesk.desk.pages.sign_panel import SignPanel
from procdesk.desk.session.page_draft import PageDraft
from procdesk.desk.session.session import Session
from procdesk.desk.timing import Timer
from procdesk.desk.widgets.button import Button
from procdesk.desk.widgets.labels import Words, column, own_column, row
from procdesk.desk.widgets.labels import left as at_left
from procdesk.desk.widgets.long_field import LongField
from procdesk.domain.entry import CLINIC
from procdesk.domain.staff import PHYSICIAN_ONLY
from procdesk.paper.texts.grade import text_grade
from procdesk.workflow.clinic import adopting, translations
from procdesk.workflow.clinic import sheet_texts as texts
from procdesk.workflow.refused import Refused

DRAFT_OF = "sheet-text "
"""Before the name of a text: under this its edits are kept, of the clinic and not of a case."""
_VERSION = "version"

_PAUSE_MS = 400
"""How long after the last keystroke the preview is made anew."""


class TextEditor(QWidget):
    """The lines of one text at the left, its paper at the right, the signature below the lines.

    What is edited is kept until it is signed. `taken_back` when a person gives their edits up.
    """

    taken_back = Signal()

    def __init__(self, session: Session, name: str, attempt: Attempt) -> None:
        super().__init__()
        self._session, self._name, self._attempt = session, name, attempt
        self._shipped = session.parts.texts()
        self._texts = texts.standing(session.ledger, self._shipped)
        self._text = json.loads(self._texts[name])
        self._english = translations.english_of(name, self._texts)
        self._shown: dict[texts.Path, str] = {}
        self._changes: dict[texts.Path, str] = {}
        self._page_draft = PageDraft(self, session, CLINIC.id, f"{DRAFT_OF}{name}", self._edits)
        both = row(gap=32)
        left, self._left = own_column(12)
        both.addWidget(left, 5)
        self.preview = TextPreview(session, name)
        both.addWidget(self.preview, 5)
        column(self, 0, 0).addLayout(both)
        self._pause = Timer(self, _PAUSE_MS, self._show, once=True)
        self._head()
        self._put_back()
        self._lines()
        self._signing()
        self._left.addStretch(1)
        self._show()

    def _head(self) -> None:
        text = self._text
        self._left.addWidget(Words(f"{self._name}, version {text['version']}", "section"))
        self._left.addWidget(Words(f"{text['status']}. Source: {text['source']}", "hint"))
        if words := translations.behind(self._session.ledger, self._name, self._texts):
            self._left.addWidget(Words(words, "look"))
        self._grade = Words("", "body")
        self._problem = Words("", "small-stop")
        self._draft = Words("", "look")
        self._page_draft.status.connect(self._draft.setText)
        for label in (self._grade, self._problem, self._draft):
            self._left.addWidget(label)

    def _put_back(self) -> None:
        """Lay what this person had edited and not signed over the text as it stands now."""
        fields = self._page_draft.back("signed")
        if fields is None:
            return
        if fields.pop(_VERSION) != self._text["version"]:
            words = "The text was changed since you edited it: read every line again."
            self._left.addWidget(Words(words, "look"))
        for path, name in self._named().items():
            if name in fields:
                self._changes[path] = fields.pop(name)
        for words in fields.values():
            self._left.addWidget(Words(f"The line you wrote this in is gone: {words}", "look"))
        self._left.addLayout(at_left(Button("Give up my edits", act=self._give_up)))

    def _give_up(self) -> None:
        self._page_draft.drop()
        self.taken_back.emit()

    def _named(self) -> dict[texts.Path, str]:
        """Return the name under which each line is kept."""
        return {path: json.dumps(path) for path in texts.lines(self._text)}

    def _edits(self) -> dict[str, str]:
        """Return the edited lines by their name, and the version that they were edited in."""
        named = self._named()
        edits = {named[path]: words for path, words in self._changes.items()}
        return {_VERSION: str(self._text["version"]), **edits}

    def hideEvent(self, event: QHideEvent) -> None:
        """Keep what was just typed before another page, another tab or the lock shows."""
        if self._page_draft.waits:
            self._page_draft.keep()
        super().hideEvent(event)

    def _lines(self) -> None:
        """Show every line in a field, with what it hangs on and with its English under it."""
        beside = texts.lines(json.loads(self._english or b"{}"))
        for path, words in texts.lines(self._text).items():
            field = LongField(texts.spoken(path).capitalize(), "left open: a line to write on")
            self._shown[path] = "" if words is None else str(words)
            field.put(self._changes.get(path, self._shown[path]))
            field.edited.connect(lambda text, path=path: self._edited(path, text))
            self._left.addWidget(field)
            hints = (_hangs_on(self._text, path), _known(self._text, path))
            for hint in filter(None, hints):
                self._left.addWidget(Words(hint, "hint"))
            if path in beside and isinstance(beside[path], str):
                self._left.addWidget(Words(f"English: {beside[path]}", "body"))

    def _signing(self) -> None:
        if not self._session.person.may(PHYSICIAN_ONLY):
            self._left.addWidget(Words("A physician signs this.", "look"))
            return
        panel = SignPanel(
            self._session, "I read it whole and take responsibility for it.", PHYSICIAN_ONLY
        )
        self._left.addWidget(panel)
        button = Button(f"Review {self._name} as {self._session.person.name}")
        button.clicked.connect(lambda: self._review(panel))
        self._left.addWidget(button)

    def _edited(self, path: texts.Path, words: str) -> None:
        if words == self._shown[path]:
            self._changes.pop(path, None)
        else:
            self._changes[path] = words
        if self._changes:
            self._page_draft.start()
        else:
            self._page_draft.drop()
            self._draft.setText("")
        self._pause.start()

    def _raw(self) -> bytes:
        """Return the text as it stands in the fields. Raises Refused."""
        return texts.edited(self._texts[self._name], self._changes)

    def _show(self) -> None:
        """Show grade and paper of what stands in the fields, or what is wrong with it."""
        try:
            raw = self._raw()
        except Refused as refused:
            self._problem.setText(refused.words)
            return
        self._problem.setText("")
        text = json.loads(raw)
        grade = text_grade(text, self._session.ledger.reference.languages[text["language"]])
        goal = f"; it should be {grade.goal}" if grade.goal else ""
        self._grade.setText(f"{grade.words[:1].upper()}{grade.words[1:]}{goal}.")
        self._grade.set_kind("met" if grade.is_easy else "look")
        self.preview.show_texts({**self._texts, self._name: raw})

    def _review(self, panel: SignPanel) -> None:
        def act() -> None:
            raw = self._raw()
            self.preview.show_texts({**self._texts, self._name: raw})
            self.preview.drawn()
            adopting.review(
                self._session.ledger,
                self._session.person,
                self._name,
                raw,
                panel.signer(),
                shipped=self._shipped[self._name],
                beside=self._english,
            )
            self._page_draft.drop()

        self._attempt(act, f"Done: Review {self._name}.")


def _hangs_on(text: object, path: texts.Path) -> str:
    """Return in words the facts that a line hangs on."""
    row = _row(text, path)
    parts = [
        f"{words} {_joined(row[key], joint)}"
        for key, words, joint in (("if", "Only with", " and "), ("not", "Not with", " or "))
        if key in row
    ]
    return ". ".join(parts)


def _joined(facts: str | list[str], joint: str) -> str:
    names = [facts] if isinstance(facts, str) else facts
    return joint.join(one.replace("-", " ") for one in names)


def _known(text: object, path: texts.Path) -> str:
    """Return how well a number is known, and from where."""
    row = _row(text, path)
    if "status" not in row:
        return ""
    status = STATUS.get(str(row["status"]), "not confirmed").capitalize()
    return f"{status}. {row['source']}"


def _row(text: Any, path: texts.Path) -> dict[str, Any]:
    """Return the row that a line is a word of; empty for a plain line."""
    for step in path[:-1]:
        text = text[step]
    return text if isinstance(text, dict) and len(path) > 2 else {}
