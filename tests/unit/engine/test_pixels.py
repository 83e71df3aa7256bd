"""Pictures for graphs of every kind of folder: what goes in is the library's own, in the graph's names and axes."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from PIL import Image

from desktop.core.errors import ModelIncompatible
from desktop.engine.pixels import PictureEncoder, Prepared, picture_encoder
from tests.unit.engine.picture_models import ANY_SIZE, colour_graph, plain
from tests.unit.engine.text_models import load

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Make = Callable[..., PictureEncoder]

DETR = {"size": {"shortest_edge": 48, "longest_edge": 80}}


@pytest.fixture
def encoder(tmp_path: Path) -> Make:
    def make(
        preprocessor: dict[str, Any] | None, graph: bytes = colour_graph(), settings: Any = None, **files: Any
    ) -> PictureEncoder:
        content: dict[str, Any] = {"onnx/model.onnx": graph}
        content |= {"preprocessor_config.json": preprocessor} if preprocessor is not None else {}
        content |= {f"{name}.json": value for name, value in files.items()}
        return picture_encoder(load(tmp_path / "model", "image-classification", content, **(settings or {})))

    return make


@pytest.fixture
def photo(samples: Path) -> Image.Image:
    with Image.open(samples / "photo.jpg") as image:
        return image.convert("RGB")


def pixels(prepared: Prepared) -> np.ndarray:
    return prepared.row["pixel_values"]


def one_colour(red: int = 255, green: int = 51, blue: int = 0, size: tuple[int, int] = (40, 30)) -> Image.Image:
    return Image.new("RGB", size, (red, green, blue))


@pytest.mark.parametrize(
    ("named", "library"),
    [
        ({"image_processor_type": "ViTImageProcessor"}, "ViTImageProcessorPil"),
        ({"image_processor_type": "ViTImageProcessorFast"}, "ViTImageProcessorPil"),
        ({"feature_extractor_type": "ViTFeatureExtractor", "size": 64}, "ViTImageProcessorPil"),
        (
            {"feature_extractor_type": "ConvNextFeatureExtractor", "size": 224, "crop_pct": 0.9},
            "ConvNextImageProcessorPil",
        ),
        ({"image_processor_type": "MobileViTImageProcessor"}, "MobileViTImageProcessorPil"),
        (
            {"image_processor_type": "EfficientNetImageProcessor", "rescale_offset": True},
            "EfficientNetImageProcessorPil",
        ),
        ({"image_processor_type": "DetrImageProcessor", **DETR}, "DetrImageProcessorPil"),
        ({"feature_extractor_type": "YolosFeatureExtractor", "size": 48, "max_size": 80}, "YolosImageProcessorPil"),
        ({"image_processor_type": "RTDetrImageProcessor"}, "RTDetrImageProcessorPil"),
        ({"feature_extractor_type": "CLIPFeatureExtractor", "size": 64, "crop_size": 64}, "CLIPImageProcessorPil"),
        ({"image_processor_type": "DPTImageProcessor", "keep_aspect_ratio": True}, "DPTImageProcessorPil"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_goes_in_is_the_librarys_to_the_last_bit(
    encoder: Make, photo: Image.Image, named: dict[str, Any], library: str
) -> None:
    import transformers

    expected = getattr(transformers, library)(**named)(photo, return_tensors="np")["pixel_values"][0]
    assert np.array_equal(pixels(encoder(named).prepare(photo)), expected)


def test_a_nameless_configuration_is_read_as_the_kind_of_model_is(encoder: Make, photo: Image.Image) -> None:
    import transformers

    made = encoder({"size": 64, "do_center_crop": False}, config={"model_type": "resnet"})
    expected = transformers.ConvNextImageProcessorPil(size=64, do_center_crop=False)(photo, return_tensors="np")
    assert np.array_equal(pixels(made.prepare(photo)), expected["pixel_values"][0])


def test_a_processor_inside_another_file_counts(encoder: Make) -> None:
    made = encoder(None, processor_config={"processor_class": "CLIPProcessor", "image_processor": plain(8, 6)})
    assert pixels(made.prepare(one_colour())).shape == (3, 8, 6)


def test_the_librarys_masks_reach_the_graphs_that_want_them(encoder: Make, photo: Image.Image) -> None:
    named = {"image_processor_type": "DetrImageProcessor", **DETR, "pad_size": {"height": 90, "width": 96}}
    graph = colour_graph()
    assert "pixel_mask" not in encoder(named, graph).prepare(photo).row
    prepared = encoder(named, with_mask()).prepare(photo)
    mask = prepared.row["pixel_mask"]
    assert mask.shape == (90, 96)
    assert (mask.any(1).sum(), mask.any(0).sum()) == (48, 72)
    assert prepared.inner == (0, 0, 72, 48), "the rest is padding"


def test_a_mask_is_made_where_the_processor_makes_none(encoder: Make) -> None:
    assert encoder(plain(5, 4), with_mask()).prepare(one_colour()).row["pixel_mask"].tolist() == [[1] * 4] * 5


def with_mask() -> bytes:
    from tests.unit.engine.graphs import Node, graph

    return graph(
        [Node("ReduceMean", ("pixel_values",), "logits", {"axes": (2, 3), "keepdims": 0})],
        inputs={"pixel_values": ANY_SIZE, "pixel_mask": ("batch", "height", "width")},
        outputs={"logits": ("batch", 3)},
        constants={},
    )


def test_colours_come_last_where_the_graph_wants_them_last(encoder: Make) -> None:
    row = encoder(plain(4, 6), colour_graph(("batch", 4, 6, 3), name="input")).prepare(one_colour()).row
    assert row["input"].shape == (4, 6, 3)
    assert np.allclose(row["input"][0, 0], [1, 0.2, 0])


def test_a_graph_for_one_size_gets_that_size(encoder: Make, photo: Image.Image) -> None:
    named = {"image_processor_type": "DetrImageProcessor", **DETR}
    assert pixels(encoder(named, colour_graph((1, 3, 32, 64))).prepare(photo)).shape == (3, 32, 64)


def test_a_size_the_processor_cannot_make_is_refused(encoder: Make) -> None:
    config = {"image_processor_type": "ImageProcessor", "do_resize": False}
    with pytest.raises(ModelIncompatible, match="wants pictures of 64 × 32 pixels and is given 40 × 30"):
        encoder(config, colour_graph((1, 3, 32, 64))).prepare(one_colour())


def test_a_bare_graph_gets_its_own_size_from_0_to_1(encoder: Make) -> None:
    prepared = encoder(None, colour_graph((1, 3, 8, 16), name="x")).prepare(one_colour())
    assert prepared.row["x"].shape == (3, 8, 16)
    assert np.allclose(prepared.row["x"][:, 0, 0], [1, 0.2, 0])


def test_a_bare_graph_of_bytes_gets_bytes(encoder: Make) -> None:
    row = encoder(None, colour_graph((1, 8, 8, 3), name="image_bytes")).prepare(one_colour()).row
    assert row["image_bytes"].dtype == np.uint8
    assert row["image_bytes"][0, 0].tolist() == [255, 51, 0]


def test_the_manifest_describes_a_bare_graph(encoder: Make) -> None:
    given = {"size": {"height": 4, "width": 4}, "do_normalize": True, "image_mean": [0.5] * 3, "image_std": [0.5] * 3}
    made = encoder(None, settings={"image_processor": given})
    assert np.allclose(pixels(made.prepare(one_colour()))[:, 0, 0], [1, -0.6, -1])


def test_a_graph_of_any_size_must_be_described(encoder: Make) -> None:
    with pytest.raises(ModelIncompatible, match="how large its pictures"):
        encoder(None)


def test_ultralytics_sees_the_whole_picture_between_grey_margins(encoder: Make) -> None:
    noted = {"imgsz": "[64, 64]", "stride": "32", "task": "detect"}
    prepared = encoder(None, colour_graph(name="images", metadata=noted)).prepare(one_colour(size=(80, 40)))
    seen = prepared.row["images"]
    assert seen.shape == (3, 64, 64)
    assert prepared.inner == (0, 16, 64, 32)
    assert np.allclose(seen[:, 15, 32], 114 / 255)  # type: ignore[unreachable] # a property that another call changed
    assert np.allclose(seen[:, 32, 0], [1, 0.2, 0])


def test_ultralytics_classifiers_see_the_middle(encoder: Make) -> None:
    noted = {"imgsz": "[8, 8]", "stride": "1", "task": "classify"}
    picture = Image.new("RGB", (48, 16), "black")
    picture.paste((255, 255, 255), (16, 0, 32, 16))
    seen = encoder(None, colour_graph((1, 3, 8, 8), name="images", metadata=noted)).prepare(picture).row["images"]
    assert seen[:, :, 1:-1].min() > 0.9


def test_timms_configuration_is_understood(encoder: Make, photo: Image.Image) -> None:
    given = {
        "input_size": [3, 32, 32],
        "crop_pct": 0.8,
        "interpolation": "bicubic",
        "mean": [0.5] * 3,
        "std": [0.25] * 3,
    }
    seen = pixels(encoder(None, config={"architecture": "x", "pretrained_cfg": given}).prepare(photo))
    small = np.asarray(photo.resize((60, 40), Image.Resampling.BICUBIC), np.float32)[4:36, 14:46]
    assert np.allclose(seen, np.moveaxis((small / 255 - 0.5) / 0.25, -1, 0), atol=1e-5)


def test_sizes_are_rounded_down_to_what_the_graph_divides_by(encoder: Make, photo: Image.Image) -> None:
    named = {
        "feature_extractor_type": "ImageFeatureExtractor",
        "do_resize": True,
        "size": {"shortest_edge": 100},
        "size_divisibility": 32,
    }
    assert pixels(encoder(named).prepare(photo)).shape == (3, 96, 128)


def test_a_strip_does_not_become_gigapixels(encoder: Make) -> None:
    seen = encoder({"image_processor_type": "ViTImageProcessor", "size": {"shortest_edge": 32}}).prepare(
        one_colour(size=(3, 60_000))
    )
    assert pixels(seen).shape == (3, 960, 32)
    assert (seen.width, seen.height) == (3, 60_000)


@pytest.mark.parametrize("name", ["SingingImageProcessor", "ViTModel", "PreTrainedModel"])
def test_an_unknown_processor_is_named(encoder: Make, name: str) -> None:
    with pytest.raises(ModelIncompatible, match=f"“{name}” is not known"):
        encoder({"image_processor_type": name})


def test_a_configuration_that_makes_no_sense_is_the_models_fault(encoder: Make) -> None:
    with pytest.raises(ModelIncompatible, match="cannot be used"):
        encoder(json.loads('{"image_processor_type": "ViTImageProcessor", "size": {"depth": 3}}')).prepare(one_colour())
