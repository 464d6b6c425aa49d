"""Signed: the bytes that a person's signature covers, and whether a signature holds."""

from collections.abc import Iterable, Mapping

from procdesk.domain.entry import CLINIC, Entry, Json
from procdesk.records.canonical import NotCanonical, digest_of
from procdesk.records.seal import verifies


def signing_bytes(subject_id: str, user: str, body: Mapping[str, Json]) -> bytes:
    """Return what a signature covers: the body but itself, with subject and user."""
    covered = {key: value for key, value in body.items() if key != "signature"}
    return b"procdesk-sign-v1\0" + digest_of({"case": subject_id, "user": user, **covered})


class Signatures:
    """Goes through entries in the order of the journal and knows everybody's key of the moment."""

    def __init__(self) -> None:
        self._keys: dict[str, str] = {}
        self.names: dict[str, str] = {}
        """Every key that was ever given, with the printed name of its owner."""

    def take(self, entry: Entry) -> bool:
        """Return whether the entry carries no signature, or a valid signature."""
        if entry.subject == CLINIC and "public_key" in entry.body:
            self._learn(str(entry.body.get("user")), entry.body)
        signature = entry.body.get("signature")
        return not isinstance(signature, str) or self._holds(entry, signature)

    def _learn(self, user: str, body: Mapping[str, Json]) -> None:
        key, before = str(body["public_key"]), self._keys.get(user, "")
        self._keys[user] = key
        self.names[key] = str(body.get("name") or self.names.get(before, ""))

    def _holds(self, entry: Entry, signature: str) -> bool:
        try:
            message = signing_bytes(entry.subject.id, entry.author, entry.body)
        except NotCanonical:
            return False
        return verifies(self._keys.get(entry.author, ""), message, signature)


def unlike_shown(entry: Entry, hashes: Mapping[str, str]) -> Iterable[str]:
    """The ids of what was shown to whoever signed, and is not there or is not as it was."""
    shown = entry.body.get("shown")
    for pair in shown if isinstance(shown, list) else ():
        if isinstance(pair, list) and hashes.get(str(pair[0])) != pair[1]:
            yield str(pair[0])
