"""An oracle apart from the program: acts, and what must be true before a treatment dose.

It knows no rule, no gate and no fold. Each act says in plain facts what it makes true or false, and
which signatures a careful clinic would no longer trust after it.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal

from procdesk.domain.entry import Json
from procdesk.domain.stage import StatementKind, TimeOutItem
from procdesk.domain.targets.target import Side, parse_target
from procdesk.workflow import answers, stages
from procdesk.workflow.booking import arrival, ordering
from procdesk.workflow.booking.ordering import Change, Wanted
from procdesk.workflow.case import overriding
from procdesk.workflow.checks import medicines, ready, site
from procdesk.workflow.room import procedure, time_out
from support.small_clinic import PLAIN, TARGETS, House

OTHERS = (parse_target("right medial-branch L3,L4"),)
DOSE: procedure.DrugLine = {
    "act": "treatment",
    "drug": "bupivacaine",
    "strength": "0.5 %",
    "volume_ml": Decimal("0.5"),
}
SECTIONS = ("pregnancy", "papers", "baseline")


@dataclass
class Truth:
    """The facts of a case, by the acts that were recorded."""

    is_so: dict[str, bool] = field(default_factory=dict)
    ordered_left: bool = True
    said: dict[str, bool] = field(default_factory=dict)
    """Items of the time-out: agreed (True) or disagreed (False)."""
    read_at: datetime | None = None
    needles_at: list[datetime] = field(default_factory=list)
    ready: bool = False
    timed_out: bool = False
    decided: set[str] = field(default_factory=set)

    def must_be(self, now: datetime) -> Iterator[tuple[str, bool]]:
        """Everything that a treatment dose waits for, each with whether it is so."""
        for name in ("identity", "vitals", "allergies asked", "medicines asked", *SECTIONS):
            yield name, self.is_so.get(name, False)
        for name in ("allergies known", "medicines harmless", "dose meets no allergy"):
            yield name, self.is_so.get(name, True) or name in self.decided
        for name in ("words left", "consent left", "mark left", "seen left", "image left"):
            yield name, self.is_so.get(name) is self.ordered_left
        yield "every item agreed", all(self.said.get(one.value) is True for one in TimeOutItem)
        yield "ready signed", self.ready
        yield "time-out signed", self.timed_out
        yield "time-out fresh", self._fresh(now)

    def _fresh(self, now: datetime) -> bool:
        if self.read_at is None:
            return False
        until = self.read_at + timedelta(minutes=10)
        in_time = any(self.read_at <= needle <= until for needle in self.needles_at)
        return in_time or now <= until

    def falls(self, *signatures: str) -> None:
        """These signatures rest on something that is no longer as it was."""
        self.ready = self.ready and "ready" not in signatures
        self.timed_out = self.timed_out and "time_out" not in signatures


Act = Callable[[House, str, Truth], None]
BOTH = ("ready", "time_out")


def identity(house: House, case_id: str, truth: Truth, born: date = date(1947, 3, 14)) -> None:
    arrival.confirm_identity(
        house.ledger, house.front_desk, case_id, arrival.Identifiers("Ruth Abernathy", born)
    )
    before = truth.is_so.get("identity")
    truth.is_so["identity"] = born == date(1947, 3, 14)
    if before is not truth.is_so["identity"]:
        truth.falls(*BOTH)


def wrong_identity(house: House, case_id: str, truth: Truth) -> None:
    identity(house, case_id, truth, date(1947, 3, 15))


def says(left: bool) -> Act:
    def act(house: House, case_id: str, truth: Truth) -> None:
        side = Side.LEFT if left else Side.RIGHT
        site.patient_says(
            *(house.ledger, house.nurse, case_id),
            words="here",
            side=side,
            regions=("low back",),
            said_by="patient",
        )
        truth.is_so["words left"] = left
        truth.falls(*BOTH)

    return act


def consents(left: bool) -> Act:
    def act(house: House, case_id: str, truth: Truth) -> None:
        house.consented(case_id, TARGETS if left else OTHERS)
        truth.is_so["consent left"] = left
        truth.falls(*BOTH)

    return act


def marks(left: bool) -> Act:
    def act(house: House, case_id: str, truth: Truth) -> None:
        side = Side.LEFT if left else Side.RIGHT
        site.marked(house.ledger, house.physician, case_id, side, "low back")
        truth.is_so["mark left"] = left
        truth.falls(*BOTH)

    return act


def vitals(house: House, case_id: str, truth: Truth) -> None:
    values = {"systolic": "132", "diastolic": "78", "pulse": "70", "spo2": "98"}
    units = {"systolic": "mmHg", "diastolic": "mmHg", "pulse": "/min", "spo2": "%"}
    measurements = {f"vitals.{name}": (value, units[name]) for name, value in values.items()}
    answers.measure(house.ledger, house.nurse, case_id, measurements)
    truth.is_so["vitals"] = True


def answers_plainly(section: str) -> Act:
    def act(house: House, case_id: str, truth: Truth) -> None:
        plain = PLAIN.get(section, {})
        answers.answer(house.ledger, house.nurse, case_id, section, plain)
        if not truth.is_so.get(section):
            truth.falls("ready")
        truth.is_so[section] = True

    return act


def nobody_knows(section: str, link_id: str, code: str) -> Act:
    def act(house: House, case_id: str, truth: Truth) -> None:
        value: Json = [code] if section != "pregnancy" else code
        answers.answer(house.ledger, house.nurse, case_id, section, {link_id: value})
        if truth.is_so.get(section) is not False:
            truth.falls("ready")
        truth.is_so[section] = False

    return act


def no_more(rows: str) -> Act:
    def act(house: House, case_id: str, truth: Truth) -> None:
        medicines.no_more(house.ledger, house.nurse, case_id, rows)
        if not truth.is_so.get(f"{rows} asked"):
            truth.falls("ready")
        truth.is_so[f"{rows} asked"] = True

    return act


def takes(text: str, harmless: bool) -> Act:
    def act(house: House, case_id: str, truth: Truth) -> None:
        house.takes(case_id, text)
        truth.is_so["medicines harmless"] = harmless and truth.is_so.get("medicines harmless", True)
        if not harmless:
            truth.decided.discard("medicines harmless")
        truth.falls(*BOTH)

    return act


def reacts(text: str, known: bool) -> Act:
    def act(house: House, case_id: str, truth: Truth) -> None:
        house.reacts(case_id, text, "rash")
        truth.is_so["allergies known"] = known and truth.is_so.get("allergies known", True)
        if not known:
            truth.decided.discard("allergies known")
        truth.falls(*BOTH)

    return act


def reacts_to_the_dose(house: House, case_id: str, truth: Truth) -> None:
    """An allergy to what `treats` gives, by a name of its own class: amides cross with amides."""
    house.reacts(case_id, "Xylocaine", "hives")
    truth.is_so["dose meets no allergy"] = False
    truth.decided.discard("dose meets no allergy")
    truth.falls(*BOTH)


def attests(house: House, case_id: str, truth: Truth) -> None:
    ready.attest(house.ledger, house.physician, case_id, house.signer(house.physician))
    truth.ready = True


def reads_aloud(agrees: bool = True, left: bool = True) -> Act:
    def act(house: House, case_id: str, truth: Truth) -> None:
        if truth.said:
            time_out.read_again(house.ledger, house.nurse, case_id)
            truth.said.clear()
            truth.falls("time_out")
        for item in TimeOutItem:
            mark = item is TimeOutItem.MARK_SEEN
            marked = house.ledger.case(case_id).statement(StatementKind.MARK) is not None
            mark_side = (Side.LEFT if left else Side.RIGHT) if mark and marked else None
            agreed = agrees or item is not TimeOutItem.POSITION
            time_out.say(
                *(house.ledger, house.nurse, case_id, (item,)),
                agrees=agreed,
                said_by="Dr L. Okafor",
                heard_by="M. Adeyemi",
                mark_side=mark_side,
            )
            truth.said[item.value] = agreed
            if mark_side is not None:
                truth.is_so["seen left"] = left
            truth.read_at = house.clock()
            truth.falls("time_out")

    return act


def signs_time_out(house: House, case_id: str, truth: Truth) -> None:
    time_out.sign(house.ledger, house.nurse, case_id, "nurse", house.signer(house.nurse))
    truth.timed_out = True


def needle_in(house: House, case_id: str, truth: Truth) -> None:
    procedure.note(house.ledger, house.nurse, case_id, "needle_in")
    truth.needles_at.append(house.clock())


def image(left: bool) -> Act:
    def act(house: House, case_id: str, truth: Truth) -> None:
        site.image_shows(house.ledger, house.nurse, case_id, TARGETS if left else OTHERS)
        truth.is_so["image left"] = left

    return act


def orders(left: bool) -> Act:
    def act(house: House, case_id: str, truth: Truth) -> None:
        wanted = Wanted("mbb-lumbar", TARGETS if left else OTHERS)
        change = Change(procedures=(wanted,), reason="seen on the images")
        ordering.change_order(house.ledger, house.physician, case_id, change)
        truth.ordered_left = left
        truth.decided.clear()
        truth.falls(*BOTH)

    return act


def other_room(house: House, case_id: str, truth: Truth) -> None:
    rooms = {"Room 1": "Room 2", "Room 2": "Room 1"}
    room = rooms[house.ledger.case(case_id).order.room]
    change = Change(room=room, reason="the other is free")
    ordering.change_order(house.ledger, house.nurse, case_id, change)


def decides(finding: str, what: str) -> Act:
    def act(house: House, case_id: str, truth: Truth) -> None:
        outcome = house.ledger.outcome(case_id)
        keys = [one.key for one in outcome.findings if one.stops and one.key.startswith(finding)]
        for key in keys:
            overriding.override(
                *(house.ledger, house.physician, case_id, key, "agreed"),
                "agreed with the prescriber today",
            )
        if keys:
            truth.decided.add(what)

    return act


def decides_on_the_dose(house: House, case_id: str, truth: Truth) -> None:
    """The physician decides about what `treats` gives before it is given."""
    overriding.override(
        *(house.ledger, house.physician, case_id, "allergy.lidocaine", "benefit"),
        "tolerated it last month",
        dose=procedure.dose(case_id, **DOSE),
    )
    truth.decided.add("dose meets no allergy")


def goes_on(house: House, case_id: str, truth: Truth) -> None:
    stages.enter(house.ledger, house.nurse, case_id, house.ledger.case(case_id).stage.following)


def time_passes(minutes: int) -> Act:
    return lambda house, _case_id, _truth: house.clock.forward(minutes=minutes)


def treats(house: House, case_id: str, truth: Truth) -> None:
    procedure.give(house.ledger, house.nurse, case_id, **DOSE)
