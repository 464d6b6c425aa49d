"""`procdesk relief`: the comparison of one case over time."""

import argparse
from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from procdesk.commands.call import CommandCall, UnusableCall

if TYPE_CHECKING:
    from procdesk.domain.relief.course import Course
    from procdesk.domain.relief.relief import BlockRelief, Point
    from procdesk.workflow.after.comparison import Compared


def add_to(commands: Any, shared: argparse.ArgumentParser) -> None:
    """Add `relief` to the command line."""
    one = commands.add_parser("relief", parents=[shared], help="what came of a procedure")
    one.add_argument("case", metavar="CASE", help="the id of a case")
    one.set_defaults(run=run)


def run(call: CommandCall) -> int:
    """Tell the comparison; status 1 where there is not enough data."""
    from procdesk.domain.relief.relief_words import summary
    from procdesk.workflow.after.comparison import compared
    from procdesk.workflow.refused import Refused

    ledger, _person, _key = call.opened()
    try:
        found = compared(ledger, ledger.case(call.arguments.case))
    except Refused as refused:
        raise UnusableCall(refused.words) from None
    words = summary(found.block, found.course, found.settings)
    call.answer(_document(found), "\n".join(words))
    return 0 if found.enough else 1


def _document(found: "Compared") -> dict[str, object]:
    """Numbers are JSON numbers; what is undefined is null, never 0."""
    told: dict[str, object] = {
        "case": found.case.id,
        "diaries": list(found.kinds),
        "points": [],
        "computed": None,
        "stated": None,
    }
    if found.block is not None:
        told |= _block(found.block)
    told |= {
        **_course(found.course),
        "line_percent": found.settings.line_percent,
        "enough_data": found.enough,
        "why_not": found.why_not,
    }
    return told


def _block(block: "BlockRelief") -> dict[str, object]:
    before, best, seen = block.before, block.best, block.best_observed
    stated = block.stated.number if block.stated else None
    return {
        "ended_at": block.ended_at.isoformat() if block.ended_at else None,
        "before": _number(before.number) if before else None,
        "points": [_point(one) for one in block.points],
        "computed": _number(best.relief) if best and block.enough else None,
        "computed_observed": _number(seen.relief) if seen and block.enough else None,
        "stated": _number(stated),
        "differ": block.differ and block.enough,
        "held_hours": {str(one.percent): _hours(one.time) for one in block.held},
        "did_the_move": {"yes": len(block.did.yes), "no": len(block.did.no)},
        "pain_pills": {"yes": len(block.pills.yes), "no": len(block.pills.no)},
        "unmarked_hours": [_hours(one) for one in block.unmarked],
    }


def _point(one: "Point") -> dict[str, object]:
    return {
        "at": one.reading.at.isoformat(),
        "hours": _hours(one.after),
        "pain": _number(one.pain),
        "relief": _number(one.relief),
        "source": one.reading.source.value,
        "observed": one.reading.observed,
    }


def _course(found: "Course") -> dict[str, object]:
    return {
        "weeks": [
            {
                "week": one.number,
                "median": _number(one.median),
                "told": one.days_answered,
                "of": one.days,
            }
            for one in found.weeks
        ],
        "peg": [
            {
                "week": one.week,
                "mean": _number(one.mean),
                "change": _number(one.change),
                "source": one.source.value if one.source else None,
                "observed": one.observed,
            }
            for one in found.peg
        ],
    }


def _number(value: Decimal | None) -> int | float | None:
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else round(float(value), 1)


def _hours(span: timedelta | None) -> int | float | None:
    if span is None:
        return None
    whole, rest = divmod(span, timedelta(hours=1))
    return round(whole + rest / timedelta(hours=1), 2) if rest else whole
