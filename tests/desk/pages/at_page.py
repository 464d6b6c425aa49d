"""At a page: hands on one page of a case, and what the journal takes of them from then on."""

from dataclasses import dataclass

from desk.conftest import Open
from desk.walk import settle
from procdesk.demo.hands import Hands
from procdesk.desk.shell.open_desk import OpenDesk
from procdesk.domain.entry import Json
from procdesk.domain.staff import Staff
from support.small_clinic import House


@dataclass(frozen=True, slots=True)
class AtPage:
    """Hands at a page of a case, opened when the journal held `count` entries of it."""

    house: House
    case_id: str
    hands: Hands
    count: int

    @property
    def kinds(self) -> list[str]:
        """Return the kinds of what was recorded since."""
        return [entry.kind for entry in self.house.ledger.case(self.case_id).entries[self.count :]]

    def bodies(self, kind: str) -> list[dict[str, Json]]:
        """Return the bodies of what was recorded of a kind since."""
        entries = self.house.ledger.case(self.case_id).entries[self.count :]
        return [dict(entry.body) for entry in entries if entry.kind == kind]

    def catch_up(self) -> str:
        """Let the desk see what another one wrote, and return what it says then."""
        self.desk.catch_up()
        settle()
        return self.hands.reads()

    def reopen(self, key: str) -> str:
        """Open a page of this case again, and return what it says."""
        assert self.desk.frame is not None
        self.desk.catch_up()
        self.desk.frame.open_section(key)
        settle()
        return self.hands.reads()

    @property
    def desk(self) -> OpenDesk:
        assert isinstance(self.hands.window, OpenDesk)
        return self.hands.window

    def answers(self) -> dict[str, Json]:
        """Return the values answered since, by linkId."""
        return {str(body["link_id"]): body["value"] for body in self.bodies("answered")}


def at_page(house: House, open_desk: Open, case_id: str, key: str, person: Staff) -> AtPage:
    """Open a page of a case as a person."""
    desk = open_desk(house, person)
    desk.open_case(case_id)
    assert desk.frame is not None
    desk.frame.open_section(key)
    return AtPage(house, case_id, Hands(desk, None), len(house.ledger.case(case_id).entries))


def taken(house: House, *steps: str) -> str:
    """Return a case on which these steps are done."""
    case_id = house.booked()
    for step in steps:
        getattr(house, step)(case_id)
    return case_id


TO_ROOM = ("arrived", "checked", "made_ready", "timed_out")
"""The steps to the procedure."""
