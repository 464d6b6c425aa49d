"""Seed: a demo clinic with its staff, its adopted rules and today's list."""

import hashlib
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path

from procdesk import app
from procdesk.domain.clinic.settings import (
    CLINIC_NAME,
    DEMO,
    PAPER,
    PHONE_DAY,
    PHONE_NIGHT,
    TIME_ZONE,
)
from procdesk.domain.entry import Json
from procdesk.domain.staff import Role
from procdesk.domain.targets.target import parse_target
from procdesk.interop.read import read
from procdesk.records.keys import Cost, unlock
from procdesk.workflow.booking import arrival
from procdesk.workflow.clinic import adopting, people, translations
from procdesk.workflow.clinic.founding import found_clinic
from procdesk.workflow.clinic.people import NewStaff
from procdesk.workflow.feeds.importing import take
from procdesk.workflow.ledger import Ledger
from procdesk.workflow.signing import Signer

PASSWORD = "demo-password"  # noqa: S105
PIN = "2468"
SETTINGS: dict[str, Json] = {
    CLINIC_NAME.name: "Lakeside Pain Clinic",
    PHONE_DAY.name: "555-0142",
    PHONE_NIGHT.name: "555-0199",
    TIME_ZONE.name: "America/New_York",
    PAPER.name: "letter",
    DEMO.name: True,
}
STAFF = (
    ("reyes", "C. Reyes", Role.FRONT_DESK, "DEMO-BADGE-1"),
    ("adeyemi", "M. Adeyemi", Role.NURSE, "DEMO-BADGE-2"),
    ("okafor", "Dr L. Okafor", Role.PHYSICIAN, "DEMO-BADGE-3"),
)
SETS = (
    *("asra-pain-2018", "vitals", "glucose", "local-anaesthetic-us", "steroid", "exposure"),
    *("discharge", "contrast", "pregnancy", "fasting"),
)
VALUES = {
    "discharge": {"minutes-local-anaesthetic": "15", "voided-after-neuraxial": "0"},
    "vitals": {"systolic-low": "90", "pulse-high": "120", "spo2-low": "92"},
    "glucose": {"before-steroid": "250"},
    "contrast": {"premedicate-from": "2"},
    "local-anaesthetic-us": {
        "mepivacaine-most": "300",
        "chloroprocaine-most": "800",
        "chloroprocaine-adrenaline-most": "1000",
        "ideal-bmi": "22",
        "least-weight": "45",
    },
    "steroid": {
        "interval": "14",
        "methylprednisolone-year": "200",
        "triamcinolone-year": "200",
        "betamethasone-year": "40",
        "dexamethasone-year": "60",
    },
    "exposure": {
        "contrast": "100",
        "xray-time": "600",
        "air-kerma": "1000",
        "dose-area": "200",
    },
}
"""Numbers that no authority sets. They are made up for the demo, and its adoptions say DEMO."""

_LIGHT = Cost(memory_kib=1024, passes=1, lanes=1)
"""A demo's passwords are known: there is nothing to stretch."""

_KNOWN = {
    "Castellano": ("tfesi-lumbar", "right foramen L4-L5"),
    "Delgado": ("si-joint-injection", "right si-joint"),
    "Halvorsen": ("esi-interlaminar-lumbar", "midline epidural-space L4-L5"),
    "Kowalczyk": ("rfa-lumbar", "left medial-branch L3,L4"),
    "Nakamura": ("facet-injection-lumbar", "bilateral facet-joint L4-L5"),
    "Oyelaran": ("mbb-lumbar", "right medial-branch L4,L5"),
}
"""The rows that the front desk understood before the story begins; two are left for it."""


def seed(home: Path, clock: Callable[[], datetime]) -> None:
    """Make a demo clinic in an empty folder. Raises StoreProblem."""
    admin = NewStaff(
        user="admin",
        name="A. Admin",
        roles=frozenset({Role.ADMINISTRATOR}),
        password=PASSWORD,
        pin=PIN,
    )
    found_clinic(home, SETTINGS, admin, app.reference(), clock, app.new_id, _LIGHT)
    store_key = unlock(home, "admin", PASSWORD)
    ledger = app.open_ledger(home, store_key, clock)
    chief = ledger.clinic.staff["admin"]
    for user, name, role, badge in STAFF:
        new = NewStaff(user=user, name=name, roles=frozenset({role}), password=PASSWORD, pin=PIN)
        added = people.add(ledger, chief, store_key, new, _LIGHT)
        people.give_badge(ledger, added, PASSWORD, badge)
    _adopt(ledger)
    _import(ledger, clock)
    _understand(ledger)
    ledger.journal.store.close()


def _adopt(ledger: Ledger) -> None:
    person, key = people.sign_in(ledger, "okafor", PASSWORD)
    signer = Signer(person, key)
    for chosen in SETS:
        values = {f"{chosen}.{name}": value for name, value in VALUES.get(chosen, {}).items()}
        adopting.adopt(ledger, person, adopting.rule_set(ledger, chosen), signer, values)
    texts: Mapping[str, bytes] = app.sheet_texts()
    for name, raw in texts.items():
        english = translations.english_of(name, texts)
        adopting.review(ledger, person, name, raw, signer, beside=english)


def _import(ledger: Ledger, clock: Callable[[], datetime]) -> None:
    text = (app.data_folder("resources") / "demo" / "day.csv").read_text("utf-8")
    today = clock().astimezone(ledger.clinic.zone).date()
    raw = text.replace("{day}", today.isoformat()).encode()
    take(ledger, read(raw, ledger.clinic.zone), hashlib.sha256(raw).hexdigest())


def _understand(ledger: Ledger) -> None:
    front = ledger.clinic.staff["reyes"]
    today = ledger.today()
    for case in ledger.cases_on(today):
        family = ledger.patient(case.patient_id).name.family
        if family in _KNOWN:
            key, target = _KNOWN[family]
            arrival.map_procedure(ledger, front, case.id, key, (parse_target(target),))
