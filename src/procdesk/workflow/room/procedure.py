"""Procedure: what was done, target by target, as it is done."""

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from typing import NotRequired, TypedDict, Unpack

from procdesk.domain.entry import Json, Kind
from procdesk.domain.finding import Finding
from procdesk.domain.staff import CLINICAL, PHYSICIAN_ONLY, Staff
from procdesk.domain.stage import Stage
from procdesk.domain.visit.case import Case, DrugGiven
from procdesk.rules.register.gates import changed_by_dose
from procdesk.workflow.ledger import Act, Ledger, Outcome, case_act
from procdesk.workflow.refused import Refused
from procdesk.workflow.signing import Signer, attesting
from procdesk.workflow.stages import allowed, still_open

ACTS = ("skin", "contrast", "test", "treatment", "sedation", "reversal", "other")
_NEEDLE = ("needle_in", "needle_out")
_IN_RECOVERY = ("sedation", "reversal", "other")
_OF_ONE = ("test", "treatment")
ROUTES = (
    "subcutaneous",
    "perineural",
    "intra-articular",
    "epidural",
    "intramuscular",
    "intravenous",
    "intrathecal",
    "oral",
)
NOTE_RESTS_ON = (
    "order",
    "statement",
    "drug",
    "event.needle_in",
    "event.needle_out",
    "answer.procedure",
    "measured.procedure",
    "measured.sedation_record",
    "answer.sign_out",
)


class DrugLine(TypedDict):
    """A drug as it is written: for what, which, how strong, how much in mL, how and from where.

    `target` names the ordered procedures that it was given for, by key, with a bar between.
    """

    act: str
    drug: str
    strength: str
    volume_ml: Decimal | None
    route: NotRequired[str]
    lot: NotRequired[str]
    expiry: NotRequired[str]
    gtin: NotRequired[str]
    target: NotRequired[str]


def note(  # what happened, where, and when
    ledger: Ledger,
    person: Staff,
    case_id: str,
    event: str,
    text: str = "",
    at: datetime | None = None,
) -> Outcome:
    """Something happened: needle in, image kept, needle out, fainting."""
    still_open(ledger, case_id)
    allowed(person, CLINICAL, "note what happened")
    if event in _NEEDLE and ledger.case(case_id).stage is not Stage.PROCEDURE:
        raise Refused("The needle belongs to the procedure, after the time-out.", field="event")
    return ledger.act(person, case_id, happening(case_id, event, text, at))


def happening(case_id: str, event: str, text: str, at: datetime | None = None) -> Act:
    """Something that happened, to be recorded."""
    body: dict[str, Json] = {"event": event, "text": text}
    return case_act(case_id, Kind.EVENT_NOTED, body, done_at=at)


def for_which(ledger: Ledger, case: Case) -> tuple[str, ...]:
    """The keys of what is ordered, if it has to be said for which of them a drug was given.

    So it is where their families differ: the sheet of one would speak of the drug of the other.
    """
    known = ledger.reference.procedures
    keys = tuple(dict.fromkeys(one.key for one in case.order.procedures))
    families = {known[key].family if key in known else key for key in keys}
    return keys if len(families) > 1 else ()


def dose(case_id: str, **line: Unpack[DrugLine]) -> Act:
    """One drug as it is drawn up, to be looked at or given; nothing is recorded."""
    volume = line["volume_ml"]
    body: dict[str, Json] = {
        "act": line["act"],
        "drug": line["drug"].strip(),
        "strength": line["strength"].strip(),
        "volume_ml": str(volume) if volume is not None else "",
        "route": line.get("route", "").strip(),
        "lot": line.get("lot", "").strip(),
        "expiry": line.get("expiry", "").strip(),
        "gtin": line.get("gtin", ""),
        "target": line.get("target", ""),
    }
    return case_act(case_id, Kind.DRUG_GIVEN, body)


def checked_dose(ledger: Ledger, case: Case, **line: Unpack[DrugLine]) -> Act:
    """One drug that was given. Raises Refused for a line that does not say which and for what."""
    if line["act"] not in ACTS:
        raise Refused("Say what the drug was given for.", field="act")
    if not line["drug"].strip():
        raise Refused("Write which drug was given.", field="drug")
    if line["act"] in _OF_ONE and not line.get("target") and for_which(ledger, case):
        raise Refused("Say for which procedure the drug was given.", field="target")
    return dose(case.id, **line)


def give(ledger: Ledger, person: Staff, case_id: str, **line: Unpack[DrugLine]) -> Outcome:
    """Record one drug as given.

    Refused are a drug that meets an allergy, and a treatment dose until the image agrees. A
    treatment dose goes through a needle: where none was noted yet, it is noted with it.
    """
    still_open(ledger, case_id)
    allowed(person, CLINICAL, "record a drug")
    case = ledger.case(case_id)
    acts = [checked_dose(ledger, case, **line)]
    _in_its_stage(case.stage, line["act"])
    if line["act"] == "treatment" and case.event("needle_in") is None:
        acts.insert(0, happening(case_id, "needle_in", "with the first treatment dose"))
    return ledger.act(person, case_id, *acts)


def with_dose(ledger: Ledger, person: Staff, case_id: str, drawn: Act) -> tuple[Finding, ...]:
    """Return the changes that this dose makes to the findings about doses, weightiest first.

    Nothing is recorded. Empty where the drug counts for nothing and meets no allergy.
    """
    known = ledger.outcome(case_id).findings
    return changed_by_dose(known, ledger.preview(person, case_id, [drawn]).findings)


def given_from(ledger: Ledger, gtin: str) -> DrugGiven | None:
    """The last drug that was given today from a pack of this trade item number."""
    drugs = (drug for case in _today(ledger) for drug in case.drugs if gtin and drug.gtin == gtin)
    return max(drugs, key=lambda drug: drug.recorded.at, default=None)


def lines_before(ledger: Ledger, case: Case) -> tuple[DrugGiven, ...]:
    """The drugs of this patient's last such procedure, else of this operator's last one today.

    Each kind once. A person takes one into the open line by a press and still enters the volume:
    it is no default.
    """
    here = [one for one in _today(ledger) if one.order.operator == case.order.operator]
    last = _last_such(ledger.earlier(case), case) or _last_such(here, case)
    kinds = {(d.act, d.drug, d.strength): d for d in last.drugs} if last else {}
    return tuple(kinds.values())


def _last_such(cases: Iterable[Case], case: Case) -> Case | None:
    """The latest other case in which the same procedures were ordered and something was given."""
    keys = {one.key for one in case.order.procedures}
    same = [
        other
        for other in cases
        if other.id != case.id and other.drugs and {p.key for p in other.order.procedures} == keys
    ]
    return max(same, key=lambda other: other.drugs[-1].recorded.at, default=None)


def _today(ledger: Ledger) -> tuple[Case, ...]:
    return ledger.cases_on(ledger.today())


def _in_its_stage(stage: Stage, act: str) -> None:
    """Treatment belongs to the procedure; what a patient needs in recovery is recorded there."""
    if stage is Stage.PROCEDURE or (stage is Stage.RECOVERY and act in _IN_RECOVERY):
        return
    if stage is Stage.RECOVERY:
        raise Refused("In recovery sedation, reversal and other drugs are recorded.", field="act")
    raise Refused("Drugs are recorded in the procedure, after the time-out.")


def may_be_signed(case: Case) -> bool:
    """Return whether there is a record to sign: the end is noted, or the patient has left.

    After an emergency or an abortion nobody may have noted the end, and the record stays due.
    """
    left = case.closed or case.stage.place > Stage.PROCEDURE.place
    return case.event("needle_out") is not None or (case.took_place and left)


def sign_note(ledger: Ledger, person: Staff, case_id: str, signer: Signer | None) -> Outcome:
    """The physician signs the procedure record, also after the case has ended.

    Raises Refused while the procedure goes on, or if there was none.
    """
    allowed(person, PHYSICIAN_ONLY, "sign the procedure record")
    case = ledger.case(case_id)
    if not may_be_signed(case):
        still_open(ledger, case_id)
        raise Refused("Note the end first: needle out.")
    act = attesting(ledger, signer, case, "note", "physician", NOTE_RESTS_ON)
    return ledger.act(person, case_id, act)
