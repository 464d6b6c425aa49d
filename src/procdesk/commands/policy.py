"""`procdesk policy show | adopt` and `procdesk text list | review`."""

import argparse
import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from procdesk.commands.call import CommandCall, UnusableCall

if TYPE_CHECKING:
    from procdesk.domain.catalogue.policy_set import PolicySet
    from procdesk.workflow.clinic.policy_shown import Past

_BOTH = 2
"""Bounds are two numbers."""


def add_to(commands: Any, shared: argparse.ArgumentParser) -> None:
    """Add `policy` and `text` to the command line."""
    policy = commands.add_parser("policy", help="rule sets: what is adopted, and by whom")
    acts = policy.add_subparsers(required=True, metavar="ACT")
    show = acts.add_parser("show", parents=[shared], help="every set and its rows")
    show.set_defaults(run=run_show)
    adopt = acts.add_parser("adopt", parents=[shared], help="adopt a set by signature")
    adopt.add_argument("set", metavar="SET")
    adopt.add_argument(
        "--set",
        dest="values",
        metavar="ROW=VALUE",
        action="append",
        default=[],
        help="a number of this clinic, within the row's bounds",
    )
    adopt.set_defaults(run=run_adopt)
    text = commands.add_parser("text", help="sheet texts: what is reviewed, and by whom")
    acts = text.add_subparsers(required=True, metavar="ACT")
    acts.add_parser("list", parents=[shared], help="every text").set_defaults(run=run_list)
    review = acts.add_parser("review", parents=[shared], help="review a text by signature")
    review.add_argument("text", metavar="TEXT", help="language/family, as in en/medial-branch")
    review.set_defaults(run=run_review)


def run_show(call: CommandCall) -> int:
    """Show every rule set with its state, each row with its number, and every adoption."""
    from procdesk.workflow.clinic import adopting, policy_shown

    ledger = call.ledger()
    rows: list[dict[str, object]] = []
    past: list[tuple[str, Past]] = []
    for rules in ledger.reference.policies.values():
        answer = {"set": rules.key, "state": adopting.state(ledger, rules)}
        values = policy_shown.values_now(ledger, rules)
        for row in adopting.unconfirmed_first(rules):
            row_id = str(row["id"])
            number = {"in_force": values[row_id] or None} if row_id in values else {}
            rows.append({**answer, **row, **number})
        past += [(rules.key, one) for one in policy_shown.history(ledger, rules)]
    words = [*map(_words, rows), *(_past_words(*one) for one in past)]
    call.answer({"rows": rows, "adoptions": [_past(*one) for one in past]}, "\n".join(words))
    return 0


def _words(row: Mapping[str, object]) -> str:
    """Return a row on one line: what it asks, and what is empty as such."""
    about = ("set", "id", "drug", "name", "status", "state", "source")
    asks = "; ".join(f"{key} {_text(value)}" for key, value in row.items() if key not in about)
    return f"{row['id']} ({row['status']}, {row['state']}): {asks}"


def _text(value: object) -> str:
    if isinstance(value, list):
        return " to ".join(map(str, value)) if len(value) == _BOTH else ", ".join(map(str, value))
    return str(value or "–")


def _past(key: str, past: "Past") -> dict[str, object]:
    return {
        "set": key,
        "by": past.by_name,
        "at": past.at.isoformat(),
        "version": past.version,
        "holds": past.holds,
        "values": list(past.set_values),
        "changed_since": past.changed,
    }


def _past_words(key: str, past: "Past") -> str:
    values = ", ".join(past.set_values) or "nothing set by the clinic"
    holds = "holds" if past.holds else "holds no more"
    return (
        f"{key} version {past.version}: adopted by {past.by_name} at {past.at.isoformat()}, "
        f"{holds}; {values}; {past.changed}"
    )


def run_adopt(call: CommandCall) -> int:
    """Show the whole set, unconfirmed rows on top, and adopt it by one signature."""
    from procdesk.workflow.clinic import adopting, policy_shown
    from procdesk.workflow.refused import Refused

    ledger, person, _ = call.person()
    try:
        rules = adopting.rule_set(ledger, call.arguments.set)
        values = _values(rules, call.arguments.values)
        for row in adopting.unconfirmed_first(rules):
            call.say(json.dumps(row, ensure_ascii=False))
        every = {**policy_shown.values_now(ledger, rules), **values}
        for words in policy_shown.would_change(ledger, rules, every):
            call.say(words)
        if replaced := adopting.would_replace(ledger, rules):
            call.say(replaced)
        own_values = policy_shown.set_by_clinic(rules, every)
        adopting.adopt(ledger, person, rules, call.signer(person), own_values)
    except Refused as refused:
        raise UnusableCall(refused.words) from None
    return run_show(call)


def _values(rules: "PolicySet", pairs: list[str]) -> dict[str, str]:
    """Return ROW=VALUE as row ids and numbers; ROW is an id or, within the set, a name."""
    values: dict[str, str] = {}
    known = {one.name: one.id for one in rules.limits.values()}
    for pair in pairs:
        row, sign, value = pair.partition("=")
        row_id = known.get(row, row)
        if not sign or not value.strip() or row_id not in known.values():
            names = ", ".join(known) or "none: it holds no numbers"
            raise UnusableCall(
                f"--set {pair}: write ROW=VALUE; the rows of {rules.key} are {names}"
            )
        values[row_id] = value
    return values


def run_list(call: CommandCall) -> int:
    """Show every sheet text with its state."""
    from procdesk import app
    from procdesk.workflow.clinic import sheet_texts, translations

    ledger = call.ledger()
    rows = translations.text_states(ledger, sheet_texts.standing(ledger, app.sheet_texts()))
    call.answer({"rows": rows}, "\n".join(map(_text_words, rows)))
    return 0


def _text_words(row: Mapping[str, str]) -> str:
    state = f"{row['text']} version {row['version']}: {row['state']}"
    return f"{state}. {row['behind']}" if row["behind"] else state


def run_review(call: CommandCall) -> int:
    """Show a text, its English before it, and review it by signature."""
    from procdesk import app
    from procdesk.workflow.clinic import adopting, sheet_texts, translations
    from procdesk.workflow.refused import Refused

    ledger, person, _ = call.person()
    shipped = app.sheet_texts()
    texts = sheet_texts.standing(ledger, shipped)
    if call.arguments.text not in texts:
        raise UnusableCall(f"There is no text {call.arguments.text}: see `procdesk text list`.")
    name = call.arguments.text
    english = translations.english_of(name, texts)
    if english:
        call.say(english.decode())
    call.say(texts[name].decode())
    try:
        adopting.review(
            ledger,
            person,
            name,
            texts[name],
            call.signer(person),
            shipped=shipped[name],
            beside=english,
        )
    except Refused as refused:
        raise UnusableCall(refused.words) from None
    return run_list(call)
