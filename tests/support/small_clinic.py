"""A small clinic for tests: a real store, a nurse, a physician, a front desk, one patient."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

from procdesk import app
from procdesk.domain.entry import Json, Kind, patient_subject
from procdesk.domain.medicines.medication import Confirmation, LastDose, Precision
from procdesk.domain.staff import Role, Staff
from procdesk.domain.stage import Stage, TimeOutItem
from procdesk.domain.targets.target import Side, Target, parse_target
from procdesk.records.keys import Cost
from procdesk.workflow import answers, stages
from procdesk.workflow.after import discharge
from procdesk.workflow.booking import arrival
from procdesk.workflow.checks import consent, medicines, ready, site
from procdesk.workflow.clinic import adopting, people
from procdesk.workflow.ledger import STATION_STAFF, Act, Ledger
from procdesk.workflow.room import procedure, time_out
from procdesk.workflow.sections import sections
from procdesk.workflow.signing import Signer

CHEAP = Cost(memory_kib=64, passes=1, lanes=1)
PASSWORD = "correct horse battery"
TARGETS = (parse_target("left medial-branch L3,L4"),)
SETTINGS: dict[str, Json] = {
    "clinic.name": "Test Clinic",
    "clinic.phone_day": "555-0100",
    "clinic.phone_night": "555-0101",
    "clinic.time_zone": "America/New_York",
    "clinic.paper": "letter",
}


PLAIN: dict[str, dict[str, Json]] = {
    "baseline": {"baseline.signs": ["none"]},
    "diabetes": {"diabetes.type": "none"},
    "pregnancy": {"pregnancy.could_be": "no"},
    "infection": {"infection.any_now": ["none"]},
    "implants": {"implants.any": ["none"]},
    "papers": {"papers.any_missing": ["none"]},
}
"""The plain patient's answers, by section."""

NUMBERS: dict[str, dict[str, str]] = {
    "vitals": {"systolic-low": "90", "pulse-high": "110", "spo2-low": "94"},
    "glucose": {"before-steroid": "250"},
    "local-anaesthetic-us": {
        "mepivacaine-most": "300",
        "chloroprocaine-most": "800",
        "chloroprocaine-adrenaline-most": "1000",
        "ideal-bmi": "22",
        "least-weight": "40",
    },
    "steroid": {
        "interval": "14",
        "methylprednisolone-year": "200",
        "triamcinolone-year": "200",
        "betamethasone-year": "40",
        "dexamethasone-year": "60",
    },
    "discharge": {"minutes-local-anaesthetic": "15", "voided-after-neuraxial": "1"},
    "exposure": {"contrast": "100", "xray-time": "600", "air-kerma": "900", "dose-area": "200"},
    "contrast": {"premedicate-from": "2"},
    "fasting": {},
}
"""The small clinic's own numbers where no source gives one; made up for tests."""


class Clock:
    """A clock that stands until a test moves it."""

    def __init__(self) -> None:
        self.at = datetime(2026, 11, 23, 15, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.at

    def forward(self, **span: int) -> None:
        self.at += timedelta(**span)


@dataclass
class House:
    """The open clinic, with acts that bring a case to a stage."""

    ledger: Ledger
    clock: Clock
    store_key: bytes
    recovery: str
    administrator: Staff
    nurse: Staff
    physician: Staff
    front_desk: Staff

    def signer(self, person: Staff) -> Signer:
        return Signer(*people.sign_in(self.ledger, person.user, PASSWORD))

    def goes_by_numbers(self) -> None:
        """The physician adopts every set of numbers, with one for each that no source gives."""
        for key, values in NUMBERS.items():
            numbers = {f"{key}.{name}": value for name, value in values.items()}
            rules = adopting.rule_set(self.ledger, key)
            adopting.adopt(self.ledger, self.physician, rules, self.signer(self.physician), numbers)

    def patient(self, **changes: Json) -> str:
        patient_id = app.new_id()
        body: dict[str, Json] = {
            "family": "Abernathy",
            "given": "Ruth",
            "birth_date": "1947-03-14",
            "sex": "female",
            "identifiers": [{"value": "00286641", "system": "clinic", "kind": "MR"}],
            **changes,
        }
        self.ledger.record(
            STATION_STAFF, [Act(patient_subject(patient_id), Kind.PATIENT_REGISTERED, body)]
        )
        return patient_id

    def booked(self, patient_id: str = "", targets: tuple[Target, ...] = TARGETS) -> str:
        outcome = arrival.book(
            self.ledger,
            STATION_STAFF,
            patient_id or self.patient(),
            procedure_text="LEFT L3 L4 MBB",
            scheduled_at=self.clock.at,
            room="Room 1",
            operator="okafor",
        )
        arrival.map_procedure(self.ledger, self.nurse, outcome.case.id, "mbb-lumbar", targets)
        return outcome.case.id

    def arrived(self, case_id: str) -> None:
        stages.enter(self.ledger, self.front_desk, case_id, Stage.ARRIVED)
        identifiers = arrival.Identifiers("Ruth Abernathy", date(1947, 3, 14))
        arrival.confirm_identity(self.ledger, self.front_desk, case_id, identifiers)
        stages.enter(self.ledger, self.nurse, case_id, Stage.CHECKS)

    def checked(self, case_id: str, side: Side | None = Side.LEFT) -> None:
        ledger, nurse = self.ledger, self.nurse
        site.patient_says(
            ledger,
            nurse,
            case_id,
            words="My back, here",
            side=side,
            regions=("low back",),
            said_by="patient",
        )
        answers.measure(
            ledger,
            nurse,
            case_id,
            {
                "vitals.systolic": ("132", "mmHg"),
                "vitals.diastolic": ("78", "mmHg"),
                "vitals.pulse": ("70", "/min"),
                "vitals.spo2": ("98", "%"),
            },
        )
        self.reacts(case_id, "Penicillin", "rash")
        medicines.no_more(ledger, nurse, case_id, "allergies")
        self.takes(case_id, "Metformin 500 mg", dose="twice a day")
        medicines.no_more(ledger, nurse, case_id, "medicines")
        for section in sections(Stage.CHECKS, ledger.case(case_id), ledger.reference):
            answers.answer(ledger, nurse, case_id, section.key, PLAIN.get(section.key, {}))
        self.consented(case_id)

    def reacts(self, case_id: str, text: str, reaction: str) -> None:
        """An allergy as the patient says it."""
        medicines.confirm_allergy(
            self.ledger,
            self.nurse,
            case_id,
            row_id="",
            text=text,
            reaction=reaction,
            confirmation=Confirmation.CONFIRMED,
        )

    def takes(
        self, case_id: str, text: str, sure: Confirmation = Confirmation.CONFIRMED, dose: str = ""
    ) -> None:
        """A medicine as the patient says it; nobody knows the last dose."""
        medicines.confirm_medicine(
            self.ledger,
            self.nurse,
            case_id,
            row_id="",
            text=text,
            dose=dose,
            last_dose=LastDose(Precision.UNKNOWN),
            confirmation=sure,
        )

    def consented(self, case_id: str, targets: tuple[Target, ...] = TARGETS) -> None:
        today = self.clock.at.astimezone(self.ledger.clinic.zone).date()
        paper = consent.ConsentPaper(
            targets=targets,
            signed_by="Ruth Abernathy",
            signed_on=today,
            explained_by="okafor",
            decides="patient",
        )
        consent.enter(self.ledger, self.nurse, case_id, paper)

    def made_ready(self, case_id: str) -> None:
        stages.enter(self.ledger, self.nurse, case_id, Stage.READY)
        site.marked(self.ledger, self.physician, case_id, Side.LEFT, "low back")
        ready.attest(self.ledger, self.physician, case_id, self.signer(self.physician))
        stages.enter(self.ledger, self.nurse, case_id, Stage.TIME_OUT)

    def read_aloud(self, case_id: str, mark_side: Side | None) -> None:
        """Every item agreed, the mark seen on a side where there is one."""
        for item in TimeOutItem:
            time_out.say(
                self.ledger,
                self.nurse,
                case_id,
                (item,),
                agrees=True,
                said_by="Dr L. Okafor",
                heard_by="M. Adeyemi",
                mark_side=mark_side if item is TimeOutItem.MARK_SEEN else None,
            )

    def timed_out(self, case_id: str) -> None:
        self.read_aloud(case_id, Side.LEFT)
        time_out.sign(self.ledger, self.nurse, case_id, "nurse", self.signer(self.nurse))
        stages.enter(self.ledger, self.nurse, case_id, Stage.PROCEDURE)

    def done(self, case_id: str) -> None:
        procedure.note(self.ledger, self.nurse, case_id, "needle_in")
        site.image_shows(self.ledger, self.nurse, case_id, TARGETS)
        self.treated(case_id)
        procedure.note(self.ledger, self.nurse, case_id, "needle_out")
        self.counted(case_id)
        procedure.sign_note(self.ledger, self.physician, case_id, self.signer(self.physician))
        stages.enter(self.ledger, self.nurse, case_id, Stage.RECOVERY)

    def counted(self, case_id: str, complete: str = "yes") -> None:
        """The sign-out, as far as a stop reads it."""
        counts: dict[str, Json] = {"sign_out.counts": complete}
        answers.answer(self.ledger, self.nurse, case_id, "sign-out", counts)

    def treated(self, case_id: str) -> None:
        """The treatment dose, which the ledger may refuse."""
        procedure.give(
            self.ledger,
            self.nurse,
            case_id,
            act="treatment",
            drug="bupivacaine",
            strength="0.5 %",
            volume_ml=Decimal("0.5"),
        )

    def at_discharge(self) -> str:
        """A case from booking to the stage of discharge."""
        case_id = self.booked()
        steps = (self.arrived, self.checked, self.made_ready, self.timed_out, self.done)
        for step in (*steps, self.recovered):
            step(case_id)
        return case_id

    def whole(self) -> str:
        """A case from booking to follow-up."""
        case_id = self.at_discharge()
        self.discharged(case_id)
        return case_id

    def recovered(self, case_id: str) -> None:
        """A whole set when the time of watching is over, and what is seen before leaving."""
        self.clock.forward(hours=1)
        answers.measure(
            self.ledger,
            self.nurse,
            case_id,
            {
                "recovery.systolic": ("128", "mmHg"),
                "recovery.pulse": ("68", "/min"),
                "recovery.spo2": ("98", "%"),
                "recovery.pain_rest": ("1", "{score}"),
                "recovery.limbs": ("0", "{score}"),
            },
        )
        plain: dict[str, Json] = dict.fromkeys(
            ("discharge.walked", "discharge.needle_dry", "discharge.voided"), "yes"
        )
        answers.answer(self.ledger, self.nurse, case_id, "discharge", plain)
        stages.enter(self.ledger, self.nurse, case_id, Stage.DISCHARGE)

    def discharged(self, case_id: str) -> None:
        ledger = self.ledger
        discharge.order(ledger, self.physician, case_id, self.signer(self.physician))
        discharge.sheet_made(
            ledger, self.nurse, case_id, kind="aftercare", number="7K3QPX2M9D", sha256="ab"
        )
        discharge.sheet_is(ledger, self.nurse, case_id, "7K3QPX2M9D", "sent")
        discharge.sheet_is(ledger, self.nurse, case_id, "7K3QPX2M9D", "handed_over")
        stages.enter(ledger, self.nurse, case_id, Stage.FOLLOW_UP)


def build_house(home: Path, clock: Clock) -> House:
    """A clinic with its staff in a real encrypted store."""
    journal, store_key, recovery = people.prepare_store(home, SETTINGS)
    ledger = Ledger(journal, app.reference(), clock, app.new_id)

    def new(user: str, name: str, role: Role) -> people.NewStaff:
        return people.NewStaff(
            user=user, name=name, roles=frozenset({role}), password=PASSWORD, pin="2468"
        )

    chief = people.set_up(
        ledger, store_key, SETTINGS, new("admin", "A. Admin", Role.ADMINISTRATOR), CHEAP
    )
    nurse, physician, front = (
        people.add(ledger, chief, store_key, member, CHEAP)
        for member in (
            new("adeyemi", "M. Adeyemi", Role.NURSE),
            new("okafor", "Dr L. Okafor", Role.PHYSICIAN),
            new("reyes", "C. Reyes", Role.FRONT_DESK),
        )
    )
    house = House(ledger, clock, store_key, recovery, chief, nurse, physician, front)
    house.goes_by_numbers()
    return house
