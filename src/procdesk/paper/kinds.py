"""Kinds: one row a paper. Its file is loaded when it is first drawn."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Literal

from procdesk.domain.finding import Finding
from procdesk.paper.drawing.flowing_pages import Row
from procdesk.paper.drawing.page import SheetRefused
from procdesk.paper.drawing.sheet_source import SheetSource

COMMON = "aftercare"
"""The key of the text common to the sheets of all families."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperKind:
    """A paper. `module` and `function` draw it, empty for what is not of one case.

    `hint` is its purpose in the menu of a case, empty where it is not offered there.
    `text` is its text: none (the record alone), one of its own, or those of the families.
    A paper with a text is for patients: the text is reviewed, and its reading grade is computed.
    `reflows`: there is large print of it. `shows_checks`: it shows statements and findings.
    `goes_home`: it is recorded when it is made, and handed over.
    """

    key: str
    title: str = ""
    hint: str = ""
    module: str = ""
    function: str = ""
    text: Literal["", "own", "family"] = ""
    reflows: bool = False
    shows_checks: bool = False
    goes_home: bool = False


_ROWS = (
    PaperKind(
        key="label",
        title="Label",
        hint="Name, birth date and numbers; never a side.",
        module="procdesk.paper.handout.label",
        function="label",
    ),
    PaperKind(
        key="preparation",
        title="Preparation sheet",
        hint="What to bring, whom to ask about medicines.",
        module="procdesk.paper.handout.preparation",
        function="preparation",
        text="own",
        reflows=True,
    ),
    PaperKind(
        key="consent",
        title="Consent to sign",
        hint="With the place in words; after the patient's own words.",
        module="procdesk.paper.handout.consent",
        function="consent",
        text="own",
        reflows=True,
    ),
    PaperKind(
        key="checklist",
        title="Checklist",
        hint="Checks, time-out and signatures as recorded.",
        module="procdesk.paper.record.checklist",
        function="checklist",
        shows_checks=True,
    ),
    PaperKind(
        key="relief",
        title="What came of it",
        hint="One page for the chart: curve, numbers, decision.",
        module="procdesk.paper.record.relief",
        function="relief",
    ),
    PaperKind(
        key="transfer-summary",
        title="Transfer summary",
        hint="One page that goes along to a hospital.",
        module="procdesk.paper.record.transfer_summary",
        function="transfer_summary",
    ),
    PaperKind(
        key="aftercare",
        module="procdesk.paper.aftercare.aftercare",
        function="aftercare",
        text="family",
        reflows=True,
        goes_home=True,
    ),
    PaperKind(
        key="diary",
        module="procdesk.paper.diary.diary",
        function="diary",
        text="own",
        goes_home=True,
    ),
    PaperKind(key="emergency-pack"),
    PaperKind(key="downtime-pack"),
)

KINDS: Mapping[str, PaperKind] = {kind.key: kind for kind in _ROWS}
"""The papers that exist, in the order of the menu; the emergency pack is of a day, the downtime
pack of nobody."""

FOR_PATIENTS = tuple(kind.key for kind in _ROWS if kind.text)
TAKEN_HOME = tuple(kind.key for kind in _ROWS if kind.goes_home)
REFLOWS = tuple(kind.key for kind in _ROWS if kind.reflows)


def text_names(kind: str, families: Sequence[str], language: str) -> tuple[str, ...]:
    """Return the names of the texts of a kind, none if it is made from the record alone.

    The common text comes first, then that of each family.
    """
    match KINDS[kind].text:
        case "own":
            return (f"{language}/{kind}",)
        case "family":
            return (f"{language}/{COMMON}", *(f"{language}/{one}" for one in families))
    return ()


def draw(  # every kind has the same inputs and uses what it needs
    kind: str,
    source: SheetSource,
    statements: Sequence[Row] = (),
    findings: Sequence[Finding] = (),
    *,
    large: bool = False,
) -> bytes:
    """Return the PDF of a paper of a case. Raises SheetRefused with what is missing."""
    row = KINDS[kind]
    if large and not row.reflows:
        raise SheetRefused(f"There is no large print of this kind ({kind}) yet.")
    if not row.function:
        raise SheetRefused(f"{kind} is not a paper of one case.")
    drawing: Callable[..., bytes] = getattr(import_module(row.module), row.function)
    checks = (statements, findings) if row.shows_checks else ()
    return drawing(source, *checks, **({"large": large} if row.reflows else {}))
