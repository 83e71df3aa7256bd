"""Markdown of strangers: whatever they write, the window goes on."""

from __future__ import annotations

import time

import pytest
from pytestqt.qtbot import QtBot

from desktop.ui.markdown_browser import MarkdownBrowser

PARTS = ["a\n\n" * 4_000, "# a\n" * 4_000, "**a" * 3_000, "|a|b|\n|-|-|\n|c|d|\n\n" * 300]


@pytest.mark.parametrize("text", PARTS, ids=["paragraphs", "headings", "words", "tables"])
def test_a_text_of_many_parts_is_laid_out_once(text: str, qtbot: QtBot) -> None:
    browser = MarkdownBrowser()
    qtbot.addWidget(browser)
    browser.resize(500, 400)
    browser.show()
    before = time.perf_counter()
    browser.show_markdown(text)
    assert "a" in browser.toPlainText()
    assert time.perf_counter() - before < 10.0
