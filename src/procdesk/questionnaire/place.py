"""Places: an answer lies at the rows of the repeating groups around it, then its linkId."""

from collections.abc import Iterator, Mapping
from typing import TypeAlias

from procdesk.questionnaire.definition import Item

Rows: TypeAlias = tuple[str, ...]
Place: TypeAlias = tuple[Rows, str]


def places(
    items: list[Item], rows: Mapping[Place, list[str]], around: Rows = ()
) -> Iterator[tuple[Item, Rows]]:
    """Every item with the rows in which it stands, parents before children."""
    for item in items:
        yield item, around
        if item.type == "group" and item.repeats:
            for row_id in rows.get((around, item.link_id), ()):
                yield from places(item.item, rows, (*around, row_id))
        elif item.item:
            yield from places(item.item, rows, around)
