"""Ten visits through the real screens: input events alone, each to an honest end."""

from dataclasses import replace

from procdesk.demo.steps import FRONT, NURSE, PHYSICIAN, Visitor
from stories.conftest import Day

TRIGGER = Visitor(
    "Walker",
    "Ida",
    "1990-02-03",
    "Trigger point injection",
    ("RIGHT trapezius muscle",),
    "RIGHT",
    "shoulder and arm",
    "The knot above my right shoulder blade.",
)
BLOCK = Visitor(
    "Ortega",
    "Luis",
    "1961-05-20",
    "Medial branch block, lumbar",
    ("RIGHT L4", "RIGHT L5"),
    "RIGHT",
    "low back",
    "Right side, low down.",
)


def through_the_room(day: Day, who: Visitor, act: str, drug: str, strength: str) -> None:
    """Ready to the signed note."""
    day.ready(who)
    day.time_out(who)
    day.hands.press("Needle in now")
    day.image(who)
    day.gives(act, drug, strength, "1.0")
    day.needle_out()
    day.sign_out()


def test_1_a_trigger_point_asks_little(day: Day) -> None:
    day.books(TRIGGER, "09:15")
    before = day.hands.interactions
    day.arrive(TRIGGER)
    day.to_checks()
    assert not day.hands.sees("Could the patient be pregnant? No")
    day.says(TRIGGER)
    day.checks(TRIGGER)
    through_the_room(day, TRIGGER, "Treatment", "lidocaine", "1 %")
    day.observed(15, "2")
    day.leaves_the_bay()
    day.leaves_without_sheet()
    assert "The patient has left" in day.hands.reads()
    print("trigger point", day.hands.interactions - before)


def test_2_a_repeat_block_offers_what_was_confirmed_last_time(day: Day) -> None:
    day.books(BLOCK, "09:15", sex="Male")
    day.arrive(BLOCK)
    day.to_checks()
    day.baseline()
    day.says(BLOCK)
    first = replace(BLOCK, medicines=(("Metformin 500 mg", "twice a day"),))
    day.checks(first)
    through_the_room(day, BLOCK, "Treatment", "bupivacaine", "0.5 %")
    day.observed(15, "2")
    day.leaves_the_bay()
    day.papers()
    hands = day.hands
    day.wait(14 * 24 * 60)
    day.act_as(FRONT)
    hands.press("Patients")
    hands.write("Any patient", "orte")
    hands.press("Open ORTEGA, Luis")
    hands.photograph("patient")
    hands.press("Book an add-on for today")
    hands.write("Time today", "10:00")
    hands.press("Room Room 2")
    hands.press("Operator Dr L. Okafor")
    hands.press("Book this patient")
    before = hands.interactions
    day.order(BLOCK)
    day.arrive(BLOCK)
    day.to_checks()
    day.baseline()
    day.says(BLOCK)
    day.vitals()
    words = hands.reads()
    assert "LEFT" not in words
    hands.press("The patient names no more allergies")
    hands.photograph("medicines-of-last-time")
    hands.press("The patient names no more medicines")
    day.plain_answers()
    day.consents(BLOCK)
    hands.press("Go on to ready")
    through_the_room(day, BLOCK, "Treatment", "bupivacaine", "0.5 %")
    day.observed(15, "2")
    day.leaves_the_bay()
    day.papers()
    assert "The patient has left" in hands.reads()
    print("repeat block", hands.interactions - before)


def test_3_two_procedures_in_one_visit(day: Day) -> None:
    hands = day.hands
    both = replace(BLOCK, picks=("RIGHT L4", "RIGHT L5", "RIGHT sacroiliac joint"))
    hands.press("Board")
    day.books(BLOCK, "09:15", sex="Male")
    hands.press("Order")
    hands.press("Add another procedure")
    hands.press("Which is procedure 2? Sacroiliac joint injection")
    hands.press("RIGHT sacroiliac joint")
    hands.press("Set this order")
    day.arrive(BLOCK)
    day.to_checks()
    day.baseline()
    day.says(BLOCK)
    day.checks(both)
    hands.photograph("two-targets")
    through_the_room(day, both, "Treatment", "bupivacaine", "0.5 %")
    day.observed(20, "2")
    day.leaves_the_bay()
    day.papers()
    assert "The patient has left" in hands.reads()


def test_9_a_physician_changes_the_side(day: Day) -> None:
    hands = day.hands
    says_left = replace(BLOCK, side="LEFT", words="It is the left one today.")
    day.books(BLOCK, "09:15", sex="Male")
    day.arrive(BLOCK)
    day.to_checks()
    day.baseline()
    day.says(says_left)
    assert "The site is not agreed" in hands.reads()
    day.act_as(PHYSICIAN)
    hands.press("More")
    hands.press("Change the order")
    for name in ("RIGHT L4", "RIGHT L5", "LEFT L4", "LEFT L5"):
        hands.press(name)
    hands.write("Why it is changed", "order was entered for the other side; images seen")
    hands.photograph("what-it-voids")
    hands.press("Set this order")
    day.act_as(NURSE)
    hands.press("Vital signs")
    day.checks(replace(says_left, picks=("LEFT L4", "LEFT L5")))
    hands.photograph("agreed-after-the-change")
    assert "The physician vouches for" in hands.reads()


def test_10_aborted_after_the_needle_and_transferred(day: Day) -> None:
    hands = day.hands
    day.books(BLOCK, "09:15", sex="Male")
    day.arrive(BLOCK)
    day.to_checks()
    day.baseline()
    day.says(BLOCK)
    day.checks(BLOCK)
    day.ready(BLOCK)
    day.time_out(BLOCK)
    hands.press("Needle in now")
    day.act_as(PHYSICIAN)
    hands.press("More")
    hands.press("End this case")
    assert not hands.sees("How does it end? Cancelled")
    hands.press("How does it end? Stopped after the needle")
    hands.press("What is the cause? A reaction or an event")
    hands.press("Was any of the treatment dose given? No")
    hands.write("Why, in words", "leg weak, pulse 44")
    hands.photograph("stopped-after-the-needle")
    hands.press("End the case so")
    day.act_as(NURSE)
    day.observed(2, "4")
    hands.photograph("recovery-after-an-abort")
    day.act_as(PHYSICIAN)
    hands.press("More")
    hands.press("End this case")
    hands.press("How does it end? Transferred")
    hands.write("To which hospital", "County General")
    hands.write("Who took over", "Dr A. Field")
    hands.press("How does the patient travel? Ambulance")
    hands.press("Was the escort or family told? Yes")
    hands.write("Why, in words", "weak leg, emergency imaging")
    hands.press("End the case so")
    hands.photograph("transferred")
    assert "Ended: transferred" in hands.reads()
