"""Proposing: what the text of an order may mean. A person says so, by one press."""

from dataclasses import dataclass

from procdesk.domain.catalogue.procedure_kind import ProcedureKind
from procdesk.domain.targets.parse import TargetParse, read_targets
from procdesk.domain.targets.target import Target, parse_target
from procdesk.workflow.ledger import Ledger


@dataclass(frozen=True, slots=True)
class Proposal:
    """A procedure and its targets. `before`: a person understood the same text so once."""

    key: str
    targets: tuple[Target, ...]
    before: bool


def proposal(ledger: Ledger, case_id: str) -> Proposal | None:
    """Return what this text was understood as before, else what can be read of it wholly.

    It names side and level: only who `site.may_map` may be shown it.
    """
    text = ledger.case(case_id).procedure_text
    return _before(ledger, text) or _read(ledger, text)


def _before(ledger: Ledger, text: str) -> Proposal | None:
    known = ledger.clinic.known_texts.get(text)
    if not isinstance(known, dict) or known.get("key") not in ledger.reference.procedures:
        return None
    texts = known.get("targets")
    targets = tuple(parse_target(str(one)) for one in texts) if isinstance(texts, list) else ()
    return Proposal(str(known["key"]), targets, before=True)


def _read(ledger: Ledger, text: str) -> Proposal | None:
    """The one procedure that can have all that was read.

    None where two could, where the bones are unusual, or where sedation has to be asked too.
    """
    read = read_targets(text)
    if read.problem or read.transitional:
        return None
    kinds = [kind for kind in ledger.reference.procedures.values() if _fits(kind, read)]
    if len(kinds) != 1 or kinds[0].usual_sedation != ("none",):
        return None
    return Proposal(kinds[0].key, read.targets, before=False)


def _fits(kind: ProcedureKind, read: TargetParse) -> bool:
    allowed = all(map(kind.allows, read.targets)) and kind.allows_together(read.targets)
    return allowed and all(any(word in kind.key for word in _KEYS.get(a, (a,))) for a in read.acts)


_KEYS = {"block": ("block", "mbb"), "injection": ("injection", "trigger-point")}
"""Words of keys of the catalogue that stand for what is done; other acts stand for themselves."""
