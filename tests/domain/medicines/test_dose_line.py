"""A drug in one line is read whole or not at all."""

import pytest

from procdesk.domain.medicines.dose_line import dose_line

ACTS = ("skin", "contrast", "test", "treatment", "sedation", "reversal", "other")


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("treatment lidocaine 1 % 1", "treatment|lidocaine|1 %|1"),
        ("Treatment Lidocaine 1% 1.5 mL", "treatment|Lidocaine|1%|1.5"),
        ("lidocaine 1 % 2 ml", "|lidocaine|1 %|2"),
        ("bupivacaine 0,25 % 0,5", "|bupivacaine|0,25 %|0,5"),
        (
            "treatment triamcinolone acetonide 40 mg/mL 1 mL",
            "treatment|triamcinolone acetonide|40 mg/mL|1",
        ),
        ("methylprednisolone 80 mg / 2 ml 2 cc", "|methylprednisolone|80 mg / 2 ml|2"),
        ("dexamethasone 10 mg 1 mL", "|dexamethasone|10 mg|1"),
        (
            "skin lidocaine 1 % with epinephrine 1:200,000 3 mL",
            "skin|lidocaine|1 % with epinephrine 1:200,000|3",
        ),
        ("other saline 3 mL", "other|saline||3"),
        ("test bupivacaine 0.5%  1", "test|bupivacaine|0.5%|1"),
    ],
)
def test_what_people_write_is_read(text: str, parts: str) -> None:
    line = dose_line(text, ACTS)
    assert line is not None
    assert "|".join(line) == parts


@pytest.mark.parametrize(
    "text",
    [
        *("", "treatment", "lidocaine", "treatment lidocaine", "lidocaine 1", "lidocaine 1 2"),
        *("lidocaine 1 %", "lidocaine 1 % 2 mg", "lidocaine 1 % 2 mL 3 mL", "1 % lidocaine 2 mL"),
        *("lidocaine 1 % 2 L", "lidocaine 1 % -2", "lidocaine 1 % 2 mL, 0.5 mL bupivacaine"),
        *("lidocaine 1 % 1,000.5", "treatment 1 % 2 mL", "lidocaine 1 % two"),
    ],
)
def test_what_may_mean_two_things_is_not_read(text: str) -> None:
    assert dose_line(text, ACTS) is None
