"""Translations: beside which English a text was reviewed, and whether that English still stands."""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from procdesk.domain.catalogue.language import ENGLISH, name_of
from procdesk.workflow.clinic.adopting import reviewer
from procdesk.workflow.ledger import Ledger


def english_of(name: str, texts: Mapping[str, bytes]) -> bytes:
    """The English of a translation; empty for English itself and where there is none."""
    language, _slash, text = name.partition("/")
    return b"" if language == ENGLISH else texts.get(f"{ENGLISH}/{text}", b"")


def behind(ledger: Ledger, name: str, texts: Mapping[str, bytes]) -> str:
    """In words that a reviewed translation stands beside another English than it was signed
    beside, or that this is not known; empty where it is up to date, a draft or English itself.
    """
    english = english_of(name, texts)
    if not english or not reviewer(ledger, name, texts[name]):
        return ""
    done = ledger.clinic.texts[name]
    if done.beside_sha256 == hashlib.sha256(english).hexdigest():
        return ""
    language, _slash, text = name.partition("/")
    language_name, now = (
        name_of(ledger.reference.languages, language),
        _now(ledger, f"{ENGLISH}/{text}", english),
    )
    if not done.beside_version:
        return f"Beside which English {language_name} was reviewed is not known; {now}."
    same = json.loads(english)["version"] == done.beside_version
    other = " in other words" if same else ""
    return f"{language_name} was reviewed beside English {done.beside_version}{other}; {now}."


def behind_words(
    ledger: Ledger, names: Sequence[str], texts: Mapping[str, bytes]
) -> tuple[str, ...]:
    """The same of several texts, each led by its name."""
    return tuple(_each(ledger, names, texts))


def _each(ledger: Ledger, names: Sequence[str], texts: Mapping[str, bytes]) -> Iterator[str]:
    for name in names:
        if name in texts and (words := behind(ledger, name, texts)):
            yield f"{name}: {words}"


def _now(ledger: Ledger, name: str, english: bytes) -> str:
    """Return in words the English in force and its day; a text nobody signed has no such day."""
    version = json.loads(english)["version"]
    if not reviewer(ledger, name, english):
        return f"English is {version}, which is a draft"
    at = datetime.fromisoformat(ledger.clinic.texts[name].at).astimezone(ledger.clinic.zone)
    return f"English is {version} since {at.day} {at:%b %Y}"


def text_states(ledger: Ledger, texts: Mapping[str, bytes]) -> list[dict[str, str]]:
    """Every text with its version, who reviewed it, and whether its English changed since."""
    return [
        {
            "text": name,
            "version": str(json.loads(raw)["version"]),
            "state": f"reviewed by {by}" if (by := reviewer(ledger, name, raw)) else "draft",
            "behind": behind(ledger, name, texts),
        }
        for name, raw in sorted(texts.items())
    ]
