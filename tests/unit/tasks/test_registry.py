"""Every task file registers, describes itself fully and has an icon; what comes with the program has a model."""

import subprocess
import sys
from pathlib import Path

import pytest

from desktop import tasks
from desktop.core.media import MediaKind
from desktop.core.task import Task, parameters
from desktop.core.usage import TaskUnknown
from desktop.media.sniff import recognise
from desktop.state.models import ModelShelf
from desktop.state.paths import resources

AT_ONCE = ["ocr", "image-classification", "text-classification"]
"""Tasks whose models are a part of the program."""


def test_what_works_at_once_is_there_in_the_order_it_is_offered() -> None:
    assert [task for task in tasks.registry() if task in AT_ONCE] == AT_ONCE


def test_parameters_are_no_dataclasses_before_somebody_asks_for_them() -> None:
    script = "; ".join(
        (
            "from desktop import tasks",
            "classes = {task.params for task in tasks.registry().values()}",
            "print(sum(hasattr(params, '__dataclass_fields__') for params in classes), len(classes) > 10)",
        )
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout == "0 True\n", "the window waits for each of them at its start"


@pytest.mark.parametrize("task", tasks.registry().values(), ids=lambda task: task.id)
def test_a_task_describes_itself(task: Task) -> None:
    assert task.title
    assert task.summary
    assert task.accepts
    assert (resources() / "icons" / f"{task.icon}.svg").is_file()
    assert all(parameter.label and parameter.help for parameter in parameters(task))
    assert callable(tasks.runner(task.id))


@pytest.mark.parametrize("task", AT_ONCE)
def test_some_tasks_work_at_once(task: str, shelf: ModelShelf) -> None:
    assert shelf.for_task(task)


@pytest.mark.parametrize(
    ("name", "first"),
    [
        ("scan.png", ["ocr", "image-classification", "object-detection"]),
        ("photo.jpg", ["image-classification", "object-detection", "image-segmentation"]),
        ("document.pdf", ["ocr"]),
        ("letter.txt", ["text-classification"]),
    ],
)
def test_a_file_gets_its_likely_action_first(samples: Path, name: str, first: list[str]) -> None:
    offered = [task.id for task in tasks.fitting(recognise(samples / name))]
    assert offered[: len(first)] == first


def test_what_cannot_be_opened_gets_no_action(tmp_path: Path) -> None:
    drawing = tmp_path / "drawing.png"
    drawing.write_text('<svg xmlns="http://www.w3.org/2000/svg"/>')
    assert recognise(drawing).kind is MediaKind.IMAGE
    assert tasks.fitting(recognise(drawing)) == []


def test_an_unknown_task_names_the_known_ones() -> None:
    with pytest.raises(TaskUnknown, match="no task “sing”"):
        tasks.get_task("sing")
