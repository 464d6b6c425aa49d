"""Findings, board and papers of a store, as this version works them out at one moment."""

import contextlib
import hashlib
import io
import itertools
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from unittest.mock import patch

from museum.folds import plain, row
from museum.store import OpenStore
from procdesk import app
from procdesk.cli import main
from procdesk.desk.lists.board_rows import board_rows
from procdesk.desk.lists.board_table import COLUMNS
from procdesk.desk.session.session import Session
from procdesk.domain.finding import Effect, Finding
from procdesk.domain.stage import Stage
from procdesk.domain.visit.case import Case

OF_A_CASE = (
    *("preparation", "aftercare", "diary", "checklist"),
    *("consent", "transfer-summary", "relief", "label"),
)
"""The papers of a case in the order of the stores: the number of a paper is its place in it."""
LARGE = ("preparation", "consent", "aftercare")
WHO_LOOKS = ("reyes", "adeyemi", "okafor")
"""The front desk, a nurse and a physician: a board keeps a side from some of them."""


def findings_json(case_id: str, store: OpenStore) -> dict[str, Any]:
    """Every finding of a case by its key."""
    findings: dict[str, Any] = {}
    for finding in store.ledger.outcome(case_id).findings:
        findings.setdefault(finding.key, []).append(_finding(finding))
    return {key: sorted(same, key=json.dumps) for key, same in sorted(findings.items())}


def _finding(finding: Finding) -> dict[str, Any]:
    return row(
        effect=finding.effect,
        result=finding.result,
        sentence=finding.sentence,
        section=finding.section,
        inputs=[f"{one.name}: {one.value}" for one in finding.inputs],
        row=finding.policy.row if finding.policy else "",
        overridable_by=finding.overridable_by if finding.effect is Effect.STOPS else (),
        overridden_by=finding.overridden_by,
    )


def board_json(store: OpenStore, ahead: int) -> dict[str, Any]:
    """The spoken cells of a day's board, `ahead` days from the moment, to each who looks."""
    ledger = store.ledger
    parts = app.desk_parts(store.home, ledger.now)
    sessions = {
        user: Session(
            parts=parts, ledger=ledger, person=ledger.clinic.staff[user], store_key=store.key
        )
        for user in WHO_LOOKS
    }
    return {
        user: [
            [column.words(row) for column in COLUMNS] for row in board_rows(session, ahead=ahead)
        ]
        for user, session in sessions.items()
    }


def boards_json(store: OpenStore, cases: list[Case]) -> dict[str, Any]:
    """The boards of all days on which a case is booked."""
    zone = store.ledger.clinic.zone
    booked = (case.order.scheduled_at for case in cases)
    days = {at.astimezone(zone).date() for at in booked if at}
    today = store.at.astimezone(zone).date()
    return {plain(day): board_json(store, (day - today).days) for day in sorted(days)}


def papers(cases: list[Case]) -> Iterator[tuple[str, ...]]:
    """The words after `procdesk sheet` for each paper; a diary in English, whoever reads it."""
    yield ("downtime-pack",)
    for case in cases:
        yield ("emergency-pack", "--case", case.id)
        for kind in OF_A_CASE:
            english = ("--language", "en") if kind == "diary" else ()
            yield (kind, "--case", case.id, *english)
        for kind in LARGE:
            yield (kind, "--case", case.id, "--large")


def paper_json(words: tuple[str, ...], store: OpenStore, number: int) -> str:
    """The hash of a paper as the command makes it, or the sentence that refuses it.

    `number` stands for the random id, so that the paper has the same sheet number each time.
    """
    out = store.home.parent / "paper.pdf"
    opens = ("--home", str(store.home), "--key-file", str(store.key_file))
    call = ("--json", "--at", store.at.isoformat(), *opens, "sheet", *words, "--out", str(out))
    ids = (hashlib.md5(f"{number} {one}".encode()).hexdigest() for one in itertools.count())
    answer, refusal = io.StringIO(), io.StringIO()
    with (
        patch.object(app, "new_id", lambda: next(ids)),
        contextlib.redirect_stdout(answer),
        contextlib.redirect_stderr(refusal),
    ):
        status = main(call)
    if status:
        return refusal.getvalue().strip()
    return _same(json.loads(answer.getvalue())["sha256"], out)


def _same(sha256: str, out: Path) -> str:
    """The hash that the command says, which is that of the file."""
    assert hashlib.sha256(out.read_bytes()).hexdigest() == sha256
    return sha256


def worked_on(cases: list[Case]) -> list[Case]:
    """The cases that people went on with; all of a day on which nobody came yet."""
    begun = [case for case in cases if case.stage is not Stage.BOOKED or case.end]
    return begun or cases
