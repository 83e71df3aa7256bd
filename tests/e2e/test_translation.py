"""Translation from a shell: texts and documents through the models of the program, interrupted and gone on with."""

from __future__ import annotations

import json
import shutil
import signal
from pathlib import Path
from typing import Any

import pytest

from desktop.state.paths import CHECKPOINTS
from tests.e2e.programs import ROOT, SAMPLES, CommandLine, ended, listing, until
from tests.unit.media.documents.shapes import docx, part, run

STARTER = ROOT / "resources" / "starter"
ENGLISH = "The ferry to the island leaves at nine, and the sea is calm this morning.\n"
PORTUGUESE = "O barco parte às nove horas; a vista da ilha é maravilhosa.\n"
CELL = "<w:tc><w:p>{}</w:p></w:tc>"


def text_of(answer: dict[str, Any]) -> str:
    assert answer["result"]["kind"] == "text"
    return str(answer["result"]["text"])


def renamed(home: Path, name: str, source: str, target: str) -> str:
    """Put the model en → pt into the store as one for other languages: what it writes is no matter."""
    folder = home / "models" / "local" / name
    shutil.copytree(STARTER / "firefox-en-pt", folder)
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    manifest |= {"id": f"local/{name}", "settings": manifest["settings"] | {"source": source, "target": target}}
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    return f"local/{name}"


class TestTexts:
    def test_the_language_is_found_out_and_the_other_one_is_written(self, ilha: CommandLine) -> None:
        (ilha.desk / "a.txt").write_text(ENGLISH, encoding="utf-8")
        (ilha.desk / "b.txt").write_text(PORTUGUESE, encoding="utf-8")
        answers = ilha("run", "translation", "a.txt", "b.txt", "--json")
        assert answers.status == 0, answers.err
        there, back = answers.objects
        assert "ilha" in text_of(there)
        assert "island" in text_of(back)
        ways = [
            (line["result"]["translation"]["source"], line["result"]["translation"]["target"]) for line in (there, back)
        ]
        assert ways == [("en", "pt"), ("pt", "en")]
        assert [line["model"] for line in (there, back)] == ["starter/firefox-en-pt", "starter/firefox-pt-en"]
        assert there["provenance"]["model"] == there["model"]
        assert there["provenance"]["files"].keys() >= {"onnx/encoder_model_quantized.onnx", "tokenizer.json"}

    def test_named_languages_and_terms(self, ilha: CommandLine) -> None:
        answer = ilha(
            *("run", "translation", "-", "--json", "--param", "source=en", "--param", "target=pt"),
            *("--param", "keep=Red Lion"),
            stdin=b"We met at the Red Lion on 12 March and paid 1,250.50 dollars: https://example.org/a?b=1",
        )
        assert answer.status == 0, answer.out
        text = text_of(answer.only)
        assert all(kept in text for kept in ("Red Lion", "12", "https://example.org/a?b=1"))
        assert "1.250,50" in text or "1,250.50" in text
        assert answer.only["result"]["translation"]["detected"] is False

    def test_as_many_lines_as_before_and_the_empty_ones_stay(self, ilha: CommandLine) -> None:
        letter = (SAMPLES / "letter.txt").read_text(encoding="utf-8")
        answer = ilha("run", "translation", SAMPLES / "letter.txt", "--json")
        lines = text_of(answer.only).split("\n")
        assert [not line.strip() for line in lines] == [not line.strip() for line in letter.split("\n")]
        assert "FA-88213" in text_of(answer.only)


class TestDocuments:
    def test_a_word_document_with_a_table_comes_back_as_one(self, ilha: CommandLine) -> None:
        row = "<w:tr>{}</w:tr>"
        body = (
            f"<w:p>{run('The weather is ')}{run('very good', '<w:b/>')}{run(' today.')}</w:p>"
            f"<w:tbl>{row.format(CELL.format(run('The price')) + CELL.format(run('€ 48.90')))}</w:tbl>"
        )
        (ilha.desk / "offer.docx").write_bytes(docx(body))
        answer = ilha("run", "translation", "offer.docx", "--out", ".", "--json")
        assert answer.status == 0, answer.out
        (artifact,) = answer.only["artifacts"]
        assert artifact["mime"].endswith("wordprocessingml.document")
        assert Path(artifact["path"]) == ilha.desk / "offer-translation-pt.docx"
        written = part(Path(artifact["path"]).read_bytes())
        assert "<w:tbl>" in written
        assert "€ 48.90" in written
        assert "<w:b/>" in written
        assert "preço" in written.lower()
        assert "tempo" in text_of(answer.only).lower()

    def test_subtitles_keep_their_times(self, ilha: CommandLine) -> None:
        first, second = "00:00:01,000 --> 00:00:03,000", "00:00:04,000 --> 00:00:06,000"
        cues = f"1\n{first}\nGood morning, everybody.\n\n2\n{second}\nThank you.\n"
        (ilha.desk / "film.srt").write_text(cues, encoding="utf-8")
        answer = ilha("run", "translation", "film.srt", "--json")
        (artifact,) = answer.only["artifacts"]
        lines = Path(artifact["path"]).read_text(encoding="utf-8").splitlines()
        assert [line for line in lines if "-->" in line] == [first, second]
        assert "Bom dia" in lines[2]

    def test_one_column_of_a_table(self, ilha: CommandLine) -> None:
        (ilha.desk / "t.csv").write_text("id;note;code\n1;good morning;good\n2;thank you;good\n", encoding="utf-8")
        answer = ilha("run", "translation", "t.csv", "--json", "--param", "column=note", "--param", "source=en")
        (artifact,) = answer.only["artifacts"]
        rows = [line.split(";") for line in Path(artifact["path"]).read_text(encoding="utf-8").splitlines()]
        assert [(row[0], row[2]) for row in rows] == [("id", "code"), ("1", "good"), ("2", "good")]
        assert rows[1][1].lower().startswith("bom dia")
        wrong = ilha("run", "translation", "t.csv", "--json", "--param", "column=nothing")
        assert (wrong.status, wrong.only["error"]["code"]) == (1, "parameter-invalid")


class TestWays:
    def test_a_way_through_english_is_taken_and_said(self, ilha: CommandLine) -> None:
        other = renamed(ilha.home, "en-de", "en", "de")
        answer = ilha("run", "translation", "-", "--json", "--param", "target=de", stdin=PORTUGUESE.encode())
        assert answer.status == 0, answer.out
        made = answer.only["result"]["translation"]
        assert (made["source"], made["via"], made["target"]) == ("pt", "en", "de")
        assert made["models"] == ["starter/firefox-pt-en", other]
        assert any(name.startswith(other) for name in answer.only["provenance"]["files"])

    def test_a_language_that_no_model_knows_is_named_with_those_that_are_known(self, ilha: CommandLine) -> None:
        answer = ilha("run", "translation", "-", "--json", stdin=b"Wo ist der Bahnhof, bitte? Ich suche ihn.")
        error = answer.only["error"]
        assert (answer.status, error["code"]) == (1, "language-unknown")
        assert "German" in error["message"]
        assert "en → pt" in error["hint"]

    def test_a_model_that_was_chosen_is_not_replaced(self, ilha: CommandLine) -> None:
        answer = ilha(
            "run", "translation", "-", "--model", "starter/firefox-en-pt", "--json", stdin=PORTUGUESE.encode()
        )
        assert (answer.status, answer.only["error"]["code"]) == (1, "language-unknown")
        other = ilha("run", "translation", "-", "--param", "target=de", "--json", stdin=ENGLISH.encode())
        assert (other.status, other.only["error"]["code"]) == (1, "translation-unavailable")

    def test_a_word_that_says_nothing_is_taken_for_a_language_that_can_be_translated(self, ilha: CommandLine) -> None:
        made = ilha("run", "translation", "-", "--json", stdin=b"cake").only["result"]["translation"]
        assert (made["source"], made["target"], made["assumed"]) == ("en", "pt", True)

    def test_a_text_without_words_has_no_language(self, ilha: CommandLine) -> None:
        answer = ilha("run", "translation", "-", "--json", stdin=b"12345 -- 6789\n")
        assert (answer.status, answer.only["error"]["code"]) == (1, "language-unclear")


def lines_kept(home: Path) -> int:
    return sum(path.read_bytes().count(b"\n") for path in (home / "work" / CHECKPOINTS).glob("*"))


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGKILL])
def test_a_book_that_was_interrupted_goes_on(ilha: CommandLine, number: signal.Signals) -> None:
    book = ilha.desk / "book.txt"
    book.write_text("".join(f"On day {day} the ship sailed on.\n\n" for day in range(1200)), encoding="utf-8")
    order = ("run", "translation", "book.txt", "--json")
    process = ilha.start(*order)
    with ended(process):
        until(lambda: lines_kept(ilha.home) > 100, "some sentences are kept")
        process.send_signal(number)
        process.wait()
    kept = lines_kept(ilha.home)
    assert 100 < kept < 1200
    answer = ilha(*order)
    assert answer.status == 0, answer.out
    assert kept - 1 <= answer.only["provenance"]["resumed"] < 1200
    text = text_of(answer.only)
    assert all(str(day) in line for day, line in enumerate(text.split("\n\n")[:1200]))
    assert listing(ilha.home / "work") <= {CHECKPOINTS}


def test_no_resume_begins_anew(ilha: CommandLine) -> None:
    (ilha.desk / "a.txt").write_text(ENGLISH, encoding="utf-8")
    answer = ilha("run", "translation", "a.txt", "--no-resume", "--json")
    assert answer.only["provenance"]["resumed"] == 0
    assert lines_kept(ilha.home) == 0


def test_a_model_that_was_made_for_another_language_says_so(ilha: CommandLine) -> None:
    letters = (SAMPLES / "letter.txt", SAMPLES / "letter-pt.txt")
    answer = ilha("run", "text-classification", *letters, "--json")
    assert answer.status == 0
    said = "This model reads English. The text seems to be in Portuguese, so the result may be wrong."
    assert answer.err == f"ilha: {letters[1]}: {said}\n"
    english, portuguese = (one["result"] for one in answer.objects)
    assert "other_language" not in english
    assert portuguese["other_language"] == {"text": "pt", "model": ["en"]}
    assert portuguese["labels"], "what it found is given all the same"
