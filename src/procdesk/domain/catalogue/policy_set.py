"""Policy set: a selectable rule set, shipped or a clinic's own, as it is signed for and typed."""

import hashlib
import json
from functools import cached_property
from typing import Literal

import msgspec

from procdesk.domain.catalogue.anticoagulant_hold import FAMILY, HoldSet, hold_set
from procdesk.domain.catalogue.limit import Limit, LimitFamily, limit_set

Row = dict[str, object]
"""A row as it is written."""


class PolicySet(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, dict=True):
    """A selectable rule set: rows of facts with source and status, draft until adopted.

    `family` is the first word of the findings that are judged by it. `rows` stay as they are
    written, for that is signed. `holds` are those of a set of blood thinners, typed, and `limits`
    those of a set of numbers by their names: a bad row is refused here, not in the middle of a
    case.
    """

    key: str
    family: LimitFamily | Literal["anticoagulant"]
    title: str
    version: str
    source: str
    rows: tuple[Row, ...]
    status: str = ""

    def __post_init__(self) -> None:
        _ = self.holds, self.limits

    @cached_property
    def holds(self) -> HoldSet:
        """The rows of a set of blood thinners. Raises ResourceRefused with the path."""
        return hold_set(self.rows if self.family == FAMILY else ())

    @cached_property
    def limits(self) -> dict[str, Limit]:
        """The rows of a set of numbers by their names. Raises ResourceRefused with the path."""
        return limit_set(() if self.family == FAMILY else self.rows)

    @cached_property
    def raw(self) -> bytes:
        """The rows as they are read and signed for."""
        return json.dumps(self.rows, sort_keys=True).encode()

    @cached_property
    def sha256(self) -> str:
        """The hash of what is signed for."""
        return hashlib.sha256(self.raw).hexdigest()
