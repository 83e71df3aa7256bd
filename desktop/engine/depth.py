"""What a depth estimator's graph gives, as a grey picture."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from desktop.core.errors import ModelIncompatible
from desktop.core.text import QT_TRANSLATE_NOOP
from desktop.engine.interpolation import BICUBIC, Size, resized

if TYPE_CHECKING:
    from desktop.engine.loaded import LoadedModel, Session

DEPTH = "predicted_depth"


def depth_output(session: Session) -> str:
    """Return the output that holds the depth."""
    return DEPTH if DEPTH in session.outputs else session.outputs[0]


def depth_picture(model: LoadedModel, depth: np.ndarray, size: Size) -> np.ndarray:
    """Return uint8 [height, width] from depth [h, w] or [1, h, w], stretched from its lowest to its highest value.

    This is `post_process_depth_estimation` and the pipeline of the library. What is bright is near for models that
    give the inverse of a distance, as most do, and far for those that give meters.
    """
    flat = depth.reshape([size for size in depth.shape if size != 1] if depth.ndim > 2 else depth.shape)
    if flat.ndim != 2:
        shape = " × ".join(map(str, depth.shape))
        reason = QT_TRANSLATE_NOOP("errors", "What its graph gives ({shape}) is no picture.")
        raise ModelIncompatible(model=model.spec.id, reason=reason, shape=shape)
    [large] = resized(flat[None], size, BICUBIC)
    low, high = float(large.min()), float(large.max())
    if high > low:
        large = (large - low) / (high - low)
    return np.asarray((large.clip(0, 1) * 255).astype(np.uint8))
