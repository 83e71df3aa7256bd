from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.core.result import Artifact, Boxes, Masks
from desktop.ui.viewers.base import Viewer
from desktop.ui.viewers.boxes import BoxesViewer
from desktop.ui.viewers.compare import STEPS
from desktop.ui.viewers.crops import crops_of
from desktop.ui.viewers.image import ImageViewer
from desktop.ui.viewers.masks import MasksViewer
from desktop.ui.viewers.picture import PictureView
from tests.gui import results, scenes

V = TypeVar("V", bound=Viewer)
Show = Callable[[type[V]], V]


@pytest.fixture
def show(stage: scenes.Scene, qtbot: QtBot) -> Show[V]:
    def make(kind: type[V]) -> V:
        return scenes.active(kind(stage.services), qtbot, 900, 600)

    return make


def has_photo(view: PictureView) -> bool:
    return not view._picture.pixmap().isNull()


def point_of(view: PictureView, x: float, y: float) -> QPoint:
    return view.mapFromScene(QPointF(x, y))


def click(view: PictureView, x: float, y: float) -> None:
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=point_of(view, x, y))


def grey_at(view: PictureView, x: float, y: float) -> tuple[int, int, int]:
    """Return the colour that is really seen at a place of the picture."""
    seen = view.viewport().grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    colour = seen.pixelColor(point_of(view, x, y) * seen.devicePixelRatio())
    return colour.red(), colour.green(), colour.blue()


# --- boxes -----------------------------------------------------------------------------------------------------------


def test_the_smallest_box_under_the_pointer_is_chosen_in_picture_and_list(
    show: Show[BoxesViewer], stage: scenes.Scene, qtbot: QtBot
) -> None:
    viewer = show(BoxesViewer)
    viewer.show_job(results.boxes_job(stage.folder))
    qtbot.waitUntil(lambda: has_photo(viewer.view))
    click(viewer.view, 100, 220)
    assert viewer.list.row == 1
    assert viewer.view._marked == 1
    viewer.list.setCurrentIndex(viewer.list.marks.index(2))
    assert viewer.view._marked == 2


def test_the_threshold_hides_boxes_and_says_how_many_are_left(show: Show[BoxesViewer], stage: scenes.Scene) -> None:
    viewer = show(BoxesViewer)
    viewer.show_job(results.boxes_job(stage.folder))
    assert viewer.slider.minimum() == 25
    assert viewer.visible() == {0, 1, 2}
    viewer.list.setCurrentIndex(viewer.list.marks.index(2))
    viewer.slider.setValue(50)
    assert viewer.visible() == {0, 1}
    assert viewer.heading.text() == "2 of 3 shown"
    assert viewer.list.isRowHidden(2)
    assert viewer.view._place_at(QPointF(point_of(viewer.view, 390, 10))) == -1
    assert viewer.view._marked == -1


def test_a_label_is_hidden_and_shown_again(show: Show[BoxesViewer], stage: scenes.Scene) -> None:
    viewer = show(BoxesViewer)
    viewer.show_job(results.boxes_job(stage.folder))
    assert [button.text().split() for button in viewer.legend.buttons.values()] == [["Person", "2"], ["Dog", "1"]]
    viewer.legend.buttons["person"].click()
    assert viewer.visible() == {1}
    viewer.legend.buttons["person"].click()
    assert viewer.visible() == {0, 1, 2}


def test_tags_stay_inside_of_what_is_seen(show: Show[BoxesViewer], stage: scenes.Scene, qtbot: QtBot) -> None:
    from PySide6.QtCore import QRectF

    from desktop.ui.viewers.tags import tag_area

    seen = QRectF(0, 0, 200, 100)
    for corner in (QPointF(190, 2), QPointF(-30, 50), QPointF(10, 99)):
        assert seen.contains(tag_area("traffic light 98%", corner, seen))
    assert tag_area("a name that is far too long for a picture as small as this", QPointF(), seen).width() == 200


def test_crops_go_with_their_boxes(show: Show[BoxesViewer], stage: scenes.Scene, qtbot: QtBot) -> None:
    viewer = show(BoxesViewer)
    viewer.show_job(results.boxes_job(stage.folder, crops=True))
    qtbot.waitUntil(viewer.crops.isVisible)
    assert viewer.crops.count() == 3
    viewer.crops.setCurrentRow(1)
    assert (viewer.list.row, viewer.view._marked) == (1, 1)
    viewer.slider.setValue(80)
    assert [viewer.crops.item(row).isHidden() for row in range(3)] == [False, True, True]
    viewer.show_job(replace(results.boxes_job(stage.folder), id="next"))
    assert not viewer.crops.isVisible()


def test_crops_are_told_by_the_first_number_of_their_names(stage: scenes.Scene) -> None:
    artifacts = [
        Artifact(name="02 person 9.png", path=stage.folder, mime="image/png"),
        Artifact(name="notes 1.json", path=stage.folder, mime="application/json"),
    ]
    assert list(crops_of(artifacts)) == [1]


def test_nothing_found_is_said_with_a_way_on(show: Show[BoxesViewer], stage: scenes.Scene) -> None:
    viewer = show(BoxesViewer)
    job = results.boxes_job(stage.folder)
    viewer.show_job(replace(job, result=scenes.result(Boxes(width=400, height=300, boxes=()))))
    assert viewer.heading.text() == "Nothing found"
    assert viewer.hint.isVisible()
    assert not viewer.side.isVisible()


def test_boxes_outlive_their_picture(show: Show[BoxesViewer], stage: scenes.Scene, qtbot: QtBot) -> None:
    viewer = show(BoxesViewer)
    job = results.boxes_job(stage.folder)
    job.input.path.unlink()
    viewer.show_job(job)
    qtbot.waitUntil(viewer.notice.isVisible)
    assert viewer.list.marks.rowCount() == 3
    click(viewer.view, 100, 220)
    assert viewer.list.row == 1


# --- masks -----------------------------------------------------------------------------------------------------------


def test_parts_are_laid_over_the_picture_with_their_share(
    show: Show[MasksViewer], stage: scenes.Scene, qtbot: QtBot
) -> None:
    viewer = show(MasksViewer)
    viewer.show_job(results.masks_job(stage.folder))
    qtbot.waitUntil(lambda: len(viewer._layers) == 2 and has_photo(viewer.view))
    notes = [viewer.list.marks.index(row).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(2)]
    assert notes == ["Wall, 95.0%, 50.0% of the picture", "Door, 80.0%, 10.0% of the picture"]
    assert grey_at(viewer.view, 300, 150) == (255, 255, 255)
    assert grey_at(viewer.view, 20, 20) != (255, 255, 255)
    viewer.opacity.setValue(0)
    assert grey_at(viewer.view, 20, 20) == (255, 255, 255)


def test_the_smallest_part_under_the_pointer_is_chosen(
    show: Show[MasksViewer], stage: scenes.Scene, qtbot: QtBot
) -> None:
    viewer = show(MasksViewer)
    viewer.show_job(results.masks_job(stage.folder))
    qtbot.waitUntil(lambda: len(viewer._layers) == 2)
    click(viewer.view, 80, 200)
    assert viewer.list.row == 1
    click(viewer.view, 20, 20)
    assert viewer.list.row == 0
    viewer.legend.buttons["door"].click()
    click(viewer.view, 80, 200)
    assert viewer.list.row == 0


def test_a_cutout_is_compared_with_its_picture(show: Show[MasksViewer], stage: scenes.Scene, qtbot: QtBot) -> None:
    viewer = show(MasksViewer)
    viewer.show_job(results.masks_job(stage.folder, cut=True))
    qtbot.waitUntil(lambda: viewer.view.comparing and has_photo(viewer.view))
    assert not viewer.side.isVisible()
    assert grey_at(viewer.view, 20, 150) == (255, 255, 255)
    viewer.view.handle.setValue(0)
    assert grey_at(viewer.view, 100, 150) == (255, 0, 0)
    viewer.parts.click()
    qtbot.waitUntil(viewer.side.isVisible)
    assert not viewer.view.comparing


def test_the_line_is_dragged_and_moved_by_keys(show: Show[MasksViewer], stage: scenes.Scene, qtbot: QtBot) -> None:
    viewer = show(MasksViewer)
    viewer.show_job(results.masks_job(stage.folder, cut=True))
    qtbot.waitUntil(lambda: viewer.view.comparing and has_photo(viewer.view))
    handle = viewer.view.handle
    middle = handle.rect().center()
    QTest.mousePress(handle, Qt.MouseButton.LeftButton, pos=middle)
    target = handle.mapFrom(viewer.view, viewer.view.viewport().pos() + point_of(viewer.view, 100, 150))
    QTest.mouseMove(handle, QPoint(target.x(), middle.y()))
    QTest.mouseRelease(handle, Qt.MouseButton.LeftButton)
    assert handle.value() == pytest.approx(STEPS / 4, abs=STEPS / 50)
    before = handle.value()
    handle.setFocus()
    QTest.keyClick(handle, Qt.Key.Key_Right)
    assert handle.value() == before + handle.singleStep()
    QTest.keyClick(handle, Qt.Key.Key_Home)
    assert handle.value() == 0
    line = handle.geometry().center().x() - viewer.view.viewport().x()
    assert line == pytest.approx(point_of(viewer.view, 0, 0).x(), abs=2)


def test_the_line_stays_on_the_picture_when_the_pane_changes(
    show: Show[MasksViewer], stage: scenes.Scene, qtbot: QtBot
) -> None:
    viewer = show(MasksViewer)
    viewer.show_job(results.masks_job(stage.folder, cut=True))
    qtbot.waitUntil(lambda: viewer.view.comparing and has_photo(viewer.view))
    viewer.resize(500, 700)
    middle = viewer.view.handle.geometry().center().x() - viewer.view.viewport().x()
    assert middle == pytest.approx(point_of(viewer.view, 200, 150).x(), abs=2)


@pytest.mark.parametrize("gone", ["mask-01 wall.png", "cutout.png"])
def test_pictures_of_a_result_that_are_gone_are_said(
    show: Show[MasksViewer], stage: scenes.Scene, qtbot: QtBot, gone: str
) -> None:
    viewer = show(MasksViewer)
    job = results.masks_job(stage.folder, cut=True)
    (stage.folder / gone).unlink()
    viewer.show_job(job)
    qtbot.waitUntil(lambda: "pictures of this result" in viewer.notice.text() and viewer.notice.isVisible())
    assert viewer.list.marks.rowCount() == 2


def test_the_next_result_starts_without_what_the_last_one_left(
    show: Show[MasksViewer], stage: scenes.Scene, qtbot: QtBot
) -> None:
    viewer = show(MasksViewer)
    viewer.show_job(results.masks_job(stage.folder, cut=True))
    qtbot.waitUntil(lambda: viewer.view.comparing)
    plain = results.masks_job(stage.folder)
    viewer.show_job(replace(plain, id="next", result=scenes.result(Masks(width=400, height=300, masks=()))))
    assert not viewer.view.comparing
    assert not viewer.side.isVisible()
    assert viewer.heading.text() == "Nothing found"


# --- pictures that were made -----------------------------------------------------------------------------------------


def test_a_depth_picture_is_compared_with_the_photo(show: Show[ImageViewer], stage: scenes.Scene, qtbot: QtBot) -> None:
    viewer = show(ImageViewer)
    viewer.show_job(results.picture_job(stage.folder))
    qtbot.waitUntil(lambda: viewer.view.comparing and has_photo(viewer.view))
    assert viewer.heading.text() == "400 × 300 pixels"
    assert grey_at(viewer.view, 50, 150) == (255, 255, 255)
    assert grey_at(viewer.view, 350, 150) == (0, 0, 128)


def test_a_picture_outlives_its_photo(show: Show[ImageViewer], stage: scenes.Scene, qtbot: QtBot) -> None:
    viewer = show(ImageViewer)
    job = results.picture_job(stage.folder)
    job.input.path.unlink()
    viewer.show_job(job)
    qtbot.waitUntil(lambda: viewer.notice.isVisible() and viewer.view.comparing)
    assert grey_at(viewer.view, 350, 150) == (0, 0, 128)
