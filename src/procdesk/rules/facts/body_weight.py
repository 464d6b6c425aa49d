"""Body weight that a dose counts by: the measured one, and less where the clinic's rule asks."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from procdesk.domain.clinic.clinic_units import adopted_words
from procdesk.domain.finding import Input
from procdesk.rules.facts.facts import Facts
from procdesk.rules.facts.measured_today import MeasuredToday, reading

_FAMILY: Final = "local-anaesthetic"
_ADULT_AGE = 18


@dataclass(frozen=True, slots=True)
class Weight:
    """`measured` and `counted` in kg. None where not known; `words` says which it is or why not.

    A `problem` is a weight or height that stands there and cannot be used.
    """

    measured: Decimal | None
    counted: Decimal | None
    words: str
    problem: bool = False
    inputs: tuple[Input, ...] = ()


def weight(facts: Facts) -> Weight:
    """The weight that counts today. Above the adopted body mass index the ideal weight counts."""
    kg = reading(facts, "vitals.weight", "weight")
    if kg is None:
        return Weight(None, None, "weight not known")
    if kg.problem:
        return Weight(None, None, kg.problem, problem=True, inputs=kg.inputs)
    height = reading(facts, "vitals.height", "height")
    if height is None:
        return Weight(kg.amount, None, f"{kg.words}, height not known", inputs=kg.inputs)
    seen = (*kg.inputs, *height.inputs)
    if height.problem:
        words = f"{kg.words}, {height.problem}"
        return Weight(kg.amount, None, words, problem=True, inputs=seen)
    return _by_index(facts, kg, height, seen)


def _by_index(
    facts: Facts, kg: MeasuredToday, height: MeasuredToday, seen: tuple[Input, ...]
) -> Weight:
    above, ideal = facts.limit(_FAMILY, "bmi-above"), facts.limit(_FAMILY, "ideal-bmi")
    square = (height.amount / 100) ** 2
    index = kg.amount / square
    if above.value is None:
        words = f"{kg.words}, and when ideal weight counts is {above.problem}"
        return Weight(kg.amount, None, words, problem=True, inputs=seen)
    if index <= above.value:
        return Weight(kg.amount, kg.amount, kg.words, inputs=seen)
    told = f"body mass index {index.quantize(Decimal('0.1'))}"
    if ideal.value is None:
        words = f"{kg.words}, {told}, and ideal weight is {ideal.problem}"
        return Weight(kg.amount, None, words, problem=True, inputs=seen)
    counted = ideal.value * square
    said = adopted_words(facts.clinic, str(counted.quantize(Decimal("0.1"))), "kg")
    words = f"{said} ideal weight ({kg.words}, {told})"
    return Weight(kg.amount, counted, words, inputs=seen)


def is_adult(facts: Facts) -> bool:
    """Whether the patient is 18 or older today; no without a birth date."""
    age = facts.patient.age_years(facts.now.astimezone(facts.clinic.zone))
    return age is not None and age >= _ADULT_AGE
