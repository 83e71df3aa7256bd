"""The upper part of a page is as high as what it holds, from the first moment on and at any width."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.ui.fitting_area import FittingArea
from desktop.ui.flow_layout import FlowLayout
from desktop.ui.task_page import TaskPage
from desktop.ui.text_label import text_label

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.ui.main_window import MainWindow

WORDS = "Nothing that is said here leaves this computer, and nothing of it stays. " * 8


def fits(area: FittingArea, content: QWidget) -> bool:
    """Say whether all of it is seen, and nothing besides."""
    return area.height() == content.height() == content.heightForWidth(content.width())


def test_the_height_follows_the_width_from_the_first_show_on(qtbot: QtBot) -> None:
    host, content = QWidget(), QWidget()
    label = text_label("body", wrap=True)
    label.setText(WORDS)
    QVBoxLayout(content).addWidget(label)
    area = FittingArea(content)
    column = QVBoxLayout(host)
    column.addWidget(area)
    column.addStretch(1)
    qtbot.addWidget(host)
    host.resize(700, 900)
    with qtbot.waitExposed(host):
        host.show()
    qtbot.waitUntil(lambda: fits(area, content))
    wide = area.height()
    host.resize(260, 900)
    qtbot.waitUntil(lambda: area.height() > wide and fits(area, content))
    label.setText("Short.")
    qtbot.waitUntil(lambda: area.height() < wide and fits(area, content))


@pytest.mark.parametrize("task", ["depth-estimation", "image-segmentation", "token-classification"])
def test_a_task_without_a_model_is_whole_in_the_smallest_window(window: MainWindow, qtbot: QtBot, task: str) -> None:
    window.resize(960, 600)
    window.show_job("")
    page = window.visit(f"task:{task}")
    assert isinstance(page, TaskPage)
    card = page.missing

    def whole() -> bool:
        inside = all(
            page.rect().contains(button.rect().translated(button.mapTo(page, button.rect().topLeft())))
            for button in (card.add, card.more, *(row.copy for row in card.rows))
        )
        return inside and card.width() <= page.width()

    qtbot.waitUntil(whole)


def test_what_is_low_stands_on_the_edge_of_its_row_and_needs_no_more_in_one_of_its_own(qtbot: QtBot) -> None:
    host, field, box = QWidget(), QWidget(), QWidget()
    field.setFixedSize(200, 60)
    box.setFixedSize(100, 34)
    flow = FlowLayout(host, spacing=8, low=True)
    flow.addWidget(field)
    flow.addWidget(box)
    qtbot.addWidget(host)
    assert (flow.heightForWidth(400), flow.heightForWidth(250)) == (60, 60 + 8 + 34)
    host.resize(400, 60)
    flow.activate()
    assert box.geometry().bottom() == field.geometry().bottom()


def test_the_cards_of_the_assistant_are_as_high_as_their_words(window: MainWindow, qtbot: QtBot) -> None:
    cards = window.assistant.cards
    window.resize(2400, 900)
    qtbot.waitUntil(lambda: cards.width() > 2000)
    wide = cards.height()
    window.resize(960, 900)
    qtbot.waitUntil(lambda: cards.width() < 800 and cards.height() > wide)
    assert cards.height() == cards.heightForWidth(cards.width())
