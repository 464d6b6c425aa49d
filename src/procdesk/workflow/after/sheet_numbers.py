"""Sheets: a number that cannot be guessed, and a check that only this clinic can make."""

import hashlib
import hmac

_CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def sheet_number(random_hex: str) -> str:
    """Ten Crockford characters, 50 bits, from a fresh random id."""
    return _spelled(int(random_hex, 16), 10)


def sheet_mac(store_key: bytes, number: str, page: int) -> str:
    """The keyed check of one page: seven characters, 35 bits of HMAC-SHA-256."""
    key = hmac.new(store_key, b"procdesk-sheet-v1", hashlib.sha256).digest()
    mac = hmac.new(key, f"{number}/{page}".encode(), hashlib.sha256).digest()
    return _spelled(int.from_bytes(mac[:8], "big"), 7)


def _spelled(value: int, length: int) -> str:
    return "".join(_CROCKFORD[value >> (5 * at) & 31] for at in reversed(range(length)))
