"""Told: what the sheet of one visit says, of one family or of several, nothing twice.

Where a visit has several families, each speaks of its own procedures, places and drugs, and what
every family says is said once. What only one of them says stands under its title.
"""

from dataclasses import replace
from typing import TypeVar

from procdesk.domain.visit.case import DrugGiven
from procdesk.paper.aftercare.filled_text import ToDo, Voice
from procdesk.paper.aftercare.filling import dates_of
from procdesk.paper.aftercare.merged_families import Settled, settled
from procdesk.paper.aftercare.visit_facts import happened, of_one_place
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
        self.text, self.facts = text_as(source, AftercareText), happened(source)
        self._english = source.english if isinstance(source.english, AftercareText) else None
        self._common = Voice(source, self.text, self._english)
        families, alone = self.text.families, (None,) * len(self.text.families)
        pairs = zip(families, self._english.families if self._english else alone, strict=True)
        self._families = [Voice(_of_family(source, one), one, two) for one, two in pairs]
        self._settled = self._settle(source)

    def lines(self, name: str) -> list[SheetLine]:
        """The lines of a part that stand, in their order, each once."""
        return _once([line for one in (*self._families, self._common) for line in one.lines(name)])

    def parts(self, name: str) -> Parts[SheetLine]:
        """The lines of a part: of the whole visit, then of each family alone."""
        own = [one.lines(name) for one in self._families]
        return self._parted(own, self._common.lines(name))

    def title(self) -> SheetLine:
        """The title of each family, as one."""
        titles = self._titles() or [self.first("title")]
        first, *others = titles
        words = [first.words, *(_small(one.words) for one in others)]
        staff = [first.staff, *(_small(one.staff) for one in others)]
        joint = self.label("and_")
        return SheetLine(
            f" {joint.words} ".join(words), f" {joint.staff} ".join(filter(None, staff))
        )

    def first(self, name: str) -> SheetLine:
        """The first line that stands. Raises SheetRefused if none does."""
        return _first(self.lines(name), name)

    def together(self, name: str) -> SheetLine:
        """All lines of a part as one paragraph."""
        found = self.lines(name)
        return SheetLine(" ".join(x.words for x in found), " ".join(x.staff for x in found))

    def label(self, name: str) -> SheetLine:
        """A heading or another word of the page itself."""
        staff = getattr(self._english.labels, name) if self._english else ""
        return SheetLine(getattr(self.text.labels, name), staff)

    def signs(self) -> list[SheetLine]:
        """What to call 911 for, of one family no more than a reader takes in; what is already so
        when the patient leaves comes first.

        Raises SheetRefused. Of several families every sign stands: none of them may be left out.
        """
        found = sorted(self.lines("call_911"), key=lambda one: not one.first)
        return found if self._families else _at_most(MOST_SIGNS, found, "signs to call 911 for")

    def actions(self) -> Parts[Action]:
        """What to do, each part ordered by when it starts, then ends.

        Raises SheetRefused for more in a part than a reader takes in.
        """
        own, shared = self._settled.own, self._settled.shared
        parts = self._parted([_in_order(one) for one in own], _in_order(shared))
        what = "things to do"
        return [(title, _at_most(MOST_ACTIONS, rows, what)) for title, rows in parts]

    def says_stricter(self) -> list[SheetLine]:
        """The line that says so, where two families ask for different things."""
        return [self.label("stricter")] if self._settled.stricter else []

    def restricts_driving(self) -> bool:
        """Whether anything to do speaks of driving."""
        own, shared = self._settled.own, self._settled.shared
        return any(one.driving for rows in (*own, shared) for one in rows)

    def questions(self) -> list[SheetLine]:
        """The first three that stand: what is most missed comes first."""
        every = [line for one in (self._common, *self._families) for line in one.lines("say_back")]
        return _once(every)[:QUESTIONS]

    def _settle(self, source: SheetSource) -> Settled:
        own, shared = [one.to_do() for one in self._families], self._common.to_do()
        if not own:
            return Settled(shared, [], stricter=False)
        english = dates_of(source, source.english) if source.english else None
        return settled(own, shared, self.label, dates_of(source, self.text), english)

    def _titles(self) -> list[SheetLine]:
        return [_first(one.lines("title"), "title") for one in self._families]

    def _parted(self, own: list[list[_T]], shared: list[_T]) -> Parts[_T]:
        """What more than one family says is of the whole visit."""
        every = [one for rows in own for one in rows]
        both = [one for one in every if every.count(one) > 1]
        parts: Parts[_T] = [(None, _once([*both, *shared]))]
        for title, rows in zip(self._titles(), own, strict=True):
            parts.append((title, [one for one in rows if one not in both]))
        return [(title, rows) for title, rows in parts if rows]


def _of_family(source: SheetSource, text: AftercareText) -> SheetSource:
    """The visit as if only what is of this family had been done. Raises SheetRefused."""
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


def _in_order(found: list[ToDo]) -> list[Action]:
    return [one.action for one in sorted(found, key=lambda one: (one.starts, one.ends))]


def _once(found: list[_T]) -> list[_T]:
    return [one for at, one in enumerate(found) if one not in found[:at]]


def _small(words: str) -> str:
    return words[:1].lower() + words[1:]


def _first(found: list[SheetLine], name: str) -> SheetLine:
    if not found:
        raise SheetRefused(f"The text has no {name} for this visit. Nothing was printed.")
    return found[0]


def _at_most(most: int, found: list[_T], what: str) -> list[_T]:
    if len(found) > most:
        raise SheetRefused(
            f"The text has {len(found)} {what} for this visit; {most} are the most that a reader "
            "takes in. Nothing was printed; shorten the text."
        )
    return found
