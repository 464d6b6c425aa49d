"""Keyring slot: the store key held by the operating system, where a desk opens by itself."""

from pathlib import Path

from procdesk.records.errors import StoreProblem

_SERVICE = "procdesk"
_NONE = (
    "This desk's system has no keyring that can hold the key. Nothing was changed: the desk goes "
    "on opening with a user name and a password."
)


def hold(home: Path, store_key: bytes) -> None:
    """Let the system hold the store key of this folder. Raises StoreProblem."""
    import keyring
    from keyring.errors import KeyringError

    try:
        keyring.set_password(_SERVICE, str(home.resolve()), store_key.hex())
    except (KeyringError, RuntimeError):
        raise StoreProblem(_NONE) from None


def stored_key(home: Path) -> bytes | None:
    """Return the store key that the system holds, None if it holds none or cannot be asked."""
    import keyring
    from keyring.errors import KeyringError

    try:
        stored = keyring.get_password(_SERVICE, str(home.resolve()))
        return bytes.fromhex(stored) if stored else None
    except (KeyringError, RuntimeError, ValueError):
        return None


def drop(home: Path) -> None:
    """Remove the store key from the system."""
    import keyring
    from keyring.errors import KeyringError, PasswordDeleteError

    try:
        keyring.delete_password(_SERVICE, str(home.resolve()))
    except PasswordDeleteError:
        return
    except (KeyringError, RuntimeError):
        raise StoreProblem(_NONE) from None
