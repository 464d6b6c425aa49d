"""Folds never raise: what an entry cannot mean is kept beside what is understood."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from procdesk import app
from procdesk.domain.clinic.clinic import fold_clinic
from procdesk.domain.entry import CLINIC, Entry, Json, Kind, Subject, case_subject, patient_subject
from procdesk.domain.feeds.feed import (
    BookingAct,
    BookingFacts,
    FeedFacts,
    MergeFacts,
    PatientFacts,
    VisitFacts,
    patient_of,
)
from procdesk.domain.relief.diary import Diary, diary_text, page_from
from procdesk.domain.targets.target import USUAL
from procdesk.domain.visit.case_fold import fold
from procdesk.domain.visit.patient import Name
from procdesk.domain.visit.patient_fold import fold_patient

AT = datetime(2026, 11, 23, 15, tzinfo=UTC)
CASE, PATIENT = case_subject("c1"), patient_subject("p1")


def entry(kind: str, body: dict[str, Json], subject: Subject = CASE, name: str = "e1") -> Entry:
    return Entry(
        id=name, subject=subject, kind=kind, author="adeyemi", recorded_at=AT, done_at=AT, body=body
    )


READING: dict[str, Json] = {"code": "pain_moving", "value": "4", "observed": True}


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        (Kind.SHEET_SENT, {"number": "7K3QPX2M9D"}),  # a sheet that nobody made
        (Kind.DIARY_RETURNED, {"sheet": "7K3QPX2M9D", "form": "diary-block"}),  # no page
        (
            Kind.DIARY_RETURNED,
            {
                "sheet": "7K3QPX2M9D",
                "form": "diary-block",
                "page": 1,
                "readings": [{**READING, "at": "2026-11-23T15:00"}],  # in no zone
            },
        ),
        ("dreamt", {}),
    ],
)
def test_what_a_case_cannot_mean_is_kept_beside_it(kind: str, body: dict[str, Json]) -> None:
    odd = entry(kind, body)
    case = fold([odd])
    assert case.not_understood == (odd,)
    assert (case.sheets, case.diaries) == ((), ())


def test_words_that_an_amendment_corrects_into_nothing_readable_do_not_stand() -> None:
    first = entry(Kind.EVENT_NOTED, {"event": "fainting", "text": "pale"})
    amended = entry(Kind.AMENDED, {"of": "e1", "body": "in words"}, name="e2")
    case = fold([first, amended])
    assert case.not_understood == (first,)
    assert case.events == ()


def test_another_text_of_the_order_makes_usual_bones_unsaid() -> None:
    usual = entry(Kind.ORDER_SET, {"transitional": USUAL, "procedure_text": "L4 MBB"})
    assert fold([usual]).order.transitional == USUAL
    other = entry(Kind.ORDER_SET, {"procedure_text": "L6 MBB"}, name="e2")
    assert fold([usual, other]).order.transitional == ""
    room = entry(Kind.ORDER_SET, {"room": "Room 2"}, name="e3")
    assert fold([usual, room]).order.transitional == USUAL


def test_what_happens_to_desks_and_keys_changes_nothing_of_the_clinic() -> None:
    kinds = (
        *(Kind.DESK_ENROLLED, Kind.CHAIN_OPENED, Kind.BREAK_GLASS_OPENED),
        *(Kind.BREAK_GLASS_CLOSED, Kind.DESK_REVOKED, Kind.KEY_REVOKED, Kind.EXPORTED),
    )
    assert fold_clinic(entry(kind, {}, CLINIC) for kind in kinds) == fold_clinic([])


def test_what_a_clinic_or_a_patient_cannot_mean_is_kept() -> None:
    odd = entry("dreamt", {}, CLINIC)
    assert fold_clinic([odd]).not_understood == (odd,)
    registered = entry(Kind.PATIENT_REGISTERED, {"family": "Abernathy", "given": "Ruth"}, PATIENT)
    odd = entry(Kind.PATIENTS_MERGED, {}, PATIENT, "e2")
    stranger = entry("dreamt", {}, PATIENT, "e3")
    patient = fold_patient([registered, odd, stranger])
    assert patient.not_understood == (odd, stranger)
    assert patient.name == Name("Abernathy", "Ruth")
    assert patient.merged_into == ""


def test_who_looked_and_where_a_record_went_are_no_facts_of_the_patient() -> None:
    views = (entry(Kind.VIEWED, {}, PATIENT), entry(Kind.EXPORTED, {}, PATIENT, "e2"))
    assert fold_patient(views) == fold_patient([entry(Kind.VIEWED, {}, PATIENT)])
    merged = entry(Kind.PATIENTS_MERGED, {"into": "p2"}, PATIENT, "e3")
    assert fold_patient([merged]).merged_into == "p2"


RUTH = PatientFacts(name=Name("Abernathy", "Ruth"), identifiers=())


@pytest.mark.parametrize(
    "facts",
    [
        RUTH,
        BookingFacts(
            patient=RUTH,
            act=BookingAct.BOOK,
            external_id="77",
            procedure_text="L4 MBB",
            scheduled_at=AT,
        ),
        VisitFacts(patient=RUTH),
        MergeFacts(RUTH, ()),
    ],
)
def test_every_message_is_about_one_patient(facts: FeedFacts) -> None:
    assert patient_of(facts) is RUTH


def test_a_page_of_a_form_or_version_that_this_program_does_not_know_is_not_read() -> None:
    text = diary_text(app.sheet_texts()["en/diary"], "en/diary")
    diary = Diary(AT, ZoneInfo("UTC"), text, app.reference().languages["en"])
    page = diary.pages(["diary-block"])[0].as_stored()
    assert page_from(page).form == "diary-block"
    for odd in ({"version": 99}, {"form": "diary-of-dreams"}):
        with pytest.raises(ValueError, match="version"):
            page_from({**page, **odd})
