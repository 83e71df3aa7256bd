"""Reading text from pictures: the `rapidocr` package's own pipeline, the only place that knows it.

The three model paths are always given, checked by digest first: without them the package fetches a missing or altered
model from the network by itself. The package takes no RunOptions; its three sessions are wrapped where they are called,
so that a job can be cancelled inside a page and progress counts lines. Three of its steps are wrapped because it turns
lines upright but does not tell which: a page that lies sideways or on its head is put in order by that. And what is as
short as a letter or two says nothing about how it lies, so it is turned as the page is.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from itertools import compress
from operator import attrgetter
from typing import TYPE_CHECKING, Any

import numpy as np

from desktop.core.result import TextLine, TextPage
from desktop.engine.interrupt import running

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PIL.Image import Image

    from desktop.core.result import Point
    from desktop.engine.interrupt import Interrupt
    from desktop.engine.loaded import LoadedModel

WIDEST, TALLEST = 100, 16
"""How many times as wide as high a picture may be, and as high as wide.

Of the longer side the package leaves 2,000 pixels and of the other one what remains of it in steps of 32, none in the
end; then it enlarges both until the shorter one has 736, and only what is wide is made higher by itself before.
"""
_ROLES = {"Det": "detector", "Cls": "orientation", "Rec": "recogniser"}
_ON_HEAD, _UPRIGHT = "180", "0"
_SHORT = 1.6
"""How many times as long as lines of the page are high a letter or two may be, with the white around them."""


class _Stoppable:
    """Stands in for one of the package's sessions and runs the same graph under the job's cancel switch."""

    def __init__(self, wrapped: Any) -> None:
        self._wrapped = wrapped
        self._input = wrapped.get_input_names()[0]
        self._outputs = wrapped.get_output_names()
        self.interrupt: Interrupt | None = None

    def __call__(self, batch: np.ndarray) -> np.ndarray:
        assert self.interrupt is not None
        with running([self.interrupt]) as options:
            output: np.ndarray = self._wrapped.session.run(self._outputs, {self._input: batch}, options)[0]
        return output

    def __getattr__(self, name: str) -> Any:
        return getattr(self._wrapped, name)


class TextReader:
    """Finds lines of text in a picture, turns them upright and reads them."""

    def __init__(self, model: LoadedModel) -> None:
        """Load detector, orientation and recogniser of `model`."""
        from rapidocr import RapidOCR

        paths = {f"{part}.model_path": str(model.role(role)) for part, role in _ROLES.items()}
        threads = {"EngineConfig.onnxruntime.intra_op_num_threads": model.threads or -1}
        logging.getLogger("RapidOCR").setLevel(logging.ERROR)
        self._pipeline = RapidOCR(params={"Global.log_level": "error", **threads, **paths})
        self._parts = (
            self._pipeline._load_det_model(),  # noqa: SLF001 - the public way loads them in the middle of a job
            self._pipeline._load_cls_model(),  # noqa: SLF001
            self._pipeline._load_rec_model(),  # noqa: SLF001
        )
        for part in self._parts:
            part.session = _Stoppable(part.session)
        self._sure = self._parts[1].cls_thresh
        self._stood: list[bool] = []
        self._short: list[bool] = []
        self._cut, self._pipeline.crop_text_regions = self._pipeline.crop_text_regions, self._cut_all
        self._turn, self._pipeline.cls_and_rotate = self._pipeline.cls_and_rotate, self._turn_all
        self._run, self._pipeline.run_ocr_steps = self._pipeline.run_ocr_steps, self._run_marking

    def read(self, image: Image, interrupt: Interrupt, *, min_score: float, upright: bool) -> TextPage:
        """Read an RGB picture.

        Args:
            image: the upright picture.
            interrupt: the job's cancel switch.
            min_score: lines the recogniser is less sure of (0 to 1) are left out.
            upright: skip the check for lines that stand on their head.
        """
        for part in self._parts:
            part.session.interrupt = interrupt
        blue_green_red = _less_narrow(np.ascontiguousarray(np.asarray(image)[:, :, ::-1]))
        found = self._pipeline(blue_green_red, use_cls=not upright, text_score=min_score)
        lines = []
        if getattr(found, "txts", None) is not None and found.boxes is not None:
            for text, score, box in zip(found.txts, found.scores, found.boxes, strict=True):
                corners = [(round(float(x), 1), round(float(y), 1)) for x, y in box]
                lines.append(
                    TextLine(text=text, score=float(score), box=(corners[0], corners[1], corners[2], corners[3]))
                )
        return TextPage(width=image.width, height=image.height, lines=tuple(reading_order(lines)))

    def _cut_all(self, picture: np.ndarray, boxes: np.ndarray) -> list[np.ndarray]:
        """Cut lines out, those that stand laid down; a letter or two is laid down where most lines are."""
        crops: list[np.ndarray] = self._cut(picture, boxes)
        stood = [
            crop.shape[1] > crop.shape[0] and _length(box[0], box[3]) > _length(box[0], box[1])
            for crop, box in zip(crops, boxes, strict=True)
        ]
        lengths = [max(crop.shape[:2]) / min(crop.shape[:2]) for crop in crops]
        most = sum(compress(lengths, stood)) > sum(lengths) / 2
        height = np.median([min(crop.shape[:2]) for crop, one in zip(crops, stood, strict=True) if one == most])
        self._short = [max(crop.shape[:2]) <= _SHORT * height for crop in crops]
        for index, short in enumerate(self._short):
            if short and stood[index] != most:
                crops[index] = np.ascontiguousarray(np.rot90(crops[index], 1 if most else -1))
                stood[index] = most
        self._stood = stood
        return crops

    def _turn_all(self, crops: list[np.ndarray]) -> tuple[list[np.ndarray], Any]:
        """Turn lines that stand on their head; those that are short or that the model is not sure of as most are."""
        upright, found = self._turn(crops)
        lengths = [crop.shape[1] / crop.shape[0] for crop in crops]
        most = sum(compress(lengths, map(self._is_turned, found.cls_res))) > sum(lengths) / 2
        for index, (_, score) in enumerate(found.cls_res):
            if self._short[index] or (most and score <= self._sure):
                upright[index] = np.ascontiguousarray(np.rot90(crops[index], 2 if most else 0))
                found.cls_res[index] = (_ON_HEAD if most else _UPRIGHT, 1.0)
        return upright, found

    def _is_turned(self, answer: tuple[str, float]) -> bool:
        return answer[0] == _ON_HEAD and answer[1] > self._sure

    def _run_marking(self, picture: np.ndarray, record: dict[str, Any]) -> tuple[Any, Any, Any, list[np.ndarray]]:
        """Let every box begin with the corner at which its line does."""
        detected, turned, read, crops = self._run(picture, record)
        for index in range(len(crops)):
            on_head = turned.cls_res is not None and self._is_turned(turned.cls_res[index])
            turns = self._stood[index] + 2 * on_head
            detected.boxes[index] = np.roll(detected.boxes[index], -turns, axis=0)
        return detected, turned, read, crops


def _less_narrow(pixels: np.ndarray) -> np.ndarray:
    """Return [height, width, 3] with white below or beside a strip."""
    height, width = pixels.shape[:2]
    more = (max(-(-width // WIDEST) - height, 0), max(-(-height // TALLEST) - width, 0))
    return np.pad(pixels, ((0, more[0]), (0, more[1]), (0, 0)), constant_values=255) if any(more) else pixels


def text_reader(model: LoadedModel) -> TextReader:
    """Return the reader of `model`, made once."""
    return model.part("text-reader", lambda: TextReader(model))


def _length(start: np.ndarray, end: np.ndarray) -> float:
    return float(np.linalg.norm(end - start))


def _quarter_turns(line: TextLine) -> int:
    """Return by how many quarter turns clockwise a line lies: its first two corners are the upper ones of its text."""
    (x0, y0), (x1, y1) = line.box[:2]
    across, down = x1 - x0, y1 - y0
    if abs(across) >= abs(down):
        return 0 if across >= 0 else 2
    return 1 if down > 0 else 3


def _page_turns(lines: list[TextLine]) -> int:
    """Return the quarter turns of more than half of the letters; a stamp or a note at the side turns no page.

    A letter that stands alone has no say: it may be higher than wide on any page.
    """
    letters = [0, 0, 0, 0]
    for line in lines:
        letters[_quarter_turns(line)] += len(line.text) - 1
    return next((turns for turns, count in enumerate(letters) if count > sum(letters) / 2), 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Placed:
    """A line and where it is once its page has been turned upright."""

    line: TextLine
    left: float
    top: float
    height: float

    @property
    def middle(self) -> float:
        return self.top + self.height / 2


def _placed(line: TextLine, turns: int) -> _Placed:
    corners: Sequence[Point] = line.box
    for _ in range(turns):
        corners = [(y, -x) for x, y in corners]
    top = min(y for _, y in corners)
    return _Placed(line=line, left=min(x for x, _ in corners), top=top, height=max(y for _, y in corners) - top)


def rows(lines: list[TextLine]) -> list[list[TextLine]]:
    """Group lines that stand side by side: their middles differ by less than half a line's height."""
    turns = _page_turns(lines)
    grouped: list[list[_Placed]] = []
    for line in sorted((_placed(line, turns) for line in lines), key=attrgetter("top")):
        for row in grouped[-3:]:
            first = row[0]
            if abs(first.middle - line.middle) < 0.5 * min(first.height, line.height):
                row.append(line)
                break
        else:
            grouped.append([line])
    return [[placed.line for placed in sorted(row, key=attrgetter("left"))] for row in grouped]


def reading_order(lines: list[TextLine]) -> list[TextLine]:
    """Return the lines from top to bottom and, side by side, from left to right."""
    return [line for row in rows(lines) for line in row]


def page_text(page: TextPage) -> str:
    """Join the lines of a page; what stands side by side shares a line."""
    return "\n".join("  ".join(line.text for line in row) for row in rows(list(page.lines)))
