"""Asked in: a form with its values asked in other units than it was written with.

Only how it asks changes: the JSON, hash and reference of the form stay. Expressions reckon in the
unit that the form was written with.
"""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import msgspec

from procdesk.domain.unit import Unit, convert, plain, unit_named
from procdesk.domain.visit.measured_value import UNITS
from procdesk.questionnaire.definition import (
    MAX_DECIMALS,
    MAX_VALUE,
    MIN_VALUE,
    OWN_UNIT,
    UNIT,
    Item,
    Questionnaire,
)

_REPLACED = (UNIT, MIN_VALUE, MAX_VALUE, MAX_DECIMALS)


def asked_in(form: Questionnaire, unit_of: Callable[[str], Unit | None]) -> Questionnaire:
    """Return the form with each value asked in the unit that `unit_of` gives for its linkId."""
    return msgspec.structs.replace(form, item=[_item(item, unit_of) for item in form.item])


def _item(item: Item, unit_of: Callable[[str], Unit | None]) -> Item:
    item = msgspec.structs.replace(item, item=[_item(one, unit_of) for one in item.item])
    unit, own = unit_of(item.link_id), unit_named(UNITS.get(item.link_id, ()), item.unit)
    if unit is None or own is None or item.type not in ("integer", "decimal"):
        return item
    if unit is own:
        extensions = [*item.raw["extension"], {"url": OWN_UNIT, "valueString": own.words}]
        return msgspec.structs.replace(item, raw={**item.raw, "extension": extensions})
    kind = "decimal" if unit.places else "integer"
    raw = {**item.raw, "extension": _extensions(item, unit, own)}
    return msgspec.structs.replace(item, type=kind, raw=raw)


def _extensions(item: Item, unit: Unit, own: Unit) -> list[dict[str, Any]]:
    """Return the item's extensions, with unit, bounds and decimals of the other unit."""
    others = [one for one in item.raw["extension"] if one.get("url") not in _REPLACED]
    changed: list[dict[str, Any]] = [
        {"url": UNIT, "valueCoding": {"display": unit.words}},
        {"url": MAX_DECIMALS, "valueInteger": unit.places},
        {"url": OWN_UNIT, "valueString": own.words},
    ]
    least, most = item.extension(MIN_VALUE), item.extension(MAX_VALUE)
    if least is not None and most is not None:
        low, high = unit.within(Decimal(str(least)), Decimal(str(most)), own)
        changed += [
            {"url": MIN_VALUE, "valueDecimal": plain(low)},
            {"url": MAX_VALUE, "valueDecimal": plain(high)},
        ]
    return others + changed


def units_of(item: Item) -> tuple[Unit, Unit] | None:
    """Return the unit in which an item is asked and its form's own; None where none is chosen."""
    known = UNITS.get(item.link_id, ())
    asked, own = unit_named(known, item.unit), unit_named(known, item.own_unit)
    return (asked, own) if asked and own else None


def as_form_reckons(item: Item, value: Decimal) -> Decimal:
    """Return a value in the unit of the form, rounded to that unit's decimals."""
    units = units_of(item)
    if units is None or units[0] is units[1]:
        return value
    asked, own = units
    return own.rounded(convert(value, asked, own))
