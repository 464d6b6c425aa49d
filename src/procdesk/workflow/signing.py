"""Signing: who is acting at this desk, and attestations that say what they rest on."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from procdesk.domain.entry import Json, Kind
from procdesk.domain.staff import Staff
from procdesk.domain.visit.case import Case
from procdesk.records.seal import sign
from procdesk.records.signed import signing_bytes
from procdesk.workflow.ledger import Act, Ledger, case_act
from procdesk.workflow.refused import Refused

SIGNING_LASTS = timedelta(hours=4)
"""An unwrapped key leaves memory after four hours (design section 7)."""


@dataclass(slots=True)
class SigningKeys:
    """The unwrapped keys of those who signed with a password at this desk since it unlocked."""

    _keys: dict[str, tuple[bytes, datetime]] = field(default_factory=dict)

    def hold(self, user: str, key: bytes, now: datetime) -> None:
        """Keep a key after a password was entered."""
        self._keys[user] = (key, now)

    def key(self, user: str, now: datetime) -> bytes | None:
        """The key, or None when the password is needed again."""
        key, since = self._keys.get(user, (None, now))
        return key if key and now - since < SIGNING_LASTS else None

    def forget(self) -> None:
        """The desk locked by itself: everyone's next signature takes the password."""
        self._keys.clear()


@dataclass(frozen=True, slots=True)
class Signer:
    """A person with the key that was unwrapped for them."""

    person: Staff
    key: bytes


def attesting(
    ledger: Ledger,
    signer: Signer | None,
    case: Case,
    meaning: str,
    role: str,
    rests_on: Sequence[str],
) -> Act:
    """The signed act of vouching for the case as shown. Raises Refused without a key."""
    if signer is None:
        raise Refused("Signing takes your password: enter it, then sign.", field="password")
    items: dict[str, Json] = {item: list(case.ids_under(item)) for item in rests_on}
    shown: list[Json] = [[entry.id, entry.hash] for entry in case.entries]
    body: dict[str, Json] = {
        "meaning": meaning,
        "name": signer.person.name,
        "role": role,
        "rests_on": items,
        "shown": shown,
        "signed_at": ledger.now().isoformat(),
    }
    body["signature"] = sign(signer.key, signing_bytes(case.id, signer.person.user, body))
    return case_act(case.id, Kind.ATTESTED, body)
