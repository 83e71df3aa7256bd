"""What the window has to write comes into the history, whatever became of the file meanwhile."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

from desktop.jobs.record import Record
from desktop.jobs.rota import Rota
from desktop.state.history import History
from tests.unit.state.test_salvage import JOBS, damage, finished

if TYPE_CHECKING:
    from PySide6.QtCore import QCoreApplication

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
