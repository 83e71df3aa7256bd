"""Darknet networks: a text with the layers, a file with their numbers, and the ONNX graph that both make."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from graph import GraphWriter, value_info

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    import onnx
    from numpy.typing import NDArray

EPSILON = 1e-5  # of Darknet's batch normalisation
SLOPE = 0.1  # of its leaky activation below 0
BOX_NUMBERS = 5  # centre, size and whether there is anything


class Layer(NamedTuple):
    """What a layer gives: name, channels and edge of its square."""

    name: str
    channels: int
    edge: int


def read_sections(path: Path) -> list[dict[str, str]]:
    """Read the layers' text: sections of `key = value`, each with its `type`."""
    sections: list[dict[str, str]] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        plain = line.partition("#")[0].strip()
        if plain.startswith("["):
            sections.append({"type": plain.strip("[]")})
        elif plain:
            key, _, value = plain.partition("=")
            sections[-1][key.strip()] = value.strip()
    return sections


def integers(text: str) -> list[int]:
    return [int(part) for part in text.split(",")]


class Numbers:
    """The floats of a `.weights` file, read from front to back."""

    def __init__(self, path: Path) -> None:
        raw = path.read_bytes()
        major, minor = np.frombuffer(raw, "<i4", 2)
        start = 20 if 10 * major + minor >= 2 else 16  # the count of seen pictures grew from 4 to 8 bytes
        self.rest: NDArray[np.float32] = np.frombuffer(raw, "<f4", offset=start)

    def take(self, *shape: int) -> NDArray[np.float32]:
        """Return the next numbers."""
        count = int(np.prod(shape))
        taken, self.rest = self.rest[:count], self.rest[count:]
        return taken.reshape(shape)


class DarknetGraph(GraphWriter):
    """Writes a Darknet detector: `pixel_values` → one table of guesses."""

    def __init__(self, sections: list[dict[str, str]], numbers: Numbers) -> None:
        super().__init__()
        self.network, *self.sections = sections
        self.numbers = numbers
        self.edge = int(self.network["width"])
        self.seen = self.edge
        self.layers: list[Layer] = []
        self.guesses: list[str] = []
        self.rows = 0

    def model(self, name: str, smaller: Sequence[int] = ()) -> onnx.ModelProto:
        """Return the detector.

        `predictions` [batch, guesses, 5 + classes] holds centre and size in pixels of the network's square, whether
        there is anything, and a score for each class.

        Args:
            name: of the graph.
            smaller: edges to which the picture is reduced for another look with the same weights.
        """
        picture = Layer("pixel_values", int(self.network["channels"]), self.edge)
        self.look(picture)
        assert not self.numbers.rest.size, "numbers are left over"
        for edge in smaller:
            sizes = self.constant(f"edge_{edge}", np.array([edge, edge]))
            reduced = self.node("Resize", picture.name, "", "", sizes, mode="linear", antialias=1, axes=[2, 3])
            self.look(Layer(reduced, picture.channels, edge))
        width = BOX_NUMBERS + int(self.sections[-1]["classes"])
        table = self.node("Concat", *self.guesses, out="predictions", axis=1)
        pictures = value_info(picture.name, [picture.channels, self.edge, self.edge])
        return self.finish(name, [pictures], [value_info(table, [self.rows, width])])

    def look(self, last: Layer) -> None:
        """Send a picture through all layers."""
        self.seen, self.layers = last.edge, []
        for section in self.sections:
            last = getattr(self, section["type"])(section, last)
            self.layers.append(last)

    def convolutional(self, section: dict[str, str], last: Layer) -> Layer:
        """Convolve, with the normalisation folded in."""
        filters, size, stride = (int(section[key]) for key in ("filters", "size", "stride"))
        names = f"{len(self.layers)}.weight", f"{len(self.layers)}.bias"
        if names[0] not in self.constants:
            self.read(names, (filters, last.channels, size, size), normalised=section.get("batch_normalize") == "1")
        pads = [size // 2 if section["pad"] == "1" else 0] * 4
        x = self.node("Conv", last.name, *names, kernel_shape=[size] * 2, strides=[stride] * 2, pads=pads)
        if section["activation"] == "leaky":
            x = self.node("LeakyRelu", x, alpha=SLOPE)
        return Layer(x, filters, last.edge // stride)

    def read(self, names: tuple[str, str], shape: tuple[int, ...], *, normalised: bool) -> None:
        """Store the next weight and bias."""
        bias, gain = self.numbers.take(shape[0]), np.ones(shape[0], np.float32)
        if normalised:
            scale, mean, variance = self.numbers.take(3, shape[0])
            gain = scale / np.sqrt(variance + EPSILON)
            bias = bias - mean * gain
        self.constant(names[0], self.numbers.take(*shape) * gain[:, None, None, None])
        self.constant(names[1], bias)

    def maxpool(self, section: dict[str, str], last: Layer) -> Layer:
        """Keep the largest of neighbours; a step of 1 keeps the edge by looking past the right and the bottom."""
        size, stride = int(section["size"]), int(section["stride"])
        pads = [0, 0, size - stride, size - stride]
        x = self.node("MaxPool", last.name, kernel_shape=[size] * 2, strides=[stride] * 2, pads=pads)
        return Layer(x, last.channels, last.edge // stride)

    def upsample(self, section: dict[str, str], last: Layer) -> Layer:
        """Repeat every pixel."""
        stride = int(section["stride"])
        scales = self.constant("upsample", np.array([1, 1, stride, stride], np.float32))
        how = {"mode": "nearest", "coordinate_transformation_mode": "asymmetric", "nearest_mode": "floor"}
        return Layer(self.node("Resize", last.name, "", scales, **how), last.channels, last.edge * stride)

    def route(self, section: dict[str, str], last: Layer) -> Layer:
        """Go on from earlier layers, side by side."""
        chosen = [self.layers[index] for index in integers(section["layers"])]
        x = self.node("Concat", *(layer.name for layer in chosen), axis=1)
        return Layer(x, sum(layer.channels for layer in chosen), chosen[0].edge)

    def yolo(self, section: dict[str, str], last: Layer) -> Layer:
        """Turn the numbers of each cell and anchor into a guess."""
        anchors = np.array(integers(section["anchors"]), np.float32).reshape(-1, 2)[integers(section["mask"])]
        count, cells, key = len(anchors), last.edge**2, f"yolo_{self.seen}_{last.edge}"
        width = last.channels // count
        split = self.node("Reshape", last.name, self.constant(f"{key}.split", np.array([0, count, width, cells])))
        rows = self.node("Transpose", split, perm=[0, 1, 3, 2])
        flat = self.node("Reshape", rows, self.constant(f"{key}.flat", np.array([0, count * cells, width])))
        place, extent, scores = self.parts(flat, (2, 2, width - 4))
        y, x = np.divmod(np.arange(cells), last.edge)
        corners = np.tile(np.stack([x, y], -1).astype(np.float32), (count, 1))
        moved = self.node("Add", self.node("Sigmoid", place), self.constant(f"{key}.corners", corners))
        centre = self.node("Mul", moved, self.constant(f"{key}.cell", np.array(self.edge / last.edge, np.float32)))
        sizes = self.constant(f"{key}.anchors", np.repeat(anchors * np.float32(self.edge / self.seen), cells, axis=0))
        boxes = self.node("Mul", self.node("Exp", extent), sizes)
        self.guesses.append(self.node("Concat", centre, boxes, self.node("Sigmoid", scores), axis=2))
        self.rows += count * cells
        return last

    def parts(self, x: str, widths: tuple[int, ...]) -> list[str]:
        """Cut the last axis."""
        sides: Any = np.cumsum([0, *widths])
        bounds = [self.constant(f"bound_{side}", np.array([side])) for side in sides]
        axis = self.constant("axis_last", np.array([2]))
        return [self.node("Slice", x, start, end, axis) for start, end in pairwise(bounds)]
