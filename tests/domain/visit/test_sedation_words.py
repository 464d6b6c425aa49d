"""A set under sedation says what was entered with its unit; a dash is for what was not taken."""

import pytest

from procdesk.domain.visit.sedation_set import sedation_sets
from procdesk.workflow import answers
from support.small_clinic import House


@pytest.mark.parametrize(
    ("pressure", "words"),
    [
        ({"systolic": ("118", "mmHg"), "diastolic": ("72", "mmHg")}, "118/72 mmHg"),
        ({"systolic": ("15.7", "kPa"), "diastolic": ("9.6", "kPa")}, "15.7 kPa/9.6 kPa"),
        ({"systolic": ("118", "mmHg")}, "118/–"),
        ({"diastolic": ("72", "mmHg")}, "–/72 mmHg"),
        ({}, "–"),
    ],
)
def test_a_pressure_is_said_as_it_was_entered(
    house: House, pressure: dict[str, tuple[str, str]], words: str
) -> None:
    case_id = house.booked()
    values = {f"sedation_record.{name}": value for name, value in pressure.items()}
    values["sedation_record.co2"] = ("4.9", "kPa")
    case = answers.measure(house.ledger, house.nurse, case_id, values).case
    (taken,) = sedation_sets(case)
    assert taken.words.startswith(f"blood pressure {words}, pulse –")
    assert "exhaled CO2 4.9 kPa" in taken.words
