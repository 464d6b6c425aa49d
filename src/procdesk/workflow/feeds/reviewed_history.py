"""Review, past: what a bundle says was done and given before, as earlier visits of the patient.

Hazard: a silent pass. A procedure that may have been a steroid epidural and says neither region nor
day counts as one of unknown place.
"""

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Final

from procdesk.domain.catalogue.catalogue import Reference, plain
from procdesk.domain.feeds.bundle_record import BundleDose, BundleProcedure, BundleRecord
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
    done = (_visit(one.at or now, one) for one in record.done if _may_be_epidural(one.text))
    given = (_dosed(one, one.at) for one in record.given if one.at is not None)
    found = sorted((*done, *given), key=lambda case: case.events[0].recorded.at)
    return tuple(replace(one, id=f"bundle-{number}") for number, one in enumerate(found))


def left_to_people(record: BundleRecord, reference: Reference) -> tuple[str, ...]:
    """What the bundle does not say of earlier visits: nothing of either kind, or no day."""
    steroids = [
        one
        for one in record.given
        if any(STEROID in drug.kinds for drug in reference.named_in(one.text))
    ]
    left = [] if record.done else [hazards.EXPOSURE_SESSIONS.key]
    if not steroids or any(one.at is None for one in steroids):
        left.append(hazards.STEROID_INTERVAL.key)
    return tuple(left)


def _may_be_epidural(text: str) -> bool:
    said = frozenset(plain(text).split())
    return bool(said & _EPIDURAL) and not said & _NO_STEROID


def _key(one: BundleProcedure) -> str:
    """A procedure of the one region that is told; empty where none or several are, or no day."""
    said = plain(one.text).split()
    told = {*said, *(_LETTERS[found[1]] for word in said if (found := _LEVEL.fullmatch(word)))}
    keys = [key for key, words in _REGIONS.items() if words & told]
    return keys[0] if len(keys) == 1 and one.at is not None else ""


def _visit(at: datetime, one: BundleProcedure) -> Case:
    return _begun(at, (OrderedProcedure(_key(one), one.text),), ())


def _dosed(one: BundleDose, at: datetime) -> Case:
    by = Recorded("bundle", "station", at, at)
    return _begun(at, (), (DrugGiven("other", one.text, one.dose, None, "", "", "", by),))


def _begun(
    at: datetime, procedures: tuple[OrderedProcedure, ...], drugs: Iterable[DrugGiven]
) -> Case:
    by = Recorded("bundle", "station", at, at)
    order = Order(procedures, recorded=by)
    return Case("", "bundle", order=order, drugs=tuple(drugs), events=(Noted("needle_in", "", by),))
