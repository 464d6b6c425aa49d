"""A dose is judged with itself in the case, before it is drawn up and when it is recorded.

Lidocaine: 4.5 mg/kg, 300 mg (clinical.md 4); the small clinic's least weight is 40 kg, so 180 mg.
"""

from decimal import Decimal

import pytest

from procdesk.domain.entry import Json, Kind, case_subject
from procdesk.domain.finding import Result
from procdesk.domain.staff import PHYSICIAN_ONLY
from procdesk.workflow import answers
from procdesk.workflow.case import overriding
from procdesk.workflow.ledger import Act
from procdesk.workflow.refused import Refused
from procdesk.workflow.room import procedure
from procdesk.workflow.room.procedure import DrugLine
from support.small_clinic import House

KEY = "local-anaesthetic.dose"


def line(drug: str, strength: str, ml: str, act: str = "skin") -> DrugLine:
    return {"act": act, "drug": drug, "strength": strength, "volume_ml": Decimal(ml)}


@pytest.fixture
def case_id(house: House) -> str:
    made = house.booked()
    for step in (house.arrived, house.checked, house.made_ready, house.timed_out):
        step(made)
    procedure.note(house.ledger, house.nurse, made, "needle_in")
    return made


def give(house: House, case_id: str, dose: DrugLine) -> None:
    procedure.give(house.ledger, house.nurse, case_id, **dose)


def on_paper(house: House, case_id: str, drug: str, strength: str, ml: str) -> None:
    """Record a drug that was given on paper: no gate keeps it away."""
    body: dict[str, Json] = {
        "act": "skin",
        "drug": drug,
        "strength": strength,
        "volume_ml": ml,
        "from_paper": {"seen_by": "okafor"},
    }
    house.ledger.record(house.nurse, [Act(case_subject(case_id), Kind.DRUG_GIVEN, body)])


def test_skin_and_treatment_add_up_and_the_one_too_much_is_refused(
    house: House, case_id: str
) -> None:
    give(house, case_id, line("lidocaine", "1 %", "17"))
    give(house, case_id, line("lidocaine", "1 %", "1"))
    for dose in (line("lidocaine", "1 %", "0.1"), line("bupivacaine", "0.5 %", "0.1", "other")):
        with pytest.raises(Refused) as refused:
            give(house, case_id, dose)
        assert [one.key for one in refused.value.findings] == [KEY]
    assert len(house.ledger.case(case_id).drugs) == 2


def test_before_it_is_drawn_up_it_says_what_the_dose_would_make_of_it(
    house: House, case_id: str
) -> None:
    ledger, nurse = house.ledger, house.nurse
    give(house, case_id, line("lidocaine", "1 %", "9"))
    drawn = procedure.dose(case_id, **line("lidocaine", "1 %", "9"))
    (finding,) = procedure.with_dose(ledger, nurse, case_id, drawn)
    assert (finding.key, finding.result) == (KEY, Result.MET)
    assert "lidocaine 180 mg of 180 mg" in finding.sentence
    more = procedure.dose(case_id, **line("lidocaine", "1 %", "9.1"))
    (finding,) = procedure.with_dose(ledger, nurse, case_id, more)
    assert finding.stops
    saline = procedure.dose(case_id, **line("saline", "0.9 %", "9"))
    assert procedure.with_dose(ledger, nurse, case_id, saline) == ()
    assert len(ledger.case(case_id).drugs) == 1, "looking records nothing"


def test_a_weight_lets_the_same_dose_pass(house: House, case_id: str) -> None:
    with pytest.raises(Refused):
        give(house, case_id, line("lidocaine", "1 %", "25"))
    body = {"vitals.weight": ("70", "kg"), "vitals.height": ("175", "cm")}
    answers.measure(house.ledger, house.nurse, case_id, body)
    give(house, case_id, line("lidocaine", "1 %", "25"))


def test_the_physician_decides_for_this_dose_and_for_no_other(house: House, case_id: str) -> None:
    ledger = house.ledger
    dose = line("lidocaine", "1 %", "25")
    drawn = procedure.dose(case_id, **dose)
    why = "Weighs about 90 kg, two sites on two sides."
    with pytest.raises(Refused, match="Nothing stops here"):
        overriding.override(ledger, house.physician, case_id, KEY, "benefit", why)
    with pytest.raises(Refused):
        overriding.override(ledger, house.nurse, case_id, KEY, "benefit", why, dose=drawn)
    overriding.override(ledger, house.physician, case_id, KEY, "benefit", why, dose=drawn)
    with pytest.raises(Refused):
        give(house, case_id, line("lidocaine", "1 %", "26"))
    give(house, case_id, dose)
    with pytest.raises(Refused):
        give(house, case_id, line("lidocaine", "1 %", "0.5"))
    finding = next(one for one in ledger.outcome(case_id).findings if one.key == KEY)
    assert finding.overridable_by == PHYSICIAN_ONLY
    assert finding.overridden_by == "okafor"


def test_what_stands_open_keeps_no_needed_drug_away(house: House, case_id: str) -> None:
    on_paper(house, case_id, "lidocaine", "1 %", "50")
    for needed in ("atropine", "adrenaline", "ephedrine", "lipid emulsion", "ondansetron"):
        give(house, case_id, line(needed, "1 mg/mL", "1", "other"))
    give(house, case_id, line("Intralipid", "20 %", "100", "reversal"))
    give(house, case_id, line("midazolam", "1 mg/mL", "1", "sedation"))
    for more in (line("lidocaine", "1 %", "0.1"), line("blue stuff", "1 %", "1", "other")):
        with pytest.raises(Refused):
            give(house, case_id, more)


def test_a_steroid_by_any_other_name_meets_the_sugar(house: House, case_id: str) -> None:
    """clinical.md 4: the clinic sets the limit before steroid; the small clinic's is 250 mg/dL."""
    answers.measure(house.ledger, house.nurse, case_id, {"diabetes.glucose": ("251", "mg/dL")})
    for act in ("skin", "test", "other"):
        with pytest.raises(Refused) as refused:
            give(house, case_id, line("dexamethasone", "4 mg/mL", "1", act))
        assert [one.key for one in refused.value.findings] == ["glucose.before-steroid"]
    give(house, case_id, line("lidocaine", "1 %", "1"))


def test_a_correction_is_recorded_and_the_sum_says_so(house: House, case_id: str) -> None:
    from procdesk.workflow.case import amending

    give(house, case_id, line("lidocaine", "1 %", "4"))
    entry = house.ledger.case(case_id).drugs[-1].recorded.entry_id
    amending.amend(
        house.ledger, house.nurse, case_id, entry, {"volume_ml": "40"}, "it was 40, not 4"
    )
    finding = next(one for one in house.ledger.outcome(case_id).findings if one.key == KEY)
    assert (finding.result, finding.stops) == (Result.NOT_MET, True)
