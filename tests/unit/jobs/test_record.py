"""What the window has to write comes into the history, whatever became of the file meanwhile."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

from desktop.jobs import record as records
from desktop.jobs.record import Record
from desktop.jobs.rota import Rota
from desktop.state.history import History
from tests.unit.state.test_salvage import JOBS, damage, finished

if TYPE_CHECKING:
    import pytest
    from PySide6.QtCore import QCoreApplication
    from pytestqt.qtbot import QtBot

    from desktop.state.paths import Home


def test_what_a_damaged_history_does_not_take_is_in_the_one_that_follows(qapp: QCoreApplication, home: Home) -> None:
    jobs = [finished(number) for number in range(JOBS)]
    with closing(History(home.history)) as history:
        history.put(jobs)
    damage(home.history, bytes)
    record = Record(home.history, Rota())
    troubles: list[str] = []
    record.trouble.connect(lambda failure: troubles.append(failure.code))
    record.put(jobs)
    assert not record.flush()
    assert troubles == ["storage-damaged"]
    record.close()
    with closing(History(home.history)) as history:
        assert all(history.get(job.id) == job for job in jobs)


def test_whoever_asked_too_early_is_told_also_when_all_was_written_while_the_log_was_taken_in(
    qtbot: QtBot, home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(records, "_COMMITS", 1)
    rota = Rota()
    record = Record(home.history, rota)
    record.put([finished(number) for number in range(records._ROWS_AT_ONCE + 1)])
    with qtbot.waitSignal(record.caught_up):
        record.find("", task="", state="", limit=1, before=None)
        assert record.flush()
        rota._go_on()  # before the log is taken in
    record.close()
