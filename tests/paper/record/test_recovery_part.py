"""Recovery on the printed record: every set in its column, as many blocks as it takes."""

import io
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pypdfium2

from paper.example import END, source
from procdesk.domain.visit.case import Observation, Recorded
from procdesk.paper.drawing.sheet_source import SheetSource
from procdesk.paper.record.checklist import checklist
from support.adopted_rules import clinic


def text_of(pdf: bytes) -> list[str]:
    pages = pypdfium2.PdfDocument(io.BytesIO(pdf))
    return [page.get_textpage().get_text_range() for page in pages]


def recovered(sets: int, late: bool = False) -> SheetSource:
    """So many sets, each with a pulse of its own; the first of a weak leg."""
    visit, observations = source(), list[Observation]()
    for number in range(sets):
        at = END + timedelta(minutes=10 * number)
        recorded = Recorded(f"e{number}", "adeyemi", at, at + timedelta(minutes=4 if late else 0))
        values = {"systolic": "118", "diastolic": "70", "pulse": str(60 + number), "limbs": "0"}
        values |= {"pain_rest": "2", "pain_moving": "4"}
        values |= {"limbs": "1", "right_leg": "2"} if number == 0 else {}
        units = {"systolic": "mmHg", "diastolic": "mmHg", "pulse": "/min"}
        observations += [
            Observation(f"recovery.{name}", Decimal(value), units.get(name, "{score}"), recorded)
            for name, value in values.items()
        ]
    return replace(visit, case=replace(visit.case, observations=tuple(observations)))


def test_each_set_stands_with_its_time_its_values_and_who_took_it() -> None:
    words = " ".join("\n".join(text_of(checklist(recovered(2), [], ()))).split())
    for phrase in ("5 Recovery", "6 Signatures", "9:05", "9:15", "118 mmHg", "60 /min", "61 /min"):
        assert phrase in words
    assert "weak" in words
    assert "changed" in words
    assert "as before" in words


def test_a_set_written_down_later_says_when() -> None:
    words = " ".join("\n".join(text_of(checklist(recovered(1, late=True), [], ()))).split())
    assert "entered 9:09" in words


def test_many_sets_take_more_blocks_and_none_is_lost() -> None:
    words = " ".join("\n".join(text_of(checklist(recovered(23), [], ()))).split())
    assert all(f"{60 + number} /min" in words for number in range(23))


def test_no_sets_make_no_part() -> None:
    assert "Recovery" not in "\n".join(text_of(checklist(recovered(0), [], ())))


def test_the_range_stands_in_words_or_why_there_is_none() -> None:
    visit = recovered(1)
    text = " ".join("\n".join(text_of(checklist(visit, [], ()))).split())
    assert "No range of upper pressure is drawn: the clinic's number for it is not adopted" in text
    before = Recorded("b", "adeyemi", END - timedelta(hours=1), END - timedelta(hours=1))
    observation = Observation("vitals.systolic", Decimal(130), "mmHg", before)
    measured = replace(visit.case, observations=(observation, *visit.case.observations))
    adopted = replace(visit.clinic, policies=clinic({"discharge": {}}).policies)
    text = " ".join(
        "\n".join(text_of(checklist(replace(visit, case=measured, clinic=adopted), [], ()))).split()
    )
    assert "upper pressure 104 to 156 mmHg, within 20 % of before the needle" in text
