"""Several that have much to do share each turn of the event loop."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QObject

from desktop.jobs import rota
from desktop.jobs.rota import Rota

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

PIECES = 20


class Loop(QObject):
    """Marks each turn of the event loop in what was done."""

    def __init__(self, done: list[str]) -> None:
        super().__init__()
        self._done = done
        self.startTimer(0)

    def timerEvent(self, event: object) -> None:
        self._done.append("turn")


def test_all_together_get_one_share_of_each_turn(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rota, "_TURN_S", 0.0)
    shared, done = Rota(), list[str]()

    def first() -> None:
        done.append("first")
        if done.count("first") < PIECES:
            shared.ask(first)

    def second() -> None:
        done.append("second")
        if done.count("second") < PIECES:
            shared.ask(second)

    shared.ask(first)
    shared.ask(second)
    loop = Loop(done)  # noqa: F841 - it counts as long as it is there
    qtbot.waitUntil(lambda: done.count("second") == PIECES)
    assert [one for one in done if one != "turn"] == ["first", "second"] * PIECES
    neighbours = list(itertools.pairwise(done))
    assert ("first", "second") not in neighbours
    assert ("second", "first") not in neighbours


def test_who_fails_or_needs_nothing_any_more_holds_nobody_up(qtbot: QtBot) -> None:
    shared, done = Rota(), list[str]()

    def fail() -> None:
        raise ZeroDivisionError

    def never() -> None:
        done.append("never")

    def work() -> None:
        done.append("done")

    with qtbot.captureExceptions() as caught:
        shared.ask(fail)
        shared.ask(never)
        shared.ask(work)
        assert shared.asked(never)
        shared.withdraw(never)
        qtbot.waitUntil(lambda: bool(done))
    assert done == ["done"]
    assert [kind for kind, *_ in caught] == [ZeroDivisionError]
