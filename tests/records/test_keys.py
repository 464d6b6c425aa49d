"""Passwords, PINs, badges, the recovery key and the keyring: who opens what, and who does not."""

import base64
import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import keyring
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ed25519
from keyring.backends.fail import Keyring as NoKeyring

from procdesk.records import credentials, drafts, keyring_slot, keys
from procdesk.records.credentials import PIN_TRIES, PinLocked
from procdesk.records.errors import NotSaved, StoreProblem
from procdesk.records.keys import Cost, WrongPassword
from procdesk.records.seal import new_key, public_of, sign, verifies
from procdesk.records.store import Store, create_store, open_store
from support.memory_keyring import Held
from support.open_store import AT, KEY

CHEAP = Cost(64, 1, 1)


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    monkeypatch.setattr(credentials, "PIN_COST", CHEAP)
    opened = create_store(tmp_path, KEY)
    yield opened
    opened.close()


def put(store: Store, user: str, password: str = "right", pin: str = "1234") -> None:
    secrets = {"signing_key": f"key of {user}".encode(), "password": password, "pin": pin}
    credentials.put_credential(store, user, **secrets, cost=CHEAP)  # type: ignore[arg-type]


# A secret under a password


def test_a_wrapped_secret_opens_by_its_password_alone() -> None:
    slot = keys.wrap(b"secret", "correct horse", CHEAP)
    assert keys.unwrap(json.loads(json.dumps(slot)), "correct horse") == b"secret"
    for wrong in ("", "correct hors", "Correct horse", "correct horse "):
        with pytest.raises(WrongPassword):
            keys.unwrap(slot, wrong)
    assert b"secret" not in json.dumps(slot).encode()
    assert keys.wrap(b"secret", "correct horse", CHEAP) != slot, "salt and nonce are fresh"


@pytest.mark.parametrize("part", ["salt", "nonce", "sealed"])
def test_a_bit_flipped_in_a_slot_opens_nothing(part: str) -> None:
    slot = keys.wrap(b"secret", "right", CHEAP)
    content = bytearray(base64.b64decode(slot[part]))
    for at in range(len(content)):
        changed = bytes(byte ^ (at == place) for place, byte in enumerate(content))
        with pytest.raises(WrongPassword):
            keys.unwrap({**slot, part: base64.b64encode(changed).decode()}, "right")


@pytest.mark.parametrize(
    "damage",
    [
        {"salt": ""},
        {"nonce": ""},
        {"sealed": ""},
        {"salt": 7},
        {"argon2id": [64, 1]},
        {"salt": "é"},
    ],
)
def test_a_slot_of_another_shape_opens_nothing(damage: dict[str, Any]) -> None:
    with pytest.raises(WrongPassword):
        keys.unwrap({**keys.wrap(b"secret", "right", CHEAP), **damage}, "right")


def test_each_person_opens_the_store_by_their_own_slot(tmp_path: Path) -> None:
    store_key, recovery = keys.create_slots(tmp_path, "Test Clinic")
    for user in ("ann", "ben"):
        keys.put_slot(tmp_path, user, store_key, f"of {user}", CHEAP)
    assert keys.unlock(tmp_path, "ann", "of ann") == keys.unlock(tmp_path, "ben", "of ben")
    for user, password in (("ann", "of ben"), ("cem", "of ann"), ("recovery", recovery)):
        with pytest.raises(WrongPassword):
            keys.unlock(tmp_path, user, password)
    keys.drop_slot(tmp_path, "ann")
    keys.drop_slot(tmp_path, "nobody")
    with pytest.raises(WrongPassword):
        keys.unlock(tmp_path, "ann", "of ann")
    assert keys.unlock(tmp_path, "ben", "of ben") == store_key
    assert keys.clinic_name(tmp_path) == "Test Clinic"
    assert store_key.hex() not in keys.slots_path(tmp_path).read_text("utf-8")


def test_the_recovery_key_opens_as_people_write_it(tmp_path: Path) -> None:
    store_key, recovery = keys.create_slots(tmp_path, "Test Clinic")
    plain = recovery.replace("-", "")
    misread = recovery.replace("0", "o").replace("1", "l")
    for typed in (recovery, recovery.lower(), plain, f" {plain[:7]} {plain[7:]} ", misread):
        assert keys.unlock_by_recovery(tmp_path, typed) == store_key
    other = "A" if recovery[0] != "A" else "B"
    for wrong in ("", other + recovery[1:], recovery[:-1]):
        with pytest.raises(WrongPassword):
            keys.unlock_by_recovery(tmp_path, wrong)


def test_a_recovery_key_has_no_sign_that_can_be_misread() -> None:
    made = {keys.new_recovery_key() for _ in range(200)}
    assert len(made) == 200
    assert all([*map(len, one.split("-"))] == [5] * 6 for one in made)
    assert not set("".join(made)) & set("ILOU")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (None, "no procdesk store in this folder"),
        (b"", "cannot be read"),
        (b"\xff", "cannot be read"),
        (b"{", "cannot be read"),
        (b"[]", "is damaged"),
        (b"{}", "is damaged"),
    ],
)
def test_a_key_file_beside_the_store_that_is_damaged_says_so(
    tmp_path: Path, content: bytes | None, words: str
) -> None:
    if content is not None:
        keys.slots_path(tmp_path).write_bytes(content)
    with pytest.raises(StoreProblem, match=words):
        keys.unlock(tmp_path, "ann", "right")


@pytest.mark.parametrize("text", ["", "00", "zz" * 32, "00" * 33, "é"])
def test_a_file_without_64_hex_digits_is_no_key_file(tmp_path: Path, text: str) -> None:
    (tmp_path / "key").write_text(text, "utf-8")
    with pytest.raises(StoreProblem, match="key is not a key file"):
        keys.read_key_file(tmp_path / "key")
    with pytest.raises(StoreProblem, match="is not a key file"):
        keys.read_key_file(tmp_path / "none")


def test_a_key_file_is_read_with_the_line_end_of_its_editor(tmp_path: Path) -> None:
    (tmp_path / "key").write_bytes(f"{KEY.hex().upper()}\r\n".encode())
    assert keys.read_key_file(tmp_path / "key") == KEY


# PIN and badge


def test_five_wrong_pins_lock_until_the_password(store: Store) -> None:
    put(store, "ann")
    put(store, "ben")
    credentials.check_pin(store, "ann", "1234")
    for _ in range(PIN_TRIES):
        with pytest.raises(WrongPassword):
            credentials.check_pin(store, "ann", "4321")
    with pytest.raises(PinLocked, match="Sign in with your password"):
        credentials.check_pin(store, "ann", "1234")
    credentials.check_pin(store, "ben", "1234")
    with pytest.raises(WrongPassword):
        credentials.signing_key(store, "ann", "wrong")
    with pytest.raises(PinLocked):
        credentials.check_pin(store, "ann", "1234")
    assert credentials.signing_key(store, "ann", "right") == b"key of ann"
    credentials.check_pin(store, "ann", "1234")


def test_a_right_pin_sets_the_count_of_wrong_ones_back(store: Store) -> None:
    put(store, "ann")
    for _ in range(3):
        for _ in range(PIN_TRIES - 1):
            with pytest.raises(WrongPassword):
                credentials.check_pin(store, "ann", "")
        credentials.check_pin(store, "ann", "1234")


def test_a_lock_outlives_the_program(store: Store) -> None:
    put(store, "ann")
    for _ in range(PIN_TRIES):
        with pytest.raises(WrongPassword):
            credentials.check_pin(store, "ann", "4321")
    store.close()
    again = open_store(store.home, KEY)
    with pytest.raises(PinLocked):
        credentials.check_pin(again, "ann", "1234")
    again.close()


def test_who_has_no_pin_or_is_nobody_passes_by_none(store: Store) -> None:
    put(store, "ann", pin="")
    for user, pin in (("ann", ""), ("ann", "1234"), ("nobody", "")):
        with pytest.raises(WrongPassword):
            credentials.check_pin(store, user, pin)
    with pytest.raises(WrongPassword):
        credentials.signing_key(store, "nobody", "right")


def test_a_new_password_replaces_the_old_one(store: Store) -> None:
    put(store, "ann", "first", "1111")
    put(store, "ann", "second", "2222")
    assert credentials.signing_key(store, "ann", "second") == b"key of ann"
    credentials.check_pin(store, "ann", "2222")
    with pytest.raises(WrongPassword):
        credentials.signing_key(store, "ann", "first")
    with pytest.raises(WrongPassword):
        credentials.check_pin(store, "ann", "1111")


def test_a_badge_has_one_owner_and_an_owner_one_badge(store: Store) -> None:
    credentials.put_badge(store, "ann", "0451")
    assert [credentials.badge_owner(store, code) for code in ("0451", "0452", "")] == [
        "ann",
        "",
        "",
    ]
    credentials.put_badge(store, "ann", "0452")
    assert [credentials.badge_owner(store, code) for code in ("0451", "0452")] == ["", "ann"]
    credentials.put_badge(store, "ben", "0452")
    assert credentials.badge_owner(store, "0452") == "ben"
    for path in store.home.iterdir():
        assert b"0452" not in path.read_bytes()


def test_a_badge_that_cannot_be_written_says_so(store: Store) -> None:
    with store.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA query_only = ON")
    with pytest.raises(NotSaved, match="read-only"):
        credentials.put_badge(store, "ann", "0451")
    with pytest.raises(NotSaved, match="read-only"):
        drafts.keep(store, "ann", "c1", "vitals", {"pulse": "70"}, AT)


# Drafts


def test_a_draft_is_its_persons_alone_and_outlives_the_program(store: Store) -> None:
    drafts.keep(store, "ann", "c1", "vitals", {"vitals.pulse": "7"}, AT)
    drafts.keep(store, "ann", "c1", "vitals", {"vitals.pulse": "70"}, AT + timedelta(minutes=1))
    drafts.keep(store, "ann", "c2", "vitals", {"note": "García 🦴"}, AT + timedelta(minutes=2))
    drafts.keep(store, "ben", "c1", "vitals", {"vitals.pulse": "71"}, AT)
    store.close()
    again = open_store(store.home, KEY)
    newest, older = drafts.drafts_of(again, "ann")
    assert (newest.case_id, newest.fields) == ("c2", {"note": "García 🦴"})
    assert (older.fields, older.kept_at) == ({"vitals.pulse": "70"}, AT + timedelta(minutes=1))
    drafts.drop(again, "ann", "c1", "vitals")
    assert [one.case_id for one in drafts.drafts_of(again, "ann")] == ["c2"]
    assert len(drafts.drafts_of(again, "ben")) == 1
    again.close()


# Keyring


def test_the_system_holds_the_key_of_its_own_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    system = Held()
    monkeypatch.setattr(keyring.core, "_keyring_backend", system)
    first, second = tmp_path / "first", tmp_path / "second"
    assert keyring_slot.stored_key(first) is None
    keyring_slot.hold(first, KEY)
    keyring_slot.hold(second, bytes(32))
    assert keyring_slot.stored_key(first) == KEY
    assert keyring_slot.stored_key(first / ".." / "first") == KEY, "the same folder"
    keyring_slot.drop(first)
    keyring_slot.drop(first)
    assert keyring_slot.stored_key(first) is None
    assert keyring_slot.stored_key(second) == bytes(32)
    ((service, folder),) = system.passwords
    system.passwords[service, folder] = "no hex digits"
    assert keyring_slot.stored_key(second) is None


def test_a_system_without_a_keyring_says_so_and_the_desk_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keyring.core, "_keyring_backend", NoKeyring())  # type: ignore[no-untyped-call]
    assert keyring_slot.stored_key(tmp_path) is None
    with pytest.raises(StoreProblem, match="no keyring that can hold the key"):
        keyring_slot.hold(tmp_path, KEY)
    with pytest.raises(StoreProblem, match="no keyring that can hold the key"):
        keyring_slot.drop(tmp_path)


# Seals


def test_a_seal_holds_for_its_bytes_and_its_key_alone() -> None:
    key, other = new_key(), new_key()
    seal = sign(key, b"message")
    assert verifies(public_of(key), b"message", seal)
    assert not verifies(public_of(key), b"massage", seal)
    assert not verifies(public_of(other), b"message", seal)
    for wrong in (
        "",
        "AAAA",
        seal[:-4],
        seal + "AAAA",
        seal + "\n",
        "é",
        seal.replace("M", "N", 1),
    ):
        assert not verifies(public_of(key), b"message", wrong), wrong
    for damaged in ("", "-----BEGIN PUBLIC KEY-----", public_of(key)[:-40]):
        assert not verifies(damaged, b"message", seal)


def test_a_key_of_another_kind_seals_nothing() -> None:
    key = ed25519.Ed25519PrivateKey.generate()
    public = key.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    seal = base64.b64encode(key.sign(b"message")).decode()
    assert not verifies(public.decode(), b"message", seal)
    private = key.private_bytes(
        serialization.Encoding.DER,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    with pytest.raises(TypeError, match="not a P-256 key"):
        sign(private, b"message")
