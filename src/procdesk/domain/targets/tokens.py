"""Target tokens: a text about a place cut into words that are understood, or a refusal."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from procdesk.domain.targets.target import VERTEBRAE
from procdesk.domain.targets.words import WORDS, Meaning


class NotRead(ValueError):
    """A text that is not understood wholly; the message says what is in the way."""


@dataclass(frozen=True, slots=True)
class Token:
    """One word. `value` is what it stands for, `text` what was written.

    A level is one vertebra or two ends of a range; `levels` is empty for all other words.
    """

    meaning: Meaning
    value: str
    text: str
    levels: tuple[str, ...] = ()


_DASHES = dict.fromkeys(map(ord, "‐‑‒–—−﹣－"), "-")
_WIDE = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)} | {0x3000: " "}
_PARENS = re.compile(r"\(\s*([a-z/]+)\s*\)")
_DOT = re.compile(r"(?<=[a-z])\.(?=\s|$)|\.$")

_TO = r"\s*(?:-|/|\bto\b|\bthrough\b|\bthru\b)\s*"
_LEVEL = re.compile(
    rf"([clts])( ?)(\d+)(?:{_TO}([clts]?) ?(\d+)|([clts])(\d+))?(?!\d)(?P<chain>{_TO}[clts]? ?\d)?"
)
_MORE = re.compile(
    r"\s*(?:,|&|\+|\band\b)\s*(\d+)(?:\s*[-/]\s*(\d+))?(?!\d)"
    r"(?!\s*(?:injections|blocks|levels|[-/]))"
)
_COUNTED = re.compile(
    r"(?:count(?:ed|ing) from) ((?:the )?"
    r"(?:(?:first|last|lowest) rib|sacrum|iliolumbar ligament|[cts]\d+|l\d+))(?=\s*(?:[,;]|$))"
)
_APPROACH = re.compile(
    r"(?:approach )?(paramedian|parasagittal|single anterior)(?: approach)?(?![a-z0-9])"
)
_TRANSITIONAL = re.compile(
    r"(?:sacrali[sz]ed l5|lumbari[sz]ed s1|1[13] ribs|transitional (?:anatomy|vertebra)|lstv)"
    r"(?![a-z0-9])"
)
_RIBS = re.compile(r"ribs? (\d+)((?:\s*(?:,|&|\band\b)\s*\d+)*)(?![\d-])")
_PHRASES = re.compile(
    "|".join(
        re.escape(phrase).replace(r"\ ", r"[\s-]+")
        + (r"(?![a-z0-9])" if phrase[-1].isalnum() else "")
        for phrase in sorted(WORDS, key=len, reverse=True)
    )
)


def plain(text: str) -> str:
    """Return lower case with plain signs and dashes for odd ones; nothing is left out."""
    text = text.translate(_WIDE).translate(_DASHES).lower()
    text = _PARENS.sub(
        lambda bracket: f" {bracket[1]} " if bracket[1] in WORDS else bracket[0], text
    )
    return _DOT.sub(" ", text).strip()


def transitional_in(text: str) -> str:
    """Return the unusual bones that a text speaks of, whatever else it says; empty if of none."""
    match = _TRANSITIONAL.search(plain(text)) or _SIXTH.search(plain(text))
    return match[0] if match else ""


_SIXTH = re.compile(r"(?<![a-z0-9])l6(?!\d)")


def tokens(clause: str) -> tuple[Token, ...]:
    """Return the words of a plain text. Raises NotRead at the first that is not understood."""
    return tuple(_checked(list(_scan(clause))))


def _scan(text: str) -> Iterator[Token]:
    at = 0
    while at < len(text):
        if text[at].isspace() or (text[at] == "-" and not text[at + 1 :].startswith("-")):
            at += 1
            continue
        words, at = _next(text, at)
        yield from words


def _next(text: str, at: int) -> tuple[list[Token], int]:
    """Return the token at a place and where the next one begins."""
    glued = at > 0 and text[at - 1].isalnum()
    if not glued:
        for pattern, meaning in _ALONE:
            if match := pattern.match(text, at):
                value = match[1] if pattern.groups else match[0]
                return [Token(meaning, value, match[0])], match.end()
        if match := _RIBS.match(text, at):
            names = (f"rib {int(one)}" for one in re.findall(r"\d+", match[0]))
            return [Token(Meaning.NAME, "|".join(names), match[0])], match.end()
        if match := _LEVEL.match(text, at):
            return _levels(text, match)
    match = _PHRASES.match(text, at)
    if match is None or (glued and not _may_follow(text[at - 1], match[0])):
        raise NotRead(f"“{_word(text, at)}” is not understood")
    phrase = re.sub(r"[\s-]+", " ", match[0])
    meaning, value = WORDS[phrase]
    return [Token(meaning, value, phrase)], match.end()


def _may_follow(before: str, phrase: str) -> bool:
    """Return whether the phrase may stand there: a sign anywhere, a word after a number: "L4MB"."""
    return not phrase[0].isalnum() or (before.isdigit() and len(phrase) > 1)


_ALONE = (
    (_COUNTED, Meaning.COUNTED_FROM),
    (_TRANSITIONAL, Meaning.TRANSITIONAL),
    (_APPROACH, Meaning.APPROACH),
)


def _word(text: str, at: int) -> str:
    """Return the word around a place, for people."""
    begin = max(text.rfind(" ", 0, at), text.rfind(",", 0, at)) + 1
    return text[begin:].split(" ", 1)[0] or text[at:]


def _levels(text: str, match: re.Match[str]) -> tuple[list[Token], int]:
    """Return a level or range, and what follows it with the letter left out, as in "L3,4"."""
    letter, gap, first, to_letter, to, glued_letter, glued = match.groups()[:7]
    if match["chain"]:
        raise NotRead(f"“{match[0]}” is a chain of levels, not one")
    end, at = (to or glued), match.end()
    ends = [letter + first] + ([(to_letter or glued_letter or letter) + end] if end else [])
    read = [_level(ends, match[0], spaced=bool(gap) and letter == "l")]
    letter, last = (to_letter or glued_letter or letter), int(end or first)
    while more := _MORE.match(text, at):
        if not last <= int(more[1]) <= last + 1:
            break
        ends = [letter + more[1]] + ([letter + more[2]] if more[2] else [])
        read.append(_level(ends, more[0].strip(" ,&+"), spaced=False))
        at, last = more.end(), int(more[2] or more[1])
    return read, at


def _level(ends: list[str], text: str, *, spaced: bool) -> Token:
    names = tuple(one.upper() for one in ends)
    if any(one not in VERTEBRAE for one in names):
        raise NotRead(f"“{text}” is no level of the spine")
    if len(names) == 2 and VERTEBRAE.index(names[0]) >= VERTEBRAE.index(names[1]):
        raise NotRead(f"“{text}” is no range of levels")
    return Token(Meaning.LEVEL, "l and a number" if spaced else "", text, names)


def _checked(words: list[Token]) -> list[Token]:
    """Refuse a lone L before a number, lumbar or left, unless a side is a whole word."""
    sides = [one.text for one in words if one.meaning is Meaning.SIDE]
    apart = next((one for one in words if one.value == "l and a number"), None)
    if apart and not any(len(side) > 1 for side in sides):
        raise NotRead(f"“{apart.text.upper()}” may be lumbar or the left")
    return words
