"""Pictures as the arrays a graph wants, in its names, sizes and order of axes."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from desktop.core.errors import ModelIncompatible
from desktop.core.text import QT_TRANSLATE_NOOP
from desktop.engine.image_processor import PLAIN, ImageProcessor, is_described, processor_config
from desktop.engine.rows import Row

if TYPE_CHECKING:
    from PIL.Image import Image

    from desktop.engine.loaded import LoadedModel, Session

PIXELS = "pixel_values"
MASK = "pixel_mask"
SIZES = "orig_target_sizes"
"""Input of graphs that give boxes in pixels of the original picture: its (width, height)."""

LETTERBOX = "letterbox"
"""Key of a configuration: grey level (0 to 255) of the margins that keep the proportions of a picture."""

_ULTRALYTICS_GREY = 114
_RATIO_AT_MOST = 30
"""A strip longer than this is squeezed: processors that fix the shorter edge would blow it up to gigapixels."""

Inner = tuple[float, float, float, float]
"""Where the picture lies in what the graph sees: left, top, width and height in its pixels."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """A picture of `width` × `height` pixels as a row for the graph."""

    row: Row
    width: int
    height: int
    inner: Inner


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wanted:
    """The input of a graph for pictures; `height` and `width` are None where any will do."""

    name: str
    height: int | None
    width: int | None
    channels_last: bool
    bytes: bool


class PictureEncoder:
    """Makes rows of pictures for one graph of a model."""

    def __init__(self, model: LoadedModel, role: str) -> None:
        """Look at the graph and make the processor the folder asks for."""
        session = model.session(role)
        self._wanted = _wanted(session, model)
        self._inputs = session.inputs
        config = processor_config(model)
        if not is_described(model):
            config = _bare(session, self._wanted, model, config)
        self._grey: int | None = config.pop(LETTERBOX, None)
        self._frame = _frame(self._wanted, config)
        self._processor = ImageProcessor(model, config)

    def prepare(self, image: Image) -> Prepared:
        """Return the row of an upright RGB picture."""
        wanted = self._wanted
        shown, inner = self._fitted(image)
        arrays = self._processor(shown, wanted.height, wanted.width)
        pixels, mask = arrays[PIXELS], arrays.get(MASK)
        if inner is None:
            height, width = pixels.shape[1:] if mask is None else (mask.any(1).sum(), mask.any(0).sum())
            inner = (0.0, 0.0, float(width), float(height))
        if mask is None and MASK in self._inputs:
            mask = np.ones(pixels.shape[1:], np.int64)
        if wanted.channels_last:
            pixels = np.moveaxis(pixels, 0, -1)
        row = {wanted.name: np.ascontiguousarray(pixels, np.uint8 if wanted.bytes else np.float32)}
        others = {MASK: mask, SIZES: np.array(image.size, np.int64)}
        row |= {name: array for name, array in others.items() if array is not None and name in self._inputs}
        return Prepared(row=row, width=image.width, height=image.height, inner=inner)

    def _fitted(self, image: Image) -> tuple[Image, Inner | None]:
        """Return what the processor is given, and where the picture lies in it when it got margins."""
        longest = min(image.size) * _RATIO_AT_MOST
        if max(image.size) > longest:
            image = image.resize((min(image.width, longest), min(image.height, longest)))
        if self._grey is None or self._frame is None:
            return image, None
        return _letterboxed(image, *self._frame, self._grey)


def picture_encoder(model: LoadedModel, role: str = "model") -> PictureEncoder:
    """Return what prepares pictures for the graph with `role`, made once."""
    return model.part(f"picture-encoder:{role}", lambda: PictureEncoder(model, role))


def _wanted(session: Session, model: LoadedModel) -> _Wanted:
    pictures = {node.name: node for node in session.session.get_inputs() if len(node.shape) == 4}
    node = pictures.get(PIXELS) or next(iter(pictures.values()), None)
    if node is None:
        reason = QT_TRANSLATE_NOOP("errors", "Its graph takes no picture.")
        raise ModelIncompatible(model=model.spec.id, reason=reason)
    sizes = [session.size(node.name, axis) for axis in range(4)]
    channels_last = sizes[3] == 3 and sizes[1] != 3
    height, width = sizes[1:3] if channels_last else sizes[2:]
    return _Wanted(
        name=node.name,
        height=height,
        width=width,
        channels_last=channels_last,
        bytes=node.type == "tensor(uint8)",
    )


def _frame(wanted: _Wanted, config: dict[str, Any]) -> tuple[int, int] | None:
    """Return width and height of what the graph sees, where they are settled."""
    size = config.get("size")
    size = size if isinstance(size, dict) else {}
    width, height = wanted.width or size.get("width"), wanted.height or size.get("height")
    return (width, height) if width and height else None


def _bare(session: Session, wanted: _Wanted, model: LoadedModel, given: dict[str, Any]) -> dict[str, Any]:
    """Return the configuration of a graph that comes without one: its own size, values from 0 to 1.

    What is `given` in the manifest goes before that.
    """
    config = {"image_processor_type": PLAIN, "do_resize": True, "do_rescale": not wanted.bytes}
    height, width = (wanted.height, wanted.width) if wanted.height and wanted.width else _exported_size(session)
    if height and width:
        config |= {"size": {"height": height, "width": width}}
        # Ultralytics: classifiers look at the middle of the picture, the others at all of it between grey margins.
        if "stride" in session.metadata and session.metadata.get("task") == "classify":
            config |= {
                "do_center_crop": True,
                "crop_size": config["size"],
                "size": {"shortest_edge": min(height, width)},
            }
        elif "stride" in session.metadata:
            config |= {LETTERBOX: _ULTRALYTICS_GREY}
    config |= given
    if "size" not in config:
        reason = QT_TRANSLATE_NOOP("errors", "Nothing in it says how large its pictures have to be.")
        raise ModelIncompatible(model=model.spec.id, reason=reason)
    return config


def _exported_size(session: Session) -> tuple[int | None, int | None]:
    """Return height and width as Ultralytics notes them in the metadata."""
    try:
        height, width = ast.literal_eval(session.metadata.get("imgsz", ""))
        return int(height), int(width)
    except (ValueError, SyntaxError, TypeError):
        return None, None


def _letterboxed(image: Image, width: int, height: int, grey: int) -> tuple[Image, Inner]:
    """Return the picture as large as it fits into `width` × `height`, in the middle of grey margins."""
    from PIL import Image as Pictures

    scale = min(width / image.width, height / image.height)
    inside = max(1, round(image.width * scale)), max(1, round(image.height * scale))
    left, top = (width - inside[0]) // 2, (height - inside[1]) // 2
    canvas = Pictures.new("RGB", (width, height), (grey, grey, grey))
    canvas.paste(image.resize(inside, Pictures.Resampling.BILINEAR), (left, top))
    return canvas, (float(left), float(top), float(inside[0]), float(inside[1]))
