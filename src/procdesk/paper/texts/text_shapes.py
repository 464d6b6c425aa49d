"""Text shapes: the fields of each file of a sheet text; another is refused with its place."""

from typing import Literal

import msgspec

from procdesk.domain.catalogue.language import DateWords
from procdesk.domain.catalogue.sheet_text import SheetText

Facts = str | tuple[str, ...]
"""One fact of a visit, or several."""


class TextPart(
    msgspec.Struct,
    frozen=True,
    kw_only=True,
    forbid_unknown_fields=True,
    omit_defaults=True,
    rename=lambda name: name.removesuffix("_"),
):
    """A part of a text; a field whose name Python has for itself ends in a low line."""


class Says(TextPart, frozen=True, kw_only=True):
    """A line on a condition: where every fact of `if` holds and none of `not`."""

    say: str
    if_: Facts = ()
    not_: Facts = ()
    picture: str = ""
    first: bool = False


class Does(TextPart, frozen=True, kw_only=True):
    """A thing to do, from and until an hour of the text, or none."""

    when: str
    what: str
    picture: str
    from_: str | None
    until: str | None
    if_: Facts = ()
    not_: Facts = ()
    framed: bool = False
    topic: str = ""
    also: str = ""
    bath: str = ""


Row = str | Says
Rows = tuple[Row, ...]


class TextNumber(TextPart, frozen=True, kw_only=True):
    """A number with how well it is known; without a value it is a line to write on."""

    value: int | float | str | None
    status: Literal["C", "S", "U"]
    source: str


class Hours(TextPart, frozen=True, kw_only=True):
    """Whole hours after the end, with how well they are known."""

    value: int
    status: Literal["C", "S", "U"]
    source: str


class Labels(TextPart, frozen=True, kw_only=True):
    """Headings and other words of the page itself."""

    and_: str
    born: str
    call: str
    right_away: str
    tell: str
    today: str
    what: str
    where: str
    medicine: str
    when: str
    doctor: str
    sugar: str
    with_you: str
    left_at: str
    may_leave: str
    answered: str = msgspec.field(name="told")
    next_visit: str
    actions: str
    normal: str
    later: str
    call_us: str
    diary: str
    say_back: str
    nurse_asks: str
    said_back: str
    handed_over: str
    questions: str
    by_day: str
    at_night: str
    page: str
    stricter: str
    bandages_off: str
    no_bath: str
    no_bath_that_day: str


class FamilyText(SheetText, frozen=True, kw_only=True):
    """The text of the sheet of one family."""

    hours: dict[str, Hours] = msgspec.field(default_factory=dict)
    numbers: dict[str, TextNumber] = msgspec.field(default_factory=dict)
    title: Rows = ()
    call_911: Rows = ()
    what: Rows = ()
    tell: Rows = ()
    actions: tuple[Does, ...] = ()
    normal: Rows = ()
    call_us: Rows = ()
    say_back: Rows = ()


class CommonText(FamilyText, frozen=True, kw_only=True):
    """The text common to the sheets of all families. The language's own dates replace `dates`."""

    labels: Labels
    regions: dict[str, str]
    sides: dict[str, str]
    later: Rows
    sugar_title: Rows
    sugar_rows: Rows
    sugar_below: Rows
    diary: Rows
    read_aloud: Rows
    has_sheet: Rows
    dates: DateWords | None = None


class AftercareText(CommonText, frozen=True, kw_only=True):
    """The whole text of a visit; of several families each stands under `families`."""

    families: tuple["AftercareText", ...] = ()


class PreparationText(SheetText, frozen=True, kw_only=True):
    """The text of the preparation sheet."""

    hours: dict[str, Hours]
    title: str
    what: str
    medicines: tuple[str, ...]
    medicines_agreed: str
    medicines_none: str
    eating: tuple[str, ...]
    eating_ask: tuple[str, ...]
    eating_none: tuple[str, ...]
    escort: tuple[str, ...]
    escort_sedation: tuple[str, ...]
    bring: tuple[str, ...]
    call_before: tuple[str, ...]


class ConsentFamily(TextPart, frozen=True, kw_only=True):
    """The text of the consent for one family."""

    what: str
    effects: tuple[str, ...]
    risks: tuple[str, ...]
    alternatives: tuple[str, ...]


class Release(TextPart, frozen=True, kw_only=True):
    """The question whether the record may be sent to somebody."""

    title: str
    ask: str
    yes: str
    no: str
    whom: str


class ConsentText(SheetText, frozen=True, kw_only=True):
    """The text of the consent, signed before a procedure; `families` by key."""

    title: str
    ask: str
    for_all: tuple[str, ...]
    families: dict[str, ConsentFamily]
    release: Release
    statements: tuple[str, ...]
