"""`procdesk import`: HL7 v2, FHIR R4 bundles and CSV day lists."""

import argparse
import hashlib
from typing import Any
from zoneinfo import ZoneInfo

from procdesk import app
from procdesk.commands.call import CommandCall
from procdesk.domain.feeds.feed import BookingFacts, FeedParse, PatientFacts, patient_of

_NO_CLINIC = "procdesk: no clinic is set up here: times that name no zone are read as UTC"


def add_to(commands: Any, shared: argparse.ArgumentParser) -> None:
    """Add `import` to the command line."""
    parser = commands.add_parser("import", parents=[shared], help="read messages and day lists")
    parser.add_argument("files", nargs="+", metavar="FILE")
    parser.add_argument("--dry-run", action="store_true", help="read and say, store nothing")
    parser.set_defaults(run=run)


def run(call: CommandCall) -> int:
    """Read every file, store what can be used; 1 if something was set aside or is to decide."""
    from procdesk.interop.read import read
    from procdesk.workflow.feeds.importing import take

    raws = [(name, call.read(name)) for name in call.arguments.files]
    is_dry = call.arguments.dry_run
    ledger = None if is_dry and not app.is_founded(call.home) else call.ledger()
    if ledger is None:
        call.say(_NO_CLINIC)
    zone = ledger.clinic.zone if ledger else ZoneInfo("UTC")
    files = []
    for name, raw in raws:
        reading = read(raw, zone)
        document = _document(name, reading)
        if ledger is not None and not is_dry:
            messages = take(ledger, reading, hashlib.sha256(raw).hexdigest())
            document["messages"] = [one.what for one in messages]
            document["to_decide"] = [
                {"place": message.message.place, "reason": why}
                for message in messages
                for why in message.decide
            ]
        files.append(document)
    call.answer({"files": files}, "\n".join(map(_words, files)))
    return 1 if any(one["set_aside"] or one["to_decide"] for one in files) else 0


def _document(name: str, reading: FeedParse) -> dict[str, Any]:
    facts = [one for message in reading.messages for one in message.facts]
    patients = [_patient(patient) for patient in dict.fromkeys(map(patient_of, facts))]
    return {
        "file": name,
        "kind": reading.kind,
        "patients": patients,
        "cases": [_case(one) for one in facts if isinstance(one, BookingFacts)],
        "set_aside": [{"place": a.place, "reason": a.reason} for a in reading.set_aside],
        "to_decide": [],
    }


def _patient(patient: PatientFacts) -> dict[str, object]:
    return {
        "name": {"family": patient.name.family, "given": patient.name.given},
        "birth_date": patient.birth_date.isoformat() if patient.birth_date else None,
        "sex": patient.sex.value,
        "identifiers": [
            {"value": i.value, "system": i.system, "kind": i.kind} for i in patient.identifiers
        ],
        "allergies": [a.text for a in patient.allergies or ()],
        "medicines": [m.text for m in patient.medications or ()],
        "deceased": patient.deceased,
    }


def _case(booking: BookingFacts) -> dict[str, object]:
    return {
        "procedure_text": booking.procedure_text,
        "at": booking.scheduled_at.isoformat(),
        "patient": booking.patient.name.formal,
        "act": booking.act.value,
    }


def _words(document: dict[str, Any]) -> str:
    lines = [
        f"{document['file']}: {document['kind']}, {len(document['patients'])} patients, "
        f"{len(document['cases'])} bookings"
    ]
    lines += [f"  set aside, {one['place']}: {one['reason']}" for one in document["set_aside"]]
    lines += [f"  to decide, {one['place']}: {one['reason']}" for one in document["to_decide"]]
    return "\n".join(lines)
