"""Story: one whole case from arrival to the papers, and one that stops at the wrong side.

Only through the screens: this file may not know stages, records or rules.
"""

from collections.abc import Callable

from procdesk.demo.hands import Hands

PASSWORD = "demo-password"  # noqa: S105
PIN = "2468"
FRONT, NURSE, PHYSICIAN = "C. Reyes", "M. Adeyemi", "Dr L. Okafor"
_ITEMS = 11
_PLAIN = (
    ("Does the patient have diabetes? No", "Record diabetes"),
    ("Could the patient be pregnant? No", "Record pregnancy"),
    ("Any of these now? None of these", "Record infection"),
    ("Any of these in the body? None of these", "Record implants"),
    ("Is one of these missing? None of these", "Record papers"),
)
"""What the plain patient answers, and the button that records it."""


class Story:
    """What three people do at one desk. `wait` lets minutes pass."""

    def __init__(self, hands: Hands, wait: Callable[[int], None]) -> None:
        self._hands = hands
        self._wait = wait
        self._signed: set[str] = {"reyes"}

    def sign_in(self) -> None:
        """The front desk opens the desk in the morning."""
        hands = self._hands
        hands.photograph("sign-in")
        hands.write("User name", "reyes")
        hands.write("Password", PASSWORD, enter=True)
        hands.photograph("board")

    def whole_case(self) -> int:
        """Ruth Abernathy, a left L3, L4 medial branch block; gives the interactions it took."""
        before = self._hands.interactions
        self._arrive("ABERNATHY", "Abernathy", "Ruth", "1947-03-14")
        self._baseline()
        self._words("Left", "It hurts low on the left, when I stand up.", "LEFT")
        self._hands.photograph("site-agrees")
        self._checks()
        self._ready()
        self._time_out()
        self._procedure()
        self._recovery()
        self._discharge()
        return self._hands.interactions - before

    def stopped_case(self) -> int:
        """Thomas Brannigan is ordered LEFT and says right: nobody gets past the checks."""
        before = self._hands.interactions
        hands = self._hands
        hands.press("Board")
        self._act_as(FRONT)
        self._arrive("BRANNIGAN", "Brannigan", "Thomas", "1958-06-02")
        self._baseline()
        self._words("Right", "My right side, down here in the back.", "RIGHT")
        hands.press("Go on to ready")
        hands.photograph("stopped-by-the-other-side")
        return hands.interactions - before

    def _arrive(self, row: str, family: str, given: str, born: str) -> None:
        hands = self._hands
        hands.open_row(row)
        hands.press("Which procedure is it? Medial branch block, lumbar")
        hands.press("LEFT L3")
        hands.press("LEFT L4")
        hands.photograph("order")
        hands.press("Set this order")
        hands.press("The patient is here")
        hands.write("Family name, as said", family)
        hands.write("First name, as said", given)
        hands.write("Birth date, as said", born)
        hands.press("How was it checked? Said by the patient")
        hands.photograph("identity")
        hands.press("Compare with the booking")
        hands.press("Which language does the patient talk in? English")
        hands.press("Is one of these needed to talk and decide? None of these")
        hands.press("Does an adult take the patient home? Yes")
        hands.photograph("arrival")
        hands.write("Who takes the patient home?", "Daniel, her son", enter=True)
        self._act_as(NURSE)
        hands.press("Go on to checks")
        hands.photograph("side-hidden")

    def _act_as(self, name: str) -> None:
        hands = self._hands
        who = next(one for one in (FRONT, NURSE, PHYSICIAN) if hands.sees(one))
        hands.press(who)
        hands.press(name)
        hands.write("PIN", PIN, enter=True)

    def _baseline(self) -> None:
        """Asked where the procedure has it."""
        hands = self._hands
        if not hands.sees("Any of these, asked one by one? None of these"):
            return
        hands.press("Any of these, asked one by one? None of these")
        hands.write("Movement that brings on the pain", "Standing up")
        hands.write("Pain at rest", "5")
        hands.photograph("baseline")
        hands.write("Pain with that movement", "7", enter=True)

    def _plain_answers(self) -> None:
        """The sections that close with one answer, those that this procedure asks."""
        hands = self._hands
        for answer, record in _PLAIN:
            if hands.sees(answer):
                hands.press(answer)
                hands.photograph(record.split()[-1])
                hands.press(record)

    def _words(self, _side: str, words: str, side: str) -> None:
        hands = self._hands
        hands.write("Word for word", words)
        hands.press(f"Side, as the patient said it {side}")
        hands.press("Said by Patient")
        hands.press(f"{side} low back")
        hands.photograph("site")
        hands.press("Enter and compare with the order")

    def _checks(self) -> None:
        hands = self._hands
        for name, value in (
            ("Systolic blood pressure", "132"),
            ("Diastolic blood pressure", "78"),
            ("Pulse", "70"),
        ):
            hands.write(name, value)
        hands.photograph("vitals")
        hands.write("Oxygen saturation", "98", enter=True)
        hands.write("Name", "Penicillin")
        hands.write("Reaction", "rash", enter=True)
        hands.press("The patient names no more allergies")
        hands.write("Name", "Metformin 500 mg")
        hands.write("Dose, as taken", "twice a day")
        hands.press("Last dose Today")
        hands.press("Add this medicine")
        hands.photograph("medicines")
        hands.press("The patient names no more medicines")
        self._plain_answers()
        hands.press("LEFT L3")
        hands.press("LEFT L4")
        hands.press(f"Who explained it? {PHYSICIAN}")
        hands.press("Who decides? The patient")
        hands.press("When was it signed? Today")
        hands.photograph("consent")
        hands.write("Signed by", "Ruth Abernathy", enter=True)
        hands.press("Go on to ready")

    def _ready(self) -> None:
        hands = self._hands
        hands.press("Which side does your mark on the skin show? LEFT")
        hands.press("Where on the body is the mark? Low back")
        hands.photograph("ready")
        self._sign("okafor")
        hands.press("Go on to time-out")

    def _sign(self, user: str) -> None:
        """Password the first time, PIN after."""
        if user in self._signed:
            self._hands.write("PIN to sign", PIN, enter=True)
        else:
            self._hands.write("Password to sign", PASSWORD, enter=True)
        self._signed.add(user)

    def _time_out(self) -> None:
        hands = self._hands
        hands.press(f"Said aloud by {PHYSICIAN}")
        hands.press(f"Heard by {NURSE}")
        for number in range(_ITEMS):
            if hands.sees("Side of the mark as seen now LEFT"):
                hands.press("Side of the mark as seen now LEFT")
            if number in (0, 2):
                hands.photograph("time-out")
            hands.press("Agreed aloud")
        self._sign("adeyemi")
        hands.press("Begin the procedure")

    def _procedure(self) -> None:
        hands = self._hands
        hands.press("Needle in now")
        self._wait(2)
        hands.press("LEFT L3")
        hands.press("LEFT L4")
        hands.press("Record what the image shows")
        hands.press("Given for Treatment")
        hands.write("Drug", "bupivacaine")
        hands.write("Strength", "0.5 %")
        hands.write("Volume", "1.0")
        hands.write("Lot", "B2217")
        hands.photograph("procedure")
        hands.press("Record this drug")
        self._wait(3)
        hands.press("X-ray used? No")
        hands.press("Anything unplanned? No")
        hands.press("Needle out now")
        for question in (
            "Procedure named as done? Yes",
            "Needles, sharps and instruments counted and complete? Yes",
            "Any of these to see to? None of these",
        ):
            hands.press(question)
        hands.photograph("sign-out")
        hands.press("Record sign-out")
        hands.photograph("note")
        self._sign("okafor")
        hands.press("Go on to recovery")

    def _recovery(self) -> None:
        hands = self._hands
        for minutes, moving in ((15, "3"), (15, "2")):
            self._wait(minutes)
            hands.press("Arms and legs as before the procedure? As before")
            for name, value in (
                ("Systolic blood pressure", "128"),
                ("Diastolic blood pressure", "76"),
                ("Pulse", "68"),
                ("Oxygen saturation", "98"),
                ("Pain at rest", "1"),
            ):
                hands.write(name, value)
            hands.write("Pain with the test movement", moving, enter=True)
        hands.photograph("recovery")
        hands.press("Go on to discharge")

    def _discharge(self) -> None:
        hands = self._hands
        hands.press("Stood and walked? Yes")
        hands.press("Needle spots dry? Yes")
        hands.press("Record discharge")
        hands.photograph("discharge")
        self._sign("okafor")
        hands.photograph("aftercare")
        hands.press("Print the papers")
        hands.wait_to_read("sent to the printer", times=2)
        hands.press("Handed over to the patient")
        for question in (
            "Said what would make them call 911? Yes",
            "Said when to mark the diary? Yes",
            "Said when they may drive? Yes",
        ):
            hands.press(question)
        hands.press("Record teach-back")
        hands.press("Go on to follow-up")
        hands.photograph("left")

    def save_record(self) -> None:
        """The checks and the time-out as a file, from the case that has just left."""
        self._hands.press("Save the record as a file")
