"""The types that docs/journal.md names, and whether a value is of one."""

import re
from collections.abc import Callable, Mapping
from datetime import datetime
from enum import StrEnum
from typing import Any

from procdesk.domain.catalogue.procedure_kind import RISKS
from procdesk.domain.decision import DECISIONS
from procdesk.domain.medicines.medication import Confirmation, Precision
from procdesk.domain.relief.diary import FORMS
from procdesk.domain.relief.follow_up_call import FOLLOW_UP, PRE_VISIT
from procdesk.domain.staff import Role
from procdesk.domain.stage import End, Stage, StatementKind
from procdesk.domain.targets.target import TRANSITIONAL, USUAL, Side, parse_target
from procdesk.domain.visit.patient import Sex
from procdesk.workflow.after import diaries
from procdesk.workflow.booking import calls, ordering
from procdesk.workflow.case import overriding
from procdesk.workflow.room import procedure

WORDS: Mapping[str, type[StrEnum] | tuple[str, ...]] = {
    "stage": Stage,
    "end": End,
    "source of a place": StatementKind,
    "side": Side,
    "sedation": ordering.SEDATIONS,
    "bones": (USUAL, *TRANSITIONAL),
    "confirmation": Confirmation,
    "precision": Precision,
    "purpose": procedure.ACTS,
    "route": procedure.ROUTES,
    "reason code": tuple(overriding.REASONS),
    "call": (PRE_VISIT, calls.ESCORT, FOLLOW_UP),
    "reached": tuple(calls.REACHED),
    "diary form": FORMS,
    "diary state": tuple(diaries.STATES),
    "decision": (*DECISIONS, "closed"),
    "bleeding risk": RISKS,
    "sex": Sex,
    "role": Role,
}
"""The types that are lists of words, in the order in which the program knows them."""


def _matches(pattern: str) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, str) and re.fullmatch(pattern, value) is not None


def _reads(read: Callable[[str], object]) -> Callable[[Any], bool]:
    """Return a check that a text can be read in this way."""

    def check(value: Any) -> bool:
        try:
            read(value)
        except (ValueError, TypeError, AttributeError):
            return False
        return True

    return check


def _read_moment(text: str) -> None:
    if datetime.fromisoformat(text).tzinfo is None:
        raise ValueError(text)


def _is_json(value: Any) -> bool:
    """Return whether a value is JSON without a floating-point number."""
    if isinstance(value, list | dict):
        return all(map(_is_json, value.values() if isinstance(value, dict) else value))
    return value is None or isinstance(value, bool | int | str)


CHECKS: Mapping[str, Callable[[Any], bool]] = {
    "text": lambda value: isinstance(value, str),
    "id": _matches("[0-9a-f]{32}"),
    "hex": _matches("([0-9a-f]{2})+"),
    "signature": _matches("M[A-Za-z0-9+/]+={0,2}"),
    "decimal": _matches(r"-?[0-9]+(\.[0-9]+)?"),
    "whole": lambda value: type(value) is int,
    "flag": lambda value: type(value) is bool,
    "moment": _reads(_read_moment),
    "day": _matches("[0-9]{4}-[0-9]{2}-[0-9]{2}"),
    "target": _reads(parse_target),
    "any": _is_json,
    "object": lambda value: isinstance(value, dict),
    "open object": lambda value: isinstance(value, dict) and _is_json(value),
    **{name: tuple(words).__contains__ for name, words in WORDS.items()},
}


def fits(value: Any, name: str) -> bool:
    """Return whether a value is of a type, as the tables name it."""
    if name.endswith(" or empty"):
        return value == "" or fits(value, name.removesuffix(" or empty"))
    if name.endswith(" or nothing"):
        return value is None or fits(value, name.removesuffix(" or nothing"))
    if name.startswith("list of "):
        item = name.removeprefix("list of ")
        return isinstance(value, list) and all(fits(part, item) for part in value)
    return CHECKS[name](value)


def plain_type(name: str) -> str:
    """Return the type that lists and empty values are made of."""
    return re.sub("^(list of )+| or (empty|nothing)$", "", name)
