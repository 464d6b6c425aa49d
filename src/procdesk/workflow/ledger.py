"""Ledger: the open journal as the stages use it. Fold first, judge, then append."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from itertools import takewhile

from procdesk.domain.catalogue.catalogue import Reference
from procdesk.domain.clinic.clinic import Clinic, fold_clinic
from procdesk.domain.entry import (
    CLINIC,
    Entry,
    Json,
    Kind,
    Subject,
    SubjectKind,
    case_subject,
    patient_subject,
)
from procdesk.domain.finding import Finding
from procdesk.domain.staff import STATION, Staff
from procdesk.domain.stage import Stage
from procdesk.domain.visit.case import Case
from procdesk.domain.visit.case_fold import extend, fold
from procdesk.domain.visit.list_confirmation import with_earlier
from procdesk.domain.visit.patient import Patient
from procdesk.domain.visit.patient_fold import fold_patient, knowing_all
from procdesk.records.errors import JournalMoved, SavedButHeadFailed
from procdesk.records.journal import Journal, JournalEnd
from procdesk.rules.all import judge
from procdesk.rules.doses import allergies
from procdesk.rules.facts.earlier_visits import is_before, place_in_time
from procdesk.rules.facts.facts import Facts
from procdesk.rules.register.gates import at_gate, changed_by_dose, unmet
from procdesk.rules.register.hazard import DOSE, TREATMENT, Gate
from procdesk.workflow.refused import Refused

STATION_STAFF = Staff(user=STATION, name="Station", roles=frozenset())
"""The author of everything that a feed brings."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """An entry that somebody wants to record. `done_at` is the clinical time, None for now.

    `body`: docs/journal.md.
    """

    subject: Subject
    kind: Kind
    body: Mapping[str, Json] = field(default_factory=dict)
    done_at: datetime | None = None
    replaces: tuple[str, ...] = ()


def case_act(
    case_id: str,
    kind: Kind,
    body: Mapping[str, Json],
    done_at: datetime | None = None,
    replaces: tuple[str, ...] = (),
) -> Act:
    """Return the act of a case."""
    return Act(
        subject=case_subject(case_id), kind=kind, body=body, done_at=done_at, replaces=replaces
    )


@dataclass(frozen=True, slots=True)
class Outcome:
    """A case, its patient and its findings after an act: screens redraw wholly from it."""

    case: Case
    patient: Patient
    findings: tuple[Finding, ...]


class Ledger:
    """The one door between stages and journal. Reads are folds; a fold is kept until it moves."""

    def __init__(
        self,
        journal: Journal,
        reference: Reference,
        clock: Callable[[], datetime],
        new_id: Callable[[], str],
    ) -> None:
        self.journal = journal
        self._shipped = reference
        self.now = clock
        self.new_id = new_id
        self._newest_read = -1
        self._own: set[str] = set()
        self._head = b""
        self._entries: dict[Subject, tuple[Entry, ...]] = {}
        self._cases: dict[str, Case] = {}
        self._others: dict[str, tuple[str, ...]] = {}
        self._clinic: Clinic | None = None
        self._reference = reference

    def here(self) -> datetime:
        """Return now by the clinic's clock."""
        return self.now().astimezone(self.clinic.zone)

    def today(self) -> date:
        """Return the day by the clinic's clock."""
        return self.here().date()

    @property
    def reference(self) -> Reference:
        """The reference data that comes with procdesk, with the clinic's own procedures."""
        _ = self.clinic
        return self._reference

    @property
    def clinic(self) -> Clinic:
        """The clinic as it stands."""
        self._refresh()
        if self._clinic is None:
            self._clinic = fold_clinic(self._read(CLINIC))
            self._reference = self._shipped.with_local(self._clinic.procedures.values())
        return self._clinic

    def case(self, case_id: str) -> Case:
        """The case as it stands. Raises Refused if there is none."""
        self._refresh()
        case = self._case_of(case_subject(case_id))
        if not case.entries:
            raise Refused(f"There is no case {case_id} in this store.")
        return case

    def patient(self, patient_id: str) -> Patient:
        """The patient as registered; the person merged into where two were one.

        Records that two desks merged into each other lead nowhere: each stays what it was, and
        what any of them knows is asked about.
        """
        way = [fold_patient(self._read(patient_subject(patient_id)))]
        while into := way[-1].merged_into:
            if into in {one.id for one in way}:
                return knowing_all(way[0], way)
            record = fold_patient(self._read(patient_subject(into)))
            if not record.id:  # it has not come here yet
                break
            way.append(record)
        return way[-1]

    def outcome(self, case_id: str, at: datetime | None = None) -> Outcome:
        """The case, its patient and every finding, now or as the rules would judge at `at`."""
        case = self.case(case_id)
        patient = self.visitor(case)
        return Outcome(case, patient, self._judge(case, patient, at))

    def visitor(self, case: Case) -> Patient:
        """The patient as known on this visit: as registered, and as earlier visits confirmed."""
        return with_earlier(self.patient(case.patient_id), self.earlier(case), self.clinic.zone)

    def earlier(self, case: Case) -> tuple[Case, ...]:
        """The patient's cases before this one, oldest first."""
        if case.id not in self._others:
            every = self.journal.cases_of(self.patient(case.patient_id).id)
            self._others[case.id] = tuple(one for one in every if one != case.id)
        others = map(self.case, self._others[case.id])
        return tuple(sorted((one for one in others if is_before(one, case)), key=place_in_time))

    def facts(self, outcome: Outcome) -> Facts:
        """Return the facts of a case that the rules judge now, with its earlier visits."""
        earlier = self.earlier(outcome.case)
        return Facts(
            case=outcome.case,
            patient=outcome.patient,
            clinic=self.clinic,
            reference=self.reference,
            now=self.now(),
            earlier=earlier,
        )

    def cases_on(self, day: date) -> tuple[Case, ...]:
        """All cases of a day in the clinic's time zone, by time."""
        self._refresh()
        cases = (self.case(case_id) for case_id in self.journal.case_ids_on(day, self.clinic.zone))
        return tuple(sorted(cases, key=_by_time))

    def record(self, person: Staff, acts: Sequence[Act]) -> tuple[Entry, ...]:
        """Fold the acts into copies, judge them, append them in one transaction.

        Raises Refused (nothing recorded), NotSaved (nothing recorded) or SavedButHeadFailed.
        """
        while True:
            self._refresh()
            # What the check folds may be older than what it takes in on the way, so the journal is
            # told how far was seen before the check.
            newest, now = self._newest_read, self.now()
            entries = [self._entry(person, act, now) for act in acts]
            if person is not STATION_STAFF:
                self._own.update(entry.id for entry in entries)
            self._check(entries)
            try:
                appended = self.journal.append(entries, newest_known=newest)
            except JournalMoved:  # another process wrote meanwhile: fold and judge again
                self.refresh()
                continue
            except SavedButHeadFailed:  # it is saved, and the head file does not say so
                self.refresh()
                raise
            self._refresh()
            return appended

    def preview(self, person: Staff, case_id: str, acts: Sequence[Act]) -> Outcome:
        """Return the outcome that these acts on the case would have; nothing is recorded."""
        now, subject = self.now(), case_subject(case_id)
        entries = [self._entry(person, act, now) for act in acts if act.subject == subject]
        case = extend(self.case(case_id), tuple(entries))
        patient = self.visitor(case)
        return Outcome(case, patient, self._judge(case, patient))

    def act(self, person: Staff, case_id: str, *acts: Act) -> Outcome:
        """Record acts on one case and say what is true after them."""
        self.record(person, acts)
        return self.outcome(case_id)

    def _entry(self, person: Staff, act: Act, now: datetime) -> Entry:
        return Entry(
            id=self.new_id(),
            subject=act.subject,
            kind=act.kind,
            author=person.user,
            recorded_at=now,
            done_at=act.done_at or now,
            body=act.body,
            replaces=act.replaces,
        )

    def _judge(
        self, case: Case, patient: Patient, at: datetime | None = None
    ) -> tuple[Finding, ...]:
        earlier, moment = self.earlier(case), at or self.now()
        return judge(case, patient, self.clinic, self.reference, moment, earlier)

    def _check(self, entries: Sequence[Entry]) -> None:
        """Refuse what would move a case past an unmet stop, whoever asks."""
        subjects = {e.subject for e in entries if e.subject.kind is SubjectKind.CASE}
        for subject in subjects:
            self._check_case(subject, [e for e in entries if e.subject == subject])

    def _check_case(self, subject: Subject, added: Sequence[Entry]) -> None:
        case = before = self._case_of(subject)
        for entry in added:
            gate, then, effective = _gate_of(case, entry)
            if gate is not None:
                self._pass(gate, self._at(gate, then, effective))
            case = extend(case, (entry,))
        if leaves_unread(before, case):
            raise ValueError(f"an act on {subject.kind} does not fold")  # a fault of ours

    def _at(self, gate: Gate, case: Case, entry: Entry) -> tuple[Finding, ...]:
        """The findings of a gate. A dose is judged with itself in the case: only then do the drugs
        add up to what it makes of them. A drug that counts for nothing there and meets no allergy
        passes: what stands open about others may not keep away what a patient needs now.
        """
        at = entry.recorded_at
        dosed = extend(case, (entry,)) if gate in (DOSE, TREATMENT) else case
        every = self._judge(at_gate(dosed, gate), self.visitor(dosed), at)
        if gate != DOSE or self._may_meet_allergy(dosed, entry):
            return every
        known = self._judge(case, self.visitor(case), at)
        return every if changed_by_dose(known, every) else ()

    def _may_meet_allergy(self, case: Case, entry: Entry) -> bool:
        facts = Facts(
            case=case,
            patient=self.visitor(case),
            clinic=self.clinic,
            reference=self.reference,
            now=entry.recorded_at,
        )
        return allergies.may_meet(facts, str(entry.body.get("drug", "")))

    @staticmethod
    def _pass(gate: Gate, findings: Iterable[Finding]) -> None:
        stops = unmet(tuple(findings), gate)
        if stops:
            more = f" ({len(stops) - 1} more)" if len(stops) > 1 else ""
            raise Refused(f"{stops[0].sentence}{more}", findings=stops)

    def _read(self, subject: Subject) -> tuple[Entry, ...]:
        if subject not in self._entries:
            self._entries[subject] = tuple(self.journal.entries_of(subject))
        return self._entries[subject]

    def _case_of(self, subject: Subject) -> Case:
        """The fold of a case's entries, kept; an empty case if it has none."""
        if subject.id not in self._cases:
            self._cases[subject.id] = fold(self._read(subject))
        return self._cases[subject.id]

    def is_written_since(self, place: int) -> bool:
        """Return whether a person, and not a feed, recorded anything here after a place.

        What another desk records is none of this one's.
        """
        return any(entry.id in self._own for entry in self.journal.since(place))

    def saved(self) -> str:
        """Return in words how the newest entry stands on the disk; nothing before the first.

        Raises StoreProblem if the store cannot be read.
        """
        return _SAVED[self.journal.end()]

    def refresh(self) -> int:
        """Take in what other processes wrote, whatever the head file says; gives the newest."""
        self._head = b""
        self._refresh()
        return self._newest_read

    def _refresh(self) -> None:
        """Take in what this or another process wrote since; the head file tells if anything."""
        head = self.journal.store.head_bytes()
        if head and head == self._head:
            return
        newest = self.journal.newest()
        if self._newest_read >= 0 and newest != self._newest_read:
            for entry in self.journal.since(self._newest_read):
                self._take_in(entry)
        self._newest_read, self._head = newest, head

    def _take_in(self, entry: Entry) -> None:
        subject = entry.subject
        if subject in self._entries:
            self._entries[subject] = (*self._entries[subject], entry)
        if subject.id in self._cases:
            self._cases[subject.id] = extend(self._cases[subject.id], (entry,))
        if entry.kind in (Kind.CASE_OPENED, Kind.PATIENTS_MERGED):
            self._others.clear()
        if subject == CLINIC:
            self._clinic = None


_SAVED = {
    JournalEnd.EMPTY: "",
    JournalEnd.SAVED: "Saved here",
    JournalEnd.UNGUARDED: "Saved, not guarded",
    JournalEnd.CUT: "Entries are missing",
}


def leaves_unread(before: Case, after: Case) -> bool:
    """Return whether an act leaves an entry not understood that was understood or absent before."""
    return any(one not in before.not_understood for one in after.not_understood)


def _gate_of(case: Case, entry: Entry) -> tuple[Gate | None, Case, Entry]:
    """Return the gate that an entry would pass, the case before it, and the entry in effect.

    A correction that makes something else of an entry passes what that would have passed then, as
    the case stood then; what is learnt later does not keep a true correction away.
    """
    of, corrected = _corrected_by(case, entry), entry.body.get("body")
    if of is entry or not isinstance(corrected, dict):
        return _gate(entry), case, entry
    paper: dict[str, Json] = {"from_paper": of.body.get("from_paper")}  # no correction makes one
    effective = replace(of, body={**corrected, **paper})
    gate = _gate(effective)
    if gate == _gate(case.as_corrected(of)):
        gate = None
    before = fold(takewhile(lambda earlier: earlier.id != of.id, case.entries))
    return gate, before, effective


def _corrected_by(case: Case, entry: Entry) -> Entry:
    """The entry that a correction is of, also by way of other corrections; itself if it is none."""
    by_id = {one.id: one for one in case.entries}
    while entry.kind == Kind.AMENDED and str(entry.body.get("of")) in by_id:
        entry = by_id[str(entry.body["of"])]
    return entry


def _gate(entry: Entry) -> Gate | None:
    """Return the gate that an entry would pass: the stage it enters, or the dose; else None.

    What was done on paper has been done: refusing to record it would hide it.
    """
    if entry.body.get("from_paper"):
        return None
    if entry.kind == Kind.STAGE_ENTERED:
        return Stage(str(entry.body["stage"]))
    if entry.kind == Kind.DRUG_GIVEN:
        return TREATMENT if entry.body.get("act") == "treatment" else DOSE
    return None


def _by_time(case: Case) -> tuple[bool, str]:
    at = case.order.scheduled_at
    return at is None, at.isoformat() if at else case.id
