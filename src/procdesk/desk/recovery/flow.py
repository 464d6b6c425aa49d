"""Flow: a case's flowsheet as the columns that are shown."""

from collections.abc import Mapping

from procdesk.desk.pictures.flow_table import FlowColumn
from procdesk.desk.pictures.trend import TrendPoint
from procdesk.desk.session.environment import spoken_time
from procdesk.desk.session.session import Session
from procdesk.domain.visit.case import Observation
from procdesk.domain.visit.flowsheet import ROWS, FlowSet, Flowsheet

_PRESSURE = {"pressure": "Blood pressure mmHg"}
_UNITS = {"pulse": "per min", "spo2": "%", "respiratory_rate": "per min"}


def flow_rows(sheet: Flowsheet) -> Mapping[str, str]:
    """The rows in order, with their units; both pressures are one row."""
    rest = (name for name in sheet.rows if name not in ("systolic", "diastolic"))
    return _PRESSURE | {name: f"{ROWS[name]} {_UNITS.get(name, '')}".strip() for name in rest}


def flow_columns(session: Session, sheet: Flowsheet) -> list[FlowColumn]:
    """What was so before the needle, then each set by its time, with who took it."""
    cells = {name: _bare(sheet.words_before(name)) for name in ROWS}
    before = FlowColumn("before", "the needle", _paired(cells), frozenset(), _read(sheet.before))
    return [before, *(_column(session, one) for one in sheet.sets)]


def _column(session: Session, one: FlowSet) -> FlowColumn:
    zone, recorded = session.zone, one.recorded
    below = session.ledger.clinic.name_of(recorded.by)
    if one.late:
        below = f"entered {spoken_time(recorded.recorded_at, zone)}"
    values = {name: one.latest(name) for name in ROWS}
    return FlowColumn(
        spoken_time(recorded.at, zone),
        below,
        _paired({name: _bare(one.words_of(name)) for name in ROWS}),
        frozenset(one.changed) | frozenset(["limbs"] if one.changed else []),
        _read({name: seen for name, seen in values.items() if seen}),
    )


def _paired(cells: dict[str, str]) -> dict[str, str]:
    pair = [cells["systolic"], cells["diastolic"]]
    return cells | {"pressure": "–" if pair == ["–", "–"] else "/".join(pair)}


def _bare(told: str) -> str:
    """Without the unit, which stands at the row's name."""
    for unit in (" mmHg", " /min", " %", " of 10"):
        told = told.removesuffix(unit)
    return told


def _read(values: Mapping[str, Observation]) -> TrendPoint:
    numbers = {n: float(seen.value) for n, seen in values.items() if n in TrendPoint.__slots__}
    return TrendPoint(**numbers)
