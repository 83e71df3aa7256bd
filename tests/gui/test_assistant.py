from __future__ import annotations

import dataclasses
import itertools
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, QMimeData, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from desktop import tasks
from desktop.core.job import JobState
from desktop.core.media import InputFile, MediaKind
from desktop.jobs.turns import FEW
from desktop.state.models import ModelShelf
from desktop.ui import chips, drop_zone
from desktop.ui.assistant_page import AssistantPage
from desktop.ui.file_tray import offers_for
from desktop.worker.suggest import Action, suggest
from tests.gui import drops, results

if TYPE_CHECKING:
    from desktop.ui.main_window import MainWindow


@pytest.fixture
def page(window: MainWindow) -> AssistantPage:
    return window.assistant


def hand_in(page: AssistantPage, qtbot: QtBot, *paths: Path) -> None:
    mime = drops.mime_of(paths)
    with qtbot.waitSignal(page.services.intake.finished):
        assert drops.drop(page.zone, mime)


def picture(folder: Path, name: str = "sea.png") -> Path:
    image = QImage(40, 30, QImage.Format.Format_RGB32)
    image.fill(QColor("teal"))
    path = folder / name
    assert image.save(str(path))
    return path


def note(folder: Path, name: str = "note.txt") -> Path:
    path = folder / name
    path.write_text("The ferry was late, and nobody minded.\n", encoding="utf-8")
    return path


def test_of_thousands_of_files_one_of_a_kind_is_asked_about(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kinds = ((MediaKind.TEXT, "text/plain"), (MediaKind.TABLE, "text/csv"))
    files = [
        InputFile(path=tmp_path / str(number), kind=kind, mime=mime, label="", size_bytes=1)
        for kind, mime in kinds
        for number in range(1000)
    ]
    looked_at: list[InputFile] = []

    def by_row(_task: object, file: InputFile, _params: object) -> bool:
        looked_at.append(file)
        return file.kind is MediaKind.TABLE

    monkeypatch.setattr(chips, "by_row", by_row)
    (task,) = (task for task in tasks.registry().values() if task.id == "text-classification")

    def action(file: InputFile) -> list[Action]:
        return [Action(task=task, model="m", ready=True, estimate_s=0.5)]

    (offer,) = chips.likely(offers_for(files, action))
    assert offer.files == tuple(files)
    assert offer.estimate_s == 1000.0
    assert offer.asks, "for the column of the tables"
    assert looked_at == [files[0], files[1000]]


@pytest.mark.parametrize("task", ["image-classification", "recipe:photos"])
def test_the_first_of_many_is_shown_also_when_they_become_one(
    page: AssistantPage, qtbot: QtBot, tmp_path: Path, task: str
) -> None:
    file = InputFile(path=picture(tmp_path), kind=MediaKind.IMAGE, mime="image/png", label="PNG image", size_bytes=9)
    with qtbot.waitSignal(page.opened) as opened:
        page.start([file] * 2 * FEW, task, None)
    assert opened.args == [min(job.id for job in page.services.queue.jobs())]


def test_an_empty_page_shows_what_can_be_done(page: AssistantPage) -> None:
    assert not page.zone.compact
    assert page.cards.isVisible()
    assert not page.jobs.isVisible()
    assert not page.tray.isVisible()


def test_offers_are_whole_where_there_is_little_room(page: AssistantPage, qtbot: QtBot, tmp_path: Path) -> None:
    page.setFixedHeight(320)
    files = [picture(tmp_path), note(tmp_path), *(note(tmp_path, f"{number}.txt") for number in range(12))]
    hand_in(page, qtbot, *files, tmp_path / "gone.txt", tmp_path / "also gone.txt")
    QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
    for chip in page.tray.chips.chips:
        assert chip.height() >= chip.sizeHint().height()
        assert page.tray.rect().contains(chip.mapTo(page.tray, chip.rect().bottomRight()))


def test_the_zone_is_lively_while_something_hovers(page: AssistantPage, tmp_path: Path) -> None:
    mime = drops.mime_of([picture(tmp_path), note(tmp_path)])
    assert drops.enter(page.zone, mime)
    assert "2" in page.zone.headline.text()
    drops.leave(page.zone)
    assert "2" not in page.zone.headline.text()


def test_a_drop_of_nothing_is_not_welcome(page: AssistantPage) -> None:
    assert not drops.enter(page.zone, QMimeData())


def test_a_picture_gives_chips_and_enter_runs_the_first(page: AssistantPage, qtbot: QtBot, tmp_path: Path) -> None:
    hand_in(page, qtbot, picture(tmp_path))
    chips = page.tray.chips.chips
    assert page.tray.isVisible()
    names = [chip.accessibleName() for chip in chips if chip.isEnabled()]
    assert names[-2:] == ["Things in photos, as a table", "Read and translate"], "recipes after the single tasks"
    assert 2 <= len(names) - 2 <= 4
    qtbot.waitUntil(chips[0].hasFocus)
    with qtbot.waitSignal(page.services.queue.jobs_added) as added:
        QTest.keyClick(chips[0], Qt.Key.Key_Return)
    (job,) = added.args[0]
    assert job.input.name == "sea.png"
    assert job.task == page.services.queue.suggest(job.input)[0].task.id
    assert not page.tray.isVisible()
    assert page.jobs.isVisible()


def test_arrow_keys_move_between_chips(page: AssistantPage, qtbot: QtBot, tmp_path: Path) -> None:
    hand_in(page, qtbot, picture(tmp_path))
    able = [chip for chip in page.tray.chips.chips if chip.isEnabled()]
    assert len(able) >= 2
    qtbot.waitUntil(able[0].hasFocus)
    for before, after in itertools.pairwise((*able, able[0])):
        QTest.keyClick(before, Qt.Key.Key_Right)
        assert after.hasFocus()


def test_a_recipe_for_a_recording_is_offered(page: AssistantPage, qtbot: QtBot, tmp_path: Path) -> None:
    hand_in(page, qtbot, results.recording(tmp_path / "talk.wav"))
    first, *others = [chip.accessibleName() for chip in page.tray.chips.chips if chip.isEnabled()]
    assert first.startswith("Transcribe")
    assert "Transcript, translation, summary" in others


def test_a_recording_starts_at_once_where_one_action_alone_can_run(
    recording: Path, page: AssistantPage, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(page.services.queue.jobs_added) as added:
        drops.drop(page.zone, drops.mime_of([recording]))
    assert [job.task for job in added.args[0]] == ["automatic-speech-recognition"]
    assert not page.tray.isVisible()


def test_mixed_drops_are_grouped_and_refused_files_say_why(page: AssistantPage, qtbot: QtBot, tmp_path: Path) -> None:
    empty = tmp_path / "empty.png"
    empty.touch()
    hand_in(page, qtbot, picture(tmp_path), note(tmp_path), empty)
    titles = [chip.accessibleName() for chip in page.tray.chips.chips]
    assert titles
    assert all("(1)" in title for title in titles)
    qtbot.waitUntil(lambda: "“empty.png” is empty." in page.tray.spoken())
    chip = next(chip for chip, title in zip(page.tray.chips.chips, titles, strict=True) if "Sentiment" in title)
    with qtbot.waitSignal(page.services.queue.jobs_added) as added:
        chip.click()
    assert [job.input.name for job in added.args[0]] == ["note.txt"]
    assert page.tray.isVisible(), "the picture waits for its own answer"
    assert "sea.png" in page.tray.spoken()
    assert "note.txt" not in page.tray.spoken()
    with qtbot.waitSignal(page.services.queue.jobs_added) as added:
        page.tray.chips.chips[0].click()
    assert [job.input.name for job in added.args[0]] == ["sea.png"]
    assert not page.tray.isVisible()


def test_thousands_of_files_are_summarised(page: AssistantPage, qtbot: QtBot) -> None:
    files = tuple(
        InputFile(
            path=Path(f"/nowhere/{number}.png"),
            kind=MediaKind.IMAGE,
            mime="image/png",
            label="PNG image",
            size_bytes=1000,
        )
        for number in range(2000)
    )
    page.take_files(files)
    page.take_end()
    assert "2000 files · 2.0 MB" in page.tray.spoken()
    assert page.tray.cards == 1
    page.services.queue.waiting.pause()
    page.tray.chips.chips[0].click()
    qtbot.waitUntil(lambda: page.model.rowCount() == 2000)


def test_an_action_without_a_model_stays_visible_with_its_reason_and_the_way_out(
    page: AssistantPage, shelf: ModelShelf, qtbot: QtBot
) -> None:
    file = InputFile(
        path=Path("/nowhere/a.png"), kind=MediaKind.IMAGE, mime="image/png", label="PNG image", size_bytes=1
    )
    actions = suggest(file, shelf)
    lame = Action(task=actions[0].task, model=None, ready=False, estimate_s=None)
    offers = offers_for([file], lambda _file: [lame, *actions[1:]])
    page.tray.show_files((file,), (), offers)
    title = actions[0].task.title
    unable = next(chip for chip in page.tray.chips.chips if title in chip.accessibleName())
    assert page.tray.chips.chips[0].isEnabled()
    assert not unable.isEnabled()
    assert f"“{title}” needs a model that is not on this computer." in page.tray.spoken()
    assert "not on this computer" in unable.accessibleDescription()
    way = next(button for button in page.tray.findChildren(QPushButton) if title in button.accessibleName()[10:])
    with qtbot.waitSignal(page.task_wanted) as wanted:
        way.click()
    assert wanted.args == [actions[0].task.id]


def test_a_time_below_a_second_is_not_told_to_the_hundredth(page: AssistantPage, shelf: ModelShelf) -> None:
    file = InputFile(
        path=Path("/nowhere/a.png"), kind=MediaKind.IMAGE, mime="image/png", label="PNG image", size_bytes=1
    )
    first, second = suggest(file, shelf)[:2]
    timed = [dataclasses.replace(first, estimate_s=0.03), dataclasses.replace(second, estimate_s=12.4)]
    page.tray.show_files((file,), (), offers_for([file], lambda _file: timed))
    told = [chip.accessibleName().rpartition(", ")[2] for chip in page.tray.chips.chips]
    assert told[:2] == ["under a second", "about 12 s"]


def test_escape_puts_the_files_away(page: AssistantPage, window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    hand_in(page, qtbot, picture(tmp_path))
    QTest.keyClick(page.tray.chips.chips[0], Qt.Key.Key_Escape)
    assert not page.tray.isVisible()
    assert page.cards.isVisible()


def test_a_typed_text_is_asked_about_with_control_enter_and_runs_with_enter(page: AssistantPage, qtbot: QtBot) -> None:
    page.text.field.setFocus()
    QTest.keyClicks(page.text.field, "What a lovely day")
    with qtbot.waitSignal(page.services.intake.finished):
        QTest.keyClick(page.text.field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    first = page.tray.chips.chips[0]
    qtbot.waitUntil(first.hasFocus)
    with qtbot.waitSignal(page.services.queue.jobs_added) as added:
        QTest.keyClick(first, Qt.Key.Key_Return)
    (job,) = added.args[0]
    assert job.input.path.read_text(encoding="utf-8") == "What a lovely day"
    assert job.input.path.is_relative_to(page.services.home.pasted)
    assert not page.text.text


@pytest.mark.parametrize("what", ["text", "files", "picture"])
def test_the_clipboard_is_taken(page: AssistantPage, qtbot: QtBot, tmp_path: Path, what: str) -> None:
    mime = QMimeData()
    if what == "text":
        mime.setText("Not bad at all")
    elif what == "files":
        mime = drops.mime_of([picture(tmp_path)])
    else:
        mime.setImageData(QImage(str(picture(tmp_path))))
    QGuiApplication.clipboard().setMimeData(mime)
    with qtbot.waitSignal(page.services.intake.recognised) as seen:
        page.paste()
    kind = seen.args[0][0].kind
    assert kind is (MediaKind.TEXT if what == "text" else MediaKind.IMAGE)
    QGuiApplication.clipboard().clear()


def test_pasting_files_into_the_text_field_takes_the_files(page: AssistantPage, qtbot: QtBot, tmp_path: Path) -> None:
    QGuiApplication.clipboard().setMimeData(drops.mime_of([picture(tmp_path)]))
    with qtbot.waitSignal(page.services.intake.recognised):
        page.text.field.paste()
    assert not page.text.text
    QGuiApplication.clipboard().clear()


def test_files_and_folders_are_chosen_in_dialogs(
    page: AssistantPage, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drop_zone, "ask_for_folder", lambda *_: [tmp_path])
    picture(tmp_path), note(tmp_path)
    with qtbot.waitSignal(page.services.intake.finished):
        page.zone.folder_button.click()
    assert "2 files" in page.tray.spoken()
    monkeypatch.setattr(drop_zone, "ask_for_files", lambda *_: [tmp_path / "sea.png"])
    with qtbot.waitSignal(page.services.intake.finished):
        page.zone.files_button.click()
    assert "1 file ·" in page.tray.spoken()


def test_a_started_job_is_selected_and_shown(
    recording: Path, page: AssistantPage, window: MainWindow, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(page.services.queue.jobs_added) as added:
        window.hand_in([recording])
    (job,) = added.args[0]
    assert job.state is JobState.QUEUED
    assert [chosen.id for chosen in page.jobs.view.chosen()] == [job.id]
    assert window.pane is not None
    assert window.pane.isVisible()


def test_the_page_speaks_both_languages(page: AssistantPage, qapp: QApplication, qtbot: QtBot) -> None:
    from desktop.ui import language

    english = page.title.text()
    language.install(qapp, "pt_BR")
    qtbot.waitUntil(lambda: page.title.text() != english)
    language.install(qapp, "en")
    qtbot.waitUntil(lambda: page.title.text() == english)
