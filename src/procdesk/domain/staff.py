"""Staff: named people, their roles, and who may do what."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

STATION = "station"
"""The author of feeds: messages, watch folders, day lists."""


class Role(StrEnum):
    """The roles of people in the clinic."""

    NURSE = "nurse"
    PHYSICIAN = "physician"
    TECHNOLOGIST = "technologist"
    FRONT_DESK = "front_desk"
    ADMINISTRATOR = "administrator"
    AUDITOR = "auditor"


CLINICAL = frozenset({Role.NURSE, Role.PHYSICIAN, Role.TECHNOLOGIST})
PHYSICIAN_ONLY = frozenset({Role.PHYSICIAN})


@dataclass(frozen=True, slots=True, kw_only=True)
class Staff:
    """One person. `public_key` is the P-256 key in PEM that checks this person's signatures."""

    user: str
    name: str
    roles: frozenset[Role]
    public_key: str = ""
    active: bool = True
    added_at: datetime | None = None

    def may(self, roles: frozenset[Role]) -> bool:
        """Return whether this person holds one of the roles and still works here."""
        return self.active and bool(self.roles & roles)

    @property
    def title(self) -> str:
        """The name with the leading role, as printed under a signature."""
        order = (
            Role.PHYSICIAN,
            Role.NURSE,
            Role.TECHNOLOGIST,
            Role.FRONT_DESK,
            Role.ADMINISTRATOR,
            Role.AUDITOR,
        )
        lead = next((role for role in order if role in self.roles), None)
        return f"{self.name}, {lead.value.replace('_', ' ')}" if lead else self.name
