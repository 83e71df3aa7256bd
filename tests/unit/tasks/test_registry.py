"""Every task file registers, describes itself fully and has an icon, a model and a test."""

import pytest

from desktop import tasks
from desktop.core.errors import TaskUnknown
from desktop.core.media import MediaKind
from desktop.core.task import Task, parameters
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


def test_a_file_gets_its_likely_action_first() -> None:
    assert [task.id for task in tasks.fitting(MediaKind.IMAGE)] == ["ocr", "image-classification"]
    assert [task.id for task in tasks.fitting(MediaKind.PDF)] == ["ocr"]
    assert [task.id for task in tasks.fitting(MediaKind.TEXT)] == ["text-classification"]
    assert tasks.fitting(MediaKind.PROGRAM) == []


def test_an_unknown_task_names_the_known_ones() -> None:
    with pytest.raises(TaskUnknown, match="no task “sing”"):
        tasks.get_task("sing")
