"""Every procedure's picker, the two maps, and the list of procedures."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from desk.walk import settle
from procdesk import app
from procdesk.desk.pictures.body_map import BODY
from procdesk.desk.pictures.paths import LEFT, RIGHT, View
from procdesk.desk.pictures.site_map import Picture, SiteMap
from procdesk.desk.pictures.target_picker import TargetPicker
from procdesk.desk.widgets.procedure_list import ProcedureList
from procdesk.desk.widgets.scroll import Scroll
from procdesk.domain.targets.target import REGIONS, Side, parse_target, target_text

KINDS = app.reference().procedures
NARROW_PX = 732
"""The page beside the findings, where there is least room for it."""

Show = Callable[[str], TargetPicker]


@pytest.fixture
def picker(qtbot: QtBot) -> Show:
    app.start_qt()
    pages: list[Scroll] = []  # qtbot alone would let them go

    def shown(key: str) -> TargetPicker:
        page = Scroll(margin=0)
        pages.append(page)
        qtbot.addWidget(page)
        target_picker = TargetPicker(KINDS[key])
        page.content.addWidget(target_picker)
        page.resize(NARROW_PX, 800)
        page.show()
        settle()
        return target_picker

    return shown


def buttons(picker: TargetPicker) -> dict[str, QAbstractButton]:
    return {one.text(): one for one in picker.findChildren(QAbstractButton)}


def spot(picture: Picture, name: str, side: str) -> QPoint:
    """A pixel well inside a part, where somebody would press."""
    path = next(part for part in picture.view.parts if part.name == name).paths[side]
    box = path.boundingRect()
    tries = [QPointF(box.x() + box.width() * x / 8, box.center().y()) for x in (4, 5, 3, 6, 2)]
    tries += [QPointF(one.x(), box.y() + box.height() * 0.3) for one in tries]
    around = [QPointF(0, -2), QPointF(0, 2)]
    inside = next(one for one in tries if all(path.contains(one + by) for by in around))
    scale, left, top = picture.scale_and_corner()
    return QPoint(round(left + inside.x() * scale), round(top + inside.y() * scale))


def press(picker: TargetPicker, *names: str) -> list[str]:
    for name in names:
        QTest.mouseClick(buttons(picker)[name], Qt.MouseButton.LeftButton)
    return [one.words for one in picker.targets]


@pytest.mark.parametrize("key", sorted(KINDS))
def test_every_button_of_every_picker_gives_a_target_that_the_procedure_can_have(
    picker: Show, key: str
) -> None:
    shown, kind = picker(key), KINDS[key]
    by_name = buttons(shown)
    assert len(by_name) == len(shown.findChildren(QAbstractButton)) > 0
    targets = set()
    for button in by_name.values():
        button.click()
        (target,) = shown.targets
        assert kind.allows(target)
        assert parse_target(target_text(target)) == target
        targets.add(target)
        assert shown.text
        button.click()
        assert not shown.targets
        assert not shown.text
    sides = {target.side for target in targets}
    assert sides == kind.sides or sides == kind.sides - {Side.BILATERAL}


@pytest.mark.parametrize("key", sorted(KINDS))
def test_every_picker_has_room_for_its_words(picker: Show, key: str) -> None:
    shown = picker(key)
    assert shown.width() <= NARROW_PX
    for button in shown.findChildren(QAbstractButton):
        assert button.fontMetrics().horizontalAdvance(button.text()) <= button.width() - 8
        assert button.mapTo(shown, button.rect().topRight()).x() < shown.width()
        assert button.height() >= 48


def test_what_was_chosen_comes_back_from_a_draft(picker: Show) -> None:
    first, other = picker("scs-implant"), picker("scs-implant")
    words = press(first, "MIDLINE L1-L2", "RIGHT flank pocket")
    other.put(first.text)
    assert [target.words for target in other.targets] == words
    assert words == ["RIGHT flank pocket", "MIDLINE L1-L2 lead"]


def test_several_muscles_on_different_sides_are_several_targets(picker: Show) -> None:
    words = press(
        picker("trigger-point"),
        "LEFT trapezius muscle",
        "RIGHT piriformis muscle",
        "LEFT gluteus medius muscle",
        "RIGHT gluteus medius muscle",
    )
    assert words == [
        "LEFT trapezius muscle",
        "RIGHT piriformis muscle",
        "BILATERAL gluteus medius muscles",
    ]


def test_levels_on_one_side_are_one_target_and_l5_is_a_dorsal_ramus(picker: Show) -> None:
    words = press(picker("mbb-lumbar"), "LEFT L3", "LEFT L4", "LEFT L5")
    assert words == ["LEFT L3, L4 medial branches", "LEFT L5 dorsal ramus"]


def test_where_both_sides_may_not_be_one_takes_the_other_away(picker: Show) -> None:
    """Hazard: a stellate block on both sides."""
    shown = picker("stellate-ganglion-block")
    words = press(shown, "LEFT C6 stellate ganglion", "RIGHT C7 stellate ganglion")
    assert words == ["RIGHT C7 stellate ganglion"]


def test_the_picture_and_the_list_drive_each_other(picker: Show) -> None:
    shown = picker("esi-interlaminar-cervical")
    (map_,) = shown.findChildren(SiteMap)
    assert map_.picture is not None
    at = spot(map_.picture, "C7-T1", "left")
    QTest.mouseClick(map_.picture, Qt.MouseButton.LeftButton, pos=at)
    assert [target.words for target in shown.targets] == ["LEFT C7-T1 epidural space"]
    press(shown, "LEFT C7-T1", "MIDLINE C6-C7")
    assert map_.picture.chosen == {("C6-C7", "midline")}


@pytest.mark.parametrize("key", sorted(KINDS))
def test_every_button_beside_a_picture_is_drawn_in_it_once(picker: Show, key: str) -> None:
    for map_ in picker(key).findChildren(SiteMap):
        picture = map_.picture
        if picture is None:
            continue
        for button in map_.findChildren(QAbstractButton):
            side, name = button.text().split(" ", 1)
            at = spot(picture, name, side.lower())
            QTest.mouseClick(picture, Qt.MouseButton.LeftButton, pos=at)
            assert button.isChecked(), button.text()
            assert (name, side.lower()) in picture.chosen


@pytest.mark.parametrize(("view", "left_is_left"), [(0, True), (1, False)])
def test_the_patients_left_lies_under_its_own_words_in_front_and_behind(
    qtbot: QtBot, view: int, left_is_left: bool
) -> None:
    """Hazard: a picture that is read as a mirror."""
    app.start_qt()
    site_map = SiteMap(REGIONS, BODY)
    qtbot.addWidget(site_map)
    site_map.resize(800, 900)
    site_map.show()
    site_map.view.button(str(view)).click()
    settle()
    picture = site_map.picture
    assert picture is not None
    middle = picture.width() / 2
    assert (picture.edges[0] == "patient's LEFT") is left_is_left
    for part in BODY[view].parts:
        assert (spot(picture, part.name, LEFT).x() < middle) is left_is_left
        for side in (LEFT, RIGHT):
            at = spot(picture, part.name, side)
            QTest.mouseClick(picture, Qt.MouseButton.LeftButton, pos=at)
            assert site_map.button(part.name, side).isChecked(), (part.name, side)


def test_every_region_can_be_pressed_in_one_of_the_two_views() -> None:
    drawn: set[str] = {part.name for view in BODY for part in view.parts}
    assert drawn == set(REGIONS)


def test_no_two_parts_of_a_view_lie_on_each_other_at_their_middle() -> None:
    def middles(view: View) -> list[tuple[str, str]]:
        paths = {(p.name, side): path for p in view.parts for side, path in p.paths.items()}
        return [
            key
            for key, path in paths.items()
            if sum(other.contains(path.boundingRect().center()) for other in paths.values()) != 1
        ]

    assert [middles(view) for view in BODY] == [[], []]


@pytest.fixture
def rows(qtbot: QtBot) -> ProcedureList:
    app.start_qt()
    procedure_list = ProcedureList("Which procedure is it?", KINDS.values())
    qtbot.addWidget(procedure_list)
    procedure_list.show()
    return procedure_list


def shown_rows(rows: ProcedureList) -> list[str]:
    return [one.text() for one in rows.findChildren(QAbstractButton) if one.isVisible()]


def test_every_procedure_is_in_the_list_and_typing_narrows_it(rows: ProcedureList) -> None:
    assert len(shown_rows(rows)) == len(KINDS)
    QTest.keyClicks(rows.search.line, "branch lumb")
    assert shown_rows(rows) == [
        "Medial branch block, lumbar",
        "Radiofrequency ablation of medial branches, lumbar",
    ]
    QTest.keyClicks(rows.search.line, "zzz")
    assert shown_rows(rows) == []


def test_the_chosen_row_stands_alone_until_another_is_wanted(rows: ProcedureList) -> None:
    edits: list[str] = []
    rows.edited.connect(edits.append)
    next(b for b in rows.findChildren(QAbstractButton) if b.text() == "Discography").click()
    assert edits == [rows.text] == ["discography"]
    assert shown_rows(rows) == ["Discography", "Choose another procedure"]
    next(b for b in rows.findChildren(QAbstractButton) if b.text().startswith("Choose")).click()
    assert len(shown_rows(rows)) == len(KINDS)
    assert edits == ["discography", rows.text] == ["discography", ""]
    assert rows.focusWidget() is rows.search.line
