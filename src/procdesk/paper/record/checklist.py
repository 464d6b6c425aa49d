"""Checklist: the record of checks and time-out with every attestation."""

from collections.abc import Sequence

from procdesk.domain.clinic.settings import CLINIC_NAME
from procdesk.domain.finding import Finding
from procdesk.domain.stage import TimeOutItem
from procdesk.domain.targets.target import as_words
from procdesk.domain.visit.case import Case
from procdesk.domain.visit.flowsheet import flowsheet
from procdesk.domain.visit.sedation_set import COLUMNS, SedationSet, sedation_sets
from procdesk.paper.drawing.flowing_pages import RECORD, Pages, Row, counted, record_foot
from procdesk.paper.drawing.page import Document
from procdesk.paper.drawing.sheet_source import SheetSource, clock, new_paper, who
from procdesk.paper.record.recovery_part import recovery_part

_WIDTHS = (18, 20, 20, 16, 15, 15, 22, 35, 29)
_SETS = tuple((sum(_WIDTHS[:at]), wide - 2) for at, wide in enumerate(_WIDTHS))
"""x and width in mm of the time, seven values, and who took them."""

_MEANINGS = {
    "ready": "The case is ready",
    "time_out": "The time-out was read",
    "note": "The procedure record",
    "discharge": "The patient may leave",
}

_CONSENT = {
    "explained_by": "Explained by",
    "decides": "Who decides",
    "representative": "Name of who decides",
    "interpreter": "Interpreted by",
    "signed_on": "Signed on",
    "signature_seen_by": "Signature seen by",
    "releases_to": "",
    "withdrawn_words": "",
}
"""The answers on the consent with their words; those without words stand in another row."""


def checklist(source: SheetSource, statements: Sequence[Row], findings: Sequence[Finding]) -> bytes:
    """Return the record as a PDF. `statements` are (source, its words, who, when)."""
    return counted(lambda total: _make(source, statements, findings, total))


def _make(
    source: SheetSource, statements: Sequence[Row], findings: Sequence[Finding], total: int
) -> Document:
    clinic, case = source.clinic, source.case
    over = source.demo
    paper = new_paper(source, "Checklist", over=over)
    running = who(source)
    foot = f"Printed {clock(source.made_at, source.zone)} · sheet {source.number}"
    pages = Pages(paper, running, record_foot(foot, total), RECORD)
    paper.write(0, 4, f"{clinic.setting(CLINIC_NAME)} · procedure record", 9.2)
    paper.say("H1", 0, 12, "Checks and time-out as recorded", 18)
    paper.box((0.5, 16, 189, 16), 1.5)
    with paper.tagged("P"):
        paper.put(3, 22, running, 11, bold=True)
        paper.put(3, 28.5, as_words(case.order.targets), 12, bold=True)
    pages.y = 38
    _tables(pages, source, statements, findings)
    pages.foot()
    return paper


def _tables(
    pages: Pages, source: SheetSource, statements: Sequence[Row], findings: Sequence[Finding]
) -> None:
    zone, clinic = source.zone, source.clinic
    pages.title("1  Where, exactly: what each source says")
    for statement in statements:
        pages.row(statement, ((0, 36), (38, 90), (130, 38), (170, 20)))
    pages.title("2  Findings: rule, what it read, what was decided")
    for finding in findings:
        inputs = "; ".join(f"{one.name} {one.value}" for one in finding.inputs)
        by = f"decided by {clinic.name_of(finding.overridden_by)}" if finding.overridden_by else "–"
        words = f"**{finding.sentence}** {inputs}"
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
    pages.title("4  Consent, as it stands on the signed paper")
    for words, answer in consent_rows(source):
        pages.row((words, answer), ((0, 60), (62, 128)))
    number, sets, sheet = 5, sedation_sets(source.case), flowsheet(source.case)
    if sets:
        pages.title(f"{number}  Under sedation")
        _sedation(pages, source, sets)
        number += 1
    if sheet.sets:
        recovery_part(pages, source, sheet, f"{number}  Recovery")
        number += 1
    pages.title(f"{number}  Signatures")
    for signed in source.case.attestations:
        holds = "holds" if source.case.holds(signed) else "changed after signature"
        meaning = _MEANINGS.get(signed.meaning, signed.meaning)
        at = clock(signed.recorded.at, zone)
        who = f"{signed.name}, {signed.role}"
        pages.row((meaning, who, at, holds), ((0, 56), (58, 70), (130, 24), (156, 34)))
    if not source.case.attestations:
        pages.row(("not recorded",), ((0, 180),))


def consent_rows(source: SheetSource) -> list[tuple[str, str]]:
    """Return the answers of the signed paper; that on sending the record may be left open."""
    case, name_of = source.case, source.clinic.name_of
    answers = {name: str(case.value(f"consent.{name}") or "") for name in _CONSENT}
    if not answers["explained_by"]:
        return [("Consent", "not recorded")]
    may = {True: f"**yes, to {answers['releases_to']}**", False: "**no**"}
    released = case.value("consent.releases_records")
    people = ("explained_by", "signature_seen_by")
    rows = [
        (words, name_of(answers[name]) if name in people else answers[name])
        for name, words in _CONSENT.items()
        if words and answers[name]
    ]
    sent = may[released] if isinstance(released, bool) else "left open"
    withdrawn = case.value("consent.withdrawn") is True
    taken_back = [("Taken back, in the patient's words", answers["withdrawn_words"])]
    return [*rows, ("May the record be sent to somebody", sent), *(taken_back * withdrawn)]


def _sedation(pages: Pages, source: SheetSource, sets: Sequence[SedationSet]) -> None:
    """Draw every set under sedation, with who took it; a dash stands for what was not taken."""
    pages.row(("Time", *COLUMNS.values(), "By"), _SETS)
    for row in sets:
        at, by = clock(row.recorded.at, source.zone), source.clinic.name_of(row.recorded.by)
        pages.row((at, *map(row.words_of, COLUMNS), by), _SETS)


def time_out_rows(case: Case) -> list[tuple[str, str]]:
    """Return each item with who said and heard it; one missing in a signed one was not asked."""
    rows = []
    left_out = "not asked" if case.attestation("time_out") else "not recorded"
    for item in TimeOutItem:
        value = case.value(f"time_out.{item.value}")
        words = left_out
        if isinstance(value, dict):
            agreed = "agreed" if value.get("agrees") is True else "**disagreed**"
            words = f"{agreed}; said by {value.get('said_by')}, heard by {value.get('heard_by')}"
        rows.append((item.value.replace("_", " ").capitalize(), words))
    return rows
