"""Facts: everything that a rule may look at, in one value."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from procdesk.domain.catalogue.catalogue import Reference
from procdesk.domain.catalogue.limit import InForce
from procdesk.domain.catalogue.procedure_kind import RISKS, ProcedureKind
from procdesk.domain.clinic.adopted_limit import in_force
from procdesk.domain.clinic.clinic import Clinic
from procdesk.domain.finding import Input
from procdesk.domain.stage import Stage
from procdesk.domain.visit.case import Case, DrugGiven, Observation, Recorded
from procdesk.domain.visit.patient import Patient

_BY_NAME = {
    "sedation": frozenset({"benzodiazepine", "propofol", "ketamine", "dexmedetomidine"}),
    "reversal": frozenset({"naloxone", "flumazenil"}),
}
"""Kinds and names of drugs that sedate, or take sedation back, under whatever act they stand.

An opioid is none of them: it is also given for pain alone.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """One case with its patient, clinic, reference data, and the moment of judging.

    `earlier` are the patient's cases before this one, as far as this store knows them.
    """

    case: Case
    patient: Patient
    clinic: Clinic
    reference: Reference
    now: datetime
    earlier: tuple[Case, ...] = ()

    @property
    def kinds(self) -> tuple[ProcedureKind, ...]:
        """The catalogue rows of the ordered procedures, those that are known."""
        known = self.reference.procedures
        return tuple(known[one.key] for one in self.case.order.procedures if one.key in known)

    @property
    def bleeding_risk(self) -> str:
        """The worst class of the ordered procedures, empty while one of them is not known."""
        risks = [kind.bleeding_risk for kind in self.kinds]
        every = len(risks) == len(self.case.order.procedures) and all(risks)
        return max(risks, key=RISKS.index, default="") if every else ""

    @property
    def sedated(self) -> bool:
        """Return whether any sedation is ordered or was given, under whatever act it stands."""
        return self.case.order.sedated or bool(self.given_as("sedation"))

    def given_as(self, act: str) -> tuple[DrugGiven, ...]:
        """Return the drugs given as "sedation" or "reversal", or known by name as nothing else."""
        known = _BY_NAME[act]
        return tuple(
            line
            for line in self.case.drugs
            if line.act == act
            or any({drug.key, *drug.kinds} & known for drug in self.reference.named_in(line.drug))
        )

    @property
    def imaged(self) -> bool:
        """Return whether an image shows the needle; not where all may go without guidance."""
        unknown = len(self.kinds) < len(self.case.order.procedures) or not self.kinds
        return unknown or any("none" not in kind.guidance for kind in self.kinds)

    @property
    def uses_contrast(self) -> bool:
        """Return whether X-ray contrast may be used: by the guidance, and where it is not known."""
        unknown = len(self.kinds) < len(self.case.order.procedures) or not self.kinds
        rayed = any(not k.guidance or {"fluoroscopy", "ct"} & {*k.guidance} for k in self.kinds)
        return unknown or rayed

    def today(self, code: str) -> Observation | None:
        """Return the latest observation of a code since the patient came; before that, of all."""
        latest, here = self.case.latest(code), self.case.here_since
        return latest if latest and (here is None or latest.recorded.at >= here.at) else None

    def asks(self, section: str) -> bool:
        """Return whether a procedure of the order has this section."""
        return any(section in kind.sections for kind in self.kinds)

    def limit(self, family: str, name: str) -> InForce:
        """Return a number that the clinic goes by, or why there is none: none passes silently."""
        return in_force(self.clinic, self.reference, family, name)

    def reached(self, stage: Stage) -> bool:
        """Return whether the case is at that stage or past it."""
        return self.case.stage.place >= stage.place

    def input(self, name: str, value: str, recorded: Recorded | None) -> Input:
        """Return an input with who said it and when."""
        if recorded is None:
            return Input(name, value)
        return Input(name, value, recorded.at, self.clinic.name_of(recorded.by))

    def answer_inputs(self, names: Mapping[str, str]) -> tuple[Input, ...]:
        """Return the answers that there are as inputs; `names` are their names by linkId."""
        answers = ((name, self.case.answer(link_id)) for link_id, name in names.items())
        return tuple(
            self.input(name, str(answer.value), answer.recorded)
            for name, answer in answers
            if answer
        )
