"""Steps: what three people do in a visit, stage by stage, with hands that only press and type.

This file may not know stages, records or rules; it knows what stands on the screens.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from itertools import count

from procdesk.demo.hands import Hands

PASSWORD = "demo-password"  # noqa: S105
PIN = "2468"
FRONT, NURSE, PHYSICIAN = "C. Reyes", "M. Adeyemi", "Dr L. Okafor"
BADGES = {FRONT: "DEMO-BADGE-1", NURSE: "DEMO-BADGE-2", PHYSICIAN: "DEMO-BADGE-3"}

_PLAIN = (
    "Does the patient have diabetes? No",
    "Could the patient be pregnant? No",
    "Any of these now? None of these",
    "Any of these in the body? None of these",
    "Is one of these missing? None of these",
)
"""The answers of the plain patient; each closes its section."""
_NEW_SIGNS = "Any of these, asked one by one? None of these"

_NUMBER = re.compile(r"Diary (\w{5}) (\w{5}):")
_LINE = re.compile(r"\d{1,2}:\d\d [AP]M")


@dataclass(frozen=True, slots=True)
class Visitor:
    """One patient as the three people meet them.

    `picks` are the places of the order as they stand on its buttons; `side` and `region` are what
    the patient says and what the physician marks.
    """

    family: str
    given: str
    born: str
    procedure: str
    picks: tuple[str, ...]
    side: str
    region: str
    words: str
    support: str = "None of these"
    allergies: tuple[tuple[str, str], ...] = ()
    medicines: tuple[tuple[str, str], ...] = ()
    escort: str = "Daniel, her son"
    """The companion who takes the patient home; empty where nobody has to."""
    marked: str = ""
    """The region of the mark where it is not the one that the patient speaks of."""

    @property
    def name(self) -> str:
        """As it stands on a paper."""
        return f"{self.given} {self.family}"


class Steps:
    """The steps of one visit after another at one desk. `wait` lets minutes pass."""

    def __init__(self, hands: Hands, wait: Callable[[int], None]) -> None:
        self.hands = hands
        self.wait = wait

    def sign_in(self) -> None:
        """Open the desk in the morning, as the front desk."""
        hands = self.hands
        hands.photograph("sign-in")
        hands.write("User name", "reyes")
        hands.write("Password", PASSWORD, enter=True)
        hands.photograph("board")

    def act_as(self, name: str) -> None:
        """Let another person act: their badge is scanned."""
        self.hands.scan(f"]C0{BADGES[name]}")

    def sign(self, *, enter: bool = True) -> None:
        """Enter the password the first time, the PIN after: whichever the page asks for."""
        by_pin = self.hands.has_field("PIN to sign")
        kind, secret = ("PIN", PIN) if by_pin else ("Password", PASSWORD)
        self.hands.write(f"{kind} to sign", secret, enter=enter)

    def order(self, who: Visitor) -> None:
        """Set the order on its page."""
        hands = self.hands
        hands.press(f"Which procedure is it? {who.procedure}")
        for pick in who.picks:
            hands.press(pick)
        hands.photograph("order")
        hands.press("Set this order")

    def arrive(self, who: Visitor) -> None:
        """Enter the identity as said, and what the front desk asks."""
        hands = self.hands
        hands.write("All in one line", f"{who.name} {who.born}")
        hands.photograph("identity")
        hands.press("How was it checked? Said by the patient")
        self.front_desk_asks(who)

    def front_desk_asks(self, who: Visitor) -> None:
        """Answer what helps to talk and decide, and name who takes the patient home."""
        hands = self.hands
        hands.press(f"Is one of these needed to talk and decide? {who.support}")
        hands.press(f"Does an adult take the patient home? {'Yes' if who.escort else 'No'}")
        hands.photograph("arrival")
        if who.escort:
            hands.write("Who takes the patient home?", who.escort, enter=True)

    def to_checks(self) -> None:
        """Let the nurse take over."""
        self.act_as(NURSE)
        self.hands.photograph("side-hidden")

    def baseline(self) -> None:
        """Answer the baseline, where the procedure has one."""
        hands = self.hands
        if not hands.sees(_NEW_SIGNS):
            return
        hands.press(_NEW_SIGNS)
        hands.write("Movement that brings on the pain", "Standing up")
        hands.photograph("baseline")
        hands.write("All in one line", "5 7", enter=True)

    def says(self, who: Visitor) -> None:
        """Enter the patient's own words on side and place."""
        hands = self.hands
        if who.words:
            hands.write("Word for word", who.words)
        for side in _sides(who.side):
            hands.press(f"{side} {who.region}")
        if who.side == "MIDDLE":
            hands.press("Side, as the patient said it MIDDLE")
        hands.photograph("site")
        hands.press("Said by Patient")

    def vitals(self) -> None:
        """Enter a set before the needle, as it is read off the monitor."""
        self.hands.write("All in one line", "132/78 70 98")
        self.hands.photograph("vitals")
        self.hands.enter("All in one line")

    def lists(self, who: Visitor) -> None:
        """Confirm allergies and medicines row by row, then that there are no more."""
        hands = self.hands
        for name, reaction in who.allergies:
            hands.write("Name", name)
            hands.write("Reaction", reaction, enter=True)
        hands.press("The patient names no more allergies")
        for name, dose in who.medicines:
            hands.write("Name", name)
            hands.write("Dose, as taken", dose)
            hands.press("Or last dose Today")
            hands.press("Add this medicine")
        hands.photograph("medicines")
        hands.press("The patient names no more medicines")

    def plain_answers(self) -> None:
        """Answer the sections that close with one answer, those that this procedure asks."""
        hands = self.hands
        for answer in _PLAIN:
            if hands.sees(answer):
                hands.photograph("section")
                hands.press(answer)

    def consents(self, who: Visitor) -> None:
        """Enter what stands on the signed paper."""
        hands = self.hands
        for pick in who.picks:
            hands.press(pick)
        hands.photograph("consent")
        signed = f"{who.name} and {PHYSICIAN}, today"
        hands.press(f"Whose signatures are on the paper, of when? {signed}")

    def checks(self, who: Visitor) -> None:
        """Go through all checks after the patient's words, up to the next stage."""
        self.vitals()
        self.lists(who)
        self.plain_answers()
        self.consents(who)

    def ready(self, who: Visitor) -> None:
        """Mark and attest as the physician, wherever the desk stands."""
        hands = self.hands
        for side in _mark(who.side):
            hands.press(f"{side} {who.marked or who.region}")
        hands.photograph("ready")
        self.sign()
        if hands.sees("Go on to time-out"):
            hands.press("Go on to time-out")

    def time_out(self, who: Visitor) -> None:
        """Say and hear every item aloud, then sign."""
        hands = self.hands
        first = f"{PHYSICIAN} agrees aloud"
        mark = f"Seen {_mark_side(who.side)}"
        for number in count():
            if number in (0, 2, 3):
                hands.photograph("time-out")
            if hands.sees(first):
                hands.press(first)
            elif hands.sees(mark):
                hands.press(mark)
            elif hands.sees("Agreed aloud"):
                hands.press("Agreed aloud")
            else:
                break
        self.sign()

    def image(self, who: Visitor) -> None:
        """Place the needle as the image shows it, where there is one; the drug records it."""
        if self.hands.sees("Record what the image shows"):
            for pick in who.picks:
                self.hands.press(pick)

    def gives(self, act: str, drug: str, strength: str, volume: str, lot: str = "") -> None:
        """Enter one line of the ledger; a drug that was given before is taken by a press."""
        hands = self.hands
        before = f"{act}: {drug} {strength}"
        if hands.sees(before):
            hands.press(before)
            self._with_lot(lot)
            hands.write("Volume", volume, enter=True)
            return
        self._with_lot(lot)
        hands.write("Drug in one line", f"{act} {drug} {strength} {volume}")
        hands.photograph("procedure")
        hands.enter("Drug in one line")

    def _with_lot(self, lot: str) -> None:
        if lot:
            self.hands.write("Lot", lot)

    def needle_out(self) -> None:
        """Note the end, with what the machine says."""
        hands = self.hands
        self.wait(3)
        imaged = hands.sees("Record what the image shows")
        if imaged:
            hands.press("X-ray used? Yes")
            hands.press("Images kept? Yes")
        hands.press("Needle out now")

    def sign_out(self) -> None:
        """Answer counts and concerns, then sign under the record as the physician."""
        hands = self.hands
        for question in (
            "Procedure named as done? Yes",
            "Needles, sharps and instruments counted and complete? Yes",
        ):
            hands.press(question)
        hands.photograph("sign-out")
        hands.press("Any of these happened, or to see to? None of these")
        hands.photograph("note")
        self.sign()

    def observe(self, minutes: int, moving: str) -> None:
        """Enter one set of observations in recovery."""
        hands = self.hands
        self.wait(minutes)
        hands.write("All in one line", f"128/76 68 98 1 {moving} as before")
        hands.photograph("recovery")
        hands.enter("All in one line")

    def leaves_the_bay(self) -> None:
        """Answer what is seen before leaving, and give the physician's order."""
        hands = self.hands
        all_so = "Is one of these still so? None"
        if not hands.sees(all_so):
            hands.press("Go on to discharge")
        hands.press(all_so)
        hands.photograph("discharge")
        self.sign()

    def papers(self) -> None:
        """Print sheet and diary, hand them over, and have them said back."""
        hands = self.hands
        hands.photograph("aftercare")
        hands.press("Print the papers")
        hands.wait_to_read("sent to the printer", times=2)
        hands.press("Handed over to the patient")
        self.teach_back()

    def teach_back(self) -> None:
        """Record what the patient says in their own words."""
        hands = self.hands
        hands.photograph("teach-back")
        hands.press("Said what would make them call 911? Yes")
        for question in (
            "Said when to start the blood thinner again? Yes",
            "Said by when the weak limb must be well? Yes",
            "Said when to mark the diary? Yes",
            "Said when they may drive? Yes",
        ):
            if hands.sees(question):
                hands.press(question)
        hands.press("The patient leaves")
        hands.photograph("left")

    def diary_back(self, who: Visitor, lines: tuple[str, ...], again: str, gone: str) -> None:
        """Type a block diary from its paper: its number, its lines, what counts once more."""
        hands = self.hands
        hands.press("Follow-up")
        hands.photograph("follow-up")
        hands.press(f"1. See diary of {who.family}")
        number = "".join(*_NUMBER.findall(hands.reads())[:1])
        hands.write("Number on the diary", number, enter=True)
        times = [line for line in hands.reads().split("\n") if _LINE.fullmatch(line)]
        for at, marks in zip(times, lines, strict=True):
            hands.write(at, marks)
        hands.write("Pain once more, from the top down", again)
        hands.write("How much of the pain was gone, in %", gone)
        hands.write("How much of the pain was gone, in %, once more", gone)
        hands.press("I marked these each time")
        hands.photograph("diary-back")
        hands.press("Enter this page")

    def decides_next(self, who: Visitor, decision: str, reason: str) -> None:
        """Read the results and decide as the physician, wherever the desk stands."""
        hands = self.hands
        self.act_as(PHYSICIAN)
        hands.press("Waiting for me")
        hands.press(f"1. Decide for {who.family}")
        hands.photograph("relief")
        hands.press(f"What is next? {decision}")
        hands.write("The reason", reason)
        hands.press("Record this decision")
        hands.photograph("decided")


def _sides(side: str) -> tuple[str, ...]:
    """Return the columns of the body's list for what a patient says."""
    return ("LEFT", "RIGHT") if side in ("BOTH", "MIDDLE") else (side,)


def _mark(side: str) -> tuple[str, ...]:
    """Return the columns of the list of places for what a physician marks."""
    return {"BOTH": ("LEFT", "RIGHT"), "MIDDLE": ("MIDLINE",)}.get(side, (side,))


def _mark_side(side: str) -> str:
    return {"BOTH": "BILATERAL", "MIDDLE": "MIDLINE"}.get(side, side)
