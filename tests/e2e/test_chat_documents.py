"""Conversations with documents in a shell, from a fresh home without a network."""

from __future__ import annotations

import contextlib
import json
import sqlite3
from typing import TYPE_CHECKING, Any

from tests.e2e.programs import CommandLine
from tests.e2e.test_chat import COLD, add_model

if TYPE_CHECKING:
    from pathlib import Path

PAPERS = {
    "ferry.txt": "The ferry to the island leaves at nine in the morning.",
    "bread.md": "# Bread\n\nKnead the dough for ten minutes and let it rest overnight.",
    "whales.html": "<html><body><p>Whales sing in the deep ocean to find each other.</p></body></html>",
}
FOLLOWING = b"When does the ferry to the island leave?\nAnd why?\nWho won the football world cup in France?\n"
QUESTIONS = b"When does the ferry leave?\nWho won the football world cup?\nHow long do I knead the dough?\n"


def write_papers(folder: Path) -> None:
    folder.mkdir()
    for name, text in PAPERS.items():
        (folder / name).write_text(text, encoding="utf-8")


def names(turn: dict[str, Any]) -> list[str]:
    return [source["path"].rpartition("/")[2] for source in turn["sources"]]


def read_documents(home: Path) -> set[str]:
    with contextlib.closing(sqlite3.connect(f"file:{home / 'documents' / 'index.db'}?mode=ro", uri=True)) as opened:
        return {path.rpartition("/")[2] for (path,) in opened.execute("SELECT path FROM files")}


def test_an_assistant_with_three_documents_answers_from_them_alone(ilha: CommandLine) -> None:
    add_model(ilha)
    write_papers(ilha.desk / "papers")
    paths = [str(ilha.desk / "papers" / name) for name in PAPERS]
    (ilha.home / "assistants").mkdir()
    own = {"format": 1, "name": "Harbour", "prompt": "ba be", "documents": paths}
    (ilha.home / "assistants" / "harbour.json").write_text(json.dumps(own))
    answer = ilha("chat", "--assistant", "harbour", *COLD, "--json", stdin=QUESTIONS)
    assert (answer.status, answer.err) == (0, "")
    ferry, cup, dough = answer.objects
    assert [names(turn) for turn in answer.objects] == [["ferry.txt"], [], ["bread.md"]]
    assert set(ferry["sources"][0]) == {"path", "start", "end", "text"}
    for turn, text in ((ferry, PAPERS["ferry.txt"]), (dough, PAPERS["bread.md"])):
        (source,) = turn["sources"]
        assert text[source["start"] : source["end"]] == source["text"]
    assert (cup["text"], cup["usage"]) == ("The documents say nothing about this.", None)
    assert dough["usage"]["cached_tokens"] >= ferry["usage"]["prompt_tokens"], "what was quoted is remembered"
    assert read_documents(ilha.home) == set(PAPERS)
    assert ilha("index", "list", "--json").out == "", "the search is not told"

    (ilha.desk / "papers" / "ferry.txt").write_text("The ferry to the island leaves at seven now.")
    plain = ilha("chat", "--assistant", "harbour", *COLD, stdin=QUESTIONS)
    assert plain.status == 0
    assert f"[1] {paths[0]}: The ferry to the island leaves at seven now.\n" in plain.out, "what changed is read anew"
    assert "The documents say nothing about this.\n" in plain.out


def test_what_cannot_be_read_is_said_and_the_rest_answers(ilha: CommandLine) -> None:
    add_model(ilha)
    write_papers(ilha.desk / "papers")
    (ilha.desk / "torn.pdf").write_bytes(b"%PDF-1.7\n")
    some = ilha("chat", "--documents", "papers", "torn.pdf", "gone.txt", *COLD, "--json", stdin=QUESTIONS)
    *failed, _, _, _ = some.objects
    assert some.status == 1
    assert {one["input"]: one["error"]["code"] for one in failed} == {
        str(ilha.desk / "torn.pdf"): "input-corrupt",
        str(ilha.desk / "gone.txt"): "input-not-found",
    }
    assert [names(turn) for turn in some.objects[2:]] == [["ferry.txt"], [], ["bread.md"]]
    none = ilha("chat", "--documents", "gone.txt", *COLD, "--json", stdin=QUESTIONS)
    assert (none.status, none.only["error"]["code"]) == (1, "input-not-found")


def test_an_assistant_may_search_what_was_added_and_answers_without_it_too(ilha: CommandLine) -> None:
    add_model(ilha)
    write_papers(ilha.desk / "papers")
    assert ilha("index", "add", "papers").status == 0
    answer = ilha("chat", "--assistant", "Librarian", *COLD, "--json", stdin=QUESTIONS)
    assert answer.status == 0
    assert [names(turn) for turn in answer.objects] == [["ferry.txt"], [], ["bread.md"]]
    assert all(turn["usage"] for turn in answer.objects), "a model that may search is asked all the same"


def test_a_few_words_are_about_the_question_before(ilha: CommandLine) -> None:
    add_model(ilha)
    write_papers(ilha.desk / "papers")
    answer = ilha("chat", "--documents", "papers", *COLD, "--json", stdin=FOLLOWING)
    assert answer.status == 0
    assert [names(turn) for turn in answer.objects] == [["ferry.txt"], ["ferry.txt"], []]
