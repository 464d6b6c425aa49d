"""Every row of the catalogue against what a person read in the fact base."""

import pytest

from domain.catalogue.expected import EXPECTED, LIMB_WEAK, Row
from procdesk import app
from procdesk.domain.catalogue.procedure_kind import SECTIONS, ProcedureKind
from procdesk.domain.targets.names import REGION_OF_NAME
from procdesk.domain.targets.target import REGIONS, Side, Structure, parse_target
from support.places import SHARED

KINDS = app.reference().procedures
SIDES = {"L": Side.LEFT, "R": Side.RIGHT, "B": Side.BILATERAL, "M": Side.MIDLINE}
GUIDANCE = {"F": "fluoroscopy", "US": "ultrasound", "CT": "ct", "none": "none"}
RISKS = {"L": "low", "I": "intermediate", "H": "high"}
EVERYBODY = {"site", "vitals", "allergies", "medicines", "consent"}


@pytest.fixture(params=sorted(EXPECTED))
def pair(request: pytest.FixtureRequest) -> tuple[ProcedureKind, Row]:
    return KINDS[request.param], EXPECTED[request.param]


def split(words: str) -> tuple[list[str], str]:
    """Words and the status at their end."""
    *value, status = words.split()
    return value, status


def test_there_is_a_row_for_every_key_and_no_other() -> None:
    assert sorted(KINDS) == sorted(EXPECTED)


@pytest.mark.skipif(not SHARED.exists(), reason="the fixed names lie beside the project")
def test_every_key_that_was_fixed_has_a_row() -> None:
    told = (SHARED / "names.md").read_text("utf-8").partition("- **Procedures**")[2]
    assert sorted(told.split("`")[1].split()) == sorted(KINDS)


def test_where_it_is_done(pair: tuple[ProcedureKind, Row]) -> None:
    kind, row = pair
    levels, _, names = row.where.partition("|")
    named = {name for of_one in kind.names.values() for name in of_one}
    assert set(kind.structures) == set(map(Structure, row.structures.split()))
    assert kind.sides == {SIDES[one] for one in row.sides.split()}
    assert list(kind.levels) == levels.split()
    assert {one.strip() for one in names.split(",") if one.strip()} <= named
    assert bool(names) == bool(named)


def test_how_it_is_done(pair: tuple[ProcedureKind, Row]) -> None:
    kind, row = pair
    assert list(kind.guidance) == [GUIDANCE[one] for one in row.guidance.split()]
    assert ([*kind.usual_sedation], kind.sedation_status) == split(row.sedation)


def test_what_follows_it(pair: tuple[ProcedureKind, Row]) -> None:
    kind, row = pair
    told = kind.observation_minutes
    minutes = [f"{told[0]}-{'more' if told[1] is None else told[1]}"] if told else []
    assert (minutes, kind.observation_status) == split(row.minutes)
    assert kind.family == row.family
    assert list(kind.diaries) == [f"diary-{one}" for one in row.diaries.split()]


def test_how_it_bleeds(pair: tuple[ProcedureKind, Row]) -> None:
    kind, row = pair
    value, status = split(row.risk)
    assert kind.bleeding_risk == "".join(RISKS[one] for one in value)
    assert kind.bleeding_status == status
    assert "verify" in kind.bleeding_source or status == "C"


def test_whether_it_leaves_a_limb_weak(pair: tuple[ProcedureKind, Row]) -> None:
    kind, row = pair
    told = {key: value for value, keys in LIMB_WEAK.items() for key in keys.split()}
    words = {True: "yes", False: "no", None: "not known"}[kind.limb_weak]
    assert words == told.get(kind.key, "no")
    assert "verify" in kind.limb_source
    assert row.family or kind.limb_weak is None


def test_what_is_asked_before_it(pair: tuple[ProcedureKind, Row]) -> None:
    kind, row = pair
    assert set(kind.sections) == EVERYBODY | set(row.asks.split())
    assert list(kind.sections) == [one for one in SECTIONS if one in kind.sections]


def test_a_trigger_point_asks_less_than_half_of_what_an_implant_asks() -> None:
    assert len(KINDS["trigger-point"].sections) * 2 < len(KINDS["scs-implant"].sections)


def test_payer_limits_are_told_with_a_weak_source_and_stop_nothing() -> None:
    two = KINDS["tfesi-lumbar"]
    assert (two.max_levels, KINDS["esi-interlaminar-lumbar"].max_levels) == (2, 1)
    assert two.allows(parse_target("left foramen L3-L4,L4-L5,L5-S1"))
    assert {k.key for k in KINDS.values() if k.max_levels} == {
        key for key in KINDS if key.startswith(("esi-inter", "esi-caudal", "tfesi"))
    } - {"esi-caudal"}


def test_every_name_lies_in_a_region_that_a_patient_can_point_at() -> None:
    named = {n for kind in KINDS.values() for names in kind.names.values() for n in names}
    assert named == set(REGION_OF_NAME)
    assert set(REGION_OF_NAME.values()) <= set(REGIONS)


def test_a_stellate_block_is_never_done_on_both_sides() -> None:
    """Hazard: both phrenic or recurrent nerves (unconfirmed in the fact base)."""
    kind = KINDS["stellate-ganglion-block"]
    left, right = (parse_target(f"{side} ganglion C6 stellate") for side in ("left", "right"))
    assert kind.allows(left)
    assert kind.allows(right)
    assert not kind.allows(parse_target("bilateral ganglion C6 stellate"))
    assert not kind.allows_together((left, right))


def test_a_pocket_is_never_in_the_middle_though_its_catheter_may_be() -> None:
    kind = KINDS["pump-implant"]
    catheter, pocket = (
        parse_target("midline lead L2-L3 intrathecal catheter"),
        parse_target("right pocket abdomen"),
    )
    assert kind.allows(catheter)
    assert kind.allows(pocket)
    assert kind.allows_together((catheter, pocket))
    assert not kind.allows(parse_target("midline pocket abdomen"))
