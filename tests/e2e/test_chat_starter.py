"""Answers of the model of the program, from a fresh home without a network."""

from __future__ import annotations

import json

from tests.e2e.programs import CommandLine
from tests.e2e.test_chat import COLD

MODEL = "starter/smollm2-135m-instruct"
CAPITAL = b"What is the capital of France?\n"


def test_a_question_is_answered_on_the_first_start(ilha: CommandLine) -> None:
    alone = ilha("run", "text-generation", *COLD, "-", "--json", stdin=CAPITAL)
    assert alone.status == 0, alone.out
    assert (alone.only["model"], alone.only["result"]["text"]) == (MODEL, "The capital of France is Paris.")
    talk = ilha("chat", *COLD, "--json", stdin=CAPITAL + b"Which river is there?\n")
    first, second = talk.objects
    assert first["text"] == alone.only["result"]["text"]
    assert second["usage"]["cached_tokens"] >= first["usage"]["prompt_tokens"]


def test_an_assistant_answers_from_its_document(ilha: CommandLine) -> None:
    paper = ilha.desk / "ferry.txt"
    paper.write_text("The ferry to the island leaves at nine in the morning.", encoding="utf-8")
    (ilha.home / "assistants").mkdir(parents=True)
    own = {"format": 1, "name": "Harbour", "documents": [str(paper)]}
    (ilha.home / "assistants" / "harbour.json").write_text(json.dumps(own), encoding="utf-8")
    questions = b"When does the ferry leave?\nWho won the football world cup?\n"
    ferry, cup = ilha("chat", "--assistant", "harbour", *COLD, "--json", stdin=questions).objects
    assert "nine" in ferry["text"]
    assert [source["path"] for source in ferry["sources"]] == [str(paper)]
    assert (cup["text"], cup["sources"]) == ("The documents say nothing about this.", [])
