"""Codes as scanners send them: packs, wristbands, and what is refused in words."""

import pytest

from procdesk.interop.barcode import UnusableCode, Vial, Wristband, read_barcode

GS = "\x1d"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("]d2010061414112345217270430107F2210", Vial("00614141123452", "7F2210", "2027-04-30")),
        (f"]C1010061414112345210B2217{GS}17270400", Vial("00614141123452", "B2217", "2027-04")),
        (f"]d2{GS}010061414112345221SER1{GS}10L9", Vial("00614141123452", "L9")),
        ("]C000286641", Wristband("00286641")),
        ("]Q100286641\r\n", Wristband("00286641")),
    ],
)
def test_what_a_scan_says(text: str, code: Vial | Wristband) -> None:
    assert read_barcode(text) == code


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("00286641", "not known here"),
        ("]X0123", "not known here"),
        ("]C0=W1234567890", "blood product"),
        ("]d201006141411234", "cut off"),
        ("]d20100614141123453", "check digit"),
        ("]d2010061414112345217271399", "does not exist"),
        ("]d299XYZ", "cannot be read"),
        ("]d210LOT", "neither a medicine nor a person"),
        ("]C0", "record number"),
    ],
)
def test_what_cannot_be_used_says_why(text: str, why: str) -> None:
    with pytest.raises(UnusableCode, match=why):
        read_barcode(text)


def test_a_number_that_is_not_of_this_clinic_is_refused() -> None:
    assert read_barcode("]C000286641", r"\d{8}") == Wristband("00286641")
    with pytest.raises(UnusableCode, match="of this clinic"):
        read_barcode("]C0286641", r"\d{8}")


def test_a_service_relation_number_needs_its_check_digit() -> None:
    assert read_barcode("]C18018061414112345678902") == Wristband("061414112345678902")
    with pytest.raises(UnusableCode, match="check digit"):
        read_barcode("]C18018061414112345678903")
