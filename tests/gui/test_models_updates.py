"""Newer commits of models that came from a server: of one, and of all at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.gui.models import PATIENCE_MS, listed, shown
from tests.hub_server.repository import Repository
from tests.unit.hub.kept import keep
from tests.unit.hub.network import WORDS, words_files

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.ui.main_window import MainWindow
    from desktop.ui.models_page import ModelsPage
    from tests.hub_server.server import HubServer

pytestmark = pytest.mark.usefixtures("unmeasured")


@pytest.fixture
def page(window: MainWindow, qtbot: QtBot) -> ModelsPage:
    """The page, over an empty store."""
    return shown(window, qtbot)


def test_a_newer_commit_is_found_and_installed(
    window: MainWindow, page: ModelsPage, server: HubServer, qtbot: QtBot
) -> None:
    window.services.preferences.change(network="allowed")
    with qtbot.waitSignal(window.adding.downloads.installed, timeout=PATIENCE_MS):
        window.adding.downloads.begin(WORDS)
    qtbot.waitUntil(lambda: WORDS in listed(page)[0])
    page.installed.view.choose(WORDS)
    newer = server.repositories[WORDS].commit(words_files() | {"README.md": b"---\nlicense: mit\n---\n# Newer\n"})
    page.explainer.look_button.click()
    qtbot.waitUntil(page.explainer.download_button.isVisible, timeout=PATIENCE_MS)
    qtbot.waitUntil(lambda: page.explainer.news.text() == "There is a newer one; 29 bytes of it changed.")
    with qtbot.waitSignal(window.adding.downloads.installed, timeout=PATIENCE_MS):
        page.explainer.download_button.click()
    assert window.services.shelf.get(WORDS).spec.revision == newer


def test_newer_ones_of_all_are_looked_for_at_once(
    window: MainWindow, page: ModelsPage, server: HubServer, qtbot: QtBot
) -> None:
    names = [WORDS, "isle/other"]
    server.add(Repository(id=names[1], about={"pipeline_tag": "text-classification"}))
    server.repositories[names[1]].commit(words_files())
    assert not page.installed.renew.isEnabled(), "nothing came from a server"
    window.services.preferences.change(network="allowed")
    for name in names:
        with qtbot.waitSignal(window.adding.downloads.installed, timeout=PATIENCE_MS):
            window.adding.downloads.begin(name)
    qtbot.waitUntil(page.installed.renew.isEnabled)
    keep(window.services.home, "isle/gone", repo="isle/gone", revision="a" * 40)
    window.services.shelf.refresh()
    page.reload()
    qtbot.waitUntil(lambda: "isle/gone" in listed(page)[0])
    window.services.preferences.change(network="offline")
    newer = [server.repositories[name].commit(words_files() | {"README.md": b"# Newer\n"}) for name in names]
    asked = len(server.asked)
    page.installed.renew.trigger()
    card = page.installed.look_up.card
    qtbot.waitUntil(card.isVisible, timeout=PATIENCE_MS)
    assert all(name in card.text.text() for name in (*names, "isle/gone"))
    assert len(server.asked) == asked
    card.yes.click()
    question = page.installed.question
    qtbot.waitUntil(question.isVisible, timeout=PATIENCE_MS)
    assert question.heading.text().startswith("2 model")
    assert all(name in question.note.text() for name in names)
    assert newer[0][:8] in question.note.text()
    assert page.problem.text().startswith("isle/gone: ")
    window.services.preferences.change(network="allowed")
    question.yes.click()

    def here() -> list[str]:
        revisions = {model.spec.id: model.spec.revision for model in page.installed.renewable}
        return [revisions[name] for name in names]

    qtbot.waitUntil(lambda: here() == newer, timeout=PATIENCE_MS)
    page.installed.renew.trigger()
    qtbot.waitUntil(lambda: page.work.text.text().endswith("nothing newer."), timeout=PATIENCE_MS)
