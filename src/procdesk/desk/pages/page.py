"""Page: one section of a case. It shows an outcome, collects, records, and keeps its draft."""

from collections.abc import Callable
from functools import partial
from typing import Concatenate, ParamSpec, Protocol, TypeVar

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtWidgets import QWidget

from procdesk.desk.session.page_draft import PageDraft
from procdesk.desk.session.session import Session
from procdesk.desk.widgets.band import Band
from procdesk.desk.widgets.button import Button
from procdesk.desk.widgets.choices import Choices
from procdesk.desk.widgets.field import Field
from procdesk.desk.widgets.labels import Words, column
from procdesk.desk.widgets.long_field import LongField
from procdesk.desk.widgets.scroll import Scroll
from procdesk.domain.staff import Staff
from procdesk.workflow import stages
from procdesk.workflow.ledger import Ledger, Outcome
from procdesk.workflow.sections import stage_of

_More = ParamSpec("_More")
_Asked = TypeVar("_Asked", bound=Choices | Field | LongField)


class PageInput(Protocol):
    """Whatever a person fills in: a field, a row of answers, a map."""

    edited: SignalInstance
    destroyed: SignalInstance

    @property
    def text(self) -> str: ...

    def put(self, text: str, /) -> None: ...


class Page(QWidget):
    """`recorded` after an act, `drafted` with the state of the draft in words.

    `leads` names another page of the case that this one leads to; `weighs` names a stop that a
    dose (an Act) would meet, for a physician to decide before it is given; `left` goes back.
    """

    records_in_parts = False
    """True where an act records a part of the page: what else is typed stays a draft."""
    recorded = Signal()
    leads = Signal(str)
    weighs = Signal(str, object)
    drafted = Signal(str)
    left = Signal()

    def __init__(self, session: Session, outcome: Outcome, section: str, title: str) -> None:
        super().__init__()
        self.session = session
        self.outcome = outcome
        self.section = section
        self.buttons: list[Button] = []
        self._inputs: dict[str, PageInput] = {}
        whole = column(self, 0, 0)
        self.band = Band()
        whole.addWidget(self.band)
        self._scroll = Scroll()
        whole.addWidget(self._scroll, 1)
        self.content = self._scroll.content
        if title:
            self.content.addWidget(Words(title, "title"))
        self._page_draft = PageDraft(self, session, self.case_id, section, self.draft_fields)
        self._page_draft.status.connect(self.drafted)

    @property
    def case_id(self) -> str:
        """Return the id of this page's case."""
        return self.outcome.case.id

    def show_outcome(self, outcome: Outcome) -> None:
        """Show what is true now; what is being typed stays."""
        self.outcome = outcome

    def primary(self, words: str, act: Callable[[], object]) -> Button:
        """Add and return the one filled button of this page, in the foot."""
        button = Button(words, "filled", act=act)
        self.buttons.append(button)
        return button

    def secondary(self, words: str, act: Callable[[], object]) -> Button:
        """Add and return a plain button in the foot."""
        button = Button(words, act=act)
        self.buttons.append(button)
        return button

    @staticmethod
    def offer(button: Button, on: bool) -> None:
        """Show or hide a button of the foot; one that is not there yet is not shown alone."""
        if not on or button.parentWidget() is not None:
            button.setVisible(on)

    def attempt(self, act: Callable[[], object], *, begins: bool = True) -> bool:
        """Do an act. A refusal or a failed save stands in words on top; nothing typed is lost.

        An act of this page enters the page's stage if that is the next one; `begins` is False for
        an act of what stands around the page.
        """

        def begin_and_act() -> None:
            stage = stage_of(self.section) if begins else None
            if stage is not None:
                stages.begin(self.session.ledger, self.session.person, self.case_id, stage)
            act()

        if not self.band.attempt(begin_and_act):
            self.show_top()
            return False
        self._page_draft.drop()
        self.recorded.emit()
        if self.records_in_parts and self.draft_fields():
            self.keep_draft()
        return True

    def record(
        self,
        act: Callable[Concatenate[Ledger, Staff, str, _More], object],
        *more: _More.args,
        **named: _More.kwargs,
    ) -> bool:
        """Do an act of the workflow on this case, as `attempt` does; return whether it was done."""
        session = self.session
        done = partial(act, session.ledger, session.person, self.case_id, *more, **named)
        return self.attempt(done)

    def save(self, kind: str, make: Callable[[], bytes]) -> None:
        """Save a paper of this case as a file of this desk, and say where."""
        if self.attempt(lambda: self.session.save(f"{kind}-{self.case_id[:6]}.pdf", make())):
            self.say_where_saved()

    def say_where_saved(self) -> None:
        """Say in which folder the files of this desk are."""
        folder = self.session.parts.save_as("").parent
        self.band.show_words(f"Saved in {folder}.", "met")

    def take_focus(self) -> None:
        """Focus the first input, else the first button."""
        inside = (w for w in self._scroll.findChildren(QWidget) if _takes_tab(w))
        first = next(inside, None) or next(iter(self.buttons), None)
        if first is not None:
            first.setFocus()

    def complain(self, words: str) -> None:
        """Say on top what is in the way, and show it."""
        self.band.show_words(words)
        self.show_top()

    def show_top(self) -> None:
        """Turn back to the top of the page."""
        self._scroll.verticalScrollBar().setValue(0)

    def lead_to(self, widget: QWidget) -> None:
        """Put the focus on an input and show it."""
        self._scroll.ensureWidgetVisible(widget, 0, 80)
        widget.setFocus()

    def ask(self, key: str, control: _Asked) -> _Asked:
        """Add an input at the end of the page, as part of its draft."""
        self.content.addWidget(control)
        self.keep(key, control)
        return control

    def keep(self, key: str, control: PageInput) -> None:
        """Let an input be part of this page's draft, for as long as it is there."""
        self._inputs[key] = control
        control.edited.connect(self.start_draft)
        control.destroyed.connect(lambda: self.forget(control))

    def forget(self, gone: PageInput) -> None:
        """Let an input be no part of the draft any more: it left the page, or was deleted."""
        self._inputs = {key: one for key, one in self._inputs.items() if one is not gone}

    def start_draft(self) -> None:
        """Keep the draft in a moment, since something was typed."""
        self._page_draft.start()

    def draft_fields(self) -> dict[str, str]:
        """Return the texts of the inputs that are not empty, by their name."""
        return {key: one.text for key, one in self._inputs.items() if one.text}

    def put_draft(self, fields: dict[str, str]) -> None:
        """Show what `draft_fields` gave."""
        for key, text in fields.items():
            if key in self._inputs:
                self._inputs[key].put(text)

    def offer_draft(self) -> None:
        """Put back what this person had typed here before a lock, a switch or a crash."""
        fields = self._page_draft.back()
        if fields is not None:
            self.put_draft(fields)

    def keep_draft(self) -> None:
        """Keep what stands in the fields, in the encrypted store."""
        self._page_draft.keep()

    def has_unkept_draft(self) -> bool:
        """Return whether something was typed that is not kept yet."""
        return self._page_draft.waits


def _takes_tab(widget: QWidget) -> bool:
    return bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and widget.isVisibleTo(
        widget.window()
    )
