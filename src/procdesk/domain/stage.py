"""Stages of a case, in order, and the ways in which a case ends."""

from enum import StrEnum


class Stage(StrEnum):
    """The stages of a case, in the order of its day."""

    BOOKED = "booked"
    ARRIVED = "arrived"
    CHECKS = "checks"
    READY = "ready"
    TIME_OUT = "time_out"
    PROCEDURE = "procedure"
    RECOVERY = "recovery"
    DISCHARGE = "discharge"
    FOLLOW_UP = "follow_up"
    CLOSED = "closed"

    @property
    def place(self) -> int:
        """0 for booked to 9 for closed."""
        return list(Stage).index(self)

    @property
    def following(self) -> "Stage":
        """The next stage; closed stays closed."""
        return list(Stage)[min(self.place + 1, len(Stage) - 1)]


class End(StrEnum):
    """How a case ended."""

    RESCHEDULED = "rescheduled"
    NO_SHOW = "no_show"
    CANCELLED = "cancelled"
    ABORTED = "aborted"
    TRANSFERRED = "transferred"
    LEFT_AGAINST_ADVICE = "left_against_advice"
    COMPLETED = "completed"


class TimeOutItem(StrEnum):
    """The items that the team answers aloud, in this order."""

    PATIENT = "patient"
    PROCEDURE = "procedure"
    SITE = "site"
    MARK_SEEN = "mark_seen"
    POSITION = "position"
    CONSENT = "consent"
    ALLERGIES = "allergies"
    BLOOD_THINNER = "blood_thinner"
    IMAGES = "images"
    EQUIPMENT = "equipment"
    CONCERNS = "concerns"


class StatementKind(StrEnum):
    """The sources of a place, in the order in which they are asked."""

    ORDER = "order"
    WORDS = "words"
    CONSENT = "consent"
    MARK = "mark"
    MARK_SEEN = "mark_seen"
    IMAGE = "image"
