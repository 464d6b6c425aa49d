"""Scores from the recovery page: opened there, counted while parts are missing, shown there."""

from desk.conftest import Open
from desk.shell.test_screens import cut, overlapping
from desk.walk import settle, texts
from procdesk.desk.recovery.recovery import RecoveryPage
from procdesk.desk.recovery.scores import ScorePage
from procdesk.desk.shell.open_desk import OpenDesk
from procdesk.desk.widgets.button import Button
from procdesk.desk.widgets.choices import Choices
from procdesk.domain.stage import Stage
from procdesk.workflow.recovery.scores import SCORES
from support.sedation_cases import in_procedure, sedate
from support.small_clinic import House


def in_recovery(house: House, open_desk: Open) -> tuple[OpenDesk, str]:
    case_id = in_procedure(house)
    house.done(case_id)
    sedate(house, case_id)
    desk = open_desk(house, house.nurse)
    desk.open_case(case_id)
    settle()
    return desk, case_id


def press(desk: OpenDesk, words: str) -> None:
    next(b for b in desk.findChildren(Button) if b.isVisible() and b.text() == words).click()
    settle()


def page(desk: OpenDesk) -> object:
    assert desk.frame is not None
    return desk.frame.page


def answer_first(desk: OpenDesk, count: int) -> None:
    """The first answer to each of the first questions."""
    shown = page(desk)
    assert isinstance(shown, ScorePage)
    for _place, choices in list(shown.view.inputs.items())[:count]:
        assert isinstance(choices, Choices)
        choices.put("0")
        choices.edited.emit("0")
    settle()


def total(desk: OpenDesk) -> tuple[str, str]:
    shown = page(desk)
    assert isinstance(shown, ScorePage)
    line = shown.view.results[((), "aldrete.total")].line
    return line.text(), line.placeholderText()


def test_a_score_shows_nothing_until_every_part_is_entered(house: House, open_desk: Open) -> None:
    desk, case_id = in_recovery(house, open_desk)
    assert isinstance(page(desk), RecoveryPage)
    press(desk, "Aldrete score")
    assert total(desk) == ("", "0 of 5 entered")
    answer_first(desk, 3)
    assert total(desk) == ("", "3 of 5 entered")
    press(desk, "Record this score")
    assert isinstance(page(desk), ScorePage)
    assert house.ledger.case(case_id).latest("aldrete.total") is None
    answer_first(desk, 5)
    assert total(desk)[0] == "10"


def test_what_was_scored_stands_on_the_recovery_page_with_its_time(
    house: House, open_desk: Open
) -> None:
    desk, case_id = in_recovery(house, open_desk)
    for clock in ("10:00", "10:15"):
        press(desk, "Aldrete score")
        answer_first(desk, 5)
        press(desk, "Record this score")
        assert isinstance(page(desk), RecoveryPage)
        assert any(f"{clock} 10 of 10" in one for one in texts(desk))
        house.clock.forward(minutes=15)
    assert "10:00 10 of 10 · 10:15 10 of 10" in set(texts(desk))
    assert house.ledger.case(case_id).stage is Stage.RECOVERY


def test_a_score_opens_empty_and_leads_back(house: House, open_desk: Open) -> None:
    desk, _case_id = in_recovery(house, open_desk)
    press(desk, "Aldrete score")
    answer_first(desk, 5)
    press(desk, "Record this score")
    press(desk, "Aldrete score")
    assert total(desk) == ("", "0 of 5 entered")
    assert "Scored: 10:00 10 of 10" in set(texts(desk))
    press(desk, "Back to recovery")
    assert isinstance(page(desk), RecoveryPage)


def test_a_lock_comes_back_to_the_score(house: House, open_desk: Open) -> None:
    desk, _case_id = in_recovery(house, open_desk)
    press(desk, "RASS")
    assert desk.frame is not None
    desk.frame.reopen("rass")
    assert isinstance(page(desk), ScorePage)


def test_every_score_fits_the_smallest_window(house: House, open_desk: Open) -> None:
    desk, _case_id = in_recovery(house, open_desk)
    for width, height in ((1280, 800), (1440, 900)):
        desk.resize(width, height)
        for key in ("recovery", *(score.section.key for score in SCORES)):
            assert desk.frame is not None
            desk.frame.open_section(key)
            settle()
            assert cut(desk) == [], key
            assert overlapping(desk) == [], key
