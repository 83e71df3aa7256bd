"""What a model writes, as it is shown: nothing of it is loaded or run."""

from __future__ import annotations

import dataclasses
import time
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QGuiApplication, QTextDocument
from pytestqt.qtbot import QtBot

from desktop.core.chat import ChatMessage, MessageState, Role
from desktop.core.errors import StorageFull
from desktop.core.result import Usage
from desktop.ui.chat_body import TABLE, ChatBody, CodeBlock, pieces
from desktop.ui.chat_message import MessageCard
from desktop.ui.markdown_browser import MarkdownBrowser
from tests.gui import scenes

if TYPE_CHECKING:
    from pathlib import Path


def message(text: str, **more: Any) -> ChatMessage:
    return ChatMessage(**{"id": 1, "chat": "c", "parent": None, "role": Role.ASSISTANT, "text": text, **more})


def test_code_stands_apart_even_while_it_is_written() -> None:
    assert pieces("One\n\n```python\na = 1\n\nb\n```\nTwo") == [("One", None), ("a = 1\n\nb", "python"), ("Two", None)]
    assert pieces("One\n~~~\n```\n") == [("One", None), ("```\n", "")]
    assert pieces("````\n```\n````") == [("```", "")]
    assert pieces("a `b` c") == [("a `b` c", None)]
    assert pieces("") == []


def table(columns: int, rows: int) -> str:
    cells = "|".join("ab" for _ in range(columns))
    return "\n".join([f"|{cells}|", "|-" * columns + "|", *[f"|{cells}|"] * rows])


@pytest.mark.parametrize(("columns", "rows", "large"), [(12, 20, False), (13, 1, True), (6, 99, True)])
def test_a_table_too_large_for_cells_stands_apart_as_lines(columns: int, rows: int, large: bool) -> None:
    found = pieces(f"One\n\n{table(columns, rows)}\n\n```\n{table(columns, rows)}\n```\nTwo")
    assert [piece.language for piece in found] == ([None, TABLE, "", None] if large else [None, "", None])
    if large:
        assert len(found[1].text.split("\n")) == rows + 2
    assert found[-2].text == table(columns, rows)


def test_columns_of_a_large_table_stand_below_each_other() -> None:
    more = "|x" * 11
    shown = pieces(f"|a\\|{more}|y|\n{'|-' * 13}\n| 猫 |bcd{more}|")[0].text.split("\n")
    assert [line[:10].rstrip() for line in shown] == ["a|  x    x", "──  ───  ─", "猫  bcd  x"]


@pytest.mark.parametrize("line", ["``` " + " " * 50_000 + "`", "~" * 50_000 + "`"], ids=["blanks", "fence"])
def test_a_line_that_only_looks_like_a_fence_is_read_at_once(line: str) -> None:
    before = time.perf_counter()
    assert pieces(line) == [(line, None)]
    assert time.perf_counter() - before < 5.0


def test_an_answer_is_rendered_and_its_code_copied(qtbot: QtBot) -> None:
    body = ChatBody()
    qtbot.addWidget(body)
    body.show_text("# Head\n\n- **bold**\n- two\n\n```sh\nls -l\n```")
    prose, code = body.parts
    assert isinstance(prose, MarkdownBrowser)
    assert isinstance(code, CodeBlock)
    assert prose.toPlainText() == "Head\nbold\ntwo"
    assert code.language.text() == "sh"
    code.copy.click()
    assert QGuiApplication.clipboard().text() == "ls -l"


def test_what_is_there_is_not_built_anew_when_an_answer_grows(qtbot: QtBot) -> None:
    body = ChatBody()
    qtbot.addWidget(body)
    body.show_text("One\n\n```\na")
    before = list(body.parts)
    body.show_text("One\n\n```\nab\n```\nTwo")
    assert body.parts[:2] == before
    assert len(body.parts) == 3
    body.show_text("```\nx")
    assert [type(part) for part in body.parts] == [CodeBlock]


@pytest.mark.parametrize("kind", list(QTextDocument.ResourceType))
def test_nothing_that_an_answer_names_is_loaded(qtbot: QtBot, tmp_path: Path, kind: QTextDocument.ResourceType) -> None:
    browser = MarkdownBrowser()
    qtbot.addWidget(browser)
    path = scenes.picture(tmp_path / "a.png")
    assert browser.loadResource(kind.value, QUrl.fromLocalFile(str(path))) is None
    browser.show_markdown(f"![seen]({path.as_uri()}) <img src='{path.as_uri()}'><script>x</script>")
    assert "\ufffc" not in browser.toPlainText()
    assert "seen" in browser.toPlainText()
    assert "<script>" in browser.toPlainText()


def test_a_table_that_is_endlessly_wide_costs_nothing(qtbot: QtBot) -> None:
    browser = MarkdownBrowser()
    qtbot.addWidget(browser)
    browser.show_markdown("|a" * 3000 + "|\n" + "|-" * 3000 + "|\n")
    assert browser.toPlainText().startswith("|a|a")


def test_rows_of_a_large_table_are_lines_and_code_is_no_table(qtbot: QtBot) -> None:
    browser = MarkdownBrowser()
    qtbot.addWidget(browser)
    browser.show_markdown(f"{table(13, 2)}\n\n```\n{table(13, 1)}\n```")
    rows = table(13, 2).split("\n")
    assert browser.toPlainText() == "\n".join([*rows, table(13, 1)])


@pytest.mark.parametrize("line", ["a = 1", "猫 = 1"])
def test_the_last_line_of_code_is_seen(qtbot: QtBot, line: str) -> None:
    body = ChatBody()
    qtbot.addWidget(body)
    body.resize(500, 3000)
    body.show_text("```\n" + f"{line}\n" * 100 + "```")
    with qtbot.waitExposed(body):
        body.show()
    code = body.parts[0]
    assert isinstance(code, CodeBlock)
    assert code.code.verticalScrollBar().maximum() == 0


@pytest.mark.parametrize(
    ("more", "words", "tone"),
    [
        ({"state": MessageState.WRITING}, "Writing", "muted"),
        ({"state": MessageState.STOPPED}, "Stopped", "muted"),
        ({"state": MessageState.FAILED, "failure": StorageFull(folder="x").failure()}, "is full", "bad"),
        ({"usage": {"dropped_turns": 2}}, "2 oldest turn", "warning"),
        ({"usage": {"ended": "length"}}, "longest answer", "muted"),
    ],
)
def test_every_state_of_an_answer_is_said_in_words(qtbot: QtBot, more: dict[str, Any], words: str, tone: str) -> None:
    if "usage" in more:
        made = Usage(
            prompt_tokens=9, cached_tokens=0, completion_tokens=5, first_token_s=0.5, tokens_per_s=8, context_tokens=20
        )
        more = {"usage": dataclasses.replace(made, **more["usage"])}
    card = MessageCard(message("ba", **more), "Talker")
    qtbot.addWidget(card)
    card.show()
    assert words in card.note.text()
    assert card.note.isVisible()
    assert card.note.property("tone") == tone
    assert ("8.0 per second" in card.facts.text()) == ("usage" in more)
