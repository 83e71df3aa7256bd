from __future__ import annotations

import gc
import json
import os
import re
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QThread
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from desktop import app, tasks
from desktop.core.errors import StorageFull
from desktop.core.job import JobState
from desktop.core.queue import EngineStatus, QueueTotals
from desktop.jobs.instance import claim
from desktop.state.paths import Home
from desktop.ui import drop_zone, language, theme
from desktop.ui.main_window import MainWindow
from desktop.ui.rail import ASSISTANT, HELP, HISTORY, MODELS, PRIVACY, SETTINGS, RailButton
from desktop.ui.result_pane import ResultPane
from tests.gui import drops, scenes

CONTROL = Qt.KeyboardModifier.ControlModifier
HEAVY = {"numpy", "onnxruntime", "transformers", "tokenizers", "huggingface_hub", "PIL", "cv2", "torch"}
LATE = {"argparse", "hashlib", "json", "logging", "msgspec", "psutil", "sqlite3", "ssl", "subprocess"}
"""What the program needs before long, but not for its first paint."""
AT_FIRST_PAINT = {
    "core": "crash errors kind languages late_dataclass media table task text usage",
    "hub": "alarm",
    "jobs": "alarms instance preferences",
    "state": "display files holds last_words paths session settings",
    "ui": "assistant_page drop_zone drops icon_label icons language main_window overrides rail refusal shortcuts"
    " qt_signatures status_bar task_cards text_box text_label theme window_memory work_page",
}
"""What the first paint waits for below `desktop`, besides the tasks: every module more is felt at every start."""


def words(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisibleTo(widget))


def test_control_and_a_number_goes_to_a_page(window: MainWindow) -> None:
    for number, page in enumerate(window.rail.pages()[:9], 1):
        QTest.keyClick(window, Qt.Key(Qt.Key.Key_0.value + number), CONTROL)
        assert window.page_id == page
    assert window.rail.pages()[0] == ASSISTANT
    assert window.rail.pages()[-5:] == [HISTORY, MODELS, PRIVACY, SETTINGS, HELP]


@pytest.mark.parametrize(("key", "modifier", "page"), [("F1", "", HELP), ("Comma", "control", SETTINGS)])
def test_pages_have_keys(window: MainWindow, key: str, modifier: str, page: str) -> None:
    QTest.keyClick(window, Qt.Key[f"Key_{key}"], CONTROL if modifier else Qt.KeyboardModifier.NoModifier)
    assert window.page_id == page


def test_the_rail_leads_to_every_page(window: MainWindow) -> None:
    for button in window.rail.findChildren(RailButton):
        button.click()
        assert button.isChecked()
        assert window.page.isVisible()
    assert len(window.rail.pages()) == len(window.rail.findChildren(RailButton))


def test_pages_are_made_when_they_are_visited(window: MainWindow) -> None:
    assert window.stack.count() == 1
    window.show_page(HELP)
    window.show_page(HELP)
    assert window.stack.count() == 2


def test_a_task_without_a_model_comes_under_more(window: MainWindow) -> None:
    window.look_at_models()
    before = window.rail.pages()
    window.rail.set_available(frozenset({"ocr"}))
    assert set(window.rail.pages()) == set(before)
    assert window.rail.pages().index("task:ocr") == 3
    group = next(heading for heading in window.rail.headings() if heading.text() == "More")
    assert group.isVisible()


def test_more_is_folded_until_one_of_its_pages_is_shown(window: MainWindow) -> None:
    window.rail.set_available(frozenset({"ocr"}))
    button = next(button for button in window.rail.findChildren(RailButton) if button.text() == "Sentiment")
    assert not button.isVisible()
    window.show_page("task:text-classification")
    assert button.isVisible()


def test_the_next_window_knows_at_once_what_has_no_model(window: MainWindow, qtbot: QtBot) -> None:
    window.look_at_models()
    ready = window.rail.pages()
    window.close()
    again = MainWindow(tasks.registry(), window.services.home.window)
    qtbot.addWidget(again)
    assert again.rail.pages() == ready


def test_the_first_page_promises_only_what_can_run(window: MainWindow) -> None:
    window.look_at_models()
    cards = window.assistant.cards.shown
    assert len(cards) == 3
    assert all(window.services.shelf.for_task(task) for task in cards)
    assert {"text", "pictures"} <= {window.services.tasks[task].group for task in cards}
    window.assistant.set_available(frozenset({"ocr"}))
    assert "recordings" not in window.assistant.zone.accessibleDescription()
    window.assistant.set_available(frozenset({"audio-classification"}))
    assert "recordings" in window.assistant.zone.accessibleDescription()
    assert window.assistant.cards.shown == ["audio-classification"]


def test_groups_fold(window: MainWindow) -> None:
    heading = next(heading for heading in window.rail.headings() if heading.text() == "Pictures")
    button = next(button for button in window.rail.findChildren(RailButton) if button.text() == "Read text")
    heading.click()
    assert not button.isVisible()
    assert heading.accessibleDescription() == "Collapsed"
    heading.click()
    assert button.isVisible()
    assert heading.accessibleDescription() == "Expanded"


@pytest.mark.parametrize(
    ("wall", "said", "unsaid"),
    [
        ("", "Offline", "enforced"),
        ("enforced", "Offline, enforced by the operating system", "not"),
        ("network", "Network refused by the operating system", "Offline, enforced"),
        ("inside", "Offline, enforced inside the program", "enforced by"),
    ],
)
def test_the_shield_claims_no_more_than_is_true(window: MainWindow, wall: str, said: str, unsaid: str) -> None:
    window.services.queue.engine_changed.emit(EngineStatus(state="ready", wall=wall, memory_bytes=5_000_000))
    assert said in words(window)
    shield = window.status.shield
    assert said in shield.accessibleName()
    assert unsaid not in shield.accessibleName()
    if wall == "network":
        assert "not protected" in shield.accessibleDescription()


def test_an_engine_that_does_not_start_is_said(window: MainWindow) -> None:
    window.services.queue.engine_changed.emit(EngineStatus(state="unavailable"))
    assert "does not start" in words(window)


def test_the_status_bar_tells_queue_and_memory(window: MainWindow) -> None:
    assert words(window.status).count("·") == 1  # between the shield and what was sent; the memory is not known yet
    window.services.queue.totals_changed.emit(QueueTotals(waiting=2, running=1, eta_s=120.0))
    assert window.status._queue.text() == "3 in the queue · 2 min 0 s left"
    assert "0 bytes sent" in words(window)
    window.status.watch_memory()
    assert re.search(r"\d [MG]B", words(window))


def test_open_and_paste_come_home_to_the_assistant(
    recording: Path, window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drop_zone, "ask_for_files", lambda *_: [recording])
    window.show_page(HELP)
    with qtbot.waitSignal(window.services.queue.jobs_added):
        QTest.keyClick(window, Qt.Key.Key_O, CONTROL)
    assert window.page_id == ASSISTANT
    window.show_page(SETTINGS)
    QGuiApplication.clipboard().setText("Good")
    with qtbot.waitSignal(window.services.intake.finished):
        window.commands.paste()
    assert window.assistant.tray.isVisible()
    QGuiApplication.clipboard().clear()


def test_an_empty_clipboard_is_said_calmly(window: MainWindow) -> None:
    QGuiApplication.clipboard().clear()
    window.commands.paste()
    assert "nothing that can be used" in words(window)


def test_a_drop_beside_the_zone_is_taken_too(recording: Path, window: MainWindow, qtbot: QtBot) -> None:
    mime = drops.mime_of([recording])
    with qtbot.waitSignal(window.services.queue.jobs_added):
        assert drops.drop(window, mime)


def test_files_of_the_command_line_are_handed_in(recording: Path, window: MainWindow, qtbot: QtBot) -> None:
    with qtbot.waitSignal(window.services.queue.jobs_added):
        window.hand_in([recording])


def test_the_pane_is_shown_and_hidden(window: MainWindow) -> None:
    QTest.keyClick(window, Qt.Key.Key_F9)
    assert window.pane is not None
    assert window.pane.isVisible()
    QTest.keyClick(window, Qt.Key.Key_F9)
    assert not window.pane.isVisible()


def test_a_failure_of_the_storage_is_a_banner(window: MainWindow) -> None:
    window.show_failure(StorageFull(folder="/full").failure())
    assert window.banner.isVisible()
    assert "is full" in words(window)
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert not window.banner.isVisible()


def test_a_banner_goes_when_its_failure_is_over_and_no_other_does(window: MainWindow) -> None:
    window.show_failure(StorageFull(folder="/full").failure())
    window.banner.withdraw(StorageFull(folder="/another").failure())
    assert window.banner.isVisible()
    window.banner.withdraw(StorageFull(folder="/full").failure())
    assert not window.banner.isVisible()
    window.show_failure(StorageFull(folder="/full").failure())
    window.report_bug("KeyError", "Traceback …")
    window.banner.withdraw(StorageFull(folder="/full").failure())
    assert window.banner.isVisible()


def test_a_mistake_that_leaves_the_window_without_its_parts_is_said(home: Home, qtbot: QtBot) -> None:
    bare = MainWindow(tasks.registry(), home.window)
    qtbot.addWidget(bare)
    bare.show()
    bare.report_bug("OSError", "Traceback …")
    assert "OSError" in words(bare)


def test_details_of_a_bug_can_be_copied(window: MainWindow) -> None:
    window.report_bug("KeyError", "Traceback …")
    window.banner.copy_button.click()
    assert QGuiApplication.clipboard().text() == "Traceback …"
    QGuiApplication.clipboard().clear()


def test_the_window_fits_a_small_screen_in_every_language(window: MainWindow, qapp: QApplication, qtbot: QtBot) -> None:
    for code in ("en", "pt_BR"):
        language.install(qapp, code)
        for page in window.rail.pages():
            window.show_page(page)
        window.show_job("")
        qtbot.waitUntil(lambda: window.minimumSizeHint().width() > 0)
        needed = window.minimumSizeHint()
        assert needed.width() <= 960, code
        assert needed.height() <= 600, code


def test_place_and_page_are_remembered_and_nothing_private(stage: scenes.Scene, qtbot: QtBot) -> None:
    home = stage.services.home
    first = MainWindow(tasks.registry(), home.window)
    first.attach(stage.services)
    qtbot.addWidget(first)
    first.show()
    first.resize(1000, 640)
    first.close()
    assert str(stage.folder) not in home.window.read_text(encoding="utf-8")
    second = MainWindow(tasks.registry(), home.window)
    qtbot.addWidget(second)
    assert second.height() == 640  # the width is that of the screen at most


def test_settings_take_effect_at_once(qapp: QApplication, home: Home, qtbot: QtBot) -> None:
    program = app.Program(qapp, home)
    qtbot.addWidget(program.window)
    program.make_services()
    program.preferences.change(theme="dark", language="pt_BR")
    assert theme.is_dark()
    qtbot.waitUntil(lambda: "Assistente" in [button.text() for button in program.window.rail.findChildren(RailButton)])
    program.stop()


def test_an_uncaught_exception_is_logged_and_shown_by_the_windows_own_thread(
    qapp: QApplication, home: Home, qtbot: QtBot, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = app.Program(qapp, home)
    qtbot.addWidget(program.window)
    program.make_services()
    program.catch(ValueError, ValueError("broken"), None)
    assert "ValueError" in words(program.window)
    assert "uncaught" in caplog.text
    threads: list[QThread] = []
    monkeypatch.setattr(program.window, "report_bug", lambda *_: threads.append(QThread.currentThread()))
    elsewhere = threading.Thread(target=program.catch, args=(ValueError, ValueError("broken"), None))
    elsewhere.start()
    elsewhere.join()
    qtbot.waitUntil(lambda: threads == [program.thread()])
    caplog.clear()
    program.stop()


def test_the_real_program_answers_and_leaves_nothing(
    qapp: QApplication,
    home: Home,
    qtbot: QtBot,
    recording: Path,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(home.root))
    program = app.Program(qapp, home, claim(home.root))
    window = program.window
    qtbot.addWidget(window)
    gc.disable()  # as the entry point does
    (home.logs / "ended.txt").write_text("Fatal Python error: Segmentation fault\n", encoding="utf-8")
    with qtbot.waitSignal(window.painted):
        program.open([recording])
    assert gc.isenabled(), "garbage is collected from the first paint on"
    assert "ended unexpectedly" in words(window)
    caplog.clear()
    services = window.services
    qtbot.waitUntil(lambda: [job.state for job in services.queue.jobs()] == [JobState.DONE], timeout=30_000)
    assert services.queue.status.wall in {"enforced", "network", "inside"}
    pane = window.pane
    assert isinstance(pane, ResultPane)
    qtbot.waitUntil(lambda: pane.viewer is not None)
    assert pane.job_id == services.queue.jobs()[0].id
    services.watcher.trouble.emit(StorageFull(folder="/full").failure())
    assert "is full" in words(window)
    services.watcher.changed.emit(())
    assert not window.banner.isVisible(), "watched folders are remembered again"
    assert signal.getsignal(signal.SIGTERM) is not signal.SIG_DFL
    listening: list[list[Path]] = []
    window.closed.connect(lambda: listening.append(list(home.root.glob("*.sock"))))
    with qtbot.waitSignal(window.closed):
        os.kill(os.getpid(), signal.SIGTERM)  # as a session does that ends
    assert sys.excepthook is not program.catch
    assert signal.getsignal(signal.SIGTERM) is signal.SIG_DFL
    assert listening == [[]], "nobody hands files to a window that is closing"


def test_classes_of_qt_are_made_on_one_thread_alone(home: Home) -> None:
    environment = os.environ | {"ILHA_HOME": str(home.root)}
    command = [sys.executable, "-m", "tests.gui.loading_window"]
    done = subprocess.run(command, env=environment, check=True, timeout=60, capture_output=True, text=True)
    assert done.stdout == "ready\n", "what is imported elsewhere at the same time may end the process"


def test_nothing_heavy_is_loaded_at_the_first_paint(home: Home, tmp_path: Path) -> None:
    report = tmp_path / "paint.json"
    hooks = {"ILHA_HOME": str(home.root), "ILHA_FIRST_PAINT": str(report), "ILHA_QUIT_AFTER_PAINT": "1"}
    environment, command = os.environ | hooks, [sys.executable, "-X", "importtime", "-m", "desktop"]
    done = subprocess.run(command, env=environment, check=True, timeout=60, capture_output=True, text=True)
    figures = json.loads(report.read_text(encoding="utf-8"))
    assert not (HEAVY | LATE) & set(figures["modules"])
    assert "PySide6.QtWidgets" in done.stderr
    assert "PySide6.QtMultimedia" not in done.stderr, "only what shows sound brings it"
    assert figures["rss_bytes"] > 0
    loaded = re.findall(r"\| +desktop\.(\w+)\.(\w+)$", done.stderr, re.MULTILINE)
    allowed = {(package, module) for package, modules in AT_FIRST_PAINT.items() for module in modules.split()}
    assert {(package, module) for package, module in loaded if package != "tasks"} <= allowed


def test_a_window_that_was_just_painted_waits_for_no_reader_and_no_library_of_the_network() -> None:
    probe = "import sys, desktop.jobs.queue, desktop.jobs.download_thread, desktop.jobs.watcher; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", probe], check=True, timeout=60, capture_output=True, text=True)
    assert not {"desktop.media.documents", "http.client", "ssl"} & set(done.stdout.split())


def test_the_next_window_opens_where_the_last_was_closed(window: MainWindow, qtbot: QtBot) -> None:
    window.show_page(HISTORY)
    window.resize(960, 700)
    window.close()
    again = MainWindow(tasks.registry(), window.services.home.window)
    again.attach(window.services)
    qtbot.addWidget(again)
    assert again.page_id == HISTORY
    assert (again.width(), again.height()) == (960, 700)
