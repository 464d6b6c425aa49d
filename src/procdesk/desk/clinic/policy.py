"""Policy: the clinic's rule sets by family; one of them read whole, changed within its bounds, and
adopted by one signature.
"""

from functools import partial

from PySide6.QtWidgets import QGridLayout, QWidget

from procdesk.desk.clinic.local_procedures import Attempt
from procdesk.desk.pages.sign_panel import SignPanel
from procdesk.desk.session.environment import spoken_day, spoken_time
from procdesk.desk.session.session import Session
from procdesk.desk.widgets.button import Button
from procdesk.desk.widgets.field import Field
from procdesk.desk.widgets.labels import Words, clear, column, left, line, own_column, table
from procdesk.domain.catalogue.limit import Limit
from procdesk.domain.catalogue.policy_set import PolicySet
from procdesk.domain.clinic.clinic_units import in_clinics_unit
from procdesk.domain.staff import PHYSICIAN_ONLY
from procdesk.workflow.clinic import adopting, policy_shown
from procdesk.workflow.clinic.policy_shown import STATUS, Past, RowShown

_NUMBERS = ("Number to adopt", "Ships with", "May be adopted", "When passed", "Source")
_HOLDS = ("Medicine and source", "High risk", "Intermediate", "Low", "Restart")
_RISKS = ("high", "intermediate", "low")
_FIELD_PX = 250
_MOST_SHOWN = 6
_NOTHING_TODAY = "Adopting it now changes nothing in today's cases."


class PolicyPage(QWidget):
    """The list of sets; `show_set` reads one of them."""

    def __init__(self, session: Session, attempt: Attempt) -> None:
        super().__init__()
        self._session, self._attempt = session, attempt
        self._layout = column(self, 0, 16)
        self.show_list()

    def show_list(self) -> None:
        """Show every set by family, with what is known of it and who adopted it."""
        clear(self._layout)
        text = "A row that nobody adopted never passes: it says “cannot decide” and stops."
        self._layout.addWidget(Words(text, "hint"))
        grid = table(24, 8)
        at = 0
        for family, sets in policy_shown.by_family(self._session.ledger).items():
            grid.addWidget(Words(family, "section"), at, 0, 1, 4)
            for rules in sets:
                at += 1
                self._put_set(grid, at, rules)
            at += 1
        grid.setColumnStretch(1, 1)
        self._layout.addLayout(grid)

    def _put_set(self, grid: QGridLayout, at: int, rules: PolicySet) -> None:
        read = Button(f"Read {rules.key}", "place", act=lambda: self.show_set(rules))
        grid.addWidget(read, at, 0)
        grid.addWidget(Words(f"{rules.title}, version {rules.version}", "strong"), at, 1)
        rows = policy_shown.rows(self._session.ledger, rules)
        weak = sum(one.status != "C" for one in rows)
        grid.addWidget(Words(f"{len(rows)} rows, {weak} not confirmed", "hint"), at, 2)
        grid.addWidget(self._state(rules), at, 3)

    def _state(self, rules: PolicySet) -> Words:
        ledger = self._session.ledger
        holds = ledger.clinic.adoption(rules) is not None
        return Words(adopting.state(ledger, rules), "met" if holds else "look")

    def show_set(self, rules: PolicySet) -> None:
        """Show one set: what no source confirms on top, then its history, then the signature."""
        clear(self._layout)
        self._layout.addLayout(left(Button("Back to all rule sets", act=self.show_list)))
        self._layout.addWidget(Words(f"{rules.title}, version {rules.version}", "section"))
        self._layout.addWidget(self._state(rules))
        self._layout.addWidget(Words(f"Source: {rules.source}", "hint"))
        self.fields: dict[str, Field] = {}
        rows = policy_shown.rows(self._session.ledger, rules)
        for status, words in STATUS.items():
            some = [one for one in rows if one.status == status]
            if some:
                self._layout.addWidget(line())
                heading = Words(f"{words}: {len(some)}", "question" if status == "C" else "look")
                self._layout.addWidget(heading)
                self._layout.addLayout(self._table(some))
        self._history(rules)
        self._signing(rules)

    def _table(self, rows: list[RowShown]) -> QGridLayout:
        grid = table(24, 10)
        numbers = rows[0].limit is not None
        for at, head in enumerate(_NUMBERS if numbers else _HOLDS):
            grid.addWidget(Words(head, "small"), 0, at)
        for at, row in enumerate(rows, 1):
            if row.limit is None:
                _put_hold(grid, at, row)
            else:
                self._put_number(grid, at, row, row.limit)
        grid.setColumnStretch(4 if numbers else 0, 1)
        return grid

    def _put_number(self, grid: QGridLayout, at: int, row: RowShown, limit: Limit) -> None:
        ships = f"{limit.value:f} {limit.unit}" if limit.value is not None else "no number"
        if limit.low == limit.high:
            grid.addWidget(Words(row.name, "question"), at, 0)
            ships, bounds = "as it reads", "no other"
        else:
            field = Field(row.name, unit=limit.unit, hint="not set", check=partial(_problem, limit))
            field.put(row.value)
            field.setMinimumWidth(_FIELD_PX)
            field.edited.connect(lambda text: self._typed(field, limit, text))
            self._say_in_clinics_unit(field, limit, row.value)
            field.left.connect(self._show_today)
            self.fields[row.id] = field
            grid.addWidget(field, at, 0)
            bounds = limit.range_words
        for place, words in enumerate((ships, bounds, limit.effect.value), 1):
            grid.addWidget(Words(words, "body"), at, place)
        grid.addWidget(Words(row.source, "small"), at, 4)

    def _typed(self, field: Field, limit: Limit, text: str) -> None:
        self._say_in_clinics_unit(field, limit, text)
        self._show_changes()

    def _say_in_clinics_unit(self, field: Field, limit: Limit, text: str) -> None:
        """Say a number under its field in the clinic's unit, where that is not the row's."""
        number = "" if _problem(limit, text) else text.strip().replace(",", ".")
        clinic = self._session.ledger.clinic
        words = in_clinics_unit(clinic, number, limit.unit) if number else ""
        field.spell(words and f"= {words}")

    def _history(self, rules: PolicySet) -> None:
        self._layout.addWidget(line())
        self._layout.addWidget(Words("What became of it here", "question"))
        past = policy_shown.history(self._session.ledger, rules)
        for adoption in past:
            for words, kind in self._past(adoption):
                self._layout.addWidget(Words(words, kind))
        if not past:
            self._layout.addWidget(Words("Nobody has adopted it yet.", "body"))

    def _past(self, adoption: Past) -> tuple[tuple[str, str], ...]:
        zone = self._session.zone
        when = f"{spoken_day(adoption.at, zone)}, {spoken_time(adoption.at, zone)}"
        holds = "in force" if adoption.holds else "no longer in force"
        values = "; ".join(adoption.set_values) or "no number of its own"
        return (
            (f"{when}: {adoption.by_name} adopted version {adoption.version}, {holds}", "strong"),
            (f"Set by the clinic: {values}. Against today's rows: {adoption.changed}.", "hint"),
        )

    def _signing(self, rules: PolicySet) -> None:
        session = self._session
        self._layout.addWidget(line())
        if replaced := adopting.would_replace(session.ledger, rules):
            self._layout.addWidget(Words(replaced, "look"))
        self._rules = rules
        self._changes = Words("", "look")
        self._layout.addWidget(self._changes)
        self._today = Words("", "body")
        self._layout.addWidget(self._today)
        self._show_changes()
        self._show_today()
        if not session.person.may(PHYSICIAN_ONLY):
            self._layout.addWidget(Words("A physician signs this.", "look"))
            return
        meaning = "I read it whole and take responsibility for it."
        panel = SignPanel(session, meaning, PHYSICIAN_ONLY)
        self._layout.addWidget(panel)
        adopt = Button(f"Adopt {rules.key} as {session.person.name}", "filled")
        adopt.clicked.connect(lambda: self._adopt(panel))
        self._layout.addLayout(left(adopt))

    def _values(self) -> dict[str, str]:
        """Return the numbers as they stand; those that cannot be changed, as they ship."""
        now = policy_shown.values_now(self._session.ledger, self._rules)
        return {**now, **{row: field.text for row, field in self.fields.items()}}

    def _show_changes(self) -> None:
        ledger = self._session.ledger
        changes = policy_shown.would_change(ledger, self._rules, self._values())
        self._changes.setText(f"Adopting it now changes: {'; '.join(changes)}.")
        self._changes.setVisible(bool(changes))

    def _show_today(self) -> None:
        """Judge every open case of the day; too slow for every keystroke."""
        ledger = self._session.ledger
        today = policy_shown.today_if(ledger, self._rules, self._values())
        some = "; ".join(today[:_MOST_SHOWN])
        more = f"; and {len(today) - _MOST_SHOWN} more" if len(today) > _MOST_SHOWN else ""
        self._today.setText(f"Of today's cases: {some}{more}." if today else _NOTHING_TODAY)

    def _adopt(self, panel: SignPanel) -> None:
        session, rules = self._session, self._rules
        values = policy_shown.set_by_clinic(rules, self._values())

        def act() -> None:
            adopting.checked(rules, values)  # before a signature is used up
            adopting.adopt(session.ledger, session.person, rules, panel.signer(), values)

        self._attempt(act, f"{rules.title}: adopted by {session.person.name}.")


def _put_hold(grid: QGridLayout, at: int, row: RowShown) -> None:
    """Show a blood thinner in its columns; what else its row says stands under its name."""
    facts = dict(row.facts)
    cells = [facts.pop(risk, "") for risk in _RISKS]
    restarts = {risk: facts.pop(f"restart_{risk}", "") for risk in _RISKS}
    same = len(set(restarts.values())) == 1
    restart = ", ".join(f"{risk}: {words}" for risk, words in restarts.items())
    more = [f"{key.replace('_', ' ')}: {words}" for key, words in facts.items()]
    holder, layout = own_column(2)
    layout.addWidget(Words(row.name, "strong"))
    for words in (*more, row.source):
        layout.addWidget(Words(words, "small"))
    grid.addWidget(holder, at, 0)
    for place, words in enumerate((*cells, restarts["low"] if same else restart), 1):
        grid.addWidget(Words(words, "body"), at, place)


def _problem(limit: Limit, text: str) -> str:
    """Return in words what is wrong with a number; a row that ships none may stay empty."""
    if not text.strip() and limit.value is None:
        return ""
    try:
        limit.set_to(text.strip().replace(",", "."))
    except ValueError as problem:
        return f"{problem}."
    return ""
