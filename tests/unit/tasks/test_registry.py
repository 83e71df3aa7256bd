"""Every task file registers, describes itself fully and has an icon, a model and a test."""

from pathlib import Path

import pytest

from desktop import tasks
from desktop.core.errors import TaskUnknown
from desktop.core.media import MediaKind
from desktop.core.task import Task, parameters
from desktop.media.sniff import recognise
from desktop.state.models import ModelShelf
from desktop.state.paths import resources


def test_the_first_issue_tasks_are_there_in_the_order_they_are_offered() -> None:
    assert list(tasks.registry())[:3] == ["ocr", "image-classification", "text-classification"]


@pytest.mark.parametrize("task", tasks.registry().values(), ids=lambda task: task.id)
def test_a_task_describes_itself(task: Task, shelf: ModelShelf) -> None:
    assert task.title
    assert task.summary
    assert task.accepts
    assert (resources() / "icons" / f"{task.icon}.svg").is_file()
    assert all(parameter.label and parameter.help for parameter in parameters(task))
    assert callable(tasks.runner(task.id))
    assert shelf.for_task(task.id)


@pytest.mark.parametrize(
    ("name", "offered"),
    [
        ("scan.png", ["ocr", "image-classification"]),
        ("photo.jpg", ["image-classification", "ocr"]),
        ("document.pdf", ["ocr"]),
        ("letter.txt", ["text-classification"]),
    ],
)
def test_a_file_gets_its_likely_action_first(samples: Path, name: str, offered: list[str]) -> None:
    assert [task.id for task in tasks.fitting(recognise(samples / name))] == offered


def test_what_cannot_be_opened_gets_no_action(tmp_path: Path) -> None:
    drawing = tmp_path / "drawing.png"
    drawing.write_text('<svg xmlns="http://www.w3.org/2000/svg"/>')
    assert recognise(drawing).kind is MediaKind.IMAGE
    assert tasks.fitting(recognise(drawing)) == []


def test_an_unknown_task_names_the_known_ones() -> None:
    with pytest.raises(TaskUnknown, match="no task “sing”"):
        tasks.get_task("sing")
