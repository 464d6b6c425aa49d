"""A clinic's own procedure: a copy within bounds, in the journal, known everywhere."""

from dataclasses import replace

import pytest

from procdesk import app
from procdesk.domain.catalogue.procedure_kind import SECTIONS, LocalProcedure
from procdesk.domain.entry import CLINIC, Json, Kind
from procdesk.domain.targets.target import Side, parse_target
from procdesk.workflow.booking import arrival
from procdesk.workflow.clinic import local_procedures
from procdesk.workflow.ledger import Act, Ledger
from procdesk.workflow.refused import Refused
from support.small_clinic import House

OURS = LocalProcedure(
    key=local_procedures.key_of("Medial branch block, left L3–L5"),
    base="mbb-lumbar",
    name="Medial branch block, left L3–L5",
    plain_name="a test block of nerves in your low back",
    sides=frozenset({Side.LEFT}),
    levels=("L3", "L4", "L5"),
    more_sections=("infection",),
    bleeding_risk="intermediate",
    observation_minutes=45,
)


def test_an_own_procedure_is_the_shipped_row_made_stricter(house: House) -> None:
    kind = local_procedures.define(house.ledger, house.physician, OURS)
    base = app.reference().procedure("mbb-lumbar")
    assert kind.key == "local-medial-branch-block-left-l3-l5"
    assert kind.sides == {Side.LEFT}
    assert kind.levels == ("L3", "L4", "L5")
    assert set(kind.sections) == {*base.sections, "infection"}
    assert list(kind.sections) == sorted(kind.sections, key=SECTIONS.index)
    assert kind.bleeding_risk == "intermediate"
    assert kind.observation_minutes == (45, 45)
    assert (kind.family, kind.diaries) == (base.family, base.diaries)


def test_it_is_in_the_journal_and_every_look_up_sees_it(house: House) -> None:
    local_procedures.define(house.ledger, house.administrator, OURS)
    again = Ledger(house.ledger.journal, app.reference(), house.clock, app.new_id)
    assert again.reference.procedure(OURS.key).name == OURS.name
    case_id = house.booked()
    targets = (parse_target("left medial-branch L4"),)
    outcome = arrival.map_procedure(again, house.nurse, case_id, OURS.key, targets)
    assert outcome.case.order.procedures[0].key == OURS.key
    right = (parse_target("right medial-branch L4"),)
    with pytest.raises(Refused, match="RIGHT L4 medial branch is not one"):
        arrival.map_procedure(again, house.nurse, case_id, OURS.key, right)
    assert OURS.key not in app.reference().procedures


def test_a_text_that_is_known_and_an_own_procedure_do_not_mix(house: House) -> None:
    house.booked()
    local_procedures.define(house.ledger, house.physician, OURS)
    clinic = house.ledger.clinic
    assert list(clinic.known_texts) == ["LEFT L3 L4 MBB"]
    assert list(clinic.procedures) == [OURS.key]
    assert not clinic.not_understood


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"base": "local-x"}, "copied from"),
        ({"base": ""}, "copied from"),
        ({"name": " "}, "Give its name"),
        ({"plain_name": ""}, "a patient reads"),
        ({"name": "medial branch block LUMBAR"}, "ships with the program"),
        ({"sides": frozenset()}, "of the sides"),
        ({"sides": frozenset({Side.MIDLINE})}, "of the sides"),
        ({"levels": ()}, "of the levels"),
        ({"levels": ("L4", "S1")}, "of the levels"),
        ({"more_sections": ("horoscope",)}, "not known"),
        ({"observation_minutes": 10}, "only be longer, from 30"),
        ({"observation_minutes": 5000}, "only be longer"),
    ],
)
def test_what_is_outside_the_bounds_is_refused_in_words(
    house: House, wrong: dict[str, object], words: str
) -> None:
    with pytest.raises(Refused, match=words):
        local_procedures.define(house.ledger, house.physician, replace(OURS, **wrong))  # type: ignore[arg-type]
    assert not house.ledger.clinic.procedures


def test_a_bleeding_class_is_never_lowered(house: House) -> None:
    """Hazard: a clinic's copy that asks less of blood thinners than the source."""
    lower = replace(OURS, base="scs-trial", sides=frozenset({Side.LEFT}), levels=("L1-L2",))
    with pytest.raises(Refused, match="can only be raised"):
        local_procedures.define(house.ledger, house.physician, lower)


def test_an_entry_from_elsewhere_cannot_loosen_or_replace_what_ships(house: House) -> None:
    """Hazard: an import or another desk that writes what the page would refuse."""
    loose: dict[str, Json] = {
        "key": "local-loose",
        "base": "scs-trial",
        "name": "Loose",
        "plain_name": "x",
        "sides": ["bilateral", "left"],
        "levels": ["C1", "L1-L2"],
        "bleeding_risk": "low",
        "observation_minutes": 1,
    }
    shipped: dict[str, Json] = {**loose, "key": "scs-trial"}
    acts = [
        Act(subject=CLINIC, kind=Kind.PROCEDURE_DEFINED, body={"procedure": one})
        for one in (loose, shipped)
    ]
    house.ledger.record(house.physician, acts)
    kind, base = (house.ledger.reference.procedure(key) for key in ("local-loose", "scs-trial"))
    assert kind.sides == {Side.LEFT}
    assert kind.levels == ("L1-L2",)
    assert kind.bleeding_risk == "high"
    assert kind.observation_minutes == (60, None)
    assert kind.sections == base.sections
    assert base == app.reference().procedure("scs-trial")
    assert len(house.ledger.clinic.not_understood) == 1


def test_a_procedure_of_an_unknown_base_is_left_out_and_reading_goes_on(house: House) -> None:
    odd: dict[str, Json] = {"key": "local-odd", "base": "gone", "name": "x", "plain_name": "x"}
    body: dict[str, Json] = {"procedure": {**odd, "sides": ["left"], "levels": []}}
    house.ledger.record(
        house.physician, [Act(subject=CLINIC, kind=Kind.PROCEDURE_DEFINED, body=body)]
    )
    assert "local-odd" not in house.ledger.reference.procedures
    assert house.ledger.clinic.procedures["local-odd"].name == "x"


def test_only_administrators_and_physicians_add_one(house: House) -> None:
    for person in (house.nurse, house.front_desk):
        with pytest.raises(Refused, match="administrator or physician"):
            local_procedures.define(house.ledger, person, OURS)
