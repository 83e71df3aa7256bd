"""The page "Search my files" over the real index and the real engine."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from desktop.core.media import MediaKind
from desktop.core.passages import Hit, IndexedFile, IndexState, Passage
from desktop.core.result import Segment, Segments
from desktop.state.history import History
from desktop.state.index import Index
from desktop.state.paths import Home
from desktop.ui import drop_zone, language, reveal
from desktop.ui.found_list import FoundModel, snippet
from desktop.ui.indexed_files import FolderRow, IndexedModel
from desktop.ui.main_window import MainWindow
from desktop.ui.place_dialog import PlaceDialog
from desktop.ui.rail import SEARCH
from desktop.ui.search_page import SearchPage
from desktop.worker.transcripts import let_go_transcripts
from tests.gui import drops, scenes

PATIENCE_MS = 90_000
FERRY = "The ferry to the island leaves at nine in the morning."
BREAD = "Knead the dough for ten minutes and let it rest overnight."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "papers"
    made.mkdir()
    (made / "ferry.txt").write_text(FERRY, encoding="utf-8")
    (made / "bread.txt").write_text(BREAD, encoding="utf-8")
    return made


@pytest.fixture
def page(window: MainWindow, qtbot: QtBot) -> SearchPage:
    shown = window.visit(SEARCH)
    assert isinstance(shown, SearchPage)
    qtbot.waitUntil(lambda: shown.panel.known, timeout=PATIENCE_MS)
    return shown


@pytest.fixture
def filled(page: SearchPage, window: MainWindow, folder: Path, qtbot: QtBot) -> SearchPage:
    """The page with two files that were dropped on it in their folder."""
    window.services.queue.start()
    with qtbot.waitSignal(page.panel.renewed, timeout=PATIENCE_MS):
        drops.drop(page, drops.mime_of([folder]))
        assert page.panel.running
        assert page.panel.give_up_button.isVisible()
    qtbot.waitUntil(lambda: states(page) == {"ferry.txt": "ready", "bread.txt": "ready"}, timeout=PATIENCE_MS)
    return page


def states(page: SearchPage) -> dict[str, str]:
    return {path.name: file.state.value for path, file in page.panel.model.files.items()}


def look_for(qtbot: QtBot, page: SearchPage, words: str) -> list[str]:
    """Type, and return the names of the files that are listed after the pause."""
    with qtbot.waitSignal(page._index.found, timeout=PATIENCE_MS):
        page.field.clear()
        QTest.keyClicks(page.field, words)
    return [str(page.model.index(row).data()) for row in range(page.model.rowCount())]


def hit(text: str, *marks: tuple[int, int], page: int | None = None) -> Hit:
    passage = Passage(start=0, end=len(text), text=text, page=page)
    return Hit(path=Path("/papers/ferry.pdf"), passage=passage, score=0.5, similarity=0.4, marks=marks)


def test_an_empty_index_explains_itself_and_takes_files(
    page: SearchPage, folder: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert page.start.isVisible()
    assert "drop them here" in page.start.text.text()
    assert not page.field.isEnabled()
    assert page.models_button.isHidden()
    monkeypatch.setattr(drop_zone, "ask_for_folder", lambda *_: [folder])
    QTest.mouseClick(page.add_folder_button, Qt.MouseButton.LeftButton)
    assert not page.start.isVisible()
    assert page.field.isEnabled()
    qtbot.waitUntil(lambda: page.panel.model.row_of(folder) == 0, timeout=PATIENCE_MS)


def test_what_was_dropped_is_found_by_meaning_and_opened(
    filled: SearchPage, folder: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[Path] = []
    monkeypatch.setattr(reveal, "open_file", opened.append)
    monkeypatch.setattr(reveal, "show_in_folder", opened.append)
    assert filled.panel.model.rows[0] == FolderRow(path=folder, files=2)
    assert look_for(qtbot, filled, "when does the boat go")[0] == "ferry.txt"
    assert look_for(qtbot, filled, "dough")[0] == "bread.txt"
    text, marks = snippet(filled.model.hits[0])
    assert [text[start:end] for start, end in marks] == ["dough"]
    assert not filled.open_button.isEnabled()
    QTest.keyClick(filled.field, Qt.Key.Key_Down)
    QTest.keyClick(filled.list, Qt.Key.Key_Return)
    dialog = filled.findChild(PlaceDialog)
    assert dialog is not None
    qtbot.waitUntil(lambda: dialog.text.toPlainText() == (folder / "bread.txt").read_text(encoding="utf-8"))
    (marked,) = dialog.text.extraSelections()
    assert marked.cursor.selectedText() == filled.model.hits[0].passage.text
    QTest.mouseClick(dialog.open_button, Qt.MouseButton.LeftButton)
    QTest.mouseClick(dialog.close_button, Qt.MouseButton.LeftButton)
    QTest.mouseClick(filled.folder_button, Qt.MouseButton.LeftButton)
    assert opened == [folder / "bread.txt"] * 2
    (folder / "bread.txt").unlink()
    filled.open_selected()
    assert len(opened) == 2
    assert "bread.txt" in filled.notice.text.text()
    assert filled.notice.isVisible()


def test_one_folder_alone_can_be_searched(filled: SearchPage, folder: Path, tmp_path: Path, qtbot: QtBot) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "boats.txt").write_text("The old ferry is a museum now.", encoding="utf-8")
    with qtbot.waitSignal(filled.panel.renewed, timeout=PATIENCE_MS):
        filled.panel.add([other])
    qtbot.waitUntil(lambda: filled.where.findData(str(other)) > 0, timeout=PATIENCE_MS)
    assert sorted(look_for(qtbot, filled, "ferry")) == ["boats.txt", "ferry.txt"]
    with qtbot.waitSignal(filled._index.found, timeout=PATIENCE_MS):
        filled.where.setCurrentIndex(filled.where.findData(str(other)))
    assert [hit.path.name for hit in filled.model.hits] == ["boats.txt"]
    filled.panel.list.setCurrentIndex(filled.panel.model.index(filled.panel.model.row_of(other)))
    filled.panel.remove_selected()
    qtbot.waitUntil(lambda: filled.where.under == (), timeout=PATIENCE_MS)
    qtbot.waitUntil(lambda: not filled._asked, timeout=PATIENCE_MS)
    assert [hit.path.name for hit in filled.model.hits] == ["ferry.txt"]


def test_transcripts_are_found_shown_and_forgotten_with_their_job(
    page: SearchPage, window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    said = Segments(text=FERRY, language="en", segments=(Segment(start_s=0, end_s=2, text=FERRY, speaker="Ana"),))
    made = scenes.job(
        "talk",
        tmp_path / "talk.mp3",
        kind=MediaKind.AUDIO,
        task="automatic-speech-recognition",
        made=scenes.result(said),
    )
    queue, home = window.services.queue, window.services.home
    with closing(History(home.history)) as history:
        history.put([made])
    queue.start()
    with qtbot.waitSignal(page.panel.renewed, timeout=PATIENCE_MS):
        page.panel.transcripts_button.click()
    qtbot.waitUntil(lambda: list(page.panel.model.folders.values()) == ["Transcripts"], timeout=PATIENCE_MS)
    assert look_for(qtbot, page, "when does the boat go") == ["talk.mp3"]
    assert page.model.folder(page.model.hits[0]) == "Transcript"
    page.list.setCurrentIndex(page.model.index(0))
    with qtbot.waitSignal(page.job_wanted) as wanted:
        page.open_selected()
    assert wanted.args == ["talk"]
    queue.remove(["talk"])
    queue.stop()
    assert list(home.transcripts.iterdir()) == []
    with closing(Index(home.index)) as index:
        index.remove(home.transcripts)
    let_go_transcripts(home)
    assert not home.transcripts.exists(), "who searches them no longer keeps no copies"
    assert b"ferry" not in b"".join(path.read_bytes() for path in home.index.iterdir())


def test_what_fits_nothing_says_so(filled: SearchPage, qtbot: QtBot) -> None:
    assert look_for(qtbot, filled, "xylophone quartet") == []
    assert filled.nothing.isVisible()
    filled.field.clear()
    filled.search()
    assert filled.waiting.isVisible()


def test_results_follow_what_is_removed_and_taken_back(
    filled: SearchPage, window: MainWindow, folder: Path, qtbot: QtBot
) -> None:
    assert look_for(qtbot, filled, "ferry") == ["ferry.txt"]
    panel = filled.panel
    panel.list.setCurrentIndex(panel.model.index(panel.model.row_of(folder / "ferry.txt")))
    with qtbot.waitSignal(filled._index.found, timeout=PATIENCE_MS):
        QTest.keyClick(panel.list, Qt.Key.Key_Delete)
    assert filled.model.rowCount() == 0
    assert states(filled) == {"bread.txt": "ready"}
    window.undo.undo()
    qtbot.waitUntil(lambda: filled.model.rowCount() == 1, timeout=PATIENCE_MS)
    assert (folder / "ferry.txt").exists()


def test_an_update_reads_what_is_new_and_says_what_cannot_be_read(
    filled: SearchPage, folder: Path, qtbot: QtBot
) -> None:
    (folder / "whales.txt").write_text("Whales sing in the deep ocean.", encoding="utf-8")
    (folder / "ferry.txt").unlink()
    filled.panel.reload()
    qtbot.waitUntil(lambda: states(filled)["ferry.txt"] == "stale", timeout=PATIENCE_MS)
    assert "1 out of date" in filled.panel.summary.text()
    QTest.mouseClick(filled.panel.update_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: states(filled) == {"bread.txt": "ready", "whales.txt": "ready"}, timeout=PATIENCE_MS)
    empty = folder.parent / "empty.txt"
    empty.touch()
    filled.panel.add([empty])
    qtbot.waitUntil(lambda: states(filled).get("empty.txt") == "failed", timeout=PATIENCE_MS)
    row = filled.panel.model.index(filled.panel.model.row_of(empty))
    assert row.data(Qt.ItemDataRole.AccessibleTextRole) == "empty.txt, Not readable, “empty.txt” is empty."


def test_the_lists_keep_the_rules_of_qt(qtmodeltester: ModelTester, qapp: QApplication, home: Home) -> None:
    found = FoundModel(home)
    found.show((hit("The ferry leaves.", (4, 9)), hit("Another one.")))
    scenes.check_model(qtmodeltester, found)
    files = IndexedModel()
    files.show([Path("/papers")], [IndexedFile(path=Path("/papers/a.txt"), state=IndexState.READY, passages=2)])
    scenes.check_model(qtmodeltester, files)


def test_numbers_in_names_count_where_files_are_listed(qapp: QApplication) -> None:
    folder = Path("/papers")
    names = ("b.txt", "page 10.txt", "page 2.txt", "part 2/1.txt", "part 10/1.txt")
    files = IndexedModel()
    files.show([folder], [IndexedFile(path=folder / name, state=IndexState.READY, passages=2) for name in names])
    listed = [row.path.relative_to(folder).as_posix() for row in files.rows]
    assert listed == [".", "b.txt", "page 2.txt", "page 10.txt", "part 2/1.txt", "part 10/1.txt"]


def test_rows_are_told_to_who_cannot_see_them(qapp: QApplication, home: Home) -> None:
    found = FoundModel(home)
    found.show((hit("The ferry leaves.", page=3),))
    language.install(qapp, "en")
    told = found.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert told == "ferry.pdf, page 3, fits to 50%, The ferry leaves."


@pytest.mark.parametrize("before", ["🚢 one two ", "a word and another " * 30])
def test_a_piece_of_the_passage_shows_the_first_mark(before: str) -> None:
    whole = before + "ferry\nleaves"
    text, marks = snippet(hit(whole, (len(before), len(before) + 5)))
    assert [text[start:end] for start, end in marks] == ["ferry"]
    assert marks[0][0] <= 120
    assert "\n" not in text
