"""Names: everyday medicines clear, blood thinners never do, and what is not known stops."""

import json

import pytest

from procdesk import app
from procdesk.domain.catalogue.catalogue import Reference
from procdesk.domain.medicines.medication import Medication
from procdesk.domain.medicines.medicine_names import Clotting, MedicineNames, NameRow
from procdesk.domain.medicines.spelling import bare
from support.places import ROOT

REFERENCE = app.reference()
NAMES = json.loads((ROOT / "resources/drugs/names.json").read_text(encoding="utf-8"))["names"]
WHOLE_ONLY = {row[0] for row in NAMES if len(row) > 4 and row[4]}
STOPPING = {"anticoagulant", "antiplatelet", "nsaid", "supplement-effect", "ssri-snri"}
REGISTERS = set("RFBG")

EVERYDAY = """
    Lipitor; Lyrica; Tylenol; magnesium; Neurontin; gabapentin 300 mg capsule; Synthroid; Norvasc
    Flexeril; Zanaflex; Robaxin; Soma 350 mg; Percocet 5-325 mg; Norco; Ultram; OxyContin; Nucynta
    Glucophage; Jardiance; Ozempic; Lantus SoloStar; Humalog KwikPen; Zocor; Crestor; Prilosec OTC
    Nexium; Protonix; Pepcid; Zestril; Toprol XL 50 mg; Coreg; Cozaar; Diovan HCT; Lasix; Flomax
    Ambien; Xanax; Ativan; Klonopin; Seroquel; Wellbutrin XL; Abilify; Singulair; Claritin; Zyrtec
    Benadryl; Ventolin HFA; Advair Diskus; Fosamax; Topamax; Lamictal; Keppra; Requip; Colace
    MiraLAX; Senokot; vitamin D3 2000 units; vitamin B12; folic acid; calcium carbonate; Imitrex
    hydrocodone-acetaminophen 5-325 MG per tablet; acetaminophen (TYLENOL) 500 mg tablet; melatonin
    lisinopril 10 mg tablet once daily; paracetamol 500 mg; omeprazole; levotiroxina; Excedrin
    Tension Headache; Tylenol Extra Strength; Tylenol PM; Fluoroplex; ondansetrón
""".replace("Excedrin\n    Tension", "Excedrin Tension")
SALTS = {
    "clopidogrel bisulfate 75 mg": "clopidogrel",
    "clopidogrel hydrogen sulfate": "clopidogrel",
    "baby aspirin": "aspirin",
    "aspirin 81 mg EC": "aspirin",
    "warfarin sodium 5 mg tablet": "warfarin",
    "dabigatran etexilate mesylate 150 mg": "dabigatran",
    "diclofenac epolamine patch": "diclofenac",
    "sertraline hydrochloride 50 mg": "sertraline",
    "Zoloft 50 mg": "sertraline",
    "Cymbalta": "duloxetine",
    "Sintrom": "acenocoumarol",
}
NEVER_CLEARS = """
    MST 600; MST; Excedrin; Excedrin Migraine; Excedrin Zorvex; Darvon Cold; Soma Compound
    Norflex Plus; Tylenol Plus; Paralgin Dolo; Robaxin Gesic; Lipitor Compuesto
    Lipitor Flex; lisinopril Migra; metformin ASA; Tylenol Cold & Sinus Zorvex; Procardia
    Procardia XL; Depakote; valproate; valproic acid; linezolid; Zyvox; capecitabine; Xeloda
    cisplatin; methotrexate and Zorvex; Tylanol; vicoden; lisinipril; gabbapentin; Lipitorr; Lyrika
    Cumadin; Elaquis; warferin
    Abasaglar; Acertol; Berocca; Qunol; blood thinner; heart pill; lisinopril Comp
    Flexall Plus; Alka-Mints Plus; Kaopectate; Midol; Maalox; Aspercreme
"""


def texts(table: str) -> list[str]:
    return [" ".join(one.split()) for one in table.replace("\n", ";").split(";") if one.strip()]


def stops(text: str) -> bool:
    """Return whether a text is not recognised, or names what may act on clotting."""
    thins = REFERENCE.thinners(Medication(id="1", text=text))
    return REFERENCE.recognise(text) is None or bool(thins)


@pytest.mark.parametrize("text", texts(EVERYDAY))
def test_an_everyday_name_clears(text: str) -> None:
    assert not stops(text)


@pytest.mark.parametrize("text", texts(NEVER_CLEARS))
def test_a_name_that_may_hold_a_thinner_never_clears(text: str) -> None:
    assert stops(text)


@pytest.mark.parametrize("text", SALTS)
def test_a_salt_or_a_form_does_not_hide_the_drug(text: str) -> None:
    drug = REFERENCE.recognise(text)
    assert drug is not None
    assert drug.key == SALTS[text]
    assert REFERENCE.thinners(Medication(id="1", text=text)) == (SALTS[text],)


@pytest.mark.parametrize("clotting", sorted(STOPPING))
def test_every_row_that_acts_on_clotting_is_a_thinner(clotting: str) -> None:
    names = [row[0] for row in NAMES if row[2] == clotting]
    assert len(names) > 100
    for name in names:
        for text in (name, f"{name.upper()} 75 mg tablet, twice daily", f"{name} and Zorvex"):
            assert REFERENCE.thinners(Medication(id="1", text=text)), text


def test_every_row_of_unknown_effect_stops() -> None:
    names = [row[0] for row in NAMES if row[2] == "unknown"]
    assert len(names) > 500
    assert [one for one in names if REFERENCE.recognise(f"{one} 20 mg") is not None] == []


def test_a_row_clears_only_by_a_register_or_as_a_generic_name() -> None:
    for name, _ingredients, clotting, sources, *_ in NAMES:
        if clotting == "none":
            known = any(name in drug.names for drug in REFERENCE.drugs.values())
            assert stops(name) is not (bool(REGISTERS & set(sources)) or known), name


@pytest.mark.parametrize("name", sorted(WHOLE_ONLY))
def test_a_name_of_a_mixed_family_counts_only_as_a_whole(name: str) -> None:
    for more in ("plus", "extra", "cold", "forte", "night", "zorvex"):
        longer = f"{name} {more}"
        if longer not in {row[0] for row in NAMES}:
            assert stops(longer)


def test_no_slip_of_one_letter_clears() -> None:
    names = {row[0] for row in NAMES}
    for name in sorted(names):
        if len(name) < 6 or " " in name:
            continue
        slip = name[:2] + name[3:]
        if slip not in names and not any(slip in drug.names for drug in REFERENCE.drugs.values()):
            assert REFERENCE.recognise(slip) is None, slip


def test_names_are_in_the_form_in_which_they_are_looked_up() -> None:
    for name, ingredients, *_ in NAMES:
        assert name == bare(name)
        assert all(one == bare(one) for one in ingredients.split(";"))


def test_no_name_of_a_clinics_own_list_is_read_without_one() -> None:
    """A reference without names recognises nothing."""
    assert Reference().recognise("Lipitor") is None
    assert Reference().read("").drugs == ()


def test_a_thinner_whose_ingredients_are_not_listed_as_such_is_one_by_its_own_name() -> None:
    row = NameRow(name="zorvex", ingredients="water", clotting=Clotting.ANTICOAGULANT, sources="R")
    read = MedicineNames((), (row,), frozenset()).read("Zorvex 5 mg")
    assert [(drug.key, drug.thins) for drug in read.drugs] == [("zorvex", True), ("water", False)]
