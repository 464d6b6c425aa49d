"""Recovery, papers and what comes back, through the real screens, each to an honest end."""

import re
from dataclasses import replace

from procdesk.demo.steps import FRONT, NURSE, PHYSICIAN, Visitor
from stories.conftest import Day
from stories.test_ten import BLOCK

ABLATION = replace(
    BLOCK, procedure="Radiofrequency ablation of medial branches, lumbar", words="The right side."
)
MARKS = ("1 y n", "1 y n", "1 y n", "2 y n", "4 y n", "6 y n", "7 y n", "7 y n")
AGAIN = "1 1 1 2 4 6 7 7"
WEEKS_TOLD = (
    *(
        "Week 1: median 6 (7 of 7 days)",
        "Week 2: median 4 (7 of 7 days)",
        "Week 3: 5",
        "Week 12: 3",
    ),
    *("PEG before: 7", "PEG at week 2: 5.3 (paper), 24.3 % less than before"),
    *("PEG at week 6: 3.3 (paper)", "PEG at week 12: 2.3 (paper), 67.1 % less than before"),
)
"""The middle of seven days; (6+7+8)/3, (5+5+6)/3, (3+3+4)/3, (2+2+3)/3; (7 - 5.3) / 7."""
TRANSFORAMINAL = Visitor(
    "Reyes",
    "Carmen",
    "1956-04-12",
    "Transforaminal epidural steroid injection, lumbar",
    ("RIGHT L5-S1",),
    "RIGHT",
    "lower leg",
    "Down the right leg to the foot.",
    marked="low back",
)


def again(day: Day, who: Visitor, *, first: bool = False) -> None:
    """The same patient on another day, from the patient's page; the order is set or repeated."""
    hands = day.hands
    day.act_as(FRONT)
    hands.press("Patients")
    hands.write("Any patient", who.family[:4].lower())
    hands.press(f"Open {who.family.upper()}, {who.given}")
    hands.photograph("patient")
    hands.press("Book an add-on for today")
    hands.write("Time today", "10:00")
    hands.press("Room Room 1")
    hands.press("Operator Dr L. Okafor")
    hands.press("Book this patient")
    if first:
        hands.press(f"Which procedure is it? {who.procedure}")
        for pick in who.picks:
            hands.press(pick)
        hands.press("Sedation planned None")
        hands.press("Set this order")
    else:
        hands.press("Set Medial branch block, lumbar, RIGHT L4 medial branch; RIGHT L5")


def block(day: Day) -> None:
    """One diagnostic block from the arrival to the door, and the diary a week later."""
    day.comes(BLOCK)
    day.checks(BLOCK)
    day.through_the_room(BLOCK, "Treatment", "bupivacaine", "0.5 %")
    day.goes_home(15)
    day.wait(7 * 24 * 60)
    day.act_as(FRONT)
    day.diary_back(BLOCK, MARKS, AGAIN, "80")


def page_back(
    day: Day,
    number: str,
    starts: str,
    lines: list[str],
    *again: tuple[str, str],
    marked: str = "each time",
) -> None:
    """Type one page from the paper: its number, each line, what counts once more, and when."""
    hands = day.hands
    hands.write("Number on the diary", number, enter=True)
    labels = [told for told in hands.reads().split("\n") if re.fullmatch(starts, told)]
    for label, marks in zip(labels, lines, strict=True):
        hands.write(label, marks)
    for question, answer in again:
        hands.write(f"{question} once more, from the top down", answer)
    hands.press(f"I marked these {marked}")
    hands.photograph("page-typed")
    hands.press("Enter this page")


def twelve_weeks_back(day: Day) -> None:
    """The four pages of an ablation: two weeks by day, twelve weeks, and the PEG of three weeks."""
    hands = day.hands
    hands.press("1. See diary of Ortega")
    number = "".join(re.findall(r"Diary (\w{5}) (\w{5}): page 1, 2, 3, 4", hands.reads())[0])
    for worst in ("7 7 6 6 5 6 5", "5 5 4 5 4 4 4"):
        by_day = [f"{one} g u 0" for one in worst.split()]
        days = r"\w+day \d+ \w{3}"
        page_back(day, number, days, by_day, ("Worst pain", worst), marked="each evening")
    worst = "6 5 5 4 4 3 3 2 2 2 3 3"
    by_week = [f"{one} u" for one in worst.split()]
    page_back(day, number, r"Week \d+, .+", by_week, ("Worst pain this week", worst))
    peg = (("Pain on average", "5 3 2"), ("Enjoying life", "5 3 2"), ("General activity", "6 4 3"))
    page_back(day, number, r"Week \d+, .+", ["5 5 6", "3 3 4", "2 2 3"], *peg)
    assert "all back" in hands.reads()


def test_1_two_blocks_then_the_ablation_and_twelve_weeks(day: Day) -> None:
    hands = day.hands
    day.books(BLOCK, "09:15", sex="Male")
    block(day)
    day.decides_next(
        BLOCK, "Repeat the block", "86 % gone for four hours; a second block is agreed"
    )
    again(day, BLOCK)
    block(day)
    day.decides_next(BLOCK, "Ablate", "twice the same relief within the window of the anaesthetic")
    hands.photograph("two-blocks")
    again(day, ABLATION, first=True)
    day.comes(ABLATION)
    day.checks(ABLATION)
    hands.photograph("ready-after-two-blocks")
    assert "by Dr L. Okafor: ablate" in hands.reads()
    day.through_the_room(ABLATION, "Treatment", "lidocaine", "2 %")
    day.peg_before("6", "7", "8")
    day.goes_home(30)
    day.wait(84 * 24 * 60)
    day.act_as(NURSE)
    hands.press("Follow-up")
    hands.photograph("twelve-weeks")
    assert "Diaries out: 1" in hands.reads()
    twelve_weeks_back(day)
    day.act_as(PHYSICIAN)
    hands.press("Waiting for me")
    hands.press("1. Decide for Ortega")
    hands.photograph("course")
    words = hands.reads()
    assert [told for told in WEEKS_TOLD if told not in words] == []
    hands.press("Save this page for the chart")
    hands.press("Patients")
    hands.write("Any patient", "orte")
    hands.press("Open ORTEGA, Luis")
    hands.photograph("patient-after-twelve-weeks")


def test_2_transforaminal_with_diabetes_and_warfarin(day: Day) -> None:
    hands = day.hands
    day.books(TRANSFORAMINAL, "09:15")
    day.comes(TRANSFORAMINAL)
    day.vitals()
    hands.press("The patient names no more allergies")
    hands.write("Name", "Warfarin")
    hands.write("Dose, as taken", "5 mg in the evening")
    hands.write("Last dose, as said", "11/17 6 pm", enter=True)
    hands.photograph("warfarin")
    hands.press("What raises the bleeding risk? None of these")
    hands.write("Prescriber who agreed on Warfarin", "Dr Khan")
    hands.write("Agreed on which day", "11/16", enter=True)
    hands.press("Blood value INR")
    hands.write("Value", "1.1")
    hands.write("Blood taken at", "today 7 am", enter=True)
    hands.photograph("inr")
    assert "INR 1.1" in hands.reads()
    hands.press("The patient names no more medicines")
    for stop in ("anticoagulant, warfarin", "anticoagulant, inr"):
        day.decides(stop, "The benefit", "INR 1.1 an hour ago, agreed with Dr Khan")
    hands.press("Diabetes")
    hands.press("Does the patient have diabetes? Type 2")
    hands.press("What is taken for it? Tablets")
    hands.write("Glucose now", "142")
    hands.press("Was it said that sugar can rise after steroid, and what to do? Yes")
    hands.photograph("diabetes")
    day.plain_answers()
    day.consents(TRANSFORAMINAL)
    day.ready(TRANSFORAMINAL)
    day.time_out(TRANSFORAMINAL)
    hands.press("Needle in now")
    day.image(TRANSFORAMINAL)
    day.gives("Contrast", "iohexol", "240 mg/mL", "1")
    day.gives("Treatment", "dexamethasone", "10 mg/mL", "1")
    day.needle_out()
    for question in (
        "Procedure named as done? Yes",
        "Needles, sharps and instruments counted and complete? Yes",
    ):
        hands.press(question)
    hands.press("Any of these happened, or to see to? None of these")
    day.act_as(PHYSICIAN)
    hands.write("Start Warfarin again", "today 6 pm", enter=True)
    hands.photograph("restart")
    assert "Starts again" in hands.reads()
    day.sign()
    day.act_as(NURSE)
    day.goes_home(30)


def test_3_a_slow_recovery_is_refused_and_the_physician_decides(day: Day) -> None:
    hands = day.hands
    day.books(BLOCK, "09:15", sex="Male")
    day.comes(BLOCK)
    day.checks(BLOCK)
    day.through_the_room(BLOCK, "Treatment", "bupivacaine", "0.5 %")
    day.wait(10)
    hands.press("Arms and legs as before the procedure? Changed")
    for limb in ("Left leg As before", "Right leg Weak", "Left arm As before"):
        hands.press(limb)
    hands.press("Right arm As before")
    hands.press("Is the change what the block does? No physician asked yet")
    hands.write("All in one line", "96/58 52 98 1 2", enter=True)
    hands.photograph("weak-leg")
    hands.press("Something happens")
    hands.press("Faint, slow pulse")
    hands.press("Done: Lay the patient flat")
    hands.photograph("card")
    day.wait(20)
    hands.press("Recovery")
    day.act_as(PHYSICIAN)
    hands.press("1 event goes on")
    hands.write("Faint, slow pulse: what else", "well again after ten minutes flat")
    hands.press("Close the card, as a physician: Faint")
    day.act_as(NURSE)
    hands.press("Case")
    hands.press("Recovery 2 to clear")
    hands.press("Arms and legs as before the procedure? Changed")
    for limb in ("Left leg As before", "Right leg Weak", "Left arm As before"):
        hands.press(limb)
    hands.press("Right arm As before")
    hands.press("Is the change what the block does? No physician asked yet")
    hands.write("All in one line", "122/74 66 98 1 2", enter=True)
    hands.photograph("gate")
    hands.press("Go on to discharge")
    assert "right leg changed, not explained by a physician" in hands.reads()
    hands.photograph("refused")
    day.decides("discharge, limbs", "The benefit", "walks with help, goes home by car with her son")
    hands.press("Was the escort seen? (may stay empty) Yes")
    day.leaves_the_bay()
    day.papers()
    assert "The patient has left" in hands.reads()


def test_4_leg_weakness_in_the_call_of_the_next_day(day: Day) -> None:
    hands = day.hands
    day.books(BLOCK, "09:15", sex="Male")
    day.comes(BLOCK)
    day.checks(BLOCK)
    day.through_the_room(BLOCK, "Treatment", "bupivacaine", "0.5 %")
    day.goes_home(15)
    day.wait(24 * 60)
    day.act_as(NURSE)
    hands.press("Follow-up")
    hands.press("1. Call Ortega")
    hands.press("Who was reached? The patient")
    hands.press("New weakness or numbness? Yes")
    hands.photograph("what-it-may-be")
    assert "911" in hands.reads()
    for question in (
        "Bladder or bowel changed?",
        "Fever, chills, or a needle spot red, hot or dripping?",
        "Headache that is worse upright?",
        "Breathing or chest trouble?",
    ):
        hands.press(f"{question} No")
    hands.press("Record this call")
    hands.photograph("told")
    assert "Told on the phone: new weakness" in hands.reads()
    hands.press("Board")
    day.act_as(PHYSICIAN)
    hands.press("Waiting for me")
    hands.photograph("waiting")
    hands.press("1. Decide for Ortega")
    hands.write("What was done about it", "seen today, power full, numb as the block does it")
    hands.press("Close these signs")
    hands.photograph("closed")
    assert "Told on the phone: new weakness" not in hands.reads()
