"""Facts: everything that a rule may look at, in one value."""

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


@dataclass(frozen=True, slots=True)
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
        """Whether any sedation is ordered or was given, whatever it was written down as."""
        return self.case.order.sedated or bool(self.given_as("sedation"))

    def given_as(self, act: str) -> tuple[DrugGiven, ...]:
        """What was given for sedation or as reversal, and what by its name is nothing else."""
        known = _BY_NAME[act]
        return tuple(
            one
            for one in self.case.drugs
            if one.act == act
            or any({drug.key, *drug.kinds} & known for drug in self.reference.named_in(one.drug))
        )

    @property
    def imaged(self) -> bool:
        """Whether an image says where the needle is: not where all may be done without guidance."""
        unknown = len(self.kinds) < len(self.case.order.procedures) or not self.kinds
        return unknown or any("none" not in kind.guidance for kind in self.kinds)

    @property
    def uses_contrast(self) -> bool:
        """Whether X-ray contrast may be used: by the guidance, and where it is not known."""
        unknown = len(self.kinds) < len(self.case.order.procedures) or not self.kinds
        rayed = any(not k.guidance or {"fluoroscopy", "ct"} & {*k.guidance} for k in self.kinds)
        return unknown or rayed

    def today(self, code: str) -> Observation | None:
        """The latest observation of a code since the patient came; before that, of all."""
        seen, here = self.case.latest(code), self.case.here_since
        return seen if seen and (here is None or seen.recorded.at >= here.at) else None

    def asks(self, section: str) -> bool:
        """Whether a procedure of the order has this section."""
        return any(section in kind.sections for kind in self.kinds)

    def limit(self, family: str, name: str) -> InForce:
        """A number that the clinic goes by, or why there is none: it never passes silently."""
        return in_force(self.clinic, self.reference, family, name)

    def reached(self, stage: Stage) -> bool:
        """Whether the case is at that stage or past it."""
        return self.case.stage.place >= stage.place

    def seen(self, name: str, value: str, recorded: Recorded | None) -> Input:
        """An input with who said it and when."""
        if recorded is None:
            return Input(name, value)
        return Input(name, value, recorded.at, self.clinic.name_of(recorded.by))
