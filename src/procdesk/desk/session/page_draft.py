"""Kept: what is typed on one page is kept in the encrypted store, and comes back to its owner."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from procdesk.desk.session.environment import spoken_day
from procdesk.desk.session.session import Session
from procdesk.desk.timing import Timer, soon
from procdesk.workflow import drafting
from procdesk.workflow.clinic.opening import USER_ERRORS, message_of

_AFTER_MS = 300


class PageDraft(QObject):
    """The draft of one page of whoever opened it. `told` says its state in words.

    `of` is a case, or the clinic; `fields` gives what stands on the page, by name.
    """

    told = Signal(str)

    def __init__(  # on which page, whose, of what, which, and what stands there
        self,
        page: QWidget,
        session: Session,
        of: str,
        section: str,
        fields: Callable[[], dict[str, str]],
    ) -> None:
        super().__init__(page)
        self._session, self._person = session, session.person
        self._of, self._section, self._fields = of, section, fields
        self._timer = Timer(self, _AFTER_MS, once=True)
        self._timer.timeout.connect(self.keep)

    def start(self) -> None:
        """Something was typed: keep it in a moment."""
        self._timer.start()

    @property
    def waits(self) -> bool:
        """Whether something was typed in the last moments."""
        return self._timer.is_running

    def keep(self) -> None:
        """Keep what stands in the fields."""
        self._timer.stop()
        ledger = self._session.ledger
        try:
            drafting.keep(ledger, self._person, self._of, self._section, self._fields())
        except USER_ERRORS as trouble:
            self.told.emit(f"Draft not kept: {message_of(trouble)}")
            return
        self.told.emit(f"Draft kept on this desk {self._spoken(ledger.now())}")

    def back(self, done: str = "recorded") -> dict[str, str] | None:
        """What this person had typed here before a lock, a switch or a crash, and says so.

        `done` is what has not happened to it yet. None where there is no draft.
        """
        kept = drafting.draft(self._session.ledger, self._person, self._of, self._section)
        if kept is None:
            return None
        at = self._spoken(kept.kept_at)
        self.told.emit(f"Your draft of {at} is back; it is not {done} yet")
        return dict(kept.fields)

    def drop(self) -> None:
        """The page was recorded, or its draft is not wanted."""
        self._timer.stop()
        # The press that recorded also tells of an edit, after this: it is no new draft.
        soon(self._timer, self._timer.stop)
        drafting.done(self._session.ledger, self._person, self._of, self._section)

    def _spoken(self, at: datetime) -> str:
        """The time, with its day where that is another one."""
        zone = self._session.zone
        day = spoken_day(at, zone)
        today = day == spoken_day(self._session.ledger.now(), zone)
        return f"{'' if today else f'{day}, '}{at.astimezone(zone):%H:%M:%S}"
