"""The result of a recipe: a tab for each step, which follows the work, and a way to do it again from there."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from desktop.core.errors import EngineCrashed, ModelNotInstalled
from desktop.core.job import Job, JobState, Progress
from desktop.core.languages import LanguageNotRead
from desktop.core.media import InputFile, MediaKind
from desktop.core.recipe import step_id, steps_of
from desktop.core.result import OtherLanguage, Table, Text
from desktop.jobs.turns import FEW
from desktop.media.sniff import recognise
from desktop.state.history import History
from desktop.state.recipes import Recipes, read_steps
from desktop.ui.result_pane import ResultPane
from desktop.worker.recipe import new_runs
from tests.gui import scenes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

    from desktop.core.task import Value
    from desktop.state.paths import Home

FAILURE = ModelNotInstalled(model="local/gone (2. translation)").failure()


@pytest.fixture
def run(home: Home, samples: Path) -> Job:
    """A scan that was read; its translation has failed."""
    ((run, (first,)),) = new_runs(Recipes(home).get("scan"), [recognise(samples / "scan.png")])
    run, first = (dataclasses.replace(one, started=one.created, finished=one.created + 1) for one in (run, first))
    read = dataclasses.replace(first, state=JobState.DONE, result=scenes.result(Text(text="Olá, ilha.")))
    last = dataclasses.replace(first, id=step_id(run.id, 1, 0), task="translation")
    second, failed = (dataclasses.replace(one, state=JobState.FAILED, failure=FAILURE) for one in (last, run))
    history = History(home.history)
    history.put([failed, read, second])
    history.close()
    return failed


@pytest.fixture
def pane(run: Job, stage: scenes.Scene, qtbot: QtBot) -> Iterator[ResultPane]:
    pane = ResultPane(stage.services)
    qtbot.addWidget(pane)
    pane.resize(500, 600)
    with qtbot.waitExposed(pane):
        pane.show()
    pane.show_job(run.id)
    yield pane
    pane.hide()


def tabs(pane: ResultPane) -> list[str]:
    return [pane.steps.tabs.accessibleTabName(number) for number in range(pane.steps.tabs.count())]


def test_the_step_that_failed_is_shown_and_what_was_found_before_stays(pane: ResultPane, run: Job) -> None:
    assert tabs(pane) == ["1, Read text, Done", "2, Translate, Failed"]
    assert pane.steps.tabs.currentIndex() == 1
    assert pane.states.currentWidget() is pane.failed
    assert "local/gone" in pane.failed.heading.text()
    pane.steps.tabs.setCurrentIndex(0)
    assert pane.viewer is not None
    assert pane.subtitle.text().startswith("Read and translate · ")
    assert pane.job_id == run.id, "the window knows the run"


def test_other_jobs_have_no_tabs(pane: ResultPane, stage: scenes.Scene, samples: Path) -> None:
    assert pane.steps.isVisible()
    (job,) = stage.services.queue.add([recognise(samples / "cat.jpg")], "image-classification")
    pane.show_job(job.id)
    assert not pane.steps.isVisible()
    assert pane.title.text() == "cat.jpg"


def test_retrying_and_cancelling_are_of_the_whole_run(
    pane: ResultPane, run: Job, stage: scenes.Scene, qtbot: QtBot
) -> None:
    queue = stage.services.queue
    pane.retry.click()
    waiting = queue.get(run.id)
    assert waiting is not None
    assert waiting.state is JobState.QUEUED
    assert tabs(pane) == ["1, Read text, Done", "2, Translate, Failed"], "until it is begun"
    queue.cancel(run.id)
    qtbot.waitUntil(lambda: queue.jobs()[0].state is JobState.CANCELLED)


def test_it_is_run_again_from_here_as_another_run(
    pane: ResultPane, run: Job, stage: scenes.Scene, qtbot: QtBot
) -> None:
    queue = stage.services.queue
    with qtbot.waitSignal(queue.jobs_added) as added:
        pane.steps.again.click()
    ((fresh,),) = added.args
    assert fresh.id != run.id
    assert pane.job_id == fresh.id
    first, *others = queue.recipes.steps(fresh.id)
    assert (first.state, others) == (JobState.DONE, [])
    assert first.result == next(queue.recipes.steps(run.id)).result
    kept = queue.get(run.id)
    assert kept is not None
    assert kept.state is JobState.FAILED, "what was there stays"


def test_the_tabs_follow_the_work_until_one_is_chosen(pane: ResultPane, run: Job, stage: scenes.Scene) -> None:
    recipes = stage.services.queue.recipes
    _, second = recipes.steps(run.id)
    pane.steps.take_run(dataclasses.replace(run, state=JobState.RUNNING, failure=None))
    at_work = dataclasses.replace(second, state=JobState.RUNNING, failure=None, finished=None)
    recipes.step_changed.emit(at_work)
    assert pane.steps.tabs.currentIndex() == 1
    assert pane.states.currentWidget() is pane.running
    assert not pane.steps.again.isVisible()
    recipes.partial.emit(second.id, "Hello, is")
    assert pane.running.partial.toPlainText() == "Hello, is"
    recipes.step_changed.emit(dataclasses.replace(at_work, progress=Progress(phase="run", done=1, total=4)))
    assert pane.running.bar.value() == 250
    pane.steps.tabs.setCurrentIndex(0)
    done = dataclasses.replace(at_work, state=JobState.DONE, result=scenes.result(Text(text="Hello, island.")))
    recipes.step_changed.emit(done)
    assert pane.steps.tabs.currentIndex() == 0, "the user chose it"
    assert tabs(pane)[1] == "2, Translate, Done"


def test_each_of_several_files_can_be_seen(stage: scenes.Scene, home: Home, samples: Path, qtbot: QtBot) -> None:
    files = [recognise(samples / name) for name in ("cat.jpg", "desk.jpg")]
    ((run, steps),) = new_runs(Recipes(home).get("photos"), files)
    done = [dataclasses.replace(step, state=JobState.DONE, result=scenes.result(Text(text="cat"))) for step in steps]
    table = dataclasses.replace(
        done[0],
        id=step_id(run.id, 1, 0),
        task="table",
        input=run.input,
        result=scenes.result(Table(columns=("input", "label"), rows=(("cat.jpg", "cat"),))),
    )
    history = History(home.history)
    history.put([dataclasses.replace(run, state=JobState.DONE, finished=run.created + 1), *done, table])
    history.close()
    pane = ResultPane(stage.services)
    qtbot.addWidget(pane)
    with qtbot.waitExposed(pane):
        pane.show()
    pane.show_job(run.id)
    assert pane.steps.tabs.currentIndex() == 1
    assert not pane.steps.files.isVisible()
    assert not pane.provenance.isVisible(), "no model made the table"
    pane.steps.tabs.setCurrentIndex(0)
    assert pane.steps.files.isVisible()
    assert [pane.steps.files.itemText(row) for row in range(2)] == ["cat.jpg", "desk.jpg"]
    pane.steps.files.setCurrentIndex(1)
    assert pane.steps.job is not None
    assert pane.steps.job.input.name == "desk.jpg"


def test_of_thousands_of_files_the_first_is_shown_at_once(stage: scenes.Scene, home: Home, qtbot: QtBot) -> None:
    many = 4 * FEW
    kind = {"kind": MediaKind.IMAGE, "mime": "image/jpeg", "label": "JPEG image", "size_bytes": 10}
    files = [InputFile(path=Path(f"/photos/{number:03}.jpg"), **kind) for number in range(many)]  # type: ignore[arg-type]
    ((run, steps),) = new_runs(Recipes(home).get("photos"), files)
    done = [dataclasses.replace(step, state=JobState.DONE, result=scenes.result(Text(text="cat"))) for step in steps]
    done[-1] = dataclasses.replace(done[-1], state=JobState.FAILED, failure=EngineCrashed().failure(), result=None)
    history = History(home.history)
    history.put([dataclasses.replace(run, state=JobState.CANCELLED), *done])
    history.close()
    pane = ResultPane(stage.services)
    qtbot.addWidget(pane)
    pane.show_job(run.id)
    assert pane.steps.files.count() < many
    assert pane.steps.job is not None
    assert pane.steps.job.input.name == "000.jpg"
    assert tabs(pane)[0] == "1, Find things, Done"
    qtbot.waitUntil(lambda: pane.steps.files.count() == many)
    assert pane.steps.files.itemText(many - 1) == f"{many - 1:03}.jpg"
    assert tabs(pane)[0] == "1, Find things, Failed", "known when all are read"


def test_a_text_in_another_language_is_translated_first(stage: scenes.Scene, samples: Path, qtbot: QtBot) -> None:
    queue = stage.services.queue
    unread = LanguageNotRead(language="Portuguese", model="starter/minilm-sentiment", known="English").failure()
    job = scenes.job("pt", samples / "letter-pt.txt", task="text-classification", state=JobState.FAILED, failure=unread)
    history = History(stage.services.home.history)
    history.put([dataclasses.replace(job, model="starter/minilm-sentiment", params={"split": "lines"})])
    history.close()
    pane = ResultPane(stage.services)
    qtbot.addWidget(pane)
    pane.show_job("pt")
    assert not pane.translate.isHidden()
    assert pane.retry.isHidden(), "it would fail again"
    with qtbot.waitSignal(queue.jobs_added) as added:
        pane.translate.click()
    ((run,),) = added.args
    assert pane.job_id == run.id
    assert tabs(pane)[0].startswith("1, Translate"), tabs(pane)
    first, second = read_steps(steps_of(run.params))
    assert (first.task, first.params) == ("translation", {"target": "en"})
    assert (second.task, second.params) == ("text-classification", {"split": "lines"})


@pytest.mark.parametrize(
    ("task", "params", "kind", "offered"),
    [
        ("text-classification", {"split": "lines"}, MediaKind.TEXT, True),
        ("text-classification", {"split": "none", "column": "note"}, MediaKind.TABLE, False),
        ("question-answering", {"question": "Quando chega o atlas?", "top_k": 1}, MediaKind.TEXT, False),
    ],
    ids=["text", "table", "question"],
)
def test_a_result_of_a_text_in_another_language_says_so(
    stage: scenes.Scene,
    samples: Path,
    qtbot: QtBot,
    task: str,
    params: dict[str, Value],
    kind: MediaKind,
    offered: bool,
) -> None:
    """The text alone can be translated: not a question that was typed, and of a table not one column."""
    made = scenes.labels_result()
    provenance = dataclasses.replace(made.provenance, model="starter/minilm-sentiment")
    found = dataclasses.replace(
        made, provenance=provenance, other_language=OtherLanguage(text="pt", model=("en", "fr"))
    )
    job = scenes.job("pt", samples / "letter-pt.txt", kind=kind, task=task, made=found)
    history = History(stage.services.home.history)
    plain = scenes.job("en", samples / "letter.txt", kind=kind, task=task, made=made)
    history.put([dataclasses.replace(job, model="starter/minilm-sentiment", params=params), plain])
    history.close()
    pane = ResultPane(stage.services)
    qtbot.addWidget(pane)
    pane.show_job("pt")
    assert not pane.language.isHidden()
    said = "This model reads English, French. The text seems to be in Portuguese, so the result may be wrong."
    assert pane.language.text.text() == said
    assert pane.language.action.isHidden() is not offered
    if offered:
        with qtbot.waitSignal(stage.services.queue.jobs_added) as added:
            pane.language.action.click()
        ((run,),) = added.args
        assert pane.job_id == run.id
        first, second = read_steps(steps_of(run.params))
        assert (first.task, first.params) == ("translation", {"target": "en"})
        assert (second.task, second.params) == (task, params)
        assert pane.language.isHidden(), "the new result is not there yet"
    pane.show_job("en")
    assert pane.language.isHidden()
