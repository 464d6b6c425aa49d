"""Scanned pack: what a code said of it, and the drug that it was scanned for."""

from PySide6.QtCore import QObject, Signal

from procdesk.interop.barcode import Vial


class ScannedPack(QObject):
    """The pack of the open drug line, part of the page's draft. It belongs to the first drug and
    the first strength that stand in the line with it, and to no other.
    """

    edited = Signal(str)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.vial = Vial("")
        self._drug = self._strength = ""

    def scan(self, vial: Vial) -> None:
        """Take another pack, which belongs to nothing yet; one without a number is none."""
        self.vial = vial
        self._drug = self._strength = ""
        self.edited.emit(self.text)

    def belongs_to(self, drug: str, strength: str) -> bool:
        """Return whether the pack is of this drug in this strength; of any while none stands."""
        now = _plain(drug), _plain(strength)
        own = self._drug or now[0], self._strength or now[1]
        if self.vial.gtin and any(a and a != b for a, b in zip(now, own, strict=True)):
            return False
        self._drug, self._strength = own
        return True

    @property
    def text(self) -> str:
        """Return the pack as it stands in a draft; empty if none was scanned."""
        vial = self.vial
        parts = (vial.gtin, vial.lot, vial.expiry, self._drug, self._strength)
        return "\n".join(parts) if vial.gtin else ""

    def put(self, text: str) -> None:
        """Take what `text` gave."""
        gtin, lot, expiry, self._drug, self._strength = (text or "\n" * 4).split("\n")
        self.vial = Vial(gtin, lot, expiry)


def _plain(text: str) -> str:
    return "".join(text.split()).casefold()
