"""Gates: which unmet finding stops which step, and when an override still stands."""

import hashlib
from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from procdesk.domain.clinic.clinic import Clinic
from procdesk.domain.finding import Finding, Result, weightiest_first
from procdesk.domain.stage import Stage
from procdesk.domain.visit.case import Case, Override
from procdesk.rules.register.hazard import BEFORE_TREATMENT, DOSE, NO_GATE, TREATMENT, Gate, Gates
from procdesk.rules.register.hazards import hazard_of

_FORGOTTEN: Final[Gates] = BEFORE_TREATMENT | {
    stage for stage in Stage if stage.place >= Stage.READY.place
}
"""The gates of a stop that no row of `hazards` gives one: it was forgotten, and never passes."""


def unmet(findings: Iterable[Finding], before: Gate) -> tuple[Finding, ...]:
    """Return the findings that stop this step now, what is known to be wrong first."""
    return weightiest_first(one for one in findings if one.stops and before in _due(one))


def _due(finding: Finding) -> Gates:
    hazard = hazard_of(finding.key)
    return (hazard.gates if hazard else NO_GATE) or _FORGOTTEN


def changed_by_dose(before: Iterable[Finding], after: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return the findings about doses that a dose changes, weightiest first."""
    known = tuple(before)
    of_doses = (one for one in after if DOSE in _due(one))
    return weightiest_first(one for one in of_doses if one not in known)


def at_gate(case: Case, gate: Gate) -> Case:
    """Return the case as it must stand before this step: rules speak only from their stage on.

    So a step that leaps over a stage is judged by what that stage asks too.
    """
    if gate == DOSE:
        return case
    before = Stage.PROCEDURE if gate == TREATMENT else _before(Stage(gate))
    return replace(case, stage=before) if case.stage.place < before.place else case


def _before(stage: Stage) -> Stage:
    return next((one for one in Stage if one.following is stage), stage)


def digest(finding: Finding, case: Case) -> str:
    """Return the digest of the finding as it was read, and of the order of that moment.

    Another digest revokes it: who let a stop pass for a small needle did not for a large one.
    """
    parts = [finding.key, finding.result.value, finding.sentence, *case.ids_under("order")]
    parts += [f"{one.name}={one.value}" for one in finding.inputs]
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()


def with_overrides(findings: Iterable[Finding], case: Case, clinic: Clinic) -> tuple[Finding, ...]:
    """Return each finding with the override that still stands on it."""
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
