"""Finding a patient by name: two family names, either order, a comma, and no middle of a name."""

import pytest

from support.small_clinic import House


@pytest.mark.parametrize(
    "typed",
    [
        "Garc",
        "García",
        "garcia lopez",
        "García López Ana",
        "García, Ana",
        "Ana García",
        "López Ana",
    ],
)
def test_a_patient_with_two_family_names_is_found(house: House, typed: str) -> None:
    patient_id = house.patient(family="García López", given="María Ana")
    house.patient(family="Garza", given="Juana")
    is_found = patient_id in house.ledger.journal.search(typed)
    assert is_found is (typed != "López Ana"), "only the beginning of a family name is looked for"


def test_a_given_name_is_looked_for_from_its_beginning(house: House) -> None:
    juana = house.patient(family="Garza", given="Juana")
    assert house.ledger.journal.search("Garza ju") == (juana,)
    assert house.ledger.journal.search("Garza ana") == ()
