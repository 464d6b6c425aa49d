"""HAZARDS.md says of each finding what it does and who may let it pass: held against the rules.

Every shipped procedure is judged at every stage, with nothing adopted and with everything, with
nothing known and with much; what comes of it must do what its row says. Every row is reached.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import product

from procdesk.domain.entry import Json
from procdesk.domain.finding import Effect, Finding, Result
from procdesk.domain.medicines.medication import Allergy, Confirmation
from procdesk.domain.relief.follow_up_call import FOLLOW_UP, RED_FLAGS, YES
from procdesk.domain.staff import PHYSICIAN_ONLY
from procdesk.domain.stage import Stage, StatementKind
from procdesk.domain.targets.target import Side
from procdesk.domain.visit.case import Case, Noted, PhoneCall, Statement
from procdesk.domain.visit.escalation import OPENED, event_of
from procdesk.domain.visit.patient import Patient, Sex
from procdesk.rules.all import judge
from support.adopted_rules import (
    ADULT,
    NOW,
    REFERENCE,
    at,
    case,
    clinic,
    given,
    measured,
    medicine,
)
from support.places import ROOT

ADOPTED = [key for key, one in REFERENCE.policies.items() if one.family != "anticoagulant"]
NUMBERS = {"glucose": {"before-steroid": "250"}}
CLINICS = (
    (clinic({}), replace(ADULT, deceased=True)),
    (clinic({key: {} for key in ADOPTED}), Patient("p")),
    (clinic({key: NUMBERS.get(key, {}) for key in ADOPTED}), ADULT),
)
"""Nothing adopted; everything, with the numbers that stand in the sets; and with the clinic's."""
MAY_PASS = {
    "physician": {Result.NOT_MET, Result.CANNOT_DECIDE},
    "physician, unless withdrawn": {Result.CANNOT_DECIDE},
    "nobody; not known if it is one: physician": {Result.CANNOT_DECIDE},
    "nobody; a physician closes it": set[Result](),
    "nobody": set[Result](),
}
"""The words of the table for who may override: the results that a physician then lets pass."""
MEDICINES = (
    *("Eliquis 5 mg", "Warfarin 5 mg", "Insulin", "Zorvexine", "Ozempic", "Oxycodone 5 mg"),
    "Ritonavir 100 mg",
)
ALLERGIES = ("Latex", "Iodine", "X-ray contrast", "Lidocaine")
ANSWERS: dict[str, Json] = {
    "arrival.identity": "differs",
    "baseline.signs": ["weaker"],
    "diabetes.type": "type-2",
    "discharge.open": ["walking"],
    "discharge.walked": "no",
    "implants.any": ["icd"],
    "infection.any_now": ["fever"],
    "papers.any_missing": ["indication"],
    "pregnancy.could_be": "yes",
    "procedure.imaging": "yes",
    "sedation.airway": "difficult",
    "sedation.depth": "moderate",
    "sign_out.counts": "no",
    "time_out.patient": {"agrees": False},
}
MEASURED = (
    *(measured("vitals.systolic", "190", "mmHg"), measured("vitals.spo2", "88", "%")),
    *(measured("vitals.pulse", "130", "/min"), measured("vitals.temperature", "38.5", "°C")),
    *(measured("diabetes.glucose", "400", "mg/dL"), measured("labs.inr", "3", "1")),
    measured("labs.platelets", "20", "10*9/L"),
)
GIVEN = (
    *(given("lidocaine", "1 %", "90"), given("bupivacaine", "0.5 %", "90")),
    *(given("methylprednisolone", "40 mg/mL", "2"), given("Zorvexine", "1 %", "2")),
    given("iohexol", "300", "10", act="contrast"),
)
EARLIER = case(*GIVEN, hours_ago=20)
HEARD = PhoneCall(FOLLOW_UP, "patient", {RED_FLAGS[0].key: YES}, "", at(1))
OTHER_SIDE = Statement(StatementKind.WORDS, Side.RIGHT, ("low back",), (), "right", "", at(1))
CARD = Noted(event_of("vasovagal", OPENED), "Fainting", at(1))


def rows() -> dict[str, tuple[str, str, str]]:
    """Hazard, effect and who may override, by finding key."""
    matches = re.findall(
        r"\| ([^|]+) \| `([^`]+)` \| (\w+) \| ([^|]+) \|", (ROOT / "HAZARDS.md").read_text("utf-8")
    )
    return {key: (hazard, effect, who) for hazard, key, effect, who in matches}


def row_of(key: str) -> str:
    """The key of the row that speaks of a finding: its own, or that of its family."""
    return key if key in rows() else f"{key.partition('.')[0]}.*"


def cases(key: str) -> Iterator[Case]:
    """One procedure at every stage, with nothing known, with much, and with drugs given too."""
    much = with_much(key)
    known = ((case(ordered=key), "moderate"), (replace(much, drugs=()), "none"), (much, "moderate"))
    for stage, (of, sedation) in product(Stage, known):
        procedures = tuple(replace(one, sedation=sedation) for one in of.order.procedures)
        entered = tuple((each, at(2)) for each in Stage if each.place <= stage.place)
        order = replace(of.order, procedures=procedures)
        yield replace(of, stage=stage, order=order, stages=entered)


def with_much(key: str) -> Case:
    """A case in which much is known that stops, warns or informs."""
    of = case(
        *GIVEN,
        ordered=key,
        observations=MEASURED,
        answers=ANSWERS,
        medicines=[medicine(text) for text in MEDICINES],
    )
    order = replace(of.order, proposed={"room": "Room 9"}, transitional="l6")
    return replace(
        of,
        order=order,
        allergies=tuple(map(allergy, ALLERGIES)),
        events=(*of.events, CARD),
        calls=(HEARD,),
        statements={StatementKind.WORDS: (OTHER_SIDE,)},
    )


def allergy(text: str) -> Allergy:
    return Allergy(text, text, confirmation=Confirmation.CONFIRMED, at=at(1).at)


def at_the_neck() -> Iterator[Finding]:
    """Only at a cervical foramen, or at a place that nobody named, a particulate steroid counts."""
    for target in ("left foramen C5-C6", ""):
        of = case(*GIVEN, ordered="tfesi-cervical", targets=[target] if target else ())
        yield from judge(of, ADULT, clinic({"steroid": {}}), REFERENCE, NOW)


def after_an_epidural() -> Iterator[Finding]:
    """The bladder is asked about only after a block in the epidural space."""
    of = case(
        ordered="esi-interlaminar-lumbar",
        targets=["midline epidural-space L4-L5"],
        stage=Stage.DISCHARGE,
    )
    yield from judge(of, ADULT, clinic({"discharge": {}}), REFERENCE, NOW)


def with_little_sugar() -> Iterator[Finding]:
    """Glucose is high in the cases with much, so a low one has a case of its own."""
    of = case(observations=[measured("diabetes.glucose", "40", "mg/dL")])
    yield from judge(of, ADULT, clinic({"glucose": {}}), REFERENCE, NOW)


def of_a_substance_that_nobody_knows() -> Iterator[Finding]:
    """Its name is sought in every other, too slowly for each procedure at each stage."""
    of = replace(case(*GIVEN), allergies=(allergy("the blue stuff"),))
    yield from judge(of, ADULT, clinic({}), REFERENCE, NOW)


def of_a_man() -> Iterator[Finding]:
    """Pregnancy is not due by the sex as registered, before anybody answered."""
    man = replace(ADULT, sex=Sex.MALE)
    yield from judge(case(), man, clinic({"pregnancy": {}}), REFERENCE, NOW)


def of_every_procedure() -> Iterator[Finding]:
    for key, (here, who) in product(REFERENCE.procedures, CLINICS):
        for of in cases(key):
            yield from judge(of, who, here, REFERENCE, NOW, (EARLIER,))


def every_finding() -> Iterator[Finding]:
    yield from of_every_procedure()
    for of_its_own in (
        at_the_neck,
        after_an_epidural,
        with_little_sugar,
        of_a_man,
        of_a_substance_that_nobody_knows,
    ):
        yield from of_its_own()


def does_what_is_said(finding: Finding, hazard: str, effect: str) -> bool:
    """Return whether the effect is its row's; else it is undecided or named in the hazard."""
    if finding.result is Result.MET or finding.effect.value == effect:
        return True
    if finding.effect is Effect.STOPS:
        refused = "a dose that meets it is refused" in hazard
        return effect == "warns" and (refused or finding.result is Result.CANNOT_DECIDE)
    return finding.effect is Effect.WARNS and " warns" in hazard


def test_each_finding_does_what_its_row_says_and_each_row_is_reached() -> None:
    reached = set[str]()
    for finding in {
        (f.key, f.effect, f.result, f.overridable_by): f for f in every_finding()
    }.values():
        row = row_of(finding.key)
        hazard, effect, who = rows()[row]
        reached |= {row} if finding.result is not Result.MET or effect == "informs" else set()
        assert does_what_is_said(finding, hazard, effect), finding
        if finding.stops and effect == "stops":
            may = finding.result in MAY_PASS[who]
            assert finding.overridable_by == (PHYSICIAN_ONLY if may else frozenset()), finding
    assert reached == set(rows())
