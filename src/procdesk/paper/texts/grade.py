"""Grade: how easily a text is read, by the formula that the row of its language names.

clinical.md 6.4: at or below the 5th to 6th grade; paper.md 8: INFLESZ 65 or more. The syllable
counters are our own; others give other figures, so a grade is a hint to the person who writes,
never a proof that somebody understands.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

import msgspec

from procdesk.domain.catalogue.language import Language

_SENTENCE_END = re.compile(r"[.!?:;]+(?=\s|$)")
_WORD = re.compile(r"[A-Za-z][A-Za-z'’]*")
_VOWELS = re.compile(r"[aeiouy]+")
_SPANISH_WORD = re.compile(r"[A-Za-zÁÉÍÓÚÜÑáéíóúüñ]+")
_SILENT_U = re.compile(r"(?<=q)u|(?<=g)u(?=[eiéí])")
_NUCLEUS = re.compile(r"[iuüy]?[aeoáéóíú][iuüy]?(?![aeoáéóíúiu])|[iuüy]?[aeoáéóíú]|[iuüy]+")


def grade(text: str) -> float | None:
    """Return the grade of a text, one decimal; None if there is not a word in it."""
    words = _WORD.findall(text)
    if not words:
        return None
    sentences = [one for one in _SENTENCE_END.split(text) if _WORD.search(one)]
    syllables = sum(map(_syllables, words))
    value = 0.39 * len(words) / len(sentences) + 11.8 * syllables / len(words) - 15.59
    return round(max(0.0, value), 1)


def _syllables(word: str) -> int:
    plain = word.casefold()
    count = len(_VOWELS.findall(plain))
    silent = plain.endswith("e") and not plain.endswith(("le", "ee")) and count > 1
    return max(1, count - silent)


def inflesz(text: str) -> float | None:
    """Return the ease of a Spanish text by Szigriszt, one decimal; 100 is easy, 0 is hard.

    None if there is not a word in it.
    """
    words = _SPANISH_WORD.findall(text)
    if not words:
        return None
    sentences = [one for one in _SENTENCE_END.split(text) if _SPANISH_WORD.search(one)]
    syllables = sum(map(_spanish_syllables, words))
    return round(206.835 - 62.3 * syllables / len(words) - len(words) / len(sentences), 1)


def _spanish_syllables(word: str) -> int:
    """Return the syllables of a word; a weak vowel joins a strong one unless it has the accent."""
    plain = _SILENT_U.sub("", word.casefold())
    return max(1, len(_NUCLEUS.findall(plain)))


@dataclass(frozen=True, slots=True)
class Formula:
    """A measure of reading ease: its name, what it makes of a text, and whether more is easier."""

    name: str
    measure: Callable[[str], float | None]
    more_is_easier: bool


FORMULAS = {
    "flesch-kincaid": Formula("reading grade", grade, more_is_easier=False),
    "inflesz": Formula("ease of reading (INFLESZ)", inflesz, more_is_easier=True),
}
"""The formulas that a language can name: years of school, and 0 for hard to 100 for easy."""


@dataclass(frozen=True, slots=True)
class TextGrade:
    """The grade of a text: None without a word, or in a language that no formula measures."""

    value: float | None
    is_easy: bool
    words: str
    goal: str


def text_grade(text: object, language: Language) -> TextGrade:
    """Return the grade of every sentence of a sheet text, without its names and sources."""
    if language.grade is None:
        return TextGrade(None, False, f"no formula measures {language.name}", "")
    formula, goal = FORMULAS[language.grade.formula], language.grade.goal
    value = formula.measure(" ".join(_sentences(msgspec.to_builtins(text))).replace("**", ""))
    if value is None:
        return TextGrade(None, False, f"{formula.name} of no words", "")
    easy = value >= goal if formula.more_is_easier else value <= goal
    bound = "at least" if formula.more_is_easier else "at most"
    return TextGrade(value, easy, f"{formula.name} {value}", f"{bound} {goal:g}")


def _sentences(part: object) -> list[str]:
    """Return each string that a patient reads, closed like a sentence: it is a line of its own."""
    if isinstance(part, str):
        return [part if part.endswith((".", "!", "?")) else f"{part}."]
    if isinstance(part, dict):
        inside = [value for key, value in part.items() if key not in _NOT_READ]
    else:
        inside = list(part) if isinstance(part, list | tuple) else []
    return [words for one in inside for words in _sentences(one)]


_NOT_READ = frozenset(
    {"key", "language", "version", "status", "source", "hours", "numbers", "dates", "labels"}
    | {"regions", "sides", "picture", "if", "not", "from", "until", "topic", "bath"}
    | {"questions", "marked", "form"}
)
"""The keys that hold no sentence: names, sources, and the words of dates and places."""
