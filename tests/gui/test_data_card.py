"""What is kept, on the Privacy page; and the alarm, in a window of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMessageBox

from desktop import app
from desktop.state.ledger import Ledger
from desktop.state.paths import Home
from desktop.state.session import session
from desktop.state.settings import load_settings
from desktop.ui import language
from desktop.ui.data_card import DataCard
from desktop.ui.privacy_page import PrivacyPage
from desktop.ui.rail import PRIVACY

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.ui.main_window import MainWindow

ROOT = Path(__file__).resolve().parents[2]
Visit = Callable[[], DataCard]


@pytest.fixture
def visit(window: MainWindow, qtbot: QtBot, home: Home) -> Visit:
    """Put something into the home, go to the page and wait until it is listed."""

    def visit() -> DataCard:
        (home.pasted / "secret.txt").write_text("x" * 1000)
        (home.models / "words.onnx").write_bytes(bytes(5000))
        page = window.visit(PRIVACY)
        assert isinstance(page, PrivacyPage)
        qtbot.waitUntil(page.data.begin.isEnabled)
        return page.data

    return visit


def words(card: DataCard) -> str:
    items = (card._grid.itemAt(place) for place in range(card._grid.count()))
    shown = (item.widget() for item in items if item is not None)
    return " ".join(label.text() for label in shown if isinstance(label, QLabel))


def test_what_lies_there_is_listed_with_its_size(visit: Visit, home: Home, qapp: QApplication) -> None:
    card = visit()
    assert str(home.root) in card.place.text()
    listed = words(card).replace("\xa0", " ")
    assert "Pasted texts and recordings 1.0 kB" in listed
    assert "Models that you added 5.0 kB" in listed
    assert not card.now.isVisible()
    language.install(qapp, "pt_BR")
    assert len(words(card)) > 20


def test_retention_and_no_trace_are_settings(visit: Visit, home: Home) -> None:
    card = visit()
    card.days.setValue(30)
    card.private.click()
    kept = load_settings(home.settings)
    assert (kept.keep_days, kept.private) == (30, True)


def test_erasing_takes_the_word_and_ends_the_window(visit: Visit, window: MainWindow, qtbot: QtBot) -> None:
    card = visit()
    card.begin.click()
    assert not card.yes.isEnabled()
    everything = card.asks.text()
    card._models.click()
    assert card.asks.text() != everything
    QTest.keyClicks(card.word, "erase it")
    assert not card.yes.isEnabled()
    card.no.click()
    assert not card.question.isVisible()
    card.begin.click()
    assert card.word.text() == ""
    QTest.keyClicks(card.word, "erase")
    with qtbot.waitSignal(window.erase_wanted) as asked:
        QTest.mouseClick(card.yes, Qt.MouseButton.LeftButton)
    assert asked.args == [False]


def test_nothing_is_erased_while_somebody_else_is_at_work_here(visit: Visit, window: MainWindow, home: Home) -> None:
    script = (
        "import sys\nfrom desktop.state.paths import find_home\nfrom desktop.state.session import session\n"
        "with session(find_home()):\n    print('there', flush=True)\n    sys.stdin.read()\n"
    )
    asked: list[bool] = []
    window.erase_wanted.connect(asked.append)
    process = subprocess.Popen([sys.executable, "-c", script], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    with process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"there\n"
        card = visit()
        card.begin.click()
        QTest.keyClicks(card.word, "ERASE")
        card.yes.click()
        assert "in use by another program" in card.trouble.text()
        assert card.trouble.isVisible()
    assert not asked


def test_at_the_end_all_of_it_is_gone_and_said_so(home: Home, qapp: QApplication) -> None:
    (home.pasted / "secret.txt").write_text("x" * 1000)
    said: list[str] = []

    def answer() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        said.append(box.text())
        box.accept()

    with session(home, private=True) as passing:
        QTimer.singleShot(0, answer)
        app._erase(passing.for_good(), models=True)
    assert said[0].replace("\xa0", " ") == "Everything was erased: 1 files, 1.0 kB."
    assert not home.root.exists()
    home.make()


def test_the_whole_window_ends_before_it_is_erased(home: Home, tmp_path: Path) -> None:
    (home.pasted / "secret.txt").write_text("x" * 1000)
    (home.root / "thesis.odt").write_text("not Ilha's")
    told = run_window("erasing_window", tmp_path)
    assert told[0].startswith("Everything was erased: ")
    assert [path.name for path in home.root.iterdir()] == ["thesis.odt"]
    home.make()


@pytest.mark.parametrize("private", [False, True])
def test_a_window_that_leaves_no_trace_says_so(stage: object, window: MainWindow, private: bool) -> None:
    window.status.show_private(private)
    assert window.status._private.isVisible() is private


def run_window(name: str, runtime: Path) -> list[str]:
    """Run the window of another module to its end, and return what it prints."""
    done = subprocess.run(
        [sys.executable, "-m", f"tests.gui.{name}"],
        check=True,
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "XDG_RUNTIME_DIR": str(runtime)},
        capture_output=True,
        text=True,
        timeout=90,
    )
    return done.stdout.splitlines()


def test_what_strays_is_shown(home: Home, tmp_path: Path) -> None:
    first, *others = run_window("stray_window", tmp_path)
    assert first == "refused"
    assert [line == "refused" or "__main__” reached for the network (SOCKET" in line for line in others] == [True] * 3
    with closing(Ledger(home.ledger)) as ledger:
        assert [row.entry.asker for row in ledger.rows()] == ["window", "window"]
