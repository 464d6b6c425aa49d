"""Key slots: the random store key, wrapped once for each person, and by the recovery key.

They lie in `store.keys` beside the store. A password opens its slot; the store key is never
written anywhere in the clear.
"""

import base64
import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from procdesk.records.errors import StoreProblem
from procdesk.records.files import replace_file

RECOVERY = "recovery"
_CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_READ_AS = str.maketrans("OIL", "011")


class Cost(NamedTuple):
    """The cost of one guess: argon2id memory in KiB, passes and lanes."""

    memory_kib: int = 65536
    passes: int = 3
    lanes: int = 4


FULL = Cost()


class WrongPassword(StoreProblem):
    """User name or password is wrong; which of them is not said."""

    def __init__(self) -> None:
        super().__init__("User name or password is wrong. Nothing was opened.")


def wrap(secret: bytes, password: str, cost: Cost = FULL) -> dict[str, Any]:
    """A secret that only this password opens again."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    salt, nonce = os.urandom(16), os.urandom(12)
    sealed = AESGCM(_stretch(password, salt, cost)).encrypt(nonce, secret, b"procdesk-slot-v1")
    return {
        "argon2id": [cost.memory_kib, cost.passes, cost.lanes],
        "salt": base64.b64encode(salt).decode(),
        "nonce": base64.b64encode(nonce).decode(),
        "sealed": base64.b64encode(sealed).decode(),
    }


def unwrap(slot: Mapping[str, Any], password: str) -> bytes:
    """The secret in a slot. Raises WrongPassword."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    try:
        salt, nonce, sealed = (base64.b64decode(slot[k]) for k in ("salt", "nonce", "sealed"))
        key = _stretch(password, salt, Cost(*slot["argon2id"]))
        return AESGCM(key).decrypt(nonce, sealed, b"procdesk-slot-v1")
    except (InvalidTag, KeyError, ValueError, TypeError):
        raise WrongPassword from None


def _stretch(password: str, salt: bytes, cost: Cost) -> bytes:
    from argon2.exceptions import HashingError
    from argon2.low_level import Type, hash_secret_raw

    typed = password.encode()
    try:
        return hash_secret_raw(typed, salt, cost.passes, cost.memory_kib, cost.lanes, 32, Type.ID)
    except HashingError as error:  # a slot whose salt or cost is damaged
        raise ValueError(str(error)) from None


def slots_path(home: Path) -> Path:
    """Return the place of a store's key slots."""
    return home / "store.keys"


def read_slots(home: Path) -> dict[str, Any]:
    """The slots file. Raises StoreProblem if it is missing or damaged."""
    try:
        slots = json.loads(slots_path(home).read_bytes())
    except FileNotFoundError:
        raise StoreProblem(
            "There is no procdesk store in this folder yet. Open procdesk once to set up the "
            "clinic, or name another folder with --home."
        ) from None
    except (OSError, ValueError):
        raise StoreProblem(
            "The key file beside the store (store.keys) cannot be read, and without it neither a "
            "password nor the recovery key opens the store. The store itself is unharmed: keep "
            "both files, and check that this account may read them."
        ) from None
    if not isinstance(slots, dict) or "slots" not in slots:
        raise StoreProblem(
            "The key file beside the store (store.keys) is damaged, and without it neither a "
            "password nor the recovery key opens the store. The store itself is unharmed: keep "
            "both files."
        )
    return slots


def write_slots(home: Path, slots: Mapping[str, Any]) -> None:
    """Replace the slots file as a whole. Raises OSError."""
    replace_file(slots_path(home), json.dumps(slots, indent=1).encode())


def clinic_name(home: Path) -> str:
    """All that a desk may show before the first password after a start."""
    return str(read_slots(home).get("clinic", ""))


def create_slots(home: Path, clinic: str) -> tuple[bytes, str]:
    """A new random store key with its recovery slot: (store key, recovery key to print)."""
    store_key = os.urandom(32)
    recovery = new_recovery_key()
    slot = wrap(store_key, recovery)
    write_slots(home, {"clinic": clinic, "slots": {RECOVERY: slot}})
    return store_key, recovery


def put_slot(home: Path, user: str, store_key: bytes, password: str, cost: Cost = FULL) -> None:
    """Let a password open the store. Raises OSError."""
    slots = read_slots(home)
    slots["slots"][f"user:{user}"] = wrap(store_key, password, cost)
    write_slots(home, slots)


def drop_slot(home: Path, user: str) -> None:
    """A password that opens nothing any more."""
    slots = read_slots(home)
    slots["slots"].pop(f"user:{user}", None)
    write_slots(home, slots)


def unlock(home: Path, user: str, password: str) -> bytes:
    """The store key. Raises WrongPassword, also where there is no such user."""
    slot = read_slots(home)["slots"].get(f"user:{user}", {})
    return unwrap(slot, password)


def unlock_by_recovery(home: Path, recovery: str) -> bytes:
    """The store key by the printed recovery key, typed with or without its dashes."""
    plain = recovery.upper().translate(_READ_AS).replace("-", "").replace(" ", "")
    grouped = "-".join(plain[at : at + 5] for at in range(0, len(plain), 5))
    return unwrap(read_slots(home)["slots"].get(RECOVERY, {}), grouped)


def new_recovery_key() -> str:
    """130 random bits as six groups of letters and digits that cannot be misread."""
    signs = "".join(_CROCKFORD[one % 32] for one in os.urandom(30))
    return "-".join(signs[at : at + 5] for at in range(0, 30, 5))


def read_key_file(path: Path) -> bytes:
    """The store key in a key file: 64 hex digits. Raises StoreProblem."""
    try:
        key = bytes.fromhex(path.read_text("ascii").strip())
    except (OSError, ValueError):
        key = b""
    if len(key) != 32:
        raise StoreProblem(f"{path.name} is not a key file: it holds 64 hex digits.")
    return key
