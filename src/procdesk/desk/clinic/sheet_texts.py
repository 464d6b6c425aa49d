"""Sheet texts: the list of them, with who reviewed each and where an edit of one's own waits."""

from PySide6.QtWidgets import QWidget

from procdesk.desk.clinic.local_procedures import Attempt
from procdesk.desk.clinic.text_editor import DRAFT_OF, TextEditor
from procdesk.desk.session.session import Session
from procdesk.desk.widgets.button import Button
from procdesk.desk.widgets.choices import Choice, Choices
from procdesk.desk.widgets.labels import Words, clear, column
from procdesk.desk.widgets.labels import left as at_left
from procdesk.domain.entry import CLINIC
from procdesk.workflow import drafting
from procdesk.workflow.clinic import sheet_texts as texts
from procdesk.workflow.clinic import translations


class SheetTexts(QWidget):
    """Every text with who reviewed it; the chosen one is open below."""

    def __init__(self, session: Session, attempt: Attempt) -> None:
        super().__init__()
        self._session, self._attempt = session, attempt
        layout = column(self, 0, 16)
        standing = texts.standing(session.ledger, session.parts.texts())
        states = translations.text_states(session.ledger, standing)
        choices = [Choice(one["text"], f"{one['text']}: {one['state']}") for one in states]
        self.names = Choices("Which text?", choices, per_row=3)
        self._drafts = Words("", "look")
        layout.addWidget(self._drafts)
        behind = translations.behind_words(session.ledger, sorted(standing), standing)
        self._behind = Words("\n".join(behind), "look")
        layout.addWidget(self._behind)
        self._behind.setVisible(bool(behind))
        layout.addWidget(self.names)
        self._open = column(layout, gap=16)
        self.names.edited.connect(self._choose)
        self._tell_drafts("")

    def _choose(self, name: str) -> None:
        clear(self._open)
        self.names.setVisible(not name)
        self._tell_drafts(name)
        self._behind.setVisible(not name and bool(self._behind.text()))
        if name:
            another = Button("Choose another text", act=self._again)
            self._open.addLayout(at_left(another))
            editor = TextEditor(self._session, name, self._attempt)
            editor.taken_back.connect(lambda: self._choose(name))
            self._open.addWidget(editor)

    def _again(self) -> None:
        """Go back to the list; what was typed in a text is there when it is opened again."""
        self.names.put("")
        self._choose("")

    def _tell_drafts(self, name: str) -> None:
        """Say in which texts something of this person's waits, where none is open."""
        session = self._session
        names = () if name else drafting.drafted(session.ledger, session.person, CLINIC.id)
        mine = [one.removeprefix(DRAFT_OF) for one in names if one.startswith(DRAFT_OF)]
        sentence = f"Edited by you and not signed: {', '.join(sorted(mine))}."
        self._drafts.setText(sentence if mine else "")
        self._drafts.setVisible(bool(mine))
