"""Problems are read clause by clause: one clause never takes back another."""

import csv
from pathlib import Path

import pytest

from procdesk.domain.catalogue.problem_list import Problem, problems_from

ROOT = Path(__file__).parents[3]
PROBLEMS = {
    one.fact: one for one in problems_from((ROOT / "resources/drugs/problems.json").read_bytes())
}
FACTS = {
    "diabetes": ("diabetes",),
    "pregnancy": ("pregnancy",),
    "infection": ("fever", "skin infection", "dental abscess", "MRSA", "infection elsewhere"),
    "bleeding": ("coagulopathy",),
    "renal": ("severe liver or kidney disease",),
    "hepatic": ("severe liver or kidney disease",),
}
"""Kinds of the list of sentences that stand among the problems."""
ASKED = {"present": True, "severe": True, "cannot tell": True, "not present": False}
ASKED |= {"family only": False, "mild": False}
SENTENCES = ROOT.parent / "shared/reference/terms/problem_sentences.csv"


def named(kind: str, text: str) -> bool:
    problems: list[Problem] = [PROBLEMS[fact] for fact in FACTS[kind]]
    return any(one.named_in(text) for one in problems)


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("diabetes", "Type 2 diabetes mellitus with family history of diabetes"),
        ("diabetes", "Family history of diabetes; T2DM since 2019"),
        ("diabetes", "T2DM"),
        ("diabetes", "Not well controlled diabetes"),
        ("diabetes", "No complications of diabetes"),
        ("diabetes", "No diabetes medication yet"),
        ("diabetes", "Lives with mother, diabetic"),
        ("diabetes", "Mother and patient have diabetes"),
        ("diabetes", "Diabetes mellitus, no diabetes insipidus"),
        ("infection", "Cellulitis of back, history of sepsis"),
        ("infection", "Denies fever, has cellulitis of the leg"),
        ("infection", "No fever, cellulitis of back"),
        ("infection", "COVID cannot be ruled out"),
        ("infection", "COVID vaccinated; pneumonia"),
        ("infection", "Cellulitis of leg, MRSA negative"),
        ("infection", "Cellulitis of leg MRSA negative"),
        ("infection", "Cellulitis after vaccination"),
        ("infection", "COVID not excluded"),
        ("infection", "C. diff last admission"),
        ("diabetes", "Diabetes retinopathy screening"),
        ("infection", "Wife has flu, now pneumonia"),
        ("bleeding", "Hemophilia A; family history of hemophilia"),
        ("bleeding", "History of thrombocytopenia"),
        ("bleeding", "No fever, hemophilia A"),
        ("pregnancy", "Pregnant, history of miscarriage"),
        ("renal", "Dialysis, father on dialysis too"),
    ],
)
def test_what_stands_in_a_clause_counts_whatever_another_says(kind: str, text: str) -> None:
    """Hazard: one clause of a problem takes back another."""
    assert named(kind, text)


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("diabetes", "Denies HTN, DM"),
        ("diabetes", "No hypertension or diabetes"),
        ("diabetes", "Mother has diabetes"),
        ("diabetes", "Diabetes in the family"),
        ("diabetes", "Diabetes insipidus"),
        ("infection", "No signs of infection"),
        ("infection", "Recurrent UTIs, none now"),
        ("infection", "History of cellulitis"),
        ("infection", "MRSA screening negative"),
        ("infection", "Influenza vaccination"),
        ("infection", "Strep throat exposure"),
        ("diabetes", "Screening for diabetes"),
        ("bleeding", "No known bleeding disorder"),
        ("pregnancy", "Not pregnant"),
        ("pregnancy", "Pregnancy test negative"),
        ("pregnancy", "Wife is pregnant"),
        ("renal", "Father on dialysis"),
    ],
)
def test_what_a_clause_takes_back_is_not_there(kind: str, text: str) -> None:
    assert not named(kind, text)


@pytest.mark.skipif(not SENTENCES.exists(), reason="the list of sentences is not here")
def test_the_sentences_of_the_list_are_read_right() -> None:
    wrong = []
    with SENTENCES.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            for reading in row["right_reading"].split(";"):
                kind, _, is_there = reading.partition(":")
                known = kind in FACTS and is_there in ASKED
                if known and named(kind, row["sentence"]) is not ASKED[is_there]:
                    wrong.append((row["id"], row["sentence"], reading))
    assert not wrong
