"""The rows with a number as they ship, held against clinical.md 4 and 5 row by row.

Where no source gives a bound, the bounds are what a clinic may plausibly set.
"""

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
    # 5.6: LA-only 15–30; neuraxial 30–60; sedation ≥ 30 after last dose; reversal ≥ 2 h; last set
    # within 15 min of leaving; voids (one trust). 5.1: circulation within ±20, SpO2 > 92 % air, ≥ 9
    ("discharge", "minutes-local-anaesthetic", "30", "min", ("15", "240"), "U"),
    ("discharge", "minutes-neuraxial", "60", "min", ("30", "480"), "U"),
    ("discharge", "minutes-sedation", "30", "min", ("30", "480"), "U"),
    ("discharge", "minutes-reversal", "120", "min", ("120", "480"), "U"),
    ("discharge", "minutes-last-set", "15", "min", ("1", "15"), "U"),
    ("discharge", "systolic-change", "20", "%", ("5", "20"), "C"),
    ("discharge", "spo2-above", "92", "%", ("90", "98"), "C"),
    ("discharge", "score-least", "9", "points", ("9", "14"), "C"),
    ("discharge", "voided-after-neuraxial", None, "0 or 1", ("0", "1"), "C"),
    # 4: ≤ 4 ESI sessions/region/12 mo S[34]; no other figure in any source
    ("exposure", "sessions", "4", "sessions", ("1", "6"), "S"),
    ("exposure", "contrast", None, "mL", ("1", "10000"), "U"),
    ("exposure", "xray-time", None, "s", ("1", "100000"), "U"),
    ("exposure", "air-kerma", None, "mGy", ("1", "100000"), "U"),
    ("exposure", "dose-area", None, "Gy.cm2", ("1", "100000"), "U"),
    # 4: "200, 250 or 300 mg/dL used by clinics; low < 70", no authority found
    ("glucose", "before-steroid", None, "mg/dL", ("140", "300"), "U"),
    ("glucose", "low", "70", "mg/dL", ("70", "100"), "U"),
    # 4: no particulate in a cervical foramen; intervals 14, 30 days, 1 month (2); 40 mg
    # triamcinolone ≥ 1 month; vaccines 2 weeks before, 1 week after C[102]; 200–320 mg
    # methylprednisolone a year U
    ("steroid", "particulate-cervical-foramen", "0", "mg", ("0", "0"), "S"),
    ("steroid", "interval", None, "days", ("14", "31"), "U"),
    ("steroid", "adrenal", "31", "days", ("28", "92"), "C"),
    ("steroid", "cyp3a4-inhibitors", "0", "medicines", ("0", "0"), "U"),
    ("steroid", "vaccine-before", "14", "days", ("14", "28"), "C"),
    ("steroid", "vaccine-after", "7", "days", ("7", "28"), "C"),
    ("steroid", "methylprednisolone-year", None, "mg", ("1", "320"), "U"),
    ("steroid", "triamcinolone-year", None, "mg", ("1", "1000"), "U"),
    ("steroid", "betamethasone-year", None, "mg", ("1", "1000"), "U"),
    ("steroid", "dexamethasone-year", None, "mg", ("1", "1000"), "U"),
    # 4: referral < 160/100, proceed if < 180/110 C[86]; SBP < 90–100; HR < 50 or > 110–120; SpO2
    # < 92–94 %; ≥ 38.0 °C
    ("vitals", "systolic-warn", "160", "mmHg", ("120", "160"), "C"),
    ("vitals", "diastolic-warn", "100", "mmHg", ("80", "100"), "C"),
    ("vitals", "systolic-stop", "180", "mmHg", ("140", "180"), "C"),
    ("vitals", "diastolic-stop", "110", "mmHg", ("90", "110"), "C"),
    ("vitals", "systolic-low", None, "mmHg", ("90", "120"), "U"),
    ("vitals", "pulse-low", "50", "/min", ("50", "60"), "U"),
    ("vitals", "pulse-high", None, "/min", ("90", "120"), "U"),
    ("vitals", "spo2-low", None, "%", ("92", "98"), "U"),
    ("vitals", "temperature-high", "38.0", "°C", ("37.0", "38.0"), "U"),
    # 4: lidocaine 4.5 mg/kg, 300 mg C[95]; with adrenaline 7, 500 S[97]; bupivacaine 2–2.5, 175;
    # with adrenaline 3, 225; 400 mg/24 h; ropivacaine 2–3, 200–225 U; mepivacaine 4.4–7;
    # chloroprocaine 11–12, 14–20; ideal weight if BMI > 30
    ("local-anaesthetic-us", "lidocaine", "4.5", "mg/kg", ("1", "4.5"), "C"),
    ("local-anaesthetic-us", "lidocaine-most", "300", "mg", ("50", "300"), "C"),
    ("local-anaesthetic-us", "lidocaine-adrenaline", "7", "mg/kg", ("1", "7"), "S"),
    ("local-anaesthetic-us", "lidocaine-adrenaline-most", "500", "mg", ("50", "500"), "S"),
    ("local-anaesthetic-us", "bupivacaine", "2", "mg/kg", ("0.5", "2.5"), "S"),
    ("local-anaesthetic-us", "bupivacaine-most", "175", "mg", ("25", "175"), "S"),
    ("local-anaesthetic-us", "bupivacaine-adrenaline", "3", "mg/kg", ("0.5", "3"), "S"),
    ("local-anaesthetic-us", "bupivacaine-adrenaline-most", "225", "mg", ("25", "225"), "S"),
    ("local-anaesthetic-us", "bupivacaine-day", "400", "mg", ("50", "400"), "S"),
    ("local-anaesthetic-us", "ropivacaine", "2", "mg/kg", ("0.5", "3"), "S"),
    ("local-anaesthetic-us", "ropivacaine-most", "200", "mg", ("25", "225"), "U"),
    ("local-anaesthetic-us", "mepivacaine", "4.4", "mg/kg", ("1", "7"), "S"),
    ("local-anaesthetic-us", "mepivacaine-most", None, "mg", ("50", "1000"), "U"),
    ("local-anaesthetic-us", "chloroprocaine", "11", "mg/kg", ("2", "12"), "S"),
    ("local-anaesthetic-us", "chloroprocaine-most", None, "mg", ("50", "1500"), "U"),
    ("local-anaesthetic-us", "chloroprocaine-adrenaline", "14", "mg/kg", ("2", "20"), "S"),
    ("local-anaesthetic-us", "chloroprocaine-adrenaline-most", None, "mg", ("50", "1500"), "U"),
    ("local-anaesthetic-us", "bmi-above", "30", "kg/m2", ("25", "30"), "S"),
    ("local-anaesthetic-us", "ideal-bmi", None, "kg/m2", ("18", "25"), "U"),
    ("local-anaesthetic-us", "least-weight", None, "kg", ("30", "60"), "U"),
    # 4: UK lidocaine 3 mg/kg, bupivacaine 2 mg/kg S[96]; nothing else is read of UK practice
    ("local-anaesthetic-uk", "lidocaine", "3", "mg/kg", ("1", "3"), "S"),
    ("local-anaesthetic-uk", "lidocaine-most", None, "mg", ("50", "300"), "U"),
    ("local-anaesthetic-uk", "lidocaine-adrenaline", None, "mg/kg", ("1", "7"), "U"),
    ("local-anaesthetic-uk", "lidocaine-adrenaline-most", None, "mg", ("50", "500"), "U"),
    ("local-anaesthetic-uk", "bupivacaine", "2", "mg/kg", ("0.5", "2"), "S"),
    ("local-anaesthetic-uk", "bupivacaine-most", None, "mg", ("25", "175"), "U"),
    ("local-anaesthetic-uk", "bupivacaine-adrenaline", None, "mg/kg", ("0.5", "3"), "U"),
    ("local-anaesthetic-uk", "bupivacaine-adrenaline-most", None, "mg", ("25", "225"), "U"),
    ("local-anaesthetic-uk", "bupivacaine-day", None, "mg", ("50", "400"), "U"),
    ("local-anaesthetic-uk", "ropivacaine", None, "mg/kg", ("0.5", "3"), "U"),
    ("local-anaesthetic-uk", "ropivacaine-most", None, "mg", ("25", "225"), "U"),
    ("local-anaesthetic-uk", "mepivacaine", None, "mg/kg", ("1", "7"), "U"),
    ("local-anaesthetic-uk", "mepivacaine-most", None, "mg", ("50", "1000"), "U"),
    ("local-anaesthetic-uk", "chloroprocaine", None, "mg/kg", ("2", "12"), "U"),
    ("local-anaesthetic-uk", "chloroprocaine-most", None, "mg", ("50", "1500"), "U"),
    ("local-anaesthetic-uk", "chloroprocaine-adrenaline", None, "mg/kg", ("2", "20"), "U"),
    ("local-anaesthetic-uk", "chloroprocaine-adrenaline-most", None, "mg", ("50", "1500"), "U"),
    ("local-anaesthetic-uk", "bmi-above", "30", "kg/m2", ("25", "30"), "S"),
    ("local-anaesthetic-uk", "ideal-bmi", None, "kg/m2", ("18", "25"), "U"),
    ("local-anaesthetic-uk", "least-weight", None, "kg", ("30", "60"), "U"),
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
    found = {(key, name) for key in POLICIES for name in POLICIES[key].limits}
    assert found == {(key, name) for key, name, *_ in ROWS}
