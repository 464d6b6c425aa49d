"""Two families in one visit: one sheet, nothing twice, nothing of one about the other."""

import pytest

from paper.aftercare.visits import on_a4, visit, visit_of_two
from paper.drawing.read_back import elements, faults, visible
from procdesk.paper.aftercare.aftercare import aftercare
from procdesk.paper.drawing.page import SheetRefused
from procdesk.paper.drawing.sheet_source import SheetSource, text_as
from procdesk.paper.texts.text_shapes import AftercareText

BLOCK_AND_SHOT = ("mbb-lumbar", "tfesi-lumbar")
OF_EACH = {"numb": "mbb-lumbar", "steroid": "tfesi-lumbar"}
FULL = ("numb", "steroid", "diabetes", "thinner", "restart-time", "weak", "next-visit", "escort")


def words(source: SheetSource, *, large: bool = False) -> str:
    return visible(aftercare(source, large=large)).replace("\N{NO-BREAK SPACE}", " ")


def block_and_shot(*facts: str) -> SheetSource:
    return visit_of_two(BLOCK_AND_SHOT, ("numb", "steroid", *facts), OF_EACH)


def test_one_sheet_says_what_each_family_says_and_nothing_twice() -> None:
    text = words(block_and_shot("diabetes", "thinner"))
    for once in (
        "After your test block and after your steroid shot",
        # clinical.md 6.1 A: ER for leg weakness, bladder or bowel change, fever, neck stiffness
        "Your leg is weak or numb and it gets worse, or it does not go away.",
        "You cannot pass urine, or you cannot hold your urine or stool.",
        "You have a fever with a stiff neck, or with very bad back pain.",
        "You have chest pain, it is hard to breathe, or your face swells.",
        "A test block. We put medicine next to small nerves: low back.",
        "A steroid shot next to the nerves in your low back (epidural).",
        "I have diabetes.",
        # 6.1 B: be active in the test window, no extra pain medicine until the diary ends
        "Move as you do on a normal day.",
        "Take no extra pain pills.",
        "This was only a test.",
        # 6.1 A: steroid 3 to 5, up to 10 days, judge at 2 weeks
        "The steroid needs 3 to 10 days to work. We look at it after 2 weeks.",
        "Check your sugar more often",
        "You have a bad headache that is worse when you sit or stand up.",
        "Do not drive.",
    ):
        assert text.count(once) == 1, once
    assert "Text en/medial-branch 0.2.0 and en/epidural 0.2.0 with en/aftercare 0.2.0" in text


def test_a_drug_of_one_is_not_told_of_the_other() -> None:
    """The block had no steroid, the shot nothing that numbs."""
    text = words(block_and_shot())
    assert "Your pain may come back for some days." not in text  # a block with a steroid
    assert "Do not walk alone." not in text  # an epidural with what numbs
    both = {"numb": "mbb-lumbar|tfesi-lumbar", "steroid": "mbb-lumbar|tfesi-lumbar"}
    text = words(visit_of_two(BLOCK_AND_SHOT, ("numb", "steroid"), both))
    assert "Your pain may come back for some days." in text
    assert "Do not walk alone." in text
    assert "Move as you do on a normal day." not in text


@pytest.mark.parametrize("drug", ["numb", "steroid", "nerve-stopped"])
def test_a_drug_of_nobody_knows_which_has_no_sheet(drug: str) -> None:
    for given_for in ({}, {drug: "rfa-lumbar"}):
        with pytest.raises(SheetRefused, match="For which of the procedures"):
            aftercare(visit_of_two(BLOCK_AND_SHOT, (drug,), given_for))


def test_sedation_is_of_the_visit() -> None:
    text = words(visit_of_two(BLOCK_AND_SHOT, ("sedated",)))
    assert text.count("Have an adult stay with you.") == 1


@pytest.mark.parametrize(
    ("language", "weak", "others"),
    [
        ("en", "it is still weak or numb at", ("You cannot pass urine", "chest pain", "seizure")),
        ("es", "a esta hora:", ("No puede orinar", "Le duele el pecho", "convulsión")),
    ],
)
def test_a_limb_that_is_weak_already_is_the_first_sign(
    language: str, weak: str, others: tuple[str, ...]
) -> None:
    """clinical.md 6.1 A: ER for leg weakness, bladder or bowel change, fever, neck stiffness."""
    two = visit_of_two(BLOCK_AND_SHOT, ("numb", "weak"), {"numb": "mbb-lumbar"}, language)
    for source in (two, visit("tfesi-lumbar", ("numb", "weak"), language)):
        for large in (False, True):
            text = words(source, large=large)
            assert text.count(weak) == 1
            assert all(text.index(weak) < text.index(other) for other in others)


STRICTER = {
    # 6.1 A: dressing off tonight, no bath 2 days; of the block: off the next morning
    ("mbb-lumbar", "tfesi-lumbar"): (
        ("Tue 24 Nov, 7:05 AM Take the bandages off. You can shower then, not sooner.",
         "No bath or pool until Wed 25 Nov, 9:05 AM."),
        ("7:05 PM today", "on that day"),
    ),
    # 6.1 C: warm shower after 24 h, no bath 2 days
    ("mbb-lumbar", "rfa-lumbar"): (
        ("Tue 24 Nov, 9:05 AM Take the bandages off. You can shower then, not sooner.",
         "No bath or pool until Wed 25 Nov, 9:05 AM."),
        ("Tue 24 Nov, 7:05 AM",),
    ),
    # 6.1 I: bandage off after 24 to 48 h, no shower until then, no driving 2 days
    ("tfesi-lumbar", "vertebral-augmentation"): (
        ("Until Wed 25 Nov, 9:05 AM Do not drive.",
         "Wed 25 Nov, 9:05 AM Take the bandages off."),
        ("Until Tue 24 Nov", "7:05 PM today"),
    ),
    # 6.1 G: dressing dry and untouched, sponge bath
    ("tfesi-lumbar", "scs-trial"): (
        ("Keep the bandage on, dry and untouched.",),
        ("Take the bandage", "You can shower"),
    ),
}  # fmt: skip


@pytest.mark.parametrize(("keys", "phrases"), STRICTER.items())
def test_where_two_families_differ_the_stricter_stands_and_the_sheet_says_so(
    keys: tuple[str, str], phrases: tuple[tuple[str, ...], tuple[str, ...]]
) -> None:
    for pair in (keys, keys[::-1]):
        text = words(visit_of_two(pair))
        assert all(phrase in text for phrase in phrases[0]), text
        assert not any(phrase in text for phrase in phrases[1]), text
        assert text.count("the stricter stands here") == 1


def test_where_nothing_differs_nothing_is_said_of_it() -> None:
    text = words(visit_of_two(("mbb-lumbar", "trigger-point")))
    assert "stricter" not in text
    assert "After your muscle injection" in text
    assert "Take the bandage off." in text


@pytest.mark.parametrize("still", ["epidural-blood-patch", "vertebral-augmentation", "scs-trial"])
def test_moving_and_keeping_still_on_one_sheet_is_for_a_physician(still: str) -> None:
    with pytest.raises(SheetRefused, match="asks the patient to move, another to keep still"):
        aftercare(visit_of_two(("mbb-lumbar", still)))
    assert aftercare(visit_of_two(("mbb-lumbar", still), ("stopped",)))


PAIRS = (
    BLOCK_AND_SHOT,
    ("tfesi-lumbar", "rfa-lumbar"),
    ("esi-interlaminar-cervical", "trigger-point"),
    ("joint-injection", "stellate-ganglion-block"),
    ("pump-refill", "epidural-blood-patch"),
)


@pytest.mark.parametrize("keys", PAIRS)
@pytest.mark.parametrize("language", ["en", "es"])
def test_it_is_read_as_it_is_seen_and_nothing_lies_on_anything(
    keys: tuple[str, str], language: str
) -> None:
    source = visit_of_two(keys, FULL, {"numb": keys[0], "steroid": keys[1]}, language)
    for large in (False, True):
        pdf = aftercare(source, large=large)
        assert faults(pdf, text_as(source, AftercareText).labels.questions) == []
        assert [x for x in elements(pdf) if x.role == "/H1"]
        assert visible(aftercare(on_a4(source), large=large)) == visible(pdf)
