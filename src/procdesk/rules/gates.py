"""Gates: which unmet finding stops which step, and when an override still stands."""

import hashlib
from collections.abc import Iterable
from dataclasses import replace
from typing import Final, TypeAlias

from procdesk.domain.case import Case, Override
from procdesk.domain.clinic import Clinic
from procdesk.domain.finding import Finding, Result, weightiest_first
from procdesk.domain.stage import Stage

TREATMENT: Final = "treatment"
"""The gate of the treatment dose: the needle is in, the image statement is due."""

DOSE: Final = "dose"
"""The gate of every other dose: what the drugs of the case add up to with it."""

Gate: TypeAlias = Stage | str

_BEFORE_CHECKS = ("identity.not-compared", "identity.differs", "identity.deceased")
_BEFORE_READY = (
    "papers.not-mapped",
    "papers.not-asked",
    "papers.missing",
    "red-flag",
    "glucose.not-asked",
    "glucose.before-steroid",
    "glucose.not-adopted",
    "glucose.low",
    "pregnancy",
    "infection",
    "implant",
    "sedation",
    "fasting",
    "vitals",
    "exposure.sessions",
    "allergy.not-asked",
    "allergy.not-recognised",
    "allergy.unclear",
    "allergy.contrast",
    "anticoagulant",
    "site.words",
    "site.differs",
    "site.counted-from",
    "consent",
    "escort",
)
_BEFORE_TIME_OUT = ("site.mark", "papers.ready")
_BEFORE_PROCEDURE = ("time-out",)
_WITH_A_DOSE = ("allergy", "local-anaesthetic", "steroid", "glucose.before-steroid")
_BEFORE_RECOVERY = ("discharge.sign-out",)
_BEFORE_DISCHARGE = (
    *_BEFORE_RECOVERY,
    "discharge.observed",
    "discharge.limbs",
    "discharge.not-adopted",
    "discharge.time",
    "discharge.pressure",
    "discharge.oxygen",
    "discharge.score",
)
_BEFORE_FOLLOW_UP = (
    "discharge.event",
    "discharge.note",
    "discharge.ordered",
    "discharge.sheet",
    "discharge.escort",
    "discharge.device-on",
    "restart",
    "discharge.standing",
    "discharge.bleeding",
    "discharge.last-set",
    "discharge.bladder",
)

_DUE: dict[Gate, tuple[str, ...]] = {
    Stage.CHECKS: _BEFORE_CHECKS,
    Stage.READY: _BEFORE_CHECKS + _BEFORE_READY,
    Stage.TIME_OUT: _BEFORE_CHECKS + _BEFORE_READY + _BEFORE_TIME_OUT,
    Stage.PROCEDURE: _BEFORE_CHECKS + _BEFORE_READY + _BEFORE_TIME_OUT + _BEFORE_PROCEDURE,
    TREATMENT: _BEFORE_CHECKS
    + _BEFORE_READY
    + _BEFORE_TIME_OUT
    + _BEFORE_PROCEDURE
    + ("site.image",)
    + _WITH_A_DOSE,
    DOSE: _WITH_A_DOSE,
    Stage.RECOVERY: _BEFORE_RECOVERY,
    Stage.DISCHARGE: _BEFORE_DISCHARGE,
    Stage.FOLLOW_UP: _BEFORE_DISCHARGE + _BEFORE_FOLLOW_UP,
    Stage.CLOSED: ("red-flag.told",),
}
_DUE_SOMEWHERE = frozenset(name for names in _DUE.values() for name in names)


def unmet(findings: Iterable[Finding], before: Gate) -> tuple[Finding, ...]:
    """The findings that stop this step now, what is known to be wrong first.

    A deceased patient stops every step. What stops and is due at no gate was forgotten in the table
    of gates, so it stops every step from ready on.
    """
    due = (*_DUE.get(before, ()), "identity.deceased")
    stops = (
        one
        for one in findings
        if one.stops
        and (_is_any(one.key, due) or (_needs_all(before) and not _is_any(one.key, _DUE_SOMEWHERE)))
    )
    return weightiest_first(stops)


def _needs_all(gate: Gate) -> bool:
    return gate == TREATMENT or (gate != DOSE and Stage(gate).place >= Stage.READY.place)


def changed_by_dose(before: Iterable[Finding], after: Iterable[Finding]) -> tuple[Finding, ...]:
    """What a dose makes of the findings about doses, weightiest first; none if it counts not."""
    known = tuple(before)
    of_doses = (one for one in after if _is_any(one.key, _WITH_A_DOSE))
    return weightiest_first(one for one in of_doses if one not in known)


def at_gate(case: Case, gate: Gate) -> Case:
    """The case as it must stand before this step: rules speak only from their stage on.

    So a step that leaps over a stage is judged by what that stage asks too.
    """
    if gate == DOSE:
        return case
    before = Stage.PROCEDURE if gate == TREATMENT else _before(Stage(gate))
    return replace(case, stage=before) if case.stage.place < before.place else case


def _before(stage: Stage) -> Stage:
    return next((one for one in Stage if one.following is stage), stage)


def _is_any(key: str, names: Iterable[str]) -> bool:
    """Whether a key is one of these names or of a family among them."""
    return any(key == name or key.startswith(f"{name}.") for name in names)


def digest(finding: Finding, case: Case) -> str:
    """What an override was given for: the finding as it was read, and the order of that moment.

    Another digest revokes it: who let a stop pass for a small needle did not for a large one.
    """
    parts = [finding.key, finding.result.value, finding.sentence, *case.ids_under("order")]
    parts += [f"{one.name}={one.value}" for one in finding.inputs]
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()


def with_overrides(findings: Iterable[Finding], case: Case, clinic: Clinic) -> tuple[Finding, ...]:
    """Each finding with the override that still stands on it."""
    by_key = {one.finding_key: one for one in case.overrides}
    return tuple(
        replace(finding, overridden_by=by_key[finding.key].recorded.by)
        if finding.key in by_key and _stands(by_key[finding.key], finding, case, clinic)
        else finding
        for finding in findings
    )


def _stands(override: Override, finding: Finding, case: Case, clinic: Clinic) -> bool:
    person = clinic.staff.get(override.recorded.by)
    return (
        finding.result is not Result.MET
        and override.inputs_digest == digest(finding, case)
        and person is not None
        and bool(person.roles & finding.overridable_by)
    )
