"""Consent as a thing: who explained, who decided, when; and that it can be taken back."""

from dataclasses import replace
from datetime import timedelta

import pytest

from procdesk.domain.entry import Json
from procdesk.domain.finding import Result
from procdesk.domain.stage import StatementKind
from procdesk.workflow import answers
from procdesk.workflow.checks import consent
from procdesk.workflow.checks.consent import ConsentPaper
from procdesk.workflow.refused import Refused
from support.small_clinic import TARGETS, House


@pytest.fixture
def asked(house: House) -> str:
    case_id = house.booked()
    house.arrived(case_id)
    house.checked(case_id)
    return case_id


def paper(house: House) -> ConsentPaper:
    return ConsentPaper(
        targets=TARGETS,
        signed_by="Ruth Abernathy",
        signed_on=house.clock.at.date(),
        explained_by="okafor",
        decides="patient",
    )


def test_the_whole_paper_is_kept_with_who_saw_the_signature(house: House, asked: str) -> None:
    entered = replace(paper(house), decides="guardian", representative="Ann Abernathy")
    case = consent.enter(house.ledger, house.nurse, asked, entered).case
    statement = case.statement(StatementKind.CONSENT)
    assert statement is not None
    assert statement.targets == TARGETS
    assert case.value("consent.representative") == "Ann Abernathy"
    assert case.value("consent.signature_seen_by") == "adeyemi"
    assert case.value("consent.explained_by") == "okafor"


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"targets": ()}, "target that stands"),
        ({"signed_by": " "}, "who signed"),
        ({"explained_by": ""}, "who explained"),
        ({"decides": ""}, "who decides"),
        ({"signed_on": None}, "when it was signed"),
        ({"decides": "representative"}, "name of who decided"),
        ({"releases_records": True, "releases_to": " "}, "to whom the record"),
    ],
)
def test_what_is_missing_is_named(
    house: House, asked: str, change: dict[str, object], why: str
) -> None:
    with pytest.raises(Refused, match=why):
        consent.enter(house.ledger, house.nurse, asked, replace(paper(house), **change))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("released", "to", "recipient"),
    [(True, " Dr A. Family ", "Dr A. Family"), (False, "Dr A. Family", ""), (None, "", "")],
)
def test_the_record_may_be_sent_to_whom_the_paper_names_or_that_is_left_open(
    house: House, asked: str, released: bool | None, to: str, recipient: str
) -> None:
    entered = replace(paper(house), releases_records=released, releases_to=to)
    case = consent.enter(house.ledger, house.nurse, asked, entered).case
    assert case.value("consent.releases_records") is released
    assert case.value("consent.releases_to") == recipient


def test_tomorrow_is_no_day_for_a_signature(house: House, asked: str) -> None:
    late = replace(paper(house), signed_on=house.clock.at.date() + timedelta(days=1))
    with pytest.raises(Refused, match="after today"):
        consent.enter(house.ledger, house.nurse, asked, late)


def test_where_an_interpreter_is_needed_somebody_interpreted(house: House, asked: str) -> None:
    values: dict[str, Json] = {"arrival.support": ["interpreter"]}
    answers.answer(house.ledger, house.nurse, asked, "arrival", values)
    with pytest.raises(Refused, match="who interpreted"):
        consent.enter(house.ledger, house.nurse, asked, paper(house))
    interpreted = replace(paper(house), interpreter="I. Gomez")
    assert consent.enter(house.ledger, house.nurse, asked, interpreted)


def test_a_withdrawal_stops_and_nobody_may_pass_it_until_it_is_given_anew(
    house: House, asked: str
) -> None:
    outcome = consent.withdraw(house.ledger, house.nurse, asked, "I do not want it after all.")
    missing = next(f for f in outcome.findings if f.key == "consent.missing")
    assert (missing.result, missing.overridable_by) == (Result.NOT_MET, frozenset())
    house.consented(asked)
    outcome = house.ledger.outcome(asked)
    assert next(f for f in outcome.findings if f.key == "consent.missing").result is Result.MET


def test_a_withdrawal_voids_the_attestation(house: House, asked: str) -> None:
    house.made_ready(asked)
    assert house.ledger.case(asked).attestation("ready") is not None
    consent.withdraw(house.ledger, house.nurse, asked, "No.")
    assert house.ledger.case(asked).attestation("ready") is None
