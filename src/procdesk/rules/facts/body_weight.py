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


@dataclass(frozen=True, slots=True, kw_only=True)
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
    """Return the weight that counts: above the adopted body mass index the ideal weight."""
    kg = reading(facts, "vitals.weight", "weight")
    if kg is None:
        return Weight(measured=None, counted=None, words="weight not known")
    if kg.problem:
        return Weight(measured=None, counted=None, words=kg.problem, problem=True, inputs=kg.inputs)
    height = reading(facts, "vitals.height", "height")
    if height is None:
        return Weight(
            measured=kg.amount,
            counted=None,
            words=f"{kg.words}, height not known",
            inputs=kg.inputs,
        )
    sources = (*kg.inputs, *height.inputs)
    if height.problem:
        words = f"{kg.words}, {height.problem}"
        return Weight(measured=kg.amount, counted=None, words=words, problem=True, inputs=sources)
    return _by_index(facts, kg, height, sources)


def _by_index(
    facts: Facts, kg: MeasuredToday, height: MeasuredToday, sources: tuple[Input, ...]
) -> Weight:
    above, ideal = facts.limit(_FAMILY, "bmi-above"), facts.limit(_FAMILY, "ideal-bmi")
    square = (height.amount / 100) ** 2
    index = kg.amount / square
    if above.value is None:
        words = f"{kg.words}, and when ideal weight counts is {above.problem}"
        return Weight(measured=kg.amount, counted=None, words=words, problem=True, inputs=sources)
    if index <= above.value:
        return Weight(measured=kg.amount, counted=kg.amount, words=kg.words, inputs=sources)
    index_words = f"body mass index {index.quantize(Decimal('0.1'))}"
    if ideal.value is None:
        words = f"{kg.words}, {index_words}, and ideal weight is {ideal.problem}"
        return Weight(measured=kg.amount, counted=None, words=words, problem=True, inputs=sources)
    counted = ideal.value * square
    ideal_words = adopted_words(facts.clinic, str(counted.quantize(Decimal("0.1"))), "kg")
    words = f"{ideal_words} ideal weight ({kg.words}, {index_words})"
    return Weight(measured=kg.amount, counted=counted, words=words, inputs=sources)


def is_adult(facts: Facts) -> bool:
    """Return whether the patient is 18 or older today; False without a birth date."""
    age = facts.patient.age_years(facts.now.astimezone(facts.clinic.zone))
    return age is not None and age >= _ADULT_AGE
