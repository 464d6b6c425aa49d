"""Entry: one recorded thing. Entries are only ever added; everything shown is a fold of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import TypeAlias

Json: TypeAlias = "bool | int | str | list[Json] | dict[str, Json] | None"
"""A value in a body. No floats: decimals travel as strings, so that bytes are exact."""


class Kind(StrEnum):
    """Entry kinds, past tense, one meaning each (fixed for ever). Bodies: docs/journal.md."""

    # Case
    CASE_OPENED = "case_opened"
    ORDER_SET = "order_set"
    ANSWERED = "answered"
    MEASURED = "measured"
    MEDICATION_RECORDED = "medication_recorded"
    ALLERGY_RECORDED = "allergy_recorded"
    STATEMENT_MADE = "statement_made"
    ATTESTED = "attested"
    OVERRIDDEN = "overridden"
    DRUG_GIVEN = "drug_given"
    EVENT_NOTED = "event_noted"
    SHEET_MADE = "sheet_made"
    SHEET_SENT = "sheet_sent"
    SHEET_JAMMED = "sheet_jammed"
    SHEET_VOIDED = "sheet_voided"
    SHEET_HANDED_OVER = "sheet_handed_over"
    DIARY_RETURNED = "diary_returned"
    CALL_MADE = "call_made"
    DECIDED = "decided"
    STAGE_ENTERED = "stage_entered"
    CASE_ENDED = "case_ended"
    AMENDED = "amended"
    VOIDED = "voided"
    CONFLICT_RESOLVED = "conflict_resolved"
    ENTERED_IN_ERROR = "entered_in_error"
    VIEWED = "viewed"
    EXPORTED = "exported"
    # Patient
    PATIENT_REGISTERED = "patient_registered"
    PATIENT_UPDATED = "patient_updated"
    PATIENTS_MERGED = "patients_merged"
    # Clinic
    STAFF_ADDED = "staff_added"
    STAFF_CHANGED = "staff_changed"
    POLICY_ADOPTED = "policy_adopted"
    FORM_RELEASED = "form_released"
    SHEET_TEXT_REVIEWED = "sheet_text_reviewed"
    PROCEDURE_DEFINED = "procedure_defined"
    DESK_ENROLLED = "desk_enrolled"
    DESK_REVOKED = "desk_revoked"
    CHAIN_OPENED = "chain_opened"
    KEY_REVOKED = "key_revoked"
    BREAK_GLASS_OPENED = "break_glass_opened"
    BREAK_GLASS_CLOSED = "break_glass_closed"
    MESSAGE_RECEIVED = "message_received"
    MESSAGE_SET_ASIDE = "message_set_aside"
    SETTING_CHANGED = "setting_changed"


class SubjectKind(StrEnum):
    """Whose story an entry belongs to."""

    CASE = "case"
    PATIENT = "patient"
    CLINIC = "clinic"


@dataclass(frozen=True, slots=True)
class Subject:
    """One case, one patient, or the clinic (whose id is the word "clinic")."""

    kind: SubjectKind
    id: str


CLINIC = Subject(SubjectKind.CLINIC, "clinic")


def case_subject(case_id: str) -> Subject:
    """Return the subject of a case's entries."""
    return Subject(SubjectKind.CASE, case_id)


def patient_subject(patient_id: str) -> Subject:
    """Return the subject of a patient's entries."""
    return Subject(SubjectKind.PATIENT, patient_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One recorded thing, as it stands in the journal.

    `id` is 32 hex digits. `recorded_at` is the desk's clock, `done_at` the clinical time; both
    aware. `replaces` names the entries that the author saw and means to replace. `desk` and
    `sequence` are its place in that desk's chain and `hash` is the SHA-256 of its stored bytes in
    hex; these three are empty until the journal took it. `body`: docs/journal.md.
    """

    id: str
    subject: Subject
    kind: str
    author: str
    recorded_at: datetime
    done_at: datetime
    body: Mapping[str, Json] = field(default_factory=dict)
    replaces: tuple[str, ...] = ()
    desk: str = ""
    sequence: int = 0
    hash: str = ""

    @property
    def late(self) -> bool:
        """Charted more than five minutes after it was done."""
        return (self.recorded_at - self.done_at).total_seconds() > 300
