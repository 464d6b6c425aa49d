"""Merged families: where two families of a visit ask about the same thing, the stricter stands."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from procdesk.paper.aftercare.filled_text import DRIVE, ToDo
from procdesk.paper.drawing.dates import Dates
from procdesk.paper.drawing.page import SheetRefused
from procdesk.paper.texts.sheet_text import SheetLine

_MOVE, _STILL, _WASH, _DRY = "move", "still", "wash", "dry"


@dataclass(frozen=True, slots=True)
class MergedActions:
    """The actions of the whole visit (`shared`) and those of each family alone (`own`).

    `stricter` is true where something gave way to something stricter.
    """

    shared: list[ToDo]
    own: list[list[ToDo]]
    stricter: bool


def merge_actions(
    own: list[list[ToDo]],
    shared: list[ToDo],
    label: Callable[[str], SheetLine],
    dates: Dates,
    english: Dates | None,
) -> MergedActions:
    """Merge the actions of the families: the longest time without driving, the latest washing.

    Raises SheetRefused where one family asks to move and another to keep still: which of them
    holds follows from no text.
    """
    _refuse_both(own)
    driving, washing = _of(own, DRIVE), _of(own, _WASH, _DRY)
    merged = list(shared)
    if driving:
        merged.append(max(driving, key=lambda action: (action.ends, action.starts)))
    if washing:
        merged.append(_washing(washing, label, dates, english))
    gone = [*driving, *washing]
    left = [[one for one in rows if one not in gone] for rows in own]
    differs = any(len({one.action for one in rows}) > 1 for rows in (driving, washing))
    return MergedActions(merged, left, differs)


def _of(own: list[list[ToDo]], *topics: str) -> list[ToDo]:
    """Return the actions on these topics, none if only one family speaks of them."""
    mentions = [[one for one in rows if one.topic in topics] for rows in own]
    return [one for rows in mentions for one in rows] if sum(map(bool, mentions)) > 1 else []


def _refuse_both(own: list[list[ToDo]]) -> None:
    topics = [{one.topic for one in rows} for rows in own]
    for at, family in enumerate(topics):
        if _MOVE in family and any(_STILL in other for other in (*topics[:at], *topics[at + 1 :])):
            raise SheetRefused(
                "One treatment asks the patient to move, another to keep still: no sheet can say "
                "both. Nothing was printed; a physician decides what is told."
            )


def _washing(
    washing: list[ToDo], label: Callable[[str], SheetLine], dates: Dates, english: Dates | None
) -> ToDo:
    """Return one action on bandages: to stay dry if any must, else until the last may come off."""
    dry = [one for one in washing if one.topic == _DRY]
    if dry:
        return dry[0]
    last = max(washing, key=lambda action: action.starts)
    baths = [one.bath for one in washing if one.bath is not None]
    name = "no_bath" if baths else "no_bath_that_day"
    off, no_bath = label("bandages_off"), label(name)
    bath = max(baths, default=last.starts)
    words = f"{off.words} {no_bath.words.format(bath=dates.when(bath))}"
    staff = f"{off.staff} {no_bath.staff.format(bath=english.when(bath))}" if english else ""
    return replace(last, action=replace(last.action, what=SheetLine(words, staff)))
