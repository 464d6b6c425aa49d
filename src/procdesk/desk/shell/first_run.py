"""First run: what a clinic must say before its desk opens, and the key that only paper keeps."""

from functools import partial
from zoneinfo import available_timezones

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from procdesk.desk.session.environment import Parts
from procdesk.desk.session.worker import Worker
from procdesk.desk.widgets.band import Band
from procdesk.desk.widgets.button import Button
from procdesk.desk.widgets.choices import Choices
from procdesk.desk.widgets.field import Field
from procdesk.desk.widgets.form_inputs import suggest
from procdesk.desk.widgets.labels import Words, column, in_pairs, left
from procdesk.desk.widgets.scroll import Scroll
from procdesk.desk.widgets.setting_input import setting_input
from procdesk.domain.clinic.settings import ASKED_FIRST, CLINIC_NAME, PAPER, TIME_ZONE
from procdesk.paper.spooler import Fate, Printout


class FirstRun(QWidget):
    """`done` once the recovery key is on paper: the desk then asks for the first sign-in."""

    done = Signal()

    def __init__(self, parts: Parts) -> None:
        super().__init__()
        self._parts = parts
        self._whole = column(self, 0, 0)
        self.band = Band()
        self._whole.addWidget(self.band)
        self._page = Scroll(margin=48, gap=20)
        self._whole.addWidget(self._page)
        content = self._page.content
        content.addWidget(Words("Set up this clinic", "title"))
        text = "Everything can be changed later by an administrator, and every change is kept."
        content.addWidget(Words(text, "hint"))
        self.settings = {row: setting_input(row, row.asked) for row in ASKED_FIRST}
        self.fields = {
            "name": Field("Your name, as printed under a signature"),
            "user": Field("Your user name"),
            "password": Field("Your password"),
            "again": Field("The same password again"),
            "pin": Field("Your PIN, 4 to 8 digits"),
        }
        for name in ("password", "again", "pin"):
            self.fields[name].hide_typing()
        self._put_defaults()
        self._lay_out()
        content.addWidget(Button("Set up and make the recovery key", "filled", act=self._set_up))

    def _put_defaults(self) -> None:
        """Offer the time zones by name, and the default of what need not be answered."""
        for setting, control in self.settings.items():
            if setting is TIME_ZONE and isinstance(control, Field):
                suggest(control, sorted(available_timezones()))
            if not setting.required:
                control.put(setting.shown(setting.default))

    def _lay_out(self) -> None:
        page = self._page.content
        lines = [one for one in self.settings.values() if isinstance(one, Field)]
        page.addLayout(in_pairs(lines, 20))
        for control in self.settings.values():
            if isinstance(control, Choices):
                page.addWidget(control)
        page.addWidget(Words("The first administrator", "section"))
        page.addLayout(in_pairs(self.fields.values(), 20))

    def _set_up(self) -> None:
        answers = {name: one.text for name, one in self.fields.items()}
        if answers["password"] != answers.pop("again"):
            self.fields["again"].complain("The two passwords differ.")
            self.band.show_words("The two passwords differ.")
            return
        self.band.attempt(lambda: self._show_key(self._founded(answers)))

    def _founded(self, answers: dict[str, str]) -> str:
        from procdesk.domain.staff import Role
        from procdesk.workflow.clinic import settings
        from procdesk.workflow.clinic.founding import found_clinic
        from procdesk.workflow.clinic.people import NewStaff

        texts = {row.name: control.text for row, control in self.settings.items()}
        values = settings.values_of(texts)
        first = NewStaff(roles=frozenset({Role.ADMINISTRATOR}), **answers)
        parts = self._parts
        return found_clinic(parts.home, values, first, parts.reference(), parts.clock, parts.new_id)

    def _show_key(self, recovery: str) -> None:
        self._page.hide()
        self.band.show_words("")
        page = Scroll(margin=48, gap=20)
        self._whole.addWidget(page)
        page.content.addWidget(Words("The recovery key", "title"))
        text = (
            "It opens the record when nobody's password does. It is shown once and stored "
            "nowhere. Print it or write it down, and keep it where only the clinic's head gets it."
        )
        page.content.addWidget(Words(text, "body"))
        self.key = Words(recovery, "section")
        self.key.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        page.content.addWidget(self.key)
        self.typed = Field("Type its last five signs to show that you have it")
        page.content.addWidget(self.typed)
        go = Button("I have the key on paper", "filled", act=lambda: self._check(recovery))
        show = Button("Print the key", act=lambda: self._print(recovery))
        page.content.addLayout(left(show, go))
        self.typed.setFocus()

    def _print(self, recovery: str) -> None:
        from procdesk.paper.handout.recovery_key import recovery_page

        name, paper = self.settings[CLINIC_NAME].text, self.settings[PAPER].text
        pdf = recovery_page(name, recovery, paper, self._parts.resources / "fonts")
        act = partial(self._parts.print_pdf, pdf, "recovery key", "")
        worker = Worker(act, failed=self._failed)
        worker.status.connect(self._printing)
        worker.ended.connect(self._printed)
        worker.start()

    def _printing(self, words: str) -> None:
        self.band.show_words(words, "look")

    def _failed(self) -> None:
        self.band.show_words("Whether the key was printed is not known: look at the printer.")

    def _printed(self, printout: Printout) -> None:
        sent = printout.fate is Fate.SENT
        self.band.show_words(
            "Sent to the printer." if sent else printout.words, "met" if sent else "stop"
        )

    def _check(self, recovery: str) -> None:
        if self.typed.text.upper() != recovery[-5:].upper():
            self.typed.complain("These are not its last five signs.")
            return
        self.done.emit()
