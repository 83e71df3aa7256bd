"""A model is tried by an engine of its own, and what that says becomes a fault of the model or of the computer."""

from __future__ import annotations

import dataclasses
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import psutil
import pytest

from desktop.core.errors import (
    Cancelled,
    EngineOutOfMemory,
    EngineTimedOut,
    EngineUnavailable,
    Failure,
    ModelIncompatible,
    ModelIncomplete,
    describe,
)
from desktop.core.inspection import ModelReport
from desktop.core.model import InstalledModel, ModelState
from desktop.hub.plan import make_plan
from desktop.state.files import sha256_of
from desktop.worker import inspector as inspectors
from desktop.worker.inspector import EngineInspector, _error
from tests.e2e.programs import engines
from tests.unit.engine.graphs import Files, loudness
from tests.unit.hub.folders import picture_folder, text_folder, write

if TYPE_CHECKING:
    from desktop.state.paths import Home


def recordings(folder: Path) -> Path:
    files: Files = {
        "onnx/model.onnx": loudness(("batch", 1024, 128)),
        "preprocessor_config.json": {"feature_extractor_type": "ASTFeatureExtractor"},
        "config.json": {"architectures": ["ASTForAudioClassification"], "id2label": {"0": "quiet", "1": "loud"}},
    }
    return write(folder, files)


def planned(folder: Path, task: str | None = None) -> InstalledModel:
    """Return the model in a folder as one that was copied: with the digests of its files."""
    plan = make_plan(folder, None, task, None)
    files = tuple(dataclasses.replace(file, sha256=sha256_of(folder / file.path)) for file in plan.spec.files)
    return InstalledModel(
        spec=dataclasses.replace(plan.spec, files=files), folder=plan.source.root, state=ModelState.READY
    )


@pytest.fixture
def inspector(home: Home) -> Iterator[EngineInspector]:
    with EngineInspector(home, threads=1) as inspector:
        yield inspector
    assert not list(home.work.iterdir())


@pytest.mark.parametrize("make", [text_folder, picture_folder, recordings])
def test_each_kind_of_model_is_tried_on_an_example_of_its_own(
    inspector: EngineInspector, tmp_path: Path, make: Callable[[Path], Path]
) -> None:
    model = planned(make(tmp_path / "model"))
    assert inspector.inspect(model) == ModelReport()
    assert 0 < inspector.measure(model) < 60


def test_a_task_that_must_be_told_something_is_told_its_example(inspector: EngineInspector, tmp_path: Path) -> None:
    folder = text_folder(tmp_path / "model")
    write(folder, {"config.json": {"label2id": {"contradiction": 0, "entailment": 1}}})
    assert inspector.measure(planned(folder, "zero-shot-classification")) > 0


def test_the_model_is_let_go_once_it_was_tried(inspector: EngineInspector, tmp_path: Path) -> None:
    model = planned(text_folder(tmp_path / "model"))
    inspector.inspect(model)
    assert engines(psutil.Process())
    inspector.measure(model)
    assert not engines(psutil.Process())


def test_what_the_engine_makes_is_gone_afterwards(home: Home, tmp_path: Path) -> None:
    folder = text_folder(tmp_path / "model")
    (folder / "tokenizer.json").unlink()
    write(folder, {"vocab.txt": "[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\nthe\n"})
    with EngineInspector(home, threads=1) as inspector:
        (made,) = inspector.inspect(planned(folder)).made
        assert made.is_file()
        assert made.is_relative_to(home.work)
    assert not list(home.work.iterdir())


def test_it_is_given_up_from_another_thread(inspector: EngineInspector, tmp_path: Path) -> None:
    model = planned(text_folder(tmp_path / "model"))
    thread = threading.Thread(target=inspector.cancel)
    thread.start()
    with pytest.raises(Cancelled):
        inspector.measure(model)
    thread.join()


def test_an_engine_without_an_answer_is_not_waited_for(
    inspector: EngineInspector, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inspectors, "PATIENCE_S", 0.0)
    with pytest.raises(EngineTimedOut):
        inspector.inspect(planned(text_folder(tmp_path / "model")))


# --- what the failures of the engine mean ----------------------------------------------------------------------------


@pytest.fixture
def model(tmp_path: Path) -> InstalledModel:
    return planned(text_folder(tmp_path / "model"))


def test_a_bug_that_the_model_met_is_told_as_its_fault(model: InstalledModel) -> None:
    found = _error(
        model.spec.id, Failure(code="internal-error", arguments={"kind": "KeyError"}, detail="Trace\nKeyError: 'x'")
    )
    assert isinstance(found, ModelIncompatible)
    assert "local/model" in str(found)
    assert "KeyError: 'x'" in describe(found.failure())[0]
    assert "Trace" in found.detail


def test_a_crash_is_the_fault_of_the_model(model: InstalledModel) -> None:
    found = _error(model.spec.id, Failure(code="engine-crashed", arguments={"exit": "SIGSEGV"}))
    assert isinstance(found, ModelIncompatible)
    assert "SIGSEGV" in describe(found.failure())[0]


@pytest.mark.parametrize("kind", [EngineOutOfMemory, EngineUnavailable, EngineTimedOut])
def test_a_fault_of_the_computer_is_none_of_the_model(model: InstalledModel, kind: type[EngineOutOfMemory]) -> None:
    assert type(_error(model.spec.id, Failure(code=kind.code))) is kind


def test_a_fault_of_the_model_keeps_its_words(model: InstalledModel) -> None:
    arguments = {
        "model": "another",
        "file": "tokenizer.json",
        "reason": "Its file “{file}” is torn.",
        "remedy": "Fix it.",
    }
    found = _error(model.spec.id, Failure(code="model-incomplete", arguments=dict(arguments)))
    assert isinstance(found, ModelIncomplete)
    message, hint = describe(found.failure())
    assert message == "The model “local/model” is incomplete. Its file “tokenizer.json” is torn."
    assert hint == "Fix it."
