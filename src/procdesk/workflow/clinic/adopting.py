"""Adopting: a physician takes responsibility for a rule set or a sheet text, by one signature."""

import hashlib
import json
from collections.abc import Mapping, Sequence

from procdesk.domain.catalogue.policy_set import PolicySet, Row
from procdesk.domain.entry import CLINIC, Json, Kind
from procdesk.domain.staff import PHYSICIAN_ONLY, Staff
from procdesk.records.seal import sign
from procdesk.records.signed import signing_bytes
from procdesk.workflow.ledger import Act, Ledger
from procdesk.workflow.refused import Refused
from procdesk.workflow.signing import Signer
from procdesk.workflow.stages import allowed


def rule_set(ledger: Ledger, key: str) -> PolicySet:
    """A rule set by its key. Raises Refused."""
    if key not in ledger.reference.policies:
        known = ", ".join(sorted(ledger.reference.policies))
        raise Refused(f"There is no rule set {key}. There are: {known}.")
    return ledger.reference.policies[key]


def unconfirmed_first(rules: PolicySet) -> list[Row]:
    """The rows as they are read before signing: what no source confirms stands on top."""
    return sorted(rules.rows, key=lambda row: "USC".index(str(row["status"])))


def adopt(
    ledger: Ledger,
    person: Staff,
    rules: PolicySet,
    signer: Signer | None,
    values: Mapping[str, str] | None = None,
) -> None:
    """Adopt a whole set by one reading and one signature; it replaces another of its family.

    `values` are numbers that the clinic sets, by row id. Raises Refused in words where one is
    beyond its row's bounds, is no number, or the set has no such row.
    """
    allowed(person, PHYSICIAN_ONLY, "adopt a rule set")
    body: dict[str, Json] = {
        "name": rules.key,
        "version": rules.version,
        "family": rules.family,
        "values": {**checked(rules, values or {})},
        "rows": json.loads(rules.raw),
    }
    _signed(ledger, person, Kind.POLICY_ADOPTED, body, rules.raw, signer)


def checked(rules: PolicySet, values: Mapping[str, str]) -> dict[str, str]:
    """The numbers by row id as they are kept. Raises Refused, with the row as its field."""
    return {row_id: _checked(rules, row_id, one) for row_id, one in values.items()}


def _checked(rules: PolicySet, row_id: str, words: str) -> str:
    """A number as it is kept. Raises Refused."""
    row = next((one for one in rules.limits.values() if one.id == row_id), None)
    if row is None:
        raise Refused(f"{rules.key} has no number {row_id}.", field=row_id)
    try:
        return f"{row.set_to(words.strip().replace(',', '.')).value:f}"
    except ValueError as problem:
        raise Refused(f"{problem}.", field=row_id) from None


def would_replace(ledger: Ledger, rules: PolicySet) -> str:
    """Return in words what adopting this set takes out of use; empty if nothing."""
    chosen = ledger.clinic.adopted(rules.family)
    if chosen is None or chosen.name == rules.key:
        return ""
    return f"Adopting it replaces {chosen.name}, adopted by {chosen.by_name}."


def state(ledger: Ledger, rules: PolicySet) -> str:
    """Return in words whether the clinic goes by this set."""
    done = ledger.clinic.adoption(rules)
    if done:
        demo = "DEMO, " if ledger.clinic.is_demo else ""
        return f"{demo}adopted by {done.by_name}"
    if rules.key in ledger.clinic.policies:
        return "changed since it was adopted, so it is not adopted"
    return "draft, not adopted"


def review(  # a text and the words that it had when it shipped
    ledger: Ledger,
    person: Staff,
    name: str,
    raw: bytes,
    signer: Signer | None,
    *,
    shipped: bytes = b"",
    beside: bytes = b"",
) -> None:
    """Review one sheet text in one language; one that the clinic edited is kept with it.

    `beside` is the English that the reviewer of a translation read beside it.
    """
    allowed(person, PHYSICIAN_ONLY, "review a sheet text")
    body: dict[str, Json] = {"name": name, "version": str(json.loads(raw)["version"])}
    if shipped and raw != shipped:
        body["text"] = raw.decode()
    if beside:
        body["beside_version"] = str(json.loads(beside)["version"])
        body["beside_sha256"] = hashlib.sha256(beside).hexdigest()
    _signed(ledger, person, Kind.SHEET_TEXT_REVIEWED, body, raw, signer)


def reviewer(ledger: Ledger, name: str, raw: bytes) -> str:
    """Return who reviewed exactly this text, an empty string if nobody did."""
    done = ledger.clinic.texts.get(name)
    return done.by_name if done and done.sha256 == hashlib.sha256(raw).hexdigest() else ""


def reviewers(ledger: Ledger, names: Sequence[str], texts: Mapping[str, bytes]) -> str:
    """Return who reviewed exactly these texts, each name once; empty if not all were reviewed."""
    by = [reviewer(ledger, name, texts[name]) if name in texts else "" for name in names]
    return ", ".join(dict.fromkeys(by)) if by and all(by) else ""


def _signed(  # one signature over one named thing
    ledger: Ledger,
    person: Staff,
    kind: Kind,
    fields: Mapping[str, Json],
    raw: bytes,
    signer: Signer | None,
) -> None:
    if signer is None:
        raise Refused("Signing takes your password: enter it, then sign.", field="password")
    body: dict[str, Json] = {
        **fields,
        "sha256": hashlib.sha256(raw).hexdigest(),
        "by_name": person.name,
    }
    body["signature"] = sign(signer.key, signing_bytes("clinic", person.user, body))
    ledger.record(person, [Act(subject=CLINIC, kind=kind, body=body)])
