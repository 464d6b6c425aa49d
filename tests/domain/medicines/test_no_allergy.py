"""No allergy: what says that none is known, and what only begins so."""

import pytest

from procdesk.domain.medicines.no_allergy import says_none


@pytest.mark.parametrize(
    "text",
    [
        "NKDA",
        "nka",
        "No Known Allergies",
        "No known drug allergies",
        "No known latex allergy",
        "No Known Medication Allergies",
        "No known food or drug allergies",
        "No known drug allergies (NKDA)",
        "No known allergy (situation)",
        "None known",
        "None",
        "NIL known",
        "Denies allergies",
        "Denies any known drug allergies",
        "No conocidas",
        "Sin alergias conocidas",
    ],
)
def test_what_says_that_none_is_known_is_no_allergy(text: str) -> None:
    assert says_none(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Latex",
        "No known drug allergies except penicillin",
        "NKDA, latex",
        "NKDA; iodine contrast: hives",
        "No known allergies but reacts to tape",
        "Unknown",
        "unable to assess",
        "not asked",
        "Allergy to known drug",
        "No latex gloves",
        "Latex allergy, no known drug allergies",
    ],
)
def test_what_names_anything_else_stays(text: str) -> None:
    assert not says_none(text)
