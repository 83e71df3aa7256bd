"""Recipes from a shell: a real recording goes through three models, killed in between and gone on with."""

from __future__ import annotations

import json
import shutil
import signal
from typing import Any

import pytest

from tests.e2e.programs import ROOT, SAMPLES, CommandLine, ended, history, until

WHISPER = ROOT / "resources" / "starter" / "whisper-base"
PATIENCE_S = 240.0


def steps_of(answer: dict[str, Any]) -> list[tuple[str, str | None, bool]]:
    return [(step["task"], step["model"], step["resumed"]) for step in answer["steps"]]


@pytest.mark.skipif(not WHISPER.exists(), reason="whisper-base is not built: packaging/starter/build.py")
def test_a_recording_is_written_down_translated_and_shortened_although_killed_in_between(ilha: CommandLine) -> None:
    recording = ilha.desk / "reading.ogg"
    shutil.copyfile(SAMPLES / "reading.ogg", recording)
    order = ("run", "recipe:recording", recording, "--json")
    process = ilha.start(*order)
    with ended(process):
        until(lambda: any(job.state == "done" for job in history(ilha.home)), "a step is kept", PATIENCE_S)
        process.send_signal(signal.SIGKILL)
        process.wait()
    assert [job.state for job in history(ilha.home)].count("done") < 3, "it was killed before its end"
    first = ilha(*order).only
    assert steps_of(first)[0][::2] == ("automatic-speech-recognition", True)
    assert steps_of(first)[1:] == [
        ("translation", "starter/firefox-en-pt", False),
        ("summarization", "starter/all-minilm-l6-v2", False),
    ]
    heard, translated, short = (step["result"] for step in first["steps"])
    assert "leisure to consider" in heard["text"]
    assert (translated["translation"]["source"], translated["translation"]["target"]) == ("en", "pt")
    assert "John Dashwood" in translated["text"]
    assert short == first["result"]
    assert short["text"] in translated["text"]
    recording.rename(ilha.desk / "moved.ogg")
    moved = ilha("run", "recipe:recording", ilha.desk / "moved.ogg", "--json").only
    assert [kept for *_, kept in steps_of(moved)] == [True, True, True], "the content counts, not the name"
    assert moved["result"] == first["result"]


def test_a_recipe_is_changed_and_only_what_changed_is_done_again(ilha: CommandLine) -> None:
    exported = ilha("recipes", "export", "reviews")
    recipe = json.loads(exported.out)
    assert ilha("recipes", "export", "reviews", "--json").only == recipe
    given, other = ilha.desk / "given.json", ilha.desk / "other"
    ilha("recipes", "export", "reviews", "--out", given)
    other.touch()
    assert given.stat().st_mode == other.stat().st_mode, "others may read it as they may read any file"
    assert [step["task"] for step in recipe["steps"]] == ["sentences", "text-classification"]
    mine = ilha.desk / "mine.json"
    recipe["title"] = "Judge sentences"
    mine.write_text(json.dumps(recipe))
    assert ilha("recipes", "import", "mine.json", "--json").only["id"] == "judge-sentences"
    listed = {one["id"]: one for one in ilha("recipes", "list", "--json").objects}
    assert (listed["judge-sentences"]["shipped"], listed["judge-sentences"]["ready"]) == (False, True)
    order = ("run", "recipe:judge-sentences", SAMPLES / "reviews.txt", "--json")
    answer = ilha(*order)
    assert answer.status == 0
    assert answer.only["task"] == "recipe:judge-sentences"
    assert answer.only["steps"][-1]["result"] == answer.only["result"]
    assert [kept for *_, kept in steps_of(answer.only)] == [False, False]
    again = ilha(*order, "--out", "made").only
    assert [kept for *_, kept in steps_of(again)] == [True, True], "the same order again"
    (written,) = (ilha.desk / "made").iterdir()
    assert written.name == "reviews-recipe-judge-sentences.txt", "what the last step has made"
    assert [kept for *_, kept in steps_of(ilha(*order, "--no-resume").only)] == [False, False]
    recipe["steps"][1] = {"task": "text-classification", "model": "local/gone"}
    (ilha.home / "recipes" / "judge-sentences.json").write_text(json.dumps(recipe))
    missing = ilha(*order)
    assert (missing.status, missing.only["error"]["code"]) == (1, "model-not-installed")
    assert "Step 2 (text-classification) wants the model “local/gone”" in missing.only["error"]["message"]
    first, second = missing.only["steps"]
    assert (first["task"], first["resumed"], first["result"]["kind"]) == ("sentences", True, "table")
    assert (second["model"], second["error"]["code"]) == ("local/gone", "model-not-installed")


def test_a_table_goes_through_row_by_row_and_goes_on_where_it_stopped(ilha: CommandLine) -> None:
    mine, table = ilha.desk / "mine.json", ilha.desk / "notes.csv"
    steps = [{"task": "translation", "params": {"target": "en"}}, {"task": "text-classification"}]
    mine.write_text(json.dumps({"format": 1, "title": "Notes", "steps": steps}))
    table.write_text("id;nota;mais\n1;A sopa estava horrível.;Uma frase.\n2;Uma estadia maravilhosa.;Outra frase.\n")
    ilha("recipes", "import", mine)
    order = ("run", "recipe:notes", table, "--param", "column=nota", "--json")
    first = ilha(*order, "--out", "made").only
    assert first["result"]["columns"][:5] == ["id", "nota", "mais", "translation", "label"]
    assert [row[4] for row in first["result"]["rows"]] == ["negative", "positive"]
    (written,) = (ilha.desk / "made").glob("*.csv")
    assert written.read_text().startswith("id;nota;mais;translation;label;score")
    assert [kept for *_, kept in steps_of(first)] == [False, False]
    assert [kept for *_, kept in steps_of(ilha(*order).only)] == [True, True]


def test_a_long_table_at_the_end_of_a_recipe_is_named_and_not_printed(ilha: CommandLine) -> None:
    mine, table = ilha.desk / "mine.json", ilha.desk / "long.csv"
    steps = [{"task": "translation", "params": {"target": "en"}}, {"task": "text-classification"}]
    mine.write_text(json.dumps({"format": 1, "title": "Long", "steps": steps}))
    table.write_text("nota\n" + "A sopa estava horrível.\nUma estadia maravilhosa.\n" * 600)
    assert ilha("recipes", "import", mine).status == 0
    answer = ilha("run", "recipe:long", table, "--param", "column=nota")
    assert answer.status == 0, answer.err
    assert answer.out.startswith("1200 rows, 2 different texts in ")
    assert answer.out.count("\n") == 1


def test_a_folder_of_photos_ends_in_one_table(ilha: CommandLine) -> None:
    photos = ilha.desk / "holiday"
    photos.mkdir()
    for name in ("cat.jpg", "desk.jpg"):
        shutil.copyfile(SAMPLES / name, photos / name)
    (photos / "broken.jpg").write_bytes((SAMPLES / "cat.jpg").read_bytes()[:9000])
    answer = ilha("run", "recipe:photos", "holiday", "--json", "--format", "csv", "--out", "tables")
    assert answer.status == 1, "one of them cannot be read"
    assert answer.only["input"] == "holiday"
    table = answer.only["result"]
    assert table["columns"][:3] == ["input", "label", "score"]
    assert {row[0] for row in table["rows"]} == {"cat.jpg", "desk.jpg"}
    errors = {step["input"]: step["error"]["code"] for step in answer.only["steps"] if "error" in step}
    assert errors == {str(photos / "broken.jpg"): "input-corrupt"}
    (written,) = (ilha.desk / "tables").iterdir()
    assert written.read_text().startswith("input,label,score")


def test_what_cannot_be_a_recipe_is_refused_with_its_place(ilha: CommandLine) -> None:
    bad = ilha.desk / "bad.json"
    bad.write_text('{"format": 1, "title": "x", "steps": [{"task": "ocr"}, {"task": "object-detection"}]}')
    answer = ilha("recipes", "import", bad, "--json")
    assert (answer.status, answer.only["error"]["code"]) == (1, "recipe-invalid")
    assert "`$.steps[1].task`" in answer.only["error"]["hint"]
    unknown = ilha("run", "recipe:dance", SAMPLES / "letter.txt", "--json")
    assert (unknown.status, unknown.only["error"]["code"]) == (2, "recipe-unknown")
    told = ilha("run", "recipe:scan", SAMPLES / "scan.png", "--param", "target=pt", "--json")
    assert (told.status, told.only["error"]["code"]) == (2, "parameter-unknown")
    unfit = ilha("run", "recipe:scan", SAMPLES / "letter.txt", "--json")
    assert (unfit.status, unfit.only["error"]["code"]) == (1, "input-unsupported")
    assert history(ilha.home) == []
