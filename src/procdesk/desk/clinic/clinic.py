"""Clinic: staff, rule sets, sheet texts, procedures. Adopting is one reading and one signature."""

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from procdesk.desk.clinic.local_procedures import LocalProceduresPage
from procdesk.desk.clinic.policy import PolicyPage
from procdesk.desk.clinic.settings import SettingsForm
from procdesk.desk.look.theme import Look
from procdesk.desk.pages.screen import Screen
from procdesk.desk.session.session import Session
from procdesk.desk.widgets.button import Button
from procdesk.desk.widgets.choices import Choice, Choices
from procdesk.desk.widgets.field import Field
from procdesk.desk.widgets.labels import (
    Words,
    clear,
    column,
    in_pairs,
    left,
    line,
    own_column,
)
from procdesk.domain.staff import Role, Staff
from procdesk.workflow.clinic import people, settings
from procdesk.workflow.clinic.opening import let_it_open_itself

_TABS = {
    "staff": "Staff",
    "rules": "Rule sets",
    "texts": "Sheet texts",
    "procedures": "Procedures",
    "settings": "Settings",
    "desk": "This desk",
}
_THEMES = {"light": "Light", "dark": "Dark", "contrast": "High contrast"}
_OPENS = {
    "no": "With a user name and a password",
    "yes": "By itself, by this system's keyring",
}


class ClinicScreen(Screen):
    """Five pages behind five tabs. `theme_asked` when another look is chosen."""

    theme_asked = Signal(str)

    def __init__(self, session: Session) -> None:
        super().__init__(session, "Clinic")
        self.tabs = Choices("", _TABS, per_row=7)
        self.tabs.setAccessibleName("Clinic")
        self.tabs.name_answers("Clinic")
        self.content.addWidget(self.tabs)
        self._body = column(self.content, gap=16)
        self.badge_password: Field | None = None
        self.tabs.edited.connect(lambda _value: self.refresh())
        self.tabs.put("staff")
        self.setFocusProxy(self.tabs)

    def refresh(self) -> None:
        """Show the chosen page anew."""
        clear(self._body)
        self.badge_password = None
        match self.tabs.text:
            case "staff":
                self._staff()
            case "rules":
                self._body.addWidget(PolicyPage(self.session, self._attempt))
            case "texts":
                from procdesk.desk.clinic.sheet_texts import SheetTexts

                self._body.addWidget(SheetTexts(self.session, self._attempt))
            case "procedures":
                self._body.addWidget(LocalProceduresPage(self.session, self._attempt))
            case "settings":
                self._settings()
            case "desk":
                self._this_desk()

    def _attempt(self, act: Callable[[], object], sentence: str) -> None:
        if self.band.attempt(act):
            self.refresh()
            self.band.show_words(sentence, "met")

    def _staff(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        staff = self.session.ledger.clinic.staff.values()
        for at, person in enumerate(staff):
            roles = ", ".join(sorted(role.value.replace("_", " ") for role in person.roles))
            state = "works here" if person.active else "left"
            for column_, words in enumerate((person.name, person.user, roles, state)):
                grid.addWidget(Words(words, "strong" if column_ == 0 else "body"), at, column_)
            if person.active and self._may_manage and person.user != self.session.person.user:
                leave = Button(f"Disable {person.user}", act=partial(self._disable, person))
                grid.addWidget(leave, at, 4)
        self._body.addLayout(grid)
        self._body.addWidget(line())
        self._body.addWidget(self._own_badge())
        if self._may_manage:
            self._body.addWidget(line())
            self._body.addWidget(self._new_person())

    def _own_badge(self) -> QWidget:
        """Return the part where the acting person takes a badge: the password, then the scan."""
        holder, layout = own_column(8)
        layout.addWidget(Words("Your badge", "question"))
        text = "Enter your password, then scan your badge. From then on it names you at this desk."
        layout.addWidget(Words(text, "hint"))
        self.badge_password = Field("Your password")
        self.badge_password.hide_typing()
        layout.addWidget(self.badge_password)
        return holder

    def take_badge(self, code: str) -> bool:
        """Take a scan as the acting person's badge; return False if no password is typed."""
        if self.badge_password is None or not self.badge_password.text:
            return False
        session, password = self.session, self.badge_password.text
        self._attempt(
            lambda: people.give_badge(session.ledger, session.person, password, code),
            f"This badge is {session.person.name}'s from now on.",
        )
        return True

    @property
    def _may_manage(self) -> bool:
        return self.session.person.may(people.ADMINISTRATORS)

    def _disable(self, person: Staff) -> None:
        session = self.session
        self._attempt(
            lambda: people.disable(session.ledger, session.person, person.user),
            f"{person.name} can no longer sign in.",
        )

    def _new_person(self) -> QWidget:
        holder, layout = own_column(16)
        layout.addWidget(Words("Add a person", "question"))
        fields = {
            "name": Field("Name as printed under a signature"),
            "user": Field("User name"),
            "password": Field("Password, chosen by the person"),
            "pin": Field("PIN, 4 to 8 digits"),
        }
        for name in ("password", "pin"):
            fields[name].hide_typing()
        layout.addLayout(in_pairs(fields.values(), 16))
        roles = [Choice(role.value, role.value.replace("_", " ").capitalize()) for role in Role]
        chosen = Choices("Roles", roles, per_row=6, many=True)
        layout.addWidget(chosen)
        add = Button("Add this person", "filled", act=lambda: self._add(fields, chosen))
        layout.addLayout(left(add))
        return holder

    def _add(self, fields: Mapping[str, Field], chosen: Choices) -> None:
        session, answers = self.session, {name: one.text for name, one in fields.items()}
        roles = frozenset(Role(one) for one in chosen.text.split("|") if one)
        new = people.NewStaff(roles=roles, **answers)
        self._attempt(
            lambda: people.add(session.ledger, session.person, session.store_key, new),
            f"{new.name} was added.",
        )

    def _this_desk(self) -> None:
        themes = Choices("Colours of this desk", _THEMES, per_row=3)
        themes.put(Look.name)
        themes.edited.connect(self.theme_asked)
        self._body.addWidget(themes)
        text = "It is kept for this desk and holds for everyone who works here."
        self._body.addWidget(Words(text, "hint"))
        if self._may_manage:
            opens = Choices("How does this desk open after a start?", _OPENS, per_row=2)
            opens.put("yes" if self.session.parts.preference("opens_itself") else "no")
            opens.edited.connect(self._set_opening)
            self._body.addWidget(opens)
        from procdesk.desk.clinic.paper_day import PaperDay

        self._body.addSpacing(16)
        self._body.addWidget(PaperDay(self.session))

    def _settings(self) -> None:
        form = SettingsForm(self.session)
        form.saved.connect(self._save_settings)
        self._body.addWidget(form)

    def _save_settings(self, values: dict[str, str]) -> None:
        ledger, person = self.session.ledger, self.session.person
        self._attempt(lambda: settings.change(ledger, person, values), "The settings are saved.")

    def _set_opening(self, value: str) -> None:
        session, itself = self.session, value == "yes"

        def act() -> None:
            let_it_open_itself(session.ledger, session.person, session.store_key, itself)
            session.parts.keep("opens_itself", "yes" if itself else "")

        self._attempt(act, "It holds from the next start.")
