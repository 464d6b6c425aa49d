"""A block or a treatment with its readings, folded from entries: what the tests compare."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta

from procdesk.domain.entry import Entry, Json, Kind, case_subject
from procdesk.domain.visit.case import Case
from procdesk.domain.visit.case_fold import fold

END = datetime(2026, 11, 23, 14, 0, tzinfo=UTC)
"""Nine in the morning in New York."""


class Visit:
    """Entries of one case, in the order of the acts."""

    def __init__(self, end: datetime = END) -> None:
        self.end = end = end.astimezone(UTC)  # spans added here are true spans
        self._entries: list[Entry] = []
        self.add(Kind.CASE_OPENED, end - timedelta(hours=2), {"patient_id": "p"})

    def add(self, kind: Kind, at: datetime, body: Mapping[str, Json]) -> None:
        number = f"{len(self._entries):032x}"
        subject = case_subject("c")
        self._entries.append(
            Entry(
                id=number,
                subject=subject,
                kind=kind,
                author="nurse",
                recorded_at=at,
                done_at=at,
                body=dict(body),
            )
        )

    def asked(self, code: str, value: str, after: timedelta) -> "Visit":
        body: dict[str, Json] = {"code": code, "value": value, "unit": "{score}"}
        self.add(Kind.MEASURED, self.end + after, body)
        return self

    def before(self, value: str) -> "Visit":
        """Pain with the test move, asked by staff an hour before the end."""
        return self.asked("baseline.nrs_moving", value, timedelta(hours=-1))

    def ended(self) -> "Visit":
        self.add(Kind.EVENT_NOTED, self.end, {"event": "needle_out"})
        return self

    def staff(self, minutes: int, value: str) -> "Visit":
        return self.asked("recovery.pain_moving", value, timedelta(minutes=minutes))

    def paper(
        self, rows: Sequence[tuple[str, str, timedelta]], form: str = "diary-block"
    ) -> "Visit":
        """A page that came back a week later: code, value, and the moment of its line."""
        readings: list[Json] = [self._reading(one, observed=False) for one in rows]
        body: dict[str, Json] = {"sheet": "S", "form": form, "page": 1, "readings": readings}
        self.add(Kind.DIARY_RETURNED, self.end + timedelta(days=7), body)
        return self

    def hours(self, values: Mapping[int, str], code: str = "diary.pain") -> "Visit":
        """The lines of a block diary by hour."""
        return self.paper([(code, value, timedelta(hours=h)) for h, value in values.items()])

    def days(self, values: Mapping[int, str], code: str = "diary.worst") -> "Visit":
        """Daily lines by day after the procedure, at the same hour of the day."""
        rows = [(code, value, timedelta(days=d)) for d, value in values.items()]
        return self.paper(rows, "diary-14-day")

    def phone(
        self, minutes: int, value: str, *, code: str = "diary.pain", observed: bool = True
    ) -> "Visit":
        after = timedelta(minutes=minutes)
        reading = self._reading((code, value, after), observed=observed)
        body: dict[str, Json] = {"call": "check-in", "reached": "patient", "readings": [reading]}
        self.add(Kind.CALL_MADE, self.end + after, body)
        return self

    def _reading(self, row: tuple[str, str, timedelta], *, observed: bool) -> dict[str, Json]:
        code, value, after = row
        at = (self.end + after).isoformat()
        return {"code": code, "value": value, "at": at, "observed": observed}

    @property
    def case(self) -> Case:
        folded = fold(self._entries)
        assert folded.not_understood == ()
        return folded
