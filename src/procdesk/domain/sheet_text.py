"""Sheet text: the frame that every text has which a patient reads."""

import msgspec


class SheetText(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which text it is, in which language and version, and where it comes from."""

    key: str
    language: str
    version: str
    status: str
    source: str
