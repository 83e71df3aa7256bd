"""Conversations as files: what is shown for people, everything as JSON, and nothing that runs or loads."""

from __future__ import annotations

import json
from html.parser import HTMLParser
from pathlib import Path

import pytest

from desktop.core.chat import NOTHING_FOUND, Chat, ChatMessage, MessageState, Role, Source, Tool
from desktop.core.passages import Passage
from desktop.core.result import Usage
from desktop.core.usage import FormatUnknown
from desktop.media.conversations import FORMATS, write

USAGE = Usage(
    prompt_tokens=9, cached_tokens=4, completion_tokens=3, first_token_s=0.1, tokens_per_s=9.5, context_tokens=64
)
EVIL = "<script>fetch('https://x')</script> & <img src=x onerror=y> \"{title}\" {0}"
CHAT = Chat(id="c", title=f"On {EVIL}", assistant="ilha", model="auto", params={"system": "Brief."}, leaf=4)
MESSAGES = (
    ChatMessage(id=1, chat="c", parent=None, role=Role.USER, text=EVIL),
    ChatMessage(id=2, chat="c", parent=1, role=Role.ASSISTANT, text="No.", model="local/<m>"),
    ChatMessage(id=3, chat="c", parent=1, role=Role.ASSISTANT, text="Yes:\n\n* one\n* two", model="m", usage=USAGE),
    ChatMessage(id=4, chat="c", parent=3, role=Role.USER, text="Thanks"),
)


class Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        assert not {name for name, _ in attrs} & {"src", "href", "onerror", "onload", "style"}

    def handle_data(self, data: str) -> None:
        self.text += data


def written(folder: Path, name: str) -> str:
    return write(CHAT, MESSAGES, name, folder / f"talk.{name}").read_text(encoding="utf-8")


def test_markdown_holds_the_branch_that_is_shown(tmp_path: Path) -> None:
    assert written(tmp_path, "md") == (
        f"# On {EVIL}\n\n## user\n\n{EVIL}\n\n## m\n\nYes:\n\n* one\n* two\n\n## user\n\nThanks\n"
    )


def test_sources_stand_below_an_answer_in_every_form(tmp_path: Path) -> None:
    text = "The <ferry> leaves\nat nine."
    source = Source(path=Path("/papers/a&b.pdf"), passage=Passage(start=5, end=31, text=text, page=2))
    chat = Chat(id="c", title="t", assistant="", model="auto", leaf=4, documents=("/papers",), tools=(Tool.SEARCH,))
    messages = (
        ChatMessage(id=1, chat="c", parent=None, role=Role.USER, text="When?"),
        ChatMessage(
            id=2,
            chat="c",
            parent=1,
            role=Role.ASSISTANT,
            text="The ferry leaves at nine.",
            model="m",
            sources=(source,),
        ),
        ChatMessage(id=3, chat="c", parent=2, role=Role.USER, text="Why?"),
        ChatMessage(id=4, chat="c", parent=3, role=Role.ASSISTANT, text="", model="m", state=MessageState.NOTHING),
    )
    md, page, record = (
        write(chat, messages, name, tmp_path / f"t.{name}").read_text() for name in ("md", "html", "json")
    )
    assert "The ferry leaves at nine. [1]\n\n> [1] /papers/a&b.pdf, page 2: The <ferry> leaves at nine.\n" in md
    assert f"## m\n\n{NOTHING_FOUND}\n" in md
    assert "<blockquote>[1] /papers/a&amp;b.pdf, page 2: The &lt;ferry&gt; leaves at nine.</blockquote>" in page
    read = json.loads(record)
    assert (read["documents"], read["tools"]) == (["/papers"], ["search"])
    assert [message.get("sources") for message in read["messages"]] == [
        None,
        [{"path": "/papers/a&b.pdf", "start": 5, "end": 31, "page": 2, "text": text}],
        None,
        [],
    ]
    assert read["messages"][-1]["state"] == "nothing"


def test_a_page_shows_what_was_said_and_runs_nothing_of_it(tmp_path: Path) -> None:
    page = written(tmp_path, "html")
    found = Tags()
    found.feed(page)
    assert set(found.tags) == {"html", "head", "meta", "title", "style", "body", "h1", "section", "h2"}
    assert found.text.count(EVIL) == 3
    assert "* one\n* two" in found.text
    assert "default-src 'none'" in page


def test_json_holds_every_branch(tmp_path: Path) -> None:
    record = json.loads(written(tmp_path, "json"))
    assert [(one["id"], one["parent"], one["text"]) for one in record["messages"]] == [
        (message.id, message.parent, message.text) for message in MESSAGES
    ]
    assert record["shown"] == 4
    assert record["params"] == {"system": "Brief."}
    assert record["messages"][2]["usage"] == {
        "prompt_tokens": 9,
        "cached_tokens": 4,
        "completion_tokens": 3,
        "first_token_s": 0.1,
        "tokens_per_s": 9.5,
    }


def test_nothing_is_written_over(tmp_path: Path) -> None:
    for name in FORMATS:
        first, second = (write(CHAT, MESSAGES, name, tmp_path / f"talk.{name}") for _ in range(2))
        assert (first.name, second.name) == (f"talk.{name}", f"talk (2).{name}")


def test_another_form_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FormatUnknown, match="pdf"):
        write(CHAT, MESSAGES, "pdf", tmp_path / "talk.pdf")
    assert list(tmp_path.iterdir()) == []
