"""The fate of a sheet is recorded only of one that was made here and is not void."""

import pytest

from procdesk.workflow.after import discharge
from procdesk.workflow.refused import Refused
from support.small_clinic import House

NUMBER = "7K3QPX2M9D"


def made(house: House) -> str:
    case_id = house.booked()
    discharge.sheet_made(
        house.ledger, house.nurse, case_id, kind="aftercare", number=NUMBER, sha256="ab"
    )
    return case_id


def test_a_number_of_another_case_is_not_handed_over_here(house: House) -> None:
    made(house)
    other = house.booked()
    with pytest.raises(Refused, match="No sheet of that number was made for this case"):
        discharge.sheet_is(house.ledger, house.nurse, other, NUMBER, "handed_over")
    assert house.ledger.case(other).sheets == ()


@pytest.mark.parametrize("state", ["jammed", "voided"])
def test_what_jammed_or_is_void_is_handed_to_nobody(house: House, state: str) -> None:
    """Hazard: half a sheet counts as the paper that the patient was given."""
    case_id = made(house)
    discharge.sheet_is(house.ledger, house.nurse, case_id, NUMBER, state)
    with pytest.raises(Refused, match="number is void: print a new one"):
        discharge.sheet_is(house.ledger, house.nurse, case_id, NUMBER, "handed_over")
    assert [one.state for one in house.ledger.case(case_id).sheets] == [state]
