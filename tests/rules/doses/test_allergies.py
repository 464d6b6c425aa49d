"""Allergies: only true cross-reactions speak, and a dose that meets one is refused.

Figures and classes are quoted from clinical.md 4, not read from what ships.
"""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from procdesk import app
from procdesk.domain.clinic.clinic import Clinic
from procdesk.domain.finding import Effect, Finding, Result
from procdesk.domain.medicines.medication import Allergy, Confirmation
from procdesk.domain.medicines.substances import severity
from procdesk.domain.stage import Stage
from procdesk.domain.visit.case import Case, DrugGiven, Order, OrderedProcedure, Recorded
from procdesk.domain.visit.patient import Patient
from procdesk.rules.doses import allergies
from procdesk.rules.facts.facts import Facts
from procdesk.rules.register.gates import unmet
from procdesk.workflow.case import overriding
from procdesk.workflow.checks import medicines
from procdesk.workflow.ledger import Act
from procdesk.workflow.refused import Refused
from procdesk.workflow.room import procedure
from support.small_clinic import House

NOW = datetime(2026, 11, 23, 15, 0, tzinfo=UTC)
REFERENCE = app.reference()
EPIDURAL, TRIGGER, LEAD = "esi-interlaminar-lumbar", "trigger-point", "scs-trial"


def facts(*rows: Allergy, key: str = EPIDURAL, clinic: Clinic | None = None) -> Facts:
    order = Order(procedures=(OrderedProcedure(key, "", ()),))
    case = Case(id="c", order=order, allergies=rows)
    return Facts(
        case=case, patient=Patient(id="p"), clinic=clinic or Clinic(), reference=REFERENCE, now=NOW
    )


def allergy_row(
    text: str, reaction: str = "", sure: Confirmation = Confirmation.CONFIRMED
) -> Allergy:
    return Allergy(id=text, text=text, reaction=reaction, confirmation=sure, at=NOW)


def with_dose(allergy: str, drug: str) -> list[str]:
    """The stops of an epidural in which this drug is given."""
    dose = DrugGiven(
        act="treatment",
        drug=drug,
        strength="",
        volume_ml=None,
        lot="",
        expiry="",
        target="",
        recorded=Recorded(entry_id="d", by="adeyemi", at=NOW, recorded_at=NOW),
    )
    of = facts(allergy_row(allergy))
    of = replace(of, case=replace(of.case, drugs=(dose,)))
    stops = [one.key for one in allergies.judge(of) if one.stops]
    met = allergies.may_meet(of, drug)
    return [key for key in stops if met and key != "allergy.not-asked"]


def raised(*rows: Allergy, key: str = EPIDURAL, clinic: Clinic | None = None) -> dict[str, Finding]:
    findings = allergies.judge(facts(*rows, key=key, clinic=clinic))
    return {one.key: one for one in findings if one.key != "allergy.not-asked"}


@pytest.mark.parametrize(
    "text",
    [
        *("Shellfish", "Shellfish allergy", "Shrimp", "Seafood", "Fish", "Pollen", "Grass pollen"),
        *("Strawberries", "Allergy to strawberries", "Peanuts", "Tree nuts", "Eggs", "Cow's milk"),
        *("Dust mite", "Cat dander", "Mould", "Bee stings", "Hay fever", "Tomatoes", "Penicillin"),
        *("Lisinopril, cough", "Codeine (nausea)", "Aspirin"),
    ],
)
def test_what_no_procedure_here_uses_raises_nothing(text: str) -> None:
    assert raised(allergy_row(text)) == {}


@pytest.mark.parametrize(
    ("text", "key"),
    [
        *(("Latex", "latex"), ("Chlorhexidine", "chlorhexidine"), ("Hibiscrub", "chlorhexidine")),
        *(("Betadine", "iodine-prep"), ("povidone-iodine", "iodine-prep"), ("Tape", "adhesive")),
        *(
            ("Lignocaine", "lidocaine"),
            ("Marcaine", "bupivacaine"),
            ("Nesacaine", "chloroprocaine"),
        ),
        *(("Kenalog", "triamcinolone"), ("Depo-Medrol", "methylprednisolone")),
        *(("PABA", "paba"), ("Parabens", "methylparaben"), ("Sulfites", "metabisulfite")),
    ],
)
def test_what_the_room_uses_is_warned_of_once_with_its_reason(text: str, key: str) -> None:
    for sure, result in (
        (Confirmation.CONFIRMED, Result.NOT_MET),
        (Confirmation.UNKNOWN, Result.CANNOT_DECIDE),
    ):
        findings = raised(allergy_row(text, sure=sure))
        assert set(findings) == {f"allergy.{key}"}
        finding = findings[f"allergy.{key}"]
        assert (finding.effect, finding.result) == (Effect.WARNS, result)
        assert text in finding.sentence
        assert finding.source
    assert raised(allergy_row(text, sure=Confirmation.DENIED)) == {}


@pytest.mark.parametrize(
    ("text", "key", "speaks"),
    [
        ("Kenalog", EPIDURAL, True),
        ("Kenalog", TRIGGER, False),  # the catalogue asks it nothing that a steroid needs
        ("Kenalog", LEAD, False),  # no steroid is given with a lead
        ("Nickel", LEAD, True),
        ("Nickel", EPIDURAL, False),
        ("Omnipaque, hives", EPIDURAL, True),  # clinical.md 2: F + contrast
        ("Gadavist, hives", EPIDURAL, False),  # no X-ray contrast
        ("Omnipaque, hives", TRIGGER, False),  # clinical.md 2: none/US
    ],
)
def test_it_speaks_only_where_the_procedure_uses_it(text: str, key: str, speaks: bool) -> None:
    assert bool(raised(allergy_row(text), key=key)) is speaks
    if "Gadavist" not in text:
        assert raised(allergy_row(text), key="local-not-known")  # what is not known may use it


@pytest.mark.parametrize(
    ("text", "asks"), [("Iodine", "skin cleaner"), ("Novocaine", "Which"), ("Cortisone", "Which")]
)
def test_a_word_that_may_mean_several_stops_and_says_what_to_ask(text: str, asks: str) -> None:
    finding = raised(allergy_row(text))["allergy.unclear"]
    assert (finding.effect, finding.result) == (Effect.STOPS, Result.CANNOT_DECIDE)
    assert asks in finding.clears


@pytest.mark.parametrize("text", ["Penicillin and Zorvex", "Zorvex", "Quellithium", "the blue one"])
def test_a_word_that_is_not_known_stops_also_beside_a_known_one(text: str) -> None:
    finding = raised(allergy_row(text))["allergy.not-recognised"]
    assert (finding.effect, finding.result) == (Effect.STOPS, Result.CANNOT_DECIDE)
    assert text in finding.sentence


@pytest.mark.parametrize(
    ("text", "name"),
    [("Chlorhexidin", "chlorhexidine"), ("Lidocane", "lidocaine"), ("Penicilin", "penicillin")],
)
def test_what_a_misspelt_name_may_mean_is_asked_and_never_taken(text: str, name: str) -> None:
    finding = raised(allergy_row(text))["allergy.not-recognised"]
    assert finding.stops
    assert finding.clears.startswith(f"Did it mean {name}")


# clinical.md 4, LA allergy: amide with amide, ester with ester, amide not with ester.
AMIDES = ("lidocaine", "bupivacaine", "ropivacaine", "mepivacaine", "prilocaine")
ESTERS = ("chloroprocaine", "tetracaine", "procaine", "benzocaine")
PAIRS = [
    (drug, other, one_group is other_group)
    for one_group in (AMIDES, ESTERS)
    for drug in one_group
    for other_group in (AMIDES, ESTERS)
    for other in other_group
]


@pytest.mark.parametrize(("allergy", "drug", "crosses"), PAIRS)
def test_local_anaesthetics_cross_within_their_class_only(
    allergy: str, drug: str, crosses: bool
) -> None:
    assert with_dose(allergy, f"{drug} 1 %") == ([f"allergy.{allergy}"] if crosses else [])


@pytest.mark.parametrize(
    ("allergy", "drug", "keys"),
    [
        ("Kenalog", "triamcinolone 40 mg", "allergy.triamcinolone"),
        ("Kenalog", "dexamethasone", ""),  # per drug
        ("Cortisone", "dexamethasone", "allergy.unclear allergy.steroid"),
        ("Novocaine", "lidocaine", "allergy.unclear allergy.local-anaesthetic"),
        ("Omnipaque, hives", "Isovue", "allergy.contrast"),
        ("Omnipaque, hives", "Gadavist", ""),
        ("Gadavist, hives", "Gadavist", "allergy.contrast"),
        ("Gadavist, hives", "Omnipaque", ""),
        ("Contrast dye, hives", "Gadavist", "allergy.contrast"),
        ("Shellfish", "Omnipaque", ""),
        ("Seafood", "Omnipaque 240", ""),
        ("Iodine, seafood", "lidocaine", ""),
        ("Codeine", "codeine", "allergy.codeine"),
        ("Latex", "Zorvexine", ""),  # no drug is latex
        ("Codeine", "Zorvexine", "allergy.dose-not-recognised"),
        ("Quellithium", "lidocaine", ""),
        ("Quellithium", "Zorvexine", "allergy.not-recognised allergy.dose-not-recognised"),
    ],
)
def test_a_dose_is_held_against_each_allergy(allergy: str, drug: str, keys: str) -> None:
    assert with_dose(allergy, drug) == keys.split()


@pytest.mark.parametrize(
    ("words", "worst"),
    [
        *(("mild rash", "mild"), ("hives, moderate", "moderate"), ("severe", "severe")),
        *(("anaphylaxis", "severe"), ("mild, once severe", "severe"), ("rash", "")),
        *(("not severe", ""), ("no anaphylaxis", ""), ("", "")),
    ],
)
def test_how_severe_it_was_is_read_only_where_it_is_said(words: str, worst: str) -> None:
    assert severity(words.replace(",", "")) == worst


@pytest.mark.parametrize(
    ("reaction", "says"),
    [
        ("mild rash", "asks for no premedication"),
        ("moderate hives", "asks for premedication"),
        ("severe, anaphylaxis", "asks for premedication"),
        ("hives", "how severe it was is not known"),
    ],
)
def test_an_earlier_contrast_reaction_waits_for_a_physicians_order(
    house: House, reaction: str, says: str
) -> None:
    """The small clinic premedicates from a moderate reaction on (tests/support/small_clinic.py)."""
    clinic = house.ledger.clinic
    finding = raised(allergy_row("X-ray dye", reaction), clinic=clinic)["allergy.contrast"]
    assert (finding.effect, finding.result) == (Effect.STOPS, Result.CANNOT_DECIDE)
    assert says in finding.sentence
    assert finding.policy is not None
    assert finding.policy.row == "contrast.premedicate-from"
    not_adopted = raised(allergy_row("X-ray dye", reaction))["allergy.contrast"]
    assert not_adopted.policy is None
    assert "mg" not in not_adopted.clears  # no figure that nobody adopted
    assert "premedication after it" not in not_adopted.sentence


def test_the_figures_of_premedication_are_those_of_the_source(house: House) -> None:
    """clinical.md 4, contrast reaction, elective and accelerated, C[91][92]."""
    finding = raised(allergy_row("Omnipaque", "severe"), clinic=house.ledger.clinic)[
        "allergy.contrast"
    ]
    assert finding.clears == (
        "A physician orders premedication or another agent. "
        "Elective: prednisone 50 mg by mouth 13 h, 7 h and 1 h before, if wanted with "
        "diphenhydramine 50 mg 1 h before; or methylprednisolone 32 mg by mouth 12 h and 2 h "
        "before. Accelerated: methylprednisolone 40 mg or hydrocortisone 200 mg into a vein now "
        "and every 4 h, with diphenhydramine; it takes 5 h."
    )


def at_needle(house: House) -> str:
    case_id = house.booked()
    for step in (house.arrived, house.checked):
        step(case_id)
    house.reacts(case_id, "Marcaine", "hives")
    medicines.no_more(house.ledger, house.nurse, case_id, "allergies")
    for step in (house.made_ready, house.timed_out):
        step(case_id)
    return case_id


def gives(house: House, case_id: str, drug: str, act: str = "skin") -> None:
    procedure.give(
        house.ledger,
        house.nurse,
        case_id,
        act=act,
        drug=drug,
        strength="1 %",
        volume_ml=Decimal(1),
    )


def drawn(case_id: str, drug: str, act: str = "skin") -> Act:
    return procedure.dose(case_id, act=act, drug=drug, strength="1 %", volume_ml=Decimal(1))


def decided(house: House, case_id: str, drug: str) -> None:
    overriding.override(
        house.ledger,
        house.physician,
        case_id,
        "allergy.bupivacaine",
        "benefit",
        "Tolerated it last month",
        dose=drawn(case_id, drug),
    )


@pytest.mark.parametrize("act", ["skin", "test", "sedation", "other"])
def test_any_dose_that_meets_an_allergy_is_refused_until_a_physician_decides(
    house: House, act: str
) -> None:
    case_id = at_needle(house)
    with pytest.raises(Refused, match=r"lidocaine is given\. Amides cross with amides"):
        gives(house, case_id, "lidocaine", act)
    assert house.ledger.case(case_id).drugs == ()
    decided(house, case_id, "lidocaine")
    gives(house, case_id, "lidocaine", act)
    gives(house, case_id, "lidocaine", act)
    assert [one.drug for one in house.ledger.case(case_id).drugs] == ["lidocaine"] * 2
    after = {one.key: one for one in house.ledger.outcome(case_id).findings}
    assert after["allergy.bupivacaine"].overridden_by == "okafor"


def test_another_drug_is_given_without_a_decision(house: House) -> None:
    case_id = at_needle(house)
    with pytest.raises(Refused):
        gives(house, case_id, "lidocaine")
    for needed in ("chloroprocaine", "atropine", "adrenaline", "lipid emulsion"):
        gives(house, case_id, needed, "other")
    findings = house.ledger.outcome(case_id).findings
    assert not [one for one in findings if one.key.startswith("allergy.") and one.stops]


def test_a_decision_for_one_drug_is_none_for_another(house: House) -> None:
    case_id = at_needle(house)
    decided(house, case_id, "lidocaine")
    with pytest.raises(Refused, match="ropivacaine is given"):
        gives(house, case_id, "ropivacaine")


def test_what_was_given_on_paper_is_recorded_and_the_next_dose_still_stops(house: House) -> None:
    case_id = at_needle(house)
    act = drawn(case_id, "lidocaine")
    on_paper = replace(act, body={**act.body, "from_paper": {"seen_by": "okafor"}})
    house.ledger.record(house.nurse, [on_paper])
    assert [one.drug for one in house.ledger.case(case_id).drugs] == ["lidocaine"]
    with pytest.raises(Refused, match="lidocaine is given"):
        gives(house, case_id, "lidocaine")


def test_an_unknown_drug_stops_where_an_allergy_might_be_to_it(house: House) -> None:
    case_id = at_needle(house)
    with pytest.raises(Refused, match="Zorvexine is not recognised"):
        gives(house, case_id, "Zorvexine", "other")


def test_what_is_meant_is_taken_by_one_press_and_keeps_the_reaction(house: House) -> None:
    case_id = house.booked()
    house.arrived(case_id)
    house.reacts(case_id, "Chlorhexidin", "rash")
    (row,) = house.ledger.case(case_id).allergies
    medicines.renamed_allergy(house.ledger, house.nurse, case_id, row, "chlorhexidine")
    (row,) = house.ledger.case(case_id).allergies
    assert (row.text, row.substance, row.reaction) == ("Chlorhexidine", "chlorhexidine", "rash")
    keys = {one.key for one in house.ledger.outcome(case_id).findings}
    assert "allergy.chlorhexidine" in keys
    assert "allergy.not-recognised" not in keys


@pytest.mark.parametrize("text", ["Iodine", "Zorvex", "X-ray dye, hives"])
def test_what_cannot_be_decided_keeps_the_case_from_ready(house: House, text: str) -> None:
    case_id = house.booked()
    house.arrived(case_id)
    house.checked(case_id)
    house.reacts(case_id, text, "")
    stops = unmet(house.ledger.outcome(case_id).findings, Stage.READY)
    assert [one.key.partition(".")[0] for one in stops] == ["allergy"]


def test_what_is_drawn_up_is_held_against_the_allergies_before_it_is_given(house: House) -> None:
    case_id = at_needle(house)
    findings = procedure.with_dose(house.ledger, house.nurse, case_id, drawn(case_id, "lidocaine"))
    assert findings[0].key == "allergy.bupivacaine"
    assert findings[0].stops
    assert house.ledger.case(case_id).drugs == ()
