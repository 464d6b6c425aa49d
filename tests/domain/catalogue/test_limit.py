"""Limits: a bad row never loads; a clinic's number stays in its bounds; what is not set says so."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from msgspec import structs

from procdesk import app
from procdesk.domain.catalogue.catalogue import Reference
from procdesk.domain.catalogue.limit import FAMILIES, InForce, limit_set
from procdesk.domain.catalogue.policy_set import PolicySet
from procdesk.domain.clinic.clinic import Clinic, changed_rows, changed_values, fold_clinic
from procdesk.domain.clinic.clinic_units import adopted_words
from procdesk.domain.entry import CLINIC, Entry, Json, Kind
from procdesk.domain.finding import Effect
from procdesk.domain.visit.case import Case
from procdesk.domain.visit.patient import Patient
from procdesk.rules.facts.facts import Facts
from procdesk.workflow.clinic import adopting
from procdesk.workflow.ledger import Act, Ledger
from procdesk.workflow.refused import Refused
from support.small_clinic import House

ROW: Mapping[str, Json] = {
    "id": "vitals.pulse-low",
    "name": "pulse-low",
    "value": "50",
    "unit": "/min",
    "bounds": ["50", "60"],
    "effect": "warns",
    "status": "U",
    "source": "below 50, unconfirmed",
}
HIGH: Mapping[str, Json] = {
    **ROW,
    "id": "vitals.pulse-high",
    "name": "pulse-high",
    "value": None,
    "bounds": ["90", "120"],
}


def test_a_row_is_read_with_its_unit_bounds_and_effect() -> None:
    one = limit_set([ROW])["pulse-low"]
    assert (one.value, one.unit) == (Decimal(50), "/min")
    assert (one.low, one.high) == (Decimal(50), Decimal(60))
    assert (one.effect, one.status, one.range_words) == (Effect.WARNS, "U", "50 to 60 /min")
    assert limit_set([HIGH])["pulse-high"].value is None


@pytest.mark.parametrize(
    "off",
    [
        {"unit": "bpm"},
        {"value": "49"},
        {"value": "61"},
        {"value": 50},
        {"value": "fifty"},
        {"value": "NaN"},
        {"bounds": ["60", "50"]},
        {"bounds": ["50"]},
        {"bounds": [50, 60]},
        {"bounds": ["50", "Infinity"]},
        {"effect": "blocks"},
        {"status": "X"},
        {"more": "?"},
    ],
)
def test_a_bad_row_never_loads_and_its_place_is_named(off: dict[str, Json]) -> None:
    with pytest.raises(ValueError, match=r"^\$\.rows\[0\]"):
        limit_set([{**ROW, **off}])


def test_a_row_without_a_key_and_a_second_row_never_load() -> None:
    with pytest.raises(ValueError, match=r"^\$\.rows\[0\]: .* required field `source`$"):
        limit_set([{key: one for key, one in ROW.items() if key != "source"}])
    with pytest.raises(ValueError, match=r"^\$\.rows\[1\]\.name: a second pulse-low$"):
        limit_set([ROW, {**ROW, "id": "again"}])


@pytest.mark.parametrize("words", ["49.9", "60.1", "fast", "NaN", "Infinity", ""])
def test_a_number_beyond_the_bounds_or_none_is_refused_in_words(words: str) -> None:
    with pytest.raises(ValueError, match="pulse-low"):
        limit_set([ROW])["pulse-low"].set_to(words)


@pytest.mark.parametrize("words", ["50", "55.5", "60"])
def test_a_number_within_the_bounds_is_taken(words: str) -> None:
    assert limit_set([ROW])["pulse-low"].set_to(words).value == Decimal(words)


def test_every_shipped_set_but_those_of_blood_thinners_is_of_numbers() -> None:
    sets = app.reference().policies.values()
    assert {one.family for one in sets} == {*FAMILIES, "anticoagulant"}
    for rules in sets:
        assert len(rules.limits) == (len(rules.rows) if rules.family in FAMILIES else 0)
        for row in rules.limits.values():
            assert row.id == f"{rules.key}.{row.name}"


def facts(house: House, reference: Reference | None = None) -> Facts:
    now = datetime(2026, 11, 23, 15, 0, tzinfo=UTC)
    return Facts(
        case=Case(id="c"),
        patient=Patient(id="p"),
        clinic=house.ledger.clinic,
        reference=reference or house.ledger.reference,
        now=now,
    )


def adopted(house: House, rules: PolicySet, **values: str) -> None:
    told = {f"{rules.key}.{name.replace('_', '-')}": value for name, value in values.items()}
    adopting.adopt(house.ledger, house.physician, rules, house.signer(house.physician), told)


def test_a_number_is_in_force_with_the_row_and_who_adopted_it(house: House) -> None:
    adopted(house, adopting.rule_set(house.ledger, "vitals"), pulse_low="55")
    found = facts(house).limit("vitals", "pulse-low")
    assert (found.value, found.words, found.problem) == (Decimal(55), "55 /min", "")
    assert found.policy is not None
    assert (found.policy.row, found.policy.adopted_by) == ("vitals.pulse-low", "Dr L. Okafor")
    shipped = facts(house).limit("vitals", "systolic-stop")
    assert shipped.value == Decimal(180)  # clinical.md 4, BP: decide 180/110


def test_what_is_not_adopted_or_has_no_number_says_so(house: House) -> None:
    assert facts(house).limit("pregnancy", "age-from").words == "not adopted"
    assert facts(house).limit("vitals", "girth").words == "not adopted: vitals has no girth"
    adopted(house, adopting.rule_set(house.ledger, "vitals"))
    found = facts(house).limit("vitals", "spo2-low")
    assert (found.value, found.words) == (None, "adopted without a value")
    rules = house.ledger.reference.policies["vitals"]
    looser = tuple({**row, "source": "another"} for row in rules.rows)
    policies = {**house.ledger.reference.policies, "vitals": structs.replace(rules, rows=looser)}
    changed = replace(house.ledger.reference, policies=policies)
    assert facts(house, changed).limit("vitals", "systolic-stop").words == "not adopted"
    without = replace(house.ledger.reference, policies={})
    assert facts(house, without).limit("vitals", "systolic-stop").words == "not adopted"


def test_an_entry_with_a_number_beyond_the_bounds_gives_none(house: House) -> None:
    """As another version of the program may have written it: reading never refuses."""
    ledger = house.ledger
    last = ledger.clinic.policies["vitals"]
    body: dict[str, Json] = {
        "name": "vitals",
        "version": last.version,
        "sha256": last.sha256,
        "family": "vitals",
        "by_name": "Dr L. Okafor",
        "values": {"vitals.pulse-low": "20"},
    }
    ledger.record(house.physician, [Act(subject=CLINIC, kind=Kind.POLICY_ADOPTED, body=body)])
    found = facts(house).limit("vitals", "pulse-low")
    assert (found.value, found.words) == (None, "pulse-low can be from 50 to 60 /min, not 20")


@pytest.mark.parametrize(
    ("row_id", "value", "words"),
    [
        ("vitals.pulse-low", "49", "pulse-low can be from 50 to 60 /min, not 49."),
        ("vitals.pulse-low", "slow", "pulse-low: “slow” is no number."),
        ("girth", "90", "vitals has no number girth."),
    ],
)
def test_adopting_refuses_what_is_beyond_the_bounds(
    house: House, row_id: str, value: str, words: str
) -> None:
    ledger, signer = house.ledger, house.signer(house.physician)
    rules = adopting.rule_set(ledger, "vitals")
    with pytest.raises(Refused) as refused:
        adopting.adopt(ledger, house.physician, rules, signer, {row_id: value})
    assert (refused.value.words, refused.value.field) == (words, row_id)


def test_a_comma_is_taken_as_a_point(house: House) -> None:
    adopted(house, adopting.rule_set(house.ledger, "vitals"), temperature_high="37,8")
    assert facts(house).limit("vitals", "temperature-high").value == Decimal("37.8")


def test_the_history_and_what_changed_since_are_in_the_entries(house: House) -> None:
    ledger = house.ledger
    rules = adopting.rule_set(ledger, "vitals")
    adopted(house, rules, pulse_low="55")
    before, now = ledger.clinic.history(rules)[-2:]
    assert now.values == {"vitals.pulse-low": "55"}
    assert now.by_name == "Dr L. Okafor"
    assert changed_rows(now, rules.rows) == ()
    assert set(changed_values(before, now.values)) == {
        *("vitals.systolic-low", "vitals.pulse-high", "vitals.spo2-low", "vitals.pulse-low")
    }
    other = (
        *({**row, "value": None} if row["name"] == "pulse-low" else row for row in rules.rows),
    )
    assert changed_rows(now, other[1:]) == ("vitals.pulse-low", "vitals.systolic-warn")


def test_an_adoption_of_an_older_version_folds_and_says_not_what_was_read() -> None:
    at = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
    body: dict[str, Json] = {
        "name": "asra-pain-2018",
        "version": "1",
        "sha256": "00",
        "by_name": "Dr L. Okafor",
    }
    clinic = fold_clinic(
        [
            Entry(
                id="e1",
                subject=CLINIC,
                kind=Kind.POLICY_ADOPTED,
                author="okafor",
                recorded_at=at,
                done_at=at,
                body=body,
            )
        ]
    )
    (one,) = clinic.adoptions
    assert (one.values, one.rows) == ({}, ())
    assert changed_rows(one, []) is None


def test_the_rows_that_were_signed_stay_in_the_journal(house: House) -> None:
    again = Ledger(house.ledger.journal, app.reference(), house.clock, house.ledger.new_id)
    kept = again.clinic.policies["glucose"].rows
    assert [row["name"] for row in kept] == ["before-steroid", "low"]


def test_a_new_clinic_has_adopted_nothing() -> None:
    assert fold_clinic([]).adoptions == ()
    bare = InForce(value=None, problem="not adopted")
    assert bare.words == "not adopted"
    assert adopted_words(Clinic(), "50", "/min") == "50 /min"
