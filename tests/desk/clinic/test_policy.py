"""The rule sets at the desk: read whole, changed within the bounds, adopted, and what became of it.

Bounds are clinical.md section 4: SpO2 "< 92–94 %", to the stricter side up to 98.
"""

from desk.conftest import OpenClinic
from procdesk.demo.hands import Hands
from procdesk.workflow.clinic import adopting
from support.small_clinic import PASSWORD, House


def adopt(hands: Hands, key: str, person: str) -> None:
    hands.write("Password to sign", PASSWORD)
    hands.press(f"Adopt {key} as {person}")


def in_force(house: House, key: str) -> dict[str, str]:
    done = house.ledger.clinic.policies.get(key)
    return dict(done.values) if done else {}


def test_every_set_stands_in_its_family_with_its_state(
    house: House, open_clinic: OpenClinic
) -> None:
    _, hands = open_clinic(house, house.nurse, "Rule sets")
    read = hands.reads()
    for words in (
        *("Blood thinners", "Vital signs", "Glucose", "Local anaesthetics", "Steroids", "Leaving"),
        *("draft, not adopted", "adopted by Dr L. Okafor", "9 rows, 5 not confirmed"),
    ):
        assert words in read, words
    for key in house.ledger.reference.policies:
        assert hands.sees(f"Read {key}")


def test_what_no_source_confirms_is_read_first(house: House, open_clinic: OpenClinic) -> None:
    _, hands = open_clinic(house, house.nurse, "Rule sets")
    hands.press("Read steroid")
    read = hands.reads()
    order = [
        read.index(words)
        for words in (
            "Not confirmed by any source: 6",
            "14 to 31 days",
            "Read in a weak source only: 1",
            "Read in a source: 3",
            "What became of it here",
        )
    ]
    assert order == sorted(order)
    assert "A physician signs this." in read
    assert not hands.sees(f"Adopt steroid as {house.nurse.name}")


def test_a_number_is_changed_within_its_bounds_and_signed(
    house: House, open_clinic: OpenClinic
) -> None:
    _, hands = open_clinic(house, house.physician, "Rule sets")
    hands.press("Read vitals")
    assert "Adopting it now changes:" not in hands.reads()
    assert "Adopting it now changes nothing in today's cases." in hands.reads()
    hands.write("SpO2 low", "93")
    assert "Adopting it now changes: SpO2 low: 94 → 93." in hands.reads()
    hands.write("SpO2 low", "80")
    hands.press(f"Adopt vitals as {house.physician.name}")
    assert "spo2-low can be from 92 to 98 %, not 80" in hands.reads()
    assert in_force(house, "vitals")["vitals.spo2-low"] == "94"
    hands.write("SpO2 low", "93")
    adopt(hands, "vitals", house.physician.name)
    assert in_force(house, "vitals") == {
        "vitals.systolic-low": "90",
        "vitals.pulse-high": "110",
        "vitals.spo2-low": "93",
    }
    hands.press("Read vitals")
    read = hands.reads()
    assert read.count("Dr L. Okafor adopted version 1") == 2
    assert "in force" in read
    assert "no longer in force" in read
    assert "Against today's rows: no row changed since." in read


def test_a_number_that_ships_cannot_be_left_empty(house: House, open_clinic: OpenClinic) -> None:
    _, hands = open_clinic(house, house.physician, "Rule sets")
    hands.press("Read glucose")
    hands.write("Low", " ")
    hands.press(f"Adopt glucose as {house.physician.name}")
    assert "low: “” is no number" in hands.reads()
    hands.write("Low", "70")
    hands.write("Before steroid", " ")
    adopt(hands, "glucose", house.physician.name)
    assert in_force(house, "glucose") == {}, "what no authority sets may stay without a number"


def test_without_a_password_nothing_is_adopted(house: House, open_clinic: OpenClinic) -> None:
    _, hands = open_clinic(house, house.physician, "Rule sets")
    hands.press("Read asra-pain-2018")
    hands.press(f"Adopt asra-pain-2018 as {house.physician.name}")
    assert in_force(house, "asra-pain-2018") == {}
    assert house.ledger.clinic.adopted("anticoagulant") is None


def test_adopting_another_set_of_a_family_says_what_it_replaces(
    house: House, open_clinic: OpenClinic
) -> None:
    _, hands = open_clinic(house, house.physician, "Rule sets")
    hands.press("Read local-anaesthetic-uk")
    words = "Adopting it replaces local-anaesthetic-us, adopted by Dr L. Okafor."
    assert words in hands.reads()
    adopt(hands, "local-anaesthetic-uk", house.physician.name)
    chosen = house.ledger.clinic.adopted("local-anaesthetic")
    assert chosen is not None
    assert chosen.name == "local-anaesthetic-uk"
    us = adopting.rule_set(house.ledger, "local-anaesthetic-us")
    assert adopting.state(house.ledger, us) == "draft, not adopted"
