"""What an earlier visit said is shown beside the question and is never an answer by itself."""

from house import House
from procdesk.domain.entry import Json
from procdesk.workflow import answers


def test_only_earlier_visits_and_only_what_rarely_changes_is_told(house: House) -> None:
    patient_id = house.patient()
    first = house.booked(patient_id)
    told: dict[str, Json] = {
        "implants.any": ["pacemaker"],
        "diabetes.type": "not-asked",
        "papers.any_missing": ["none"],
    }
    answers.answer(house.ledger, house.nurse, first, "implants", told)
    asked_at = house.clock.at
    house.clock.forward(days=90)
    second = house.booked(patient_id)

    before = answers.last_visit(house.ledger, house.ledger.case(second))
    assert {key: (one.value, one.at) for key, one in before.items()} == {
        "implants.any": (["pacemaker"], asked_at)
    }
    assert house.ledger.case(second).value("implants.any") is None
    assert answers.last_visit(house.ledger, house.ledger.case(first)) == {}
