"""Cards of what goes wrong: opened at once, done step by step, closed by a physician only."""

import pytest

from procdesk import app
from procdesk.domain.stage import Stage
from procdesk.domain.visit.escalation import is_open, noted, open_cards
from procdesk.domain.visit.event_words import event_words
from procdesk.workflow import stages
from procdesk.workflow.case import ending, overriding
from procdesk.workflow.refused import Refused
from procdesk.workflow.room import escalating
from support.recovery_cases import in_recovery
from support.small_clinic import House

CARDS = app.cards()
HAEMATOMA = CARDS["haematoma"]

EVENTS = {
    *("haematoma", "abscess", "infarct", "headache", "last", "vasovagal", "high-block"),
    *("pneumothorax", "anaphylaxis", "steroid", "cement", "pump"),
}
"""The rows of clinical.md 5.7."""

FIGURES = {
    ("last", "lipid-over-70"): ("100 mL in 2 to 3 minutes", "250 mL over 15 to 20 minutes"),
    ("last", "lipid-under-70"): ("1.5 mL/kg", "0.25 mL/kg/min", "at most 12 mL/kg"),
    ("last", "adrenaline"): ("1 µg/kg or less",),
    ("haematoma", "surgeon"): ("6 to 12 hours",),
    ("pump", "interrogate"): ("1 mL (20 mL pump)", "2 mL (40 mL pump)"),
}
"""Every figure of 5.7 that a step says, as it stands there."""
UNCONFIRMED = {("last", "adrenaline"), ("vasovagal", "atropine"), ("anaphylaxis", "adrenaline")}


def test_every_event_has_a_card_with_its_figures_and_their_status() -> None:
    assert set(CARDS) == EVENTS
    steps = {(card.key, one.id): one for card in CARDS.values() for one in card.steps}
    for key, figures in FIGURES.items():
        assert all(figure in steps[key].words for figure in figures), key
    said = {key for key, one in steps.items() if any(c.isdigit() for c in _no_phone(one.words))}
    assert said == set(FIGURES)
    assert all(steps[key].status == "U" for key in UNCONFIRMED)
    assert {one.status for one in steps.values()} <= {"C", "S", "U"}
    assert all(one.source for one in steps.values() if one.status != "U")


def _no_phone(words: str) -> str:
    return words.replace("911", "").replace("999", "")


def test_a_card_is_done_step_by_step_and_stays_open_until_a_physician_closes_it(
    house: House,
) -> None:
    case_id = in_recovery(house)
    ledger, nurse, front = house.ledger, house.nurse, house.front_desk
    assert open_cards(ledger.case(case_id)) == ()
    escalating.open_card(ledger, front, case_id, HAEMATOMA)
    before = len(ledger.case(case_id).entries)
    escalating.open_card(ledger, nurse, case_id, HAEMATOMA)
    assert len(ledger.case(case_id).entries) == before
    house.clock.forward(minutes=1)
    escalating.step_done(ledger, nurse, case_id, HAEMATOMA, "911")
    escalating.say(ledger, nurse, case_id, HAEMATOMA, "right leg cannot move")
    with pytest.raises(Refused, match="takes a physician"):
        escalating.close(ledger, nurse, case_id, HAEMATOMA, "gone")
    for act in (escalating.say, escalating.close):
        with pytest.raises(Refused, match="Write what"):
            act(ledger, house.physician, case_id, HAEMATOMA, "  ")
    assert open_cards(ledger.case(case_id)) == ("haematoma",)
    escalating.close(ledger, house.physician, case_id, HAEMATOMA, "MRI without bleeding")
    case = ledger.case(case_id)
    assert open_cards(case) == ()
    assert [event_words(one) for one in noted(case, "haematoma")] == [
        f"Card opened: {HAEMATOMA.title}",
        "Call 911 (999).",
        "right leg cannot move",
        "Card closed: MRI without bleeding",
    ]
    assert [one.recorded.by for one in noted(case, "haematoma")][:2] == [front.user, nurse.user]


def test_a_card_that_comes_back_is_opened_anew(house: House) -> None:
    case_id = in_recovery(house)
    ledger, card = house.ledger, CARDS["vasovagal"]
    with pytest.raises(Refused, match="not open"):
        escalating.step_done(ledger, house.nurse, case_id, card, "flat")
    for _ in range(2):
        escalating.open_card(ledger, house.nurse, case_id, card)
        escalating.step_done(ledger, house.nurse, case_id, card, "flat")
        escalating.close(ledger, house.physician, case_id, card, "well again")
    assert len(noted(ledger.case(case_id), "vasovagal")) == 3
    assert noted(ledger.case(case_id), "last") == ()
    assert not is_open(ledger.case(case_id), "last")


def test_nobody_leaves_while_a_card_is_open_unless_a_physician_decides(house: House) -> None:
    case_id = house.at_discharge()
    ledger = house.ledger
    escalating.open_card(ledger, house.nurse, case_id, HAEMATOMA)
    with pytest.raises(Refused, match="bleeding beside the spinal cord"):
        stages.enter(ledger, house.nurse, case_id, Stage.FOLLOW_UP)
    finding = next(f for f in ledger.outcome(case_id).findings if f.key == "discharge.event")
    assert finding.stops
    overriding.override(
        ledger,
        house.physician,
        case_id,
        "discharge.event",
        "not_possible",
        "seen, goes on",
        "nobody",
    )
    house.discharged(case_id)
    escalating.open_card(ledger, house.nurse, case_id, CARDS["headache"])
    assert open_cards(ledger.case(case_id)) == ("haematoma", "headache")


def test_a_closed_case_takes_no_card(house: House) -> None:
    case_id = house.whole()
    ledger, card = house.ledger, CARDS["headache"]
    assert ledger.case(case_id).stage is Stage.FOLLOW_UP
    escalating.open_card(ledger, house.nurse, case_id, card)
    escalating.close(ledger, house.physician, case_id, card, "gone after two days")
    ending.complete(ledger, house.nurse, case_id)
    with pytest.raises(Refused, match="closed"):
        escalating.open_card(ledger, house.nurse, case_id, card)
