from __future__ import annotations

import re

import pytest

from desktop import tasks
from desktop.core.suggested import SUGGESTED
from desktop.state.models import ModelShelf

PERMISSIVE = {"Apache-2.0", "MIT", "BSD-3-Clause", "CC-BY-4.0"}


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


def test_models_that_translate_help_with_a_pair_or_with_its_way_through_english() -> None:
    def helpers(source: str, target: str) -> set[str]:
        return {model.repo_id.rpartition("/")[2] for model in SUGGESTED["translation"] if model.helps(source, target)}

    assert helpers("en", "fr") == {"opus-mt-en-fr", "m2m100_418M"}
    assert helpers("de", "pt") == {"opus-mt-de-en", "m2m100_418M"}
    assert helpers("pt", "de") == {"opus-mt-en-de", "m2m100_418M"}
    assert helpers("de", "fr") == {"opus-mt-de-en", "opus-mt-en-fr", "m2m100_418M"}
    assert helpers("xx", "yy") == set()
