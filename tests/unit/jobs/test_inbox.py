"""What engines say is taken to the last word."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desktop.core.job import CancelDone
from desktop.jobs.inbox import Inbox
from desktop.jobs.rota import Rota

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.core.job import EngineMessage


def test_a_message_that_cannot_be_taken_keeps_none_back(qtbot: QtBot) -> None:
    taken: list[EngineMessage] = []
    rested: list[int] = []

    def take(message: EngineMessage) -> None:
        if not taken and not rested:
            raise ZeroDivisionError
        taken.append(message)

    parent = QObject()
    inbox = Inbox(take, Rota(parent), parent)
    inbox.rested.connect(lambda: rested.append(len(taken)))
    messages = [CancelDone(job_id=str(number)) for number in range(3)]
    with qtbot.captureExceptions() as caught:
        inbox.later(messages)
        qtbot.waitUntil(lambda: len(taken) == 2)
    assert taken == messages[1:]
    assert rested[0] == 0, "who waits for a turn to be over is told all the same"
    assert [kind for kind, *_ in caught] == [ZeroDivisionError]
