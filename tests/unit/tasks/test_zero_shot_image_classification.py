"""Labels of one's own on pictures: CLIP weighs them against one another, SigLIP each by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from desktop.core.errors import InputCorrupt
from desktop.core.result import Labels
from tests.unit.engine.caption_models import CLIP, SIGLIP, TASK, apart, bench, together
from tests.unit.engine.picture_models import save

if TYPE_CHECKING:
    from pathlib import Path

RED, PLAIN_RED, BLUE = (255, 0, 0), (51, 0, 0), (0, 0, 255)
WHOLE = {"onnx/model.onnx": together()}


def scores(value: Any) -> dict[str, float]:
    assert isinstance(value, Labels)
    assert (value.sentences, value.method) == (None, "")
    return {label.label: label.score for label in value.labels}


def softmax(*logits: float) -> list[float]:
    return [float(one) for one in np.exp(logits) / np.exp(logits).sum()]


def sigmoid(logit: float) -> float:
    return float(1 / (1 + np.exp(-logit)))


def test_clip_and_siglip_make_other_scores_of_the_same_logits(tmp_path: Path) -> None:
    red = save(tmp_path / "red.png", RED)
    labels = {"labels": "blue, red, green"}
    clip = scores(bench(tmp_path / "clip", WHOLE, CLIP).result(TASK, red, **labels))
    assert clip == pytest.approx(dict(zip(("red", "blue", "green"), softmax(4, 0, 0), strict=True)), abs=1e-5)
    siglip = scores(bench(tmp_path / "siglip", WHOLE, SIGLIP, pad_token="[PAD]").result(TASK, red, **labels))
    assert siglip == pytest.approx({"red": sigmoid(4), "blue": 0.5, "green": 0.5}, abs=1e-5)


def test_another_label_moves_the_scores_of_clip_alone(tmp_path: Path) -> None:
    red = save(tmp_path / "red.png", PLAIN_RED)
    for name, config, moves in (("clip", CLIP, True), ("siglip", SIGLIP, False)):
        at_work = bench(tmp_path / name, WHOLE, config, pad_token="[PAD]")
        alone = scores(at_work.result(TASK, red, labels="red"))["red"]
        beside = scores(at_work.result(TASK, red, labels="red, green"))["red"]
        assert (abs(alone - beside) > 0.1) is moves


def test_the_sentence_around_a_label_is_part_of_what_is_asked(tmp_path: Path) -> None:
    at_work = bench(tmp_path, WHOLE, SIGLIP, pad_token="[PAD]")
    found = at_work.result(TASK, save(tmp_path / "red.png", PLAIN_RED), labels="blue, red", template="red {}")
    assert scores(found) == pytest.approx({"red": sigmoid(2 * 4 * 0.2), "blue": sigmoid(4 * 0.2)}, abs=1e-5)


@pytest.mark.parametrize("config", [CLIP, SIGLIP], ids=["clip", "siglip"])
@pytest.mark.parametrize("graphs", [WHOLE, apart()], ids=["one graph", "two graphs"])
def test_pictures_side_by_side_keep_their_order_and_one_fails_alone(
    tmp_path: Path, config: dict[str, Any], graphs: dict[str, bytes]
) -> None:
    at_work = bench(tmp_path, graphs, config, logit_scale=4, logit_bias=-1, pad_token="[PAD]")
    paths = [save(tmp_path / f"{number}.png", colour) for number, colour in enumerate((RED, BLUE, (0, 255, 0)))]
    bad = tmp_path / "bad.png"
    bad.write_bytes(paths[0].read_bytes()[:60])
    members = at_work.run(TASK, paths[0], bad, *paths[1:], labels="green, blue, red")
    assert isinstance(members[1].error, InputCorrupt)
    found = [scores(members[index].value) for index in (0, 2, 3)]
    assert [next(iter(one)) for one in found] == ["red", "blue", "green"]
    for path, one in zip(paths, found, strict=True):
        assert one == scores(at_work.result(TASK, path, labels="green, blue, red"))


def test_vectors_of_two_graphs_are_compared_by_direction_alone(tmp_path: Path) -> None:
    at_work = bench(tmp_path, apart(), CLIP)
    dark = scores(at_work.result(TASK, save(tmp_path / "dark.png", PLAIN_RED), labels="red, green"))
    bright = scores(at_work.result(TASK, save(tmp_path / "bright.png", RED), labels="red, green"))
    assert dark == bright == pytest.approx({"red": 1, "green": 0}), "a hundred times the cosine, as CLIP was trained"
