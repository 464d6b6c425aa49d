"""What each shipped row of the rule sets asks. Expected values are written here from the fact base.

Sections 3.1 to 3.4 of the clinical fact base; nothing here is read from resources/policy/ but the
rows that are compared, so that any figure that is changed there fails a test.
"""

from typing import Any

import pytest

from procdesk import app
from procdesk.domain.catalogue.anticoagulant_hold import (
    FACTORS,
    Advice,
    HoldRow,
    asked,
    hold_set,
    span,
)

NO, SHARED, NO_SHARED = "no stop", "shared assessment", "no stop after shared assessment"
D = 24

# Section 3.1: drug, variant · high · intermediate · low · restart high/intermediate/low · status.
# Whole numbers are hours; of a range the longer end.
ASRA_PAIN: dict[tuple[str, str], tuple[Any, Any, Any, Any, Any, Any, str]] = {
    ("aspirin", "primary prevention"): (6 * D, SHARED, NO, 24, 24, 24, "C"),
    ("aspirin", "secondary prevention"): (SHARED, SHARED, NO, 24, 24, 24, "C"),
    ("diclofenac", ""): (D, NO, NO, 24, 24, 24, "C"),
    ("ketorolac", ""): (D, NO, NO, 24, 24, 24, "C"),
    ("ibuprofen", ""): (D, NO, NO, 24, 24, 24, "C"),
    ("etodolac", ""): (2 * D, NO, NO, 24, 24, 24, "C"),
    ("indomethacin", ""): (2 * D, NO, NO, 24, 24, 24, "C"),
    ("naproxen", ""): (4 * D, NO, NO, 24, 24, 24, "C"),
    ("meloxicam", ""): (4 * D, NO, NO, 24, 24, 24, "C"),
    ("nabumetone", ""): (6 * D, NO, NO, 24, 24, 24, "C"),
    ("oxaprozin", ""): (10 * D, NO, NO, 24, 24, 24, "C"),
    ("piroxicam", ""): (10 * D, NO, NO, 24, 24, 24, "C"),
    ("celecoxib", ""): (NO, NO, NO, None, None, None, "U"),
    ("ketoprofen", ""): ("", "", "", None, None, None, "U"),
    ("sulindac", ""): ("", "", "", None, None, None, "U"),
    ("diflunisal", ""): ("", "", "", None, None, None, "U"),
    ("flurbiprofen", ""): ("", "", "", None, None, None, "U"),
    ("tolmetin", ""): ("", "", "", None, None, None, "U"),
    ("cilostazol", ""): (2 * D, NO, NO, 24, 24, 24, "C"),
    ("dipyridamole", ""): (2 * D, NO, NO, None, None, None, "C"),
    ("warfarin", ""): (5 * D, 5 * D, NO_SHARED, 6, 6, 6, "C"),
    ("acenocoumarol", ""): (3 * D, 3 * D, NO_SHARED, 24, 24, 24, "C"),
    ("heparin", "intravenous"): (6, 6, 6, 2, 2, 2, "C"),
    ("heparin", "under the skin, two or three times a day"): (24, 6, 6, 6, 2, 2, "C"),
    ("enoxaparin", "prophylactic dose"): (12, 12, 12, 24, 24, 4, "C"),
    ("enoxaparin", "therapeutic dose"): (24, 24, 24, 24, 24, 4, "C"),
    ("dalteparin", ""): (24, 24, 24, 24, 24, 4, "C"),
    ("fondaparinux", ""): (4 * D, 4 * D, SHARED, 24, 24, 6, "U"),
    ("clopidogrel", ""): (7 * D, 7 * D, NO_SHARED, 24, 24, 24, "U"),
    ("prasugrel", ""): (10 * D, 10 * D, NO_SHARED, 24, 24, 24, "U"),
    ("ticagrelor", ""): (5 * D, 5 * D, NO_SHARED, 24, 24, 24, "U"),
    ("dabigatran", ""): (4 * D, 4 * D, NO_SHARED, 24, 24, 24, "U"),
    ("rivaroxaban", ""): (3 * D, 3 * D, NO_SHARED, 24, 24, 24, "U"),
    ("apixaban", ""): (3 * D, 3 * D, NO_SHARED, 24, 24, 24, "U"),
    ("edoxaban", ""): (3 * D, 3 * D, NO_SHARED, 24, 24, 24, "U"),
    **{
        (drug, ""): (48, 48, 48, 48, 48, 48, "U")
        for drug in ("alteplase", "tenecteplase", "reteplase", "streptokinase", "urokinase")
    },
    ("abciximab", ""): (5 * D, 5 * D, 5 * D, 12, 12, 12, "U"),
    ("eptifibatide", ""): (24, 24, 24, 12, 12, 12, "U"),
    ("tirofiban", ""): (24, 24, 24, 12, 12, 12, "U"),
    ("pentosan-polysulfate", ""): (5 * D, NO, NO, 24, 24, 24, "U"),
    **{
        (drug, ""): (Advice.SHARED_IF_COMBINED, NO, NO, None, None, None, "U")
        for drug in (
            *("citalopram", "escitalopram", "fluoxetine", "sertraline", "paroxetine"),
            *("fluvoxamine", "venlafaxine", "desvenlafaxine", "duloxetine"),
        )
    },
    **{
        (drug, ""): (7 * D, NO, NO, None, None, None, "U")
        for drug in (
            *("garlic", "ginkgo", "ginseng", "fish-oil", "vitamin-e", "dong-quai", "danshen"),
        )
    },
}
# Section 3.2. Of superficial blocks nothing was readable: the low class stays empty.
RIVA_HIGH = "high dose: 15 or 20 mg"
RIVA_LOW = "low dose: 2.5 mg twice a day, or 10 mg"
API_HIGH = (
    "high dose: 5 or 10 mg twice a day, or 2.5 mg with two of age 80, under 60 kg, creatinine 1.5"
)
API_LOW = "low dose: 2.5 mg twice a day"
ASRA_REGIONAL = {
    ("rivaroxaban", RIVA_HIGH): (72, 72, "", 24, 24, 24, "C"),
    ("rivaroxaban", RIVA_LOW): (24, 24, "", 6, 6, 6, "C"),
    ("apixaban", API_HIGH): (72, 72, "", 24, 24, 24, "C"),
    ("apixaban", API_LOW): (36, 36, "", 6, 6, 6, "U"),
}
# Section 3.3, ASIPP 2024: "continue or 3 days" counts as 3 days.
ASIPP = {
    ("rivaroxaban", ""): (48, 24, "", None, None, None, "S"),
    ("apixaban", ""): (48, 24, "", None, None, None, "S"),
    ("edoxaban", ""): (48, 24, "", None, None, None, "S"),
    ("dabigatran", ""): ("", "", "", None, None, None, "S"),
    ("aspirin", ""): (6 * D, 3 * D, 3 * D, None, None, None, "S"),
    ("clopidogrel", ""): (6 * D, "", "", None, None, None, "S"),
    ("prasugrel", ""): (6 * D, "", "", None, None, None, "S"),
}
# Section 3.3, ESAIC/ESRA 2022.
ESAIC = {
    ("rivaroxaban", "low dose"): (24, 24, "", None, None, None, "C"),
    ("rivaroxaban", "high dose"): (72, 72, "", None, None, None, "C"),
    ("edoxaban", "low dose"): (24, 24, "", None, None, None, "C"),
    ("edoxaban", "high dose"): (72, 72, "", None, None, None, "C"),
    ("apixaban", "low dose"): (36, 36, "", None, None, None, "C"),
    ("apixaban", "high dose"): (72, 72, "", None, None, None, "C"),
    ("dabigatran", "low dose"): (48, 48, "", None, None, None, "C"),
    ("dabigatran", "high dose"): (72, 72, "", None, None, None, "C"),
    ("enoxaparin", "low dose: up to 40 mg"): (12, 12, "", None, None, None, "C"),
    ("enoxaparin", "high dose"): (24, 24, "", None, None, None, "C"),
    ("heparin", "low dose"): (4, 4, "", None, None, None, "C"),
    ("heparin", "high dose"): ("", "", "", None, None, None, "U"),
    ("warfarin", ""): (5 * D, 5 * D, "", None, None, None, "C"),
    ("acenocoumarol", ""): (3 * D, 3 * D, "", None, None, None, "C"),
    ("phenprocoumon", ""): (7 * D, 7 * D, "", None, None, None, "C"),
}
SETS: dict[str, dict[tuple[str, str], Any]] = {
    "asra-pain-2018": ASRA_PAIN,
    "asra-regional-2025": ASRA_REGIONAL,
    "asipp-2024": ASIPP,
    "esaic-2022": ESAIC,
}
# limit in mL/min and the time for high and intermediate
RENAL = {
    ("asra-pain-2018", "dabigatran", ""): (None, 6 * D),
    ("asra-regional-2025", "rivaroxaban", RIVA_LOW): (30, 30),
    ("esaic-2022", "rivaroxaban", "low dose"): (30, 30),
    ("esaic-2022", "edoxaban", "low dose"): (30, 30),
    ("esaic-2022", "enoxaparin", "low dose: up to 40 mg"): (30, 24),
    ("esaic-2022", "enoxaparin", "high dose"): (30, 48),
}
NEED_INR = {"warfarin", "acenocoumarol", "phenprocoumon"}
NEED_NO_AGREEMENT = {  # no heart or stroke drug
    *("diclofenac", "ketorolac", "ibuprofen", "etodolac", "indomethacin", "naproxen", "meloxicam"),
    *("nabumetone", "oxaprozin", "piroxicam", "celecoxib", "ketoprofen", "sulindac", "diflunisal"),
    *("flurbiprofen", "tolmetin", "pentosan-polysulfate", "citalopram", "escitalopram"),
    *("fluoxetine", "sertraline", "paroxetine", "fluvoxamine", "venlafaxine", "desvenlafaxine"),
    *("duloxetine", "garlic", "ginkgo", "ginseng", "fish-oil", "vitamin-e", "dong-quai", "danshen"),
}


def shipped(key: str) -> dict[tuple[str, str], HoldRow]:
    rows = app.reference().policies[key].holds.rows
    return {(row.drug, row.variant): row for row in rows}


def told(row: HoldRow, risk: str) -> Any:
    one = row.by_class[risk]
    return one.hold.hours if one.hold else one.advice.value


def restart(row: HoldRow, risk: str) -> int | None:
    return row.restart[risk].hours if risk in row.restart else None


@pytest.mark.parametrize("key", SETS)
def test_a_set_has_exactly_these_rows(key: str) -> None:
    assert set(shipped(key)) == set(SETS[key])


@pytest.mark.parametrize(("key", "way"), [(k, way) for k, rows in SETS.items() for way in rows])
def test_a_row_asks_what_the_fact_base_says(key: str, way: tuple[str, str]) -> None:
    row, risks = shipped(key)[way], ("high", "intermediate", "low")
    asks = (*(told(row, risk) for risk in risks), *(restart(row, risk) for risk in risks))
    assert (*asks, row.status) == SETS[key][way]
    assert bool(row.normal_inr) is (row.drug in NEED_INR)
    primary = key == "asra-pain-2018" and way == ("aspirin", "primary prevention")
    assert bool(row.agreement) is not (row.drug in NEED_NO_AGREEMENT or primary)
    assert row.id.startswith(f"{key}.")
    assert row.source


@pytest.mark.parametrize(("key", "way"), [(k, way) for k, rows in SETS.items() for way in rows])
def test_the_kidneys_count_where_the_fact_base_says_so(key: str, way: tuple[str, str]) -> None:
    row, expected = shipped(key)[way], RENAL.get((key, *way))
    if expected is None:
        assert row.renal is None
        return
    assert row.renal is not None
    holds = [row.renal.by_class[risk].hold for risk in ("high", "intermediate")]
    assert (row.renal.below, *[one.hours for one in holds if one]) == (
        expected[0],
        expected[1],
        expected[1],
    )
    assert row.renal.by_class["low"].hold is None


def test_doses_belong_to_their_variant() -> None:
    regional, esaic = shipped("asra-regional-2025"), shipped("esaic-2022")
    expected = {
        RIVA_HIGH: {"15", "20"},
        RIVA_LOW: {"2.5", "10"},
        API_HIGH: {"2.5", "5", "10"},
        API_LOW: {"2.5"},
    }
    assert {way: set(map(str, row.mg)) for (_, way), row in regional.items()} == expected
    assert str(esaic["enoxaparin", "low dose: up to 40 mg"].mg_up_to) == "40"


def test_the_footnote_of_nsaids_names_two_procedures() -> None:
    rows = shipped("asra-pain-2018").values()
    noted = {row.drug for row in rows if row.consider_before}
    assert noted == {
        *("diclofenac", "ketorolac", "ibuprofen", "etodolac", "indomethacin", "naproxen"),
        *("meloxicam", "nabumetone", "oxaprozin", "piroxicam"),
    }
    for row in rows:
        if row.consider_before:
            assert row.consider_before == {"esi-interlaminar-cervical", "stellate-ganglion-block"}


@pytest.mark.parametrize("key", SETS)
def test_no_limit_ships_with_a_value_and_every_factor_counts(key: str) -> None:
    """Section 8, 4: sources differ on INR and platelets, so the clinic sets them."""
    holds = app.reference().policies[key].holds
    assert {(one.drug, one.bound, one.most_hours) for one in holds.limits.values()} == {
        ("inr", None, None),
        ("platelets", None, None),
    }
    assert holds.raised_by == set(FACTORS)


@pytest.mark.parametrize(
    ("words", "hours", "told_"),
    [
        ("24 h", 24, "24 h"),
        ("1 day", 24, "1 day"),
        ("5 days", 120, "5 days"),
        ("7–10 days", 240, "7–10 days, counted as 10 days"),
        ("8–24 h", 24, "8–24 h, counted as 24 h"),
        ("no stop or 3 days", 72, "no stop or 3 days, counted as 3 days"),
        ("0–1 day", 24, "0–1 day, counted as 1 day"),
    ],
)
def test_a_range_counts_as_its_longer_end_and_says_so(words: str, hours: int, told_: str) -> None:
    one = span(words)
    assert (one.hours, one.full_words) == (hours, told_)


@pytest.mark.parametrize(
    "words",
    [
        *("0 h", "10–7 days", "7-10 days", "5", "5 weeks", "about 5 days", "-1 h", "5 days "),
        *("hold", "No stop", "none", "24h", "5 days and normal INR", "7–7 days"),
    ],
)
def test_words_that_are_no_time_and_no_advice_are_refused(words: str) -> None:
    with pytest.raises(ValueError, match="“"):
        asked(words)


def row(**more: Any) -> dict[str, Any]:
    plain = dict.fromkeys(("high", "intermediate", "low"), "5 days")
    plain |= dict.fromkeys(("restart_high", "restart_intermediate", "restart_low"), "24 h")
    return {"id": "x-warfarin", "drug": "warfarin", "status": "C", "source": "s", **plain, **more}


def without(key: str) -> dict[str, Any]:
    return {name: value for name, value in row().items() if name != key}


@pytest.mark.parametrize(
    "rows",
    [
        [row(high="5 dyas")],
        [row(status="X")],
        [row(inr="low")],
        [row(agreement="yes")],
        [row(renall_below="30")],
        [row(renal_below="30")],
        [row(renal_below="-30", renal_high="1 day", renal_intermediate="1 day", renal_low="")],
        [row(mg=["five"])],
        [row(mg_up_to="0")],
        [without("low")],
        [without("restart_low")],
        [row(), row()],
        [row(), row(id="y", variant="low dose")],
        [row(id="y", variant="low dose"), row()],
        [row(id="y", variant="low dose"), row(id="y", variant="high dose")],
        [{"id": "f", "drug": "every blood thinner", "raised_by": ["mood"], "status": "C"}],
        [
            {
                "id": "f",
                "drug": "every blood thinner",
                "raised_by": ["mood"],
                "status": "C",
                "source": "s",
            }
        ],
        [{"id": "i", "drug": "inr", "at_least": "1", "hours_old": "", "status": "U", "source": ""}],
        [{"id": "i", "drug": "inr", "at_most": "x", "hours_old": "", "status": "U", "source": ""}],
        [{"id": "nothing"}],
    ],
)
def test_a_bad_row_never_loads_and_its_place_is_named(rows: list[dict[str, Any]]) -> None:
    with pytest.raises(ValueError, match=r"^\$\.rows\[\d\]"):
        hold_set(rows)


def test_two_ways_of_taking_a_drug_are_two_rows() -> None:
    rows = hold_set([row(variant="low dose"), row(id="y", variant="high dose")])
    assert [one.variant for one in rows.of("warfarin")] == ["low dose", "high dose"]
    assert rows.of("aspirin") == ()


def test_a_limit_with_values_is_read() -> None:
    told_ = {"id": "i", "drug": "inr", "at_most": "1.2", "hours_old": "24"}
    limits = hold_set([{**told_, "status": "U", "source": "the clinic"}]).limits
    assert (str(limits["inr"].bound), limits["inr"].most_hours) == ("1.2", 24)
