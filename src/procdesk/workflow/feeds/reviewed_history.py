"""Review, past: what a bundle says was done and given before, as earlier visits of the patient.

Hazard: a silent pass. A procedure that may have been a steroid epidural and says neither region nor
day counts as one of unknown place.
"""

import re
from dataclasses import replace
from datetime import datetime
from typing import Final

from procdesk.domain.catalogue.catalogue import Reference
from procdesk.domain.feeds.bundle_record import BundleDose, BundleProcedure, BundleRecord
from procdesk.domain.medicines.spelling import plain
from procdesk.domain.visit.case import Case, DrugGiven, Noted, Order, OrderedProcedure, Recorded
from procdesk.rules.facts.doses import STEROID
from procdesk.rules.register import hazards

_EPIDURAL: Final = frozenset({"epidural", "transforaminal", "caudal", "tfesi", "esi"})
_NO_STEROID: Final = frozenset({"labor", "labour", "delivery", "obstetric", "patch", "electrode"})
_REGIONS: Final = {
    "esi-interlaminar-cervical": frozenset({"cervical", "cervicothoracic", "neck"}),
    "esi-interlaminar-thoracic": frozenset({"thoracic"}),
    "esi-interlaminar-lumbar": frozenset(
        {"lumbar", "lumbosacral", "sacral", "caudal", "thoracolumbar"}
    ),
}
_LETTERS: Final = {"c": "cervical", "t": "thoracic", "l": "lumbar", "s": "sacral"}
_LEVEL = re.compile(r"([ctls])\d{1,2}")


def earlier(record: BundleRecord, now: datetime) -> tuple[Case, ...]:
    """The epidurals and drugs of the bundle, each as a visit in which it was done."""
    epidurals = (_visit(one.at or now, one) for one in record.done if _may_be_epidural(one.text))
    doses = (_dosed(one, one.at) for one in record.given if one.at is not None)
    visits = sorted((*epidurals, *doses), key=lambda case: case.events[0].recorded.at)
    return tuple(replace(one, id=f"bundle-{number}") for number, one in enumerate(visits))


def left_to_people(record: BundleRecord, reference: Reference) -> tuple[str, ...]:
    """Return the findings that rest on earlier visits the bundle lacks, or gives no day for."""
    steroids = [
        dose
        for dose in record.given
        if any(STEROID in drug.kinds for drug in reference.named_in(dose.text))
    ]
    left = [] if record.done else [hazards.EXPOSURE_SESSIONS.key]
    if not steroids or any(one.at is None for one in steroids):
        left.append(hazards.STEROID_INTERVAL.key)
    return tuple(left)


def _may_be_epidural(text: str) -> bool:
    words = frozenset(plain(text).split())
    return bool(words & _EPIDURAL) and not words & _NO_STEROID


def _key(procedure: BundleProcedure) -> str:
    """Return a procedure of the one region named; empty for none or several, or without a day."""
    parts = plain(procedure.text).split()
    letters = {*parts, *(_LETTERS[match[1]] for part in parts if (match := _LEVEL.fullmatch(part)))}
    keys = [key for key, words in _REGIONS.items() if words & letters]
    return keys[0] if len(keys) == 1 and procedure.at is not None else ""


def _visit(at: datetime, procedure: BundleProcedure) -> Case:
    by = _recorded(at)
    procedures = (OrderedProcedure(_key(procedure), procedure.text),)
    return replace(_begun(by), order=Order(procedures=procedures, recorded=by))


def _dosed(dose: BundleDose, at: datetime) -> Case:
    by = _recorded(at)
    drug = DrugGiven(
        act="other",
        drug=dose.text,
        strength=dose.dose,
        volume_ml=None,
        lot="",
        expiry="",
        target="",
        recorded=by,
    )
    return replace(_begun(by), drugs=(drug,))


def _recorded(at: datetime) -> Recorded:
    return Recorded(entry_id="bundle", by="station", at=at, recorded_at=at)


def _begun(by: Recorded) -> Case:
    events = (Noted("needle_in", "", by),)
    return Case(id="", patient_id="bundle", order=Order(recorded=by), events=events)
