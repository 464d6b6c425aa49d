"""A case in plain values for rules that go by adopted numbers: who adopted what, and what is so."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from msgspec import structs

from procdesk import app
from procdesk.domain.clinic.clinic import Adoption, Clinic
from procdesk.domain.entry import Json
from procdesk.domain.medicines.medication import Confirmation, LastDose, Medication, Precision
from procdesk.domain.stage import Stage
from procdesk.domain.targets.target import parse_target
from procdesk.domain.visit.case import (
    Answer,
    Case,
    DrugGiven,
    Noted,
    Observation,
    Order,
    OrderedProcedure,
    Recorded,
)
from procdesk.domain.visit.patient import Patient
from procdesk.rules.facts.facts import Facts

NOW = datetime(2026, 11, 23, 15, 0, tzinfo=UTC)  # 10:00 in New York
REFERENCE = app.reference()
ADULT = Patient("p", birth_date=date(1947, 3, 14))
Values = Mapping[str, str]


def at(hours_ago: float = 1) -> Recorded:
    moment = NOW - timedelta(hours=hours_ago)
    return Recorded("e1", "adeyemi", moment, moment)


def clinic(adopted: Mapping[str, Values]) -> Clinic:
    """A clinic that adopted these sets, with the numbers that it gave their rows."""
    policies = {
        key: Adoption(
            key,
            REFERENCE.policies[key].version,
            hashlib.sha256(REFERENCE.policies[key].raw).hexdigest(),
            "okafor",
            "Dr L. Okafor",
            "",
            family=REFERENCE.policies[key].family,
            values={f"{key}.{name}": value for name, value in values.items()},
        )
        for key, values in adopted.items()
    }
    return Clinic(settings={"clinic.time_zone": "America/New_York"}, policies=policies)


def measured(code: str, value: str, unit: str, hours_ago: float = 1) -> Observation:
    return Observation(code, Decimal(value), unit, at(hours_ago))


def given(
    drug: str,
    strength: str = "",
    ml: str | None = "1",
    act: str = "treatment",
    hours_ago: float = 0,
) -> DrugGiven:
    volume = Decimal(ml) if ml is not None else None
    return DrugGiven(act, drug, strength, volume, "", "", "", at(hours_ago))


def medicine(text: str, confirmation: Confirmation = Confirmation.CONFIRMED) -> Medication:
    last = LastDose(Precision.UNKNOWN)
    return Medication(
        text, text, last_dose=last, confirmation=confirmation, by="adeyemi", at=at().at
    )


def answered(values: Mapping[str, Json]) -> dict[str, tuple[Answer, ...]]:
    return {
        link: (Answer(link.partition(".")[0], link, value, "", at()),)
        for link, value in values.items()
    }


def case(
    *drugs: DrugGiven,
    ordered: str = "mbb-lumbar",
    targets: Iterable[str] = ("left medial-branch L3,L4",),
    observations: Iterable[Observation] = (),
    answers: Mapping[str, Json] | None = None,
    medicines: Iterable[Medication] = (),
    hours_ago: float = 2,
    stage: Stage = Stage.PROCEDURE,
) -> Case:
    """A case of a patient who came so many hours ago, with the needle in if a drug was given."""
    here = at(hours_ago)
    needle = (Noted("needle_in", "", here),) if drugs else ()
    places = tuple(map(parse_target, targets))
    return Case(
        f"c{hours_ago}",
        order=Order((OrderedProcedure(ordered, ordered, places),), recorded=here),
        stage=stage,
        stages=((Stage.BOOKED, here), (Stage.ARRIVED, here)),
        observations=tuple(observations),
        answers=answered(answers or {}),
        medications=tuple(medicines),
        drugs=drugs,
        events=needle,
    )


def facts(
    of: Case,
    adopted: Mapping[str, Values],
    earlier: Iterable[Case] = (),
    patient: Patient = ADULT,
    now: datetime = NOW,
) -> Facts:
    return Facts(of, patient, clinic(adopted), REFERENCE, now, tuple(earlier))


def with_row(key: str, name: str, **changed: str | None) -> Facts:
    """Facts of a clinic that adopted a set of which one row reads otherwise."""
    rules = REFERENCE.policies[key]
    rows = tuple({**row, **changed} if row["name"] == name else row for row in rules.rows)
    other = structs.replace(rules, rows=rows)
    reference = replace(REFERENCE, policies={key: other})
    done = replace(clinic({key: {}}).policies[key], sha256=hashlib.sha256(other.raw).hexdigest())
    return Facts(case(), ADULT, replace(clinic({}), policies={key: done}), reference, NOW)
