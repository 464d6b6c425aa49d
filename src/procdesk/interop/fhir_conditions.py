"""FHIR R4 problems that are not said to be over."""

from procdesk.domain.feeds.condition import BundleCondition
from procdesk.interop.fhir_parts import (
    ENTERED_IN_ERROR,
    Resource,
    every_code,
    every_name,
    first_code,
)

_NOT_SO = ("refuted", ENTERED_IN_ERROR)
_PAST = ("inactive", "resolved", "remission")


def conditions_of(resources: list[Resource]) -> tuple[BundleCondition, ...]:
    """Return each problem in every name and code that the bundle has for it."""
    return tuple(
        BundleCondition(every_name(resource.get("code")), every_code(resource.get("code")))
        for resource in resources
        if resource.get("resourceType") == "Condition" and not _is_over(resource)
    )


def _is_over(condition: Resource) -> bool:
    refuted = first_code(condition.get("verificationStatus")) in _NOT_SO
    past = first_code(condition.get("clinicalStatus")) in _PAST
    return refuted or past or bool(condition.get("abatementDateTime"))
