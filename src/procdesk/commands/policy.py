"""`procdesk policy show | adopt` and `procdesk text list | review`."""

import argparse
import json
from collections.abc import Mapping
from typing import Any

from procdesk.commands.call import Call, Unusable


def add_to(commands: Any, shared: argparse.ArgumentParser) -> None:
    """Add `policy` and `text` to the command line."""
    policy = commands.add_parser("policy", help="rule sets: what is adopted, and by whom")
    acts = policy.add_subparsers(required=True, metavar="ACT")
    show = acts.add_parser("show", parents=[shared], help="every set and its rows")
    show.set_defaults(run=run_show)
    adopt = acts.add_parser("adopt", parents=[shared], help="adopt a set by signature")
    adopt.add_argument("set", metavar="SET")
    adopt.set_defaults(run=run_adopt)
    text = commands.add_parser("text", help="sheet texts: what is reviewed, and by whom")
    acts = text.add_subparsers(required=True, metavar="ACT")
    acts.add_parser("list", parents=[shared], help="every text").set_defaults(run=run_list)
    review = acts.add_parser("review", parents=[shared], help="review a text by signature")
    review.add_argument("text", metavar="TEXT", help="language/family, as in en/medial-branch")
    review.set_defaults(run=run_review)


def run_show(call: Call) -> int:
    """Every rule set with its state."""
    from procdesk.workflow import adopting

    ledger = call.ledger()
    rows = []
    for rules in ledger.reference.policies.values():
        state = adopting.state(ledger, rules)
        rows += [{"set": rules.key, "state": state, **row} for row in rules.rows]
    call.answer({"rows": rows}, "\n".join(map(_words, rows)))
    return 0


def _words(row: Mapping[str, Any]) -> str:
    """A row on one line: what it asks, and what is empty as such."""
    about = ("set", "id", "drug", "status", "state", "source")
    asks = "; ".join(f"{key} {told or '–'}" for key, told in row.items() if key not in about)
    return f"{row['id']} ({row['status']}, {row['state']}): {asks}"


def run_adopt(call: Call) -> int:
    """Show the whole set, unconfirmed rows on top, and adopt it by one signature."""
    from procdesk.workflow import adopting
    from procdesk.workflow.refused import Refused

    ledger, person, _ = call.person()
    try:
        rules = adopting.rule_set(ledger, call.arguments.set)
        for row in adopting.unconfirmed_first(rules):
            call.say(json.dumps(row, ensure_ascii=False))
        if replaced := adopting.would_replace(ledger, rules):
            call.say(replaced)
        adopting.adopt(ledger, person, rules, call.signer(person))
    except Refused as refused:
        raise Unusable(refused.words) from None
    return run_show(call)


def run_list(call: Call) -> int:
    """Every sheet text with its state."""
    from procdesk import app
    from procdesk.workflow import adopting, sheet_texts

    ledger = call.ledger()
    rows = adopting.text_states(ledger, sheet_texts.standing(ledger, app.sheet_texts()))
    words = [f"{row['text']} version {row['version']}: {row['state']}" for row in rows]
    call.answer({"rows": rows}, "\n".join(words))
    return 0


def run_review(call: Call) -> int:
    """Show a text and review it by signature."""
    from procdesk import app
    from procdesk.workflow import adopting, sheet_texts
    from procdesk.workflow.refused import Refused

    ledger, person, _ = call.person()
    shipped = app.sheet_texts()
    texts = sheet_texts.standing(ledger, shipped)
    if call.arguments.text not in texts:
        raise Unusable(f"There is no text {call.arguments.text}: see `procdesk text list`.")
    call.say(texts[call.arguments.text].decode())
    name = call.arguments.text
    try:
        adopting.review(
            ledger, person, name, texts[name], call.signer(person), shipped=shipped[name]
        )
    except Refused as refused:
        raise Unusable(refused.words) from None
    return run_list(call)
