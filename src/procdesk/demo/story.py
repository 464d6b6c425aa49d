"""Story: one whole case from arrival to the papers, and one that stops at the wrong side.

Only through the screens: this file may not know stages, records or rules.
"""

from procdesk.demo.steps import FRONT, Steps, Visitor

RUTH = Visitor(
    family="Abernathy",
    given="Ruth",
    born="1947-03-14",
    procedure="Medial branch block, lumbar",
    picks=("LEFT L3", "LEFT L4"),
    side="LEFT",
    region="low back",
    words="It hurts low on the left, when I stand up.",
    allergies=(("Penicillin", "rash"),),
    medicines=(("Metformin 500 mg", "twice a day"),),
)
THOMAS = Visitor(
    family="Brannigan",
    given="Thomas",
    born="1958-06-02",
    procedure="Medial branch block, lumbar",
    picks=("LEFT L3", "LEFT L4"),
    side="RIGHT",
    region="low back",
    words="My right side, down here in the back.",
)


class Story(Steps):
    """The steps of the demo."""

    def whole_case(self) -> int:
        """Play Ruth Abernathy's left L3, L4 medial branch block; return its interactions."""
        before = self.hands.interactions
        self.hands.open_row("ABERNATHY")
        self.order(RUTH)
        self.arrive(RUTH)
        self.to_checks()
        self.baseline()
        self.says(RUTH)
        self.hands.photograph("site-agrees")
        self.checks(RUTH)
        self.ready(RUTH)
        self.time_out(RUTH)
        self.hands.press("Needle in now")
        self.wait(2)
        self.image(RUTH)
        self.gives("Treatment", "bupivacaine", "0.5 %", "1.0", "B2217")
        self.needle_out()
        self.sign_out()
        self.observe(15, "3")
        self.observe(15, "2")
        self.leaves_the_bay()
        self.papers()
        return self.hands.interactions - before

    def stopped_case(self) -> int:
        """Play Thomas Brannigan, ordered LEFT, who says right: nobody gets past the checks."""
        before, hands = self.hands.interactions, self.hands
        hands.press("Board")
        self.act_as(FRONT)
        hands.open_row("BRANNIGAN")
        self.order(THOMAS)
        self.arrive(THOMAS)
        self.to_checks()
        self.baseline()
        self.says(THOMAS)
        hands.press("Go on to ready")
        hands.photograph("stopped-by-the-other-side")
        return hands.interactions - before

    def after_visit(self) -> int:
        """Enter Ruth Abernathy's diary a week later, and decide as the physician."""
        before = self.hands.interactions
        self.wait(7 * 24 * 60)
        self.act_as(FRONT)
        marks = ("1 y n", "1 y n", "2 y n", "3 y n", "5 y n", "6 y n", "7 y n", "7 y n")
        self.diary_back(RUTH, marks, "1 1 2 3 5 6 7 7", "80")
        reason = "Four fifths gone for two hours, back by the evening; a second block is agreed"
        self.decides_next(RUTH, "Repeat the block", reason)
        return self.hands.interactions - before

    def save_record(self) -> None:
        """Save the checks and the time-out as a file, from the case that has just left."""
        self.hands.press("Save the record as a file")
