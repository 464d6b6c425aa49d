"""First run: what a clinic must say before its desk opens, and the key that only paper keeps."""

from zoneinfo import available_timezones

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCompleter, QGridLayout, QWidget

from procdesk.desk.parts import Parts
from procdesk.desk.widgets.band import Band
from procdesk.desk.widgets.button import Button
from procdesk.desk.widgets.choices import Choice, Choices
from procdesk.desk.widgets.field import Field
from procdesk.desk.widgets.scroll import Scroll
from procdesk.desk.widgets.words import Words, column, row
from procdesk.desk.worker import Worker
from procdesk.paper.spooler import Fate, Printout

_PAPER = (Choice("letter", "Letter"), Choice("a4", "A4"))


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
        self.fields = {
            "clinic.name": Field("Name of the clinic, as printed"),
            "clinic.time_zone": Field("Time zone", hint="America/New_York", check=_zone_problem),
            "clinic.phone_day": Field("Phone by day, as printed on every sheet"),
            "clinic.phone_night": Field("Phone at night, as printed on every sheet"),
            "name": Field("Your name, as printed under a signature"),
            "user": Field("Your user name"),
            "password": Field("Your password"),
            "again": Field("The same password again"),
            "pin": Field("Your PIN, 4 to 8 digits"),
        }
        for name in ("password", "again", "pin"):
            self.fields[name].hide_typing()
        zones = QCompleter(sorted(available_timezones()), self)
        zones.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        zones.setFilterMode(Qt.MatchFlag.MatchContains)
        self.fields["clinic.time_zone"].line.setCompleter(zones)
        self.paper = Choices("Paper in the printers", _PAPER, per_row=4)
        self._lay_out()
        go = Button("Set up and make the recovery key", "filled")
        go.clicked.connect(self._set_up)
        content.addWidget(go)

    def _lay_out(self) -> None:
        page = self._page.content
        grid = QGridLayout()
        grid.setSpacing(20)
        for at, one in enumerate(list(self.fields.values())[:4]):
            grid.addWidget(one, at // 2, at % 2)
        page.addLayout(grid)
        page.addWidget(self.paper)
        page.addWidget(Words("The first administrator", "section"))
        people = QGridLayout()
        people.setSpacing(20)
        for at, one in enumerate(list(self.fields.values())[4:]):
            people.addWidget(one, at // 2, at % 2)
        page.addLayout(people)

    def _set_up(self) -> None:
        from procdesk.workflow.opening import TROUBLE, words_of

        told = {name: one.text for name, one in self.fields.items()}
        if told["password"] != told["again"]:
            self.fields["again"].complain("The two passwords differ.")
            self.band.show_words("The two passwords differ.")
            return
        if self.fields["clinic.time_zone"].problem():
            self.band.show_words("Choose a time zone from the list.")
            return
        try:
            recovery = self._founded(told)
        except TROUBLE as trouble:
            self.band.show_words(words_of(trouble))
            return
        self._show_key(recovery)

    def _founded(self, told: dict[str, str]) -> str:
        from procdesk.domain.staff import Role
        from procdesk.workflow.founding import found_clinic
        from procdesk.workflow.people import NewStaff

        settings = {name: value for name, value in told.items() if name.startswith("clinic.")}
        settings["clinic.paper"] = self.paper.text
        roles = frozenset({Role.ADMINISTRATOR})
        first = NewStaff(
            user=told["user"],
            name=told["name"],
            roles=roles,
            password=told["password"],
            pin=told["pin"],
        )
        parts = self._parts
        return found_clinic(
            parts.home, settings, first, parts.reference(), parts.clock, parts.new_id
        )

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
        go = Button("I have the key on paper", "filled")
        go.clicked.connect(lambda: self._check(recovery))
        line = row()
        show = Button("Print the key")
        show.clicked.connect(lambda: self._print(recovery))
        line.addWidget(show)
        line.addWidget(go)
        line.addStretch(1)
        page.content.addLayout(line)
        self.typed.setFocus()

    def _print(self, recovery: str) -> None:
        from procdesk.paper.recovery_key import recovery_page

        name, fonts = self.fields["clinic.name"].text, self._parts.resources / "fonts"
        pdf = recovery_page(name, recovery, self.paper.text or "letter", fonts)
        print_pdf = self._parts.print_pdf
        worker = Worker(
            lambda goes_on: print_pdf(pdf, "recovery key", "", goes_on), failed=self._failed
        )
        worker.told.connect(self._printing)
        worker.ended.connect(self._printed)
        worker.start()

    def _printing(self, words: str) -> None:
        self.band.show_words(words, "look")

    def _failed(self) -> None:
        self.band.show_words("Whether the key was printed is not known: look at the printer.")

    def _printed(self, done: Printout) -> None:
        sent = done.fate is Fate.SENT
        self.band.show_words(
            "Sent to the printer." if sent else done.words, "met" if sent else "stop"
        )

    def _check(self, recovery: str) -> None:
        if self.typed.text.upper() != recovery[-5:].upper():
            self.typed.complain("These are not its last five signs.")
            return
        self.done.emit()


def _zone_problem(text: str) -> str:
    return "" if text in available_timezones() else "Choose one from the list."
