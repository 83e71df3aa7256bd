"""The Privacy page: what was sent, what is enforced, and the proof of both, with a real ledger and a real engine."""

from __future__ import annotations

import contextlib
import json
import sqlite3
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.core.queue import EngineStatus
from desktop.state.ledger import Ledger
from desktop.ui import language
from desktop.ui.privacy_page import PrivacyPage
from desktop.ui.rail import PRIVACY
from tests.gui import scenes
from tests.unit.state.test_ledger import ENTRY, REFUSED

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.modeltest import ModelTester
    from pytestqt.qtbot import QtBot

    from desktop.state.paths import Home
    from desktop.ui.main_window import MainWindow

CONTROL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
Visit = Callable[[], PrivacyPage]


@pytest.fixture
def visit(window: MainWindow, qtbot: QtBot) -> Visit:
    """Go to the page and wait until it has read the ledger."""

    def visit() -> PrivacyPage:
        page = window.visit(PRIVACY)
        assert isinstance(page, PrivacyPage)
        qtbot.waitUntil(lambda: not page._reading)
        return page

    return visit


def use(home: Home, count: int = 12) -> None:
    with contextlib.closing(Ledger(home.ledger)) as ledger:
        ledger.refuse(REFUSED)
        for _ in range(count):
            ledger.finish(ledger.begin(ENTRY), status=200, sent_bytes=250, received_bytes=20_000_000)


def alter(home: Home, number: int) -> None:
    with contextlib.closing(sqlite3.connect(home.ledger, isolation_level=None)) as other:
        other.execute("DROP TRIGGER no_update")
        other.execute("UPDATE ledger SET host='elsewhere.example' WHERE number=?", (number,))


def spoil(home: Home) -> None:
    """Make a database of it whose tables cannot be read."""
    content = home.ledger.read_bytes()
    home.ledger.write_bytes(content[:4096] + b"\xff" * (len(content) - 4096))


def test_before_the_first_request_it_says_so(visit: Visit) -> None:
    page = visit()
    assert page.sentence.text() == "Nothing was ever sent from this computer."
    assert page.ledger.empty.isVisible()
    assert not page.ledger.save.isEnabled()
    assert not page.ledger.verdict.isVisible()


def test_requests_are_counted_listed_and_searched(
    visit: Visit, home: Home, window: MainWindow, qtmodeltester: ModelTester
) -> None:
    use(home)
    page = visit()
    assert page.sentence.text().replace("\xa0", " ") == "12 requests to isle.example: 3.0 kB sent, 240 MB received."
    table = page.ledger.table.model()
    scenes.check_model(qtmodeltester, page.ledger.model)
    assert (table.rowCount(), table.index(12, 2).data(), table.index(0, 2).data()) == (
        13,
        "Refused: offline",
        "Sent: --yes was given",
    )
    QTest.keyClicks(page.ledger.search, "refused")
    assert table.rowCount() == 1
    QTest.keyClicks(page.ledger.search, " by nobody")
    assert page.ledger.nothing.isVisible()
    page.ledger.search.clear()
    assert page.ledger.table.isVisible()
    assert "13 row" in page.ledger.verdict.text()
    assert page.ledger.verdict.property("tone") == "muted"


def test_it_follows_while_one_looks(visit: Visit, home: Home, window: MainWindow, qtbot: QtBot) -> None:
    page = visit()
    use(home, 1)
    window.traffic.look()
    qtbot.waitUntil(lambda: page.sentence.text().startswith("One request to isle.example"))
    assert window.status._sent.text() == "250 bytes sent"
    assert "isle.example" in window.status._sent.toolTip()


def test_an_altered_record_is_not_vouched_for(visit: Visit, home: Home, qtbot: QtBot) -> None:
    use(home)
    page = visit()
    alter(home, 5)
    page.ledger.check.click()
    qtbot.waitUntil(lambda: page.ledger.verdict.property("tone") == "bad")
    assert "Row 5 is not as it was written" in page.ledger.verdict.text()
    assert "do not rely on it" in page.detail.text()
    model = page.ledger.model
    marked = [model.index(row, 0).data(Qt.ItemDataRole.DecorationRole) is not None for row in range(13)]
    assert marked == [True] * 9 + [False] * 4, "the newest nine follow the altered row, or are it"


def test_a_record_that_cannot_be_read_is_said_to_be_so(
    visit: Visit, home: Home, window: MainWindow, qtbot: QtBot
) -> None:
    use(home)
    page = visit()
    spoil(home)
    page.ledger.check.click()
    qtbot.waitUntil(lambda: "is not known" in page.sentence.text())
    assert "is damaged" in page.detail.text()
    assert page.ledger.verdict.text() == "The requests cannot be listed.", "once is enough"
    assert (page.detail.property("tone"), page.ledger.verdict.property("tone")) == ("bad", "bad")
    assert (page.ledger.empty.isVisible(), page.ledger.table.isVisible()) == (False, False)
    with qtbot.waitSignal(window.traffic.changed):
        window.traffic.look()
    assert window.status._sent.text() == "not known what was sent"
    for name in ("ledger.db", "ledger.db.bad"):  # by then what could be read of it is in a new one
        (home.root / name).unlink()
    page.ledger.check.click()
    qtbot.waitUntil(lambda: page.sentence.text() == "Nothing was ever sent from this computer.")
    assert page.ledger.empty.isVisible()
    assert page.ledger.search.isEnabled() is page.ledger.check.isEnabled() is False


def test_a_record_that_was_set_aside_is_not_taken_for_an_empty_one(visit: Visit, home: Home) -> None:
    home.ledger.write_bytes(b"no database" * 500)
    page = visit()
    assert "is not known" in page.sentence.text()
    assert "ledger.db.bad" in page.detail.text()
    assert not page.ledger.empty.isVisible()


@pytest.mark.parametrize("kind", ["csv", "json"])
def test_rows_are_exported(visit: Visit, home: Home, tmp_path: Path, qtbot: QtBot, kind: str) -> None:
    use(home, 2)
    page = visit()
    target = tmp_path / f"all.{kind}"
    page.ledger.export_to(str(target))
    qtbot.waitUntil(page.ledger.news.isVisible)
    assert page.ledger.news.text() == f"3 rows saved in “all.{kind}”."
    assert len(json.loads(target.read_text("utf-8")) if kind == "json" else target.read_text("utf-8").split()[1:]) == 3
    page.ledger.export_to(str(tmp_path / "absent" / f"all.{kind}"))
    qtbot.waitUntil(lambda: page.ledger.news.property("tone") == "bad")


@pytest.mark.skipif(sys.platform != "linux", reason="the wall is Linux's")
def test_the_engine_tries_before_your_eyes(visit: Visit, qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> None:
    page = visit()
    card = page.proof
    QTest.mouseClick(card.button, Qt.MouseButton.LeftButton)
    assert not card.button.isEnabled()
    assert card.progress.isVisible()
    qtbot.waitUntil(card.button.isEnabled, timeout=60_000)
    rows = {
        (card.model.index(row, 0).data(), card.model.index(row, 1).data()): row for row in range(card.model.rowCount())
    }
    first = card.model.index(rows["Open a connection (TCP)", "from native code"], 2).data()
    assert first.startswith("Refused: EPERM (")
    assert card.table.isVisible()
    assert (card.verdict.property("tone"), "attempt" in card.verdict.text()) in {("good", True), ("bad", True)}
    card.save_to(str(tmp_path / "proof.json"))
    digest = json.loads((tmp_path / "proof.json").read_text("utf-8"))["sha256"]
    assert card.news.text() == f"Saved in “proof.json”, with the digest {digest}."
    card.save_to(str(tmp_path / "absent" / "proof.txt"))
    assert card.news.property("tone") == "bad"
    language.install(qapp, "pt_BR")
    assert card.model.rowCount() == len(rows) > 20


@pytest.mark.parametrize(
    ("status", "title", "meaning"),
    [
        (EngineStatus(state="ready", wall="enforced"), "Enforced by the operating system", "work folder"),
        (EngineStatus(state="ready", wall="network"), "memory not protected", "lacks Landlock"),
        (EngineStatus(state="ready", wall="inside"), "Enforced inside the program", "native code"),
        (EngineStatus(state="unavailable"), "does not start", ""),
        (EngineStatus(state="starting"), "The engine starts", ""),
    ],
)
def test_the_level_claims_no_more_than_is_true(
    visit: Visit, window: MainWindow, status: EngineStatus, title: str, meaning: str
) -> None:
    page = visit()
    window.services.queue.engine_changed.emit(status)
    assert title in page.proof.level.text()
    assert meaning in page.proof.meaning.text()
    assert page.proof.meaning.isVisible() == bool(meaning)


def test_the_shield_leads_here_and_a_key_goes_offline(window: MainWindow) -> None:
    QTest.mouseClick(window.status.shield, Qt.MouseButton.LeftButton)
    assert window.page_id == PRIVACY
    preferences = window.services.preferences
    for expected in ("ask", "offline"):
        QTest.keyClick(window, Qt.Key.Key_O, CONTROL_SHIFT)
        assert preferences.current.network == expected
    preferences.change(network="allowed")
    QTest.keyClick(window, Qt.Key.Key_O, CONTROL_SHIFT)
    assert preferences.current.network == "offline"


def test_the_switch_says_what_each_state_means(visit: Visit, window: MainWindow) -> None:
    page = visit()
    page.switch.buttons["allowed"].click()
    assert window.services.preferences.current.network == "allowed"
    assert page.network_note.text().startswith("What you start")
