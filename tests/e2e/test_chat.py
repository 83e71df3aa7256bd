"""Conversations in a shell: from a pipe, and in a terminal with Ctrl+C."""

from __future__ import annotations

import contextlib
import json
import os
import pty
import signal
import sqlite3
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

from tests.e2e.programs import CommandLine, ended, environment, until
from tests.unit.engine.chat_models import ENDLESS, talker
from tests.unit.hub.folders import write

if TYPE_CHECKING:
    from pathlib import Path

USAGE = {"prompt_tokens", "cached_tokens", "completion_tokens", "first_token_s", "tokens_per_s"}
COLD = ("--param", "temperature=0", "--param", "max_new_tokens=12")


def add_model(ilha: CommandLine, **how: Any) -> None:
    folder = write(ilha.desk / "talker", talker(**{"context": 9000, **how}))
    answer = ilha("models", "import", folder, "--id", "talker", "--json")
    assert answer.status == 0, answer.out
    assert answer.only["task"] == "text-generation"


def kept(home: Path) -> list[tuple[str, str, str]]:
    with contextlib.closing(sqlite3.connect(f"file:{home / 'chats.db'}?mode=ro", uri=True)) as opened:
        return opened.execute("SELECT role, text, state FROM messages ORDER BY id").fetchall()


def test_a_turn_for_each_line_and_an_object_for_each_turn(ilha: CommandLine) -> None:
    add_model(ilha)
    answer = ilha("chat", *COLD, "--json", stdin=b"ba be\n\n  bi \n")
    assert (answer.status, answer.err) == (0, "")
    first, second = answer.objects
    for turn in (first, second):
        assert set(turn) == {"text", "sources", "usage", "context", "ended"}
        assert set(turn["usage"]) == USAGE
        assert turn["sources"] == []
    assert second["usage"]["cached_tokens"] >= first["usage"]["prompt_tokens"]
    assert [(role, text) for role, text, _ in kept(ilha.home)] == [
        ("user", "ba be"),
        ("assistant", first["text"]),
        ("user", "bi"),
        ("assistant", second["text"]),
    ]
    plain = ilha("chat", *COLD, stdin=b"ba be\nbi\n")
    assert plain.out == f"{first['text']}\n{second['text']}\n"
    alone = ilha("run", "text-generation", "-", *COLD, "--json", stdin=b"ba be\n").only["result"]
    assert alone["text"] == first["text"]
    assert set(alone["usage"]) == USAGE


def test_an_assistant_brings_its_instructions_and_options(ilha: CommandLine) -> None:
    add_model(ilha, ends=ENDLESS)
    own = {"format": 1, "name": "Brief One", "prompt": "du du", "params": {"max_new_tokens": 3, "temperature": 0}}
    (ilha.home / "assistants").mkdir()
    (ilha.home / "assistants" / "brief.json").write_text(json.dumps(own))
    brief = ilha("chat", "--assistant", "brief one", "--json", stdin=b"ba\n").only
    assert (brief["usage"]["completion_tokens"], brief["ended"]) == (3, "length")
    assert brief["usage"]["prompt_tokens"] == 11
    longer = ilha("chat", "--assistant", "brief", "--param", "max_new_tokens=5", "--json", stdin=b"ba\n").only
    assert longer["usage"]["completion_tokens"] == 5


@pytest.mark.parametrize(
    ("arguments", "status", "code"),
    [
        (("--assistant", "Nobody"), 2, "assistant-unknown"),
        (("--param", "warmth=3"), 2, "parameter-unknown"),
        (("--param", "temperature=9"), 2, "parameter-invalid"),
        (("--model", "local/none"), 2, "model-unknown"),
    ],
)
def test_what_cannot_be_is_said_before_anything_is_read(
    ilha: CommandLine, arguments: tuple[str, ...], status: int, code: str
) -> None:
    answer = ilha("chat", *arguments, "--json", stdin=b"ba\n")
    assert (answer.status, answer.only["error"]["code"]) == (status, code)


def test_a_message_without_room_fails_alone(ilha: CommandLine) -> None:
    add_model(ilha, context=128)
    answer = ilha("chat", *COLD, "--json", stdin=b"ba " * 200 + b"\nbe\n")
    assert answer.status == 1
    first, second = answer.objects
    assert first["error"]["code"] == "input-too-large"
    assert second["text"]


def test_in_a_terminal_ctrl_c_stops_the_answer_and_the_conversation_goes_on(ilha: CommandLine) -> None:
    add_model(ilha, ends=ENDLESS)
    ours, theirs = pty.openpty()
    program = subprocess.Popen(
        [sys.executable, "-m", "desktop", "chat", "--param", "temperature=0", "--param", "max_new_tokens=8000"],
        cwd=ilha.desk,
        env=environment(ilha.user, ilha.home, TERM="dumb"),
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
    )
    os.close(theirs)
    os.set_blocking(ours, False)
    shown: list[str] = []

    def shows(what: str, characters: int = 0) -> bool:
        with contextlib.suppress(BlockingIOError, OSError):
            shown.append(os.read(ours, 1 << 16).decode(errors="replace"))
        text = "".join(shown)
        return what in text and len(text) >= characters

    with ended(program):
        for number in (1, 2):
            until(lambda: shows("› "), f"prompt {number}")
            shown.clear()
            os.write(ours, b"ba be\n")
            until(lambda: shows("", 60), f"the beginning of answer {number}")
            program.send_signal(signal.SIGINT)
        until(lambda: shows("› "), "the last prompt")
        os.write(ours, b"\x04")
        assert program.wait(60) == 0, "".join(shown)
    os.close(ours)
    messages = kept(ilha.home)
    assert [(role, state) for role, _, state in messages] == [("user", "done"), ("assistant", "stopped")] * 2
    assert all(text for _, text, _ in messages)
