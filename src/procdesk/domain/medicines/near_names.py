"""Near names: which known name a misspelt one may stand for. Only ever a proposal to a person."""

from collections.abc import Collection, Iterator
from functools import lru_cache

from procdesk.domain.medicines.dose_words import names_none

_SHORTEST = 6
"""Shorter names are too much alike to propose one for another."""
_FURTHEST = 2
_MOST_WORDS = 3


def corrected(text: str, names: Collection[str]) -> Iterator[str]:
    """Return the plain text with one run of words replaced by a near name, the nearest first."""
    words, near = text.split(), list[tuple[int, str]]()
    for start in range(len(words)):
        for end in range(start + 1, min(len(words), start + _MOST_WORDS) + 1):
            run = "".join(words[start:end])
            if all(map(names_none, words[start:end])):
                continue
            for name in names:
                far = distance(run, name.replace(" ", ""))
                if far <= _FURTHEST:
                    near.append((far, " ".join((*words[:start], name, *words[end:]))))
    return (plain for _, plain in sorted(near))


@lru_cache(maxsize=16384)
def distance(word: str, other: str) -> int:
    """Count letters added, left out, changed or swapped with a neighbour; 3 for more.

    Kept, since every screen asks again for the same words.
    """
    if min(len(word), len(other)) < _SHORTEST or abs(len(word) - len(other)) > _FURTHEST:
        return _FURTHEST + 1
    rows = [list(range(len(other) + 1))]
    for at, letter in enumerate(word, 1):
        row = [at]
        for to, its in enumerate(other, 1):
            replaced = rows[-1][to - 1] + (letter != its)
            row.append(min(rows[-1][to] + 1, row[-1] + 1, replaced))
            if at > 1 and to > 1 and word[at - 2 : at] == other[to - 1] + other[to - 2]:
                row[-1] = min(row[-1], rows[-2][to - 2] + 1)
        if min(row) > _FURTHEST:
            return _FURTHEST + 1
        rows.append(row)
    return min(rows[-1][-1], _FURTHEST + 1)
