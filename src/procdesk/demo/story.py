"""Story: one whole case from arrival to the papers, and one that stops at the wrong side.

Only through the screens: this file may not know stages, records or rules.
"""

from collections.abc import Callable

from procdesk.demo.hands import Hands

PASSWORD = "demo-password"  # noqa: S105
PIN = "2468"
FRONT, NURSE, PHYSICIAN = "C. Reyes", "M. Adeyemi", "Dr L. Okafor"
_ITEMS = 11


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
        hands.press("Is an interpreter needed? No")
        hands.press("Does an adult take the patient home? Yes")
        hands.write("Who takes the patient home?", "Daniel, her son")
        hands.photograph("arrival")
        hands.press("Record arrival")
        self._act_as(NURSE)
        hands.press("Go on to checks")
        hands.photograph("side-hidden")

    def _act_as(self, name: str) -> None:
        hands = self._hands
        who = next(one for one in (FRONT, NURSE, PHYSICIAN) if hands.sees(one))
        hands.press(who)
        hands.press(name)
        hands.write("PIN", PIN, enter=True)

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
            ("Oxygen saturation", "98"),
            ("Pain at rest", "5"),
        ):
            hands.write(name, value)
        hands.photograph("vitals")
        hands.write("Pain when moving", "7", enter=True)
        hands.write("Name", "Penicillin")
        hands.write("Reaction", "rash", enter=True)
        hands.press("The patient names no more allergies")
        hands.write("Name", "Metformin 500 mg")
        hands.write("Dose, as taken", "twice a day")
        hands.press("Last dose Today")
        hands.press("Add this medicine")
        hands.photograph("medicines")
        hands.press("The patient names no more medicines")
        hands.press("LEFT L3")
        hands.press("LEFT L4")
        hands.photograph("consent")
        hands.write("Signed by", "Ruth Abernathy", enter=True)
        hands.press("Go on to ready")

    def _ready(self) -> None:
        hands = self._hands
        self._act_as(PHYSICIAN)
        hands.press("Which side does your mark on the skin show? LEFT")
        hands.press("Where on the body is the mark? Low back")
        hands.press("Record my mark")
        hands.photograph("ready")
        self._sign("okafor")
        self._act_as(NURSE)
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
        hands.press("Needle out now")
        for question in (
            "Procedure named as done? Yes",
            "Needles and sharps counted and complete? Yes",
            "Equipment problems? No",
        ):
            hands.press(question)
        hands.photograph("sign-out")
        hands.press("Record sign-out")
        self._act_as(PHYSICIAN)
        hands.photograph("note")
        self._sign("okafor")
        hands.press("Go on to recovery")

    def _recovery(self) -> None:
        hands = self._hands
        self._act_as(NURSE)
        for minutes, moving in ((15, "3"), (15, "2")):
            self._wait(minutes)
            for name, value in (
                ("Systolic blood pressure", "128"),
                ("Diastolic blood pressure", "76"),
                ("Pulse", "68"),
                ("Oxygen saturation", "98"),
                ("Pain at rest", "1"),
                ("Pain with the test movement", moving),
            ):
                hands.write(name, value)
            hands.press("Left leg: lifts it straight? Yes")
            hands.press("Right leg: lifts it straight? Yes")
            hands.press("Record recovery")
        hands.photograph("recovery")
        hands.press("Go on to discharge")

    def _discharge(self) -> None:
        hands = self._hands
        hands.press("Stood and walked? Yes")
        hands.press("Needle spots dry? Yes")
        hands.press("Was the escort seen? Yes")
        hands.press("Record discharge")
        self._act_as(PHYSICIAN)
        hands.photograph("discharge")
        self._sign("okafor")
        self._act_as(NURSE)
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
