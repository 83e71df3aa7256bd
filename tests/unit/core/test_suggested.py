from __future__ import annotations

import re

import pytest

from desktop import tasks
from desktop.core.suggested import SUGGESTED
from desktop.state.models import ModelShelf

PERMISSIVE = {"Apache-2.0", "MIT", "BSD-3-Clause"}


def test_every_task_without_a_model_says_what_to_install(shelf: ModelShelf) -> None:
    lacking = {task for task in tasks.registry() if not shelf.for_task(task)}
    assert lacking <= set(SUGGESTED)
    assert set(SUGGESTED) <= set(tasks.registry())


@pytest.mark.parametrize("task", sorted(SUGGESTED))
def test_a_suggestion_names_repository_and_licence_and_promises_nothing(task: str) -> None:
    for model in SUGGESTED[task]:
        assert re.fullmatch(r"[\w.-]+/[\w.-]+", model.repo_id)
        assert model.licence in PERMISSIVE
        assert model.address.endswith(model.repo_id)
        assert not re.search(r"\d|%|accura|best", model.summary.replace("384", ""))
