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
    """Return the names of the rows in order, with their units; both pressures are one row."""
    rest = (name for name in sheet.rows if name not in ("systolic", "diastolic"))
    return _PRESSURE | {name: f"{ROWS[name]} {_UNITS.get(name, '')}".strip() for name in rest}


def flow_columns(session: Session, sheet: Flowsheet) -> list[FlowColumn]:
    """Return the column from before the needle, then each set by its time, with who took it."""
    cells = {name: _bare(sheet.words_before(name)) for name in ROWS}
    before = FlowColumn(
        head="before",
        below="the needle",
        cells=_pair_pressures(cells),
        unusual=frozenset(),
        reading=_read(sheet.before),
    )
    return [before, *(_column(session, one) for one in sheet.sets)]


def _column(session: Session, flow_set: FlowSet) -> FlowColumn:
    zone, recorded = session.zone, flow_set.recorded
    below = session.ledger.clinic.name_of(recorded.by)
    if flow_set.late:
        below = f"entered {spoken_time(recorded.recorded_at, zone)}"
    values = {name: flow_set.latest(name) for name in ROWS}
    return FlowColumn(
        head=spoken_time(recorded.at, zone),
        below=below,
        cells=_pair_pressures({name: _bare(flow_set.words_of(name)) for name in ROWS}),
        unusual=frozenset(flow_set.changed) | frozenset(["limbs"] if flow_set.changed else []),
        reading=_read({name: last for name, last in values.items() if last}),
    )


def _pair_pressures(cells: dict[str, str]) -> dict[str, str]:
    pair = [cells["systolic"], cells["diastolic"]]
    return cells | {"pressure": "–" if pair == ["–", "–"] else "/".join(pair)}


def _bare(words: str) -> str:
    """Return the words without the unit, which stands at the row's name."""
    for unit in (" mmHg", " /min", " %", " of 10"):
        words = words.removesuffix(unit)
    return words


def _read(values: Mapping[str, Observation]) -> TrendPoint:
    numbers = {n: float(last.value) for n, last in values.items() if n in TrendPoint.__slots__}
    return TrendPoint(**numbers)
