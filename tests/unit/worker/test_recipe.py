"""Which recipes can be done, and what their steps hand on."""

from __future__ import annotations

import dataclasses
import json
import shutil
from typing import TYPE_CHECKING

import pytest

from desktop import tasks
from desktop.core.errors import Failure, InternalError
from desktop.core.job import Done, Failed
from desktop.core.media import MediaKind
from desktop.core.recipe import SENTENCES, TABLE, Recipe, RecipeInvalid, Step, misfit, steps_of
from desktop.core.result import Artifact, Boxes, Provenance, Result, Segment, Segments, Table, Text
from desktop.core.usage import FileTaken, ParameterUnknown
from desktop.media.sniff import recognise
from desktop.state.history import History
from desktop.state.recipes import Recipes, read_steps
from desktop.state.settings import Settings
from desktop.worker import recipe_run
from desktop.worker.recipe import chain_of, give_away, is_ready, lacking, new_runs, offered, take_in, unfit
from desktop.worker.recipe_anew import run_anew
from desktop.worker.recipe_order import RecipeOrder
from desktop.worker.recipe_rows import told
from desktop.worker.recipe_run import PARTS, RecipeRun
from desktop.worker.recipe_steps import hand_on, perform, text_of
from desktop.worker.suggest import suggest
from desktop.worker.table_rows import by_row

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.core.job import Job
    from desktop.core.media import InputFile
    from desktop.core.result import ResultValue
    from desktop.state.models import ModelShelf
    from desktop.state.paths import Home


def recipe(*steps: Step) -> Recipe:
    return Recipe(id="mine", title="Mine", steps=steps)


def found(value: ResultValue) -> Result:
    made = Provenance(
        app="", model="", revision="", files={}, input_sha256="ab", params={}, runtime={}, started="", finished=""
    )
    return Result(value=value, provenance=made)


def test_those_of_the_program_can_be_done_and_run_at_once(home: Home, shelf: ModelShelf) -> None:
    for one in Recipes(home).all():
        assert misfit(chain_of(one)) is None
        if one.id != "recording":
            assert is_ready(one, shelf), one.id


@pytest.mark.parametrize(
    ("steps", "said"),
    [
        ((Step(task="ocr"), Step(task="dance")), ("no task “dance”", "`$.steps[1].task`")),
        ((Step(task="ocr", params={"speed": 3}),), ("no parameter “speed”", "`$.steps[0].params`")),
        ((Step(task="ocr", params={"min_score": 7.0}),), ("“7.0” is no value", "`$.steps[0].params`")),
        ((Step(task="ocr"), Step(task="question-answering")), ("question", "`$.steps[1].params`")),
        ((Step(task="ocr"), Step(task="object-detection")), ("cannot work on what “ocr” gives", "`$.steps[1].task`")),
        ((Step(task="object-detection"), Step(task="translation")), ("cannot work on", "`$.steps[1].task`")),
        ((Step(task="table"),), ("cannot work on what “a file” gives", "`$.steps[0].task`")),
        ((Step(task="ocr"), Step(task="table"), Step(task="translation")), ("“table” gives", "`$.steps[2].task`")),
    ],
)
def test_what_cannot_be_done_is_refused_with_its_place(steps: tuple[Step, ...], said: tuple[str, ...]) -> None:
    with pytest.raises(RecipeInvalid) as error:
        chain_of(recipe(*steps))
    assert all(part in str(error.value.arguments["said"]) for part in said)


def test_nothing_of_a_bad_file_is_kept_and_a_good_one_comes_back_as_it_was(home: Home, tmp_path: Path) -> None:
    recipes = Recipes(home)
    bad = tmp_path / "bad.json"
    bad.write_text(json.dumps({"format": 1, "title": "x", "steps": [{"task": "table"}]}))
    with pytest.raises(RecipeInvalid, match=r"“bad\.json”"):
        take_in(recipes, bad)
    assert not home.recipes.exists()
    mine = recipe(Step(task="ocr"), Step(task="translation", params={"target": "pt"}))
    give_away(mine, tmp_path / "good.json")
    with pytest.raises(FileTaken):
        give_away(mine, tmp_path / "good.json")
    assert take_in(recipes, tmp_path / "good.json") == mine
    assert take_in(recipes, tmp_path / "good.json").id == "mine-2"


def test_recipes_are_offered_after_the_tasks_for_what_their_first_step_takes(
    home: Home, shelf: ModelShelf, samples: Path, tmp_path: Path
) -> None:
    known = [
        *Recipes(home).all(),
        recipe(Step(task="dance")),
        recipe(Step(task="ocr"), Step(task="summarization", model="x")),
    ]
    offers = suggest(recognise(samples / "scan.png"), shelf, recipes=known)
    ids = [offer.task.id for offer in offers]
    assert ids.index("recipe:scan") > ids.index("object-detection")
    assert {task for task in ids if task.startswith("recipe:")} == {"recipe:scan", "recipe:photos", "recipe:mine"}
    blocked = next(offer for offer in offers if offer.task.id == "recipe:mine")
    assert (blocked.ready, blocked.lacks) == (False, "summarization")
    page = [task.id for _, task in offered(known, recognise(samples / "reviews.txt"))]
    assert page == ["recipe:reviews"]
    closed = tmp_path / "letter.rtf"
    closed.write_text(r"{\rtf1\ansi Dear team,\par the atlas arrived.\par}")
    assert offered(known, recognise(closed)) == [], "a document that cannot be opened"


def test_a_model_that_is_wanted_by_name_must_be_here(shelf: ModelShelf) -> None:
    assert lacking(recipe(Step(task="ocr", model="starter/pp-ocrv6")), shelf) is None
    missing = lacking(recipe(Step(task="sentences"), Step(task="text-classification", model="local/gone")), shelf)
    assert missing == tasks.get_task("text-classification")


def test_a_run_for_each_file_or_one_for_all_of_them(samples: Path) -> None:
    files = [recognise(samples / name) for name in ("cat.jpg", "desk.jpg")]
    each = new_runs(recipe(Step(task="ocr"), Step(task="translation")), files)
    assert [run.input.name for run, _ in each] == ["cat.jpg", "desk.jpg"]
    ((run, steps),) = new_runs(recipe(Step(task="object-detection"), Step(task="table")), files)
    assert (run.input.name, run.input.path) == ("samples", samples)
    assert [step.id for step in steps] == [f"{run.id}.00.00000", f"{run.id}.00.00001"]


def test_what_is_handed_on_is_the_text(tmp_path: Path, samples: Path) -> None:
    said = Segments(text="Good morning.", language="en", segments=(Segment(start_s=0, end_s=1, text="Good morning."),))
    assert text_of(found(said)) == "Good morning."
    assert text_of(found(Text(text="Olá"))) == "Olá"
    assert text_of(found(Table(columns=("text",), rows=(("a\nb",), ("c",))))) == "a b\nc"
    assert text_of(found(Boxes(width=1, height=1, boxes=()))) == ""
    source = dataclasses.replace(recognise(samples / "letter.txt"), name="Dear Ana…")
    given, digest = hand_on("Olá \ud800", source, tmp_path)
    assert (given.path.name, given.name) == ("letter.txt", "Dear Ana….txt")
    assert given.path.read_text(encoding="utf-8") == "Olá ?"
    assert hand_on("Olá ?", source, tmp_path)[1] == digest


def test_sentences_of_a_page_without_its_notation(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("# Reviews\n\nA **good** lamp. It shines!\n\n- Too dear.\n")
    rows = perform(SENTENCES.id, recognise(page), []).value
    assert rows == Table(columns=("text",), rows=(("Reviews",), ("A good lamp.",), ("It shines!",), ("Too dear.",)))


def test_a_table_has_the_columns_of_all_its_files(samples: Path) -> None:
    one, two = recognise(samples / "cat.jpg"), recognise(samples / "letter.txt")
    given = [(one, found(Table(columns=("a",), rows=((1,), (2,))))), (two, found(Table(columns=("b",), rows=((3,),))))]
    value = perform(TABLE.id, one, given).value
    assert value == Table(
        columns=("input", "a", "b"), rows=(("cat.jpg", 1, None), ("cat.jpg", 2, None), ("letter.txt", None, 3))
    )


def test_doubts_about_a_step_are_told_and_a_folder_that_takes_nothing_is_no_success(
    home: Home, shelf: ModelShelf, tmp_path: Path, samples: Path
) -> None:
    (tmp_path / "file").write_text("no folder")
    history = History(home.history)
    order = RecipeOrder(
        recipe(Step(task="text-classification"), Step(task=TABLE.id)),
        home,
        shelf=shelf,
        history=history,
        settings=Settings(threads=1),
        on_progress=lambda *_: None,
        formats=("csv",),
        out=tmp_path / "file" / "below",
    )
    (outcome,) = order.run([str(samples / "letter-pt.txt")])
    history.close()
    assert outcome.failure is None
    assert not outcome.complete
    doubt, place = outcome.notices
    assert "The text seems to be in Portuguese" in doubt, "which the last step knows nothing of"
    assert str(home.exports) in place
    assert outcome.artifacts[-1].path.is_relative_to(home.exports)


def test_thousands_of_files_are_begun_a_few_at_a_time(
    home: Home, shelf: ModelShelf, samples: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A run without an engine: what is due is answered at once, and progress grows to the end."""
    monkeypatch.setattr(recipe_run, "TURN_S", 60.0)
    file = recognise(samples / "cat.jpg")
    ((run, steps),) = new_runs(Recipes(home).get("photos"), [file] * 300)
    files = list(steps)
    kept: dict[str, Job] = {}
    work = RecipeRun(
        run, files, home, shelf, record=lambda jobs: bool(kept.update((j.id, j) for j in jobs)), made=lambda *_: []
    )
    sizes, shares = [], []
    while not work.over:
        due = work.due()
        sizes.append(len(due))
        for job in due:
            if job.task == TABLE.id:
                work.take(work.work_of(job)())
            else:
                work.take(Done(job_id=job.id, result=found(Boxes(width=1, height=1, boxes=()))))
        shares.append(work.progress.done)
    assert [size for size in sizes if size] == [64, 64, 64, 64, 44, 1]
    assert shares == sorted(shares)
    assert shares[-1] == PARTS
    assert isinstance(work.ended(), Result)
    assert len(kept) == 301
    monkeypatch.setattr(recipe_run, "TURN_S", 0.0)
    again = RecipeRun(run, files, home, shelf, record=lambda _: True, made=lambda *_: [])
    assert len(again.due()) == 1, "looking for earlier results has taken its time"


def test_a_mistake_of_a_step_says_nothing_of_what_it_worked_on(
    home: Home, shelf: ModelShelf, samples: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_task: str, file: InputFile, _given: object) -> Result:
        raise ValueError(file.name)

    monkeypatch.setattr("desktop.worker.recipe_run.perform", fail)
    ((run, steps),) = new_runs(recipe(Step(task=SENTENCES.id)), [recognise(samples / "letter.txt")])
    work = RecipeRun(run, steps, home, shelf, record=lambda _: True, made=lambda *_: [])
    (job,) = work.due()
    message = work.work_of(job)()
    assert isinstance(message, Failed)
    assert message.failure.code == InternalError.code
    assert "ValueError" in message.failure.detail
    assert "letter.txt" not in message.failure.detail


CSV = "id,note\n1,A lovely soup.\n2,An awful room.\n"


def translated(folder: Path, job: Job, columns: tuple[str, ...], made: tuple[str, ...] = ("translation",)) -> Result:
    """The table that a step would have made; its file stands where an engine would put it."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "table.csv").write_text(",".join(columns) + "\n")
    table = Table(columns=columns, rows=(), column="note", made=made, artifact="table.csv")
    whole = Artifact(name="table.csv", path=folder / "table.csv", mime="text/csv")
    return dataclasses.replace(found(table), artifacts=(whole,))


def begun(home: Home, shelf: ModelShelf, path: Path, one: Recipe) -> RecipeRun:
    ((run, steps),) = new_runs(one, [recognise(path)])
    return RecipeRun(run, steps, home, shelf, record=lambda _: True, made=lambda *_: [])


def answered(home: Home, work: RecipeRun, columns: tuple[str, ...], **made: tuple[str, ...]) -> Job:
    """What comes after a step that has made a table with these columns."""
    (first,) = work.due()
    work.take(Done(job_id=first.id, result=translated(home.work / first.id, first, columns, **made)))
    while not work.tables_due:
        assert work.due() == []
    work.hand_tables_on()
    (second,) = work.due()
    return second


TWO = recipe(Step(task="translation", params={"target": "pt"}), Step(task="text-classification"))


def test_each_step_works_on_the_column_that_the_one_before_has_made(
    home: Home, shelf: ModelShelf, tmp_path: Path, samples: Path
) -> None:
    path = tmp_path / "t.csv"
    path.write_text(CSV)
    work = begun(home, shelf, path, told(TWO, {"column": "note"}))
    (first,) = work.due()
    assert (first.params["column"], first.params["label_column"]) == ("note", "translation"), "beside it"
    (plain,) = begun(home, shelf, samples / "letter.txt", TWO).due()
    assert "label_column" not in plain.params, "a text has no columns"
    second = answered(home, work, ("id", "note", "translation"))
    assert (second.input.kind, second.input.name, second.input.path.name) == (MediaKind.TABLE, "t.csv", "t.csv")
    assert second.input.path.read_text() == "id,note,translation\n"
    assert second.params["column"] == "translation"
    assert by_row(tasks.get_task(second.task), second.input, second.params)


@pytest.mark.parametrize(
    ("columns", "made", "column"),
    [
        (("column 1", "column 2", "column 3"), ("column 3",), "3"),
        (("id", "note", "error"), ("error",), "note"),
        (("note", "translation", "translation (2)", "error"), ("translation (2)", "error"), "translation (2)"),
    ],
    ids=["no column has a name", "masked in their place", "a name that was there"],
)
def test_the_column_of_the_results_is_found_again(
    home: Home, shelf: ModelShelf, tmp_path: Path, columns: tuple[str, ...], made: tuple[str, ...], column: str
) -> None:
    path = tmp_path / "t.csv"
    path.write_text(CSV)
    assert answered(home, begun(home, shelf, path, TWO), columns, made=made).params["column"] == column


def test_the_column_of_the_results_may_be_called_like_that_of_the_errors(
    home: Home, shelf: ModelShelf, tmp_path: Path
) -> None:
    path = tmp_path / "t.csv"
    path.write_text(CSV)
    work = begun(home, shelf, path, told(TWO, {"column": "note", "label_column": "error message"}))
    second = answered(home, work, ("id", "note", "error message", "error"), made=("error message", "error"))
    assert second.params["column"] == "error message"


def test_a_table_that_is_gone_ends_the_step_that_needs_it(home: Home, shelf: ModelShelf, tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text(CSV)
    work = begun(home, shelf, path, TWO)
    (first,) = work.due()
    work.take(Done(job_id=first.id, result=translated(home.work / first.id, first, ("note", "translation"))))
    shutil.rmtree(home.artifacts / first.id)
    while not work.over:
        if work.tables_due:
            work.hand_tables_on()
        work.due()
    failure = work.ended()
    assert isinstance(failure, Failure)
    assert failure.code == "storage-not-writable"


def test_a_table_is_refused_before_anything_is_done_where_a_step_needs_all_of_it(tmp_path: Path, samples: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text(CSV)
    mixed = recipe(Step(task="translation"), Step(task="sentences"), Step(task="text-classification"))
    failure = unfit(chain_of(mixed), recognise(path))
    assert failure is not None
    assert (failure.code, failure.arguments["step"], failure.arguments["task"]) == ("step-not-by-rows", 2, "sentences")
    assert unfit(chain_of(mixed), recognise(samples / "letter.txt")) is None
    assert unfit(chain_of(TWO), recognise(path)) is None
    assert offered([mixed, TWO], recognise(path)) == offered([TWO], recognise(path)) != []


def test_a_recipe_is_told_of_a_table_alone(home: Home, tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text(CSV)
    with pytest.raises(ParameterUnknown):
        told(TWO, {"target": "en"})
    with pytest.raises(ParameterUnknown):
        told(recipe(Step(task="ocr")), {"column": "note"})
    ((run, steps),) = new_runs(told(TWO, {"column": "note"}), [recognise(path)])
    again, anew = run_anew(run, list(steps), 0, home, TWO)
    assert read_steps(steps_of(again.params))[0].params == {"target": "pt", "column": "note"}
    assert anew[0].params["column"] == "note"
