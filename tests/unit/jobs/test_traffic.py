"""The ledger as the window sees it: read when somebody wrote to it, and only then."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from desktop.jobs.background import Background
from desktop.jobs.traffic import Traffic
from desktop.state.ledger import Ledger, Totals
from tests.unit.state.test_ledger import ENTRY, REFUSED

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

    from desktop.state.paths import Home


@pytest.fixture
def background(qapp: object) -> Iterator[Background]:
    made = Background()
    yield made
    made.wait()


def test_it_tells_what_other_programs_wrote(home: Home, background: Background, qtbot: QtBot) -> None:
    traffic = Traffic(home, background)
    with qtbot.waitSignal(traffic.changed) as said:
        traffic.look()
    assert said.args == [Totals()]
    assert not home.ledger.exists()
    with closing(Ledger(home.ledger)) as other:
        other.refuse(REFUSED)
        other.finish(other.begin(ENTRY), status=200, sent_bytes=9, received_bytes=7)
        with qtbot.waitSignal(traffic.changed) as said:
            traffic.look()
        expected = Totals(sent=1, refused=1, sent_bytes=9, received_bytes=7, hosts=("isle.example",))
        assert said.args == [expected]
        other.finish(other.begin(ENTRY), status=200, sent_bytes=9, received_bytes=7)
        with qtbot.waitSignal(traffic.changed) as said:
            traffic.look()
    assert said.args[0].sent == 2


def test_what_nobody_touched_is_not_read_again(home: Home, background: Background, qtbot: QtBot) -> None:
    with closing(Ledger(home.ledger)) as ledger:
        ledger.refuse(REFUSED)
    traffic = Traffic(home, background)
    for _ in range(2):  # reading itself may tidy up the files of the database once
        traffic.look()
        background.wait()
        traffic._reading = False
    told: list[object] = []
    traffic.changed.connect(told.append)
    ran: list[object] = []
    background.run = lambda *work: ran.append(work)  # type: ignore[method-assign]
    traffic.look()
    assert (told, ran) == ([], [])
