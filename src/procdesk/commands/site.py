"""`procdesk site compare`: whether texts name the same place. Nothing is stored."""

import argparse
from typing import TYPE_CHECKING, Any

from procdesk.commands.call import CommandCall, UnusableCall

if TYPE_CHECKING:
    from procdesk.domain.targets.parse import TargetParse


def add_to(commands: Any, shared: argparse.ArgumentParser) -> None:
    """Add `site` to the command line."""
    site = commands.add_parser("site", help="targets as people write them")
    acts = site.add_subparsers(required=True, metavar="ACT")
    compare = acts.add_parser("compare", parents=[shared], help="are they the same place?")
    compare.add_argument("texts", nargs="+", metavar="TEXT")
    compare.set_defaults(run=run_compare)


def run_compare(call: CommandCall) -> int:
    """Compare; 1 if they differ or it cannot be told. What is done there is not compared."""
    from procdesk.domain.targets.compare import Agreement, compare_texts

    texts = call.arguments.texts
    if len(texts) < 2:
        raise UnusableCall("site compare: give two texts or more, each in quotes")
    off = next((at for at, text in enumerate(texts, 1) if not _usable(text)), 0)
    if off:
        raise UnusableCall(
            f"site compare: text {off} has no words; write a place, as “L4/5 lt facet”"
        )
    comparison, read = compare_texts(texts)
    answer = {
        "result": comparison.result.value,
        "targets": [_target_document(one) for one in read],
        "reason": comparison.reason,
    }
    lines = [
        f"“{target['text']}”: {target['words'] or target['problem']}"
        for target in map(_target_document, read)
    ]
    call.answer(answer, "\n".join([f"{comparison.result.value}: {comparison.reason}", *lines]))
    return 0 if comparison.result is Agreement.EQUAL else 1


def _usable(text: str) -> bool:
    """Return whether there is something to read: not blank, and no bytes that are not text."""
    return bool(text.strip()) and text.encode("utf-8", "replace").decode() == text


def _target_document(read: "TargetParse") -> dict[str, object]:
    """Return a text as read: text, words in the one wording, targets and the problem."""
    from procdesk.domain.targets.target import as_words, target_text

    return {
        "text": read.text,
        "words": as_words(read.targets),
        "targets": [target_text(one) for one in read.targets],
        "problem": read.problem,
    }
