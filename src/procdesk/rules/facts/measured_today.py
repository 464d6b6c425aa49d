"""Readings: a value measured today in the unit of the rules, or what is wrong with it."""

from dataclasses import dataclass
from decimal import Decimal

from procdesk.domain.clinic.clinic_units import as_recorded
from procdesk.domain.finding import Input
from procdesk.domain.visit.case import Observation
from procdesk.domain.visit.measured_value import in_unit_of_rules
from procdesk.rules.facts.facts import Facts


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasuredToday:
    """A value in the unit of the rules; `problem` says in words why it cannot be used."""

    name: str
    amount: Decimal
    words: str
    problem: str
    inputs: tuple[Input, ...]


def reading(facts: Facts, code: str, name: str) -> MeasuredToday | None:
    """Return the latest value of a code of today; None while nobody measured it."""
    latest = facts.today(code)
    return None if latest is None else read(facts, latest, name)


def read(facts: Facts, observation: Observation, name: str) -> MeasuredToday:
    """Return a measured value in the unit of the rules, or what is wrong with it."""
    words = as_recorded(facts.clinic, observation, more=1)
    amount, wrong = in_unit_of_rules(observation)
    problem = f"{name} {wrong}" if wrong else ""
    if not problem and observation.recorded.at > facts.now:
        problem = f"{name} is dated in the future"
    return MeasuredToday(
        name=name,
        amount=amount,
        words=words,
        problem=problem,
        inputs=(facts.input(name, words, observation.recorded),),
    )
