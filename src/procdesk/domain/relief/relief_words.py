"""Relief in words: the same sentences on the screen, on paper and on the command line.

A number stands with its source. No sentence says what the numbers mean.
"""

from collections.abc import Iterable
from datetime import timedelta
from decimal import Decimal

from procdesk.domain.relief.course import Course, PegPoint, Week
from procdesk.domain.relief.relief import BlockRelief, Point, ReliefSpan, Settings, Tally, TimeHeld
from procdesk.domain.visit.case import Case
from procdesk.domain.visit.patient_reading import PatientReading, Source

NOT_ENOUGH = "not enough data"
_SOURCES = {Source.CLINIC: "staff", Source.PHONE: "phone", Source.PAPER: "paper"}
_HOUR = timedelta(hours=1)
_MANY = 4
"""That many lines with the same mark are said to be alike: shown, never judged (paper.md 4)."""


def share(value: Decimal | None) -> str:
    """Return "80 %", "57.1 %", "-50 %": one decimal where it is not whole.

    So no line is reached by rounding.
    """
    if value is None:
        return NOT_ENOUGH
    whole = value == value.to_integral_value()
    return f"{value:.0f} %" if whole else f"{value:.1f} %"


def span_of(span: timedelta) -> str:
    """Return a time as in "15 min", "3 h", "2 h 5 min"."""
    minutes = round(span / timedelta(minutes=1))
    hours, rest = divmod(minutes, 60)
    return " ".join(filter(None, (f"{hours} h" if hours else "", f"{rest} min" if rest else "")))


def source_of(reading: PatientReading) -> str:
    """Return staff, phone or paper; a call can also tell of a time that nobody observed."""
    name = _SOURCES[reading.source]
    return f"{name}, recalled" if reading.source is Source.PHONE and not reading.observed else name


def at(point: Point) -> str:
    """Return the time and source of a point: "at 30 min, staff"."""
    return f"at {span_of(point.after)}, {source_of(point.reading)}"


def relief_of(point: Point | None) -> str:
    """Return "83.3 % (at 30 min, staff)", or that there is none."""
    if point is None or point.relief is None:
        return NOT_ENOUGH
    worse = ", worse than before" if point.relief < 0 else ""
    return f"{share(point.relief)} ({at(point)}{worse})"


def before_and_lowest(block: BlockRelief) -> str:
    """Return "6, then 1 (at 30 min, staff)"."""
    before = block.before.value if block.before else "not asked"
    lowest = f"{block.best.pain} ({at(block.best)})" if block.best else "no reading"
    return f"{before}, then {lowest}"


def recalled(block: BlockRelief) -> str:
    """Return the lowest of all readings, where it is another than the lowest that was observed."""
    if block.best is None or block.best.reading.observed:
        return "no lower reading"
    return relief_of(block.best)


def stated(block: BlockRelief) -> str:
    """Return the patient's own estimate, with how far it lies from the computed one."""
    if block.stated is None or block.stated.number is None:
        return "not told"
    estimate = f"{share(block.stated.number)} ({source_of(block.stated)})"
    if not block.differ or block.best is None or block.best.relief is None:
        return estimate
    apart = block.stated.number - block.best.relief
    way = "above" if apart > 0 else "below"
    return f"{estimate}: {abs(apart):.0f} points {way} the computed, ask"


def held(time_held: TimeHeld) -> str:
    """Return "15 min to 3 h; together 2 h 45 min"."""
    if not time_held.spans:
        return "at no reading"
    spans = ", ".join(map(_span, time_held.spans))
    if time_held.time is None:
        return f"{spans}: {NOT_ENOUGH}"
    return f"{spans}; together {span_of(time_held.time)}"


def _span(span: ReliefSpan) -> str:
    if span.readings == 1:
        return f"one reading at {span_of(span.first)}"
    return f"{span_of(span.first)} to {span_of(span.last)}"


def did(tally: Tally) -> str:
    """Return "at 6 of 8 times; not at 1; 1 not marked"."""
    if not tally.lines:
        return "not told"
    open_ = tally.lines - len(tally.yes) - len(tally.no)
    parts = [f"at {len(tally.yes)} of {tally.lines} times"]
    parts += [f"not at {len(tally.no)}"] if tally.no else []
    return "; ".join([*parts, *([f"{open_} not marked"] if open_ > 0 else [])])


def pills(tally: Tally) -> str:
    """Return that none is marked, or the hours at which one is."""
    if not tally.lines:
        return "not told"
    if tally.yes:
        return f"at {', '.join(map(span_of, tally.yes))}"
    open_ = tally.lines - len(tally.no)
    return "none" if open_ <= 0 else f"none marked; {open_} of {tally.lines} lines left open"


def lines_back(block: BlockRelief) -> str:
    """Return "5 of 8 lines, marked “some later”", or that no paper is back."""
    paper = [one for one in block.points if one.reading.source is Source.PAPER]
    if not paper and not block.unmarked:
        return "not back"
    total = len(paper) + len(block.unmarked)
    words = {"each": "each time", "later": "some later", "once": "all at one time"}
    marked = f", marked “{words.get(block.marked, block.marked)}”" if block.marked else ""
    alike = len(paper) >= _MANY and len({one.pain for one in paper}) == 1
    days = (block.back_after or timedelta()) // timedelta(days=1)
    late = f", back {days} day{'' if days == 1 else 's'} after its last line" if days > 0 else ""
    return f"{len(paper)} of {total} lines{marked}{', every line alike' if alike else ''}{late}"


def week(weekly: Week) -> str:
    """Return "Week 1: median 4.5 (6 of 7 days)"."""
    whole = weekly.days == 1
    days = "told for the week" if whole else f"{weekly.days_answered} of {weekly.days} days"
    if weekly.median is None:
        return f"Week {weekly.number}: {NOT_ENOUGH} ({days})"
    return f"Week {weekly.number}: {'' if whole else 'median '}{_plain(weekly.median)} ({days})"


def peg(point: PegPoint) -> str:
    """Return "PEG at week 6: 3.3 (paper), 50 % less than before"."""
    name = "PEG before" if point.week == 0 else f"PEG at week {point.week}"
    if point.mean is None:
        why = f"{point.answered} of 3 answered" if point.answered else "not asked"
        return f"{name}: {NOT_ENOUGH} ({why})"
    mean = f"{name}: {_plain(point.mean)} ({_SOURCES[point.source or Source.PAPER]})"
    if point.change is None:
        return mean
    way = "less" if point.change >= 0 else "more"
    return f"{mean}, {share(abs(point.change))} {way} than before"


def _plain(value: Decimal) -> str:
    return f"{value:.0f}" if value == value.to_integral_value() else f"{value.normalize()}"


def treatment_doses(case: Case) -> str:
    """Return the treatment doses as recorded: bupivacaine 0.5 % 1.0 mL."""
    doses = (
        " ".join(
            filter(
                None, (dose.drug, dose.strength, f"{dose.volume_ml} mL" if dose.volume_ml else "")
            )
        )
        for dose in case.drugs
        if dose.act == "treatment"
    )
    return "; ".join(doses) or "not recorded"


def in_short(block: BlockRelief) -> str:
    """Return pain before and lowest, relief, and the patient's own estimate; no full stop."""
    if block.why_not:
        return f"{NOT_ENOUGH}: {block.why_not.removesuffix('.')}"
    return (
        f"pain {before_and_lowest(block)}; relief {relief_of(block.best)}; the patient's own "
        f"estimate {stated(block)}"
    )


def rows(block: BlockRelief) -> tuple[tuple[str, str], ...]:
    """Return the numbers of one block, as name and value."""
    times = ((f"Time with at least {one.percent} % relief", held(one)) for one in block.held)
    return (
        ("Pain before, and lowest (test move)", before_and_lowest(block)),
        ("Relief, seen or heard by staff", relief_of(block.best_observed)),
        ("Relief, patient recall", recalled(block)),
        ("Relief, the patient's own estimate", stated(block)),
        *times,
        ("Did the test move", did(block.did)),
        ("Pain pill", pills(block.pills)),
        ("Diary", lines_back(block)),
    )


def clinic_line(settings: Settings) -> str:
    """Return the clinic's line, or that it set none."""
    hours = settings.window // _HOUR
    window = f"The lowest counts within {hours} h after the block"
    window += "." if settings.window_hours else " (the diary's lines; the clinic set no other)."
    if settings.line_percent is None:
        return f"{window} The clinic has not set a line."
    return f"{window} The clinic's line is {settings.line_percent} % computed relief."


def summary(block: BlockRelief | None, weeks: Course, settings: Settings) -> tuple[str, ...]:
    """Return everything in sentences, for a page without a table."""
    sentences: list[str] = []
    if block is not None:
        sentences += [f"{NOT_ENOUGH.capitalize()}: {block.why_not}"] if block.why_not else []
        sentences += [f"{name}: {value}" for name, value in rows(block)]
        sentences.append(clinic_line(settings))
    sentences += course_lines(weeks)
    return tuple(sentences) or (f"{NOT_ENOUGH.capitalize()}.",)


def course_lines(weeks: Course) -> Iterable[str]:
    """Return the weeks with their medians, and the PEG where one was told."""
    medians = [week(one) for one in weeks.weeks]
    return [*medians, *(map(peg, weeks.peg) if any(one.answered for one in weeks.peg) else ())]
