"""Tables from a shell: every row through the models of the program, killed and gone on with, and scored."""

from __future__ import annotations

import contextlib
import csv
import json
import signal
import sqlite3
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from desktop.state.paths import CHECKPOINTS
from tests.e2e.programs import CommandLine, ended, listing, until

TASK = "text-classification"
TEXTS = ("I loved the breakfast.", "The ferry was late and nobody told us.", "The room is on the second floor.")
ANSWERS = ("positive", "negative", "neutral")


def comments(ilha: CommandLine, count: int, *, different: bool = False) -> Path:
    """Write a table of comments with right answers."""
    path = ilha.desk / "comments.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(["id", "comment", "right"])
        for number in range(count):
            text = TEXTS[number % 3] + (f" No. {number}" if different else "")
            writer.writerow([number, text, ANSWERS[number % 3]])
    return path


def rows(answer: dict[str, Any]) -> list[dict[str, str]]:
    artifact = answer["result"]["artifact"]
    (path,) = [one["path"] for one in answer["artifacts"] if one["name"] == artifact]
    with Path(path).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def test_a_row_gets_what_its_text_gets_by_itself(ilha: CommandLine) -> None:
    comments(ilha, 1200)
    out = ilha.desk / "out"
    answer = ilha("run", TASK, "comments.csv", "--param", "column=comment", "--json", "--out", out)
    assert answer.status == 0, answer.out
    result = answer.only["result"]
    assert result["kind"] == "table"
    assert (result["rows_total"], result["rows_unique"], "rows" in result) == (1200, 3, False)
    assert result["columns"][:5] == ["id", "comment", "right", "label", "score"]
    made = rows(answer.only)
    assert len(made) == 1200
    for number, text in enumerate(TEXTS):
        (ilha.desk / f"{number}.txt").write_text(text, encoding="utf-8")
    for number, alone in enumerate(ilha("run", TASK, "0.txt", "1.txt", "2.txt", "--json").objects):
        labels = alone["result"]["labels"]
        assert {row["label"] for row in made[number::3]} == {labels[0]["label"]}
        for label in labels:
            assert float(made[number][f"score {label['label']}"]) == pytest.approx(label["score"], abs=0.02)
    assert [path.name for path in out.iterdir()] == ["comments-text-classification-table.csv"]


def test_the_column_is_named_where_it_is_not_plain(ilha: CommandLine) -> None:
    (ilha.desk / "two.csv").write_text("id,title,note\n1,A ferry,It was late.\n2,A room,It was fine.\n")
    unnamed = ilha("run", "auto", comments(ilha, 3), "two.csv", "--json")
    plain, unclear = unnamed.objects
    assert [row[3] for row in plain["result"]["rows"]] == list(ANSWERS)
    assert (unnamed.status, unclear["error"]["code"]) == (1, "column-needed")
    assert "--param column=note" in unclear["error"]["hint"]
    assert "id, title, note" in unclear["error"]["hint"]


def test_other_kinds_of_tables_and_exports(ilha: CommandLine) -> None:
    lines = [json.dumps({"id": number, "said": {"text": text}, "note": text}) for number, text in enumerate(TEXTS * 8)]
    (ilha.desk / "t.jsonl").write_text("\n".join(lines), encoding="utf-8")
    answer = ilha("run", TASK, "t.jsonl", "--param", "column=note", "--format", "xlsx", "--json")
    assert answer.status == 0, answer.out
    (book,) = ilha.desk.glob("*.xlsx")
    sheet = list(openpyxl.load_workbook(book).worksheets[0].iter_rows(values_only=True))
    assert sheet[0][:4] == ("id", "said", "note", "label")
    assert [row[3] for row in sheet[1:]] == list(ANSWERS * 8)
    order = ("--param", "column=note", "--param", "label_column=mood", "--param", "sample=first", "--json")
    again = ilha("run", TASK, book, *order)
    assert again.status == 0, again.out
    assert [row[8] for row in again.only["result"]["rows"]] == list(ANSWERS * 7)[:20], "after those of the first run"
    assert again.only["result"]["columns"][-5:-3] == ["mood", "score (2)"]
    assert again.only["result"]["values_only"]
    assert "without formulas" in again.err


def test_rows_are_translated_into_a_column_of_their_own(ilha: CommandLine) -> None:
    (ilha.desk / "t.csv").write_text("id,note\n1,Good morning.\n2,Thank you.\n3,Good morning.\n", encoding="utf-8")
    order = ("--param", "column=note", "--param", "source=en", "--param", "target=pt", "--json")
    answer = ilha("run", "translation", "t.csv", *order, "--param", "label_column=nota")
    assert answer.status == 0, answer.out
    assert [row["note"] for row in rows(answer.only)] == ["Good morning.", "Thank you.", "Good morning."]
    assert [row["nota"].split()[0].lower() for row in rows(answer.only)] == ["bom", "obrigado", "bom"]
    assert answer.only["model"] == "starter/firefox-en-pt"
    (ilha.desk / "s.csv").write_text("note,right\nGood morning.,Bom dia.\nGood morning!,Bom dia!\n", encoding="utf-8")
    scored = ilha("score", "translation", "s.csv", *order, "--param", "truth=right").only["models"][0]
    assert (scored["rows"], scored["accuracy"], scored["wer"]) == (2, 1.0, 0.0)
    assert scored["bleu"] is not None
    assert scored["chrf"] == pytest.approx(100)


def texts_done(home: Path) -> int:
    """Return how many texts of a table are finished, as another process sees it."""
    for path in (home / "work" / CHECKPOINTS).glob("*"):
        with contextlib.suppress(sqlite3.OperationalError), contextlib.closing(sqlite3.connect(path)) as opened:
            (count,) = opened.execute("SELECT count(*) FROM texts WHERE made IS NOT NULL").fetchone()
            return int(count)
    return 0


def test_a_table_that_was_killed_goes_on_and_comes_to_the_same(ilha: CommandLine) -> None:
    comments(ilha, 700, different=True)
    order = ("run", TASK, "comments.csv", "--param", "column=comment", "--json")
    process = ilha.start(*order)
    with ended(process):
        until(lambda: texts_done(ilha.home) > 100, "some rows are done")
        process.send_signal(signal.SIGKILL)
        process.wait()
        until(lambda: not _engines_of(ilha.home), "the engine has ended as well")
    kept = texts_done(ilha.home)
    assert 100 < kept < 700
    answer = ilha(*order)
    assert answer.status == 0, answer.out
    assert answer.only["provenance"]["resumed"] == kept
    assert listing(ilha.home / "work") <= {CHECKPOINTS}
    whole = ilha(*order, "--no-resume")
    assert whole.only["provenance"]["resumed"] == 0
    assert rows(answer.only) == rows(whole.only)


def _engines_of(home: Path) -> list[int]:
    import psutil

    found = []
    for process in psutil.process_iter():
        with contextlib.suppress(psutil.Error):
            if str(home) in process.environ().get("ILHA_HOME", "") and process.status() != psutil.STATUS_ZOMBIE:
                found.append(process.pid)
    return found


def test_a_model_is_scored_and_the_report_is_written(ilha: CommandLine) -> None:
    with comments(ilha, 30).open("a", encoding="utf-8") as stream:
        stream.write("30, ,positive\n31,Nobody judged this.,\n")
    order = ("score", TASK, "comments.csv", "--param", "column=comment", "--json")
    model = ("--model", "starter/minilm-sentiment")
    answer = ilha(*order, "--param", "truth=right", *model, *model, "--out", ilha.desk / "reports", "--format", "html")
    assert answer.status == 0, answer.out
    first, second = answer.only["models"]
    assert (first["rows"], first["accuracy"], first["macro_f1"], answer.only["agreement"]) == (30, 1.0, 1.0, 1.0)
    assert first["left_out"] == 2
    assert first["confusion"] == {name: {name: 10} for name in sorted(ANSWERS)}
    assert first["peak_bytes"] > 50_000_000
    assert first["elapsed_s"] > 0
    assert {name: second[name] for name in ("model", "rows")} == {name: first[name] for name in ("model", "rows")}
    assert "<h1>comments.csv</h1>" in (ilha.desk / "reports" / "comments-score.html").read_text(encoding="utf-8")
    assert listing(ilha.home / "work") <= {CHECKPOINTS}
    refused = ilha(*order)
    assert (refused.status, refused.only["error"]["code"]) == (2, "parameter-invalid")
    (ilha.desk / "comments.csv").write_text("comment,right\nGood.,\nBad.,\n")
    nothing = ilha(*order, "--param", "truth=right")
    assert (nothing.status, nothing.only["error"]["code"]) == (1, "column-empty")
