"""Own answers: names under which the program itself writes what no form asks."""

from typing import Final

from procdesk.domain.stage import TimeOutItem

OWN_ANSWERS: Final = frozenset(
    {
        *("arrival.identity", "arrival.identity.differing", "arrival.identity.methods"),
        *("allergies.asked", "medicines.asked", "medicines.bleeding_factors"),
        *("consent.decides", "consent.explained_by", "consent.interpreter"),
        *("consent.releases_records", "consent.releases_to", "consent.representative"),
        *("consent.signature", "consent.signature_seen_by", "consent.signed_on"),
        *("consent.withdrawn", "consent.withdrawn_words"),
        "recovery.bay",
        *(f"time_out.{item.value}" for item in TimeOutItem),
    }
)
"""Beside these each section that is closed has its `<section>.completed`, and each blood thinner
that starts again its `medicines.restart.<drug>`."""
