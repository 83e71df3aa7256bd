"""Pictures as the arrays a model wants, through the processor its `preprocessor_config.json` names."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from desktop.core.errors import ModelIncompatible

if TYPE_CHECKING:
    from PIL.Image import Image

    from desktop.engine.loaded import LoadedModel

CONFIG = "preprocessor_config.json"


def _processor(model: LoadedModel) -> Any:
    """Import the Pillow form of the processor by its name; asking for `Auto…` would import many times as much."""
    import transformers

    config = dict(model.json(CONFIG))
    name = str(config.pop("image_processor_type", "") or config.pop("feature_extractor_type", ""))
    name = name.removesuffix("Fast").replace("FeatureExtractor", "ImageProcessor")
    kind = getattr(transformers, f"{name}Pil", None)
    if not name or kind is None:
        raise ModelIncompatible(model=model.spec.id, reason=f"Its picture processor “{name}” is not known.")
    return kind(**config)


def pixel_values(model: LoadedModel, image: Image) -> np.ndarray:
    """Return the picture (RGB) as float32 [channels, height, width]."""
    processor = model.part("image-processor", lambda: _processor(model))
    return np.asarray(processor(image, return_tensors="np")["pixel_values"][0], np.float32)
