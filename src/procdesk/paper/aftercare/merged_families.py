"""Joint: what two families of one visit ask for about the same thing becomes one: the stricter."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from procdesk.paper.aftercare.filled_text import DRIVE, ToDo
from procdesk.paper.drawing.dates import Dates
from procdesk.paper.drawing.page import SheetRefused
from procdesk.paper.texts.sheet_text import SheetLine

_MOVE, _STILL, _WASH, _DRY = "move", "still", "wash", "dry"


@dataclass(frozen=True, slots=True)
class Settled:
    """What is asked of the whole visit, what each family asks alone, and whether anything gave way
    to something stricter."""

    shared: list[ToDo]
    own: list[list[ToDo]]
    stricter: bool


def settled(
    own: list[list[ToDo]],
    shared: list[ToDo],
    label: Callable[[str], SheetLine],
    dates: Dates,
    english: Dates | None,
) -> Settled:
    """Not driving lasts the longest time, washing begins at the latest.

    Raises SheetRefused where one family asks to move and another to keep still: which of them
    holds follows from no text.
    """
    _refuse_both(own)
    driving, washing = _of(own, DRIVE), _of(own, _WASH, _DRY)
    found = list(shared)
    if driving:
        found.append(max(driving, key=lambda one: (one.ends, one.starts)))
    if washing:
        found.append(_washing(washing, label, dates, english))
    gone = [*driving, *washing]
    left = [[one for one in rows if one not in gone] for rows in own]
    differs = any(len({one.action for one in rows}) > 1 for rows in (driving, washing))
    return Settled(found, left, differs)


def _of(own: list[list[ToDo]], *topics: str) -> list[ToDo]:
    """What is said of a topic, if more than one family speaks of it."""
    found = [[one for one in rows if one.topic in topics] for rows in own]
    return [one for rows in found for one in rows] if sum(map(bool, found)) > 1 else []


def _refuse_both(own: list[list[ToDo]]) -> None:
    topics = [{one.topic for one in rows} for rows in own]
    for at, one in enumerate(topics):
        if _MOVE in one and any(_STILL in other for other in (*topics[:at], *topics[at + 1 :])):
            raise SheetRefused(
                "One treatment asks the patient to move, another to keep still: no sheet can say "
                "both. Nothing was printed; a physician decides what is told."
            )


def _washing(
    found: list[ToDo], label: Callable[[str], SheetLine], dates: Dates, english: Dates | None
) -> ToDo:
    """Bandages stay until the last may come off; one that has to stay dry stands alone."""
    dry = [one for one in found if one.topic == _DRY]
    if dry:
        return dry[0]
    last = max(found, key=lambda one: one.starts)
    baths = [one.bath for one in found if one.bath is not None]
    name = "no_bath" if baths else "no_bath_that_day"
    off, no_bath = label("bandages_off"), label(name)
    bath = max(baths, default=last.starts)
    words = f"{off.words} {no_bath.words.format(bath=dates.when(bath))}"
    staff = f"{off.staff} {no_bath.staff.format(bath=english.when(bath))}" if english else ""
    return replace(last, action=replace(last.action, what=SheetLine(words, staff)))
