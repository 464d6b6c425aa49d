"""Aftercare: what must stand when it was recorded and may not when it was not, read back."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from functools import cache

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from paper.aftercare.visits import END, FAMILIES, RECORDED, REFERENCE, WITH_SHEET, on_a4, visit
from paper.drawing.read_back import (
    Element,
    collisions,
    elements,
    faults,
    pages_of,
    smaller_than,
    visible,
)
from procdesk.domain.medicines.medication import LastDose, Precision
from procdesk.domain.visit.case import Answer, Observation, Recorded
from procdesk.paper.aftercare.aftercare import aftercare
from procdesk.paper.aftercare.visit_facts import left_open
from procdesk.paper.drawing.page import SheetRefused
from procdesk.paper.drawing.sheet_source import SheetSource, text_as
from procdesk.paper.texts.text_shapes import AftercareText, TextNumber

_AT = Recorded("8" * 32, "adeyemi", END, END)


def words(source: SheetSource, *, large: bool = False) -> str:
    return visible(aftercare(source, large=large)).replace("\N{NO-BREAK SPACE}", " ")


@cache
def sheet(key: str, facts: tuple[str, ...], language: str, *, large: bool = False) -> bytes:
    """A sheet that more than one test reads, drawn once."""
    return aftercare(visit(key, facts, language), large=large)


def family_of(key: str) -> str:
    return REFERENCE.procedures[key].family


STANDS = {
    "numb": ("Bupivacaine 0.5 % 1 mL", "Do not walk alone.", "feels numb or heavy"),
    "steroid": ("Dexamethasone 10 mg/mL 1 mL", "After your steroid shot", "3 to 10 days"),
    "sedated": ("Midazolam 1 mg/mL 1 mL", "medicine to make you sleepy", "Have an adult stay"),
    "diabetes": ("“I had", "I have diabetes."),
    "sugar": ("Your sugar 142 mg/dL, 9:05 AM",),
    "escort": ("With you Daniel",),
    "doctor": ("Doctor Dr L. Okafor",),
    "next-visit": ("Next visit Mon 30 Nov, 9:05 AM",),
    "stopped": ("we stopped before it was done",),
    "weak": ("or it is still weak or numb at ________.", "stay weak or numb?"),
    "last-dose": ("I last took it: Eliquis, Friday evening, told Mon 23 Nov, 8:15 AM.",),
    "left": ("You left 9:43 AM",),
}
"""Phrases on the sheet of a transforaminal injection exactly where the fact was recorded."""


@settings(max_examples=60, deadline=None)
@given(st.sets(st.sampled_from(RECORDED)), st.sampled_from(RECORDED))
def test_what_was_recorded_stands_and_nothing_else(facts: set[str], changed: str) -> None:
    """One fact more or less: each line goes by its own fact, whatever the others are."""
    for recorded in (facts | {changed}, facts - {changed}):
        text = words(visit("tfesi-lumbar", recorded))
        for fact, phrases in STANDS.items():
            assert (phrases[-1] in text) is (fact in recorded), (fact, recorded)
            assert fact not in recorded or all(phrase in text for phrase in phrases), (
                fact,
                recorded,
            )
        thinner = bool(recorded & {"thinner", "restart-time", "last-dose"})
        assert ("or it does not go away" in text) is ("weak" not in recorded)
        assert ("May leave 9:35 AM" in text) is ("may-leave" in recorded and "left" not in recorded)
        assert ("I take Eliquis, a blood thinner." in text) is thinner
        assert ("Start again only at this time: Eliquis" in text) is thinner
        assert ("Eliquis Tue 24 Nov, 6:00 PM" in text) is ("restart-time" in recorded)
        both = {"steroid", "diabetes"} <= recorded
        assert all((one in text) is both for one in ("My sugar (mg/dL)", "Check your sugar"))
        assert ("steroid" in text.casefold()) is ("steroid" in recorded)
        assert ("eliquis" in text.casefold()) is thinner


@pytest.mark.parametrize("key", WITH_SHEET)
def test_a_bare_record_has_a_bare_sheet(key: str) -> None:
    """No drug, no person, no illness that nobody recorded."""
    text = words(visit(key)).casefold()
    for never in (
        "bupivacaine",
        "midazolam",
        "to make you sleepy",
        "diabetes",
        "thinner",
        "my sugar",
        "daniel",
    ):
        assert never not in text, never
    assert "steroid" not in text
    for always in ("911", "margaret osei", "14 nov 1948", "00482213", "555-0142", "555-0199"):
        assert always in text, always
    assert "mon 23 nov, 9:05 am" in text


SAYS = {
    # 6.1 A: no bath or swim 2 days; dressing off tonight; steroid up to 10 days, judged at 2 weeks
    "tfesi-lumbar": ("until Wed 25 Nov, 9:05 AM", "7:05 PM today", "3 to 10 days", "after 2 weeks"),
    # 6.1 A: the next morning for the neck
    "esi-interlaminar-cervical": ("Tue 24 Nov, 7:05 AM Take the bandage off",),
    # 6.1 B: no extra pain medicine until the diary ends, relief for hours only
    "mbb-lumbar": ("Until 5:05 PM today Take no extra pain pills", "This was only a test."),
    # 6.1 C: ice 20 min 3-4 times in 24 h, warm shower after 24 h, no bath 2 days; 1-2 and 2-3 weeks
    "rfa-lumbar": (
        "Until Tue 24 Nov, 9:05 AM Use an ice pack in a cloth, 20 minutes, 3 or 4 times",
        "You can take a warm shower. No bath or pool until Wed 25 Nov, 9:05 AM",
        "1 to 2 weeks",
        "after 2 to 3 weeks",
    ),
    # 6.1 D: soreness 1-3 days, massage and stretch
    "trigger-point": ("Until Thu 26 Nov, 9:05 AM Stretch and rub the muscle", "1 to 3 days"),
    # 6.1 E: droopy lid, red eye, stuffy nose, warm arm, hoarse 4-8 h; sip test
    "stellate-ganglion-block": ("for 4 to 8 hours", "one small sip of water", "hard to breathe"),
    "celiac-plexus-block": ("Stand up slowly.", "Loose stool"),
    # 6.1 E is named "sympathetic/plexus/chest"
    "hypogastric-plexus-block": ("After your pelvis nerve block", "You cannot pass urine"),
    "intercostal-block": ("It gets hard to breathe, today or tomorrow.",),
    # 6.1 F: rest 24-48 h; no high-impact after the gel; no NSAID after PRP, how long is not agreed
    "joint-injection": ("Until Wed 25 Nov, 9:05 AM Rest the joint.", "hot, red or swollen"),
    "viscosupplementation": ("Do not run or jump.", "6 to 8 weeks"),
    "prp-injection": ("Until ________ Take no ibuprofen, naproxen", "6 weeks"),
    # 6.1 G: dry, sponge bath, no bend, twist or reach, 5 lb, not driving with it on, log each day
    "scs-trial": (
        "Keep the bandage on, dry and untouched.",
        "Do not bend, twist or reach. Lift no more than 5 pounds. Do not drive with the stimulator",
        "Write in your log",
    ),
    "scs-lead-pull": ("took out the wires", "Bring your log"),
    # 6.1 H: next refill and low-reservoir date, alarm, overdose and withdrawal signs
    "pump-refill": (
        "Next refill: ________ Come on that day, not later. The pump runs low on ________.",
        "If the pump beeps Call us at once",
        "very sleepy and hard to wake, or you breathe slowly",
        "itch, your muscles are stiff, you have a fever or you are confused",
    ),
    # 6.1 I: bandage 24-48 h, no shower until then, no driving 2 days, short walks, a lifting limit
    "vertebral-augmentation": (
        "Until Wed 25 Nov, 9:05 AM Do not drive.",
        "Take the bandage off. Do not shower before that.",
        "Take short walks. Rest in between. Lift no more than ________.",
        "chest pain, it is hard to breathe",
    ),
    # 6.1 J: flat 1-2 h; red flags as epidural
    "epidural-blood-patch": ("Until 11:05 AM today Lie flat.", "fever with a stiff neck"),
}


@pytest.mark.parametrize(("key", "phrases"), SAYS.items())
def test_each_family_says_what_clinical_6_1_says(key: str, phrases: tuple[str, ...]) -> None:
    text = words(visit(key, {"numb", *({"steroid"} if key.startswith(("tfesi", "esi")) else ())}))
    for phrase in phrases:
        assert phrase in text, phrase


def test_the_ten_families_of_6_1_have_a_sheet() -> None:
    assert len(FAMILIES) == 10
    assert {family_of(key) for key in SAYS} == set(FAMILIES)


FULL = ("numb", "steroid", "sedated", "diabetes", "sugar", "thinner", "escort", "next-visit")


@pytest.mark.parametrize("key", WITH_SHEET)
@pytest.mark.parametrize("language", ["en", "es"])
def test_every_sheet_is_read_as_it_is_seen_and_nothing_lies_on_anything(
    key: str, language: str
) -> None:
    """Normal and large print, nearly bare and full, Letter; A4 has the same frame."""
    for large, facts in ((False, ("numb",)), (False, FULL), (True, FULL)):
        source = visit(key, facts, language)
        pdf = sheet(key, facts, language, large=large)
        assert faults(pdf, text_as(source, AftercareText).labels.questions) == []
        assert visible(aftercare(on_a4(source), large=large)) == visible(pdf)


def test_what_lies_on_something_is_found() -> None:
    """The check above sees an overlap: a long name runs into the birth date beside it."""
    source = visit("mbb-lumbar")
    name = replace(source.patient.name, family="Featherstonehaugh-Wolfeschlegelsteinhausen")
    assert collisions(aftercare(source)) == []
    assert collisions(aftercare(replace(source, patient=replace(source.patient, name=name))))


@pytest.mark.parametrize("key", WITH_SHEET)
def test_the_fullest_record_still_has_a_sheet(key: str) -> None:
    """At most five signs and six things to do, whatever was recorded: else it would be refused."""
    for facts in (FULL, (*FULL, "nerve-stopped"), (*FULL, "stopped")):
        assert 2 <= pages_of(sheet(key, facts, "en")) <= 3
        assert 3 <= pages_of(sheet(key, facts, "es")) <= 4


def test_what_to_do_is_ordered_by_when_it_starts_and_then_ends() -> None:
    text = words(visit("tfesi-lumbar", {"numb", "steroid", "diabetes", "restart-time"}))
    order = ("Do not walk alone", "Do not drive", "Check your sugar", "Take the bandage off")
    places = [text.index(one) for one in (*order, "Start again only")]
    assert places == sorted(places)
    early = visit("tfesi-lumbar", {"numb", "thinner"})
    link = "medicines.restart.apixaban"
    at = (END + timedelta(hours=6)).isoformat()
    answers = {link: (Answer("", link, at, "", _AT),)}
    text = words(replace(early, case=replace(early.case, answers=answers)))
    assert text.index("Eliquis 3:05 PM today") < text.index("Take the bandage off")


def with_numbers(source: SheetSource, **values: int) -> SheetSource:
    text = text_as(source, AftercareText)
    numbers = {name: TextNumber(value=v, status="U", source="") for name, v in values.items()}
    return replace(source, text=msgspec.structs.replace(text, numbers={**text.numbers, **numbers}))


def test_a_number_that_the_clinic_set_is_printed_instead_of_a_line() -> None:
    source = visit("tfesi-lumbar", {"steroid", "diabetes"})
    assert "over ________ mg/dL two times in a row" in words(source)
    text = words(with_numbers(source, sugar_high=300, sugar_low=70))
    assert "over 300 mg/dL two times in a row, or under 70 mg/dL once" in text


def test_a_clinic_of_mmol_reads_every_glucose_in_it() -> None:
    """300 and 70 mg/dL are 16.65 and 3.89 mmol/L; 142 are 7.88, and stay as they were measured."""
    for language, over in (
        ("en", "over 16.7 mmol/L two times in a row, or under 3.9 mmol/L once"),
        ("es", "por encima de 16.7 mmol/L dos veces seguidas, o por debajo de 3.9 mmol/L"),
    ):
        source = visit("tfesi-lumbar", {"steroid", "diabetes", "sugar"}, language)
        settings = {**source.clinic.settings, "units.glucose": "mmol/L"}
        set_so = replace(source, clinic=replace(source.clinic, settings=settings))
        text = words(with_numbers(set_so, sugar_high=300, sugar_low=70))
        assert over in text
        assert "(mmol/L)" in text
        assert "142 mg/dL (7.9 mmol/L), 9:05" in text
        assert text.count("mg/dL") == text.count("142 mg/dL (7.9 mmol/L)")


def test_by_when_a_weak_limb_must_be_well_is_an_hour_only_where_the_clinic_set_one() -> None:
    """clinical.md has no number (6.1: "for hours"), so a line to write on stands by default."""
    for language, blank, hour in (
        ("en", "still weak or numb at ________", "still weak or numb at 3:05 PM today"),
        ("es", "a esta hora: ________", "a esta hora: las 3:05 PM de hoy"),
    ):
        source = visit("tfesi-lumbar", {"numb", "weak"}, language)
        assert blank in words(source)
        assert any("must be well again" in told for told in left_open(source))
        with_hours = with_numbers(source, still_weak_hours=6)
        assert hour in words(with_hours)
        assert not any("must be well again" in told for told in left_open(with_hours))


@pytest.mark.parametrize(("code", "points"), [("bromage.right_leg", 1), ("recovery.right_arm", 4)])
def test_a_leg_that_was_scored_or_an_arm_that_does_not_move_is_weak(code: str, points: int) -> None:
    source = visit("tfesi-lumbar", {"numb"})
    observations = (
        Observation("recovery.limbs", Decimal(1), "{score}", _AT),
        Observation(code, Decimal(points), "{score}", _AT),
    )
    text = words(
        replace(source, case=replace(source.case, observations=observations[code[0] == "b" :]))
    )
    assert "it is still weak or numb at" in text


def test_a_last_dose_that_nobody_knows_is_not_told_and_an_hour_stands_as_it_was() -> None:
    source = visit("mbb-lumbar", {"thinner", "last-dose"})
    (eliquis,) = source.case.medications
    for dose, phrase in (
        (LastDose(Precision.UNKNOWN, None, "no idea"), ""),
        (LastDose(Precision.TIME, END - timedelta(days=3)), "Eliquis, Fri 20 Nov, 9:05 AM."),
        (LastDose(Precision.DAY, END.replace(hour=5, minute=0)), "Eliquis, Sun 22 Nov, told"),
    ):
        rows = (replace(eliquis, last_dose=dose),)
        text = words(replace(source, case=replace(source.case, medications=rows)))
        assert "I take Eliquis, a blood thinner." in text
        assert (f"I last took it: {phrase}" in text) is bool(phrase)
        assert "no idea" not in text


def test_what_a_physician_says_for_later_stands_as_it_was_said_and_else_nothing() -> None:
    source = visit("mbb-lumbar")
    assert "flares up" not in words(source)
    assert "therapy" not in words(source)
    plans = {"discharge.flare_plan": "ice, then call us", "discharge.therapy_on": "2026-12-07"}
    answers = {link: (Answer("", link, value, "", _AT),) for link, value in plans.items()}
    for language, phrases in (
        ("en", ("your doctor says: ice, then call us", "starts again on Monday 7 December.")),
        ("es", ("sin traducir (not translated): “ice, then call us”", "el lunes 7 de diciembre.")),
    ):
        said = visit("mbb-lumbar", (), language)
        said = replace(said, case=replace(said.case, answers=answers))
        sheet = words(said)
        assert all(phrase in sheet for phrase in phrases), sheet
        noted = any("marked as not translated" in one for one in left_open(said))
        assert noted is (language == "es")


def test_a_sheet_without_where_or_whom_is_refused() -> None:
    source = visit("mbb-lumbar")
    order = replace(
        source.case.order, procedures=(replace(source.case.order.procedures[0], targets=()),)
    )
    with pytest.raises(SheetRefused, match="Where it was done"):
        aftercare(replace(source, case=replace(source.case, order=order)))
    with pytest.raises(SheetRefused, match="birth date"):
        aftercare(replace(source, patient=replace(source.patient, birth_date=None)))


def test_two_answers_in_conflict_are_both_told() -> None:
    """A conflict about diabetes is not "no diabetes"."""
    source = visit("tfesi-lumbar", {"steroid"})
    link = "diabetes.type"
    both = tuple(Answer("", link, value, "", _AT) for value in ("none", "type-2"))
    text = words(replace(source, case=replace(source.case, answers={link: both})))
    assert "I have diabetes." in text


def test_numb_skin_alone_makes_no_leg_weak() -> None:
    source = visit("tfesi-lumbar", {"numb"})
    skin = tuple(replace(drug, act="skin") for drug in source.case.drugs)
    text = words(replace(source, case=replace(source.case, drugs=skin)))
    assert "Do not walk alone" not in text
    assert "Bupivacaine" in text


def test_spanish_has_english_beside_it_and_its_own_dates() -> None:
    text = words(visit("tfesi-lumbar", {"numb", "steroid", "next-visit"}, "es"))
    for phrase in (
        "Después de su inyección de esteroide",
        "lun 23 nov 2026",
        "el lunes 23 de noviembre",
        "Próxima cita lun 30 nov, 9:05 AM",
        "Next visit: Mon 30 Nov, 9:05 AM",
        "lado IZQUIERDO",
        "LEFT",
        "Hasta el mar 24 nov, 9:05 AM",
        "Until Tue 24 Nov, 9:05 AM",
        "Desde las 7:05 PM de hoy",
        "Página 1 de 3",
    ):
        assert phrase in text, phrase


@pytest.mark.parametrize("key", ["tfesi-lumbar", "rfa-lumbar", "scs-trial"])
def test_large_spanish_has_all_its_english_on_a_page_of_its_own_behind_it(key: str) -> None:
    """The same lines as stand beside normal print, and none of them on the patient's pages."""
    source = visit(key, FULL, "es")
    beside, behind = (english(aftercare(source, large=large)) for large in (False, True))
    title, *lines = (each.words for each in behind)
    assert "For staff: what this sheet says, in English" in title
    assert lines == [each.words for each in beside]
    assert len(lines) > 30
    last = {each.page for each in behind}
    assert last == {pages_of(aftercare(source, large=True)) - 1}
    assert english(aftercare(visit(key, FULL), large=True)) == []


def english(pdf: bytes) -> list[Element]:
    """Return the elements read as English on a Spanish sheet, their words without line ends."""
    parts = [one for one in elements(pdf) if one.language == "en"]
    return [replace(one, words=" ".join(one.words.split())) for one in parts]


def test_large_print_reflows_and_its_patient_reads_nothing_below_16_points() -> None:
    source = visit("mbb-lumbar", FULL)
    pdf = aftercare(source, large=True)
    assert pages_of(pdf) > pages_of(aftercare(source))
    small = smaller_than(pdf, 15.9)
    for of_staff in (
        *("Case c61083", "said it back", "Handed over by (name, time)", "Page", " of "),
        *("Patient or family: I have this sheet and the diary", "Text en/", "00000 00000"),
        *("medial-branch 0.2.0 with", "en/aftercare 0.2.0, reviewed by Dr L. Okafor"),
    ):
        small = small.replace(of_staff, "")
    assert not any(sign.isalpha() for sign in small), small


def test_an_observation_of_sugar_keeps_its_unit() -> None:
    source = visit("tfesi-lumbar", {"sugar"})
    mmol = (Observation("diabetes.glucose", source.case.observations[0].value, "mmol/L", _AT),)
    text = words(replace(source, case=replace(source.case, observations=mmol)))
    assert "142 mmol/L (2558 mg/dL)" in text


def test_the_words_of_a_last_dose_are_a_day_in_another_language() -> None:
    text = words(visit("mbb-lumbar", {"thinner", "last-dose"}, "es"))
    assert "La última vez que lo tomé: Eliquis, sáb 21 nov, dicho lun 23 nov, 8:15 AM." in text
    assert "I last took it: Eliquis, Friday evening" in text  # the English beside it, for staff
