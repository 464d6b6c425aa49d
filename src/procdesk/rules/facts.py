"""Facts: everything that a rule may look at, in one value."""

from dataclasses import dataclass
from datetime import datetime

from procdesk.domain.case import Case, Recorded
from procdesk.domain.catalogue import Reference
from procdesk.domain.clinic import Clinic
from procdesk.domain.finding import Input
from procdesk.domain.patient import Patient
from procdesk.domain.procedure_kind import RISKS, ProcedureKind
from procdesk.domain.stage import Stage


@dataclass(frozen=True, slots=True)
class Facts:
    """One case with its patient, clinic, reference data, and the moment of judging."""

    case: Case
    patient: Patient
    clinic: Clinic
    reference: Reference
    now: datetime

    @property
    def kinds(self) -> tuple[ProcedureKind, ...]:
        """The catalogue rows of the ordered procedures, those that are known."""
        keys = (one.key for one in self.case.order.procedures)
        known = self.reference.procedures
        return tuple(known[key] for key in keys if key in known)

    @property
    def bleeding_risk(self) -> str:
        """The worst class of the ordered procedures, empty while one of them is not known."""
        risks = [kind.bleeding_risk for kind in self.kinds]
        return max(risks, key=RISKS.index, default="") if all(risks) else ""

    @property
    def sedated(self) -> bool:
        """Whether any sedation is ordered or was given."""
        ordered = any(one.sedation != "none" for one in self.case.order.procedures)
        return ordered or any(drug.act == "sedation" for drug in self.case.drugs)

    def reached(self, stage: Stage) -> bool:
        """Whether the case is at that stage or past it."""
        return self.case.stage.place >= stage.place

    def seen(self, name: str, value: str, recorded: Recorded | None) -> Input:
        """An input with who said it and when."""
        if recorded is None:
            return Input(name, value)
        return Input(name, value, recorded.at, self.clinic.name_of(recorded.by))
