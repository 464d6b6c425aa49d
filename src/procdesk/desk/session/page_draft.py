"""Page draft: what is typed on a page, kept in the encrypted store for whoever typed it."""

from collections.abc import Callable
from datetime import datetime
from functools import partial

from PySide6.QtCore import QCoreApplication, QObject, Signal
from PySide6.QtWidgets import QWidget

from procdesk.desk.session.environment import spoken_day
from procdesk.desk.session.session import Session
from procdesk.desk.timing import Timer, soon
from procdesk.workflow import drafting
from procdesk.workflow.clinic.opening import USER_ERRORS, message_of

_AFTER_MS = 300


class PageDraft(QObject):
    """The draft of one page of whoever opened it. `status` says its state in words.

    `of` is a case, or the clinic; `fields` gives what stands on the page, by name.
    """

    status = Signal(str)

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
        self._key = (session.person.user, of, section)
        self._timer = Timer(self, _AFTER_MS, self.keep, once=True)

    def start(self) -> None:
        """Keep the draft in a moment, since something was typed."""
        self._timer.start()

    @property
    def waits(self) -> bool:
        """Return whether something was typed that is not kept yet."""
        return self._timer.is_running or self._key in self._session.unkept

    def keep(self) -> None:
        """Keep what stands in the fields; if the store does not take it, in memory till it does.

        An error of ours is raised by an event of its own: it may keep no desk from being locked.
        """
        self._timer.stop()
        ledger = self._session.ledger
        try:
            fields = self._session.unkept[self._key] = self._fields()
            drafting.keep(ledger, self._person, self._of, self._section, fields)
        except USER_ERRORS as trouble:
            self.status.emit(f"Draft not kept: {message_of(trouble)}")
            return
        except Exception as error:
            self.status.emit("Draft not kept: something went wrong in the program.")
            soon(_application(), partial(_raise, error))
            return
        self._session.unkept.pop(self._key)
        self.status.emit(f"Draft kept on this desk {self._spoken(ledger.now())}")

    def back(self, done: str = "recorded") -> dict[str, str] | None:
        """Return what this person had typed here before a lock, a switch or a crash; say so.

        `done` is what has not happened to it yet. None where there is no draft.
        """
        unkept = self._session.unkept.get(self._key)
        if unkept is not None:
            self.status.emit(f"What you entered is back; it is not {done} and not kept yet")
            return dict(unkept)
        draft = drafting.draft(self._session.ledger, self._person, self._of, self._section)
        if draft is None:
            return None
        at = self._spoken(draft.kept_at)
        self.status.emit(f"Your draft of {at} is back; it is not {done} yet")
        return dict(draft.fields)

    def drop(self) -> None:
        """Forget the draft: the page was recorded, or it is not wanted."""
        self._timer.stop()
        self._session.unkept.pop(self._key, None)
        # The press that recorded also tells of an edit, after this: it is no new draft.
        soon(self._timer, self._timer.stop)
        drafting.done(self._session.ledger, self._person, self._of, self._section)

    def _spoken(self, at: datetime) -> str:
        """Return the time, with its day where that is another one."""
        zone = self._session.zone
        day = spoken_day(at, zone)
        today = day == spoken_day(self._session.ledger.now(), zone)
        return f"{'' if today else f'{day}, '}{at.astimezone(zone):%H:%M:%S}"


def _application() -> QObject:
    """Return what outlives every page."""
    application = QCoreApplication.instance()
    assert application is not None
    return application


def _raise(error: Exception) -> None:
    raise error
