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
    parser = commands.add_parser("relief", parents=[shared], help="what came of a procedure")
    parser.add_argument("case", metavar="CASE", help="the id of a case")
    parser.set_defaults(run=run)


def run(call: CommandCall) -> int:
    """Tell the comparison; status 1 where there is not enough data."""
    from procdesk.domain.relief.relief_words import summary
    from procdesk.workflow.after.comparison import compared
    from procdesk.workflow.refused import Refused

    ledger, _person, _key = call.open_store()
    try:
        comparison = compared(ledger, ledger.case(call.arguments.case))
    except Refused as refused:
        raise UnusableCall(refused.words) from None
    words = summary(comparison.block, comparison.course, comparison.settings)
    call.answer(_document(comparison), "\n".join(words))
    return 0 if comparison.enough else 1


def _document(comparison: "Compared") -> dict[str, object]:
    """Return the comparison for JSON: numbers are numbers, what is undefined is null, never 0."""
    document: dict[str, object] = {
        "case": comparison.case.id,
        "diaries": list(comparison.kinds),
        "points": [],
        "computed": None,
        "stated": None,
    }
    if comparison.block is not None:
        document |= _block(comparison.block)
    document |= {
        **_course(comparison.course),
        "line_percent": comparison.settings.line_percent,
        "enough_data": comparison.enough,
        "why_not": comparison.why_not,
    }
    return document


def _block(block: "BlockRelief") -> dict[str, object]:
    before, best, observed = block.before, block.best, block.best_observed
    stated = block.stated.number if block.stated else None
    return {
        "ended_at": block.ended_at.isoformat() if block.ended_at else None,
        "before": _number(before.number) if before else None,
        "points": [_point(one) for one in block.points],
        "computed": _number(best.relief) if best and block.enough else None,
        "computed_observed": _number(observed.relief) if observed and block.enough else None,
        "stated": _number(stated),
        "differ": block.differ and block.enough,
        "held_hours": {str(one.percent): _hours(one.time) for one in block.held},
        "did_the_move": {"yes": len(block.did.yes), "no": len(block.did.no)},
        "pain_pills": {"yes": len(block.pills.yes), "no": len(block.pills.no)},
        "unmarked_hours": [_hours(one) for one in block.unmarked],
    }


def _point(point: "Point") -> dict[str, object]:
    return {
        "at": point.reading.at.isoformat(),
        "hours": _hours(point.after),
        "pain": _number(point.pain),
        "relief": _number(point.relief),
        "source": point.reading.source.value,
        "observed": point.reading.observed,
    }


def _course(course: "Course") -> dict[str, object]:
    return {
        "weeks": [
            {
                "week": week.number,
                "median": _number(week.median),
                "told": week.days_answered,
                "of": week.days,
            }
            for week in course.weeks
        ],
        "peg": [
            {
                "week": score.week,
                "mean": _number(score.mean),
                "change": _number(score.change),
                "source": score.source.value if score.source else None,
                "observed": score.observed,
            }
            for score in course.peg
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
