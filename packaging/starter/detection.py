"""Run a detector's folder as the program does, and compare boxes with those of another graph or of a person."""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from PIL import Image
from runner import MODEL, open_session, read_labels

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

Corners = tuple[float, float, float, float]
SAME = 0.5  # overlap from which two boxes are one thing


class Box(NamedTuple):
    """A thing in a picture: left, top, right and bottom in its pixels."""

    label: str
    corners: Corners
    score: float = 1.0


class DetectorRunner:
    """A session that gives one table of guesses, and the margins that `preprocessor_config.json` asks for."""

    def __init__(self, folder: Path, iou: float, model: Path | None = None) -> None:
        self.session = open_session(model or folder / MODEL)
        self.labels = read_labels(folder)
        self.iou = iou
        settings = (folder / "preprocessor_config.json").read_text(encoding="utf-8")
        self.settings: dict[str, Any] = json.loads(settings)

    def pixels(self, picture: Image.Image) -> tuple[NDArray[np.float32], float, NDArray[np.float64]]:
        """Return [1, 3, height, width], how much smaller the picture lies in it, and where."""
        frame = self.settings["size"]["width"], self.settings["size"]["height"]
        scale = min(frame[0] / picture.width, frame[1] / picture.height)
        inside = round(picture.width * scale), round(picture.height * scale)
        corner = (frame[0] - inside[0]) // 2, (frame[1] - inside[1]) // 2
        canvas = Image.new("RGB", frame, (self.settings["letterbox"],) * 3)
        canvas.paste(picture.resize(inside, Image.Resampling(self.settings["resample"])), corner)
        values = np.asarray(canvas, np.float32) * np.float32(self.settings["rescale_factor"])
        return values.transpose(2, 0, 1)[None], scale, np.array(corner * 2)

    def guesses(self, path: Path) -> tuple[NDArray[np.float64], NDArray[np.float32]]:
        """Return all boxes [n, 4] in pixels of the picture and their scores [n, labels]."""
        with Image.open(path) as image:
            values, scale, margin = self.pixels(image.convert("RGB"))
        table = self.session.run(["predictions"], {"pixel_values": values})[0][0]
        centre, half = table[:, :2], table[:, 2:4] / 2
        corners = (np.concatenate([centre - half, centre + half], 1) - margin) / scale
        return corners.clip(0, np.array(image.size * 2)), table[:, 4:5] * table[:, 5:]

    def scores(self, path: Path) -> NDArray[np.float32]:
        """Return the best score of each label."""
        best: NDArray[np.float32] = self.guesses(path)[1].max(0)
        return best

    def run(self, path: Path, threshold: float) -> list[Box]:
        """Return the things that are surer than `threshold`, the surest first."""
        found = [
            Box(self.labels[int(chances.argmax())], tuple(corners.tolist()), float(chances.max()))
            for corners, chances in zip(*self.guesses(path), strict=True)
            if chances.max() > threshold
        ]
        return self.without_doubles(sorted(found, key=lambda box: -box.score))

    def without_doubles(self, guesses: Sequence[Box]) -> list[Box]:
        """Drop what overlaps a surer guess of the same label."""
        kept: list[Box] = []
        for guess in guesses:
            if all(guess.label != other.label or overlap(guess, other) <= self.iou for other in kept):
                kept.append(guess)
        return kept

    def seconds(self, path: Path, repeats: int = 15) -> float:
        """Return the median seconds from file to boxes."""
        self.run(path, 0.5)
        times = []
        for _ in range(repeats):
            start = time.perf_counter()
            self.run(path, 0.5)
            times.append(time.perf_counter() - start)
        return float(np.median(times))


def overlap(one: Box, other: Box) -> float:
    """Return the intersection over union."""
    (left, top, right, bottom), (x0, y0, x1, y1) = one.corners, other.corners
    shared = max(0.0, min(right, x1) - max(left, x0)) * max(0.0, min(bottom, y1) - max(top, y0))
    return shared / ((right - left) * (bottom - top) + (x1 - x0) * (y1 - y0) - shared)


def matches(found: Sequence[Box], wanted: Sequence[Box]) -> list[float]:
    """Return the overlap of each wanted box that a found one of its label fits; each counts once."""
    left, good = list(found), []
    for one in wanted:
        candidates = [box for box in left if box.label == one.label]
        best = max(candidates, key=lambda box: overlap(box, one), default=None)
        if best is not None and overlap(best, one) >= SAME:
            left.remove(best)
            good.append(overlap(best, one))
    return good
