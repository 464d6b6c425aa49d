"""Example: one invented visit for any procedure, so that a paper can be seen without a store."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from functools import partial
from pathlib import Path

from procdesk.domain.catalogue.catalogue import Reference
from procdesk.domain.catalogue.procedure_kind import ProcedureKind
from procdesk.domain.catalogue.sheet_text import SheetText
from procdesk.domain.clinic.clinic import Clinic
from procdesk.domain.clinic.settings import CLINIC_NAME, DEMO, PHONE_DAY, PHONE_NIGHT, TIME_ZONE
from procdesk.domain.entry import Json
from procdesk.domain.medicines.medication import (
    Allergy,
    Confirmation,
    LastDose,
    Medication,
    Precision,
)
from procdesk.domain.section_key import SectionKey
from procdesk.domain.stage import End, StatementKind
from procdesk.domain.targets.target import Side, Structure, Target
from procdesk.domain.visit.case import (
    Answer,
    Case,
    DrugGiven,
    Noted,
    Observation,
    Order,
    OrderedProcedure,
    Recorded,
    Statement,
)
from procdesk.domain.visit.patient import Identifier, Name, Patient, Sex
from procdesk.paper.drawing.sheet_source import MOST_PAGES, SheetSource

_ENDED = timedelta(minutes=40)
"""The time from the end of the block to the printing of its papers."""

NUMBER = "0000000000"
"""No sheet has this number, so an example that comes back is filed nowhere."""

_SETTINGS: dict[str, Json] = {
    CLINIC_NAME.name: "Lakeside Pain Clinic",
    PHONE_DAY.name: "555-0142",
    PHONE_NIGHT.name: "555-0199",
    TIME_ZONE.name: "America/New_York",
    DEMO.name: True,
}


def example(  # everything that an invented visit takes
    key: str,
    reference: Reference,
    fonts: Path,
    at: datetime,
    settings: Mapping[str, Json],
    text: SheetText | None,
) -> SheetSource:
    """Return the source of a paper of this procedure, made at this time, with these settings.

    Raises KeyError for an unknown key.
    """
    kind = reference.procedure(key)
    return SheetSource(
        case=_case(kind, at - _ENDED),
        patient=_patient(at),
        clinic=Clinic(settings={**_SETTINGS, **settings}),
        reference=reference,
        fonts=fonts,
        number=NUMBER,
        macs=("0000000",) * MOST_PAGES,
        made_at=at,
        text=text,
    )


ALSO = {
    "numb": "Numbing medicine",
    "steroid": "A steroid",
    "sedated": "Medicine to make sleepy",
    "diabetes": "Diabetes",
    "thinner": "A blood thinner",
    "next-visit": "The next visit booked",
    "stopped": "Stopped before it was done",
}
"""The facts that an invented visit can have, by key, to show the lines that need them."""

_GIVEN = {
    "numb": ("treatment", "bupivacaine", "0.5 %"),
    "steroid": ("treatment", "dexamethasone", "10 mg/mL"),
    "sedated": ("sedation", "midazolam", "1 mg/mL"),
}


def _dose(act: str, drug: str, strength: str, recorded: Recorded) -> DrugGiven:
    return DrugGiven(
        act=act,
        drug=drug,
        strength=strength,
        volume_ml=Decimal("1.0"),
        lot="",
        expiry="",
        target="",
        recorded=recorded,
    )


def with_facts(source: SheetSource, facts: Collection[str]) -> SheetSource:
    """Return the same visit with just these facts of `ALSO`."""
    case, end = source.case, source.ended_at
    recorded = case.events[-1].recorded
    answers = {name: rows for name, rows in case.answers.items() if name != "diabetes.type"}
    if "diabetes" in facts:
        diabetes = Answer(
            section=SectionKey.DIABETES,
            link_id="diabetes.type",
            value="type-2",
            form="",
            recorded=recorded,
        )
        answers["diabetes.type"] = (diabetes,)
    drugs = (_GIVEN[name] for name in _GIVEN if name in facts)
    return replace(
        source,
        next_visit=end + timedelta(days=14) if "next-visit" in facts else None,
        case=replace(
            case,
            end=End.ABORTED if "stopped" in facts else None,
            answers=answers,
            medications=case.medications if "thinner" in facts else (),
            drugs=tuple(_dose(*drug, recorded) for drug in drugs),
        ),
    )


def target_of(kind: ProcedureKind) -> Target:
    """Return a target that this procedure can have."""
    structure = next(one for one in Structure if one in kind.structures)
    side = next(side for side in Side if side in kind.sides)
    return Target(structure=structure, side=side, levels=kind.levels[-3:-1] or kind.levels[:1])


def _patient(at: datetime) -> Patient:
    birth = at.date().replace(year=at.year - 78, day=14)
    number = Identifier("00482213", "clinic", "MR")
    medicine = Medication(id="m1", text="Eliquis 5 mg", ingredient="apixaban")
    return Patient(
        id="example",
        name=Name("Osei", "Margaret"),
        birth_date=birth,
        sex=Sex.FEMALE,
        identifiers=(number,),
        medications=(medicine,),
    )


def _recorded(end: datetime, minutes: int) -> Recorded:
    """Return who recorded what, so many minutes after the end of the procedure."""
    at = end + timedelta(minutes=minutes)
    return Recorded(entry_id=f"{minutes + 1000:032x}", by="okafor", at=at, recorded_at=at)


def _case(kind: ProcedureKind, end: datetime) -> Case:
    recorded = partial(_recorded, end)
    target = target_of(kind)
    return Case(
        id="c61083" + "0" * 26,
        patient_id="example",
        end_reason="",
        order=Order(
            procedures=(OrderedProcedure(kind.key, "", (target,)),),
            operator="Dr L. Okafor",
            room="Room 1",
            scheduled_at=end - timedelta(minutes=20),
            recorded=recorded(-90),
        ),
        answers=_answers(recorded(-60)),
        observations=_observations(recorded),
        medications=(_ELIQUIS,),
        allergies=(_PENICILLIN,),
        statements={StatementKind.WORDS: (_words(target, recorded(-50)),)},
        drugs=(_dose(*_GIVEN["numb"], recorded(-2)),),
        events=(Noted("needle_in", "", recorded(-5)), Noted("needle_out", "", recorded(0))),
    )


_ELIQUIS = Medication(
    id="m1",
    text="Eliquis 5 mg",
    ingredient="apixaban",
    dose="2 times a day",
    last_dose=LastDose(Precision.DAY, None, "on Friday"),
    confirmation=Confirmation.CONFIRMED,
)
_PENICILLIN = Allergy(
    id="a1",
    text="Penicillin",
    substance="",
    reaction="rash",
    confirmation=Confirmation.CONFIRMED,
)


def _answers(recorded: Recorded) -> dict[str, tuple[Answer, ...]]:
    values = {
        "arrival.escort_name": "Daniel",
        "escort.phone": "555-0177",
        "baseline.movement": "Bending back",
        "allergies.asked": "complete",
        "medicines.asked": "complete",
    }
    return {
        name: (
            Answer(
                section=name.partition(".")[0],
                link_id=name,
                value=value,
                form="",
                recorded=recorded,
            ),
        )
        for name, value in values.items()
    }


def _observations(recorded: Callable[[int], Recorded]) -> tuple[Observation, ...]:
    return (
        Observation("baseline.nrs_moving", Decimal(7), "{score}", recorded(-40)),
        Observation("recovery.systolic", Decimal(128), "mmHg", recorded(12)),
        Observation("recovery.pulse", Decimal(68), "/min", recorded(12)),
        Observation("recovery.spo2", Decimal(98), "%", recorded(12)),
        Observation("recovery.pain_moving", Decimal(3), "{score}", recorded(15)),
        Observation("recovery.pain_moving", Decimal(2), "{score}", recorded(30)),
    )


def _words(target: Target, recorded: Recorded) -> Statement:
    return Statement(
        kind=StatementKind.WORDS,
        side=target.side,
        regions=(),
        targets=(),
        words="My back",
        said_by="patient",
        recorded=recorded,
    )
