"""Models through the window from a server on this computer: asked about, fetched in spite of faults, installed."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox

from desktop.core.model import ModelState
from desktop.hub.pending import pending_downloads
from desktop.state.catalogue import pack
from desktop.ui.download_row import DownloadRow
from desktop.ui.models_page import ModelsPage
from desktop.ui.task_page import TaskPage
from tests.gui.models import PATIENCE_MS, listed, says, shown
from tests.hub_server.faults import Fault
from tests.hub_server.repository import Repository
from tests.hub_server.server import TOKEN, HubServer
from tests.unit.hub.network import DATA, DATA_BYTES, WORDS, ledger, words_files

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.state.paths import Home
    from desktop.ui.main_window import MainWindow

pytestmark = pytest.mark.usefixtures("unmeasured")


@pytest.fixture
def page(window: MainWindow, qtbot: QtBot) -> ModelsPage:
    """The page, over an empty store."""
    return shown(window, qtbot)


def transfer(page: ModelsPage) -> DownloadRow | None:
    """Return the download that is shown in the explanation."""
    rows = page.explainer.findChildren(DownloadRow)
    return next((row for row in rows if row.isVisible()), None)


def explain(page: ModelsPage, qtbot: QtBot, named: str = WORDS) -> None:
    """Name a repository, allow the question, and wait for the answer."""
    page.field.setText(named)
    QTest.keyClick(page.field, Qt.Key.Key_Return)
    card = page.explainer.look_up.card
    qtbot.waitUntil(card.isVisible, timeout=PATIENCE_MS)
    card.yes.click()
    qtbot.waitUntil(lambda: page.explainer.explanation is not None, timeout=PATIENCE_MS)


def consent(row: DownloadRow, qtbot: QtBot) -> None:
    """Answer yes to both questions of a download."""
    for heading in ("May Ilha ask", "Download 60"):
        qtbot.waitUntil(partial(asks, row, heading), timeout=PATIENCE_MS)
        row.card.yes.click()


def asks(row: DownloadRow, heading: str) -> bool:
    return row.card.isVisible() and row.card.heading.text().startswith(heading)


def test_a_model_comes_through_the_window_in_spite_of_faults(
    window: MainWindow, page: ModelsPage, server: HubServer, qtbot: QtBot, home: Home
) -> None:
    work = window.visit("task:text-classification")
    assert isinstance(work, TaskPage)
    window.show_page("models")
    weights = server.repositories[WORDS].commits[server.repositories[WORDS].newest][DATA].sha256
    server.cdn_faults += [
        Fault(kind="reset", path=weights, at=DATA_BYTES // 3),
        Fault(kind="flipped", path=weights, at=DATA_BYTES // 2),
    ]
    page.field.setText(f"https://huggingface.co/{WORDS}/tree/main")
    QTest.keyClick(page.field, Qt.Key.Key_Return)
    card = page.explainer.look_up.card
    qtbot.waitUntil(card.isVisible, timeout=PATIENCE_MS)
    assert server.host in card.heading.text()
    assert not server.asked
    card.yes.click()
    qtbot.waitUntil(lambda: page.explainer.explanation is not None, timeout=PATIENCE_MS)
    commit = server.repositories[WORDS].newest
    qtbot.waitUntil(lambda: says(page, "It will run on this computer.", f"Apache-2.0 ({WORDS})", commit))
    asked = len(server.asked)
    page.explainer.download_button.click()
    row = transfer(page)
    assert row is not None
    qtbot.waitUntil(row.card.isVisible, timeout=PATIENCE_MS)
    assert len(server.asked) == asked
    row.card.yes.click()
    qtbot.waitUntil(lambda: row.card.heading.text().startswith("Download 60"), timeout=PATIENCE_MS)
    assert not server.fetched("cdn")
    qtbot.waitUntil(lambda: says(page, server.host, "6 file", DATA, commit, "Apache-2.0"))
    with qtbot.waitSignal(window.adding.downloads.installed, timeout=PATIENCE_MS) as added:
        row.card.yes.click()
    assert added.args[0].spec.id == WORDS
    qtbot.waitUntil(lambda: WORDS in listed(page)[0])
    assert page.explainer.verify_button.isVisible()
    assert work.picker.chosen == WORDS
    assert window.services.shelf.get(WORDS).state is ModelState.READY
    assert {entry.asker for entry in ledger(home)} == {"window"}
    assert not pending_downloads(home)


def test_a_gated_model_comes_once_a_token_was_given(
    page: ModelsPage, server: HubServer, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("HF_TOKEN", "HUGGING_FACE_HUB_TOKEN"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")
    server.repositories[WORDS].gated = True
    page._services.preferences.change(network="allowed")
    page.field.setText(WORDS)
    QTest.keyClick(page.field, Qt.Key.Key_Return)
    token = page.explainer.token
    qtbot.waitUntil(token.isVisible, timeout=PATIENCE_MS)
    page.explainer.download_button.click()
    row = transfer(page)
    assert row is not None
    qtbot.waitUntil(row.again.isVisible, timeout=PATIENCE_MS)
    assert "accepted its terms" in row.text.text()
    token.field.setText(TOKEN)
    token.keep_button.click()
    qtbot.waitUntil(lambda: TOKEN[-4:] in token.said.text(), timeout=PATIENCE_MS)
    row.again.click()
    qtbot.waitUntil(lambda: WORDS in listed(page)[0], timeout=PATIENCE_MS)


def test_a_no_leaves_nothing_and_sends_nothing(page: ModelsPage, server: HubServer, qtbot: QtBot, home: Home) -> None:
    explain(page, qtbot)
    asked = len(server.asked)
    page.explainer.download_button.click()
    row = transfer(page)
    assert row is not None
    qtbot.waitUntil(row.card.isVisible, timeout=PATIENCE_MS)
    row.card.no.click()
    qtbot.waitUntil(page.explainer.download_button.isVisible, timeout=PATIENCE_MS)
    assert transfer(page) is None
    assert len(server.asked) == asked
    assert not pending_downloads(home)


def test_a_failure_is_explained_and_can_be_tried_again(
    window: MainWindow, page: ModelsPage, server: HubServer, qtbot: QtBot
) -> None:
    weights = server.repositories[WORDS].commits[server.repositories[WORDS].newest][DATA].sha256
    server.cdn_faults.append(Fault(kind="flipped", path=weights, at=DATA_BYTES // 2, times=2))
    explain(page, qtbot)
    page.explainer.download_button.click()
    row = transfer(page)
    assert row is not None
    consent(row, qtbot)
    qtbot.waitUntil(row.again.isVisible, timeout=PATIENCE_MS)
    assert DATA in row.text.text()
    assert WORDS not in listed(page)[0]
    assert window.adding.downloads.coming - window.adding.downloads.arriving == {WORDS}
    window.services.preferences.change(network="allowed")
    with qtbot.waitSignal(window.adding.downloads.installed, timeout=PATIENCE_MS):
        row.again.click()


def test_a_download_is_paused_goes_on_and_is_given_up(
    window: MainWindow, page: ModelsPage, server: HubServer, qtbot: QtBot, home: Home
) -> None:
    server.cdn_faults.append(Fault(kind="slow", at=DATA_BYTES // 20, pause_s=0.1, times=None))
    window.services.preferences.change(network="allowed")
    window.adding.downloads.begin(WORDS)
    row = page.rows.rows[WORDS]
    qtbot.waitUntil(lambda: row.bar.isVisible() and row.bar.value() > 100, timeout=PATIENCE_MS)
    row.pause.click()
    qtbot.waitUntil(row.again.isVisible, timeout=PATIENCE_MS)
    assert row.text.text().startswith("Paused: ")
    assert row.bar.value() > 100
    assert "1 download" in window.status._coming.text()
    row.again.click()
    qtbot.waitUntil(row.pause.isVisible, timeout=PATIENCE_MS)
    row.cancel.click()
    qtbot.waitUntil(lambda: not page.rows.rows, timeout=PATIENCE_MS)
    qtbot.waitUntil(lambda: not pending_downloads(home), timeout=PATIENCE_MS)
    assert not window.status._coming.text()


def test_a_starter_pack_comes_as_one_after_one_card(
    window: MainWindow, page: ModelsPage, server: HubServer, qtbot: QtBot, home: Home
) -> None:
    members = [entry.repo_id for entry in pack("chat")]
    for name in members:
        server.add(Repository(id=name, about={"pipeline_tag": "text-classification"}))
        server.repositories[name].commit(words_files())
    server.cdn_faults.append(Fault(kind="reset", at=DATA_BYTES // 3, times=2))
    page.available.view.choose("pack:chat")
    page.explainer.download_button.click()
    assert window.adding.downloads.keys == ("pack:chat",)
    assert not page.explainer.download_button.isVisible()
    row = transfer(page)
    assert row is not None
    assert row.name.text() == "Starter pack: Chat"
    qtbot.waitUntil(partial(asks, row, "May Ilha ask"), timeout=PATIENCE_MS)
    assert "“Starter pack: Chat”" in row.card.text.text()
    row.card.yes.click()
    qtbot.waitUntil(partial(asks, row, "Download 1.2 MB"), timeout=PATIENCE_MS)
    commits = [server.repositories[name].newest[:12] for name in members]
    qtbot.waitUntil(lambda: says(page, *members, *commits, "Apache-2.0"))
    assert not server.fetched("cdn")
    assert listed(page)[1] >= {*members}
    seen: set[float | None] = set()
    window.adding.downloads.changed.connect(lambda _key: seen.add(window.adding.downloads.fraction))
    row.card.yes.click()
    qtbot.waitUntil(lambda: set(members) <= listed(page)[0], timeout=PATIENCE_MS)
    qtbot.waitUntil(lambda: not window.adding.downloads.keys, timeout=PATIENCE_MS)
    assert "pack:chat" not in listed(page)[1]
    qtbot.waitUntil(lambda: not page.explainer.isVisible())
    assert len(page.installed.news.text().split("was added to")) > 1
    assert any(fraction and fraction < 0.6 for fraction in seen)
    assert not pending_downloads(home)


def test_a_pack_is_paused_goes_on_and_is_given_up(
    window: MainWindow, page: ModelsPage, server: HubServer, qtbot: QtBot, home: Home
) -> None:
    members = [entry.repo_id for entry in pack("chat")]
    for name in members:
        server.add(Repository(id=name, about={"pipeline_tag": "text-classification"}))
        server.repositories[name].commit(words_files())
    server.cdn_faults.append(Fault(kind="slow", at=DATA_BYTES // 20, pause_s=0.1, times=None))
    window.services.preferences.change(network="allowed")
    window.adding.downloads.begin_pack("pack:chat", members)
    row = page.rows.rows["pack:chat"]
    qtbot.waitUntil(lambda: row.bar.isVisible() and row.bar.value() > 50, timeout=PATIENCE_MS)
    row.pause.click()
    qtbot.waitUntil(row.again.isVisible, timeout=PATIENCE_MS)
    assert "of 1.2 MB are here" in row.text.text()
    row.again.click()
    qtbot.waitUntil(row.pause.isVisible, timeout=PATIENCE_MS)
    row.cancel.click()
    qtbot.waitUntil(lambda: not page.rows.rows and not pending_downloads(home), timeout=PATIENCE_MS)


def test_a_task_page_downloads_in_place(window: MainWindow, server: HubServer, qtbot: QtBot) -> None:
    work = window.visit("task:depth-estimation")
    assert isinstance(work, TaskPage)
    suggestion = work.missing.rows[0]
    suggestion.download.click()
    qtbot.waitUntil(suggestion.transfer.card.isVisible, timeout=PATIENCE_MS)
    assert not server.asked
    assert not suggestion.download.isVisible()
    suggestion.transfer.card.yes.click()
    qtbot.waitUntil(suggestion.transfer.again.isVisible, timeout=PATIENCE_MS)
    assert suggestion.model.repo_id in suggestion.transfer.text.text()
    suggestion.transfer.cancel.click()
    qtbot.waitUntil(suggestion.download.isVisible, timeout=PATIENCE_MS)
    work.missing.more.click()
    page = window.page
    assert isinstance(page, ModelsPage)
    assert page.task.currentData() == "depth-estimation"


def test_a_search_lists_what_a_server_has(page: ModelsPage, server: HubServer, qtbot: QtBot) -> None:
    page.field.setText("words")
    page.search_button.click()
    card = page.available.look_up.card
    qtbot.waitUntil(card.isVisible, timeout=PATIENCE_MS)
    assert not server.asked
    assert "“words”" in card.text.text()
    card.yes.click()
    qtbot.waitUntil(lambda: listed(page)[1] == {WORDS}, timeout=PATIENCE_MS)
    page.available.view.choose(WORDS)
    assert not page.explainer.download_button.isVisible()
    page.explainer.look_button.click()
    qtbot.waitUntil(page.explainer.look_up.card.isVisible, timeout=PATIENCE_MS)
    page.explainer.look_up.card.yes.click()
    qtbot.waitUntil(page.explainer.download_button.isVisible, timeout=PATIENCE_MS)
    page.available.back.click()
    page.field.clear()
    qtbot.waitUntil(lambda: "pack:text" in listed(page)[1])


def test_a_search_is_narrowed_ordered_and_gone_on_with(
    window: MainWindow, page: ModelsPage, server: HubServer, qtbot: QtBot
) -> None:
    for number in range(25):
        tags = ["onnx", "license:mit", "pt" if number % 5 == 0 else "en"]
        about = {"pipeline_tag": "text-classification", "tags": tags, "downloads": 100 - number, "likes": number}
        server.add(Repository(id=f"isle/many-{number}", about=about))
        server.repositories[f"isle/many-{number}"].commit({"README.md": b"# Many\n"})
    window.services.preferences.change(network="allowed")
    pane = page.available
    assert not pane.filters.isVisible()
    page.field.setText("many")
    page.search_button.click()
    qtbot.waitUntil(lambda: pane.model.rowCount() == 20, timeout=PATIENCE_MS)
    assert pane.model.rows[0].id == "isle/many-0"
    assert "100 downloads · 0 likes" in pane.model.rows[0].needs
    pane.more.click()
    qtbot.waitUntil(lambda: pane.model.rowCount() == 25, timeout=PATIENCE_MS)
    assert not pane.more.isVisible()
    choose(pane.filters.sort, "likes")
    qtbot.waitUntil(lambda: pane.model.rowCount() > 0 and pane.model.rows[0].id == "isle/many-24", timeout=PATIENCE_MS)
    choose(pane.filters.language, "pt")
    qtbot.waitUntil(lambda: [row.id for row in pane.model.rows] == [f"isle/many-{n}" for n in (20, 15, 10, 5, 0)])
    choose(pane.filters.licence, "apache-2.0")
    qtbot.waitUntil(lambda: pane.view._empty == "The Hub has nothing with these words.", timeout=PATIENCE_MS)
    choose(pane.filters.weights, 150)
    qtbot.waitUntil(lambda: any("num_parameters=max%3A150M" in one.path for one in server.asked), timeout=PATIENCE_MS)
    pane.back.click()
    assert not pane.filters.isVisible()


def choose(box: QComboBox, value: object) -> None:
    """Choose an entry as somebody does."""
    box.setCurrentIndex(box.findData(value))
    box.activated.emit(box.currentIndex())


def test_a_server_that_cannot_search_says_so(page: ModelsPage, server: HubServer, qtbot: QtBot) -> None:
    server.searches = False
    page.field.setText("words")
    page.search_button.click()
    qtbot.waitUntil(page.available.look_up.card.isVisible, timeout=PATIENCE_MS)
    page.available.look_up.card.yes.click()
    qtbot.waitUntil(page.available.look_up.again.isVisible, timeout=PATIENCE_MS)
    assert "cannot search" in page.available.look_up.text.text()


# --- cards of strangers ----------------------------------------------------------------------------------------------


def test_a_card_loads_nothing(page: ModelsPage, server: HubServer, qtbot: QtBot) -> None:
    repository = server.repositories[WORDS]
    seen = f"{server.url}/seen.png"
    card = f"# Words\n![a picture]({seen})\n![other][one]\n\n<img src='{seen}'>\n\n[one]: {seen}\n"
    repository.commit(words_files() | {"README.md": card.encode()})
    explain(page, qtbot)
    qtbot.waitUntil(page.explainer.card.isVisible)
    text = page.explainer.card.toPlainText()
    assert "a picture" in text
    assert "\ufffc" not in text, "a picture stands in the text"
    assert not [asked.path for asked in server.asked if "seen" in asked.path]
