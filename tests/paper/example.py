"""One case on paper, always the same; run as a program it prints the hashes of its papers."""

import hashlib
import json
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from procdesk import app
from procdesk.domain.case import (
    Answer,
    Case,
    DrugGiven,
    Noted,
    Observation,
    Order,
    OrderedProcedure,
    Recorded,
)
from procdesk.domain.clinic import Clinic
from procdesk.domain.patient import Identifier, Name, Patient, Sex
from procdesk.domain.target import parse_target
from procdesk.paper.aftercare import aftercare
from procdesk.paper.checklist import checklist
from procdesk.paper.diary import block_diary
from procdesk.paper.facts import SheetSource
from procdesk.paper.label import label
from procdesk.paper.transfer_summary import transfer_summary

END = datetime(2026, 11, 23, 14, 5, tzinfo=UTC)
SETTINGS = {
    "clinic.name": "Lakeside Pain Clinic",
    "clinic.phone_day": "555-0142",
    "clinic.phone_night": "555-0199",
    "clinic.time_zone": "America/New_York",
    "clinic.paper": "letter",
}


def _at(minutes: int) -> Recorded:
    at = END + timedelta(minutes=minutes)
    return Recorded(f"{minutes:032x}", "adeyemi", at, at)


def source() -> SheetSource:
    """A left L3, L4 medial branch block that ended at 9:05."""
    pain = "recovery.pain_moving"
    case = Case(
        "c61083" + "0" * 26,
        "p1",
        order=Order(
            (OrderedProcedure("mbb-lumbar", "", (parse_target("left medial-branch L3,L4"),)),),
            recorded=_at(-60),
        ),
        events=(Noted("needle_in", "", _at(-5)), Noted("needle_out", "", _at(0))),
        drugs=(
            DrugGiven("treatment", "bupivacaine", "0.5 %", Decimal("1.0"), "", "", "", _at(-2)),
        ),
        answers={
            "arrival.escort_name": (
                Answer("arrival", "arrival.escort_name", "Daniel", "", _at(-60)),
            )
        },
        observations=(
            Observation("baseline.nrs_moving", Decimal(7), "{score}", _at(-40)),
            Observation(pain, Decimal(3), "{score}", _at(15)),
            Observation(pain, Decimal(2), "{score}", _at(30)),
        ),
    )
    number = Identifier("00286641", "clinic", "MR")
    patient = Patient(
        "p1", Name("Abernathy", "Ruth"), date(1947, 3, 14), Sex.FEMALE, identifiers=(number,)
    )
    return SheetSource(
        case,
        patient,
        Clinic(settings=SETTINGS),
        app.reference(),
        app.data_folder("resources") / "fonts",
        "4GNF6YY4HM",
        ("ABCDEFG", "HJKMNPQ"),
        END + timedelta(minutes=40),
        json.loads(app.sheet_texts()["en/medial-branch"]),
    )


def hashes() -> dict[str, str]:
    """The SHA-256 of each paper."""
    one = source()
    made = {
        "aftercare": aftercare(one),
        "diary": block_diary(one),
        "label": label(one),
        "transfer-summary": transfer_summary(one),
        "checklist": checklist(one, [("Order", "LEFT L3, L4", "Dr", "8:00")], ()),
    }
    return {name: hashlib.sha256(pdf).hexdigest() for name, pdf in made.items()}


if __name__ == "__main__":
    print(json.dumps(hashes()))
