"""Every command of the program is found by walking its parser, so that a new one cannot miss what all must keep to."""

from __future__ import annotations

import argparse
import io
import json
import sys
from typing import TYPE_CHECKING, Any

import pytest

from desktop import cli

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ONE, LINES, EVENTS = "one object", "a line for each thing, which may be none", "a line for each event"
COMMANDS: dict[str, tuple[str, list[str]]] = {
    "run": (LINES, ["ocr nowhere", "ocr empty", "ocr text.txt --model none", "recipe:none text.txt", "ocr"]),
    "chat": (LINES, ["--assistant nobody", "--param odd"]),
    "index add": (LINES, ["nowhere", ""]),
    "index update": (LINES, [""]),
    "index remove": (LINES, ["nowhere"]),
    "index list": (LINES, [""]),
    "search": (LINES, ["words", "", "words --limit 0"]),
    "score": (
        ONE,
        [
            "text-classification nowhere",
            "ocr text.txt --param truth=a",
            "ocr text.txt --format odt",
            "ocr text.txt --model a --model b --model c",
        ],
    ),
    "watch": (LINES, ["empty --task ocr --out out --once", "nowhere --task ocr --out out", "empty --task ocr"]),
    "suggest": (LINES, ["nowhere", "empty", "text.txt"]),
    "tasks": (LINES, ["", "ocr", "nothing"]),
    "recipes list": (LINES, [""]),
    "recipes import": (ONE, ["nowhere", "text.txt"]),
    "recipes export": (ONE, ["reviews", "reviews --out new.json", "reviews --out text.txt", "nothing"]),
    "models list": (LINES, ["", "--all", "--licences"]),
    "models verify": (LINES, ["nothing"]),
    "models remove": (ONE, ["nothing", "starter/pp-ocrv6"]),
    "models update": (LINES, ["", "--check", "starter/pp-ocrv6", "nothing"]),
    "models du": (LINES, [""]),
    "models gc": (LINES, [""]),
    "models move": (ONE, ["text.txt", "store"]),
    "models export": (ONE, ["nothing --out kit", "starter/pp-ocrv6 --out text.txt"]),
    "models search": (LINES, ["words", "words --offline"]),
    "models info": (ONE, ["owner/name", "name"]),
    "models download": (EVENTS, ["owner/name", "pack:text", "pack:none"]),
    "models token": (ONE, [""]),
    "models import": (LINES, ["nowhere", "empty", "text.txt"]),
    "models convert": (EVENTS, ["nowhere --out made", "text.txt"]),
    "privacy": (ONE, [""]),
    "privacy prove": (ONE, ["--save text.txt", "--save new.odt"]),
    "privacy ledger": (LINES, ["", "--verify", "--export rows.json", "--export text.txt", "--limit -1"]),
    "privacy erase": (ONE, [""]),
    "verify": (LINES, ["nowhere", "text.txt"]),
    "doctor": (ONE, []),
}
"""What each prints with `--json`, and calls that start no engine: with nothing to do, and with what is wrong."""
SILENT = {"index update", "index list", "search words", "watch empty --task ocr --out out --once", "privacy ledger"}
"""Calls that list what there is, and there is nothing."""


def leaves(parser: argparse.ArgumentParser, name: str = "") -> Iterator[tuple[str, argparse.ArgumentParser]]:
    """Give every command that can be run, with its parser."""
    below = [action for action in parser._actions if isinstance(action, argparse._SubParsersAction)]
    if name and not any(action.required for action in below):
        yield name, parser
    for action in below:
        for word, inner in action.choices.items():
            yield from leaves(inner, f"{name} {word}".strip())


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to stand in, and nobody at the terminal."""
    (tmp_path / "empty").mkdir()
    (tmp_path / "text.txt").write_text("A wonderful stay.")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "stdin", io.StringIO())
    return tmp_path


def call(words: str) -> int:
    return cli.main([*words.split(), "--json"], lambda *_: pytest.fail("a window was opened"))


def test_no_command_is_missing_here() -> None:
    assert {name for name, _ in leaves(cli.parser())} == set(COMMANDS)


def test_every_argument_is_explained() -> None:
    for name, parser in leaves(cli.parser()):
        for action in parser._actions:
            if not isinstance(action, argparse._SubParsersAction):
                assert action.help, f"{name}: {action.dest}"


@pytest.mark.parametrize("name", COMMANDS)
def test_json_is_all_that_is_on_standard_output(name: str, desk: Path, capfd: pytest.CaptureFixture[str]) -> None:
    kind, calls = COMMANDS[name]
    for words in [*(f"{name} {arguments}".strip() for arguments in calls), f"{name} --nonsense"]:
        status = call(words)
        told = capfd.readouterr()
        objects: list[dict[str, Any]] = [json.loads(line) for line in told.out.splitlines()]
        assert all(isinstance(one, dict) for one in objects), words
        assert "Traceback" not in told.err
        if words in SILENT:
            assert (objects, status) == ([], 0), words
        elif kind == ONE:
            assert len(objects) == 1, words
        else:
            assert objects, words
        faults = [one for one in objects if one.keys() & {"error", "reason"} or one.get("event") == "failed"]
        assert status in {0, 1, 2}
        assert bool(status) is bool(faults), words
        assert "internal-error" not in told.out


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("rnu ocr text.txt --format txt", "“run”"),
        ("ocr text.txt", "ilha run ocr INPUT…"),
        ("models lst", "“list”"),
        ("models list --detials", "“--details”"),
        ("models search --sort like", "“likes”"),
        ("run ocrr text.txt", "“ocr”"),
        ("run ocr text.txt --model pp-ocrv6", "“starter/pp-ocrv6”"),
        ("run ocr text.txt --param minscore=1", "“min_score”"),
        ("run ocr text.txt --format jsn", "“json”"),
        ("run recipe:rviews text.txt", "“reviews”"),
        ("models verify whisper-base", "“starter/whisper-base”"),
    ],
)
def test_what_was_meant_is_guessed(words: str, meant: str, desk: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert call(words) in {1, 2}
    assert meant in json.loads(capfd.readouterr().out)["error"]["hint"]


def test_an_interrupted_question_ends_quietly(
    desk: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def readline() -> str:
        raise KeyboardInterrupt

    monkeypatch.setattr(sys.stdin, "readline", readline)
    assert call("models token") == 130
    assert capfd.readouterr() == ("", "")


def test_help_names_every_command_and_its_own_options_first(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        call("--help")
    whole = capfd.readouterr().out
    assert all(f"\n    {name} " in whole for name in cli._COMMANDS)
    with pytest.raises(SystemExit):
        call("run --help")
    run = capfd.readouterr().out
    assert run.index("--param K=V  ") < run.index("options of every command") < run.index("--home DIR")
    assert "--home" not in run.partition("\n\n")[0]
