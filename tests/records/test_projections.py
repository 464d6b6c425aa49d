"""The search tables: what they answer, and that a rebuild gives the live ones whatever came."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from procdesk.domain.entry import Entry, Json, Kind, case_subject, patient_subject
from procdesk.domain.relief.follow_up_call import OTHERS, RED_FLAGS
from procdesk.domain.stage import Stage
from procdesk.records import projections
from procdesk.records.journal import Journal
from procdesk.records.store import Store, create_store
from procdesk.records.verify import verify
from support.open_store import AT, KEY, entry_of_kind

NEW_YORK = ZoneInfo("America/New_York")
C1, C2, P1 = case_subject("c1"), case_subject("c2"), patient_subject("p1")


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    opened = create_store(tmp_path_factory.mktemp("shared"), KEY)
    yield opened
    opened.close()


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    store = create_store(tmp_path, KEY)
    yield Journal(store)
    store.close()


def opened(case_id: str, at: datetime, patient_id: str = "p1", number: str = "") -> Entry:
    return entry_of_kind(
        Kind.CASE_OPENED,
        case_subject(case_id),
        patient_id=patient_id,
        scheduled_at=at.isoformat(),
        external_id=number,
    )


CASES, PATIENTS = st.sampled_from(["c1", "c2", "c3"]), st.sampled_from(["p1", "p2", "p3"])
NUMBERS = st.sampled_from(["7K3QPX2M9D", "00286641", ""])
SYSTEMS = st.sampled_from(["clinic", "hospital"])
TIMES = st.integers(0, 9000).map(lambda hours: (AT + timedelta(hours=hours)).isoformat())
TEXTS = st.text(st.characters(codec="utf-8"), max_size=12)
WRONG: st.SearchStrategy[Json] = st.sampled_from([None, "", "none", 7, [], {}, ["x"]])


def of(
    kind: Kind, of_case: bool, body: st.SearchStrategy[dict[str, Any]]
) -> st.SearchStrategy[Entry]:
    """Entries of a kind about any of a few cases or patients."""
    subjects = CASES.map(case_subject) if of_case else PATIENTS.map(patient_subject)
    return st.builds(lambda subject, fields: entry_of_kind(kind, subject, **fields), subjects, body)


IDENTIFIERS: st.SearchStrategy[Any] = st.lists(
    st.fixed_dictionaries({"value": NUMBERS, "system": SYSTEMS}), max_size=2
)
ANY_ENTRY = st.one_of(
    of(
        Kind.CASE_OPENED,
        True,
        st.fixed_dictionaries(
            {"patient_id": PATIENTS, "scheduled_at": TIMES}, optional={"external_id": NUMBERS}
        ),
    ),
    of(Kind.ORDER_SET, True, st.fixed_dictionaries({}, optional={"scheduled_at": TIMES})),
    of(
        Kind.STAGE_ENTERED,
        True,
        st.fixed_dictionaries({"stage": st.sampled_from([one.value for one in Stage])}),
    ),
    of(
        Kind.SHEET_MADE,
        True,
        st.fixed_dictionaries({"kind": st.sampled_from(["diary", "aftercare"]), "number": NUMBERS}),
    ),
    of(Kind.SHEET_HANDED_OVER, True, st.fixed_dictionaries({"number": NUMBERS})),
    of(Kind.SHEET_VOIDED, True, st.fixed_dictionaries({"number": NUMBERS})),
    of(Kind.DIARY_RETURNED, True, st.fixed_dictionaries({"sheet": NUMBERS})),
    of(Kind.CALL_MADE, True, st.fixed_dictionaries({"told": WRONG})),
    of(Kind.PATIENTS_MERGED, False, st.fixed_dictionaries({"into": PATIENTS})),
    of(
        Kind.PATIENT_UPDATED,
        False,
        st.fixed_dictionaries(
            {},
            optional={
                "family": TEXTS,
                "given": TEXTS,
                "birth_date": st.just("1947-03-14"),
                "identifiers": IDENTIFIERS,
            },
        ),
    ),
    of(
        Kind.PATIENT_REGISTERED,
        False,
        st.fixed_dictionaries({"family": WRONG, "identifiers": WRONG}),
    ),
    of(Kind.STAGE_ENTERED, True, st.just({})),
    of(
        Kind.CASE_OPENED,
        True,
        st.fixed_dictionaries({"patient_id": PATIENTS, "scheduled_at": WRONG}),
    ),
)


@given(entries=st.lists(ANY_ENTRY, max_size=12))
@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None
)
def test_a_rebuild_equals_what_was_kept_live_whatever_was_recorded(
    shared: Store, entries: list[Entry]
) -> None:
    Journal(shared).append(entries)
    with shared.engine.begin() as connection:
        live = projections.contents(connection)
        projections.rebuild(connection)
        assert projections.contents(connection) == live


def test_a_day_is_the_clinics_day_also_when_the_clocks_change(journal: Journal) -> None:
    for day, hours in ((date(2026, 3, 8), 23), (date(2026, 7, 1), 24), (date(2026, 11, 1), 25)):
        midnight = datetime(day.year, day.month, day.day, tzinfo=NEW_YORK).astimezone(UTC)
        times = [midnight + timedelta(minutes=30 * half) for half in range(-2, 2 * hours + 2)]
        journal.append([opened(f"{at.isoformat()}", at) for at in times])
        expected = [at.isoformat() for at in times[2:-2]]
        assert list(journal.case_ids_on(day, NEW_YORK)) == expected
        assert len(expected) == 2 * hours


def test_a_visit_that_was_moved_is_listed_on_its_new_day_alone(journal: Journal) -> None:
    later = AT + timedelta(days=1)
    journal.append([opened("c1", AT), opened("c2", AT + timedelta(minutes=1))])
    journal.append([entry_of_kind(Kind.ORDER_SET, C1, scheduled_at=later.isoformat())])
    journal.append([entry_of_kind(Kind.ORDER_SET, C2, text="the time stays")])
    days = [journal.case_ids_on(at.date(), NEW_YORK) for at in (AT, later)]
    assert days == [("c2",), ("c1",)]
    assert journal.cases_of("p1") == ("c2", "c1"), "by their times"


def test_cases_are_listed_at_their_latest_stage_the_earliest_booked_first(journal: Journal) -> None:
    journal.append([opened("c1", AT + timedelta(hours=2)), opened("c2", AT)])
    for subject in (C1, C2):
        journal.append([entry_of_kind(Kind.STAGE_ENTERED, subject, stage="arrived")])
    assert journal.cases_at("arrived") == ("c2", "c1")
    journal.append([entry_of_kind(Kind.STAGE_ENTERED, C2, stage="checks")])
    assert (journal.cases_at("arrived"), journal.cases_at("checks")) == (("c1",), ("c2",))


def test_the_newest_case_of_another_systems_number_is_taken(journal: Journal) -> None:
    journal.append([opened("c1", AT, number="A-7"), opened("c2", AT, number="A-7")])
    assert (journal.case_of("A-7"), journal.case_of("A-8")) == ("c2", "")
    assert verify(journal.store).ok
    assert journal.case_of("A-7") == "c2", "after a rebuild too"


def test_a_number_belongs_to_its_system(journal: Journal) -> None:
    for patient, system in (("p1", "clinic"), ("p2", "hospital")):
        number: Json = {"value": "00286641", "system": system}
        journal.append(
            [entry_of_kind(Kind.PATIENT_REGISTERED, patient_subject(patient), identifiers=[number])]
        )
    assert journal.patient_with("00286641", "clinic") == "p1"
    assert journal.patient_with("00286641", "hospital") == "p2"
    assert journal.patient_with("286641", "clinic") == ""
    assert journal.search(" 00286641 ") == ("p1", "p2")


@pytest.mark.parametrize("sign", [question.key for question in RED_FLAGS])
def test_a_call_that_told_a_sign_is_found_again(journal: Journal, sign: str) -> None:
    calls = [(C1, sign, "yes"), (C2, sign, "no"), (case_subject("c3"), OTHERS[0].key, "yes")]
    for subject, key, answer in calls:
        journal.append([entry_of_kind(Kind.CALL_MADE, subject, told={key: answer})])
    assert journal.cases_with_signs() == ("c1",)
    journal.append([entry_of_kind(Kind.CALL_MADE, C1, told={sign: "no"})])
    assert journal.cases_with_signs() == ("c1",), "a later no takes nothing back"


def test_diaries_are_counted_while_they_are_out(journal: Journal) -> None:
    def sheet(kind: Kind, number: str = "7K3QPX2M9D", **body: Json) -> None:
        journal.append([entry_of_kind(kind, C1, number=number, **body)])

    journal.append([sheet_made("diary", "7K3QPX2M9D"), sheet_made("aftercare", "0000000000")])
    assert (journal.diaries_back(), journal.case_of_diary("0000000000")) == ((0, 0), "")
    sheet(Kind.SHEET_HANDED_OVER)
    assert (journal.diaries_back(), journal.case_of_diary("7K3QPX2M9D")) == ((1, 0), "c1")
    sheet(Kind.SHEET_JAMMED)
    assert journal.diaries_back() == (0, 0)
    sheet(Kind.SHEET_HANDED_OVER)
    journal.append([entry_of_kind(Kind.DIARY_RETURNED, C1, sheet="7K3QPX2M9D")])
    assert journal.diaries_back() == (1, 1)
    sheet(Kind.SHEET_VOIDED)
    assert journal.diaries_back() == (0, 0)


def sheet_made(kind: str, number: str) -> Entry:
    body: dict[str, Json] = {"kind": kind, "number": number}
    blank = entry_of_kind(Kind.SHEET_MADE, C1)
    return Entry(
        id=blank.id,
        subject=C1,
        kind=blank.kind,
        author=blank.author,
        recorded_at=AT,
        done_at=AT,
        body=body,
    )


# Search

NAMES = (
    ("garcia", "García", "José María"),
    ("muller", "Müller-Lüdenscheidt", "Jürgen"),
    ("obrien", "O'Brien", "Seán"),
    ("nguyen", "Nguyễn", "Thị Ánh"),
    ("strauss", "Strauß", "Zoë"),
    ("percent", "100%", "Ana_Lena"),
    ("cohen", "כהן", "רות"),
    ("wu", "Wu", "Li"),
    ("wugong", "Wu Gong", "Lin"),
)


@pytest.fixture(scope="module")
def named(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], set[str]]]:
    store = create_store(tmp_path_factory.mktemp("named"), KEY)
    Journal(store).append(
        [
            entry_of_kind(
                Kind.PATIENT_REGISTERED, patient_subject(key), family=family, given=given_names
            )
            for key, family, given_names in NAMES
        ]
    )
    yield lambda text: set(Journal(store).search(text))
    store.close()


@pytest.mark.parametrize(
    ("typed", "patients"),
    [
        ("garcia", {"garcia"}),
        ("GARCÍA", {"garcia"}),
        ("garci\u0301a", {"garcia"}),
        ("  García ,  jose  ", {"garcia"}),
        ("maria garcia", {"garcia"}),
        ("jose maria garcia", {"garcia"}),
        ("muller", {"muller"}),
        ("MÜLLER-L", {"muller"}),
        ("jurgen mu", {"muller"}),
        ("o'b", {"obrien"}),
        ("o'brien sean", {"obrien"}),
        ("nguyen", {"nguyen"}),
        ("Nguyễn Thị", {"nguyen"}),
        ("nguyen anh", {"nguyen"}),
        ("STRAUSS", {"strauss"}),
        ("strauß zoe", {"strauss"}),
        ("כהן", {"cohen"}),
        ("רות כהן", {"cohen"}),
        ("w", {"wu", "wugong"}),
        ("wu", {"wu", "wugong"}),
        ("wu l", {"wu", "wugong"}),
        ("li w", {"wu", "wugong"}),
        ("wu gong", {"wugong"}),
        ("lin wu", {"wugong"}),
        ("gong", set()),
        ("100%", {"percent"}),
        ("100% ana", {"percent"}),
        ("100% ana_lena", {"percent"}),
        ("garcia %aria", set()),
        ("garcia _ose", set()),
        ("garcia j%a", set()),
        ("arcia", set()),
        ("garcia ose", set()),
        ("%", set()),
        ("'; DROP TABLE patient_row; --", set()),
        ('"', set()),
        ("\\", set()),
        ("Łukasz", set()),
    ],
)
def test_a_name_is_looked_for_as_it_is_typed(
    named: Callable[[str], set[str]], typed: str, patients: set[str]
) -> None:
    assert named(typed) == patients


@pytest.mark.parametrize("key", [key for key, _, _ in NAMES])
def test_every_beginning_of_a_name_finds_the_patient(
    named: Callable[[str], set[str]], key: str
) -> None:
    (family, given_names) = next(names for id_, *names in NAMES if id_ == key)
    for length in range(1, len(family) + 1):
        assert key in named(family[:length]), family[:length]
        assert key in named(family[:length].upper()), family[:length]
    for length in range(1, len(given_names) + 1):
        assert key in named(f"{family}, {given_names[:length]}"), given_names[:length]
        assert key in named(f"{given_names[:length]} {family}"), given_names[:length]


def test_search_stops_at_its_limit_and_finds_a_day_of_birth(journal: Journal) -> None:
    for number in range(30):
        born = f"1947-03-{number + 1:02}"
        body: dict[str, Json] = {"family": "Ortiz", "given": f"A{number:02}", "birth_date": born}
        subject = patient_subject(f"p{number:02}")
        journal.append([entry_of_kind(Kind.PATIENT_REGISTERED, subject, **body)])
    assert journal.search("ortiz") == tuple(f"p{number:02}" for number in range(20))
    assert journal.search("ortiz", 3) == ("p00", "p01", "p02")
    assert journal.search("1947-03-14") == ("p13",)


@given(name=TEXTS)
def test_a_name_is_searched_in_one_form_only(name: str) -> None:
    plain = projections.search_form(name)
    assert plain == " ".join(plain.split())
    assert projections.search_form(plain) == plain
    assert projections.search_form(f"  {name}\t") == plain
