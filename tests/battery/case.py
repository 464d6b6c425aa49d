"""One row of the battery: how often it was tried and how often it was missed."""

import json
from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """It holds when nothing was missed."""

    name: str
    tried: int
    missed: int
    seed: int

    @property
    def holds(self) -> bool:
        """Nothing was missed, and something was tried."""
        return self.tried > 0 and self.missed == 0

    def json_line(self) -> str:
        """One JSON line."""
        return json.dumps({**asdict(self), "holds": self.holds})
