"""Visits: an invented visit of any procedure with exactly the facts that a test names."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from paper.example import MACS, whole_text
from procdesk import app
from procdesk.domain.catalogue.catalogue import Reference
from procdesk.domain.medicines.medication import Confirmation, LastDose, Medication, Precision
from procdesk.domain.stage import End, Stage
from procdesk.domain.visit.case import Answer, Attestation, Case, DrugGiven, Observation, Recorded
from procdesk.paper.drawing.sheet_source import SheetSource
from procdesk.paper.example import example

REFERENCE: Reference = app.reference()
WITH_SHEET = sorted(key for key, kind in REFERENCE.procedures.items() if kind.family)
FAMILIES = sorted({REFERENCE.procedures[key].family for key in WITH_SHEET})
END = datetime(2026, 11, 23, 14, 5, tzinfo=UTC)
"""Monday 23 November, 9:05 AM at the clinic, when the needle is out."""

_AT = Recorded("9" * 32, "okafor", END, END)
_LATER = Recorded("7" * 32, "adeyemi", END + timedelta(minutes=30), END + timedelta(minutes=30))
_LEFT = Recorded("6" * 32, "adeyemi", END + timedelta(minutes=38), END + timedelta(minutes=38))
_FRIDAY = LastDose(Precision.DAY, END - timedelta(days=2), "Friday evening")
_DRUGS = {
    "numb": ("treatment", "bupivacaine", "0.5 %"),
    "steroid": ("treatment", "dexamethasone", "10 mg/mL"),
    "sedated": ("sedation", "midazolam", "1 mg/mL"),
    "nerve-stopped": ("treatment", "phenol", "6 %"),
}
_FACT_OF = {drug: fact for fact, (_act, drug, _strength) in _DRUGS.items()}
RECORDED = (
    *_DRUGS,
    *("diabetes", "sugar", "thinner", "restart-time", "escort", "doctor", "next-visit", "stopped"),
    *("weak", "last-dose", "may-leave", "left"),
)
"""Everything that a record may hold and a sheet then speaks of."""


def visit(key: str, facts: Iterable[str] = (), language: str = "en") -> SheetSource:
    """A visit of which only these facts are recorded; reviewed, so no draft mark lies on it."""
    recorded, family = frozenset(facts), REFERENCE.procedures[key].family
    text = whole_text(language, family)
    fonts = app.data_folder("resources") / "fonts"
    source = example(key, REFERENCE, fonts, END + timedelta(minutes=40), {}, text)
    return replace(
        source,
        case=_case(source.case, recorded),
        patient=replace(source.patient, medications=()),
        clinic=replace(source.clinic, settings={**source.clinic.settings, "clinic.demo": False}),
        macs=MACS,
        reviewed_by="Dr L. Okafor",
        next_visit=END + timedelta(days=7) if "next-visit" in recorded else None,
        english=whole_text("en", family) if language != "en" else None,
    )


def visit_of_two(
    keys: tuple[str, str],
    facts: Iterable[str] = (),
    given_for: Mapping[str, str] = {},
    language: str = "en",
) -> SheetSource:
    """A visit of two procedures; `given_for` says for which key each drug fact was given."""
    first, second = (visit(key, facts, language) for key in keys)
    families = tuple(REFERENCE.procedures[key].family for key in keys)
    procedures = (*first.case.order.procedures, *second.case.order.procedures)
    drugs = tuple(
        replace(drug, target=given_for.get(_FACT_OF[drug.drug], "")) for drug in first.case.drugs
    )
    order = replace(first.case.order, procedures=procedures)
    return replace(
        first,
        case=replace(first.case, order=order, drugs=drugs),
        text=whole_text(language, *families),
        english=whole_text("en", *families) if language != "en" else None,
    )


def on_a4(source: SheetSource) -> SheetSource:
    """The same visit at a clinic that prints on A4."""
    settings = {**source.clinic.settings, "clinic.paper": "a4"}
    return replace(source, clinic=replace(source.clinic, settings=settings))


def _case(case: Case, facts: frozenset[str]) -> Case:
    answers = {
        "diabetes": ("diabetes.type", "type-2"),
        "restart-time": ("medicines.restart.apixaban", "2026-11-24T18:00:00-05:00"),
        "escort": ("arrival.escort_name", "Daniel"),
    }
    links = [answers[name] for name in answers if name in facts]
    eliquis = Medication(
        "m",
        "Eliquis",
        "apixaban",
        last_dose=_FRIDAY if "last-dose" in facts else LastDose(Precision.UNKNOWN),
        confirmation=Confirmation.STOPPED,
        at=END - timedelta(minutes=50),
    )
    sugar = Observation("diabetes.glucose", Decimal(142), "mg/dL", _AT)
    weak = Observation("recovery.left_leg", Decimal(2), "{score}", _LATER)
    changed = Observation("recovery.limbs", Decimal(1), "{score}", _LATER)
    return replace(
        case,
        end=End.ABORTED if "stopped" in facts else None,
        answers={link: (Answer("", link, value, "", _AT),) for link, value in links},
        observations=(
            *((sugar,) if "sugar" in facts else ()),
            *((changed, weak) if "weak" in facts else ()),
        ),
        medications=(eliquis,) if facts & {"thinner", "restart-time", "last-dose"} else (),
        allergies=(),
        attestations=(
            *((_signed("note", _AT),) if "doctor" in facts else ()),
            *((_signed("discharge", _LATER),) if "may-leave" in facts else ()),
        ),
        stages=((Stage.FOLLOW_UP, _LEFT),) if "left" in facts else (),
        drugs=tuple(_given(*_DRUGS[name]) for name in _DRUGS if name in facts),
    )


def _signed(meaning: str, at: Recorded) -> Attestation:
    return Attestation(meaning, "okafor", "Dr L. Okafor", "physician", {}, "", at)


def _given(act: str, drug: str, strength: str) -> DrugGiven:
    return DrugGiven(act, drug, strength, Decimal(1), "", "", "", _AT)
