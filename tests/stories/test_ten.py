"""Ten visits through the real screens: input events alone, each to an honest end."""

from dataclasses import replace

from procdesk.demo.steps import FRONT, NURSE, PHYSICIAN, Visitor
from stories.conftest import Day

TRIGGER = Visitor(
    family="Walker",
    given="Ida",
    born="1990-02-03",
    procedure="Trigger point injection",
    picks=("RIGHT trapezius muscle",),
    side="RIGHT",
    region="shoulder and arm",
    words="",
    escort="",
    marked="neck",
)
BLOCK = Visitor(
    family="Ortega",
    given="Luis",
    born="1961-05-20",
    procedure="Medial branch block, lumbar",
    picks=("RIGHT L4", "RIGHT L5"),
    side="RIGHT",
    region="low back",
    words="",
)


def test_1_a_trigger_point_asks_little(day: Day) -> None:
    day.books(TRIGGER, "09:15")
    before = day.hands.interactions
    day.arrive(TRIGGER)
    day.to_checks()
    assert not day.hands.sees("Could the patient be pregnant? No")
    day.says(TRIGGER)
    day.checks(TRIGGER)
    day.through_the_room(TRIGGER, "Treatment", "lidocaine", "1 %")
    day.goes_home(15)
    assert "The patient has left" in day.hands.reads()
    assert day.case.value("teach-back.about") == ["diary"], "its sheet lets them drive"
    assert day.hands.interactions - before <= 34


def test_2_a_repeat_block_offers_what_was_confirmed_last_time(day: Day) -> None:
    day.books(BLOCK, "09:15", sex="Male")
    before = day.hands.interactions
    day.comes(BLOCK)
    first = replace(BLOCK, medicines=(("Metformin 500 mg", "twice a day"),))
    day.checks(first)
    day.through_the_room(BLOCK, "Treatment", "bupivacaine", "0.5 %")
    day.goes_home(15)
    hands = day.hands
    assert hands.interactions - before <= 57  # the design asks for 130
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
    hands.photograph("order-of-last-time")
    hands.press("Set Medial branch block, lumbar, RIGHT L4 medial branch; RIGHT L5 dorsal ramus")
    day.comes(BLOCK)
    day.vitals()
    assert "LEFT" not in hands.reads()
    hands.press("The patient names no more allergies")
    hands.photograph("medicines-of-last-time")
    assert "from the visit of 23 Nov 2026, not asked yet" in hands.reads()
    hands.press("Or last dose of Metformin 500 mg Today")
    hands.press("The patient names no more medicines")
    day.plain_answers()
    day.consents(BLOCK)
    day.through_the_room(BLOCK, "Treatment", "bupivacaine", "0.5 %")
    day.goes_home(15)
    assert "The patient has left" in hands.reads()
    assert hands.interactions - before <= 56  # the order and the change of person in it


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
    day.comes(BLOCK)
    day.checks(both)
    hands.photograph("two-targets")
    day.through_the_room(both, "Treatment", "bupivacaine", "0.5 %")
    day.goes_home(20)
    assert "The patient has left" in hands.reads()


EPIDURAL = Visitor(
    family="Nakata",
    given="Emi",
    born="1971-08-30",
    procedure="Interlaminar epidural steroid injection, cervical",
    picks=("MIDLINE C7-T1",),
    side="MIDDLE",
    region="neck",
    words="In the middle, low in the neck, down both arms.",
)


def watched(day: Day, oxygen: str) -> None:
    """One set under sedation, on the procedure's page."""
    hands = day.hands
    hands.press("Enter a set")
    hands.press("Responds Rouses when called")
    for name, value in (
        ("Systolic", "124"),
        ("Diastolic", "72"),
        ("Pulse", "66"),
        ("Oxygen saturation", oxygen),
        ("Breaths", "12"),
    ):
        hands.write(name, value)
    hands.write("Exhaled CO2", "38", enter=True)


def scored_with_aldrete(day: Day) -> None:
    """One score, opened from the recovery page and shown there."""
    hands = day.hands
    hands.press("Aldrete score")
    for answer in (
        "Moves on request All four limbs",
        "Breathing Breathes deeply and coughs",
        "Blood pressure, compared with before sedation Within 20 %",
        "Consciousness Fully awake",
    ):
        hands.press(answer)
    hands.photograph("score-open")
    hands.press("Oxygen saturation Above 92 % on air")
    hands.photograph("score")
    hands.press("Record this score")
    assert "10 of 10" in hands.reads()
    hands.photograph("recovery-with-score")


def test_4_a_cervical_epidural_with_sedation(day: Day) -> None:
    hands = day.hands
    day.books(EPIDURAL, "09:15")
    hands.press("Order")
    hands.press("Sedation is planned for procedure 1")
    hands.press("Sedation planned Moderate")
    hands.press("Set this order")
    day.arrive(EPIDURAL)
    hands.press("Is the person who takes the patient home an adult who can act? Yes")
    hands.write("Phone of that person", "555-0177")
    hands.press("How long does somebody stay with the patient? Overnight")
    hands.photograph("escort")
    hands.press("How do they go home? By car, escort drives")
    day.to_checks()
    day.baseline()
    day.says(EPIDURAL)
    day.vitals()
    day.lists(EPIDURAL)
    day.plain_answers()
    hands.press("Sedation")
    for answer in (
        "Which depth is planned? Moderate",
        "ASA class, as the physician says II",
        "Airway No concern",
        "Sleep apnea? No",
        "Taken at home? None of these",
        "A GLP-1 drug, such as semaglutide? No",
        "Vein access in place? Yes",
        "Capnography on and working? Yes",
    ):
        hands.press(answer)
    hands.write("Physician who says this class", "Dr L. Okafor")
    hands.write("Last food, day and time", "2026-11-22 20:00")
    hands.write("Last clear drink, day and time", "2026-11-23 05:30")
    hands.photograph("sedation")
    hands.press("Reversal drug and rescue equipment at hand? Yes")
    day.plain_answers()
    hands.press("Consent")
    day.consents(EPIDURAL)
    day.ready(EPIDURAL)
    day.time_out(EPIDURAL)
    hands.press("Needle in now")
    day.gives("Sedation", "midazolam", "1 mg/mL", "2")
    watched(day, "96")
    hands.photograph("under-sedation")
    day.image(EPIDURAL)
    day.gives("Contrast", "iohexol", "240 mg/mL", "1.5")
    day.gives("Treatment", "dexamethasone", "10 mg/mL", "1")
    day.wait(5)
    watched(day, "97")
    hands.photograph("under-sedation-again")
    assert "rouses when called" in hands.reads()
    hands.press("X-ray used? Yes")
    hands.press("Images kept? Yes")
    hands.photograph("x-ray")
    hands.press("Needle out now")
    day.sign_out()
    day.observe(60, "2")
    scored_with_aldrete(day)
    hands.press("Go on to discharge")
    hands.press("Drank and passed urine? (may stay empty) Not needed")
    hands.press("Was the escort seen? (may stay empty) Yes")
    hands.press("Is one of these still so? None")
    day.sign()
    day.papers()
    assert "The patient has left" in hands.reads()


STIMULATOR = Visitor(
    family="Quinn",
    given="Ada",
    born="1958-12-01",
    procedure="Spinal cord stimulator trial",
    picks=("MIDLINE T12-L1",),
    side="BOTH",
    region="low back",
    words="Both legs, and the low back.",
)


def test_5_a_stimulator_trial_asks_everything(day: Day) -> None:
    hands = day.hands
    hands.press("Board")
    hands.press("Book an add-on")
    for name, value in (
        ("Time today", "09:15"),
        ("Family name", "Quinn"),
        ("First name", "Ada"),
        ("Birth date", "1958-12-01"),
    ):
        hands.write(name, value)
    for name in ("Sex, as registered Female", "Room Room 1", "Operator Dr L. Okafor"):
        hands.press(name)
    hands.press("Book this patient")
    hands.press(f"Which procedure is it? {STIMULATOR.procedure}")
    hands.press(STIMULATOR.picks[0])
    hands.press("Sedation planned None")
    hands.photograph("order")
    hands.press("Set this order")
    day.comes(STIMULATOR)
    asked = ("Diabetes", "Pregnancy", "Infection", "Implants", "Papers")
    assert all(hands.sees(name) for name in asked)
    day.checks(STIMULATOR)
    hands.press("Briefing")
    hands.press("Everybody named by name and role, steps and equipment gone through? Yes, nothing")
    hands.press("Ready")
    day.through_the_room(replace(STIMULATOR, side="MIDDLE"), "Other", "cefazolin", "2 g")
    day.goes_home(60)
    assert "The patient has left" in hands.reads()


PUMP = Visitor(
    family="Reis",
    given="Tomas",
    born="1949-01-19",
    procedure="Intrathecal pump refill",
    picks=("RIGHT abdomen pocket",),
    side="RIGHT",
    region="abdomen",
    words="The pump, here on the right of my belly.",
)


def test_6_a_pump_refill(day: Day) -> None:
    hands = day.hands
    day.books(PUMP, "09:15", sex="Male")
    day.comes(PUMP)
    day.vitals()
    day.lists(PUMP)
    hands.press("Implants")
    hands.press("Any of these in the body? Drug pump")
    hands.press("Who turns therapies back on afterwards? They stay on")
    hands.write("Maker and model, and where it is", "pump in the right abdomen")
    hands.photograph("implants")
    hands.press("Record implants")
    day.plain_answers()
    day.consents(PUMP)
    day.through_the_room(PUMP, "Other", "morphine", "10 mg/mL")
    day.goes_home(30)
    assert "The patient has left" in hands.reads()


def test_7_a_minor_with_guardian_and_interpreter(day: Day) -> None:
    hands = day.hands
    minor = replace(BLOCK, family="Soto", given="Ines", born="2011-04-09")
    day.books(minor, "09:15")
    hands.press("The patient is here")
    for name, value in (
        ("Full name, as said", "Ines Soto"),
        ("Birth date, as said", "2011-04-09"),
    ):
        hands.write(name, value)
    hands.press("How was it checked? Said by the escort")
    hands.press("Is one of these needed to talk and decide? An interpreter")
    hands.press("Which language does the patient talk in? Spanish")
    hands.press("Which language does the patient read in? Spanish")
    hands.press("Is one of these needed to talk and decide? A guardian")
    hands.press("How does the interpreter take part? In the room")
    hands.write("Who stands in for the patient?", "Marta Soto, mother")
    hands.press("Does an adult take the patient home? Yes")
    hands.photograph("guardian-and-interpreter")
    hands.write("Who takes the patient home?", "Marta Soto", enter=True)
    day.to_checks()
    day.baseline()
    hands.write("Word for word", "A la derecha, abajo.")
    hands.press("RIGHT low back")
    hands.press("Said by Interpreter")
    day.vitals()
    day.lists(minor)
    day.plain_answers()
    for pick in minor.picks:
        hands.press(pick)
    signed = f"Marta Soto, mother and {PHYSICIAN}, today"
    hands.press(f"Whose signatures are on the paper, of when? {signed}")
    assert "write who interpreted" in hands.reads()
    hands.write("Who interpreted", "I. Gomez")
    hands.photograph("consent-of-a-guardian")
    hands.press("Enter what the consent says")
    day.through_the_room(minor, "Treatment", "bupivacaine", "0.25 %")
    day.goes_home(15)
    assert "The patient has left" in hands.reads()


def test_8_a_person_who_cannot_speak(day: Day) -> None:
    hands = day.hands
    silent = replace(BLOCK, family="Adler", given="Jon", born="1950-10-10")
    day.books(silent, "09:15", sex="Male")
    hands.press("The patient is here")
    day.decides(
        "identity, not compared", "The patient cannot", "no speech after a stroke", "the daughter"
    )
    hands.press("Arrival")
    day.front_desk_asks(replace(silent, support="A representative"))
    hands.write("Who stands in for the patient?", "Eva Adler, daughter")
    hands.press("Record arrival")
    day.to_checks()
    day.baseline()
    hands.write("Word for word", "cannot speak; daughter asked, points to nothing")
    hands.press("Side, as the patient said it Cannot say")
    hands.press("Said by Escort")
    day.decides(
        "site, words", "The patient cannot", "order, consent and images agree", "the daughter"
    )
    hands.press("Vital signs")
    day.vitals()
    day.lists(silent)
    day.plain_answers()
    for pick in silent.picks:
        hands.press(pick)
    signed = f"Eva Adler, daughter and {PHYSICIAN}, today"
    hands.press(f"Whose signatures are on the paper, of when? {signed}")
    day.through_the_room(silent, "Treatment", "bupivacaine", "0.5 %")
    day.goes_home(15)
    assert "The patient has left" in hands.reads()


def test_9_a_physician_changes_the_side(day: Day) -> None:
    hands = day.hands
    says_left = replace(BLOCK, side="LEFT", words="It is the left one today.")
    day.books(BLOCK, "09:15", sex="Male")
    day.comes(BLOCK, saying=says_left)
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
    day.comes(BLOCK)
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
    day.observe(2, "4")
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


def test_a_case_is_closed_when_nothing_is_open_any_more(day: Day) -> None:
    hands = day.hands
    day.books(BLOCK, "09:15", sex="Male")
    day.comes(BLOCK)
    day.checks(BLOCK)
    day.through_the_room(BLOCK, "Treatment", "bupivacaine", "0.5 %")
    day.goes_home(15)
    hands.press("More")
    hands.press("Close this case")
    assert "Ended: completed" in hands.reads()
