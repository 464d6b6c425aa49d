"""Blood thinners: what the adopted rows need besides the last dose, and when each starts again."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal, InvalidOperation

from procdesk.domain.catalogue.anticoagulant_hold import FAMILY, HoldSet
from procdesk.domain.entry import Json, Kind
from procdesk.domain.medicines.coming_moment import read_coming
from procdesk.domain.medicines.last_dose import read_last_dose
from procdesk.domain.medicines.medication import Confirmation, Medication, Precision
from procdesk.domain.medicines.not_understood import NotUnderstood
from procdesk.domain.medicines.stop_by import StopBy
from procdesk.domain.section_key import SectionKey
from procdesk.domain.staff import CLINICAL, PHYSICIAN_ONLY, Staff
from procdesk.domain.visit.restart import GOES_ON, RESTART
from procdesk.rules.bleeding.anticoagulants import DrugClock, clocks
from procdesk.rules.bleeding.bleeding_class import FACTORS_ASKED
from procdesk.rules.bleeding.blood_values import CLEARANCE, INR, PLATELETS
from procdesk.rules.bleeding.hold_clock import HoldClock
from procdesk.workflow.answers import answer, answering_anew
from procdesk.workflow.checks.medicines import confirm_medicine
from procdesk.workflow.ledger import Ledger, Outcome, case_act
from procdesk.workflow.refused import Refused
from procdesk.workflow.stages import allowed, still_open


@dataclass(frozen=True, slots=True)
class Lab:
    """A blood value that can be entered: its code, its name, the unit in which it is typed."""

    code: str
    name: str
    unit: str
    shown_unit: str


LABS = (
    Lab(INR, "INR", "1", ""),
    Lab(PLATELETS, "Platelets", "10*9/L", "× 10⁹/L"),
    Lab(CLEARANCE, "Creatinine clearance", "mL/min", "mL/min"),
)


@dataclass(frozen=True, slots=True)
class Needs:
    """The questions of the adopted rows about a medicine besides its last dose."""

    ways: tuple[str, ...] = ()
    agreement: bool = False


def on_the_clock(ledger: Ledger, outcome: Outcome) -> tuple[DrugClock, ...]:
    """Every blood thinner of a case with what the adopted rows say of it now."""
    return clocks(ledger.facts(outcome))


def agreed_to_stop(ledger: Ledger, outcome: Outcome) -> tuple[StopBy, ...]:
    """Return the medicines that a patient may be told to stop before the planned hour.

    Only where a named prescriber agreed, that is recorded, and the adopted row gives a time; of
    everything else the patient asks, and of all while what raises the bleeding risk is not known.
    """
    planned = outcome.case.order.scheduled_at
    if planned is None:
        return ()
    today = ledger.today()
    stops: dict[str, StopBy] = {}
    classed = (one for one in on_the_clock(ledger, outcome) if not one.risk.open_)
    for drug in classed:
        for medicine, clock in zip(drug.medicines, drug.clocks, strict=False):
            stop = _stop_by(medicine, clock, planned)
            if stop is None or stop.agreed_on > today:
                continue
            known = stops.setdefault(medicine.id, stop)
            stops[medicine.id] = min(known, stop, key=lambda this: this.last_at)
    return tuple(stops.values())


def _stop_by(medicine: Medication, clock: HoldClock, planned: datetime) -> StopBy | None:
    """The planned hour less what the row asks for.

    Nothing where one of the parts is not known, or it was taken after that.
    """
    last, by, on = medicine.last_dose.latest_at, medicine.agreed_with.strip(), medicine.agreed_on
    is_taken = medicine.confirmation is Confirmation.CONFIRMED
    if not is_taken or not by or on is None or last is None or clock.earliest is None:
        return None
    stop = planned.astimezone(UTC) - (clock.earliest - last)
    return StopBy(medicine.text, by, on, stop) if last <= stop else None


def needs(ledger: Ledger, medicine: Medication) -> Needs:
    """Nothing for a plain medicine, and nothing while no set is adopted."""
    holds = _holds(ledger)
    if holds is None:
        return Needs()
    rows = [row for drug in ledger.reference.thinners(medicine) for row in holds.of(drug)]
    ways = tuple(dict.fromkeys(row.variant for row in rows if row.variant))
    fits = [row for row in rows if row.variant in ("", medicine.taken_as)]
    return Needs(ways, any(row.agreement for row in fits))


def _holds(ledger: Ledger) -> HoldSet | None:
    chosen = ledger.clinic.adopted(FAMILY)
    rules = ledger.reference.policies.get(chosen.name) if chosen else None
    return rules.holds if rules and ledger.clinic.adoption(rules) else None


def record_way(
    ledger: Ledger, person: Staff, case_id: str, medicine: Medication, way: str
) -> Outcome:
    """Record the way in which a medicine is taken; an empty one where nobody can say."""
    return _again(ledger, person, case_id, replace(medicine, taken_as=way))


def record_agreement(  # who agreed to stopping what, and when
    ledger: Ledger, person: Staff, case_id: str, medicine: Medication, by: str, on: str
) -> Outcome:
    """Record the prescriber's agreement to stopping a medicine. `on` is a day as said."""
    if not by.strip():
        raise Refused("Write who agreed: the prescriber's name.", field="agreed_with")
    row = replace(medicine, agreed_with=by, agreed_on=_day(ledger, on))
    return _again(ledger, person, case_id, row)


def _day(ledger: Ledger, words: str) -> date:
    zone = ledger.clinic.zone
    now = ledger.here()
    try:
        said_ = read_last_dose(words, now, ledger.clinic.date_order)
    except NotUnderstood as problem:
        raise Refused(str(problem), field="agreed_on") from None
    assert said_.latest_at is not None  # noqa: S101  # words that are understood tell a moment
    # A day lasts up to its end, which is the first moment of the next.
    last = said_.latest_at.astimezone(zone)
    whole = said_.precision is not Precision.TIME and last < now
    return (last - timedelta(seconds=1)).date() if whole else last.date()


def _again(ledger: Ledger, person: Staff, case_id: str, row: Medication) -> Outcome:
    """The row with more known of it; the patient was asked when they were asked."""
    return confirm_medicine(
        ledger,
        person,
        case_id,
        row_id=row.id,
        text=row.text,
        dose=row.dose,
        last_dose=row.last_dose,
        confirmation=row.confirmation,
        rxnorm=row.rxnorm,
        taken_as=row.taken_as,
        agreed_with=row.agreed_with,
        agreed_on=row.agreed_on,
        asked_at=row.at,
    )


def renamed(
    ledger: Ledger, person: Staff, case_id: str, medicine: Medication, name: str
) -> Outcome:
    """A person says that the medicine as written is this one."""
    return _again(ledger, person, case_id, replace(medicine, text=name[:1].upper() + name[1:]))


def factors(ledger: Ledger, person: Staff, case_id: str, codes: Sequence[str]) -> Outcome:
    """Record what raises this patient's bleeding risk; `none` and `unknown` are answers too."""
    if not codes:
        raise Refused("Choose what is there, or “None of these”.", field="factors")
    answers: dict[str, Json] = {FACTORS_ASKED: list(codes)}
    return answer(ledger, person, case_id, SectionKey.MEDICINES, answers)


def measure(  # which value, how much, and when the blood was taken
    ledger: Ledger, person: Staff, case_id: str, lab: Lab, amount: str, taken: str
) -> Outcome:
    """Record a blood value. `taken` is day and time of the sample: its age counts from there."""
    still_open(ledger, case_id)
    allowed(person, CLINICAL, "record a blood value")
    body: dict[str, Json] = {"code": lab.code, "value": _amount(amount), "unit": lab.unit}
    act = case_act(case_id, Kind.MEASURED, body, done_at=_sampled(ledger, taken))
    return ledger.act(person, case_id, act)


def _amount(words: str) -> str:
    try:
        amount = Decimal(words.strip().replace(",", "."))
    except InvalidOperation:
        raise Refused("Write the value as a number, as in 1.1.", field="amount") from None
    if not amount.is_finite() or amount <= 0:
        raise Refused("That is no value.", field="amount")
    return f"{amount:f}"


def _sampled(ledger: Ledger, words: str) -> datetime:
    now = ledger.here()
    try:
        dose = read_last_dose(words, now, ledger.clinic.date_order)
    except NotUnderstood as problem:
        raise Refused(str(problem), field="taken") from None
    if dose.precision is not Precision.TIME or dose.latest_at is None:
        raise Refused("Write day and time of the sample, as in “today 7 am”.", field="taken")
    return dose.latest_at


def restart(ledger: Ledger, person: Staff, case_id: str, drug: str, words: str) -> Outcome:
    """The physician says on which day and at what time a blood thinner starts again.

    Raises Refused if there is no day and time in the words, or it has passed.
    """
    try:
        at = read_coming(words, ledger.here(), ledger.clinic.date_order)
    except NotUnderstood as problem:
        raise Refused(str(problem), field="restart") from None
    return _restarts(ledger, person, case_id, drug, at.isoformat())


def not_stopped(ledger: Ledger, person: Staff, case_id: str, drug: str) -> Outcome:
    """The physician says that a blood thinner was not stopped: nothing starts again."""
    return _restarts(ledger, person, case_id, drug, GOES_ON)


def _restarts(ledger: Ledger, person: Staff, case_id: str, drug: str, words: str) -> Outcome:
    allowed(person, PHYSICIAN_ONLY, "say when a blood thinner starts again")
    act = answering_anew(ledger.case(case_id), SectionKey.MEDICINES, f"{RESTART}.{drug}", words)
    return ledger.act(person, case_id, act)


def earliest_restart(drug: DrugClock, ended_at: datetime) -> tuple[datetime, str] | None:
    """Return the time of restart after a procedure by the adopted row, and the row's words.

    None where the row gives no time. Of several the latest.
    """
    spans = [
        clock.row.restart[drug.risk.risk]
        for clock in drug.clocks
        if clock.row and drug.risk.risk in clock.row.restart
    ]
    if not spans or len(spans) != len(drug.clocks):
        return None
    longest = max(spans, key=lambda span: span.hours)
    return ended_at + timedelta(hours=longest.hours), longest.full_words
