"""The words of rules: a rule and its source; never that something may go ahead, no alarm."""

import ast
from pathlib import Path

import pytest

from procdesk.domain.finding import Finding
from procdesk.rules.doses import allergies
from procdesk.rules.patient import implants, infection, pregnancy
from procdesk.rules.protocol import red_flags
from procdesk.rules.sedation import escort, fasting, glp1, sedation
from support.gate_cases import facts_of, takes
from support.places import ROOT

NEVER = ("safe to", "ok to proceed", "okay to", "good to go", "cleared for", "!")
FAMILIES = (
    *(allergies, escort, fasting, glp1, implants, infection, pregnancy, red_flags, sedation),
)


@pytest.mark.parametrize(
    "path", sorted((ROOT / "src" / "procdesk" / "rules").rglob("*.py")), ids=lambda path: path.stem
)
def test_no_sentence_of_a_rule_lets_anything_go_ahead_or_cries_out(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            words = node.value.lower()
            assert not [one for one in NEVER if one in words], node.value


def every() -> list[Finding]:
    """Findings of the asked gates, unasked and with everything answered that they look at."""
    concerns = {
        "baseline.signs": ["fall"],
        "pregnancy.could_be": "yes",
        "infection.any_now": ["skin"],
        "implants.any": ["icd"],
        "sedation.airway": "concern",
    }
    cases = [
        facts_of(answers, takes("Percocet"), key=key, sedation="moderate")
        for answers in ({}, concerns)
        for key in ("rfa-lumbar", "esi-interlaminar-lumbar")
    ]
    return [one for facts in cases for family in FAMILIES for one in family.judge(facts)]


def test_every_finding_of_the_asked_gates_names_its_source_or_that_none_confirms_it() -> None:
    findings = every()
    assert len({one.key for one in findings}) >= 16
    assert not [one.key for one in findings if not one.source]
    assert not [one.key for one in findings if one.stops and not one.clears]
