"""Arrival: who is here, compared by the program; and the case that a feed or a hand booked."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from procdesk.domain.entry import Json, Kind
from procdesk.domain.section_key import SectionKey
from procdesk.domain.staff import CLINICAL, Role, Staff
from procdesk.domain.targets.target import Target
from procdesk.domain.visit.patient import Patient
from procdesk.workflow.answers import answering
from procdesk.workflow.booking.ordering import Change, Wanted, change_order
from procdesk.workflow.ledger import Ledger, Outcome, case_act
from procdesk.workflow.refused import Refused
from procdesk.workflow.stages import allowed, still_open

DESK_ROLES = CLINICAL | {Role.FRONT_DESK}
METHODS = ("said by the patient", "scanned wristband", "photo identity card", "said by the escort")


@dataclass(frozen=True, slots=True)
class Identifiers:
    """Two or more identifiers as typed or scanned, each with how it was checked.

    `name` is the full name, family name first or last.
    """

    name: str = ""
    birth_date: date | None = None
    mrn: str = ""
    methods: Mapping[str, str] | None = None

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of identifier that are filled in: `name`, `birth_date`, `mrn`."""
        pairs = (("name", self.name), ("birth_date", self.birth_date), ("mrn", self.mrn))
        return tuple(name for name, value in pairs if value)


def with_method(identifiers: Identifiers, method: str) -> Identifiers:
    """The identifiers, each checked in the same way."""
    return replace(identifiers, methods=dict.fromkeys(identifiers.kinds, method))


def confirm_identity(
    ledger: Ledger, person: Staff, case_id: str, identifiers: Identifiers
) -> Outcome:
    """Compare what was typed or scanned with what is registered. Nobody clicks "yes, correct"."""
    still_open(ledger, case_id)
    allowed(person, DESK_ROLES, "confirm who is here")
    if len(identifiers.kinds) < 2:
        raise Refused(
            "Two identifiers are needed: name, birth date or record number.", field="identity"
        )
    patient = ledger.patient(ledger.case(case_id).patient_id)
    differing = differences(patient, identifiers)
    methods: dict[str, Json] = dict(identifiers.methods or {})
    return ledger.act(
        person,
        case_id,
        *answering(
            ledger.case(case_id),
            SectionKey.ARRIVAL,
            {
                "arrival.identity": "differs" if differing else "agrees",
                "arrival.identity.differing": ", ".join(differing),
                "arrival.identity.methods": methods,
            },
        ),
    )


def differences(patient: Patient, identifiers: Identifiers) -> tuple[str, ...]:
    """Return the identifiers, in words, that differ from those registered."""
    names = []
    if identifiers.name and not _same_name(patient, identifiers):
        names.append("name")
    if identifiers.birth_date and identifiers.birth_date != patient.birth_date:
        names.append("birth date")
    if identifiers.mrn and _bare(identifiers.mrn) not in {
        _bare(i.value) for i in patient.identifiers
    }:
        names.append("record number")
    return tuple(names)


def book(  # a booking has this many parts
    ledger: Ledger,
    person: Staff,
    patient_id: str,
    *,
    procedure_text: str,
    scheduled_at: datetime,
    room: str = "",
    operator: str = "",
    external_id: str = "",
) -> Outcome:
    """Open a case for a patient."""
    case_id = ledger.new_id()
    body: dict[str, Json] = {
        "patient_id": patient_id,
        "procedure_text": procedure_text,
        "scheduled_at": scheduled_at.isoformat(),
        "room": room,
        "operator": operator,
        "external_id": external_id,
    }
    return ledger.act(person, case_id, case_act(case_id, Kind.CASE_OPENED, body))


def map_procedure(
    ledger: Ledger, person: Staff, case_id: str, key: str, targets: tuple[Target, ...]
) -> Outcome:
    """A person says once what an imported procedure text means; later it is a proposal."""
    return change_order(ledger, person, case_id, Change(procedures=(Wanted(key, targets),)))


def _same_name(patient: Patient, identifiers: Identifiers) -> bool:
    """The whole name, in either order: people say it in both."""
    family, first = _bare(patient.name.family), _bare(patient.name.given)
    return _bare(identifiers.name) in (first + family, family + first)


def _bare(text: str) -> str:
    """Letters and digits only, without accents or case."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in plain if c.isalnum())
