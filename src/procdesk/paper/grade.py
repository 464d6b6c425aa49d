"""Grade: how many years of school a text asks for (Flesch-Kincaid, own syllable counter).

clinical.md 6.4: at or below the 5th to 6th grade. English only; another counter gives other
figures, so the grade is a hint to the person who writes, never a proof that somebody understands.
"""

import re

_SENTENCE_END = re.compile(r"[.!?:;]+(?=\s|$)")
_WORD = re.compile(r"[A-Za-z][A-Za-z'’]*")
_VOWELS = re.compile(r"[aeiouy]+")


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


def text_grade(text: object) -> float | None:
    """The grade of a sheet text: every sentence in it, without its names and sources."""
    return grade(" ".join(_sentences(text)).replace("**", ""))


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
    | {"regions", "sides", "picture", "if", "not", "from", "until"}
)
"""What is no sentence: names, sources, and the words that dates and places are made of."""
