"""Grade: how easily a text is read. English: years of school (Flesch-Kincaid). Spanish: INFLESZ.

clinical.md 6.4: at or below the 5th to 6th grade; paper.md 8: INFLESZ 65 or more. The syllable
counters are our own; others give other figures, so a grade is a hint to the person who writes,
never a proof that somebody understands.
"""

import re
from collections.abc import Mapping
from typing import Any

EASY: dict[str, float] = {"en": 6.0, "es": 65.0}
"""What a text of each language should reach: English at most so many years, Spanish at least."""

_SENTENCE_END = re.compile(r"[.!?:;]+(?=\s|$)")
_WORD = re.compile(r"[A-Za-z][A-Za-z'’]*")
_VOWELS = re.compile(r"[aeiouy]+")
_SPANISH_WORD = re.compile(r"[A-Za-zÁÉÍÓÚÜÑáéíóúüñ]+")
_SILENT_U = re.compile(r"(?<=q)u|(?<=g)u(?=[eiéí])")
_NUCLEUS = re.compile(r"[iuüy]?[aeoáéóíú][iuüy]?(?![aeoáéóíúiu])|[iuüy]?[aeoáéóíú]|[iuüy]+")


def grade(text: str) -> float | None:
    """The grade of a text, one decimal; None if there is not a word in it."""
    words = _WORD.findall(text)
    if not words:
        return None
    sentences = [one for one in _SENTENCE_END.split(text) if _WORD.search(one)]
    syllables = sum(map(_syllables, words))
    found = 0.39 * len(words) / len(sentences) + 11.8 * syllables / len(words) - 15.59
    return round(max(0.0, found), 1)


def _syllables(word: str) -> int:
    plain = word.casefold()
    count = len(_VOWELS.findall(plain))
    silent = plain.endswith("e") and not plain.endswith(("le", "ee")) and count > 1
    return max(1, count - silent)


def inflesz(text: str) -> float | None:
    """How easily Spanish is read, Szigriszt's formula, one decimal; 100 is easy, 0 is hard.

    None if there is not a word in it.
    """
    words = _SPANISH_WORD.findall(text)
    if not words:
        return None
    sentences = [one for one in _SENTENCE_END.split(text) if _SPANISH_WORD.search(one)]
    syllables = sum(map(_spanish_syllables, words))
    return round(206.835 - 62.3 * syllables / len(words) - len(words) / len(sentences), 1)


def _spanish_syllables(word: str) -> int:
    """A weak vowel beside a strong one is one syllable with it, unless it carries the accent."""
    plain = _SILENT_U.sub("", word.casefold())
    return max(1, len(_NUCLEUS.findall(plain)))


def text_grade(text: Mapping[str, Any]) -> float | None:
    """The grade of a sheet text in its language: every sentence, without its names and sources."""
    told = " ".join(_sentences(text)).replace("**", "")
    return inflesz(told) if text.get("language") == "es" else grade(told)


def is_easy(text: Mapping[str, Any]) -> bool:
    """Whether a text reads as easily as it should."""
    found = text_grade(text)
    if found is None:
        return False
    return found >= EASY["es"] if text.get("language") == "es" else found <= EASY["en"]


def _sentences(told: object) -> list[str]:
    """Each string that a patient reads, closed like a sentence: it is a line of its own."""
    if isinstance(told, str):
        return [told if told.endswith((".", "!", "?")) else f"{told}."]
    if isinstance(told, dict):
        inside = [value for key, value in told.items() if key not in _NOT_READ]
    else:
        inside = list(told) if isinstance(told, list) else []
    return [words for one in inside for words in _sentences(one)]


_NOT_READ = frozenset(
    {"key", "language", "version", "status", "source", "hours", "numbers", "dates", "labels"}
    | {"regions", "sides", "picture", "if", "not", "from", "until", "topic", "bath"}
)
"""What is no sentence: names, sources, and the words that dates and places are made of."""
