"""Form view: a Questionnaire on the screen, asked in its order, built in slices if it is long."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from procdesk.desk.widgets.button import Button
from procdesk.desk.widgets.choices import Choices
from procdesk.desk.widgets.field import Field
from procdesk.desk.widgets.form_inputs import (
    answers_of,
    input_for,
    result_for,
    result_text,
    spelled_back,
    suggest,
    text_of,
)
from procdesk.desk.widgets.labels import Words, column, own_column, row
from procdesk.desk.widgets.long_field import LongField
from procdesk.questionnaire.calculation import Stop
from procdesk.questionnaire.definition import EnableWhen, Item
from procdesk.questionnaire.place import Place, Rows
from procdesk.questionnaire.response import Response
from procdesk.questionnaire.values import Implausible

_FIRST_SLICE, _SLICE = 30, 60
_IN_A_LINE = 3


@dataclass(frozen=True, slots=True)
class EarlierInput:
    """An answer of an earlier visit: as people read it, its day, and the text of its input."""

    words: str
    day: str
    text: str


class FormView(QWidget):
    """The inputs of a response. `edited` after every change, `built` when all stand.

    Enter leads from field to field; after the last one it is `finished`. `answered` is the press
    that answers the last question shown, when nothing that is required is open.
    """

    edited = Signal(str)
    built = Signal()
    finished = Signal()
    answered = Signal()

    def __init__(
        self, response: Response, before: Mapping[str, EarlierInput] | None = None
    ) -> None:
        super().__init__()
        self.response = response
        self._before = before or {}
        self.inputs: dict[Place, Choices | Field | LongField] = {}
        self._shown: list[tuple[Item, Rows, QWidget]] = []
        self._waiting: dict[str, str] = {}
        self._stood: set[Place] = set()
        self._left_out: set[str] = set()
        self._line: QHBoxLayout | None = None
        self._line_for: list[EnableWhen] = []
        self._layout = column(self, 0, 20)
        self.results: dict[Place, Field] = {}
        self._steps: Iterator[bool] | None = self._build(response.form.item, (), self._layout)
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(lambda: self._advance(_SLICE))
        self._advance(_FIRST_SLICE)
        if self._steps is not None:
            self._timer.start()

    def finish(self) -> None:
        """Build at once what is still waiting."""
        while self._steps is not None:
            self._advance(_SLICE)

    def fields(self) -> dict[str, str]:
        """Return each input's text by its place; an empty one only if it was cleared.

        A value whose unit a clinic chooses has it, so that it never stands in another.
        """
        return {
            _name(place): control.text and f"{control.text} {self._chosen_unit(place)}".rstrip()
            for place, control in self.inputs.items()
            if control.text or place in self._stood
        }

    def put(self, fields: dict[str, str]) -> None:
        """Show texts that `fields` gave, also in inputs that are still to be built."""
        self._waiting.update(fields)
        for place, control in self.inputs.items():
            if _name(place) in fields:
                control.put(self._without_unit(place, fields[_name(place)]))
                self._read(place)
        self._show_what_follows()

    def _chosen_unit(self, place: Place) -> str:
        """Return the unit of a place, empty where its form alone says it."""
        item = self.response.form.find(place[1])
        return item.unit if item and item.own_unit else ""

    def _without_unit(self, place: Place, text: str) -> str:
        """Return a text of `fields` without its unit; another unit stays, and is complained of."""
        return text.removesuffix(f" {self._chosen_unit(place)}")

    def choose(self, link_id: str, code: str) -> None:
        """Show a choice that was made in another way. Raises ValueError for an unknown one."""
        item = self.response.form.find(link_id)
        options = item.options if item else ()
        chosen = [one for one in options if isinstance(one, dict) and one["code"] == code]
        if item is None or not chosen:
            raise ValueError(f"{link_id} has no {code}")
        self.put({link_id: text_of(item, chosen)})

    def measured(self) -> dict[str, str]:
        """Return the names of the measured values that are always due, by place."""
        return {
            _name((rows, item.link_id)): item.text.partition(",")[0]
            for item, rows, widget in self._shown
            if isinstance(widget, Field) and item.unit and item.required and not item.conditions
        }

    def ask(self, link_id: str, due: bool) -> None:
        """Show a question, or leave it out where the case gives no reason for it."""
        (self._left_out.discard if due else self._left_out.add)(link_id)
        self._show_what_follows()

    def tell(self, link_id: str, codes: Iterable[str]) -> None:
        """Answer from the record what the form depends on and nobody is asked."""
        self.response.put(link_id, codes)
        self._show_what_follows()

    def offer(self, link_id: str, words: Iterable[str]) -> None:
        """Offer names while this question is answered; nothing is chosen by it."""
        for (_rows, asked), control in self.inputs.items():
            if asked == link_id and isinstance(control, Field):
                suggest(control, words)

    def put_above_measured(self, above: QWidget) -> None:
        """Let a widget stand right above the first value that is always due."""
        first = next(iter(self.measured()))
        field = next(widget for place, widget in self.inputs.items() if _name(place) == first)
        lines = [part for part in self._layout.children() if isinstance(part, QHBoxLayout)]
        line = next(part for part in lines if part.indexOf(field) >= 0)
        self._layout.insertWidget(self._layout.indexOf(line), above)

    @property
    def opens_with_measured(self) -> bool:
        """Return whether the first input that is due takes a measured value."""
        due = (_name((rows, item.link_id)) for item, rows, _w in self._shown if item.required)
        return next(due, "") in self.measured()

    def clear_inputs(self) -> None:
        """Empty every input for a new set of answers."""
        for place, control in self.inputs.items():
            control.put("")
            control.complain("")
            self._read(place)
        self._show_what_follows()

    def problems(self) -> list[tuple[str, QWidget]]:
        """Return what keeps the form from being complete: words, and the input that mends it."""
        self.finish()
        problems: list[tuple[str, QWidget]] = []
        for place, control in self.inputs.items():
            if control.isHidden():
                continue
            words = self._read(place)
            control.complain(words)
            if words:
                problems.append((f"{_label(control)}: {words}", control))
        missing = set(self.response.missing())
        for (_rows, link_id), control in self.inputs.items():
            if link_id in missing and not control.text:
                control.complain("Still to be answered.")
                problems.append((f"{_label(control)}: still to be answered", control))
        return problems + [self._stopping(one) for one in self.response.stops() if one.holds_up]

    def _stopping(self, stop: Stop) -> tuple[str, QWidget]:
        place = (stop.rows, stop.link_id)
        control = self.inputs.get(place)
        if control is None:
            return stop.sentence, self.results.get(place, self)
        control.complain(stop.sentence)
        return f"{_label(control)}: {stop.sentence}", control

    def _advance(self, count: int) -> None:
        steps = self._steps
        for _ in range(count):
            if steps is None or next(steps, None) is None:
                self._steps = None
                self._timer.stop()
                self._show_what_follows()
                self.built.emit()
                return
        self._show_what_follows()

    def _build(self, items: list[Item], rows: Rows, into: QVBoxLayout) -> Iterator[bool]:
        """Add widgets; yield True after each."""
        for item in items:
            if item.hidden:
                continue
            widget = self._widget(item, rows)
            self._place(item, widget, into)
            self._shown.append((item, rows, widget))
            if not rows and item.link_id in self._before:
                self._tell_before(item, into)
            yield True
            if item.type == "group" and item.repeats:
                yield from self._build_rows(item, rows, into)
            else:
                yield from self._build(item.item, rows, into)

    def _tell_before(self, item: Item, into: QVBoxLayout) -> None:
        """Show an earlier visit's answer in grey; one press says that it still holds."""
        before = self._before[item.link_id]
        holder = QWidget()
        beside = row(holder, 16)
        beside.addWidget(Words(f"Last visit, {before.day}: {before.words}", "hint"), 1)
        same = Button("Still so", act=lambda: self._confirm(((), item.link_id), before.text))
        same.setAccessibleName(f"{item.text} Still so: {before.words}")
        beside.addWidget(same)
        into.addWidget(holder)
        self._shown.append((item, (), holder))

    def _confirm(self, place: Place, text: str) -> None:
        self.inputs[place].put(text)
        self._edited(place)
        self._pressed(place)

    def _place(self, item: Item, widget: QWidget, into: QVBoxLayout) -> None:
        """Place measured values of one condition side by side, everything else below."""
        if not (isinstance(widget, Field) and widget.measured):
            self._line = None
            into.addWidget(widget)
            return
        full = self._line is not None and self._line.count() > _IN_A_LINE
        if self._line is None or full or item.conditions != self._line_for:
            self._line, self._line_for = row(gap=24), item.conditions
            self._line.addStretch(0)
            into.addLayout(self._line)
        self._line.insertWidget(self._line.count() - 1, widget, 1)

    def _entered(self, place: Place) -> None:
        places = [one for one, widget in self.inputs.items() if not widget.isHidden()]
        after = places[places.index(place) + 1 :]
        if after:
            self.inputs[after[0]].setFocus()
        elif self._steps is None:
            self.finished.emit()

    def _pressed(self, place: Place) -> None:
        control = self.inputs[place]
        shown = [at for at, widget in self.inputs.items() if not widget.isHidden()]
        last = self._steps is None and bool(shown) and shown[-1] == place
        whole = last and isinstance(control, Choices) and control.settled
        if whole and not self.response.missing():
            self.answered.emit()

    def _build_rows(self, item: Item, rows: Rows, into: QVBoxLayout) -> Iterator[bool]:
        holder, inside = own_column(20)
        into.addWidget(holder)
        for row_id in self.response.rows.get((rows, item.link_id), ()):
            yield from self._build(item.item, (*rows, row_id), inside)
        more = Button(f"Add to {item.text or item.link_id}")
        more.clicked.connect(lambda: self._add_row(item, rows, inside))
        into.addWidget(more)
        self._shown += [(item, rows, holder), (item, rows, more)]
        yield True

    def _add_row(self, item: Item, rows: Rows, inside: QVBoxLayout) -> None:
        count = len(self.response.rows.get((rows, item.link_id), ()))
        row_id = f"row-{count + 1}"
        self.response.add_row(item.link_id, row_id, rows)
        for _ in self._build(item.item, (*rows, row_id), inside):
            pass
        self._show_what_follows()

    def _widget(self, item: Item, rows: Rows) -> QWidget:
        if item.type == "group":
            return Words(item.text or item.link_id, "section")
        if item.type == "display":
            return Words(item.text, "hint")
        place = (rows, item.link_id)
        if item.calculated:
            self.results[place] = result_for(item)
            return self.results[place]
        control = input_for(item, self.response.now)
        self.inputs[place] = control
        text = self._text_at(item, place)
        if text:
            self._stood.add(place)
        control.put(self._without_unit(place, self._waiting.get(_name(place), text)))
        if isinstance(control, Field):
            control.spell(spelled_back(item, control.text, self.response.now))
        control.setEnabled(not item.read_only)
        control.edited.connect(lambda _text: self._edited(place))
        if isinstance(control, Choices):
            control.edited.connect(lambda _text: self._pressed(place))
        if isinstance(control, Field):
            control.entered.connect(lambda: self._entered(place))
        return control

    def _text_at(self, item: Item, place: Place) -> str:
        return text_of(item, list(self.response.answers.get(place, ())))

    def _edited(self, place: Place) -> None:
        self._read(place)
        self._show_what_follows()
        self.edited.emit(place[1])

    def _read(self, place: Place) -> str:
        """Put an input's text into the response; return the problem with it in words."""
        rows, link_id = place
        item = self.response.form.find(link_id)
        assert item is not None
        control, now = self.inputs[place], self.response.now
        if isinstance(control, Field):
            control.spell(spelled_back(item, control.text, now))
        try:
            values: list[Any] = answers_of(item, control.text, now)
            self.response.put(link_id, values, rows)
        except Implausible as problem:
            self.response.put(link_id, (), rows)
            return str(problem)
        return ""

    def _show_what_follows(self) -> None:
        """Show what these answers make due, and what is calculated from them."""
        if not (self.response.has_logic or self._left_out):
            return
        for item, rows, widget in self._shown:
            on = item.link_id not in self._left_out and self.response.enabled(item, rows)
            if widget.isHidden() is on:
                widget.setVisible(on)
        for place, result in self.results.items():
            self._show_result(place, result)

    def _show_result(self, place: Place, result: Field) -> None:
        rows, link_id = place
        entered, needed = self.response.entered(link_id, rows)
        result.put(result_text(self.response.answers.get(place, ())))
        result.line.setPlaceholderText(f"{entered} of {needed} entered" if needed else "")
        result.line.setProperty("result", "whole" if result.text else "open")
        why = self.response.unchecked().get(place, "")
        result.complain(f"Cannot be checked. {why}" if why else "")


def _name(place: Place) -> str:
    rows, link_id = place
    return "/".join((*rows, link_id))


def _label(control: Choices | Field | LongField) -> str:
    return control.question if isinstance(control, Choices) else control.label
