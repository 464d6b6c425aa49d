"""Clauses: a sentence of a problem list in parts, and what a part says of a word in it.

A part takes back only what stands in it, and only in a form that leaves no other reading; whatever
else stands there counts as said.
"""

import re
from collections.abc import Iterator

from procdesk.domain.medicines.spelling import plain

_BETWEEN = re.compile(
    r"(,(?!\d)|[;()\[\]\n|]|(?<!\b[A-Za-z])\.(?!\d)|\s[-–]\s|\b(?:with|but|and|or|nor|plus|however|although|y|con)\b)",
    re.IGNORECASE,
)
_JOINS = frozenset({"and", "or", "nor", "y"})
_DENIES = r"(?:denies|denied|niega)"
_NO = (
    rf"(?:no|not|{_DENIES}|without|negative for|never had|free of|ruled out|sin|kein|keine|pas de)"
)
_BESIDE = (
    r"(?: (?:a|any|active|acute|been|bleeding|clinical|current|evidence|has|having|history|known|"
    r"of|other|recent|respiratory|sign|signs|skin|symptom|symptoms|systemic|urinary|wound))*"
)
_AFTER = r"(?: (?:at|currently|disease|disorder|known|mellitus|noted|now|present|this|time|today))*"
_PERSON = (
    r"(?:mother|father|brother|sister|son|daughter|wife|husband|spouse|partner|parent|parents|"
    r"aunt|uncle|cousin|grandmother|grandfather|padre|madre|hermano|hermana|esposa|esposo)"
)
_FAMILY = rf"(?:family history|family hx|family|fhx|fh|(?:his |her )?(?:{_PERSON}))"
_OTHERS = r"(?: (?:a|died|for|from|had|has|have|history|is|of|on|s|takes|the|uses|was))*"
_LEAD = re.compile(rf"(?:{_FAMILY}{_OTHERS}|{_NO}{_BESIDE})(?= )")
_NONE_NOW = frozenset({"none now", "none at present", "none currently", "not now"})
_TESTED = (
    r"(?: (?:infection|is|pcr|result|screen|screening|swab|test|was|19))*"
    r" (?:ruled out|excluded|negative|neg)"
)
_IN_FAMILY = rf"(?: \w+)? in (?:the |his |her )?(?:family|{_PERSON})"
_MOST_CARRIED = 2


def clauses(text: str) -> Iterator[str]:
    """Yield the parts of a text in plain form; a short part carries the “no” of its list."""
    parts = _BETWEEN.split(text)
    words = [plain(one) for one in parts[::2]]
    lead, carries = "", False
    for place, clause in enumerate(words):
        joint = parts[2 * place - 1].casefold() if place else ""
        follows = next((one for one in words[place + 1 :] if one), "")
        carried = joint in _JOINS or (joint == "," and carries)
        if lead and carried and len(clause.split()) <= _MOST_CARRIED:
            clause = f"{lead} {clause}"  # noqa: PLW2901  # the part as it is meant
        elif begins := _LEAD.match(clause):
            lead, carries = begins[0], re.match(_DENIES, clause) is not None
        elif clause:
            lead = ""
        if clause and follows not in _NONE_NOW:
            yield clause


def takes_back(clause: str, word: str) -> bool:
    """Return whether a part says that the word is not there, or is another person's."""
    named = rf"{re.escape(word)}\w*"
    forms = (
        rf"{_FAMILY}{_OTHERS} {named}(?: \w+){{0,2}}",
        rf"{_NO}{_BESIDE} {named}{_AFTER}",
        rf"(?:\w+ )?{named}(?:{_TESTED}|{_IN_FAMILY})",
    )
    return re.fullmatch("|".join(forms), clause) is not None
