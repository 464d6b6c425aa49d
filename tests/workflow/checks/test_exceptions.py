"""Every stop that a person may be unable to answer has its exception, and it leads on."""

import re

import pytest

from procdesk.domain.stage import Stage
from procdesk.domain.targets.target import parse_target
from procdesk.workflow import stages
from procdesk.workflow.after import discharge
from procdesk.workflow.booking import ordering
from procdesk.workflow.booking.ordering import Change, Wanted
from procdesk.workflow.case import overriding
from procdesk.workflow.checks import ready
from procdesk.workflow.refused import Refused
from procdesk.workflow.room import time_out
from support.places import ROOT
from support.small_clinic import House

_TABLE = (ROOT / "HAZARDS.md").read_text("utf-8")
OVERRIDABLE = set(re.findall(r"\| `([^`]+)` \| stops \| physician", _TABLE))
_AFTER_AN_ANSWER = {
    *(
        "discharge.event",
        "discharge.not-adopted",
        "discharge.bladder",
        "site.differs",
        "site.counted-from",
        "allergy.not-recognised",
        "anticoagulant.not-recognised",
    ),
    *("anticoagulant.*", "anticoagulant.inr", "anticoagulant.platelets", "red-flag.new"),
    *("papers.missing", "discharge.device-on", "restart.not-said"),
    *(f"allergy.{one}" for one in ("contrast", "dose-not-recognised", "unclear")),
    *(f"glucose.{one}" for one in ("not-adopted", "low", "before-steroid")),
    *(f"vitals.{one}" for one in ("not-adopted", "blood-pressure", "fever")),
    *(f"local-anaesthetic.{one}" for one in ("not-adopted", "not-recognised", "dose", "day")),
    *("steroid.not-adopted",),
    *("pregnancy.possible", "infection.possible", "implant.radiofrequency", "sedation.concern"),
    *("escort.limb",),  # of who is not sedated
}
"""These stop only after an answer: see their tests in tests/rules."""


def enter(house: House, case_id: str, stage: Stage) -> set[str]:
    """Enter a stage; what stops is decided by the physician. Gives what was decided."""
    passed: set[str] = set()
    while True:
        try:
            stages.enter(house.ledger, house.nurse, case_id, stage)
        except Refused as refused:
            stop = refused.findings[0]
            assert stop.overridable_by, f"{stop.key} leads nowhere"
            overriding.override(
                house.ledger,
                house.physician,
                case_id,
                stop.key,
                "not_possible",
                "nobody can answer it",
                "nobody",
            )
            passed.add(stop.key)
            continue
        return passed


def test_a_visit_in_which_nothing_can_be_answered_still_comes_to_its_end(house: House) -> None:
    ledger, physician = house.ledger, house.physician
    case_id = house.booked()
    wanted = Wanted("scs-trial", (parse_target("midline lead T12-L1"),), "moderate")
    ordering.change_order(ledger, house.front_desk, case_id, Change(procedures=(wanted,)))
    passed = set[str]()
    for stage in (Stage.ARRIVED, Stage.CHECKS, Stage.READY):
        passed |= enter(house, case_id, stage)
    with pytest.raises(Refused, match="attested"):
        stages.enter(ledger, house.nurse, case_id, Stage.TIME_OUT)
    overriding.override(
        ledger, physician, case_id, "site.mark", "not_possible", "skin graft", "nobody"
    )
    ready.attest(ledger, physician, case_id, house.signer(physician))
    passed |= {"site.mark"} | enter(house, case_id, Stage.TIME_OUT)
    house.read_aloud(case_id, None)
    time_out.sign(ledger, house.nurse, case_id, "nurse", house.signer(house.nurse))
    passed |= enter(house, case_id, Stage.PROCEDURE)
    overriding.override(
        ledger, physician, case_id, "site.image", "not_possible", "image failed", "nobody"
    )
    house.treated(case_id)
    passed |= {"site.image"} | enter(house, case_id, Stage.RECOVERY)
    passed |= enter(house, case_id, Stage.DISCHARGE)
    discharge.order(ledger, physician, case_id, house.signer(physician))
    passed |= enter(house, case_id, Stage.FOLLOW_UP)
    assert passed == OVERRIDABLE - _AFTER_AN_ANSWER
    case = ledger.case(case_id)
    assert all(one.stood_in == "nobody" for one in case.overrides)
    assert not case.not_understood
