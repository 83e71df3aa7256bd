"""The store through its page: models that are dropped, all of them moved, whose work they are, and the token."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from desktop.core.errors import Cancelled
from desktop.state.settings import load_settings
from desktop.ui import drop_zone
from desktop.ui.credits_dialog import CreditsDialog
from desktop.ui.models_page import ModelsPage
from desktop.ui.rail import ASSISTANT, MODELS
from desktop.ui.settings_page import SettingsPage
from tests.gui.drops import drop, leave, mime_of
from tests.gui.drops import enter as drag_over
from tests.gui.models import PATIENCE_MS, listed, shown
from tests.unit.hub.folders import text_folder
from tests.unit.hub.kept import keep

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.state.paths import Home
    from desktop.ui.main_window import MainWindow

TOKEN = "hf_abcdefghijklmnopqrstuvwxyz0123"

pytestmark = pytest.mark.usefixtures("unmeasured")


@pytest.fixture
def page(window: MainWindow, qtbot: QtBot) -> ModelsPage:
    return shown(window, qtbot)


def test_what_a_command_has_added_is_there_when_the_page_is_opened(
    window: MainWindow, page: ModelsPage, qtbot: QtBot, home: Home
) -> None:
    window.show_page(ASSISTANT)
    keep(home, "local/isle")
    with qtbot.waitSignal(page.changed):
        window.show_page(MODELS)
    qtbot.waitUntil(lambda: "local/isle" in listed(page)[0], timeout=PATIENCE_MS)


# --- drops -----------------------------------------------------------------------------------------------------------


def test_what_is_dropped_is_added_after_a_yes(
    window: MainWindow, page: ModelsPage, qtbot: QtBot, tmp_path: Path
) -> None:
    kit = Path(shutil.make_archive(str(tmp_path / "isle"), "zip", text_folder(tmp_path / "packed" / "isle")))
    folder = text_folder(tmp_path / "words")
    page.available.view.choose("pack:text")
    assert drop(page, mime_of([folder, kit]))
    card = page.installed.question
    assert card.isVisible()
    assert "2 folders or archives" in card.heading.text()
    card.no.click()
    assert not window.adding.busy
    assert drop(page, mime_of([folder, kit]))
    card.yes.click()
    qtbot.waitUntil(
        lambda: {"local/words", "local/isle"} <= listed(page)[0] and not window.adding.busy, timeout=PATIENCE_MS
    )
    assert not card.isVisible()
    assert page.installed.news.text().count("was added to") == 2


def test_what_is_no_model_is_refused_and_the_next_one_comes(
    window: MainWindow, page: ModelsPage, qtbot: QtBot, tmp_path: Path
) -> None:
    empty = tmp_path / "nothing"
    empty.mkdir()
    assert drag_over(page, mime_of([tmp_path / "letter.txt"])), "for the assistant"
    assert not page.installed.drop.isVisible()
    assert drag_over(page.available.view.viewport(), mime_of([empty])), "anywhere on the page"
    assert page.installed.drop.isVisible()
    leave(page)
    assert not page.installed.drop.isVisible()
    assert drop(page, mime_of([empty, text_folder(tmp_path / "words")]))
    page.installed.question.yes.click()
    qtbot.waitUntil(lambda: "local/words" in listed(page)[0] and not window.adding.busy, timeout=PATIENCE_MS)
    assert "nothing" in page.installed.trouble.text()


@pytest.mark.parametrize("name", ["assistant", "task:text-classification", "chat", "search", "history", "settings"])
def test_a_model_that_is_dropped_anywhere_is_offered(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, name: str
) -> None:
    kit = Path(shutil.make_archive(str(tmp_path / "isle"), "zip", text_folder(tmp_path / "packed" / "isle")))
    folder = text_folder(tmp_path / "words")
    page = window.visit({"chat": "task:text-generation"}.get(name, name))
    page = page if name == "search" else window
    assert drop(page, mime_of([folder, kit]))
    models = window.page
    assert isinstance(models, ModelsPage)
    question = models.installed.question
    qtbot.waitUntil(question.isVisible)
    assert "2 folders or archives" in question.heading.text()


def test_folders_and_archives_of_other_things_are_files_like_any(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "one.txt").write_text("The ferry leaves at noon.")
    (tmp_path / "letters" / "config.json").write_text("{}")
    archive = Path(shutil.make_archive(str(tmp_path / "letters"), "zip", tmp_path / "letters"))
    window.show_page("history")
    assert drop(window, mime_of([tmp_path / "letters", archive]))
    assert window.page is window.assistant
    qtbot.waitUntil(lambda: len(window.assistant._files) == 2)
    assert window.page is window.assistant


# --- another folder --------------------------------------------------------------------------------------------------


def move(page: ModelsPage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    """Choose a folder and wait for the question."""
    monkeypatch.setattr(drop_zone, "ask_for_folder", lambda *_: [folder])
    page.installed.elsewhere.trigger()
    qtbot.waitUntil(lambda: page.installed.question.isVisible() or page.problem.isVisible())


def test_the_store_moves_and_everything_follows(
    window: MainWindow, page: ModelsPage, qtbot: QtBot, home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(home)
    window.services.preferences.change(theme="dark")
    (tmp_path / "disk").mkdir()
    (tmp_path / "disk" / "photo.jpg").write_bytes(b"x")
    move(page, qtbot, monkeypatch, tmp_path / "disk")
    target = tmp_path / "disk" / "ilha-models"
    assert str(target) in page.installed.question.heading.text()
    assert home.models.joinpath("local", "words").is_dir()
    page.installed.question.yes.click()
    qtbot.waitUntil(lambda: str(target) in page.work.text.text() and not page.work.busy, timeout=PATIENCE_MS)
    assert window.services.shelf.get("local/words").folder == target / "local" / "words"
    settings = load_settings(home.settings)
    assert (settings.models_folder, settings.theme) == (str(target), "dark")
    window.services.preferences.change(theme="light")
    assert load_settings(home.settings).models_folder == str(target)
    window.adding.add([text_folder(tmp_path / "more")])
    qtbot.waitUntil(lambda: "local/more" in listed(page)[0], timeout=PATIENCE_MS)
    assert (target / "local" / "more").is_dir()


def test_a_move_is_given_up_or_refused(
    page: ModelsPage, qtbot: QtBot, home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(home)
    move(page, qtbot, monkeypatch, home.models / "inside")
    assert "inside" in page.problem.text()
    move(page, qtbot, monkeypatch, tmp_path / "new")

    def give_up(*_: object) -> None:
        raise Cancelled

    monkeypatch.setattr("desktop.hub.relocation._copy", give_up)
    page.installed.question.yes.click()
    qtbot.waitUntil(lambda: page.work.text.text() == "Given up; nothing was changed.")
    assert home.models.joinpath("local", "words").is_dir()
    assert not list((tmp_path / "new").iterdir())


def test_a_command_that_moved_the_store_meanwhile_is_not_undone(window: MainWindow, home: Home, tmp_path: Path) -> None:
    from desktop.hub.relocation import move_store

    move_store(home, tmp_path / "new")
    window.services.preferences.change(theme="dark")
    assert load_settings(home.settings).models_folder == str(tmp_path / "new")


# --- whose work they are ---------------------------------------------------------------------------------------------


def test_the_list_of_licences_is_copied_and_saved(
    page: ModelsPage, qtbot: QtBot, home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(home, "owner/name", repo="owner/name", title="Words", licence="MIT", base_licence="Apache-2.0")
    page._services.shelf.refresh()
    page.installed.credits.trigger()
    dialog = page.findChild(CreditsDialog)
    assert dialog is not None
    assert "Words (owner/name): MIT, made from a model under Apache-2.0" in dialog.text.toPlainText()
    dialog.copy_button.click()
    assert "**Words** (`owner/name`)" in QGuiApplication.clipboard().text()
    QGuiApplication.clipboard().clear()
    out = tmp_path / "credits.md"
    monkeypatch.setattr(drop_zone, "ask_for_target", lambda *_: [out])
    dialog.save_button.click()
    saved = out.read_text(encoding="utf-8")
    assert "**Words** (`owner/name`)" in saved
    assert "```\nfree\n```" in saved, "the text of its licence"
    dialog.save_button.click()
    assert "is there already" in dialog.told.text()
    assert out.read_text(encoding="utf-8") == saved
    dialog.close_button.click()


# --- the token -------------------------------------------------------------------------------------------------------


def test_a_token_is_kept_replaced_and_forgotten_and_never_shown(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("HF_TOKEN", "HF_ENDPOINT"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")
    settings = window.visit("settings")
    assert isinstance(settings, SettingsPage)
    token = settings.token
    qtbot.waitUntil(lambda: "huggingface.co" in token.note.text())
    assert token.field.echoMode() is QLineEdit.EchoMode.Password
    assert not token.said.isVisible()
    QTest.keyClicks(token.field, f" {TOKEN} ")
    QTest.keyClick(token.field, Qt.Key.Key_Return)
    assert token.field.text() == ""
    qtbot.waitUntil(lambda: "…0123" in token.said.text())
    assert "kept for this run only" in token.said.text()
    assert TOKEN not in token.said.text()
    assert window.services.network._access.token("huggingface.co") == TOKEN
    token.field.setText("two words")
    token.keep_button.click()
    qtbot.waitUntil(lambda: "no access token" in token.note.text())
    assert token.said.isVisible()
    token.forget_button.click()
    qtbot.waitUntil(lambda: not token.said.isVisible())
    assert window.services.network._access.token("huggingface.co") is None


# --- the way to the server -------------------------------------------------------------------------------------------


def test_another_way_to_the_server_is_put_into_force_when_it_can_be_right(
    window: MainWindow, qtbot: QtBot, home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")
    settings = window.visit("settings")
    assert isinstance(settings, SettingsPage)
    form = settings.connection
    enter(form.server, "mirror.example/")
    assert load_settings(home.settings).hub == "https://mirror.example"
    enter(form.server, "two words")
    assert "“https://two words” is no address." in form.server_note.text()
    assert load_settings(home.settings).hub == "https://mirror.example"
    enter(form.server, "")
    assert load_settings(home.settings).hub == ""
    assert "no address" not in form.server_note.text()
    enter(form.proxy, "http://ana:hush-hush@proxy.example:3128")
    qtbot.waitUntil(lambda: form.proxy.text() == "http://proxy.example:3128")
    assert load_settings(home.settings).proxy == "http://proxy.example:3128"
    assert window.services.network._access.proxy_login("proxy.example:3128") == ("ana", "hush-hush")
    assert b"hush-hush" not in home.settings.read_bytes()
    bundle = tmp_path / "company.pem"
    monkeypatch.setattr(drop_zone, "ask_for_files", lambda *_: [bundle])
    form.choose.click()
    assert load_settings(home.settings).ca_file == form.file.text() == str(bundle)
    form.usual.click()
    assert load_settings(home.settings).ca_file == ""


def enter(field: QLineEdit, text: str) -> None:
    """Write into a field and leave it with Enter."""
    field.selectAll()
    QTest.keyClick(field, Qt.Key.Key_Backspace)
    QTest.keyClicks(field, text)
    QTest.keyClick(field, Qt.Key.Key_Return)
