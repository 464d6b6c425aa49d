"""The harms that the real screens stop: each stop is seen, and left honestly."""

from dataclasses import replace

from procdesk.demo.steps import FRONT, NURSE, PHYSICIAN
from stories.conftest import Day
from stories.test_after import ABLATION
from stories.test_ten import BLOCK, EPIDURAL, TRIGGER


def test_1_the_patient_says_the_other_side(day: Day) -> None:
    hands = day.hands
    day.books(BLOCK, "09:15", sex="Male")
    day.comes(BLOCK, saying=replace(BLOCK, side="LEFT", words="It is the left one."))
    assert "The site is not agreed" in hands.reads()
    hands.photograph("not-agreed")
    day.act_as(PHYSICIAN)
    hands.press("Which statement holds? Order")
    hands.photograph("what-it-voids")
    assert "the patient is asked again" in hands.reads()
    hands.write("Why this one holds", "images and referral say right; patient meant the last visit")
    day.sign()
    day.act_as(NURSE)
    hands.press("Site")
    day.says(BLOCK)
    assert "not agreed" not in hands.reads()
    day.checks(BLOCK)
    hands.photograph("agreed")
    assert "The physician vouches for" in hands.reads()


def test_2_apixaban_forty_hours_ago(day: Day) -> None:
    hands = day.hands
    day.books(EPIDURAL, "09:15")
    day.comes(EPIDURAL)
    day.vitals()
    hands.press("The patient names no more allergies")
    hands.write("Name", "Eliquis")
    hands.write("Dose, as taken", "5 mg twice")
    hands.write("Last dose, as said", "40 hours ago", enter=True)
    hands.photograph("forty-hours")
    words = hands.reads()
    assert "Does not meet the adopted rule" in words
    assert "40 h" in words
    hands.press("The patient names no more medicines")
    day.plain_answers()
    hands.press("Go on to ready")
    hands.photograph("refused")
    assert "apixaban" in hands.reads().lower()
    assert not hands.sees("Attest that the case is ready")
    day.act_as(FRONT)
    hands.press("More")
    hands.press("End this case")
    hands.press("How does it end? Moved to another day")
    hands.photograph("moved")


def test_3_a_defibrillator_and_radiofrequency(day: Day) -> None:
    hands = day.hands
    day.books(ABLATION, "09:15", sex="Male")
    hands.press("Sedation planned None")
    hands.press("Set this order")
    day.comes(ABLATION)
    day.vitals()
    day.lists(ABLATION)
    hands.press("Implants")
    hands.press("Any of these in the body? Defibrillator (ICD)")
    hands.write("Maker and model, and where it is", "ICD, left chest")
    hands.press("Does the heart depend on the pacing? No")
    hands.press("Who turns therapies back on afterwards? The device clinic")
    hands.press("Record implants")
    hands.photograph("icd-without-a-plan")
    assert "plan" in hands.reads()
    day.plain_answers()
    hands.press("Go on to ready")
    hands.photograph("refused")
    assert not hands.sees("Attest that the case is ready")


def test_4_the_sum_of_local_anaesthetic_is_passed_at_the_third_target(day: Day) -> None:
    """US set, bupivacaine plain 2 mg/kg (clinical.md 4): 60 kg, so 120 mg; three times 50 mg."""
    hands = day.hands
    day.books(TRIGGER, "09:15")
    day.arrive(TRIGGER)
    day.to_checks()
    day.says(TRIGGER)
    hands.press("Also measured now? (may stay empty) Weight and height")
    hands.write("Weight", "60")
    hands.write("Height", "170")
    day.vitals()
    day.lists(TRIGGER)
    day.plain_answers()
    day.consents(TRIGGER)
    day.ready(TRIGGER)
    day.time_out(TRIGGER)
    hands.press("Needle in now")
    for _ in range(2):
        day.gives("Treatment", "bupivacaine", "0.5 %", "10")
    hands.photograph("two-given")
    hands.press("Given for Treatment")
    hands.write("Drug", "bupivacaine")
    hands.write("Strength", "0.5 %")
    hands.write("Volume", "10")
    hands.photograph("before-it-is-drawn-up")
    assert "125 %" in hands.reads()
    hands.enter("Volume")
    hands.photograph("refused")
    assert len(day.given()) == 2
    hands.write("Volume", "4", enter=True)
    assert len(day.given()) == 3


def test_5_a_change_of_side_voids_the_time_out(day: Day) -> None:
    hands = day.hands
    day.books(BLOCK, "09:15", sex="Male")
    day.comes(BLOCK)
    day.checks(BLOCK)
    day.ready(BLOCK)
    day.time_out(BLOCK)
    assert hands.sees("Needle in now")
    day.act_as(PHYSICIAN)
    hands.press("More")
    hands.press("Change the order")
    for name in ("RIGHT L4", "RIGHT L5", "LEFT L4", "LEFT L5"):
        hands.press(name)
    hands.write("Why it is changed", "order was entered for the other side; images seen")
    hands.photograph("what-it-voids")
    assert "time-out" in hands.reads()
    hands.press("Set this order")
    hands.photograph("voided")
    assert not hands.sees("Needle in now")
