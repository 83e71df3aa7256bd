"""Files that are compared with their digests."""

from __future__ import annotations

import hashlib

import pytest

from desktop.core.errors import Cancelled
from desktop.core.job import Progress
from desktop.core.model import ModelState
from desktop.hub.verification import Fault, verify
from desktop.state.models import ModelShelf
from desktop.state.paths import Home
from tests.unit.hub.kept import FILES, keep


def test_a_model_as_it_was_installed_has_no_faults(home: Home, shelf: ModelShelf) -> None:
    for model in (keep(home), shelf.get("starter/efficientnet-lite0"), shelf.get("starter/pp-ocrv6")):
        verdict = verify(model)
        assert (verdict.state, verdict.faults) == (ModelState.READY, ())


def test_every_file_that_is_another_is_named_with_both_digests(home: Home) -> None:
    model = keep(home)
    graph = bytearray(FILES["onnx/model.onnx"])
    graph[7] ^= 1
    (model.folder / "onnx/model.onnx").write_bytes(graph)
    (model.folder / "config.json").unlink()
    expected = {file.path: file.sha256 for file in model.spec.files}
    verdict = verify(model)
    assert verdict.state is ModelState.PARTIAL
    assert set(verdict.faults) == {
        Fault(path="config.json", expected=expected["config.json"], found=""),
        Fault(path="onnx/model.onnx", expected=expected["onnx/model.onnx"], found=hashlib.sha256(graph).hexdigest()),
    }
    (model.folder / "config.json").write_bytes(FILES["config.json"])
    assert verify(model).state is ModelState.BROKEN


def test_a_manifest_that_cannot_be_read_is_the_fault(home: Home) -> None:
    (keep(home).folder / "manifest.json").write_text("{")
    verdict = verify(ModelShelf(home).get("local/words"))
    assert verdict.state is ModelState.BROKEN
    assert [fault.path for fault in verdict.faults] == ["manifest.json"]


def test_it_can_be_given_up(home: Home) -> None:
    def give_up(_: Progress) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        verify(keep(home), give_up)
