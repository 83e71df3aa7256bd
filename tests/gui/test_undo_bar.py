"""What was offered before something else is offered comes to its end; nothing is forgotten half."""

from __future__ import annotations

from functools import partial

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.ui.undo_bar import UndoBar


@pytest.fixture
def bar(qtbot: QtBot) -> UndoBar:
    host = QWidget()
    qtbot.addWidget(host)
    return UndoBar(host)


def test_the_first_is_gone_when_a_second_is_offered(bar: UndoBar) -> None:
    said: list[str] = []
    for number in "123":
        bar.offer(number, partial(said.append, f"undo {number}"), partial(said.append, f"gone {number}"))
    assert said == ["gone 1", "gone 2"]
    bar.undo()
    assert said == ["gone 1", "gone 2", "undo 3"]
    bar.offer("4", partial(said.append, "undo 4"))
    bar._timer.timeout.emit()
    bar.offer("5", partial(said.append, "undo 5"))
    assert said == ["gone 1", "gone 2", "undo 3"]


def test_what_would_end_the_program_is_given_up_for_a_second_offer(bar: UndoBar) -> None:
    said: list[str] = []
    bar.offer("1", partial(said.append, "stay"), partial(said.append, "close"), partial(said.append, "replaced"))
    bar.offer("2", partial(said.append, "undo 2"))
    assert said == ["replaced"]
    bar.offer("3", partial(said.append, "stay"), partial(said.append, "close"), partial(said.append, "replaced"))
    bar._timer.timeout.emit()
    assert said == ["replaced", "close"]
