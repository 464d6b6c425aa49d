"""Beside: the pages of a case that show no section."""

from enum import StrEnum


class Beside(StrEnum):
    """A page of a case that shows no section."""

    MORE = "more"
    ENDING = "ending"
    BACK_ENTRY = "back-entry"
    PAPERS_OF_CASE = "papers-of-case"
    NEXT_VISIT = "next-visit"
    HISTORY = "history"
    SUMMARY = "summary"


CLOSE = "close"
"""The way on that leads to no page: the case is closed."""
