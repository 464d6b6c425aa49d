"""HAZARDS.md says of each finding what it does and who may let it pass: held against the rules.

Every shipped procedure is judged at every stage, with nothing adopted and with everything, with
nothing known and with much; what comes of it must do what its row says.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import product
from pathlib import Path

from adopted import ADULT, NOW, REFERENCE, answered, at, case, clinic, given, measured, medicine
from procdesk.domain.case import Case
from procdesk.domain.entry import Json
from procdesk.domain.finding import Effect, Finding, Result
from procdesk.domain.medication import Confirmation
from procdesk.domain.patient import Patient
from procdesk.domain.staff import PHYSICIAN_ONLY
from procdesk.domain.stage import Stage
from procdesk.rules.all import judge

ROOT = Path(__file__).resolve().parents[2]
ADOPTED = [key for key, one in REFERENCE.policies.items() if one.family != "anticoagulant"]
MEDICINES = ("Eliquis 5 mg", "Warfarin 5 mg", "Insulin", "Zorvexine", "Ozempic", "Oxycodone 5 mg")
SAID: tuple[dict[str, Json], ...] = (
    {},
    {
        "diabetes.has": "yes",
        "pregnancy.possible": "yes",
        "infection.any": ["fever"],
        "implants.any": ["icd"],
        "baseline.new_signs": ["weakness"],
        "papers.missing": ["indication"],
        "sign_out.counts": "no",
        "discharge.open": ["walking"],
        "discharge.walked": "no",
    },
)


def rows() -> dict[str, tuple[str, str]]:
    """Effect and who may override, by finding key."""
    found = re.findall(
        r"\| `([^`]+)` \| (\w+) \| ([^|]+) \|", (ROOT / "HAZARDS.md").read_text("utf-8")
    )
    return {key: (effect, who) for key, effect, who in found}


def row_of(key: str) -> tuple[str, str]:
    every = rows()
    return every.get(key) or every[f"{key.partition('.')[0]}.*"]


def cases(key: str) -> Iterator[Case]:
    """One procedure at every stage, with nothing known and with much."""
    kind = REFERENCE.procedures[key]
    for stage, said, sedation in product(Stage, SAID, ("none", "moderate")):
        drugs = (given("lidocaine", "1 %", "90"),) if said else ()
        seen = (
            measured("vitals.systolic", "190", "mmHg"),
            measured("vitals.spo2", "88", "%"),
            measured("vitals.pulse", "130", "/min"),
            measured("vitals.temperature", "38.5", "°C"),
            measured("glucose.value", "400", "mg/dL"),
        )
        one = case(
            *drugs,
            ordered=kind.key,
            seen=seen if said else (),
            answers=said,
            medicines=[medicine(text, Confirmation.CONFIRMED) for text in MEDICINES if said],
            stage=stage,
        )
        procedures = tuple(replace(p, sedation=sedation) for p in one.order.procedures)
        entered = tuple((each, at(2)) for each in Stage if each.place <= stage.place)
        order = replace(one.order, procedures=procedures)
        yield replace(one, order=order, stages=entered, answers=answered(said))


def found() -> Iterator[Finding]:
    people = (replace(ADULT, deceased=True), Patient("p"))
    for key, adopted, who in product(REFERENCE.procedures, ([], ADOPTED), people):
        here = clinic({name: {} for name in adopted})
        for one in cases(key):
            yield from judge(one, who, here, REFERENCE, NOW)


def test_each_finding_does_what_its_row_says() -> None:
    seen = set[str]()
    for one in {(f.key, f.effect, f.result, f.overridable_by): f for f in found()}.values():
        effect, who = row_of(one.key)
        seen.add(one.key)
        stricter = one.effect is Effect.STOPS and one.result is Result.CANNOT_DECIDE
        assert one.effect.value == effect or (effect == "warns" and stricter), one
        if one.effect is Effect.STOPS and effect == "stops":
            assert bool(one.overridable_by) is who.startswith("physician"), one
            assert one.overridable_by in (frozenset(), PHYSICIAN_ONLY), one
    assert len(seen) > 50, sorted(seen)
