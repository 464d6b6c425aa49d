"""Target picker: the targets that a paper or an image names, as they are read."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from procdesk.desk.pictures.paths import View
from procdesk.desk.pictures.site_map import SiteMap
from procdesk.desk.pictures.spine_map import regions, spine_view
from procdesk.desk.widgets.field import Field
from procdesk.desk.widgets.labels import Words, column
from procdesk.domain.catalogue.procedure_kind import Place, ProcedureKind
from procdesk.domain.targets.target import Side, Structure, Target

_COLUMNS = (Side.LEFT, Side.MIDLINE, Side.RIGHT)


class TargetPicker(QWidget):
    """A map and a list for each region of the spine, and a list of what has a name.

    Both sides of one place are bilateral where the procedure may be; where it may not, choosing
    one side takes the other away.
    """

    edited = Signal(str)

    def __init__(self, kind: ProcedureKind) -> None:
        super().__init__()
        self._kind = kind
        self._places = {place.words: place for place in kind.places}
        self._one_side = Side.BILATERAL not in kind.sides
        self._maps: list[SiteMap] = []
        self._counted: Field | None = None
        layout = self._layout = column(self, 0, 16)
        if kind.max_levels is not None:
            levels = "1 level" if kind.max_levels == 1 else f"{kind.max_levels} levels"
            most = f"At most {levels} in one session. {kind.max_levels_source}."
            layout.addWidget(Words(most, "hint"))
        for map_ in self._made():
            map_.edited.connect(self._changed)
            self._maps.append(map_)
            layout.addWidget(map_)

    def ask_counted_from(self) -> None:
        """Ask from where the levels are counted, since the bones are unusual."""
        if self._counted is None and self._kind.levels:
            self._counted = Field("Levels counted from, as in “S1” or “the last rib”")
            self._counted.edited.connect(self._changed)
            self._layout.addWidget(self._counted)

    def _made(self) -> list[SiteMap]:
        levelled = [one for one in self._places.values() if one.level]
        maps = []
        for levels in regions(list(dict.fromkeys(one.level for one in levelled))):
            here = [one for one in levelled if one.level in levels]
            maps.append(self._map(here, self._views(here)))
        named = [one for one in self._places.values() if not one.level]
        return [*maps, self._map(named, [])] if named else maps

    def _views(self, places: list[Place]) -> list[View]:
        """Return the pictures; none where one spot would stand for several places."""
        sides = self._sides(places)
        if len({one.level for one in places}) < len(places) or Side.BILATERAL in sides:
            return []
        return [spine_view([(one.words, one.level) for one in places], sides)]

    def _map(self, places: list[Place], views: list[View]) -> SiteMap:
        names = [one.words for one in places]
        return SiteMap(names, views, self._sides(places), one_side=self._one_side)

    def _sides(self, places: list[Place]) -> list[str]:
        """Return the columns; BILATERAL is its own where it is not made of LEFT and RIGHT."""
        can = {side for side in Side for one in places if self._kind.allows(one.on(side))}
        columns = [side for side in _COLUMNS if side in can]
        if Side.BILATERAL in can and not {Side.LEFT, Side.RIGHT} <= can:
            columns.append(Side.BILATERAL)
        return [side.value for side in columns]

    @property
    def targets(self) -> tuple[Target, ...]:
        """Return the chosen targets, empty while there are none."""
        chosen = [key for one in self._maps for key in one.chosen]
        targets = self._kind.targets((self._places[name], Side(side)) for name, side in chosen)
        counted = self._counted.text.strip() if self._counted is not None else ""
        return tuple(replace(one, counted_from=counted) if one.levels else one for one in targets)

    @property
    def text(self) -> str:
        """Return the choice, for a draft."""
        chosen = "|".join(one.text for one in self._maps if one.text)
        counted = self._counted.text if self._counted is not None else ""
        return f"{chosen}\n{counted}" if counted else chosen

    def put(self, text: str) -> None:
        """Show what `text` gave."""
        chosen, _, counted = text.partition("\n")
        for map_ in self._maps:
            map_.put(chosen)
        if counted:
            self.ask_counted_from()
        if self._counted is not None:
            self._counted.put(counted)

    def show_targets(self, targets: Sequence[Target]) -> None:
        """Choose the places of these targets; both sides where one is bilateral."""
        wanted = []
        for target in targets:
            both = target.side is Side.BILATERAL and not self._one_side
            sides = (Side.LEFT, Side.RIGHT) if both else (target.side,)
            places = [place for place in self._places.values() if _holds(target, place)]
            wanted += [f"{side.value} {place.words}" for side in sides for place in places]
        counted = next((one.counted_from for one in targets if one.counted_from), "")
        self.put("\n".join(filter(None, ("|".join(wanted), counted))))

    def _changed(self, _value: str) -> None:
        self.edited.emit(self.text)


def _holds(target: Target, place: Place) -> bool:
    """Return whether a place is part of a target; among nerves L5 is the dorsal ramus."""
    if place.level and place.level in target.levels and place.name == target.name:
        return place.structure is target.structure or place.structure is Structure.DORSAL_RAMUS
    return place.structure is target.structure and not place.level and place.name == target.name
