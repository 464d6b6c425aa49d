"""Follow-up call: what a patient is asked at home, and which answers are signs of an emergency.

The questions are clinical.md 6.4 (its design); the signs are those of 5.7.
"""

from dataclasses import dataclass

from procdesk.domain.visit.case import Case, PhoneCall

PRE_VISIT, FOLLOW_UP = "pre-visit", "follow-up"
YES, NO, NOT_ASKED = "yes", "no", "not asked"


@dataclass(frozen=True, slots=True)
class FollowUpQuestion:
    """One question of the call, answered yes, no, or not asked. `key` stays for ever.

    `then` is what the published scripts say of a yes, with how well that is confirmed: it is shown,
    and the professional decides.
    """

    key: str
    question: str
    then: str = ""


_CORD = (
    "May be bleeding or pressure at the spine: call 911, emergency MRI, the physician at once "
    "(signs confirmed; the hours until decompression only from weak sources)."
)
RED_FLAGS = (
    FollowUpQuestion("weak", "New weakness or numbness?", _CORD),
    FollowUpQuestion("bladder", "Bladder or bowel changed?", _CORD),
    FollowUpQuestion(
        "fever",
        "Fever, chills, or a needle spot red, hot or dripping?",
        "With back pain or a stiff neck it may be an abscess or meningitis: emergency room the "
        "same day (weak source).",
    ),
    FollowUpQuestion(
        "headache",
        "Headache that is worse upright?",
        "May be a leak after the needle: to the clinic the same day; emergency room with fever, "
        "confusion or weakness, or once it is constant (signs confirmed, actions unconfirmed).",
    ),
    FollowUpQuestion(
        "breath",
        "Breathing or chest trouble?",
        "Emergency room; after cement or an implant call 911 (911 confirmed, the rest partly from "
        "a weak source).",
    ),
)
"""A yes stays open until a physician closes it; not asked stays open until it is asked."""

OTHERS = (
    FollowUpQuestion("medicines", "Knows which medicines to take, and how?"),
    FollowUpQuestion("diary", "Is the diary being kept?"),
    FollowUpQuestion("drove", "Has driven since?"),
    FollowUpQuestion("satisfied", "Satisfied with the visit?"),
    FollowUpQuestion("next", "Knows when the next visit is?"),
)
WORDS = (
    FollowUpQuestion("thinner", "Blood thinner: started again when?"),
    FollowUpQuestion("sugar", "Sugar readings, with diabetes"),
)
"""Questions answered in words; each may stay empty."""


def calls_before(case: Case) -> tuple[PhoneCall, ...]:
    """Return the calls before the visit, oldest first."""
    return tuple(call for call in case.calls if call.kind == PRE_VISIT)


def calls_after(case: Case) -> tuple[PhoneCall, ...]:
    """Return the calls after the visit, oldest first."""
    return tuple(call for call in case.calls if call.kind == FOLLOW_UP)


def reached(case: Case) -> tuple[PhoneCall, ...]:
    """Return the calls after the visit that reached the patient or somebody who could say."""
    return tuple(call for call in calls_after(case) if call.reached != "nobody")


def open_red_flags(case: Case) -> tuple[tuple[PhoneCall, tuple[FollowUpQuestion, ...]], ...]:
    """Return each call with the signs told in it, while no physician has closed it."""
    closed = {one.about for one in case.decisions}
    signs_by_call = (
        (call, tuple(one for one in RED_FLAGS if call.answers.get(one.key) == YES))
        for call in reached(case)
        if call.recorded.entry_id not in closed
    )
    return tuple((call, signs) for call, signs in signs_by_call if signs)


def never_asked(case: Case) -> tuple[FollowUpQuestion, ...]:
    """Return the signs that no call asked about, though it reached somebody and is not closed."""
    closed = {one.about for one in case.decisions}
    made = reached(case)
    if not made or made[-1].recorded.entry_id in closed:
        return ()
    asked = {key for call in made for key, value in call.answers.items() if value in (YES, NO)}
    return tuple(one for one in RED_FLAGS if one.key not in asked)
