"""Strength as it stands on a label: read whole or not at all. One per cent is 10 mg in a mL."""

from decimal import Decimal

import pytest

from procdesk.domain.medicines.strength import mg_per_ml, with_adrenaline


@pytest.mark.parametrize(
    ("text", "mg"),
    [
        ("0.5 %", "5"),
        ("0.5%", "5"),
        ("0,5 %", "5"),
        ("bupivacaine 0.25 %", "2.5"),
        ("2 %", "20"),
        ("0.075 %", "0.75"),
        ("5 mg/mL", "5"),
        ("40 mg per mL", "40"),
        ("40 mg / ml", "40"),
        ("80 mg/2 mL", "40"),
        ("100 mg/10mL", "10"),
        ("1 % (10 mg/mL)", "10"),
        ("1 % with epinephrine 1:200,000", "10"),
        ("1% epinephrine 1 in 200 000", "10"),
        ("1 % with epinephrine 5 µg/mL", "10"),
        ("100 %", "1000"),
    ],
)
def test_a_plain_strength_is_read(text: str, mg: str) -> None:
    assert mg_per_ml(text) == Decimal(mg)


@pytest.mark.parametrize(
    "text",
    [
        *("", "strong", "1", "10 mg", "5 mL", "10", "0 %", "0 mg/mL", "10 mg/0 mL"),
        *("1 % or 2 %", "1 % (20 mg/mL)", "1 %, 5 mL", "101 %", "1.2.3 %", "1,000 mg/mL"),
        *("10 mcg/mL", "10 µg/mL", "10 mg/dL", "10 mg/mLs 5", "-1 %x2", "0.00001 %"),
    ],
)
def test_what_is_left_over_may_be_what_counts(text: str) -> None:
    assert mg_per_ml(text) is None


@pytest.mark.parametrize(
    ("text", "there"),
    [
        ("1 %", False),
        ("plain 1 %", False),
        ("1 % without", False),
        ("1 % 1:100,000", True),
        ("1 % with epinephrine 5 µg/mL", True),
        ("1 % with 12.5 mcg/mL adrenaline", True),
        ("1 % with epinephrine 0 µg/mL", False),
        ("1 % with epinephrine 1000 µg/mL", False),
        ("fentanyl 2 µg/mL", False),
        ("1 % plain 1:200000", None),
        ("1 % w/o epi 1:200,000", None),
        ("1 % s/ epi 1:200,000", None),
        ("1 % epi 1:200,000?", None),
        ("1 % no epinephrine 5 µg/mL", None),
    ],
)
def test_adrenaline_is_there_or_not_or_cannot_be_read(text: str, there: bool | None) -> None:
    assert with_adrenaline(text) is there


@pytest.mark.parametrize(
    "mention",
    [
        *(
            "with epinephrine",
            "adrenaline",
            "epi",
            "without adrenaline",
            "epinephrine free",
            "+ epi",
        ),
        *("w/o epi", "s/ epi", "epi?", "no epi", "avec", "epi held", "sin adrenalina", "epi -"),
    ],
)
def test_a_word_alone_never_counts_as_adrenaline(mention: str) -> None:
    """Hazard: lidocaine "w/o epi" has the largest dose of lidocaine with adrenaline."""
    assert with_adrenaline(f"1 % {mention}") is False
    assert mg_per_ml(f"1 % {mention}") == 10


@pytest.mark.parametrize("text", ["1 % 1:1", "1 % diluted 1:1", "2 % mixed 1 in 4", "1 % 1/2"])
def test_how_it_was_mixed_is_no_adrenaline_and_leaves_the_strength_open(text: str) -> None:
    """Hazard: a dilution raises the largest dose to the one with adrenaline."""
    assert with_adrenaline(text) is False
    assert mg_per_ml(text) is None


@pytest.mark.parametrize("text", ["1 % 1:80,000", "1 % 1:200000", "1 % 1 in 100 000"])
def test_a_ratio_of_a_vial_is_adrenaline(text: str) -> None:
    assert with_adrenaline(text) is True
    assert mg_per_ml(text) == 10
