"""Reading text from pictures: the `rapidocr` package's own pipeline, the only place that knows it.

The three model paths are always given, checked by digest first: without them the package fetches a missing or altered
model from the network by itself. The package takes no RunOptions; its three sessions are wrapped where they are called,
so that a job can be cancelled inside a page and progress counts lines.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

import numpy as np

from desktop.core.result import TextLine, TextPage
from desktop.engine.interrupt import running

if TYPE_CHECKING:
    from PIL.Image import Image

    from desktop.engine.interrupt import Interrupt
    from desktop.engine.loaded import LoadedModel

WIDEST, TALLEST = 100, 16
"""How many times as wide as high a picture may be, and as high as wide.

Of the longer side the package leaves 2,000 pixels and of the other one what remains of it in steps of 32, none in the
end; then it enlarges both until the shorter one has 736, and only what is wide is made higher by itself before.
"""
_ROLES = {"Det": "detector", "Cls": "orientation", "Rec": "recogniser"}


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


def _less_narrow(pixels: np.ndarray) -> np.ndarray:
    """Return [height, width, 3] with white below or beside a strip."""
    height, width = pixels.shape[:2]
    more = (max(-(-width // WIDEST) - height, 0), max(-(-height // TALLEST) - width, 0))
    return np.pad(pixels, ((0, more[0]), (0, more[1]), (0, 0)), constant_values=255) if any(more) else pixels


def text_reader(model: LoadedModel) -> TextReader:
    """Return the reader of `model`, made once."""
    return model.part("text-reader", lambda: TextReader(model))


def _top(line: TextLine) -> float:
    return min(y for _, y in line.box)


def _height(line: TextLine) -> float:
    return max(y for _, y in line.box) - _top(line)


def _left(line: TextLine) -> float:
    return min(x for x, _ in line.box)


def rows(lines: list[TextLine]) -> list[list[TextLine]]:
    """Group lines that stand side by side: their middles differ by less than half a line's height."""
    grouped: list[list[TextLine]] = []
    for line in sorted(lines, key=_top):
        middle = _top(line) + _height(line) / 2
        for row in grouped[-3:]:
            first = row[0]
            if abs(_top(first) + _height(first) / 2 - middle) < 0.5 * min(_height(first), _height(line)):
                row.append(line)
                break
        else:
            grouped.append([line])
    return [sorted(row, key=_left) for row in grouped]


def reading_order(lines: list[TextLine]) -> list[TextLine]:
    """Return the lines from top to bottom and, side by side, from left to right."""
    return [line for row in rows(lines) for line in row]


def page_text(page: TextPage) -> str:
    """Join the lines of a page; what stands side by side shares a line."""
    return "\n".join("  ".join(line.text for line in row) for row in rows(list(page.lines)))
