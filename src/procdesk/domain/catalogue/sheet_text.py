"""Sheet text: the frame that every text has which a patient reads."""

from collections.abc import Mapping

import msgspec

from procdesk.domain.resource_file import ResourceRefused
from procdesk.domain.targets.target import REGIONS, Side


class SheetText(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The identity of a text: its key, language, version and origin."""

    key: str
    language: str
    version: str
    status: str
    source: str


def check_places(name: str, regions: Mapping[str, str], sides: Mapping[str, str]) -> None:
    """Raise ResourceRefused where a text has no words for a region of the body, or for a side."""
    for part, known, words in (("regions", {*REGIONS}, regions), ("sides", {*Side}, sides)):
        if lacking := known - set(words):
            raise ResourceRefused(f"{name}: $.{part}: {min(lacking)} has no words")
