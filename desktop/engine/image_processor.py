"""Image processors of the library, chosen by what a model's folder says; without torch, in their Pillow form."""

from __future__ import annotations

import importlib
import math
from typing import TYPE_CHECKING, Any

import numpy as np

from desktop.core.errors import ModelIncompatible
from desktop.core.text import QT_TRANSLATE_NOOP
from desktop.engine.tokens import optional_json

if TYPE_CHECKING:
    from PIL.Image import Image

    from desktop.engine.loaded import LoadedModel

CONFIG = "preprocessor_config.json"
NESTED = "processor_config.json"
SETTINGS = "image_processor"
"""Entry of a manifest's settings with the keys of `preprocessor_config.json`; they go before those of the file."""

PLAIN = "ImageProcessor"
"""Name of the processor that does what the configuration says and no more."""

# The second is what becomes of the `ImageFeatureExtractor` of transformers.js.
_PLAIN = frozenset({PLAIN, "ImageImageProcessor", "BaseImageProcessor", "TimmWrapperImageProcessor"})
# The library marks these as needing torch, which only their post-processing does.
_MARKED = {"MaskFormerImageProcessor": "maskformer", "Mask2FormerImageProcessor": "mask2former"}
_UNUSABLE = (ImportError, ValueError, TypeError, KeyError, AttributeError, IndexError, ZeroDivisionError)
_RESAMPLING = {"nearest": 0, "lanczos": 1, "bilinear": 2, "bicubic": 3, "box": 4, "hamming": 5}
_TIMM_CROP = 0.875
"""`DEFAULT_CROP_PCT` of timm."""


def processor_config(model: LoadedModel) -> dict[str, Any]:
    """Return how pictures are prepared, as `preprocessor_config.json` words it; empty when nothing says so."""
    return {**_written(model), **model.spec.settings.get(SETTINGS, {})}


def is_described(model: LoadedModel) -> bool:
    """Say whether the folder tells how pictures are prepared, or at least what the library would do."""
    return bool(_written(model)) or _usual_name(model) != PLAIN


def _written(model: LoadedModel) -> dict[str, Any]:
    nested = optional_json(model, NESTED).get("image_processor")
    return nested if isinstance(nested, dict) else optional_json(model, CONFIG) or _of_timm(model)


def processor_name(config: dict[str, Any]) -> str:
    """Return the name of the processor in its present form, whatever the age of the folder; empty where none is."""
    name = str(config.get("image_processor_type") or config.get("feature_extractor_type") or "")
    return name.replace("FeatureExtractor", "ImageProcessor").removesuffix("Pil").removesuffix("Fast")


def _usual_name(model: LoadedModel) -> str:
    """Return the name the library has for the kind of model in `config.json`, for folders from before names."""
    kind = optional_json(model, "config.json").get("model_type")
    if not kind:
        return PLAIN
    from transformers.models.auto.image_processing_auto import IMAGE_PROCESSOR_MAPPING_NAMES

    names = IMAGE_PROCESSOR_MAPPING_NAMES.get(kind, {})
    return str(names.get("pil") or names.get("torchvision") or PLAIN).removesuffix("Pil")


def _of_timm(model: LoadedModel) -> dict[str, Any]:
    """Translate the `pretrained_cfg` of a timm model, which has no other file about pictures."""
    given = optional_json(model, "config.json").get("pretrained_cfg")
    if not isinstance(given, dict):
        return {}
    height, width = given["input_size"][-2:]
    return {
        "image_processor_type": "TimmWrapperImageProcessor",
        "do_resize": True,
        "size": {"shortest_edge": math.floor(min(height, width) / (given.get("crop_pct") or _TIMM_CROP))},
        "resample": _RESAMPLING.get(given.get("interpolation", ""), _RESAMPLING["bicubic"]),
        "do_center_crop": True,
        "crop_size": {"height": height, "width": width},
        "do_normalize": True,
        "image_mean": list(given["mean"]),
        "image_std": list(given["std"]),
    }


class ImageProcessor:
    """Makes the arrays of a picture."""

    def __init__(self, model: LoadedModel, config: dict[str, Any]) -> None:
        """Make the processor that `config` names, or that the library uses for the kind of model."""
        self._model = model
        self._divisor = 0
        kind, plain = self._kind(processor_name(config) or _usual_name(model))
        if plain:
            config = {"do_rescale": True, "rescale_factor": 1 / 255, "resample": _RESAMPLING["bilinear"], **config}
            self._divisor = int(config.get("size_divisibility") or 0)
        try:
            self._processor = kind(**config)
        except _UNUSABLE as error:
            raise self._unusable(error) from error
        self._options: frozenset[str] = frozenset(kind.valid_kwargs.__annotations__)

    def __call__(self, image: Image, height: int | None = None, width: int | None = None) -> dict[str, np.ndarray]:
        """Return the arrays the processor makes of an RGB picture, channels first, without the axis of the batch.

        With `height` and `width` they have this size, which a graph may have been exported for.
        """
        options = self._divisible(image) if self._divisor else {}
        try:
            made = self._run(image, options)
            if height and width and made["pixel_values"].shape[1:] != (height, width):
                made = self._run(image, self._exactly(height, width))
        except _UNUSABLE as error:
            raise self._unusable(error) from error
        found = made["pixel_values"].shape[1:]
        if height and width and found != (height, width):
            wanted, given = f"{width} × {height}", f"{found[1]} × {found[0]}"
            reason = QT_TRANSLATE_NOOP("errors", "Its graph wants pictures of {wanted} pixels and is given {given}.")
            raise ModelIncompatible(model=self._model.spec.id, reason=reason, wanted=wanted, given=given)
        return made

    def _run(self, image: Image, options: dict[str, Any]) -> dict[str, np.ndarray]:
        made = self._processor(image, return_tensors="np", **options)
        return {name: np.asarray(arrays[0]) for name, arrays in made.items() if len(arrays) == 1}

    def _exactly(self, height: int, width: int) -> dict[str, Any]:
        """Return options that make a picture of one size, as far as the processor knows them."""
        wanted = {
            "size": {"height": height, "width": width},
            "do_center_crop": False,
            "do_pad": False,
            "keep_aspect_ratio": False,
        }
        return {name: value for name, value in wanted.items() if name in self._options}

    def _divisible(self, image: Image) -> dict[str, Any]:
        """Round down the sizes of a picture whose shortest edge is given, as transformers.js does."""
        size = self._processor.size
        scale = (size.shortest_edge or min(image.size)) / min(image.size)
        height, width = (int(side * scale) // self._divisor * self._divisor for side in (image.height, image.width))
        if size.height and size.width:
            height, width = size.height, size.width
        return {"size": {"height": max(height, self._divisor), "width": max(width, self._divisor)}}

    def _kind(self, name: str) -> tuple[Any, bool]:
        """Import a processor by its name, since asking for `Auto…` would import many times as much.

        Returns:
            The class, and whether it does what the configuration says and no more.
        """
        if name in _PLAIN:
            from transformers.image_processing_backends import PilBackend

            return PilBackend, True
        if name in _MARKED:
            family = _MARKED[name]
            module = importlib.import_module(f"transformers.models.{family}.image_processing_pil_{family}")
            return getattr(module, f"{name}Pil"), False
        import transformers

        kind = getattr(transformers, f"{name}Pil", None)
        if kind is None or not name.endswith("ImageProcessor"):
            reason = QT_TRANSLATE_NOOP("errors", "Its picture processor “{processor}” is not known.")
            raise ModelIncompatible(model=self._model.spec.id, reason=reason, processor=name)
        return kind, False

    def _unusable(self, error: Exception) -> ModelIncompatible:
        reason = QT_TRANSLATE_NOOP("errors", "Its picture processor cannot be used.")
        return ModelIncompatible(model=self._model.spec.id, reason=reason, detail=f"{type(error).__name__}: {error}")
