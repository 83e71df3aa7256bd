from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import zip_longest

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QGuiApplication, QImage, QTextDocument
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.state.paths import resources
from desktop.ui import language, shortcuts
from desktop.ui.help_page import HelpBrowser, HelpPage, readme, translated
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
def page(stage: scenes.Scene, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> HelpPage:
    source = stage.folder / "README.md"
    source.write_text(TEXT, encoding="utf-8")
    scenes.picture(stage.folder / "shot.png", 3000, 1000)
    monkeypatch.setattr("desktop.ui.help_page.readme", lambda: source)
    made = HelpPage(stage.services)
    qtbot.addWidget(made)
    made.resize(900, 600)
    made.show()
    return made


def test_the_help_is_the_readme() -> None:
    assert readme().name == "README.md"
    assert readme().is_file()


def test_it_speaks_the_language_of_the_window(stage: scenes.Scene, qapp: QApplication, qtbot: QtBot) -> None:
    help_page = HelpPage(stage.services)
    qtbot.addWidget(help_page)
    help_page.show()
    assert "never leaves your computer" in help_page.browser.toPlainText()
    language.install(qapp, "pt_BR")
    qtbot.waitUntil(lambda: "nunca sai dele" in help_page.browser.toPlainText())
    assert help_page.contents.model().index(help_page.contents.model().rowCount() - 1, 0).data() == "Teclado"


def test_it_says_the_same_in_portuguese(qapp: QApplication) -> None:
    language.install(qapp, "pt_BR")
    assert translated().is_relative_to(resources() / "help")
    english, portuguese = (list(outline(path.read_text(encoding="utf-8"))) for path in (readme(), translated()))
    for number, (said, repeated) in enumerate(zip_longest(english, portuguese)):
        assert said == repeated, f"part {number}: {said!r} is {repeated!r} in {translated().name}"


def outline(text: str) -> Iterator[str]:
    """Give what has to be the same in every language: kinds of blocks, commands, links and names of files."""
    code = False
    for line in text.splitlines():
        if line.startswith("```"):
            code = not code
        elif code:
            yield " ".join(re.findall(r"^\S+ \S+|--\S+", line))
        elif marks := re.match(r"#+ |\* |\|(?=.)", line):
            yield marks.group() * (line.count("|") if marks.group() == "|" else 1)
    yield from sorted(re.findall(r"\]\(([^)]+)\)", text))


def test_headings_make_the_contents(page: HelpPage) -> None:
    entries = [page.contents.model().index(row, 0).data().strip() for row in range(page.contents.model().rowCount())]
    assert entries == ["Island", "The start", "Keyboard"]
    page.contents.setCurrentIndex(page.contents.model().index(2, 0))
    assert page.browser.textCursor().block().text() == "Keyboard"


def test_the_contents_shorten_no_heading(page: HelpPage, stage: scenes.Scene) -> None:
    long = "Every connection that can leave this computer, and everything that is kept on it"
    (stage.folder / "README.md").write_text(f"# Island\n\n### {long}\n", encoding="utf-8")
    page.retranslate()
    entry = page.contents.model().index(1, 0)
    lines = entry.data().split("\n")
    assert len(lines) > 1
    assert " ".join(map(str.strip, lines)) == entry.data(Qt.ItemDataRole.AccessibleTextRole) == long
    room = page.contents.visualRect(entry)
    metrics = page.contents.fontMetrics()
    assert room.height() > metrics.height() * len(lines)
    assert room.width() > max(map(metrics.horizontalAdvance, lines))


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


def test_only_pictures_beside_the_text_are_read(page: HelpPage, stage: scenes.Scene, qapp: QApplication) -> None:
    browser = page.browser
    shot = browser.loadResource(IMAGE, QUrl("shot.png"))
    assert isinstance(shot, QImage)
    assert 0 < shot.deviceIndependentSize().width() <= 760
    scenes.picture(stage.folder / "shot.pt.png", 200, 100)
    language.install(qapp, "pt_BR")
    theirs = browser.loadResource(IMAGE, QUrl("shot.png"))
    assert isinstance(theirs, QImage)
    assert theirs.deviceIndependentSize().width() == 200, "the one in the language of the window"
    outside = scenes.picture(stage.folder.parent / "outside.png")
    for name in ("https://example.org/far.png", "../outside.png", outside.as_uri(), "README.md", "gone.png"):
        image = browser.loadResource(IMAGE, QUrl(name))
        assert isinstance(image, QImage)
        assert image.isNull(), name
    assert browser.loadResource(QTextDocument.ResourceType.HtmlResource.value, QUrl("README.md")).isNull()


def test_a_text_that_is_missing_leaves_the_keyboard(stage: scenes.Scene, qtbot: QtBot) -> None:
    browser = HelpBrowser(stage.folder)
    qtbot.addWidget(browser)
    assert [words for _, words, _ in browser.show_markdown("# One\n\n### Three\n")] == ["One", "Three"]


def test_no_gap_stands_below_a_picture(stage: scenes.Scene, qtbot: QtBot) -> None:
    scenes.picture(stage.folder / "tall.png")
    browser = HelpBrowser(stage.folder)
    qtbot.addWidget(browser)
    with qtbot.waitExposed(browser):
        browser.show()
    browser.show_markdown("Words.\n\n![tall](tall.png)\n\nMore words.\n")
    place = browser.document().documentLayout().blockBoundingRect
    picture, words = (place(browser.document().findBlockByNumber(number)) for number in (1, 2))
    assert picture.height() > 100
    assert 0 <= words.top() - picture.bottom() < 20


def test_a_picture_is_never_wider_than_the_text(stage: scenes.Scene, qtbot: QtBot) -> None:
    scenes.picture(stage.folder / "wide.png", 3000, 1000)
    browser = HelpBrowser(stage.folder)
    qtbot.addWidget(browser)
    browser.resize(800, 400)
    with qtbot.waitExposed(browser):
        browser.show()
    browser.show_markdown("![wide](wide.png)\n")
    for width in (800, 500, 700):
        browser.resize(width, 400)
        assert browser.horizontalScrollBar().maximum() == 0, width
