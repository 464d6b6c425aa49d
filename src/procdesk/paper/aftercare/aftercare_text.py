"""Visit text: the words of the sheet of one visit, of one family or several, nothing twice.

Where a visit has several families, each speaks of its own procedures, places and drugs. A line
of every family stands once; a line of one family alone stands under its title.
"""

from dataclasses import replace
from typing import TypeVar

from procdesk.domain.visit.case import DrugGiven
from procdesk.paper.aftercare.filled_text import ToDo, Voice
from procdesk.paper.aftercare.filling import dates_of
from procdesk.paper.aftercare.merged_families import MergedActions, merge_actions
from procdesk.paper.aftercare.visit_facts import facts_of_visit, of_one_place
from procdesk.paper.drawing.page import SheetRefused
from procdesk.paper.drawing.sheet_source import SheetSource, text_as
from procdesk.paper.texts.sheet_text import MOST_ACTIONS, MOST_SIGNS, QUESTIONS, Action, SheetLine
from procdesk.paper.texts.text_shapes import AftercareText

_T = TypeVar("_T")
Parts = list[tuple[SheetLine | None, list[_T]]]
"""Lists one after another, each with its title; the first, without one, is of the whole visit."""


class VisitText:
    """The text of one visit, chosen and filled. Raises SheetRefused where it would be untrue."""

    def __init__(self, source: SheetSource) -> None:
        self.whole, self.facts = text_as(source, AftercareText), facts_of_visit(source)
        self._english = source.english if isinstance(source.english, AftercareText) else None
        self._common = Voice(source, self.whole, self._english)
        families, alone = self.whole.families, (None,) * len(self.whole.families)
        pairs = zip(families, self._english.families if self._english else alone, strict=True)
        self._families = [Voice(_of_family(source, one), one, two) for one, two in pairs]
        self._merged = self._merge(source)

    def lines(self, name: str) -> list[SheetLine]:
        """Return the lines of a part that stand, in their order, each once."""
        return _once([line for one in (*self._families, self._common) for line in one.lines(name)])

    def parts(self, name: str) -> Parts[SheetLine]:
        """Return the lines of a part: of the whole visit, then of each family alone."""
        own = [one.lines(name) for one in self._families]
        return self._parted(own, self._common.lines(name))

    def title(self) -> SheetLine:
        """Return the titles of all families as one."""
        titles = self._titles() or [self.first("title")]
        first, *others = titles
        words = [first.words, *(_small(one.words) for one in others)]
        staff = [first.staff, *(_small(one.staff) for one in others)]
        joint = self.label("and_")
        return SheetLine(
            f" {joint.words} ".join(words), f" {joint.staff} ".join(filter(None, staff))
        )

    def first(self, name: str) -> SheetLine:
        """Return the first line that stands. Raises SheetRefused if none does."""
        return _first(self.lines(name), name)

    def together(self, name: str) -> SheetLine:
        """Return all lines of a part as one paragraph."""
        lines = self.lines(name)
        return SheetLine(" ".join(x.words for x in lines), " ".join(x.staff for x in lines))

    def label(self, name: str) -> SheetLine:
        """Return a heading or another word of the page itself."""
        staff = getattr(self._english.labels, name) if self._english else ""
        return SheetLine(getattr(self.whole.labels, name), staff)

    def signs(self) -> list[SheetLine]:
        """Return the signs to call 911 for; those that the patient leaves with come first.

        Raises SheetRefused where one family has more than a reader takes in. Of several families
        every sign stands: none of them may be left out.
        """
        rows = sorted(self.lines("call_911"), key=lambda sign: not sign.first)
        return rows if self._families else _at_most(MOST_SIGNS, rows, "signs to call 911 for")

    def actions(self) -> Parts[Action]:
        """Return the actions, each part ordered by its start, then by its end.

        Raises SheetRefused for more in a part than a reader takes in.
        """
        own, shared = self._merged.own, self._merged.shared
        parts = self._parted([_in_order(one) for one in own], _in_order(shared))
        what = "things to do"
        return [(title, _at_most(MOST_ACTIONS, rows, what)) for title, rows in parts]

    def says_stricter(self) -> list[SheetLine]:
        """Return the line to print where two families ask for different things."""
        return [self.label("stricter")] if self._merged.stricter else []

    def restricts_driving(self) -> bool:
        """Return whether any action speaks of driving."""
        own, shared = self._merged.own, self._merged.shared
        return any(one.driving for rows in (*own, shared) for one in rows)

    def questions(self) -> list[SheetLine]:
        """Return the first three questions that stand: what is most missed comes first."""
        every = [line for one in (self._common, *self._families) for line in one.lines("say_back")]
        return _once(every)[:QUESTIONS]

    def _merge(self, source: SheetSource) -> MergedActions:
        own, shared = [one.to_do() for one in self._families], self._common.to_do()
        if not own:
            return MergedActions(shared, [], stricter=False)
        english = dates_of(source, source.english) if source.english else None
        return merge_actions(own, shared, self.label, dates_of(source, self.whole), english)

    def _titles(self) -> list[SheetLine]:
        return [_first(one.lines("title"), "title") for one in self._families]

    def _parted(self, own: list[list[_T]], shared: list[_T]) -> Parts[_T]:
        """Return the rows in parts; a row of more than one family is of the whole visit."""
        every = [one for rows in own for one in rows]
        both = [one for one in every if every.count(one) > 1]
        parts: Parts[_T] = [(None, _once([*both, *shared]))]
        for title, rows in zip(self._titles(), own, strict=True):
            parts.append((title, [one for one in rows if one not in both]))
        return [(title, rows) for title, rows in parts if rows]


def _of_family(source: SheetSource, text: AftercareText) -> SheetSource:
    """Return the visit with the procedures and drugs of this family alone. Raises SheetRefused."""
    known, case = source.reference.procedures, source.case
    family = text.key.partition("/")[2]
    mine = tuple(one for one in case.order.procedures if known[one.key].family == family)
    keys = {one.key for one in mine}
    drugs = tuple(drug for drug in case.drugs if _is_of(source, drug, keys))
    return replace(
        source, case=replace(case, order=replace(case.order, procedures=mine), drugs=drugs)
    )


def _is_of(source: SheetSource, drug: DrugGiven, keys: set[str]) -> bool:
    if not of_one_place(source, drug):
        return True
    given_for = set(drug.target.split("|"))
    if not given_for & {one.key for one in source.case.order.procedures}:
        raise SheetRefused(
            f"For which of the procedures {drug.drug} was given is not recorded, and what the "
            "sheet says hangs on it. Nothing was printed; a physician decides what is told."
        )
    return bool(given_for & keys)


def _in_order(rows: list[ToDo]) -> list[Action]:
    return [row.action for row in sorted(rows, key=lambda row: (row.starts, row.ends))]


def _once(rows: list[_T]) -> list[_T]:
    return [one for at, one in enumerate(rows) if one not in rows[:at]]


def _small(words: str) -> str:
    return words[:1].lower() + words[1:]


def _first(lines: list[SheetLine], name: str) -> SheetLine:
    if not lines:
        raise SheetRefused(f"The text has no {name} for this visit. Nothing was printed.")
    return lines[0]


def _at_most(most: int, rows: list[_T], what: str) -> list[_T]:
    if len(rows) > most:
        raise SheetRefused(
            f"The text has {len(rows)} {what} for this visit; {most} are the most that a reader "
            "takes in. Nothing was printed; shorten the text."
        )
    return rows
