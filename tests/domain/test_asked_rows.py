"""The rows of the asked gates as they ship, held against clinical.md 4 row by row."""

import pytest

from procdesk import app

POLICIES = app.reference().policies
ROWS = [
    # set, name, value, unit, bounds, status
    ("fasting", "clear-drink", "2", "h", ("2", "8"), "C"),  # clear liquids 2 h C[108]
    ("fasting", "light-meal", "6", "h", ("6", "24"), "U"),  # light meal 6 h U
    ("fasting", "fatty-meal", "8", "h", ("8", "24"), "S"),  # fried/fatty/meat 8 h or more S[109]
    ("fasting", "glp-1-liquids", "24", "h", ("24", "24"), "C"),  # 24-h liquid diet C[110][111]
    ("pregnancy", "age-from", None, "years", ("8", "16"), "U"),  # no age in any source
    ("pregnancy", "age-to", None, "years", ("50", "70"), "U"),
    ("contrast", "premedicate-from", None, "grade", ("1", "3"), "U"),  # 8.14: sources disagree
    # prednisone 50 mg PO at 13, 7, 1 h + diphenhydramine 50 mg at 1 h C[91][92]
    ("contrast", "prednisone", "50", "mg", ("50", "50"), "C"),
    ("contrast", "prednisone-first", "13", "h", ("13", "13"), "C"),
    ("contrast", "prednisone-second", "7", "h", ("7", "7"), "C"),
    ("contrast", "prednisone-last", "1", "h", ("1", "1"), "C"),
    ("contrast", "diphenhydramine", "50", "mg", ("50", "50"), "C"),
    ("contrast", "diphenhydramine-before", "1", "h", ("1", "1"), "C"),
    # or methylprednisolone 32 mg PO at 12 and 2 h C[91][92]
    ("contrast", "methylprednisolone", "32", "mg", ("32", "32"), "C"),
    ("contrast", "methylprednisolone-first", "12", "h", ("12", "12"), "C"),
    ("contrast", "methylprednisolone-last", "2", "h", ("2", "2"), "C"),
    # methylprednisolone 40 mg or hydrocortisone 200 mg IV now and 4-hourly, takes 4-5 h C[92]
    ("contrast", "accelerated-methylprednisolone", "40", "mg", ("40", "40"), "C"),
    ("contrast", "accelerated-hydrocortisone", "200", "mg", ("200", "200"), "C"),
    ("contrast", "accelerated-every", "4", "h", ("4", "4"), "C"),
    ("contrast", "accelerated-takes", "5", "h", ("4", "5"), "C"),
]


@pytest.mark.parametrize(("key", "name", "value", "unit", "bounds", "status"), ROWS)
def test_a_row_ships_as_its_source_has_it(
    key: str, name: str, value: str | None, unit: str, bounds: tuple[str, str], status: str
) -> None:
    row = POLICIES[key].limits[name]
    told = None if row.value is None else f"{row.value:f}"
    assert (told, row.unit, row.status) == (value, unit, status)
    assert (f"{row.low:f}", f"{row.high:f}") == bounds
    assert row.source


def test_no_row_stands_beside_the_table() -> None:
    found = {
        (key, name) for key in ("fasting", "pregnancy", "contrast") for name in POLICIES[key].limits
    }
    assert found == {(key, name) for key, name, *_ in ROWS}
