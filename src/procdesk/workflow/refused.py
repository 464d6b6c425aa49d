"""Refused: an act that may not be done, said in words for the person who tried."""

from collections.abc import Sequence

from procdesk.domain.finding import Finding


class Refused(Exception):
    """Nothing was recorded. `words` says why and what to do; `field` names the place if one."""

    def __init__(self, words: str, *, field: str = "", findings: Sequence[Finding] = ()) -> None:
        super().__init__(words)
        self.words = words
        self.field = field
        self.findings = tuple(findings)
