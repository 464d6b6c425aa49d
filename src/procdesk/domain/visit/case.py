"""Case: one patient's visit. A Case is only ever made by `fold` from its entries."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal

from procdesk.domain.entry import Entry, Json, Kind
from procdesk.domain.medicines.medication import Allergy, Confirmation, Medication
from procdesk.domain.medicines.no_allergy import says_none
from procdesk.domain.stage import End, Stage, StatementKind
from procdesk.domain.targets.target import Side, Target, as_words
from procdesk.domain.visit.patient_reading import PatientReading


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """The author and the times of an entry: when it was done and when it was written down."""

    entry_id: str
    by: str
    at: datetime
    recorded_at: datetime
    amends: str = ""
    paper_seen_by: str = ""


@dataclass(frozen=True, slots=True)
class OrderedProcedure:
    """One procedure of the order. `key` is empty until a person mapped the imported text."""

    key: str
    text: str
    targets: tuple[Target, ...] = ()
    sedation: str = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """The procedures to be done, by whom and where.

    `transitional` is a key of `target.TRANSITIONAL`, `target.USUAL`, or empty where nobody said
    anything of unusual bones. `proposed` is what the scheduling system says since the patient came
    (`scheduled_at`, `room`, `operator`), until a person sets the order.
    """

    procedures: tuple[OrderedProcedure, ...] = ()
    operator: str = ""
    room: str = ""
    scheduled_at: datetime | None = None
    recorded: Recorded | None = None
    proposed: Mapping[str, str] = field(default_factory=dict)
    transitional: str = ""

    @property
    def targets(self) -> tuple[Target, ...]:
        """Every target of every procedure."""
        return tuple(target for one in self.procedures for target in one.targets)

    @property
    def sedated(self) -> bool:
        """Return whether any sedation is ordered."""
        return any(one.sedation != "none" for one in self.procedures)

    @property
    def words(self) -> str:
        """All targets in the one wording."""
        return as_words(self.targets)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One answer to one question of one form."""

    section: str
    link_id: str
    value: Json
    form: str
    recorded: Recorded


@dataclass(frozen=True, slots=True)
class Observation:
    """One measured value; all observations stay, they are never in conflict."""

    code: str
    value: Decimal
    unit: str
    recorded: Recorded


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One source's statement of the place. `targets` only if the source can know them."""

    kind: StatementKind
    side: Side | None
    regions: tuple[str, ...]
    targets: tuple[Target, ...]
    words: str
    said_by: str
    recorded: Recorded


@dataclass(frozen=True, slots=True, kw_only=True)
class Attestation:
    """A named person vouches for what was shown.

    `rests_on` maps an item to the ids of the entries that held it then: another id under the
    same item means "changed after signature".
    """

    meaning: str
    user: str
    name: str
    role: str
    rests_on: Mapping[str, tuple[str, ...]]
    signature: str
    recorded: Recorded


@dataclass(frozen=True, slots=True, kw_only=True)
class Override:
    """A person let a stop pass, for a coded reason, on the inputs that were shown."""

    finding_key: str
    reason_code: str
    reason: str
    inputs_digest: str
    recorded: Recorded
    stood_in: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DrugGiven:
    """One drug as given. `act` is skin, contrast, test, treatment, sedation, reversal or other."""

    act: str
    drug: str
    strength: str
    volume_ml: Decimal | None
    lot: str
    expiry: str
    target: str
    recorded: Recorded
    route: str = ""
    gtin: str = ""


WRISTBAND_DIFFERS = "wristband_differs"
"""A near miss: a wristband was scanned that is not this patient's. No signature rests on it."""


@dataclass(frozen=True, slots=True)
class Noted:
    """Something that happened: needle in, image kept, block end, fainting, left with escort."""

    event: str
    text: str
    recorded: Recorded


@dataclass(frozen=True, slots=True, kw_only=True)
class PhoneCall:
    """A call about this case: before the visit or after it, whom it reached, what was said."""

    kind: str
    reached: str
    answers: Mapping[str, str]
    text: str
    recorded: Recorded
    readings: tuple[PatientReading, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DiaryBack:
    """One page of a diary that came back: which sheet, form and page, and what was marked on it.

    `state` is read, empty or unreadable: it is back all the same.
    """

    sheet: str
    form: str
    page: int
    readings: tuple[PatientReading, ...]
    state: str
    recorded: Recorded


@dataclass(frozen=True, slots=True)
class Decision:
    """A physician's decision after the visit, with the reason.

    `about` is `next` for what is done next, or the id of the call whose red flag it closes.
    """

    about: str
    decision: str
    reason: str
    recorded: Recorded


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One printed paper and what became of it: made, sent, handed_over, jammed, voided."""

    number: str
    kind: str
    sha256: str
    state: str
    recorded: Recorded
    pages: tuple[Mapping[str, Json], ...] = ()
    """Each page that comes back, as it was printed; none for what is kept at home."""
    handed_over_at: datetime | None = None

    @property
    def is_waiting(self) -> bool:
        """Return True while its number stands and it has not gone to the patient."""
        return self.state in ("made", "sent")


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """Everything known about one visit, folded from its entries."""

    id: str
    patient_id: str = ""
    procedure_text: str = ""
    external_id: str = ""
    visit: str = ""
    account: str = ""
    stage: Stage = Stage.BOOKED
    end: End | None = None
    end_reason: str = ""
    end_answers: Mapping[str, str] = field(default_factory=dict)
    order: Order = field(default_factory=Order)
    stages: tuple[tuple[Stage, Recorded], ...] = ()
    answers: Mapping[str, tuple[Answer, ...]] = field(default_factory=dict)
    observations: tuple[Observation, ...] = ()
    medications: tuple[Medication, ...] = ()
    allergies: tuple[Allergy, ...] = ()
    statements: Mapping[StatementKind, tuple[Statement, ...]] = field(default_factory=dict)
    attestations: tuple[Attestation, ...] = ()
    overrides: tuple[Override, ...] = ()
    drugs: tuple[DrugGiven, ...] = ()
    events: tuple[Noted, ...] = ()
    sheets: tuple[Sheet, ...] = ()
    calls: tuple[PhoneCall, ...] = ()
    diaries: tuple[DiaryBack, ...] = ()
    decisions: tuple[Decision, ...] = ()
    items: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    entries: tuple[Entry, ...] = ()
    not_understood: tuple[Entry, ...] = ()
    in_error: frozenset[str] = frozenset()

    def answer(self, link_id: str) -> Answer | None:
        """Return the one answer to a question; None if there is none or two are in conflict."""
        heads = self.answers.get(link_id, ())
        return heads[0] if len(heads) == 1 else None

    def value(self, link_id: str) -> Json:
        """Return the value of the one answer, or None."""
        answer = self.answer(link_id)
        return answer.value if answer else None

    def values(self, link_id: str) -> tuple[Json, ...]:
        """Return every value that stands; more than one while two answers are in conflict."""
        return tuple(answer.value for answer in self.answers.get(link_id, ()))

    def statement(self, kind: StatementKind) -> Statement | None:
        """Return the one standing statement of a source; None if there is none or two differ."""
        heads = self.statements.get(kind, ())
        return heads[0] if len(heads) == 1 else None

    def latest(self, code: str) -> Observation | None:
        """Return the latest observation of a code by clinical time; of one minute the last told."""
        observations = [seen for seen in reversed(self.observations) if seen.code == code]
        return max(observations, key=lambda observation: observation.recorded.at, default=None)

    def event(self, name: str) -> Noted | None:
        """Return the latest event of that name."""
        return next((seen for seen in reversed(self.events) if seen.event == name), None)

    def entered_stage(self, stage: Stage) -> Recorded | None:
        """Return when and by whom the stage was last entered."""
        return next((by for seen, by in reversed(self.stages) if seen is stage), None)

    @property
    def sedated(self) -> bool:
        """Return whether any sedation is ordered or was given."""
        return self.order.sedated or any(drug.act == "sedation" for drug in self.drugs)

    @property
    def took_place(self) -> bool:
        """Return whether the procedure was begun: a needle was in, or a drug was given for it.

        What a patient needs besides, as after fainting before the needle, begins no procedure.
        """
        needle = self.event("needle_in") or self.event("needle_out")
        return needle is not None or any(drug.act in _FOR_IT for drug in self.drugs)

    @property
    def here_since(self) -> Recorded | None:
        """The first stage after the booking, when entered; None before the patient came."""
        return next((by for stage, by in self.stages if stage is not Stage.BOOKED), None)

    @property
    def closed(self) -> bool:
        """Ended, and nothing is to be done any more: an aborted case still recovers and leaves."""
        return self.stage is Stage.CLOSED or self.end not in (None, End.ABORTED)

    @property
    def patient_has_spoken(self) -> bool:
        """Side and level may be shown to those who ask only after the patient's own words."""
        return bool(self.statements.get(StatementKind.WORDS))

    @property
    def identity_confirmed(self) -> bool:
        """Two identifiers were compared and agree."""
        return self.value("arrival.identity") == "agrees"

    @property
    def active_medications(self) -> tuple[Medication, ...]:
        """Medicines that a person confirmed as taken."""
        return tuple(m for m in self.medications if m.confirmation is Confirmation.CONFIRMED)

    @property
    def possible_medications(self) -> tuple[Medication, ...]:
        """Medicines that were asked about and may be taken: also those of which nobody can say."""
        return tuple(m for m in self.medications if m.confirmation in _MAY_BE)

    @property
    def recent_medications(self) -> tuple[Medication, ...]:
        """Medicines that may still work: also those stopped, or not taken any more since a day."""
        return tuple(
            m
            for m in self.medications
            if m.confirmation in (*_MAY_BE, Confirmation.STOPPED)
            or (m.confirmation is Confirmation.DENIED and m.last_dose.latest_at is not None)
        )

    @property
    def possible_allergies(self) -> tuple[Allergy, ...]:
        """Allergies that were asked about and may be there; “none known” names none."""
        return tuple(
            a for a in self.allergies if a.confirmation in _MAY_BE and not says_none(a.text)
        )

    def ids_under(self, item: str) -> tuple[str, ...]:
        """Return the ids of standing entries under an item, or its children."""
        groups = (ids for name, ids in self.items.items() if _under(name, item))
        return tuple(sorted(one for ids in groups for one in ids))

    def changed_since(self, attestation: Attestation) -> tuple[str, ...]:
        """Return the items that this attestation rests on and that are not any more as signed."""
        return tuple(
            item for item, ids in attestation.rests_on.items() if self.ids_under(item) != ids
        )

    def as_corrected(self, entry: Entry) -> Entry:
        """Return an entry of this case with its body as it was last corrected."""
        by_corrected = {str(e.body.get("of")): e for e in self.entries if e.kind == Kind.AMENDED}
        last = entry
        while last.id in by_corrected:
            last = by_corrected[last.id]
        body = entry.body if last is entry else last.body.get("body")
        return replace(entry, body=body) if isinstance(body, dict) else entry

    def last_attestation(self, meaning: str) -> Attestation | None:
        """Return the latest attestation of that meaning, also if it holds no more."""
        same = (one for one in reversed(self.attestations) if one.meaning == meaning)
        return next(same, None)

    def holds(self, attestation: Attestation) -> bool:
        """Return whether nothing changed after it was signed, nor after a later one of its meaning.

        What changed and was changed back is signed again: the later signature says so.
        """
        place = self.attestations.index(attestation)
        since = (one for one in self.attestations[place:] if one.meaning == attestation.meaning)
        return not any(map(self.changed_since, since))

    def attestation(self, meaning: str) -> Attestation | None:
        """Return the latest attestation of that meaning if it holds."""
        latest = self.last_attestation(meaning)
        return latest if latest and self.holds(latest) else None


_FOR_IT = ("skin", "contrast", "test", "treatment", "sedation")
_MAY_BE = (Confirmation.CONFIRMED, Confirmation.UNKNOWN)


def _under(name: str, item: str) -> bool:
    return name == item or name.startswith(f"{item}.")
