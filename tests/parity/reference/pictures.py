"""What the library makes of pictures, with its processors that work on Pillow's."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from tests.parity.reference import captions, parts
from tests.parity.reference.answer import Answer

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from PIL.Image import Image

    from tests.parity.case import Case

SAMPLES = Path(__file__).parents[3] / "resources" / "samples"
_SIZES = {"portrait": (150, 260), "tiny": (7, 5), "strip": (420, 20)}
_GREY, _TURNED, _CLEAR = (90, 64), (120, 80), (64, 64)
_ORIENTATION, _QUARTER_TURN = 0x0112, 6


def write_reader(case: Case, hub: Path) -> dict[str, Any]:
    import transformers

    getattr(transformers, case.reads)(**case.options).save_pretrained(hub)
    return captions.write_tokeniser(case, hub) if case.task == "zero-shot-image-classification" else {}


def write_inputs(folder: Path) -> list[Path]:
    """Write a photo and made-up pictures: of several proportions, grey, on its side by its EXIF mark, transparent."""
    from PIL import Image

    shutil.copyfile(SAMPLES / "photo.jpg", folder / "0 photo.jpg")
    for seed, (name, size) in enumerate(_SIZES.items(), 1):
        _made_up(seed, size, 3).save(folder / f"{seed} {name}.png")
    _made_up(4, _GREY, 1).save(folder / "4 grey.png")
    exif = Image.Exif()
    exif[_ORIENTATION] = _QUARTER_TURN
    _made_up(5, _TURNED, 3).save(folder / "5 turned.jpg", exif=exif)
    _made_up(6, _CLEAR, 4).save(folder / "6 transparent.png")
    return sorted(folder.iterdir())


def _made_up(seed: int, size: tuple[int, int], channels: int) -> Image:
    """Return a picture of soft spots."""
    from PIL import Image

    spots = np.random.default_rng(seed).integers(0, 256, (9, 5, channels), dtype=np.uint8)
    return Image.fromarray(spots[..., 0] if channels == 1 else spots).resize(size, Image.Resampling.BICUBIC)


def upright(path: Path) -> Image:
    """Read a picture as the library does, but for transparency: what is clear is white, as people see it."""
    from PIL import Image as Pictures
    from transformers.image_utils import load_image

    with Pictures.open(path) as opened:
        if opened.mode != "RGBA":
            shown: Image = load_image(str(path))
            return shown
        white = Pictures.new("RGB", opened.size, "white")
        white.paste(opened, mask=opened.getchannel("A"))
        return white


def answers(case: Case, hub: Path, model: Any, inputs: Sequence[Path]) -> list[Answer]:
    from transformers import AutoImageProcessor

    processor = AutoImageProcessor.from_pretrained(hub, local_files_only=True, use_fast=False)
    more, judge = captions.feeds(case, hub), _TASKS[case.task]
    found = []
    for path in inputs:
        image = upright(path)
        feeds = {**more, **processor(images=image, return_tensors="pt")}
        answer = model(**feeds)
        value, pictures = judge(case, hub, processor, model, image, answer)
        found.append(
            Answer(
                feeds={name: value.numpy() for name, value in feeds.items()},
                outputs={name: value.numpy() for name, value in answer.items() if hasattr(value, "numpy")},
                value=value,
                pictures=pictures,
            )
        )
    return found


Judged = tuple[Any, "Mapping[str, np.ndarray]"]
"""The result, and pictures that belong to it."""


def _pipeline(case: Case, model: Any, processor: Any) -> Any:
    from transformers import pipeline

    return pipeline(case.task, model=model, image_processor=processor, device="cpu")


def _labels(case: Case, _: Path, processor: Any, model: Any, image: Image, __: Any) -> Judged:
    return _pipeline(case, model, processor)(image, top_k=case.params["top_k"]), {}


def _fitting(case: Case, hub: Path, processor: Any, model: Any, image: Image, _: Any) -> Judged:
    return captions.fitting(case, hub, processor, model, image), {}


def _boxes(case: Case, _: Path, processor: Any, model: Any, image: Image, answer: Any) -> Judged:
    sizes, threshold = [(image.height, image.width)], case.params["threshold"]
    (found,) = processor.post_process_object_detection(answer, threshold=threshold, target_sizes=sizes)
    boxes = [
        {"label": model.config.id2label[int(label)], "score": float(score), "box": box.tolist()}
        for label, score, box in zip(found["labels"], found["scores"], found["boxes"], strict=True)
    ]
    return sorted(boxes, key=lambda box: -box["score"]), {}


def _parts(case: Case, _: Path, processor: Any, model: Any, image: Image, answer: Any) -> Judged:
    found = _pipeline(case, model, processor)(image, **case.params)
    return parts.described(found, answer, (image.height, image.width), case.params)


def _depth(case: Case, _: Path, processor: Any, model: Any, image: Image, __: Any) -> Judged:
    return None, {"depth": np.asarray(_pipeline(case, model, processor)(image)["depth"])}


_TASKS: dict[str, Callable[..., Judged]] = {
    "image-classification": _labels,
    "object-detection": _boxes,
    "image-segmentation": _parts,
    "zero-shot-image-classification": _fitting,
    "depth-estimation": _depth,
}
