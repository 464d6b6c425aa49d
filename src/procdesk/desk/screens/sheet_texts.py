"""Sheet texts: chosen, read line by line with English beside, edited, and signed by a physician."""

import json
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from procdesk.desk.screens.own_procedures import STATUS, Attempt
from procdesk.desk.screens.text_preview import TextPreview
from procdesk.desk.session import Session
from procdesk.desk.widgets.button import Button
from procdesk.desk.widgets.choices import Choice, Choices
from procdesk.desk.widgets.long_field import LongField
from procdesk.desk.widgets.sign_panel import SignPanel
from procdesk.desk.widgets.words import Words, clear, column, row
from procdesk.desk.widgets.words import left as at_left
from procdesk.domain.staff import PHYSICIAN_ONLY
from procdesk.paper.grade import EASY, is_easy, text_grade
from procdesk.workflow import adopting, translations
from procdesk.workflow import sheet_texts as texts
from procdesk.workflow.refused import Refused

_PAUSE_MS = 400
"""How long after the last keystroke the preview is made anew."""


class SheetTexts(QWidget):
    """Every text with who reviewed it; the chosen one is open below."""

    def __init__(self, session: Session, attempt: Attempt) -> None:
        super().__init__()
        self._session, self._attempt = session, attempt
        self._changes: dict[str, dict[texts.Path, str]] = {}
        layout = column(self, 0, 16)
        standing = texts.standing(session.ledger, session.parts.texts())
        states = translations.text_states(session.ledger, standing)
        choices = [Choice(one["text"], f"{one['text']}: {one['state']}") for one in states]
        self.names = Choices("Which text?", choices, per_row=3)
        behind = translations.behind_words(session.ledger, sorted(standing), standing)
        self._behind = Words("\n".join(behind), "look")
        layout.addWidget(self._behind)
        self._behind.setVisible(bool(behind))
        layout.addWidget(self.names)
        self._open = column(gap=16)
        layout.addLayout(self._open)
        self.names.edited.connect(self._choose)

    def _choose(self, name: str) -> None:
        clear(self._open)
        self.names.setVisible(not name)
        self._behind.setVisible(not name and bool(self._behind.text()))
        if name:
            another = Button("Choose another text")
            another.clicked.connect(self._again)
            self._open.addLayout(at_left(another))
            changes = self._changes.setdefault(name, {})
            self._open.addWidget(TextEditor(self._session, name, changes, self._attempt))

    def _again(self) -> None:
        """Back to the list; what was typed in a text is there when it is opened again."""
        self.names.put("")
        self._choose("")


class TextEditor(QWidget):
    """The lines of one text at the left, its paper at the right, the signature below the lines."""

    def __init__(
        self, session: Session, name: str, changes: dict[texts.Path, str], attempt: Attempt
    ) -> None:
        super().__init__()
        self._session, self._name, self._attempt = session, name, attempt
        self._shipped = session.parts.texts()
        self._texts = texts.standing(session.ledger, self._shipped)
        self._text = json.loads(self._texts[name])
        self._english = translations.english_of(name, self._texts)
        self._changes = changes
        both = row(gap=32)
        left = QWidget()
        self._left = column(left, 0, 12)
        both.addWidget(left, 5)
        self.preview = TextPreview(session, name)
        both.addWidget(self.preview, 5)
        column(self, 0, 0).addLayout(both)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._show)
        self._head()
        self._lines()
        self._signing()
        self._left.addStretch(1)
        self._show()

    def _head(self) -> None:
        told = self._text
        self._left.addWidget(Words(f"{self._name}, version {told['version']}", "section"))
        self._left.addWidget(Words(f"{told['status']}. Source: {told['source']}", "hint"))
        if words := translations.behind(self._session.ledger, self._name, self._texts):
            self._left.addWidget(Words(words, "look"))
        self._grade = Words("", "body")
        self._problem = Words("", "small-stop")
        for one in (self._grade, self._problem):
            self._left.addWidget(one)

    def _lines(self) -> None:
        """Every line in a field, with what it hangs on and with its English under it."""
        beside = texts.lines(json.loads(self._english or b"{}"))
        for path, words in texts.lines(self._text).items():
            one = LongField(texts.spoken(path).capitalize(), "left open: a line to write on")
            one.put(self._changes.get(path, "" if words is None else str(words)))
            one.edited.connect(lambda told, path=path: self._edited(path, told))
            self._left.addWidget(one)
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
        self._changes[path] = words
        self._pause.start()

    def _raw(self) -> bytes:
        """The text as it stands in the fields. Raises Refused."""
        return texts.edited(self._texts[self._name], self._changes)

    def _show(self) -> None:
        """Grade and paper of what stands in the fields, or what is wrong with it."""
        try:
            raw = self._raw()
        except Refused as refused:
            self._problem.setText(refused.words)
            return
        self._problem.setText("")
        told = json.loads(raw)
        found = text_grade(told)
        spanish = told["language"] == "es"
        goal = f"at least {EASY['es']:g}" if spanish else f"at most {EASY['en']:g}"
        measure = "Ease of reading (INFLESZ)" if spanish else "Reading grade"
        self._grade.setText(f"{measure} {found}; it should be {goal}.")
        self._grade.set_kind("met" if is_easy(told) else "look")
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

        self._attempt(act, f"Done: Review {self._name}.")


def _hangs_on(text: object, path: texts.Path) -> str:
    """On which facts a line hangs, in words."""
    told = _row(text, path)
    parts = [
        f"{words} {_joined(told[key], joint)}"
        for key, words, joint in (("if", "Only with", " and "), ("not", "Not with", " or "))
        if key in told
    ]
    return ". ".join(parts)


def _joined(told: str | list[str], joint: str) -> str:
    names = [told] if isinstance(told, str) else told
    return joint.join(one.replace("-", " ") for one in names)


def _known(text: object, path: texts.Path) -> str:
    """How well a number is known, and from where."""
    told = _row(text, path)
    if "status" not in told:
        return ""
    status = STATUS.get(str(told["status"]), "not confirmed").capitalize()
    return f"{status}. {told['source']}"


def _row(text: Any, path: texts.Path) -> dict[str, Any]:
    """The row that a line is a word of; empty for a plain line."""
    for step in path[:-1]:
        text = text[step]
    return text if isinstance(text, dict) and len(path) > 2 else {}
