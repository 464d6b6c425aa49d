"""Real files, each against its result as written by hand; and bad input."""

import random
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from procdesk.domain.feeds.feed import BookingFacts, MergeFacts, PatientFacts, VisitFacts
from procdesk.domain.medicines.medication import Standing
from procdesk.domain.stage import End
from procdesk.interop.read import read
from procdesk.workflow.feeds.imported_people import find_patient
from procdesk.workflow.feeds.importing import take
from support.places import SHARED
from support.small_clinic import House

ZONE = ZoneInfo("America/New_York")
EVERYMAN = ("EVERYMAN, ADAM", date(1988, 8, 18), "male")
needs_shared = pytest.mark.skipif(not SHARED.is_dir(), reason="the real files are not here")

# file -> kind of facts, what it does
MESSAGES = {
    "ADT-A01-01": (VisitFacts, ["PENICILLIN"]),
    "ADT-A03-01": (VisitFacts, ["PENICILLIN"]),
    "ADT-A04-01": (VisitFacts, ["PENICILLIN"]),
    "ADT-A08-01": (PatientFacts, ["PENICILLIN"]),
    "ADT-A11-01": (VisitFacts, None),
    "ADT-A13-01": (VisitFacts, ["PENICILLIN"]),
    "ADT-A28-01": (PatientFacts, ["PENICILLIN"]),
    "ADT-A31-01": (PatientFacts, ["PENICILLIN"]),
    "SIU-S12-01": (BookingFacts, "book"),
    "SIU-S13-01": (BookingFacts, "change"),
    "SIU-S14-01": (BookingFacts, "change"),
    "SIU-S15-01": (BookingFacts, "cancel"),
    "SIU-S16-01": (BookingFacts, "cancel"),
    "SIU-S17-01": (BookingFacts, "cancel"),
    "SIU-S26-01": (BookingFacts, "no_show"),
}
SET_ASIDE = ("MDM-T02-01", "OMG-O19-01", "ORM-O01-01", "ORM-O01-03", "ORU-R01-01")

# file -> name, birth date, sex, allergies, active medicines, deceased
BUNDLES: dict[str, tuple[str, date, str, list[str], list[str], bool]] = {
    "Chauncey": (
        "JOHNSTON, Chauncey",
        date(1975, 10, 12),
        "male",
        [],
        ["Naproxen sodium 220 MG Oral Tablet"],
        False,
    ),
    "Clemente": ("KREIGER, Clemente", date(1984, 7, 2), "male", [], [], False),
    "Dirk": (
        "KUHLMAN, Dirk",
        date(1971, 12, 7),
        "male",
        [],
        [
            "Carbamazepine[Tegretol]",
            "Hydrochlorothiazide 25 MG",
            "24 HR Metformin hydrochloride 500 MG Extended Release Oral Tablet",
            "insulin human, isophane 70 UNT/ML / Regular Insulin, Human 30 UNT/ML Injectable "
            "Suspension [Humulin]",
        ],
        False,
    ),
    "Fabian": (
        "MURRAY, Fabian",
        date(1981, 2, 14),
        "male",
        [],
        ["24 HR Metformin hydrochloride 500 MG Extended Release Oral Tablet"],
        False,
    ),
    "Fidel": (
        "BINS, Fidel",
        date(1976, 5, 30),
        "male",
        [
            "Latex allergy",
            "Allergy to mould",
            "House dust mite allergy",
            "Dander (animal) allergy",
            "Allergy to grass pollen",
            "Allergy to tree pollen",
            "Allergy to nut",
        ],
        [
            "diphenhydrAMINE Hydrochloride 25 MG Oral Tablet",
            "120 ACTUAT Fluticasone propionate 0.044 MG/ACTUAT Metered Dose Inhaler",
            "200 ACTUAT Albuterol 0.09 MG/ACTUAT Metered Dose Inhaler",
        ],
        False,
    ),
    "Garrett": (
        "THOMPSON, Garrett",
        date(1972, 3, 30),
        "male",
        [],
        ["Clonazepam [Klonopin]"],
        True,
    ),
    "Kermit": (
        "TRANTOW, Kermit",
        date(1993, 6, 21),
        "male",
        ["Allergy to bee venom", "Shellfish allergy", "Allergy to peanuts"],
        [
            "Loratadine 5 MG Chewable Tablet",
            "NDA020800 0.3 ML Epinephrine 1 MG/ML Auto-Injector",
            "Hydrochlorothiazide 25 MG",
        ],
        False,
    ),
    "Lonnie": (
        "VON, Lonnie",
        date(1950, 8, 3),
        "male",
        [],
        [
            "Alendronic acid 10 MG Oral Tablet",
            "Acetaminophen 325 MG / HYDROcodone Bitartrate 7.5 MG Oral Tablet",
            "Naproxen sodium 220 MG Oral Tablet",
        ],
        False,
    ),
    "Mafalda": (
        "TURCOTTE, Mafalda",
        date(1969, 3, 5),
        "female",
        [],
        [
            "Naproxen sodium 220 MG Oral Tablet",
            "Verapamil Hydrochloride 40 MG",
            "Digoxin 0.125 MG Oral Tablet",
            "Warfarin Sodium 5 MG Oral Tablet",
        ],
        False,
    ),
    "María": (
        "RAZO, María Luisa",
        date(1973, 8, 1),
        "female",
        [],
        [
            "Clopidogrel 75 MG Oral Tablet",
            "Nitroglycerin 0.4 MG/ACTUAT Mucosal Spray",
            "Simvastatin 20 MG Oral Tablet",
            "Amlodipine 5 MG Oral Tablet",
        ],
        False,
    ),
    "Max": (
        "DICKI, Max",
        date(1942, 9, 13),
        "male",
        [],
        [
            "Verapamil Hydrochloride 40 MG",
            "Digoxin 0.125 MG Oral Tablet",
            "Warfarin Sodium 5 MG Oral Tablet",
            "24 HR Donepezil hydrochloride 10 MG / Memantine hydrochloride 28 MG Extended "
            "Release Oral Capsule",
        ],
        False,
    ),
    "Xuan": (
        "CHRISTIANSEN, Xuan",
        date(2000, 3, 14),
        "female",
        [],
        ["Levora 0.15/30 28 Day Pack"],
        False,
    ),
}


def message(name: str) -> bytes:
    return (SHARED / "data" / "hl7v2" / f"{name}.hl7").read_bytes()


def bundle(first: str) -> Path:
    paths = [p for p in (SHARED / "data" / "patients").iterdir() if p.name.startswith(first)]
    return paths[0]


@needs_shared
@pytest.mark.parametrize("name", MESSAGES)
def test_each_message_gives_what_it_says(name: str) -> None:
    kind, expected = MESSAGES[name]
    reading = read(message(name), ZONE)
    assert not reading.set_aside
    facts = reading.messages[0].facts[0]
    assert type(facts) is kind
    assert not isinstance(facts, MergeFacts)
    patient = facts if isinstance(facts, PatientFacts) else facts.patient
    assert (patient.name.formal, patient.birth_date, patient.sex.value) == EVERYMAN
    if isinstance(facts, BookingFacts):
        assert facts.act.value == expected
        assert facts.procedure_text == "Biopsy of colon (procedure)"
        assert facts.scheduled_at.isoformat() == "2021-09-24T09:30:00+02:15"
    else:
        assert (
            None if patient.allergies is None else [a.text for a in patient.allergies]
        ) == expected


@needs_shared
def test_a_merge_names_both_records() -> None:
    facts = read(message("ADT-A40-01"), ZONE).messages[0].facts[0]
    assert isinstance(facts, MergeFacts)
    assert facts.survivor.name.formal == "TEST, Test"
    assert [one.value for one in facts.survivor.identifiers] == ["12345"]
    assert [one.value for one in facts.merged] == ["56789"]


@needs_shared
@pytest.mark.parametrize("name", SET_ASIDE)
def test_messages_of_other_kinds_are_set_aside_by_name(name: str) -> None:
    reading = read(message(name), ZONE)
    assert not reading.messages
    assert "is not among the messages that are applied" in reading.set_aside[0].reason


@needs_shared
@pytest.mark.parametrize("first", BUNDLES)
def test_each_bundle_gives_what_it_says(first: str) -> None:
    name, born, sex, allergies, medicines, deceased = BUNDLES[first]
    reading = read(bundle(first).read_bytes(), ZONE)
    assert not reading.set_aside
    facts = reading.messages[0].facts[0]
    assert isinstance(facts, PatientFacts)
    assert (facts.name.formal, facts.birth_date, facts.sex.value) == (name, born, sex)
    assert [one.text for one in facts.allergies or ()] == allergies
    used = [one.text for one in facts.medications or () if one.standing is Standing.IN_USE]
    assert used == medicines
    assert bool(facts.deceased) is deceased


@needs_shared
def test_all_of_it_goes_in_and_a_second_time_changes_nothing(house: House) -> None:
    folders = (SHARED / "data" / "hl7v2", SHARED / "data" / "patients")
    files = [p for folder in folders for p in sorted(folder.iterdir())]

    def import_all() -> list[str]:
        return [
            taken.what
            for path in files
            for taken in take(house.ledger, read(path.read_bytes(), ZONE), path.name)
        ]

    first = import_all()
    assert (first.count("applied"), first.count("id re-used")) == (21, 7)
    newest = house.ledger.journal.newest()
    assert set(import_all()) == {"duplicate"}
    assert house.ledger.journal.newest() == newest
    assert not house.ledger.clinic.not_understood


@needs_shared
def test_a_cancellation_ends_the_booking(house: House) -> None:
    for name in ("SIU-S12-01", "SIU-S15-01"):
        take(house.ledger, read(message(name), ZONE), name)
    case = house.ledger.case(house.ledger.journal.case_of("36996"))
    assert case.end is End.CANCELLED


@needs_shared
def test_a_merge_leads_to_the_kept_record(house: House) -> None:
    old = house.patient(identifiers=[{"value": "56789", "system": "BCBS", "kind": "MR"}])
    take(house.ledger, read(message("ADT-A40-01"), ZONE), "x")
    patient = house.ledger.patient(old)
    assert patient.name.formal == "TEST, Test"
    assert find_patient(house.ledger, patient.identifiers) == patient.id


@needs_shared
@pytest.mark.parametrize("ending", [b"\n", b"\r\n", b"\r"])
def test_any_line_ending_framing_and_mark_gives_the_same(ending: bytes) -> None:
    lines = message("SIU-S12-01").replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n")
    raw = b"\x0b\xef\xbb\xbf" + ending.join(lines) + b"\x1c\r"
    facts = read(raw, ZONE).messages[0].facts[0]
    assert facts == read(message("SIU-S12-01"), ZONE).messages[0].facts[0]


@needs_shared
def test_a_message_cut_anywhere_is_set_aside_or_whole() -> None:
    raw = message("SIU-S12-01")
    for end in range(1, len(raw), 97):
        reading = read(raw[:end], ZONE)
        assert reading.messages or reading.set_aside[0].place


def test_a_wrong_character_set_is_named() -> None:
    raw = "MSH|^~\\&|A|B|||20260101||ADT^A08|1|P|2.5\rPID|1||7^^^X^MR||Ñandú^Ana".encode("latin-1")
    assert read(raw, ZONE).set_aside[0].reason == "not in the character set that MSH-18 names"


DAY_LIST = "Date;Time;Last name;First name;DOB;MRN;Procedure;Room\n"


def test_a_day_list_goes_in_and_its_bad_lines_are_named() -> None:
    raw = (
        DAY_LIST + "2026-11-23;08:30;Li;Wei;1970-01-02;77;LEFT L3 L4 MBB;Room 1\n"
        "23/11/2026;09:00;Ng;An;1970-01-02;78;RIGHT L4 TFESI;Room 1\n"
        "2026-11-23;09:30;Ng;An;1970-02-30;78;RIGHT L4 TFESI;Room 1\n"
    ).encode("utf-8-sig")
    reading = read(raw, ZONE)
    assert [one.place for one in reading.set_aside] == ["line 3", "line 4"]
    booking = reading.messages[0].facts[0]
    assert isinstance(booking, BookingFacts)
    assert booking.scheduled_at.isoformat() == "2026-11-23T08:30:00-05:00"


def test_missing_columns_are_named() -> None:
    assert read(b"Date,Name\n", ZONE).set_aside[0].reason == (
        "columns are missing: time, given, birth date, mrn, procedure"
    )


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\0\0\0",
        b"{",
        b"[]",
        b'{"resourceType":"Bundle"}',
        b'{"resourceType":"Bundle","entry":[{}]}',
        b"[" * 100000,
        b"MSH",
        b"MSH|^~\\&",
        b"hello",
    ],
)
def test_anything_else_is_a_sentence(raw: bytes) -> None:
    assert read(raw, ZONE).set_aside[0].reason


@needs_shared
def test_mutated_messages_never_raise() -> None:
    chance = random.Random(7)
    for path in sorted((SHARED / "data" / "hl7v2").iterdir()):
        for _ in range(20):
            raw = bytearray(path.read_bytes())
            for _ in range(chance.randrange(1, 8)):
                raw[chance.randrange(len(raw))] = chance.randrange(256)
            reading = read(bytes(raw), ZONE)
            assert reading.messages or all(one.place for one in reading.set_aside)
