"""Checklist: the record of checks and time-out with every attestation."""

from collections.abc import Sequence

from procdesk.domain.case import Case
from procdesk.domain.finding import Finding
from procdesk.domain.stage import TimeOutItem
from procdesk.domain.target import as_words
from procdesk.paper.facts import SheetSource, clock
from procdesk.paper.finish import finish
from procdesk.paper.page import PT, Paper, lines_of

_SIZE, _LEADING = 9.2, 11.6
_BOTTOM_MM = 246.0
_MEANINGS = {
    "ready": "The case is ready",
    "time_out": "The time-out was read",
    "note": "The procedure record",
    "discharge": "The patient may leave",
}

Row = Sequence[str]


class _Pages:
    """A table after another; a row is never parted."""

    def __init__(self, paper: Paper, running: str, foot: str, total: int) -> None:
        self.paper, self._running, self.y = paper, running, 4.0
        self._foot, self._total = foot, total

    def title(self, words: str) -> None:
        """A heading with its rule; never alone at the foot of a page."""
        self._room(24)
        self.y += 4
        self.paper.rule(self.y - 4.5, 1.8)
        self.paper.say("H2", 0, self.y + 1, words, 13)
        self.y += 6

    def row(self, cells: Row, places: Sequence[tuple[float, float]]) -> None:
        """One row: a text at each (x, width)."""
        pairs = list(zip(cells, places, strict=True))
        high = max(len(lines_of(words, wide, _SIZE)) for words, (_x, wide) in pairs)
        self._room(high * _LEADING / PT + 2)
        for words, (x, wide) in pairs:
            self.paper.flow(x, self.y, wide, words, _SIZE, _LEADING)
        self.y += high * _LEADING / PT + 1.2
        self.paper.rule(self.y - 3.4, 0.8)

    def _room(self, high_mm: float) -> None:
        if self.y + high_mm < _BOTTOM_MM:
            return
        self.foot()
        self.paper.next_page()
        self.y = 4.0
        with self.paper.tagged("P"):
            self.paper.put(0, self.y, self._running, 9.2, bold=True)
        self.y += 8

    def foot(self) -> None:
        """Who, which case, which page: at the foot of every page."""
        self.paper.rule(249, 1.5)
        with self.paper.tagged("P"):
            self.paper.put(0, 254, self._foot, 9.2, bold=True)
        with self.paper.tagged("P"):
            words = f"page {self.paper.page + 1} of {self._total}"
            self.paper.put(190, 254, words, 9.2, anchor="right")


def checklist(source: SheetSource, statements: Sequence[Row], findings: Sequence[Finding]) -> bytes:
    """The printed record. `statements` are (source, what it says, who, when).

    It is made twice: the first time to count the pages that the second names.
    """
    pages = _make(source, statements, findings, 0)[1]
    return finish(_make(source, statements, findings, pages)[0])


def _make(
    source: SheetSource, statements: Sequence[Row], findings: Sequence[Finding], total: int
) -> tuple[Paper, int]:
    clinic, patient, case = source.clinic, source.patient, source.case
    over = "DEMO, NOT FOR PATIENTS" if clinic.is_demo else ""
    paper = Paper(clinic.setting("clinic.paper"), "Checklist", source.fonts, over=over)
    born = f"born {patient.birth_date:%d %b %Y}" if patient.birth_date else ""
    running = f"{patient.name.formal}  {born}  MRN {patient.mrn}  case {case.id[:6]}"
    foot = f"Printed {clock(source.made_at, source.zone)} · sheet {source.number}"
    pages = _Pages(paper, running, foot, total)
    with paper.tagged("P"):
        paper.put(0, 4, f"{clinic.setting('clinic.name')} · procedure record", 9.2)
    paper.say("H1", 0, 12, "Checks and time-out as recorded", 18)
    paper.box((0.5, 16, 189, 16), 1.5)
    with paper.tagged("P"):
        paper.put(3, 22, running, 11, bold=True)
        paper.put(3, 28.5, as_words(case.order.targets), 12, bold=True)
    pages.y = 38
    _tables(pages, source, statements, findings)
    pages.foot()
    return paper, paper.page + 1


def _tables(
    pages: _Pages, source: SheetSource, statements: Sequence[Row], findings: Sequence[Finding]
) -> None:
    zone, clinic = source.zone, source.clinic
    pages.title("1  Where, exactly: what each source says")
    for one in statements:
        pages.row(one, ((0, 36), (38, 90), (130, 38), (170, 20)))
    pages.title("2  Findings: rule, what it read, what was decided")
    for finding in findings:
        told = "; ".join(f"{one.name} {one.value}" for one in finding.inputs)
        by = f"decided by {clinic.name_of(finding.overridden_by)}" if finding.overridden_by else "–"
        words = f"**{finding.sentence}** {told}"
        cells = (
            f"{finding.effect.value} · {finding.result.value}",
            words,
            finding.source or "–",
            by,
        )
        pages.row(cells, ((0, 32), (34, 88), (124, 40), (166, 24)))
    pages.title("3  Time-out: said by, heard by")
    for item, words in time_out_rows(source.case):
        pages.row((item, words), ((0, 40), (42, 148)))
    pages.title("4  Signatures")
    for signed in source.case.attestations:
        holds = "changed after signature" if source.case.changed_since(signed) else "holds"
        meaning = _MEANINGS.get(signed.meaning, signed.meaning)
        at = clock(signed.recorded.at, zone)
        who = f"{signed.name}, {signed.role}"
        pages.row((meaning, who, at, holds), ((0, 56), (58, 70), (130, 24), (156, 34)))
    if not source.case.attestations:
        pages.row(("not recorded",), ((0, 180),))


def time_out_rows(case: Case) -> list[tuple[str, str]]:
    """Each item with who said and who heard it."""
    found = []
    for item in TimeOutItem:
        value = case.value(f"time_out.{item.value}")
        words = "not recorded"
        if isinstance(value, dict):
            agreed = "agreed" if value.get("agrees") is True else "**disagreed**"
            words = f"{agreed}; said by {value.get('said_by')}, heard by {value.get('heard_by')}"
        found.append((item.value.replace("_", " ").capitalize(), words))
    return found
