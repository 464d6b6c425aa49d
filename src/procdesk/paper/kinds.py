"""Kinds: every paper by its name; each is loaded when it is first drawn."""

from collections.abc import Sequence

from procdesk.domain.finding import Finding
from procdesk.paper.facts import SheetSource
from procdesk.paper.page import SheetRefused
from procdesk.paper.pages import Row

COMMON = "aftercare"
"""The text of what the sheet of every family says."""

KINDS = (
    "preparation",
    "aftercare",
    "diary",
    "checklist",
    "consent",
    "transfer-summary",
    "relief",
    "emergency-pack",
    "downtime-pack",
    "label",
)
"""The sheet kinds that exist; the emergency pack is of a day, the downtime pack of nobody, the
others are of a case."""

FOR_PATIENTS = ("preparation", "aftercare", "diary", "consent")
"""What a patient reads: its text is reviewed, and its reading grade is computed."""

TAKEN_HOME = ("aftercare", "diary")
"""What is recorded when it is made, and handed over."""

_OF_ITS_OWN = ("preparation", "consent", "diary")
REFLOWS = ("preparation", "consent", "aftercare")
"""What there is large print of."""


def text_names(kind: str, families: Sequence[str], language: str) -> tuple[str, ...]:
    """The texts that a kind is made from, none if it is made from the record alone.

    What every family says comes first, then what each family says.
    """
    if kind not in FOR_PATIENTS:
        return ()
    if kind in _OF_ITS_OWN:
        return (f"{language}/{kind}",)
    return (f"{language}/{COMMON}", *(f"{language}/{one}" for one in families))


def draw(  # every kind has the same inputs and uses what it needs
    kind: str,
    source: SheetSource,
    statements: Sequence[Row] = (),
    findings: Sequence[Finding] = (),
    *,
    large: bool = False,
) -> bytes:
    """The PDF of a paper of a case. Raises SheetRefused with what is missing."""
    if large and kind not in REFLOWS:
        raise SheetRefused(f"There is no large print of this kind ({kind}) yet.")
    match kind:
        case "preparation":
            from procdesk.paper.preparation import preparation

            return preparation(source, large=large)
        case "consent":
            from procdesk.paper.consent import consent

            return consent(source, large=large)
        case "aftercare":
            from procdesk.paper.aftercare import aftercare

            return aftercare(source, large=large)
        case "diary":
            from procdesk.paper.diary import diary

            return diary(source)
        case "transfer-summary":
            from procdesk.paper.transfer_summary import transfer_summary

            return transfer_summary(source)
        case "relief":
            from procdesk.paper.relief import relief

            return relief(source)
        case "label":
            from procdesk.paper.label import label

            return label(source)
        case "checklist":
            from procdesk.paper.checklist import checklist

            return checklist(source, statements, findings)
    raise SheetRefused(f"{kind} is not a paper of one case.")
