from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QGuiApplication, QImage, QTextDocument
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.state.paths import Home
from desktop.ui import shortcuts
from desktop.ui.help_page import HelpBrowser, HelpPage, readme
from tests.gui import scenes

TEXT = """# Island

Read [the start](#the-start) or [the web](https://example.org/page).

![picture](shot.png) ![far](https://example.org/far.png)

## The start

| a | b |
|---|---|
| **1** | 2 |

```
code
```
"""
IMAGE = QTextDocument.ResourceType.ImageResource.value


@pytest.fixture
def scene(qapp: QApplication, home: Home, tmp_path: Path) -> Iterator[scenes.Scene]:
    made = scenes.build(home, tmp_path)
    yield made
    scenes.end(made)


@pytest.fixture
def page(scene: scenes.Scene, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> HelpPage:
    source = scene.folder / "README.md"
    source.write_text(TEXT, encoding="utf-8")
    scenes.picture(scene.folder / "shot.png", 3000, 1000)
    monkeypatch.setattr("desktop.ui.help_page.readme", lambda: source)
    made = HelpPage(scene.services)
    qtbot.addWidget(made)
    made.resize(900, 600)
    made.show()
    return made


def test_the_help_is_the_readme() -> None:
    assert readme().name == "README.md"
    assert readme().is_file()


def test_headings_make_the_contents(page: HelpPage) -> None:
    entries = [page.contents.model().index(row, 0).data().strip() for row in range(page.contents.model().rowCount())]
    assert entries == ["Island", "The start", "Keyboard"]
    page.contents.setCurrentIndex(page.contents.model().index(2, 0))
    assert page.browser.textCursor().block().text() == "Keyboard"


def test_every_shortcut_is_listed(page: HelpPage) -> None:
    text = page.browser.toPlainText()
    assert all(shortcut.native in text and shortcut.title in text for shortcut in shortcuts.ALL)


def test_addresses_are_shown_and_not_followed(page: HelpPage) -> None:
    page.open_link(QUrl("https://example.org/page"))
    assert page.link_bar.isVisible()
    assert "https://example.org/page" in page.link_text.text()
    page.copy_link.click()
    assert QGuiApplication.clipboard().text() == "https://example.org/page"
    page.dismiss.click()
    assert not page.link_bar.isVisible()


def test_links_within_the_text_are_followed(page: HelpPage) -> None:
    page.open_link(QUrl("#the-start"))
    assert page.browser.textCursor().block().text() == "The start"
    assert not page.link_bar.isVisible()


def test_only_pictures_beside_the_text_are_read(page: HelpPage, scene: scenes.Scene) -> None:
    browser = page.browser
    shot = browser.loadResource(IMAGE, QUrl("shot.png"))
    assert isinstance(shot, QImage)
    assert 0 < shot.deviceIndependentSize().width() <= 760
    outside = scenes.picture(scene.folder.parent / "outside.png")
    for name in ("https://example.org/far.png", "../outside.png", outside.as_uri(), "README.md", "gone.png"):
        image = browser.loadResource(IMAGE, QUrl(name))
        assert isinstance(image, QImage)
        assert image.isNull(), name
    assert browser.loadResource(QTextDocument.ResourceType.HtmlResource.value, QUrl("README.md")).isNull()


def test_a_text_that_is_missing_leaves_the_keyboard(scene: scenes.Scene, qtbot: QtBot) -> None:
    browser = HelpBrowser(scene.folder)
    qtbot.addWidget(browser)
    assert [words for _, words, _ in browser.show_markdown("# One\n\n### Three\n")] == ["One", "Three"]


def test_no_gap_stands_below_a_picture(scene: scenes.Scene, qtbot: QtBot) -> None:
    scenes.picture(scene.folder / "tall.png")
    browser = HelpBrowser(scene.folder)
    qtbot.addWidget(browser)
    with qtbot.waitExposed(browser):
        browser.show()
    browser.show_markdown("Words.\n\n![tall](tall.png)\n\nMore words.\n")
    place = browser.document().documentLayout().blockBoundingRect
    picture, words = (place(browser.document().findBlockByNumber(number)) for number in (1, 2))
    assert picture.height() > 100
    assert 0 <= words.top() - picture.bottom() < 20
